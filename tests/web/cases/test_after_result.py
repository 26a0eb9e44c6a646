"""After a conclusion of dependence the page says what comes next: to tell the person, then to register by a moment of the law."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from tests.factories import cases
from tests.web.cases.support import at, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def concluded(case, kind: K, moment) -> None:
    """As a health body concludes; written by the owner of the tables."""
    Fact.objects.create(case_id=case.pk, kind=kind, happened_at=moment, unit_id=case.unit_id, recorded_at=moment, recorded_by=0, data={})


def test_the_time_to_register_counts_from_telling_the_person(police):
    browser, actor = police
    case = cases.opened(actor, "Lê Thị Ỗi", at=NOW - timedelta(days=3))
    told = at(NOW - timedelta(hours=1))
    assert browser.post(f"/ho-so/{case.pk}/ghi/result-notified/", told).status_code == 422, "there is no result yet"
    concluded(case, K.FOUND_DEPENDENT, NOW - timedelta(hours=2))
    page = text(browser, f"/ho-so/{case.pk}/")
    assert "đăng ký trong 24 giờ" in page and "ghi “Người này được thông báo kết quả” thì biết hạn cuối" in page
    assert browser.post(f"/ho-so/{case.pk}/ghi/result-notified/", told).status_code == 302
    page = text(browser, f"/ho-so/{case.pk}/")
    assert "Hạn đăng ký: 08:00 ngày 22/11/2026" in page and "Nghị định 163/2026/NĐ-CP, Điều 89 khoản 1" in page


def test_nobody_found_without_dependence_is_asked_to_register(police):
    browser, actor = police
    case = cases.opened(actor, "Lê Thị Ỗi", at=NOW - timedelta(days=3))
    concluded(case, K.FOUND_NOT_DEPENDENT, NOW - timedelta(hours=2))
    assert "Kết luận có nghiện." not in text(browser, f"/ho-so/{case.pk}/")


def test_a_registration_in_whichever_file_silences_the_notice(police):
    browser, actor = police
    case = cases.opened(actor, "Lê Thị Ỗi", at=NOW - timedelta(days=3))
    concluded(case, K.FOUND_DEPENDENT, NOW - timedelta(hours=2))
    assert "Kết luận có nghiện." in text(browser, f"/ho-so/{case.pk}/")
    about = {"person_id": case.person_id, "kind": K.REGISTERED, "procedure": Procedure.HOME_REHABILITATION, "data": {"form": "home"}}
    with scope(actor):
        actions.open_case(actor=actor, at=NOW, happened_at=NOW - timedelta(hours=1), **about)
    assert "Kết luận có nghiện." not in text(browser, f"/ho-so/{case.pk}/")
