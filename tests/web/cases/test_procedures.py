"""A file of any procedure through the same pages: opened, recorded, decided on paper by the right office, told to the next file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.cases.terms import Stage as S
from donghanh.web.shell import clock
from tests.factories import cases, people, places
from tests.web.cases.support import at, flat, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


@pytest.fixture
def clerk(desk, monkeypatch):
    """A police officer who fills in forms on the day he chooses."""
    places.load_holders()
    return Clerk(desk, monkeypatch)


class Clerk:
    def __init__(self, desk, monkeypatch) -> None:
        self.at = NOW
        self.desk = desk
        monkeypatch.setattr(clock, "now", lambda: self.at)
        self.browser, self.actor = desk()

    def go(self, moment: str) -> None:
        self.at = cases.moment(moment)
        self.browser, self.actor = self.desk()

    def registered(self, name: str = "Lê Thị Ỗi", **about):
        return people.register(self.actor, name, at=self.at - timedelta(minutes=5), **about)

    def begin(self, person, procedure: P, kind: K, **typed) -> Case:
        answer = self.browser.post(f"/nguoi/{person.pk}/mo-thu-tuc/{_slug(procedure)}/{_slug(kind)}/", at(self.at, **typed))
        assert answer.status_code == 302, flat(answer)[-2500:]
        return Case.objects.get(procedure=procedure, person_id=person.pk)

    def record(self, case: Case, kind: K, *, status: int = 302, **typed) -> str:
        answer = self.browser.post(f"/ho-so/{case.pk}/ghi/{_slug(kind)}/", at(self.at, **typed))
        assert answer.status_code == status, flat(answer)[-2500:]
        return flat(answer) if status != 302 else text(self.browser, f"/ho-so/{case.pk}/")


PAPER = {"paper": "12/PKQ", "paper_on-d": "5", "paper_on-m": "1", "paper_on-y": "2026"}


def _slug(word: str) -> str:
    return str(word).lower().replace("_", "-")


def test_the_page_of_a_person_leads_to_every_procedure_with_its_reason(clerk):
    person = clerk.registered()
    assert f"/nguoi/{person.pk}/mo-thu-tuc/" in text(clerk.browser, f"/nguoi/{person.pk}/")
    page = text(clerk.browser, f"/nguoi/{person.pk}/mo-thu-tuc/")
    assert all(str(procedure.label) in page for procedure in MANIFESTS if procedure != P.DETERMINATION)
    assert f"/nguoi/{person.pk}/mo-thu-tuc/home-rehabilitation/registered/" in page
    # the measure that the law of 2026 no longer knows says so, with its article
    assert "Luật 120/2025/QH15" in page


def test_a_running_file_takes_the_place_of_the_button(clerk):
    person = clerk.registered()
    case = clerk.begin(person, P.HOME_REHABILITATION, K.REGISTERED)
    page = text(clerk.browser, f"/nguoi/{person.pk}/mo-thu-tuc/")
    assert f"Mở hồ sơ {case.number}" in page and "/mo-thu-tuc/home-rehabilitation/registered/" not in page


def test_home_rehabilitation_under_the_law_of_2026(clerk):
    """J3: registered, decided by the police chief, begun, completed; the file of the time afterwards opens by itself."""
    clerk.go("2026-08-03T09:00")
    case = clerk.begin(clerk.registered(), P.HOME_REHABILITATION, K.REGISTERED)
    page = text(clerk.browser, f"/ho-so/{case.pk}/")
    assert "Ra quyết định cai nghiện tự nguyện" in page and "Trưởng Công an cấp xã" in page

    chair = {"issuer": "commune_committee.commune_chair", "number": "12/QĐ-UBND", "months": "24"}
    refused = clerk.record(case, K.REGISTRATION_DECIDED, status=422, **chair)
    assert "Chủ tịch UBND cấp xã không có quyền ký" in refused and "Người ký phải là Trưởng Công an cấp xã" in refused
    assert not Fact.objects.filter(kind=K.REGISTRATION_DECIDED).exists()

    page = clerk.record(case, K.REGISTRATION_DECIDED, issuer="commune_police.commune_police_chief", number="12/QĐ-CAX", months="24")
    assert "số 12/QĐ-CAX; Trưởng Công an cấp xã ký" in page and "Bắt đầu cai nghiện" in page
    page = clerk.record(case, K.REHAB_STARTED)
    case.refresh_from_db()
    assert case.stage == S.REHAB and case.active_until is not None and "Thời hạn theo luật" in page


def test_the_chair_signs_before_july_2026(clerk):
    clerk.go("2024-03-04T09:00")
    case = clerk.begin(clerk.registered(), P.HOME_REHABILITATION, K.REGISTERED)
    refused = clerk.record(case, K.REGISTRATION_DECIDED, status=422, issuer="commune_police.commune_police_chief", number="1/QĐ")
    assert "Người ký phải là Chủ tịch UBND cấp xã" in refused and "Nghị định 116/2021/NĐ-CP" in refused
    assert "Đã đăng ký" not in clerk.record(case, K.REGISTRATION_DECIDED, issuer="commune_committee.commune_chair", number="1/QĐ")


@pytest.mark.parametrize("procedure", list(MANIFESTS))
def test_every_form_of_every_procedure_opens(clerk, procedure):
    """No kind of fact ends in a broken page, whatever the stage: a form that does not fit yet says why."""
    from donghanh.web.cases.forms import fact_form, opening_form
    from donghanh.web.cases.happenings import by_hand
    from donghanh.web.cases.openings import OPENINGS

    for kind in by_hand(procedure):
        assert fact_form(procedure, kind)(today=NOW.date())
    for way in OPENINGS.get(procedure, ()):
        assert way.kind in MANIFESTS[procedure].opens
        assert opening_form(procedure, way.kind)(today=NOW.date())


def test_why_an_act_is_refused_with_the_article_and_the_neighbouring_law(clerk):
    clerk.go("2026-08-03T09:00")
    case = clerk.begin(clerk.registered(), P.HOME_REHABILITATION, K.REGISTERED)
    page = text(clerk.browser, f"/ho-so/{case.pk}/vi-sao/rehab-started/")
    assert "Vì sao chưa ghi được “Bắt đầu cai nghiện (biên bản)”?" in page
    page = text(clerk.browser, f"/ho-so/{case.pk}/vi-sao/registration-decided/")
    assert "Vì sao ghi được" in page and "Trưởng Công an cấp xã (Luật 163" not in page
    assert "Ai ký hôm nay" in page and "Theo luật trước, đến 30/06/2026" in page and "Chủ tịch UBND cấp xã" in page


def test_why_a_date_says_what_the_neighbouring_law_says(clerk):
    clerk.go("2026-08-03T09:00")
    case = clerk.begin(clerk.registered(), P.HOME_REHABILITATION, K.REGISTERED)
    page = text(clerk.browser, f"/viec/{case.pk}/decide-voluntary/vi-sao/")
    assert "Nếu theo luật liền trước hoặc liền sau" in page and "Theo luật trước, đến 30/06/2026" in page


@pytest.mark.requirement("TH38-I.2.2.b")
def test_no_compulsory_rehabilitation_begins_without_a_ground_and_a_decision_of_the_court(clerk):
    clerk.go("2026-08-03T09:00")
    person = clerk.registered()
    answer = clerk.browser.post(f"/nguoi/{person.pk}/mo-thu-tuc/compulsory/ground-found/", at(clerk.at))
    assert answer.status_code == 422 and "Chọn căn cứ" in flat(answer) and not Case.objects.filter(procedure=P.COMPULSORY).exists()
    case = clerk.begin(person, P.COMPULSORY, K.GROUND_FOUND, compulsory_ground="RELAPSE", **PAPER)
    refused = clerk.record(case, K.ADMITTED, status=422)
    assert "chưa thể ghi “Cơ sở tiếp nhận”" in refused
    assert set(Fact.objects.filter(case=case).values_list("kind", flat=True)) == {K.GROUND_FOUND}


def test_what_the_law_does_not_say_stands_in_sight(clerk):
    """Silent and conflicting answers carry a badge and both articles; definite ones are quiet."""
    clerk.go("2026-08-03T09:00")
    person = clerk.registered()
    case = clerk.begin(person, P.COMPULSORY, K.GROUND_FOUND, compulsory_ground="RELAPSE", **PAPER)
    from donghanh.base.privacy.scope import scope
    from donghanh.cases import queries

    with scope(clerk.actor):
        found = queries.case_sheet(clerk.actor, case.pk, at=clerk.at).view.findings
    page = text(clerk.browser, f"/ho-so/{case.pk}/")
    words = {"silent": "Luật không nói rõ", "conflict": "Hai quy định khác nhau", "unconfirmed": "Chưa được xác nhận"}
    assert found
    for one in found:
        assert one.meaning_vi.split('"')[0] in page, one.meaning_vi
        assert words.get(one.status, "") in page


def test_lists_by_procedure_leave_nobody_a_minute_past_the_end(clerk):
    clerk.go("2026-08-03T09:00")
    case = clerk.begin(clerk.registered("Hồ Thị Ểnh"), P.HOME_REHABILITATION, K.REGISTERED)
    assert "Hồ Thị Ểnh" not in text(clerk.browser, "/danh-sach/?thu-tuc=HOME_REHABILITATION"), "nobody before the measure begins"
    clerk.record(case, K.REGISTRATION_DECIDED, issuer="commune_police.commune_police_chief", number="12/QĐ-CAX", months="24")
    clerk.record(case, K.REHAB_STARTED)
    case.refresh_from_db()
    page = text(clerk.browser, "/danh-sach/?thu-tuc=HOME_REHABILITATION")
    assert "Hồ Thị Ểnh" in page and "Cai tại nhà, cộng đồng" in page
    assert "Hồ Thị Ểnh" not in text(clerk.browser, "/danh-sach/?thu-tuc=AFTERCARE")
    assert "Hồ Thị Ểnh" in text(clerk.browser, "/thu-tuc/?thu-tuc=HOME_REHABILITATION&buoc=REHAB")
    for minutes, is_there in ((-1, True), (0, False)):
        clerk.go((case.active_until + timedelta(minutes=minutes)).astimezone(NOW.tzinfo).strftime("%Y-%m-%dT%H:%M"))
        assert ("Hồ Thị Ểnh" in text(clerk.browser, "/danh-sach/")) is is_there


def test_what_changes_between_two_days_and_for_which_open_files(clerk):
    clerk.go("2026-06-29T09:00")
    clerk.begin(clerk.registered(), P.HOME_REHABILITATION, K.REGISTERED)
    page = text(clerk.browser, "/luat/thay-doi/?procedure=HOME_REHABILITATION&first=2026-06-30&second=2026-07-01")
    assert "1 hồ sơ đang mở của đơn vị bắt đầu trước ngày 01/07/2026" in page
    clerk.go("2026-07-02T09:00")
    clerk.begin(clerk.registered("Hồ Thị Ểnh"), P.HOME_REHABILITATION, K.REGISTERED)
    these = text(clerk.browser, "/thu-tuc/?thu-tuc=HOME_REHABILITATION&mo-truoc=2026-07-01")
    assert "Lê Thị Ỗi" in these and "Hồ Thị Ểnh" not in these and "bắt đầu trước ngày 01/07/2026" in these
    assert "thu-tuc=HOME_REHABILITATION&amp;mo-truoc=2026-07-01" in page.replace("&mo-", "&amp;mo-").replace("&amp;amp;", "&amp;")
    assert "Chủ tịch UBND cấp xã (Nghị định 116/2021/NĐ-CP" in page and "Trưởng Công an cấp xã (Nghị định 163/2026/NĐ-CP" in page
    assert "Điểm thay đổi (0)" not in page
    same = text(clerk.browser, "/luat/thay-doi/?procedure=HOME_REHABILITATION&first=2026-07-02&second=2026-07-03")
    assert "Không điểm nào thay đổi" in same
    assert "Luật trong hệ thống bắt đầu từ" in text(clerk.browser, "/luat/thay-doi/?procedure=MONITORING&first=2010-01-01&second=2026-07-03", 422)


def test_each_change_of_the_law_is_one_press_away(clerk):
    page = text(clerk.browser, "/luat/thay-doi/")
    assert "first=2026-06-30&amp;second=2026-07-01" in page.replace("&second", "&amp;second").replace("&amp;amp;", "&amp;")


@pytest.mark.parametrize("address", ["/danh-sach/?thu-tuc=COMPULSORY", "/thu-tuc/?thu-tuc=COMPULSORY"])
def test_the_same_statements_for_two_files_and_for_fifty(clerk, address):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(clerk.browser, address)
        return len(seen)

    def add(n: int) -> None:
        with scope(clerk.actor):
            for _ in range(n):
                person = clerk.registered()
                data = {"ground": "RELAPSE", "paper": "12/PKQ", "paper_on": "2026-01-05"}
                actions.open_case(
                    actor=clerk.actor, at=clerk.at, person_id=person.pk, procedure=P.COMPULSORY, kind=K.GROUND_FOUND, happened_at=clerk.at, data=data
                )
        Case.objects.update(active_from=clerk.at)

    add(2)
    statements()
    few = statements()
    add(48)
    assert statements() == few <= 15


def test_the_ladder_keeps_the_order_of_the_law_whatever_is_owed_first(clerk):
    case = clerk.begin(clerk.registered(), P.COMPULSORY, K.GROUND_FOUND, compulsory_ground="RELAPSE", **PAPER)
    page = text(clerk.browser, f"/ho-so/{case.pk}/")
    way = page[page.index('<ol class="steps">') : page.index("Ghi được lúc này")]
    names = ["Lập hồ sơ đề nghị", "Thời gian để người bị đề nghị đọc hồ sơ", "Toà án thụ lý", "có hiệu lực", "Cơ sở tiếp nhận", "Cấp giấy xác nhận"]
    assert [way.index(name) for name in names] == sorted(way.index(name) for name in names)


def test_registering_beside_a_court_order_is_warned_of_and_asks_why(clerk):
    person = clerk.registered(birth_year=1990)
    cases.ruled(person)
    warned = "không cấm đăng ký lúc này"
    assert warned in text(clerk.browser, f"/nguoi/{person.pk}/mo-thu-tuc/")
    here = f"/nguoi/{person.pk}/mo-thu-tuc/home-rehabilitation/registered/"
    page = text(clerk.browser, here)
    assert warned in page and "Vì sao vẫn ghi đăng ký" in page
    assert "Nhập vì sao vẫn ghi đăng ký" in flat(clerk.browser.post(here, at(clerk.at)))
    case = clerk.begin(person, P.HOME_REHABILITATION, K.REGISTERED, despite="Toà án có văn bản 12/TB-TA")
    shown = text(clerk.browser, f"/ho-so/{case.pk}/")
    assert warned in shown and "vì: Toà án có văn bản 12/TB-TA" in shown
