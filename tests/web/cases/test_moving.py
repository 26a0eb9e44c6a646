"""A file changes its commune through the pages; a determination goes to a health body and comes back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact, Handover, Referral
from donghanh.cases.terms import FactKind as K
from tests.factories import accounts, cases, diagnosis
from tests.web.cases.support import flat, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


@pytest.fixture
def moving(police):
    """A managed person who has arrived elsewhere."""
    actor = police[1]
    accounts.unit(900_002, name="Trấn Biên")
    Unit.objects.filter(pk=900_002).update(folded="tran bien", folded_path="xa tran bien", path="xã Trấn Biên")
    case = cases.managed(actor, "Hồ Thị Ểnh")
    cases.recorded(actor, case.pk, K.ARRIVED, NOW - timedelta(hours=2))
    return case


AGREED = {"dong_y": "1"}
"""The button of the review page."""


def sent(browser, case, place="Trấn Biên"):
    return browser.post(f"/ho-so/{case.pk}/chuyen/", {"place": place, **AGREED})


def test_a_file_is_sent_signed_for_and_gone(moving, police, desk):
    browser, _ = police
    end = Case.objects.get(pk=moving.pk).active_until
    assert sent(browser, moving).status_code == 302
    assert "đang chờ ký nhận" in text(browser, f"/ho-so/{moving.pk}/")
    there, _ = desk(unit_id=900_002)
    page = text(there, "/chuyen-den/")
    assert "H. T. Ể., 1994" in page and "Hồ Thị Ểnh" not in page
    assert there.get(f"/ho-so/{moving.pk}/").status_code == 404
    handover = Handover.objects.get()
    assert there.post(f"/chuyen-den/{handover.pk}/nhan/").url == f"/ho-so/{moving.pk}/"
    assert "Hồ Thị Ểnh" in text(there, f"/ho-so/{moving.pk}/")
    receipt = text(browser, f"/ho-so/{moving.pk}/", 404)
    assert "Hồ sơ đã chuyển đi" in receipt and "đã ký nhận lúc 09:00 21/11/2026" in receipt
    assert "Hồ Thị Ểnh" not in receipt and moving.number not in receipt
    assert "Đã ký nhận 21/11/2026" in text(browser, "/chuyen-den/")
    assert Case.objects.get(pk=moving.pk).active_until == end


def test_a_receipt_after_another_was_quicker_is_a_conflict(moving, police, desk):
    sent(police[0], moving)
    there, _ = desk(unit_id=900_002)
    handover = Handover.objects.get()
    there.post(f"/chuyen-den/{handover.pk}/nhan/")
    assert there.post(f"/chuyen-den/{handover.pk}/nhan/").status_code == 409
    assert there.post(f"/chuyen-den/{handover.pk}/tra-lai/", {"reason": "Nhầm xã"}).status_code == 409


def test_a_file_sent_back_says_why_to_the_sender(moving, police, desk):
    sent(police[0], moving)
    there, _ = desk(unit_id=900_002)
    url = f"/chuyen-den/{Handover.objects.get().pk}/tra-lai/"
    assert "H. T. Ể., 1994" in text(there, url)
    assert there.post(url, {"reason": "  "}).status_code == 422
    assert there.post(url, {"reason": "Người này không ở xã tôi"}).status_code == 302
    assert "Người này không ở xã tôi" in text(police[0], "/chuyen-den/")
    assert police[0].get(f"/ho-so/{moving.pk}/").status_code == 200


def test_only_the_commune_it_is_addressed_to_answers(moving, police, desk):
    sent(police[0], moving)
    handover = Handover.objects.get()
    other, _ = desk(unit_id=900_003)
    for browser in (other, police[0]):
        assert browser.post(f"/chuyen-den/{handover.pk}/nhan/").status_code == 404
        assert browser.get(f"/chuyen-den/{handover.pk}/tra-lai/").status_code == 404


@pytest.mark.parametrize(("place", "sentence"), [("", "Nhập xã, phường nơi cư trú mới"), ("Không Có Đâu", "Không tìm thấy xã, phường nào tên")])
def test_a_place_that_is_not_known_is_said(moving, police, place, sentence):
    answer = sent(police[0], moving, place)
    assert answer.status_code == 422 and sentence in flat(answer)


def test_a_name_that_two_places_share_asks_which(moving, police):
    browser, _ = police
    accounts.unit(900_004)
    Unit.objects.filter(pk__in=(900_001, 900_004)).update(folded="tran bien")
    answer = sent(browser, moving, "tran bien")
    page = flat(answer)
    assert answer.status_code == 422 and "Có 3 nơi hợp với tên này" in page and 'name="place_id" value="900004"' in page
    chosen = browser.post(f"/ho-so/{moving.pk}/chuyen/", {"place": "tran bien", "place_id": "900004", **AGREED})
    assert chosen.status_code == 302 and Handover.objects.get().to_unit_id == 900_004


def test_a_file_cannot_be_sent_to_where_it_lies(moving, police):
    Unit.objects.filter(pk=900_001).update(folded="o day")
    answer = sent(police[0], moving, "o day")
    assert answer.status_code == 422 and "Nơi nhận phải là một xã, phường khác" in flat(answer)


@pytest.fixture
def station(db):
    return accounts.post(role="health_station", body=accounts.body("health_station", 900_001, name="Trạm y tế xã Thử"))


def asked(browser, case, body_id):
    return browser.post(f"/ho-so/{case.pk}/xac-dinh/", {"body": str(body_id), "place": "body", **AGREED})


def test_a_determination_goes_out_with_little_and_comes_back_as_a_fact(police, station):
    browser, actor = police
    case = cases.managed(actor, "Ngô Hữu Trường")
    cases.recorded(actor, case.pk, K.USED_AGAIN, NOW - timedelta(days=1), sample="urine")
    assert asked(browser, case, station.body_id).status_code == 302
    assert "chưa có trả lời" in text(browser, f"/ho-so/{case.pk}/xac-dinh/")
    nurse = accounts.sign_in(type(browser)(), station)
    page = text(nurse, "/duoc-gui-den/")
    assert "Ngô Hữu Trường, 1994" in page and case.number not in page
    doctor = cases.actor_of(station)
    with scope(doctor):
        diagnosis.concluded(actor=doctor, at=NOW, referral_id=Referral.objects.get().pk, is_dependent=True, concluded_at=NOW)
    assert "Ngô Hữu Trường" not in text(nurse, "/duoc-gui-den/")
    assert "Ra quyết định dừng quản lý" in text(browser, "/viec/")
    assert Fact.objects.filter(case=case, kind=K.FOUND_DEPENDENT).count() == 1


def test_another_health_body_sees_nothing_of_it(police, station, desk):
    case = cases.managed(police[1], "Ngô Hữu Trường")
    asked(police[0], case, station.body_id)
    other, _ = desk("health_station", unit_id=900_002)
    assert "Ngô Hữu Trường" not in text(other, "/duoc-gui-den/")
    assert other.get(f"/duoc-gui-den/{Referral.objects.get().pk}/").status_code == 404
    assert other.get(f"/duoc-gui-den/{uuid4()}/").status_code == 404


def test_without_a_health_body_the_page_says_what_to_do(police):
    case = cases.managed(police[1])
    assert "Chưa có cơ sở y tế nào phục vụ địa bàn này" in text(police[0], f"/ho-so/{case.pk}/xac-dinh/")


def test_nobody_is_sent_to_a_body_that_was_not_offered(police, station):
    case = cases.managed(police[1])
    police_body = accounts.body("commune_police", 900_001)
    assert asked(police[0], case, police_body.pk).status_code == 422 and not Referral.objects.exists()
