"""The panels of a person's page: next step, ladder, term, timeline, what may be done and why the rest may not."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.web.cases.ladders import LADDERS
from donghanh.web.cases.presenters import person_panels
from donghanh.web.cases.steps import _done as steps_done
from tests.factories import cases, dossiers, people
from tests.web.cases.support import flat

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def panels(actor, case, at=NOW):
    with scope(actor):
        return person_panels(actor, [case.person_id], at)


def test_the_next_step_is_the_most_urgent_duty_with_its_button(police):
    actor = police[1]
    found = panels(actor, cases.opened(actor)).next
    assert (found.title, found.act.label) == ("Xác minh nơi cư trú", "Ghi: Xác minh nơi cư trú")
    assert found.act.href.endswith("/ghi/residence-verified/") and "Điều 58" in found.cite and found.due.state == "soon"


def test_one_who_only_signs_sees_who_acts_and_no_button(police, desk):
    case = cases.opened(police[1])
    chair = desk("commune_chair")[1]
    found = panels(chair, case)
    assert found.next.act is None and "Công an" in found.next.who
    assert found.cases[0].acts == () and found.open_case is None


def test_the_ladder_says_what_is_done_owed_and_not_yet(police):
    actor = police[1]
    steps = {s.name: s.state for s in panels(actor, cases.notified(actor)).cases[0].steps}
    assert steps["Có kết quả xét nghiệm dương tính"] == steps["Gửi thông báo về hành vi (mẫu 02)"] == "done"
    assert steps["Ra quyết định quản lý (mẫu 04)"] == "now"
    assert steps["Kiểm tra nơi cư trú hằng tháng"] == steps["Ra quyết định chấm dứt quản lý"] == "later"


def test_a_case_of_the_old_law_speaks_its_forms(police):
    actor = police[1]
    steps = [s.name for s in panels(actor, cases.notified(actor, at=cases.moment("2024-03-01T09:00"))).cases[0].steps]
    assert "Gửi thông báo về hành vi (mẫu 04)" in steps and "Ra quyết định quản lý (mẫu 07)" in steps


def test_what_was_met_is_said_of_the_duty_that_stood_and_of_no_other():
    steps, at = manifest(Procedure.COMPULSORY), cases.NOW
    way = [K.GROUND_FOUND, K.DOSSIER_PREPARED, K.NOTICE_GIVEN, K.COURT_REQUESTED, K.COURT_ACCEPTED, K.COURT_DECIDED, K.COMPLAINED]
    way += [K.COMPLAINT_SETTLED, K.DECISION_EFFECTIVE, K.COURT_DECISION_SENT, K.ADMITTED, K.ESCAPED, K.SEARCH_DECIDED]
    live = [SimpleNamespace(kind=kind, happened_at=at + timedelta(hours=n)) for n, kind in enumerate(way)]
    found = {rung.duty for rung in LADDERS[Procedure.COMPULSORY] if steps_done(steps, live, LADDERS[Procedure.COMPULSORY], rung)}
    assert {"SEND_DOSSIER", "COMPLAIN", "SEND_FOR_EXECUTION", "SEARCH"} <= found
    assert not found & {"SEND_COMPLETED_DOSSIER", "FORWARD_COMPLETED_DOSSIER", "COMPLAIN_ABSENT", "SEND_COURT_DECISION", "SEARCH_BEFORE_ENTRY"}


def test_the_persons_own_rights_stand_in_a_group_of_their_own(police):
    browser, actor = police
    case = dossiers.at_reading_end(actor, at=NOW + timedelta(days=8))
    found = panels(actor, case)
    compulsory = next(one for one in found.cases if one.id == case.pk)
    own = [step.name for step in compulsory.rights]
    assert own and not set(own) & {step.name for step in compulsory.steps} and own[0] != found.next.title
    assert [act.label for act in compulsory.acts if act.is_by_right] == ["Người bị đề nghị hoặc người đại diện đọc hồ sơ"]
    page = flat(browser.get(f"/ho-so/{case.pk}/"))
    assert page.index("Ghi được lúc này") < page.index("Quyền của người này</h3>") < page.index(own[0])


def test_every_act_that_is_offered_is_accepted_and_every_refused_one_has_a_reason(police):
    actor = police[1]
    case = cases.managed(actor)
    found = panels(actor, case).cases[0]
    offered = {a.label for a in found.acts}
    assert "Kiểm tra nơi cư trú" in offered and "Xác minh nơi cư trú" not in offered
    assert all(r.why for r in found.refused) and "Có mặt trở lại" in {r.label for r in found.refused}
    page = police[0].get(f"/ho-so/{case.pk}/").content.decode()
    assert "Chưa ghi lúc bắt đầu vắng mặt." in page


def test_the_term_shows_its_sum_and_its_end(police):
    actor = police[1]
    term = panels(actor, cases.managed(actor, at=NOW - timedelta(days=101))).cases[0].term
    rows = dict(term.rows)
    assert rows["Đến hôm nay"] == "100 trên 365 ngày" and 27 < term.passed < 28
    assert rows["Tự rời danh sách"] == f"hết ngày {term.end}" and "Điều 24" in rows["Căn cứ"]


def test_a_stopped_term_says_when_the_list_was_left(police):
    actor = police[1]
    case = cases.managed(actor)
    cases.recorded(actor, case.pk, K.STOP_GROUND, NOW - timedelta(days=1), ground="DEATH_OR_MISSING")
    assert dict(panels(actor, case).cases[0].term.rows)["Đã rời danh sách"] == "09:00 20/11/2026"


def test_the_timeline_is_newest_first_and_keeps_what_was_voided(police):
    actor = police[1]
    lines = panels(actor, cases.notified(actor)).timeline
    assert lines[0].title == "Nhận thông báo và kết quả dương tính"
    assert lines[-1].text == "Nước tiểu; Heroin và các chất dạng thuốc phiện" and lines[-1].who.startswith("Nguyễn Thị Ẩn")


def test_a_person_without_a_case_is_offered_one(police):
    actor = police[1]
    person = people.register(actor, at=NOW)
    with scope(actor):
        found = person_panels(actor, [person.pk], NOW)
    assert found.cases == () and found.open_case.href == f"/nguoi/{person.pk}/lap-ho-so/"


def test_a_role_without_legal_files_gets_no_panels(police, desk):
    case = cases.opened(police[1])
    nurse = desk("health_station")[1]
    assert panels(nurse, case) is None


def test_the_persons_page_shows_the_panels(police):
    browser, actor = police
    case = cases.opened(actor)
    page = browser.get(f"/nguoi/{case.person_id}/").content.decode()
    assert case.number in page and "Bước tiếp theo" in page
