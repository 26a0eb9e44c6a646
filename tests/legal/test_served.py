"""Terms, restarts, thresholds, phases and ages by hand: the traps of the rulebooks, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from donghanh import legal
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE
from donghanh.legal import CHOICE, NoRuleInForce, NotComputable, Parameter, Standing, phases
from donghanh.legal.ages import age_on, band, birthday, turns_adult_during
from donghanh.legal.courses import course, days_left, due_after, remains_at_least
from donghanh.legal.spans import Span, away


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


TERM = legal.rule("REHAB_TERM_FIRST")


def test_time_in_the_facility_before_the_decision_is_deducted_day_for_day():
    """10/07 to 31/07 is 22 days; 24 months from 01/08/2026 end with 01/08/2028; 22 days less: 10/07/2028."""
    found = course(TERM, date(2026, 8, 1), held_before=[Span(date(2026, 7, 10), date(2026, 7, 31))])
    assert (found.ordinary_last_day, found.deducted, found.last_day) == (date(2028, 8, 1), 22, date(2028, 7, 10))


def test_two_papers_on_the_same_days_are_deducted_once():
    held = [Span(date(2026, 7, 10), date(2026, 7, 20)), Span(date(2026, 7, 15), date(2026, 7, 31))]
    assert course(TERM, date(2026, 8, 1), held_before=held).deducted == 22


def test_an_escape_pushes_the_end_back_and_one_that_has_not_ended_leaves_it_open():
    gone = away(date(2027, 1, 1), date(2027, 1, 11))
    assert course(TERM, date(2026, 8, 1), uncounted=[gone]).last_day == date(2028, 8, 11)
    still = course(TERM, date(2026, 8, 1), uncounted=[away(date(2028, 7, 30), None)])
    assert (still.last_day, still.is_open, still.waits_for_days) == (None, True, 3)


def test_an_absence_in_the_added_days_is_added_too():
    """Ten days away push the end to 11/08/2028; five more from 05/08/2028 push it to 16/08/2028."""
    spans = [away(date(2027, 1, 1), date(2027, 1, 11)), away(date(2028, 8, 5), date(2028, 8, 10))]
    assert course(TERM, date(2026, 8, 1), uncounted=spans).last_day == date(2028, 8, 16)


def test_back_on_the_same_day_is_no_absence():
    assert away(date(2027, 1, 1), date(2027, 1, 1)) is None
    with pytest.raises(BadInput):
        Span(date(2027, 1, 2), date(2027, 1, 1))


def test_a_court_takes_months_off_and_never_below_nothing():
    assert course(legal.rule("CR-10"), date(2024, 1, 31), amount=24, reduced_months=3).last_day == date(2025, 10, 31)
    held = [Span(date(2025, 1, 1), date(2025, 12, 31))]
    assert course(legal.rule("MI-08"), date(2026, 1, 1), amount=6, held_before=held).last_day == date(2026, 1, 1)
    with pytest.raises(BadInput, match="giảm"):
        course(TERM, date(2026, 8, 1), reduced_months=-1)


@pytest.mark.parametrize("amount", [5, 13])
def test_a_number_outside_the_range_of_the_law_is_refused(amount):
    with pytest.raises(BadInput, match="từ 06 đến 12 tháng"):
        legal.term_end("VR-08", date(2024, 1, 1), amount=amount)


@pytest.mark.parametrize(("start", "amount", "last"), [
    (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2023, 8, 31), 6, date(2024, 2, 29)), (date(2024, 8, 31), 6, date(2025, 2, 28)),
])  # fmt: skip
def test_month_ends_and_leap_days(start, amount, last):
    assert legal.term_end("VR-08", start, amount=amount).last_day == last


def test_three_months_left_to_the_day():
    rule = legal.rule("REHAB_RESUME_THRESHOLD")
    assert remains_at_least(rule, last_day=date(2027, 5, 31), on=date(2027, 2, 28))
    assert not remains_at_least(rule, last_day=date(2027, 5, 27), on=date(2027, 2, 28))
    assert days_left(date(2027, 5, 31), date(2027, 6, 2)) == 0
    with pytest.raises(NotComputable):
        remains_at_least(legal.rule("UM-11"), last_day=date(2024, 1, 1), on=date(2024, 1, 1))


def test_eighteen_midway():
    born = date(2008, 11, 22)
    assert turns_adult_during(born, start=date(2026, 8, 1), last_day=date(2028, 8, 1)) == date(2026, 11, 22)
    assert turns_adult_during(born, start=date(2026, 11, 22), last_day=date(2028, 8, 1)) is None
    assert turns_adult_during(born, start=date(2026, 8, 1), last_day=date(2026, 11, 21)) is None
    assert birthday(date(2008, 2, 29), 18) == date(2026, 2, 28)


@pytest.mark.parametrize(("age", "name"), [(11, "too_young"), (12, "juvenile"), (17, "juvenile"), (18, "adult")])
def test_bands_of_age(age, name):
    assert band(age, on=date(2026, 8, 1)) == name
    with pytest.raises(BadInput):
        age_on(date(2027, 1, 1), date(2026, 1, 1))


def test_force_majeure_begins_the_limit_anew():
    """Told on 01/08 at 08:00, flood 20:00 to 05/08 06:00: 24 hours from then."""
    flood = (moment("2026-08-01T20:00"), moment("2026-08-05T06:00"))
    start = moment("2026-08-01T08:00")
    assert due_after("REGISTER_VOLUNTARY", start, [flood]).value == moment("2026-08-06T06:00")
    assert due_after("REGISTER_VOLUNTARY", start, []).value == moment("2026-08-02T08:00")


def test_an_obstacle_after_the_limit_changes_nothing_and_two_are_taken_in_turn():
    start = moment("2026-08-01T08:00")
    late = (moment("2026-08-02T08:00"), moment("2026-08-09T00:00"))
    assert due_after("REGISTER_VOLUNTARY", start, [late]).value == moment("2026-08-02T08:00")
    before = (moment("2026-07-20T08:00"), moment("2026-07-25T08:00"))
    assert due_after("REGISTER_VOLUNTARY", start, [before]).value == moment("2026-08-02T08:00")
    first, second = (moment("2026-08-01T20:00"), moment("2026-08-05T06:00")), (moment("2026-08-05T20:00"), moment("2026-08-07T06:00"))
    assert due_after("REGISTER_VOLUNTARY", start, [second, first]).value == moment("2026-08-08T06:00")


def test_working_days_begin_anew_too_and_a_limit_without_that_words_does_not():
    flood = (moment("2024-05-07T00:00"), moment("2024-05-20T12:00"))
    assert due_after("VR-01", moment("2024-05-06T08:00"), [flood]).last_day == date(2024, 5, 27)
    with pytest.raises(NotComputable, match="UM-01"):
        due_after("UM-01", moment("2024-05-06T08:00"), [flood])


@pytest.mark.parametrize(("rule_id", "start", "value"), [
    ("VR-04", "2024-05-06T08:00", "2024-05-14T00:00"), ("SELF_TERMINATION", "2026-08-07T10:00", "2026-08-12T00:00"),
    ("EM_BATTERY", "2026-08-07T10:00", "2026-08-08T10:00"), ("UM-11", "2024-01-01T00:00", "2024-02-01T00:00"),
    ("AD-05", "2024-02-29T00:00", "2025-03-01T00:00"),
])  # fmt: skip
def test_when_a_threshold_is_met(rule_id, start, value):
    assert legal.reached(rule_id, moment(start)).value == moment(value)


@pytest.mark.parametrize("rule_id", ["VR-01", "AD-08", "OS-04"])
def test_what_is_no_threshold_of_time_says_so(rule_id):
    with pytest.raises(NotComputable, match=rule_id):
        legal.reached(rule_id, moment("2024-05-06T08:00"))


def test_phases_run_side_by_side_and_cover_the_term_once():
    start, last = date(2026, 8, 1), legal.term_end("REHAB_TERM_FIRST", date(2026, 8, 1)).last_day
    intake, detox, teaching, labour, back = plan = phases.plan(start, last, on=start)
    assert intake.days == Span(date(2026, 8, 1), date(2026, 8, 2))
    assert detox.days == Span(date(2026, 8, 3), date(2026, 8, 12))
    assert teaching.days == Span(date(2026, 8, 13), date(2026, 11, 12))
    assert labour.days == Span(date(2026, 8, 13), last)
    assert back.days.days == 30 and back.days.last == last
    assert phases.covered_days(plan, until=last) == (last - start).days + 1
    assert sum(phase.days.days for phase in plan) > (last - start).days + 1


def test_before_2026_no_length_of_a_phase_is_law():
    with pytest.raises(NoRuleInForce):
        phases.plan(date(2024, 1, 1), date(2024, 12, 31), on=date(2024, 1, 1))


def test_a_short_rest_of_a_term_holds_all_phases_inside():
    plan = phases.plan(date(2026, 8, 1), date(2026, 8, 5), on=date(2026, 8, 1))
    assert all(date(2026, 8, 1) <= phase.days.first <= phase.days.last <= date(2026, 8, 5) for phase in plan)


def test_certificate_in_the_last_24_hours_and_notice_30_days_before():
    found = legal.due("CERT_HOME", moment("2028-08-01T00:00"))
    assert (found.opens_on, found.value) == (date(2028, 8, 1), moment("2028-08-02T00:00"))
    assert legal.due("END_NOTICE_HOME", moment("2028-08-01T00:00")).last_day == date(2028, 7, 2)
    assert legal.due("CR-32", moment("2024-08-16T00:00")).last_day == date(2024, 8, 1)


def test_fixed_days_of_the_year():
    assert legal.due("RP-01", moment("2024-01-31T00:00")).last_day == date(2024, 2, 2)
    assert legal.due("RP-04", moment("2024-12-31T00:00")).last_day == date(2025, 1, 6)
    assert legal.due("AREA_REPORT_PROVINCE", moment("2026-12-14T00:00")).last_day == date(2026, 12, 19)


def parameter(**change) -> Parameter:
    values = {"topic": "court.decision", "value": 15, "unit": "day", "set_by": "Trưởng phòng pháp chế", "reason": "theo pháp lệnh năm 2022"}
    return Parameter(**(values | {"since": date(2026, 7, 1)} | change))


def test_silence_is_said_and_what_was_set_counts_with_its_reason():
    rule = legal.pick("court.decision", date(2026, 8, 3))
    assert rule.status is Standing.SILENT
    with pytest.raises(NotComputable) as refusal:
        legal.due(rule, moment("2026-08-03T08:00"))
    assert "Người có thẩm quyền đặt" in refusal.value.mend
    found = legal.due(rule, moment("2026-08-03T08:00"), parameter=parameter())
    assert (found.last_day, found.status) == (date(2026, 8, 18), Standing.SILENT)
    assert "theo pháp lệnh năm 2022" in " ".join(found.explain())
    with pytest.raises(NotComputable):
        legal.due(rule, moment("2026-08-03T08:00"), parameter=parameter(since=date(2026, 9, 1)))
    noted = legal.due(replace(rule, note="Đếm theo ngày thường."), moment("2026-08-03T08:00"), parameter=parameter())
    assert f"Đếm theo ngày thường. {parameter().sentence()}" in noted.explain()


def test_a_parameter_never_overrides_what_the_law_says():
    plain, asked = (legal.due("COMP_DELIVER", moment("2026-08-03T08:00"), parameter=p) for p in (None, parameter()))
    assert plain == asked


@pytest.mark.parametrize("change", [{"reason": "  "}, {"set_by": ""}, {"unit": "week"}, {"value": "mười"}])
def test_a_parameter_needs_reason_name_and_unit(change):
    with pytest.raises(BadInput):
        parameter(**change)
    assert parameter(value="court_decision", unit=CHOICE).sentence().startswith("Luật không nói; Trưởng phòng pháp chế đặt court_decision")


def test_a_conflict_shows_both_readings_with_their_articles():
    found = legal.term_end("EM_NEW_TERM_SUBST", date(2026, 8, 1))
    assert found.status is Standing.CONFLICT
    assert ["Nghị định 163/2026/NĐ-CP, Điều 25 khoản 6" in r or "Luật 120/2025/QH15, Điều 47 khoản 2" in r for r in found.readings_vi] == [True, True]
    assert set(found.readings_vi) <= set(found.explain())


@pytest.mark.parametrize("standing", list(Standing))
def test_four_standings_each_with_a_sentence(standing):
    assert standing.sentence.endswith(".") and standing == standing.value
    assert len(set(Standing)) == 4
