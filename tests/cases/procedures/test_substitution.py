"""Substitution treatment as a legal fact: beginning, missed doses, ending, under each decree. Dates were counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.course import course
from donghanh.cases.procedures.shape import Life
from donghanh.cases.procedures.substitution import MANIFEST
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import GROWN, YOUNG, accepted, answer, told


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def treated(day: str):
    return [
        fact(K.REGISTERED, f"{day}T07:00", form="substitution"),
        fact(K.REGISTRATION_DECIDED, f"{day}T08:00"),
        fact(K.TREATMENT_STARTED, f"{day}T09:00"),
    ]


@pytest.mark.parametrize("day", ["2023-02-01", "2025-04-01", "2025-09-03", "2026-07-10"])
def test_the_whole_way_under_each_law(day):
    year = int(day[:4]) + 1
    story = [*treated(day), fact(K.TREATMENT_ENDED, f"{year}-12-21T09:00", reason="completed")]
    assert [view(*story[: n + 1]).stage for n in range(4)] == [S.REGISTERED, S.DECIDED, S.TREATED, S.CLOSED]
    assert view(*story[:3]).active_until is None and view(*story[:3]).term is None
    assert view(*story).active_until == moment(f"{year}-12-21T09:00")


@pytest.mark.parametrize(
    ("at", "last"),
    [
        ("2024-02-06", date(2024, 2, 16)),  # Tết 8 to 14 February: 7, 15, 16
        ("2025-08-29", date(2025, 9, 5)),
    ],
)
def test_the_commune_decides_in_three_working_days(at, last):
    assert duty(view(fact(K.REGISTERED, at, form="substitution")), "DECIDE_VOLUNTARY").due.last_day == last


def test_then_in_24_hours():
    now = view(fact(K.REGISTERED, "2026-07-04T23:00", form="substitution"))
    assert duty(now, "DECIDE_VOLUNTARY").due.value == moment("2026-07-05T23:00")


def test_the_clinic_tells_the_commune_of_the_beginning():
    # Monday 6 May 2024: 7, 8, 9, 10, 13
    assert duty(view(*treated("2024-05-06")), "NOTIFY_TREATMENT_START").due.last_day == date(2024, 5, 13)
    assert duty(view(*treated("2026-08-06")), "NOTIFY_TREATMENT_START").due.value == moment("2026-08-07T09:00")
    assert duty(view(*treated("2026-08-06"), fact(K.START_NOTICE_SENT, "2026-08-06T10:00")), "NOTIFY_TREATMENT_START") is None


def test_of_the_end_only_under_the_old_law_the_new_one_is_silent():
    old = view(*treated("2024-05-06"), fact(K.TREATMENT_ENDED, "2024-09-09T09:00", reason="completed"))
    assert duty(old, "NOTIFY_TREATMENT_END").due.last_day == date(2024, 9, 16)  # Monday 9: 10, 11, 12, 13, 16
    new = view(*treated("2026-08-06"), fact(K.TREATMENT_ENDED, "2026-11-09T09:00", reason="completed"))
    assert duty(new, "NOTIFY_TREATMENT_END") is None
    assert (answer(new, "substitution.end_notice").value, answer(new, "substitution.end_notice").status) == ("unknown", "silent")


@pytest.mark.parametrize(
    ("day", "data", "value", "status"),
    [
        ("2024-05-06", {"days": 4}, "below", "definite"),
        ("2024-05-06", {"days": 5}, "broken_off", "definite"),
        ("2024-05-06", {"courses": 9}, "below", "definite"),
        ("2024-05-06", {"courses": 10}, "broken_off", "definite"),
        ("2025-05-06", {"days": 5}, "broken_off", "definite"),  # Decree 116 stands after Decree 90 is gone
        ("2026-08-06", {"days": 30}, "unknown", "silent"),
    ],
)
def test_missed_doses_by_the_decree_of_their_day(day, data, value, status):
    found = answer(view(*treated(day), fact(K.DOSES_MISSED, f"{day}T20:00", **data)), "substitution.missed")
    assert (found.value, found.status) == (value, status)


def test_missed_doses_alone_end_nothing():
    found = view(*treated("2024-05-06"), fact(K.DOSES_MISSED, "2024-05-20", days=9))
    assert found.stage == S.TREATED and found.active_until is None


@pytest.mark.parametrize(
    ("day", "status", "citation"),
    [
        ("2024-12-14", "definite", "Nghị định 90/2016/NĐ-CP, Điều 10 khoản 2"),
        ("2024-12-15", "unconfirmed", "Nghị định 141/2024/NĐ-CP"),
        ("2026-08-06", "unconfirmed", "Nghị định 141/2024/NĐ-CP"),
    ],
)
@pytest.mark.parametrize("reason", ["breach_process", "positive_opioid", "other_drug", "harm"])
def test_what_the_new_decree_says_of_ending_was_not_read(day, status, citation, reason):
    found = view(*treated(day), fact(K.TREATMENT_ENDED, f"{day}T20:00", reason=reason))
    ended = answer(found, "substitution.end")
    assert (ended.value, ended.status, ended.citation_vi) == ("forced", status, citation)


@pytest.mark.parametrize(
    ("day", "life", "citation"),
    [
        ("2024-05-06", GROWN, "Luật 73/2021/QH14, Điều 32 khoản 3"),
        ("2024-05-06", YOUNG, "Luật 73/2021/QH14, Điều 33 khoản 1 điểm c"),
        ("2026-08-06", GROWN, "Luật 120/2025/QH15, Điều 35 khoản 1 điểm c"),
        ("2026-08-06", YOUNG, "Luật 120/2025/QH15, Điều 36 khoản 1"),
    ],
)
def test_breaking_off_or_being_ended_for_a_breach_is_a_ground(day, life, citation):
    for over in (fact(K.LEFT_REHAB, f"{day}T20:00"), fact(K.TREATMENT_ENDED, f"{day}T20:00", reason="breach_process")):
        found = view(*treated(day), over, life=life)
        assert answer(found, "voluntary.ground").citation_vi.startswith(citation) and duty(found, "MINUTE_BREACH")


@pytest.mark.parametrize("reason", ["completed", "own_wish", "other", ""])
def test_other_endings_are_no_ground(reason):
    found = view(*treated("2024-05-06"), fact(K.TREATMENT_ENDED, "2024-06-06T20:00", reason=reason))
    assert answer(found, "voluntary.ground") is None and duty(found, "MINUTE_BREACH") is None


@pytest.mark.parametrize(
    ("day", "value", "status"),
    [("2024-05-06", "excluded", "definite"), ("2025-05-06", "excluded", "unconfirmed"), ("2026-08-06", "unknown", "silent")],
)
def test_no_compulsory_file_while_in_treatment(day, value, status):
    found = answer(view(*treated(day)), "substitution.no_compulsory_file")
    assert (found.value, found.status) == (value, status)


@pytest.mark.parametrize(
    ("age", "at", "value", "status"),
    [
        (14, "2024-12-14", "needed", "definite"),
        (15, "2024-12-14", "not_needed", "definite"),
        (15, "2024-12-15", "needed", "unconfirmed"),
        (18, "2024-12-15", "not_needed", "unconfirmed"),
        (17, "2026-08-06", "needed", "definite"),
        (18, "2026-08-06", "not_needed", "definite"),
    ],
)
def test_consent_of_a_representative_by_the_decree_of_the_day(age, at, value, status):
    born = date(int(at[:4]) - age, 1, 1)
    found = answer(view(fact(K.REGISTERED, at, form="substitution"), life=Life(born_on=born, has_guardian=True)), "substitution.consent")
    assert (found.value, found.status) == (value, status)


@pytest.mark.parametrize(
    ("born", "at", "article"),
    [
        (date(2013, 1, 1), "2024-05-06", "Điều 28 khoản 1"),
        (date(2010, 1, 1), "2024-05-06", "Nghị định 90/2016/NĐ-CP, Điều 6 khoản 1"),
        (date(2009, 1, 1), "2025-05-06", "Nghị định 141/2024/NĐ-CP, Điều 29"),
        (date(2009, 1, 1), "2026-08-06", "Điều 89 khoản 3 điểm b"),
    ],
)
def test_the_young_alone_are_refused(born, at, article):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(K.REGISTERED, at, form="substitution"), Life(born_on=born))
    assert article in refusal.value.citation


def test_no_stable_residence_does_not_shut_out_treatment():
    MANIFEST.check_open(fact(K.REGISTERED, "2026-08-06", form="substitution"), Life(born_on=date(1990, 1, 1), has_stable_residence=False))


def test_treatment_that_began_at_the_clinic_opens_the_file_too():
    now = view(fact(K.TREATMENT_STARTED, "2024-05-06T09:00"))
    assert now.stage == S.TREATED and now.active_from == moment("2024-05-06T09:00") and duty(now, "DECIDE_VOLUNTARY") is None


def test_another_clinic_goes_on_with_it():
    assert view(*treated("2024-05-06"), fact(K.CLINIC_CHANGED, "2024-06-06")).stage == S.TREATED


def test_who_breaks_off_and_registers_for_another_form_keeps_both_files():
    events = [
        *treated("2025-09-03"),
        fact(K.LEFT_REHAB, "2025-10-06T09:00"),
        fact(K.REGISTERED, "2025-10-09T09:00", form="home"),
    ]
    files = {one.manifest.procedure: one.view().stage for one in course(events, GROWN)}
    assert files == {Procedure.SUBSTITUTION: S.BROKEN_OFF, Procedure.HOME_REHABILITATION: S.REGISTERED}


def test_substitution_is_no_rehabilitation_that_counts():
    events = [*treated("2025-09-03"), fact(K.LEFT_REHAB, "2025-10-06T09:00"), fact(K.REGISTERED, "2026-08-09T09:00", form="home")]
    assert course(events, GROWN)[-1].life.rehabilitations == 0


@pytest.mark.parametrize("kind", [K.DIED, K.IMPRISONED])
def test_death_and_prison_close_the_file(kind):
    found = view(*treated("2024-05-06"), fact(kind, "2024-06-06T09:00"))
    assert found.stage == S.CLOSED and found.active_until == moment("2024-06-06T09:00")


def test_not_begun_in_time():
    waiting = treated("2026-07-10")[:2]  # Friday: 13, 14
    assert answer(view(*waiting), "voluntary.not_started").value == "2026-07-14"


def test_no_second_decision():
    with pytest.raises(Cannot):
        MANIFEST.check_decide(view(*treated("2024-05-06")), K.REGISTRATION_DECIDED, moment("2024-06-06T09:00"))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(told(MANIFEST, ["substitution"]))
def test_no_life_breaks_the_rules(story):
    found = accepted(MANIFEST, *story)
    if found is not None and found.active_from is not None:
        assert found.active_until is None or found.active_until >= found.active_from
        assert found.active_until is not None or found.stage not in MANIFEST.closed
