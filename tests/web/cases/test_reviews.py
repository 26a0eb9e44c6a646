"""Before a step that cannot be taken back stands a page that says what will happen; what does not fit yet is not offered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from donghanh.base.places.models import Unit
from donghanh.cases.models import Fact, Handover, Referral
from donghanh.cases.terms import FactKind as K
from donghanh.web.cases.views import _common
from tests.factories import accounts, cases
from tests.web.cases.support import flat, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


@pytest.fixture
def there(db):
    """Another commune, findable by its name."""
    accounts.unit(900_002, name="Trấn Biên")
    Unit.objects.filter(pk=900_002).update(folded="tran bien", folded_path="xa tran bien", path="xã Trấn Biên")


@pytest.fixture
def moving(police, there):
    """A managed person who has arrived elsewhere."""
    case = cases.managed(police[1], "Hồ Thị Ểnh")
    cases.recorded(police[1], case.pk, K.ARRIVED, NOW - timedelta(hours=2))
    return case


@pytest.fixture
def station(db):
    return accounts.post(role="health_station", body=accounts.body("health_station", 900_001, name="Trạm y tế xã Thử"))


def hidden(answer) -> dict[str, str]:
    """What the review page carries along out of sight."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode()))


def test_a_file_is_sent_only_after_its_review(moving, police):
    browser, url = police[0], f"/ho-so/{moving.pk}/chuyen/"
    review = browser.post(url, {"place": "Trấn Biên"})
    page = flat(review)
    assert review.status_code == 200 and not Handover.objects.exists()
    assert "Bạn sắp gửi hồ sơ sang nơi khác" in page and "xã Trấn Biên" in page and "không tự rút lại được" in page
    kept = {name: value for name, value in hidden(review).items() if name in ("place", "place_id")}
    assert browser.post(url, kept | {"dong_y": "1"}).status_code == 302 and Handover.objects.count() == 1


def test_back_from_the_review_the_form_still_holds_what_was_typed(moving, police):
    answer = police[0].post(f"/ho-so/{moving.pk}/chuyen/", {"place": "Trấn Biên", "sua": "1"})
    assert answer.status_code == 200 and 'value="Trấn Biên"' in answer.content.decode() and not Handover.objects.exists()


def test_twin_without_the_review_the_first_press_sends(moving, police, monkeypatch):
    monkeypatch.setattr(_common, "AGREE", "place")
    police[0].post(f"/ho-so/{moving.pk}/chuyen/", {"place": "Trấn Biên"})
    assert Handover.objects.count() == 1


def test_signing_for_a_file_is_read_before_it_is_done(moving, police, desk):
    police[0].post(f"/ho-so/{moving.pk}/chuyen/", {"place": "Trấn Biên", "dong_y": "1"})
    url = f"/chuyen-den/{Handover.objects.get().pk}/nhan/"
    newcomer, _ = desk(unit_id=900_002)
    page = text(newcomer, url)
    assert "Bạn sắp ký nhận hồ sơ" in page and "H. T. Ể., 1994" in page and "Hồ Thị Ểnh" not in page
    assert Handover.objects.get().received_at is None
    assert newcomer.post(url).status_code == 302
    assert newcomer.get(url).status_code == 409
    assert police[0].get(url).status_code == 404


def test_a_determination_is_asked_for_after_review(police, station):
    browser, actor = police
    case = cases.managed(actor, "Ngô Hữu Trường")
    cases.recorded(actor, case.pk, K.USED_AGAIN, NOW - timedelta(days=1), sample="urine")
    asked = {"body": str(station.body_id), "place": "detained"}
    asking = browser.post(f"/ho-so/{case.pk}/xac-dinh/", asked)
    assert "Bạn sắp gửi xác định tình trạng nghiện" in flat(asking) and not Referral.objects.exists()
    browser.post(f"/ho-so/{case.pk}/xac-dinh/", asked | {"dong_y": "1"})
    assert Referral.objects.get().place == "detained"
    assert Fact.objects.get(case=case, kind=K.DETERMINATION_REQUESTED).data["place"] == "detained"


def test_a_file_is_not_sent_before_the_departure_is_recorded(police, there):
    browser, actor = police
    case = cases.managed(actor, "Hồ Thị Ểnh")
    record = f'href="/ho-so/{case.pk}/ghi/departed/"'
    for page in (text(browser, f"/ho-so/{case.pk}/"), text(browser, f"/ho-so/{case.pk}/chuyen/")):
        assert "Chưa ghi người này rời nơi cư trú cũ." in page and f"{record}>Ghi: Rời nơi cư trú" in page
        assert f'href="/ho-so/{case.pk}/chuyen/"' not in page
    cases.recorded(actor, case.pk, K.DEPARTED, NOW - timedelta(hours=2))
    assert f'href="/ho-so/{case.pk}/chuyen/"' in text(browser, f"/ho-so/{case.pk}/")
    assert "Xem lại trước khi gửi" in text(browser, f"/ho-so/{case.pk}/chuyen/")


def test_only_the_sender_reads_the_receipt_of_a_file_handed_over(moving, police, desk):
    police[0].post(f"/ho-so/{moving.pk}/chuyen/", {"place": "Trấn Biên", "dong_y": "1"})
    desk(unit_id=900_002)[0].post(f"/chuyen-den/{Handover.objects.get().pk}/nhan/")
    assert "Hồ sơ đã chuyển đi" in text(police[0], f"/ho-so/{moving.pk}/", 404)
    assert "Hồ sơ đã chuyển đi" not in text(desk(unit_id=900_003)[0], f"/ho-so/{moving.pk}/", 404)
    assert police[0].get(f"/ho-so/{moving.pk}/ghi/residence-checked/").status_code == 404
