"""A decision on an official form through the pages: chosen, drafted with its blanks, checked, signed, shown on the person's page."""

from __future__ import annotations

import re

import pytest

from donghanh.cases.models import Case
from donghanh.cases.terms import Stage
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from tests.factories import cases, formed
from tests.web.decisions.test_pages import seen, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def typed(people, case: Case, kind: DecisionKind, at=NOW) -> dict[str, str]:
    """What the drafter types into the page: a day goes into three boxes."""
    data = {"reasons": formed.REASONS}
    for key, value in formed.answers(people.officer, case, kind, at).items():
        data[f"o_{key}"] = value
        if re.fullmatch(r"\d\d/\d\d/\d{4}", value):
            data |= {f"o_{key}_{n}": part for n, part in enumerate(value.split("/"))}
    return data


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_aftercare_from_the_choice_to_the_persons_page(people, browser):
    case = formed.proposed(people, NOW)
    officer, police, chair = browser("commune_officer"), browser("commune_police"), browser("commune_chair", stepped_up=True)
    choice = text(officer.get(f"/ho-so/{case.pk}/quyet-dinh/"))
    assert "Bắt đầu thời gian quản lý, hỗ trợ sau cai nghiện" in choice and "người ký hôm nay: Chủ tịch" in choice
    page = f"/ho-so/{case.pk}/quyet-dinh/AFTERCARE/"
    shown = text(officer.get(page))
    assert "Đã biết, không phải nhập lại" in shown and "Giao cho" in shown and "Mẫu số 53" in shown
    answer = officer.post(page, typed(people, case, DecisionKind.AFTERCARE))
    made = Decision.objects.get()
    assert answer.status_code == 302 and answer.url == f"/quyet-dinh/{made.pk}/"
    assert police.post(f"{answer.url}kiem-tra/").url == answer.url
    review = text(chair.get(answer.url))
    for part in ("Ba điều cần thấy trước khi ký", "Nghị định 163/2026/NĐ-CP, Điều 134", "Đúng người có quyền ký hôm nay", "90 ngày", "Mẫu số 53"):
        assert part in review, part
    assert "Trách nhiệm của từng cơ quan" in review, "where form and law differ stands before the signer"
    assert chair.post(f"{answer.url}ky/", {"has_read": "on", "seen": seen(chair, made)}).url == answer.url
    signed = text(chair.get(answer.url))
    assert "số 01/QĐ-UBND" in signed and "Trang kiểm tra công khai" in signed and "đã vào hồ sơ từ lúc ký" in signed
    assert Case.objects.get(pk=case.pk).stage == Stage.AFTERCARE
    assert "01/QĐ-UBND" in text(officer.get(f"/ho-so/{case.pk}/")), "the file shows it"
    code = Decision.objects.get().code
    public = text(browser("commune_officer").get(f"/kiem-tra/{code}/"))
    assert "còn giá trị" in public and "Số01Ngày" in public and "Ỗi" not in public
    assert "QĐ-UBND" not in public, "the symbol behind the number names the measure"


def test_every_empty_blank_is_asked_for_by_its_own_name(people, browser):
    case = formed.registered(people, NOW)
    page = text(browser("commune_officer").post(f"/ho-so/{case.pk}/quyet-dinh/VOLUNTARY/", {"reasons": formed.REASONS}), 422)
    assert "Trường này là bắt buộc" not in page and "Nhập địa điểm cai nghiện ma túy" in page and "Nhập ngày cuối của thời hạn" in page


def test_an_empty_blank_comes_back_named_with_what_was_typed(people, browser):
    case = formed.proposed(people, NOW)
    data = typed(people, case, DecisionKind.AFTERCARE) | {"o_assigned_person": ""}
    page = text(browser("commune_officer").post(f"/ho-so/{case.pk}/quyet-dinh/AFTERCARE/", data), 422)
    assert "Giao cho" in page and "Có vấn đề cần sửa" in page and formed.REASONS in page and not Decision.objects.exists()


def test_home_registration_of_the_old_law_is_chosen_on_paper(people, browser, at):
    moment = at(cases.moment("2026-05-06T09:00"))
    case = formed.registered(people, moment)
    officer = browser("commune_officer")
    page = text(officer.get(f"/ho-so/{case.pk}/quyet-dinh/"))
    assert "chưa đọc được toàn văn mẫu" in page and "Lập trên giấy" in page
    assert "Ghi: Quyết định cai nghiện tự nguyện hoặc điều trị thay thế" in page
    assert "chưa đọc được toàn văn mẫu" in text(officer.get(f"/ho-so/{case.pk}/quyet-dinh/VOLUNTARY/"), 422)


def test_registration_at_home_today_is_signed_by_the_police_chief(people, browser):
    case = formed.registered(people, NOW)
    officer, police, chief = browser("commune_officer"), browser("commune_police"), browser("commune_police_chief", stepped_up=True)
    answer = officer.post(f"/ho-so/{case.pk}/quyet-dinh/VOLUNTARY/", typed(people, case, DecisionKind.VOLUNTARY))
    made = Decision.objects.get()
    police.post(f"{answer.url}kiem-tra/")
    assert "quyết định cai nghiện tự nguyện" in text(chief.get("/cho-ky/")).lower()
    chief.post(f"{answer.url}ky/", {"has_read": "on", "seen": seen(chief, made)})
    assert "số 01/QĐ-CAX" in text(chief.get(answer.url)) and Case.objects.get(pk=case.pk).stage == Stage.DECIDED


def test_one_sent_back_is_mended_without_typing_it_again(people, browser):
    case = formed.proposed(people, NOW)
    made = formed.drafted(people, case, DecisionKind.AFTERCARE, NOW, assigned_person="Bà Trần Thị Ổn")
    browser("commune_police").post(f"/quyet-dinh/{made.pk}/tra-lai/", {"what": "Câu chữ", "reason": "Ghi rõ hơn lý do."})
    page = browser("commune_officer").get(f"/ho-so/{case.pk}/quyet-dinh/AFTERCARE/?tu={made.pk}").content.decode()
    assert "Bà Trần Thị Ổn" in page and formed.REASONS in page


@pytest.mark.parametrize("kind", ["VOLUNTARY", "INTERIM", "WITHDRAW", "NO_SUCH"])
def test_a_kind_of_another_procedure_is_refused_or_not_found(people, browser, kind):
    case = formed.proposed(people, NOW)
    assert browser("commune_officer").get(f"/ho-so/{case.pk}/quyet-dinh/{kind}/").status_code in (404, 422)
