"""The page on which a second official says that a file was opened in error."""

from __future__ import annotations

from datetime import timedelta

from donghanh.cases.models import Case
from tests.factories import cases

WHY = "Nhầm với người cùng tên ở ấp 4, xem biên bản 12."


def text(browser, address: str) -> str:
    return browser.get(address).content.decode()


def test_the_second_official_closes_it_and_the_history_says_why(police, desk):
    case = cases.opened(police[1], at=cases.NOW - timedelta(hours=3))
    address = f"/ho-so/{case.pk}/lap-nham/"
    browser, _actor = desk("commune_officer")
    assert address in text(browser, f"/ho-so/{case.pk}/") and "không phải là người đã lập" in text(browser, address)
    answer = browser.post(address, {"reason": WHY})
    assert answer.status_code == 302 and Case.objects.get(pk=case.pk).stage == "IN_ERROR"
    page = text(browser, f"/ho-so/{case.pk}/")
    assert WHY in page and "Lập nhầm, không còn giá trị" in page and address not in page
    assert case.number not in text(browser, "/danh-sach/") and case.number not in text(browser, "/viec/")


def test_the_opener_is_told_who_may(police):
    browser, actor = police
    case = cases.opened(actor)
    answer = browser.post(f"/ho-so/{case.pk}/lap-nham/", {"reason": WHY})
    assert answer.status_code == 422 and "Nhờ một cán bộ khác" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).stage == "DETECTED"


def test_who_records_nothing_reaches_no_page(desk, police):
    case = cases.opened(police[1])
    assert desk("commune_chair")[0].get(f"/ho-so/{case.pk}/lap-nham/").status_code == 403
    assert desk("commune_officer", 900_009)[0].get(f"/ho-so/{case.pk}/lap-nham/").status_code == 404
