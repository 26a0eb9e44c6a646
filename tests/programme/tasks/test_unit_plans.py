"""Plans and reports that units owe for a year, and difficulties with an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach, Overtaken
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.queries import Handed
from donghanh.programme.tasks.terms import PaperKind, Severity
from tests.factories import accounts, programme, tasks
from tests.factories.tasks import NOW, ON, given, lead

pytestmark = pytest.mark.django_db
DUE = ON + timedelta(days=7)
LATE = NOW + timedelta(days=9)


@pytest.fixture
def asked(offices):
    """The year's plan, owed by three units."""
    to = (offices.here, offices.there, offices.health.body_id)
    with scope(offices.lead):
        about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch năm 2026 của đơn vị", "due_on": DUE}
        return actions.demand(actor=offices.lead, at=NOW, body_ids=to, **about)


def hand_in(who, asked, *, at=NOW, text="Kế hoạch của xã.", **about):
    with scope(who):
        return actions.submit(actor=who, at=at, demand_id=asked.pk, body_id=who.body_id, text=text, **about)


def judge(who, asked, version, *, approved=True, reason="", at=LATE):
    with scope(who):
        about = {"demand_id": asked.pk, "body_id": version.body_id, "version_id": version.pk}
        actions.judge(actor=who, at=at, is_approved=approved, reason=reason, **about)


def states(who, *, on=ON) -> dict[int, Handed]:
    with scope(who):
        return {cell.body_id: cell.state for demand in queries.matrix(who, year=2026, on=on).demands for cell in demand.cells}


@pytest.mark.requirement("DN257-21", "QN22-V.10")
def test_the_matrix_shows_due_submitted_late_missing_returned_approved_and_who_has_no_approved_plan(offices, asked):
    here, there, health = offices.here, offices.there, offices.health.body_id
    assert states(offices.lead, on=DUE) == {here: Handed.DUE, there: Handed.DUE, health: Handed.DUE}
    first = hand_in(offices.officer, asked)
    assert states(offices.lead, on=LATE.date()) == {here: Handed.SUBMITTED, there: Handed.MISSING, health: Handed.MISSING}
    hand_in(offices.there_chair, asked, at=LATE, file=FileDraft("Kế hoạch.pdf", b"%PDF-1.7"))
    judge(offices.lead, asked, first, approved=False, reason="Chưa có chỉ tiêu.")
    assert states(offices.lead, on=LATE.date()) == {here: Handed.RETURNED, there: Handed.LATE, health: Handed.MISSING}
    judge(offices.lead, asked, hand_in(offices.officer, asked, at=LATE, text="Bản hai."), at=LATE + timedelta(hours=1))
    with scope(offices.lead):
        (demand,) = queries.matrix(offices.lead, year=2026, on=LATE.date()).demands
    assert {cell.body_id for cell in demand.without_approved} == {there, health}
    assert {cell.body_id: cell.days_late for cell in demand.cells} == {here: 0, there: 2, health: 2}
    with scope(offices.health):
        assert [(row.id, cell.state) for row, cell in queries.owed(offices.health, on=LATE.date())] == [(asked.pk, Handed.MISSING)]


@pytest.mark.requirement("DN137-VI.15.a")
def test_the_matrix_of_eleven_units_and_plan_and_report_shows_submitted_late_or_missing(offices):
    towns = [accounts.actor_in_db("commune_chair", accounts.unit(900_200 + n, parent_id=tasks.PROVINCE).pk) for n in range(11)]
    oversees = accounts.actor_in_db("provincial_lead", tasks.PROVINCE)
    bodies = tuple(chair.body_id for chair in towns)
    with scope(oversees):
        about = {"actor": oversees, "at": NOW, "year": 2026, "due_on": DUE, "body_ids": bodies}
        plan = actions.demand(**about, kind=PaperKind.PLAN, title="Kế hoạch năm")
        report = actions.demand(**about, kind=PaperKind.REPORT, title="Báo cáo năm")
    for chair in towns[:4]:
        hand_in(chair, plan)
    for chair in towns[3:6]:
        hand_in(chair, report, at=LATE)
    with scope(oversees):
        found = queries.matrix(oversees, year=2026, on=LATE.date())
    cells = [[cell.state for cell in row] for _name, _level, row in found.lines]
    assert [one.kind for one in found.demands] == [PaperKind.PLAN, PaperKind.REPORT] and len(cells) == 11
    by_body = {one.cells[n].body_id: [demand.cells[n].state for demand in found.demands] for one in found.demands[:1] for n in range(11)}
    wanted = [[Handed.SUBMITTED if n < 4 else Handed.MISSING, Handed.LATE if 3 <= n < 6 else Handed.MISSING] for n in range(11)]
    assert by_body == dict(zip(bodies, wanted, strict=True)) and sorted(cells) == sorted(wanted)


@pytest.mark.requirement("DN257-13")
def test_communes_without_a_local_plan_for_the_model_are_listed_with_days_late_and_take_over_its_targets(offices):
    programme.load_plan("DN257")
    with scope(offices.lead):
        about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch Câu lạc bộ của xã", "due_on": DUE, "plan_id": "DN257"}
        asked = actions.demand(actor=offices.lead, at=NOW, body_ids=(offices.here, offices.there), **about)
    judge(offices.lead, asked, hand_in(offices.officer, asked))
    with scope(offices.lead):
        (row,) = queries.matrix(offices.lead, year=2026, on=LATE.date()).demands
        assert [(cell.body_id, cell.days_late) for cell in row.without_approved] == [(offices.there, 2)]
    with scope(offices.there_chair):
        targets = queries.paper(offices.there_chair, asked.pk, offices.there, on=ON).targets
    assert len(targets) == 6 and all(name and printed for name, printed in targets)


def test_a_unit_sees_its_own_paper_with_its_versions_and_nobody_elses(offices, asked):
    first = hand_in(offices.officer, asked)
    judge(offices.lead, asked, first, approved=False, reason="Thiếu.")
    assert set(states(offices.chair)) == {offices.here}
    with scope(offices.chair):
        sheet = queries.paper(offices.chair, asked.pk, offices.here, on=ON)
        assert [(one.is_approved, one.reason) for one in sheet.cell.versions] == [(False, "Thiếu.")] and sheet.may_submit and not sheet.may_judge
        with pytest.raises(NotInReach):
            queries.paper(offices.chair, asked.pk, offices.there, on=ON)
    with scope(offices.police), pytest.raises(NotInReach):
        queries.paper(offices.police, asked.pk, offices.here, on=ON)


def test_what_is_approved_or_overtaken_is_judged_no_more(offices, asked):
    first = hand_in(offices.officer, asked)
    second = hand_in(offices.officer, asked, text="Bản hai.", at=NOW + timedelta(minutes=2))
    with pytest.raises(Overtaken, match="bản mới hơn"):
        judge(offices.lead, asked, first)
    judge(offices.lead, asked, second)
    with pytest.raises(Overtaken, match="đã có ý kiến"):
        judge(offices.lead, asked, second)
    with pytest.raises(Cannot, match="đã được duyệt"):
        hand_in(offices.officer, asked)


def test_what_cannot_be_asked_or_handed_in_says_how_to_mend_it(offices, asked):
    with pytest.raises(BadInput, match="nội dung"):
        hand_in(offices.officer, asked, text=" ")
    with pytest.raises(BadInput, match="lý do"):
        judge(offices.lead, asked, hand_in(offices.officer, asked), approved=False)
    about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch", "due_on": DUE, "body_ids": (offices.here,)}
    for change, error in (({"year": 2040}, BadInput), ({"body_ids": ()}, BadInput), ({"body_ids": (1,)}, NotInReach)):
        with scope(offices.lead), pytest.raises(error):
            actions.demand(actor=offices.lead, at=NOW, **(about | change))
    with scope(offices.chair), pytest.raises(MayNot):
        actions.demand(actor=offices.chair, at=NOW, **about)


@pytest.mark.requirement("DN137-VII.3")
def test_a_difficulty_of_a_commune_reaches_the_lead_agency_and_shows_the_time_to_its_answer(offices):
    task = given(offices.lead, lead(offices.here))
    with scope(offices.officer):
        handler = next(one for one in queries.handlers(offices.officer, on=ON) if one.id == offices.lead.body_id)
        about = {"severity": Severity.SLOWS, "matter": "Chưa có kinh phí tập huấn.", "proposal": "Cấp bổ sung 20 triệu đồng."}
        kept = actions.raise_ticket(actor=offices.officer, at=NOW, handler_id=handler.id, task_id=task.pk, **about)
    with scope(offices.lead):
        (row,) = queries.tickets(offices.lead)
        assert (row.may_answer, row.severity, row.task) == (True, Severity.SLOWS, (task.pk, "Rà soát danh sách mô hình"))
        actions.answer_ticket(actor=offices.lead, at=NOW + timedelta(days=2, hours=3), ticket_id=kept.pk, text="Đã cấp.")
        with pytest.raises(Overtaken):
            actions.answer_ticket(actor=offices.lead, at=LATE, ticket_id=kept.pk, text="Nữa.")
    with scope(offices.chair):
        (row,) = queries.tickets(offices.chair)
    assert (row.answer, row.answered_at - row.raised_at, row.may_answer) == ("Đã cấp.", timedelta(days=2, hours=3), False)
    with scope(offices.there_chair):
        assert queries.tickets(offices.there_chair) == []
        with pytest.raises(NotInReach):
            actions.answer_ticket(actor=offices.there_chair, at=LATE, ticket_id=kept.pk, text="Tôi.")
    with scope(offices.chair), pytest.raises(MayNot):
        actions.answer_ticket(actor=offices.chair, at=LATE, ticket_id=kept.pk, text="Tự trả lời.")
