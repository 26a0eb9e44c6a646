"""Voluntary rehabilitation at home and in the community as stories of facts, under each law. Dates were counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.home_rehabilitation import MANIFEST
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import AGAIN, GROWN, YOUNG, accepted, answer, last_day, told


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def running(decided: str, started: str, **data):
    return [fact(K.REGISTERED, f"{decided[:10]}T00:00", form="home"), fact(K.REGISTRATION_DECIDED, decided, **data), fact(K.REHAB_STARTED, started)]


def test_the_whole_way_under_the_old_law():
    story = [
        *running("2024-03-08T10:00", "2024-03-11", months=6),
        fact(K.HELPER_ASSIGNED, "2024-03-12"),
        fact(K.START_NOTICE_SENT, "2024-03-13"),
        fact(K.REHAB_COMPLETED, "2024-09-11T17:00"),
        fact(K.CERTIFICATE_ISSUED, "2024-09-12"),
        fact(K.COMPLETION_NOTICE_SENT, "2024-09-13"),
    ]
    stages = [view(*story[: n + 1]).stage for n in range(len(story))]
    assert stages == [S.REGISTERED, S.DECIDED, S.REHAB, S.REHAB, S.REHAB, S.COMPLETED, S.CERTIFIED, S.CERTIFIED]
    assert view(*story).duties == ()


@pytest.mark.parametrize(
    ("registered", "last"),
    [
        ("2024-03-05", date(2024, 3, 8)),  # Tuesday: Wednesday, Thursday, Friday
        ("2024-02-06", date(2024, 2, 16)),  # Wednesday 7; Tết 8 to 14; Thursday 15, Friday 16
        ("2025-04-03", date(2025, 4, 9)),  # Friday 4; weekend; Monday 7 is Hùng kings' day; Tuesday 8, Wednesday 9
        ("2025-08-29", date(2025, 9, 5)),  # Friday; National Day 1 and 2 September; 3, 4, 5
    ],
)
def test_until_june_2026_the_decision_is_due_in_three_working_days(registered, last):
    owed = duty(view(fact(K.REGISTERED, registered, form="home")), "DECIDE_VOLUNTARY")
    assert owed.due.last_day == last and owed.function == "decider_voluntary"


def test_from_july_2026_the_decision_is_due_in_24_clock_hours_weekend_or_not():
    owed = duty(view(fact(K.REGISTERED, "2026-07-04T22:00", form="home")), "DECIDE_VOLUNTARY")
    assert owed.due.value == moment("2026-07-05T22:00")


@pytest.mark.parametrize(
    ("started", "months", "last"),
    [
        ("2024-03-11", 6, date(2024, 9, 11)),
        ("2023-08-31", 6, date(2024, 2, 29)),  # no 31 February: the last day of the month, in a leap year
        ("2024-08-31", 6, date(2025, 2, 28)),
        ("2024-02-29", 12, date(2025, 2, 28)),
        ("2025-05-02", 9, date(2026, 2, 2)),
        ("2025-11-30", 8, date(2026, 7, 30)),  # ends under the new law, with the old term
    ],
)
def test_the_old_term_is_the_months_that_were_decided(started, months, last):
    found = view(*running(f"{started}T00:30", started, months=months))
    assert last_day(found) == last and answer(found, "voluntary.term").value == str(months)


def test_months_that_nobody_wrote_are_the_most_the_law_allows_and_said_so():
    found = view(*running("2024-03-08T10:00", "2024-03-11"))
    assert last_day(found) == date(2025, 3, 11)
    assert answer(found, "voluntary.term").status == "unconfirmed"


@pytest.mark.parametrize("months", [5, 13, "6", True])
def test_months_outside_the_law_are_named_never_taken(months):
    found = view(*running("2024-03-08T10:00", "2024-03-11", months=months))
    assert last_day(found) == date(2025, 3, 11)
    assert "từ 06 đến 12 tháng" in answer(found, "voluntary.term").mend_vi


@pytest.mark.parametrize(("life", "months", "last"), [(GROWN, "24", date(2028, 7, 6)), (AGAIN, "36", date(2029, 7, 6))])
def test_the_new_term_is_24_months_the_first_time_and_36_later(life, months, last):
    found = view(*running("2026-07-03T10:00", "2026-07-06T09:00"), life=life)
    assert last_day(found) == last and answer(found, "voluntary.term").value == months


def test_whether_a_time_under_the_old_law_counts_is_said_to_be_silent():
    found = answer(view(*running("2026-07-03T10:00", "2026-07-06T09:00"), life=AGAIN), "voluntary.term")
    assert found.status == "silent" and "Điều 29 khoản 1" in found.citation_vi


def test_under_the_old_law_a_later_time_is_no_longer():
    assert last_day(view(*running("2024-03-08T10:00", "2024-03-11", months=6), life=AGAIN)) == date(2024, 9, 11)


@pytest.mark.parametrize(
    ("decided", "started", "value", "status", "last"),
    [
        ("2026-06-29T10:00", "2026-06-30", "old_term", "definite", date(2027, 6, 30)),  # in rehabilitation on 1 July
        ("2026-06-29T10:00", "2026-07-02", "old_term", "silent", date(2027, 7, 2)),  # decided, not begun: not said
        ("2026-07-01T08:00", "2026-07-01T09:00", "new_law", "definite", date(2028, 7, 1)),  # file open, decided later
        ("2024-03-08T10:00", "2024-03-11", "old_law", "definite", date(2025, 3, 11)),
    ],
)
def test_whose_law_gives_the_term(decided, started, value, status, last):
    found = view(*running(decided, started, months=12))
    kept = answer(found, "voluntary.regime")
    assert (kept.value, kept.status, last_day(found)) == (value, status, last)


def test_at_the_change_of_law_the_old_term_goes_on_and_aftercare_follows_the_new_law():
    kept = answer(view(*running("2026-03-09T10:00", "2026-03-10", months=12)), "voluntary.regime")
    assert "theo luật mới" in kept.meaning_vi and kept.citation_vi == "Luật 120/2025/QH15, Điều 56 khoản 1"


def test_the_end_is_told_30_days_before_where_it_lies_under_the_new_law():
    owed = duty(view(*running("2026-03-09T10:00", "2026-03-10", months=12)), "GIVE_END_NOTICE")
    assert owed.due.last_day == date(2027, 2, 8)  # 10 March less 30 days: 28 February is day 10 back, 8 February day 30
    assert duty(view(*running("2024-03-08T10:00", "2024-03-11", months=6)), "GIVE_END_NOTICE") is None


def test_the_certificate_falls_in_the_last_24_hours_under_the_new_law_and_after_the_end_under_the_old():
    new = duty(view(*running("2026-07-03T10:00", "2026-07-06T09:00")), "CERTIFY_VOLUNTARY_HOME")
    assert (new.due.opens_on, new.due.value) == (date(2028, 7, 6), moment("2028-07-07T00:00"))
    old = duty(view(*running("2024-03-08T10:00", "2024-03-11", months=6)), "CERTIFY_VOLUNTARY_HOME")
    assert old.due is None and old.stands_from == moment("2024-09-12T00:00")


def test_the_provider_tells_the_commune_in_five_working_days_or_24_hours():
    assert duty(view(*running("2024-03-08T10:00", "2024-03-11")), "NOTIFY_START").due.last_day == date(2024, 3, 18)
    assert duty(view(*running("2026-07-03T10:00", "2026-07-06T09:00")), "NOTIFY_START").due.value == moment("2026-07-07T09:00")


def test_one_off_support_after_the_third_phase_until_it_is_paid():
    story = [*running("2024-03-08T10:00", "2024-03-11"), fact(K.PHASE_COMPLETED, "2024-04-01", phase="b")]
    assert duty(view(*story), "PAY_SUPPORT") is None
    story.append(fact(K.PHASE_COMPLETED, "2024-07-01", phase="c"))
    assert duty(view(*story), "PAY_SUPPORT").function == "state_budget"
    assert duty(view(*story, fact(K.SUPPORT_PAID, "2024-07-02")), "PAY_SUPPORT") is None


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2024-03-08T10:00", "2024-03-15"),  # Friday: Monday 11 to Friday 15
        ("2026-07-10T10:00", "2026-07-14"),  # Friday: Monday 13, Tuesday 14
    ],
)
def test_a_decision_not_begun_in_time_is_not_carried_out(decided, last):
    waiting = [fact(K.REGISTERED, f"{decided[:10]}T00:00", form="home"), fact(K.REGISTRATION_DECIDED, decided)]
    assert answer(view(*waiting), "voluntary.not_started").value == last
    assert answer(view(*waiting, fact(K.REHAB_STARTED, "2026-07-13T08:00")), "voluntary.not_started") is None


def test_force_majeure_lets_the_days_to_begin_run_anew():
    story = [
        fact(K.REGISTERED, "2024-03-08T08:00", form="home"),
        fact(K.REGISTRATION_DECIDED, "2024-03-08T10:00"),
        fact(K.IMPEDED, "2024-03-09"),
        fact(K.IMPEDIMENT_ENDED, "2024-03-18"),
    ]
    assert answer(view(*story), "voluntary.not_started").value == "2024-03-25"  # Monday 18: 19, 20, 21, 22, 25


@pytest.mark.parametrize(
    ("at", "value", "status"),
    [
        ("2024-03-08", "in_time", "definite"),  # 5 working days from the result on Friday 1 March: 4, 5, 6, 7, 8
        ("2024-03-12", "between", "conflict"),  # late by the result, in time by the notice of Wednesday 6: 7, 8, 11, 12, 13
        ("2024-03-14", "late", "definite"),
    ],
)
@pytest.mark.parametrize("data", [{"result_on": "2024-03-01", "notified_at": "2024-03-06T09:00"}])
def test_two_texts_on_the_days_to_register_are_both_shown(at, value, status, data):
    found = answer(view(fact(K.REGISTERED, at, form="home", **data)), "voluntary.registered")
    assert (found.value, found.status) == (value, status)
    assert "Điều 28 khoản 1" in found.citation_vi and "Điều 3 khoản 3" in found.citation_vi


def test_from_july_2026_24_hours_from_being_told():
    told_at = {"notified_at": "2026-07-03T09:00", "result_on": "2026-07-02"}
    assert answer(view(fact(K.REGISTERED, "2026-07-04T08:59", form="home", **told_at)), "voluntary.registered").value == "in_time"
    assert answer(view(fact(K.REGISTERED, "2026-07-04T09:00", form="home", **told_at)), "voluntary.registered").value == "late"


@pytest.mark.parametrize(
    ("life", "at", "data", "article"),
    [
        (Life(born_on=date(2013, 1, 1)), "2024-03-05", {"form": "home"}, "Điều 28 khoản 1"),
        (Life(born_on=date(2015, 1, 1)), "2026-08-05", {"form": "home"}, "Điều 89 khoản 1"),
        (Life(born_on=date(2008, 1, 1)), "2024-03-05", {"form": "home"}, "Điều 28 khoản 5"),
        (Life(born_on=date(1990, 1, 1), has_stable_residence=False), "2024-03-05", {"form": "home"}, "Điều 28 khoản 1"),
        (Life(born_on=date(1990, 1, 1), has_stable_residence=False), "2026-08-05", {"form": "home"}, "Điều 31 khoản 6"),
        (GROWN, "2026-08-05", {"form": "home", "result_on": "2026-02-04"}, "Điều 31 khoản 1 điểm b"),
    ],
)
def test_registrations_that_are_refused_name_their_article(life, at, data, article):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(K.REGISTERED, at, **data), life)
    assert article in refusal.value.citation and refusal.value.mend


def test_a_result_of_exactly_six_months_and_the_young_with_a_guardian_are_taken():
    MANIFEST.check_open(fact(K.REGISTERED, "2026-08-05", form="home", result_on="2026-02-05"), GROWN)
    MANIFEST.check_open(fact(K.REGISTERED, "2024-03-05", form="home"), YOUNG)


@pytest.mark.parametrize("form", ["private", "public", "partial", "substitution", "", "lạ"])
def test_other_forms_open_other_files(form):
    with pytest.raises(CannotRecord):
        MANIFEST.check_open(fact(K.REGISTERED, "2026-08-05", form=form), GROWN)


@pytest.mark.parametrize(
    ("at", "life", "article"),
    [
        ("2024-05-06T09:00", GROWN, "Luật 73/2021/QH14, Điều 32 khoản 2"),
        ("2024-05-06T09:00", YOUNG, "Luật 73/2021/QH14, Điều 33 khoản 1 điểm b"),
    ],
)
def test_use_in_rehabilitation_is_a_ground_under_the_old_law(at, life, article):
    found = view(*running("2024-03-08T10:00", "2024-03-11"), fact(K.USED_IN_REHAB, at), life=life)
    assert answer(found, "voluntary.ground").citation_vi.startswith(article)
    assert duty(found, "MINUTE_BREACH") and found.stage == S.REHAB


@pytest.mark.parametrize(("life", "article"), [(GROWN, "Điều 35 khoản 1 điểm b"), (YOUNG, "Điều 36 khoản 1")])
def test_and_under_the_new_law(life, article):
    found = view(*running("2026-07-03T10:00", "2026-07-06T09:00"), fact(K.USED_IN_REHAB, "2026-08-06T09:00"), life=life)
    assert article in answer(found, "voluntary.ground").citation_vi


def test_the_third_breach_of_another_duty_is_a_ground_only_under_the_new_law():
    def breaches(year, count):
        return [fact(K.BREACH_MINUTED, f"{year}-08-{day:02d}", breach="duty") for day in range(10, 10 + count)]

    new = running("2026-07-03T10:00", "2026-07-06T09:00")
    assert answer(view(*new, *breaches(2026, 2)), "voluntary.ground") is None
    assert answer(view(*new, *breaches(2026, 3)), "voluntary.ground").citation_vi == "Luật 120/2025/QH15, Điều 47 khoản 4"
    assert answer(view(*running("2024-03-08T10:00", "2024-03-11"), *breaches(2024, 3)), "voluntary.ground") is None


def test_breaking_off_ends_the_measure_that_day():
    found = view(*running("2024-03-08T10:00", "2024-03-11"), fact(K.LEFT_REHAB, "2024-05-06T09:00"))
    assert found.stage == S.BROKEN_OFF and found.active_until == moment("2024-05-06T09:00")
    assert duty(found, "NOTIFY_STOP").due.last_day == date(2024, 5, 13)  # Monday 6: 7, 8, 9, 10, 13
    assert answer(found, "voluntary.ground").value == "compulsory" and answer(found, "voluntary.self_terminated") is None


def test_prison_ends_it_under_the_old_law_and_the_rest_is_served_later_under_the_new():
    old = view(*running("2024-03-08T10:00", "2024-03-11"), fact(K.IMPRISONED, "2024-05-06T09:00"))
    assert old.active_until == moment("2024-05-06T09:00")
    new = [*running("2026-07-03T10:00", "2026-07-06T09:00"), fact(K.IMPRISONED, "2026-09-01")]
    assert view(*new).active_until is None and view(*new).stage == S.SUSPENDED
    # 1 September 2026 to 1 March 2027: 30+31+30+31+31+28 = 181 days after 6 July 2028
    assert last_day(view(*new, fact(K.REHAB_STARTED, "2027-03-01"))) == date(2029, 1, 3)


def test_death_closes_the_file_wherever_it_stands():
    story = running("2024-03-08T10:00", "2024-03-11")
    for n in range(1, 4):
        assert view(*story[:n], fact(K.DIED, "2024-04-01T08:00")).stage == S.CLOSED
    assert view(*story, fact(K.DIED, "2024-04-01T08:00")).active_until == moment("2024-04-01T08:00")


def test_a_move_has_24_hours_under_the_new_law_and_no_limit_under_the_old():
    new = view(*running("2026-07-03T10:00", "2026-07-06T09:00"), fact(K.DEPARTED, "2026-08-01T20:00"))
    assert duty(new, "FORWARD_REHAB_FILE").due.value == moment("2026-08-02T20:00")
    old = duty(view(*running("2024-03-08T10:00", "2024-03-11"), fact(K.DEPARTED, "2024-05-01T20:00")), "FORWARD_REHAB_FILE")
    assert old is not None and old.due is None


def test_the_decision_after_a_move_changes_no_day_of_the_term():
    story = [*running("2026-03-09T10:00", "2026-03-10", months=12), fact(K.DEPARTED, "2026-08-01T08:00"), fact(K.FILE_RECEIVED, "2026-08-02T08:00")]
    assert duty(view(*story), "DECIDE_AFTER_REHAB_MOVE")
    again = view(*story, fact(K.REGISTRATION_DECIDED, "2026-08-02T15:00", months=7))
    assert last_day(again) == date(2027, 3, 10) and duty(again, "DECIDE_AFTER_REHAB_MOVE") is None


def test_the_rest_at_home_runs_until_the_whole_term_is_full():
    rest = fact(K.REST_REGISTERED, "2026-11-04T09:00", started_on="2026-07-06", left_on="2026-11-02")
    after_part = Life(born_on=date(1990, 5, 1), rehabilitations=1)  # the part in the private facility
    MANIFEST.check_open(rest, after_part)
    found = view(rest, life=after_part)
    assert found.stage == S.REHAB and found.active_from == moment("2026-11-04T09:00")
    assert last_day(found) == date(2028, 7, 8)  # 24 months from 6 July 2026, and 2 days in neither place
    assert last_day(view(rest, life=Life(born_on=date(1990, 5, 1), rehabilitations=2))) == date(2029, 7, 8)


@pytest.mark.parametrize(
    ("at", "data", "article"),
    [
        ("2026-11-04T09:00", {}, "Điều 30 khoản 1 điểm d"),
        ("2026-11-04T09:00", {"started_on": "2026-11-03", "left_on": "2026-11-02"}, "Điều 30 khoản 1 điểm d"),
        ("2026-11-04T09:00", {"started_on": "2026-06-30", "left_on": "2026-11-02"}, "Điều 30 khoản 1 điểm d"),  # begun under the old law
        ("2026-10-16T09:00", {"started_on": "2026-07-06", "left_on": "2026-10-15"}, "Điều 86"),  # 10 days and 3 months: 16 October
    ],
)
def test_a_rest_that_cannot_be_is_refused(at, data, article):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(K.REST_REGISTERED, at, **data), AGAIN)
    assert article in refusal.value.citation


def test_a_day_that_cannot_be_read_is_refused_in_a_sentence():
    with pytest.raises(CannotRecord, match="hôm qua"):
        MANIFEST.check_open(fact(K.REGISTERED, "2026-08-05", form="home", result_on="hôm qua"), GROWN)


def test_no_second_decision_while_one_stands():
    now = view(*running("2024-03-08T10:00", "2024-03-11"))
    with pytest.raises(Cannot, match="còn hiệu lực"):
        MANIFEST.check_decide(now, K.REGISTRATION_DECIDED, moment("2024-04-01T09:00"))


def test_when_the_term_is_over_it_is_over_whoever_has_or_has_not_signed():
    found = view(*running("2024-03-08T10:00", "2024-03-11", months=6))
    assert found.stage_at(moment("2024-09-11T23:59")) == S.REHAB
    assert found.stage_at(moment("2024-09-12T00:00")) == S.ENDED


def test_a_beginning_of_which_only_the_day_is_known_is_ended_by_what_happened_that_day():
    story = [*running("2024-03-08T10:00", "2024-03-11"), fact(K.LEFT_REHAB, "2024-03-11T09:00")]
    assert view(*story).active_until == moment("2024-03-11T09:00")


def test_twin_without_looking_at_the_moment_such_a_measure_would_never_end(monkeypatch):
    monkeypatch.setattr("donghanh.cases.procedures.voluntary._ENDS", frozenset())
    story = [*running("2024-03-08T10:00", "2024-03-11"), fact(K.LEFT_REHAB, "2024-03-11T09:00")]
    assert last_day(view(*story)) == date(2025, 3, 11)


def test_twin_without_the_check_a_person_without_residence_would_be_taken(monkeypatch):
    nowhere = Life(born_on=date(1990, 1, 1), has_stable_residence=False)
    monkeypatch.setattr("donghanh.cases.procedures.voluntary._check_person", lambda *_: None)
    MANIFEST.check_open(fact(K.REGISTERED, "2024-03-05", form="home"), nowhere)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(told(MANIFEST, ["home"]))
def test_no_life_breaks_the_rules(story):
    found = accepted(MANIFEST, *story)
    if found is not None and found.active_from is not None:
        assert found.active_until is None or found.active_until >= found.active_from
        assert found.active_until is not None or found.stage not in MANIFEST.closed
