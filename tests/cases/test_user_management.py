"""The procedure as a story of facts, under both regimes; pure, no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from donghanh.cases.procedures import engine
from donghanh.cases.procedures import user_management as procedure
from donghanh.cases.rules import VIET_NAM, CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.ids import new_id

DECISION = UUID(int=7)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIET_NAM)


def fact(kind: K, at: str, **data) -> FactView:
    return FactView(new_id(), kind, moment(at), is_date_only=len(at) == 10, data=data)


def decided(at: str, basis: str = "first", decision: UUID = DECISION) -> FactView:
    return FactView(new_id(), K.MANAGEMENT_DECIDED, moment(at), data={"basis": basis}, decision_id=decision)


def story_2026() -> list[FactView]:
    return [
        fact(K.TESTED_POSITIVE, "2026-09-01T09:00"),
        fact(K.RESIDENCE_VERIFIED, "2026-09-01T15:00"),
        fact(K.NOTICE_SENT, "2026-09-01T16:00"),
        fact(K.NOTICE_RECEIVED, "2026-09-01T16:30"),
        decided("2026-09-02T08:00"),
    ]


def story_2024() -> list[FactView]:
    return [
        fact(K.TESTED_POSITIVE, "2024-03-01T09:00"),
        fact(K.RESIDENCE_VERIFIED, "2024-03-04T15:00"),
        fact(K.NOTICE_SENT, "2024-03-05T16:00"),
        fact(K.NOTICE_RECEIVED, "2024-03-06T08:00"),
        decided("2024-03-08T08:00"),
    ]


def view_of(facts):
    return engine.view(procedure.MANIFEST, facts)


def duty(view, kind):
    return next((d for d in view.duties if d.kind == kind), None)


@pytest.mark.parametrize("count, stage", [(1, S.DETECTED), (2, S.VERIFIED), (3, S.NOTIFIED), (4, S.NOTIFIED), (5, S.MANAGED)])
@pytest.mark.parametrize("story", [story_2024, story_2026])
def test_each_fact_moves_the_file_one_step(story, count, stage):
    assert view_of(story()[:count]).stage == stage


def test_facts_may_arrive_in_any_order():
    facts = story_2026()
    assert view_of(facts[::-1]) == view_of(facts[2:] + facts[:2]) == view_of(facts)


@pytest.mark.parametrize(
    "count, kind, due",
    [
        (1, "VERIFY_RESIDENCE", "2026-09-02T09:00"),
        (2, "SEND_NOTICE", "2026-09-02T15:00"),
        (4, "DECIDE", "2026-09-02T16:30"),
    ],
)
def test_limits_of_2026_are_clock_hours(count, kind, due):
    """Decree 163/2026 Art 58.1, 58.5, 59.1: 24 hours each."""
    found = duty(view_of(story_2026()[:count]), kind)
    assert found.due.value == moment(due)


@pytest.mark.parametrize(
    "count, kind, last_day",
    [
        (1, "VERIFY_RESIDENCE", date(2024, 3, 6)),
        (2, "SEND_NOTICE", date(2024, 3, 7)),
        (4, "DECIDE", date(2024, 3, 11)),
    ],
)
def test_limits_of_2024_are_working_days(count, kind, last_day):
    """Decree 105/2021 Art 41.1, 41.5, 42.1: three working days each; a weekend is skipped."""
    found = duty(view_of(story_2024()[:count]), kind)
    assert found.due.last_day == last_day


def test_remote_area_has_its_own_limit():
    view = view_of([fact(K.TESTED_POSITIVE, "2026-09-01T09:00", remote=True)])
    assert duty(view, "VERIFY_RESIDENCE").due.value == moment("2026-09-03T09:00")


def test_some_limits_run_from_the_detection_and_not_from_the_result():
    """Decree 105/2021 Art 41.1 counts from the act; Decree 163/2026 Art 58.1 from the result, in remote places from the detection."""
    detected = moment("2024-03-01T09:00").isoformat()
    view = view_of([fact(K.TESTED_POSITIVE, "2024-03-04T09:00", detected_at=detected)])
    assert duty(view, "VERIFY_RESIDENCE").due.last_day == date(2024, 3, 6)
    detected = moment("2026-09-01T08:00").isoformat()
    remote = view_of([fact(K.TESTED_POSITIVE, "2026-09-01T20:00", detected_at=detected, remote=True)])
    near = view_of([fact(K.TESTED_POSITIVE, "2026-09-01T20:00", detected_at=detected)])
    assert duty(remote, "VERIFY_RESIDENCE").due.value == moment("2026-09-03T08:00")
    assert duty(near, "VERIFY_RESIDENCE").due.value == moment("2026-09-02T20:00")


def test_an_hour_that_nobody_wrote_down_counts_in_favour_of_the_one_who_acts():
    view = view_of([fact(K.TESTED_POSITIVE, "2026-09-01")])
    assert duty(view, "VERIFY_RESIDENCE").due.value == moment("2026-09-03T00:00")


@pytest.mark.requirement("DN137-VI.2.b.2")
@pytest.mark.parametrize(
    "story, begins, last_day", [(story_2026, "2026-09-02T08:00", date(2027, 9, 2)), (story_2024, "2024-03-08T08:00", date(2025, 3, 8))]
)
def test_the_term_is_a_year_from_the_decision(story, begins, last_day):
    view = view_of(story())
    assert view.active_from == moment(begins)
    assert view.term.last_day == last_day
    assert view.active_until == moment(str(last_day + timedelta(days=1)))


def test_nobody_stays_on_the_list_a_minute_past_the_end():
    view = view_of(story_2026())
    end = view.active_until
    assert view.stage_at(end - timedelta(seconds=1)) == S.MANAGED
    assert view.stage_at(end) == S.ENDED
    assert duty(view, "DECIDE_END").stands_from == end
    assert duty(view, "OFFER_SERVICE").stands_until == end


def test_residence_is_checked_once_a_month_while_the_measure_stands():
    facts = story_2026()
    first = duty(view_of(facts), "CHECK_RESIDENCE")
    assert first.due.last_day == date(2026, 10, 2)
    facts.append(fact(K.RESIDENCE_CHECKED, "2026-09-20T10:00"))
    assert duty(view_of(facts), "CHECK_RESIDENCE").due.last_day == date(2026, 10, 20)
    facts.append(fact(K.RESIDENCE_CHECKED, "2027-08-25T10:00"))
    assert duty(view_of(facts), "CHECK_RESIDENCE") is None


def test_unknown_absence_stops_the_clock_in_2026_and_not_in_2024():
    """Decree 163/2026 Art 60.2; Decree 105/2021 says nothing of it."""
    for story, year, moved in ((story_2026, 2026, 10), (story_2024, 2024, 0)):
        facts = story()
        without = view_of(facts).active_until
        facts += [fact(K.ABSENCE_BEGAN, f"{year}-10-01T00:00"), fact(K.ABSENCE_ENDED, f"{year}-10-11T00:00")]
        assert view_of(facts).active_until == without + timedelta(days=moved)


def test_while_absent_the_end_is_open():
    view = view_of([*story_2026(), fact(K.ABSENCE_BEGAN, "2026-10-01T00:00")])
    assert view.active_from is not None and view.active_until is None


def test_a_move_carries_the_term_on():
    facts = story_2026()
    end = view_of(facts).active_until
    facts.append(fact(K.DEPARTED, "2026-11-01T08:00"))
    assert duty(view_of(facts), "REPORT_DEPARTURE").due.value == moment("2026-11-02T08:00")
    facts += [fact(K.MOVE_NOTICE_SENT, "2026-11-01T10:00"), fact(K.ARRIVED, "2026-11-01T18:00")]
    assert duty(view_of(facts), "SEND_FILE").due.value == moment("2026-11-02T18:00")
    facts += [fact(K.FILE_SENT, "2026-11-02T09:00"), fact(K.FILE_RECEIVED, "2026-11-02T15:00")]
    view = view_of(facts)
    assert view.active_until == end
    assert duty(view, "DECIDE_AFTER_MOVE") is not None and duty(view, "SEND_FILE") is None
    facts.append(decided("2026-11-03T08:00", basis="moved", decision=UUID(int=8)))
    view = view_of(facts)
    assert view.active_until == end and duty(view, "DECIDE_AFTER_MOVE") is None


def test_a_move_in_2024_has_two_limits_of_five_working_days_and_no_new_decision():
    facts = [*story_2024(), fact(K.DEPARTED, "2024-04-01T08:00"), fact(K.ARRIVED, "2024-04-02T08:00")]
    view = view_of(facts)
    assert duty(view, "REPORT_DEPARTURE").due.last_day == date(2024, 4, 8)
    assert duty(view, "SEND_FILE").due.last_day == date(2024, 4, 9)
    facts += [fact(K.FILE_SENT, "2024-04-05T08:00"), fact(K.FILE_RECEIVED, "2024-04-05T10:00")]
    assert duty(view_of(facts), "DECIDE_AFTER_MOVE") is None


def test_used_again_and_found_dependent_stops():
    facts = [*story_2026(), fact(K.USED_AGAIN, "2026-12-01T08:00")]
    assert duty(view_of(facts), "REQUEST_DETERMINATION") is not None
    facts += [fact(K.DETERMINATION_REQUESTED, "2026-12-01T10:00"), fact(K.FOUND_DEPENDENT, "2026-12-03T10:00")]
    view = view_of(facts)
    assert duty(view, "DECIDE_STOP") is not None and view.stage == S.MANAGED
    facts.append(FactView(new_id(), K.MANAGEMENT_STOPPED, moment("2026-12-04T09:00"), decision_id=UUID(int=9)))
    view = view_of(facts)
    assert view.stage == S.STOPPED and view.active_until == moment("2026-12-04T09:00")
    assert duty(view, "SEND_END").due.value == moment("2026-12-05T09:00")


def test_who_was_found_dependent_is_told_the_result_in_the_same_file():
    """Decree 163/2026 Art 89.1 counts the time to register from that moment; before the conclusion there is nothing to tell."""
    told, found = fact(K.RESULT_NOTIFIED, "2026-09-03T15:00"), fact(K.FOUND_DEPENDENT, "2026-09-03T10:00")
    before = [fact(K.TESTED_POSITIVE, "2026-09-01T09:00"), fact(K.DETERMINATION_REQUESTED, "2026-09-01T10:00")]
    for facts in ([*before, found], [*story_2026(), found]):
        engine.check_can_record(procedure.MANIFEST, view_of(facts), K.RESULT_NOTIFIED, happened_at=told.happened_at, at=told.happened_at)
        assert view_of([*facts, told]).stage == view_of(facts).stage
    with pytest.raises(CannotRecord, match="Chưa có kết luận có nghiện"):
        engine.check_can_record(procedure.MANIFEST, view_of(story_2026()), K.RESULT_NOTIFIED, happened_at=told.happened_at, at=told.happened_at)


def test_used_again_and_not_dependent_begins_a_new_year():
    """Decree 105/2021 Art 43.2: a new decision, a new year from it."""
    facts = [*story_2024(), fact(K.USED_AGAIN, "2024-09-01T08:00"), fact(K.FOUND_NOT_DEPENDENT, "2024-09-03T08:00")]
    assert duty(view_of(facts), "DECIDE_NEW_TERM") is not None
    facts.append(decided("2024-09-05T08:00", basis="new_use", decision=UUID(int=8)))
    view = view_of(facts)
    assert view.term.last_day == date(2025, 9, 5) and view.active_from == moment("2024-03-08T08:00")


def test_a_move_of_long_ago_is_no_ground_for_another_decision():
    facts = [*story_2026(), fact(K.DEPARTED, "2026-10-01T08:00"), fact(K.FILE_SENT, "2026-10-01T09:00"), fact(K.FILE_RECEIVED, "2026-10-01T10:00")]
    procedure.check_can_decide(view_of(facts), K.MANAGEMENT_DECIDED, at=moment("2026-10-02T08:00"))
    facts.append(decided("2026-10-02T08:00", basis="moved", decision=UUID(int=8)))
    with pytest.raises(Cannot):
        procedure.check_can_decide(view_of(facts), K.MANAGEMENT_DECIDED, at=moment("2026-10-03T08:00"))


def test_death_takes_off_the_list_at_once_and_still_asks_for_the_paper():
    facts = [*story_2026(), fact(K.STOP_GROUND, "2026-10-10T05:00", ground="DEATH_OR_MISSING")]
    view = view_of(facts)
    assert view.active_until == moment("2026-10-10T05:00")
    assert duty(view, "DECIDE_STOP") is not None and duty(view, "DECIDE_END") is None
    assert duty(view, "CHECK_RESIDENCE").stands_until == view.active_until


def test_custody_suspends_only_where_the_law_knows_it():
    facts_2026 = [*story_2026(), fact(K.CUSTODY_BEGAN, "2026-10-10T05:00")]
    facts_2024 = [*story_2024(), fact(K.CUSTODY_BEGAN, "2024-10-10T05:00")]
    assert duty(view_of(facts_2026), "DECIDE_SUSPENSION") is not None
    assert duty(view_of(facts_2024), "DECIDE_SUSPENSION") is None


def test_a_withdrawn_decision_has_not_been():
    withdrawal = FactView(new_id(), K.DECISION_WITHDRAWN, moment("2026-09-05T08:00"), data={"withdraws": str(DECISION)}, decision_id=UUID(int=3))
    view = view_of([*story_2026(), withdrawal])
    assert view.stage == S.NOTIFIED and view.active_from is None and duty(view, "DECIDE") is not None


@pytest.mark.parametrize(
    "born_on, birth_year, guardian, refused",
    [
        (date(2016, 9, 2), 2016, "Nguyễn Thị Ẩn", True),
        (date(2014, 9, 1), 2014, "Nguyễn Thị Ẩn", False),
        (date(2010, 1, 1), 2010, "", True),
        (date(2008, 9, 1), 2008, "", False),
        (None, 1990, "", False),
        (None, 2015, "Nguyễn Thị Ẩn", True),
    ],
)
def test_under_twelve_is_refused_and_under_eighteen_needs_a_guardian(born_on, birth_year, guardian, refused):
    def opens():
        procedure.check_can_open(tested_on=date(2026, 9, 1), born_on=born_on, birth_year=birth_year, guardian_name=guardian)

    if refused:
        with pytest.raises(CannotRecord) as answer:
            opens()
        assert answer.value.message and answer.value.mend
    else:
        opens()


@pytest.mark.parametrize("kind", sorted(procedure.BY_DECISION | procedure.BY_HANDOVER))
def test_what_a_decision_or_a_handover_makes_is_not_written_by_hand(kind):
    with pytest.raises(CannotRecord):
        engine.check_can_record(
            procedure.MANIFEST, view_of(story_2026()), kind, happened_at=moment("2026-09-03T08:00"), at=moment("2026-09-03T09:00")
        )


@pytest.mark.parametrize("kind", [K.RESIDENCE_CHECKED, K.DECISION_SERVED, K.USED_AGAIN, K.END_SENT])
def test_steps_cannot_be_jumped(kind):
    with pytest.raises(CannotRecord) as answer:
        engine.check_can_record(
            procedure.MANIFEST, view_of(story_2026()[:2]), kind, happened_at=moment("2026-09-03T08:00"), at=moment("2026-09-03T09:00")
        )
    assert "“" in answer.value.message and answer.value.mend


def test_the_future_is_not_a_fact():
    with pytest.raises(CannotRecord):
        engine.check_can_record(
            procedure.MANIFEST, view_of(story_2026()), K.RESIDENCE_CHECKED, happened_at=moment("2026-10-03T08:00"), at=moment("2026-09-03T09:00")
        )


def test_an_end_before_the_end_is_refused_with_the_article():
    view = view_of(story_2026())
    with pytest.raises(Cannot) as answer:
        procedure.check_can_decide(view, K.MANAGEMENT_ENDED, at=view.active_until - timedelta(minutes=1))
    assert "Điều" in answer.value.citation
    procedure.check_can_decide(view, K.MANAGEMENT_ENDED, at=view.active_until)
