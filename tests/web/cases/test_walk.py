"""Journey J1 through the pages of the commune police: from the positive test to the end, both sides of the decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact, Handover
from donghanh.cases.rules import VIET_NAM
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import actions as decisions
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.terms import DecisionKind
from donghanh.web.shell import clock
from tests.base.places.conftest import all_units
from tests.factories import accounts, cases, people, places
from tests.factories.pages import PageClient
from tests.web.cases.support import at, flat, text

__all__ = ["all_units"]
pytestmark = pytest.mark.django_db


class Town:
    """The commune police of two real communes, a clock, and the three who make a decision."""

    def __init__(self, monkeypatch) -> None:
        places.load_holders()
        self.here, self.there = places.commune("Trảng Bom"), places.commune("Trảng Dài")
        self.at = cases.moment("2026-09-01T09:00")
        monkeypatch.setattr(clock, "now", lambda: self.at)
        self.posts = {role: accounts.post(role=role, unit_id=self.here.pk) for role in ("commune_officer", "commune_police", "commune_police_chief")}
        self.browser = accounts.sign_in(PageClient(), self.posts["commune_police"])

    def actor(self, role: str):
        return replace(cases.actor_of(self.posts[role], at=self.at), stepped_up=True)

    def go(self, moment: str) -> datetime:
        """Move the clock; the officials sign in anew, since a session does not outlast the day."""
        self.at = datetime.fromisoformat(moment).replace(tzinfo=VIET_NAM)
        self.browser = accounts.sign_in(PageClient(), self.posts["commune_police"])
        return self.at

    def record(self, case: Case, kind: str, **typed) -> str:
        """Fill the form of one fact, happening now; answers the page it leads to."""
        answer = self.browser.post(f"/ho-so/{case.pk}/ghi/{kind}/", at(self.at, **typed))
        assert answer.status_code == 302, flat(answer)
        return flat(self.browser.get(answer.url))

    def decide(self, case: Case, kind: DecisionKind):
        """Drafted, checked and signed by three people."""
        one, two, three = (self.actor(role) for role in ("commune_officer", "commune_police", "commune_police_chief"))
        given = DraftInput(reasons="Kết quả xét nghiệm dương tính, đã xác minh nơi cư trú.")
        with scope(one):
            draft = decisions.draft(actor=one, at=self.at, case_id=case.pk, kind=kind, given=given)
        assert "Mở dự thảo: Đã soạn" in text(self.browser, f"/ho-so/{case.pk}/")
        with scope(two):
            decisions.check(actor=two, at=self.at, decision_id=draft.pk)
        with scope(three):
            return decisions.sign(actor=three, at=self.at, decision_id=draft.pk, has_read=True)


@pytest.fixture
def town(all_units, db, monkeypatch):
    return Town(monkeypatch)


def test_from_the_positive_test_to_the_end_through_the_pages(town):
    person = people.register(town.actor("commune_police"), "Lê Thị Ỗi", at=town.at)
    assert "Lập hồ sơ" in text(town.browser, f"/nguoi/{person.pk}/")
    opened = town.browser.post(f"/nguoi/{person.pk}/lap-ho-so/", at(town.at, sample="urine", substances=["heroin", "methamphetamine"]))
    case = Case.objects.get()
    assert opened.url == f"/ho-so/{case.pk}/"

    today = text(town.browser, "/viec/")
    assert "Xác minh nơi cư trú" in today and case.number in today
    town.go("2026-09-01T15:00")
    form = text(town.browser, f"/ho-so/{case.pk}/ghi/residence-verified/")
    assert "Trảng Bom" in form
    page = town.record(case, "residence-verified", place="thị trấn Trảng Bom, Đồng Nai", stable="yes")
    assert "Xã Trảng Bom; nơi cư trú ổn định" in page and "Gửi thông báo về hành vi (mẫu 02)" in page
    assert Fact.objects.get(kind=K.RESIDENCE_VERIFIED).place_id == town.here.pk

    town.go("2026-09-01T16:00")
    town.record(case, "notice-sent", number="12/TB-CAX", recipient="Công an xã Trảng Bom")
    page = town.record(case, "notice-received", number="12/TB-CAX")
    assert f"/ho-so/{case.pk}/quyet-dinh/MANAGE_USER/" in page
    assert "Ra quyết định quản lý (mẫu 04)" in page and "Vì sao là 16:00 thứ Tư, 02/09/2026?" in text(town.browser, f"/viec/{case.pk}/decide/vi-sao/")

    town.go("2026-09-02T08:00")
    decision = town.decide(case, DecisionKind.MANAGE_USER)
    page = text(town.browser, f"/ho-so/{case.pk}/")
    assert f"/quyet-dinh/{decision.pk}/giao/" in page
    assert f"{decision.number:02d}/QĐ-CAX" in page and "hết ngày 02/09/2027" in page
    assert "Lê Thị Ỗi" in text(town.browser, "/danh-sach/")
    today = text(town.browser, "/viec/")
    assert all(words in today for words in ("Giao quyết định", "Giới thiệu dịch vụ", "Kiểm tra nơi cư trú hằng tháng"))

    town.go("2026-09-20T10:00")
    town.record(case, "service-offered", services=["COUNSELLING", "JOB"])
    page = town.record(case, "residence-checked")
    assert "20/10" in page

    town.go("2027-09-03T00:00")
    assert "Lê Thị Ỗi" not in text(town.browser, "/danh-sach/")
    assert "Ra quyết định chấm dứt quản lý" in text(town.browser, "/viec/")
    town.decide(case, DecisionKind.END_USER)
    assert "Đã hết thời hạn" in text(town.browser, f"/ho-so/{case.pk}/")
    assert "Gửi quyết định tạm đình chỉ, dừng hoặc chấm dứt" in text(town.browser, "/viec/")


def test_the_file_follows_the_person_to_a_commune_named_by_its_old_name(town):
    with_actor = town.actor("commune_police")
    case = cases.notified(with_actor, at=cases.moment("2026-09-01T06:00"))
    town.go("2026-09-02T08:00")
    town.decide(case, DecisionKind.MANAGE_USER)
    until = Case.objects.get().active_until
    town.go("2026-10-01T08:00")
    town.record(case, "departed", place_maybe="phường Trảng Dài")
    town.record(case, "move-notice-sent", number="15/TB-CAX")
    town.record(case, "arrived", place="Trảng Dài, Biên Hòa")
    page = text(town.browser, f"/ho-so/{case.pk}/chuyen/")
    assert "Trảng Dài" in page
    sent = town.browser.post(f"/ho-so/{case.pk}/chuyen/", {"place": "Trảng Dài, Đồng Nai", "dong_y": "1"})
    assert sent.status_code == 302, flat(sent)
    other = accounts.sign_in(PageClient(), accounts.post(role="commune_police", unit_id=town.there.pk))
    received = other.post(f"/chuyen-den/{Handover.objects.get().pk}/nhan/")
    page = flat(other.get(received.url))
    assert "Ra quyết định quản lý cho thời gian còn lại" in page and Case.objects.get().active_until == until


def test_a_name_that_became_several_communes_asks_which(town):
    case = cases.notified(town.actor("commune_police"), at=cases.moment("2026-09-01T06:00"))
    town.go("2026-09-02T08:00")
    town.decide(case, DecisionKind.MANAGE_USER)
    town.record(case, "arrived", place="Trảng Dài")
    answer = town.browser.post(f"/ho-so/{case.pk}/chuyen/", {"place": "An Bình"})
    page = flat(answer)
    assert answer.status_code == 422 and "Chọn một nơi" in page and 'name="place_id"' in page
