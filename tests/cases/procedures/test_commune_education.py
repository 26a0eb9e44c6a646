"""Education at the commune because of drug use, until June 2026. Dates were counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import commune_education, engine
from donghanh.cases.procedures.commune_education import MANIFEST
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.aftercare_lives import told
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import GROWN, accepted, answer, last_day

MINOR = Life(born_on=date(2009, 5, 1), has_guardian=True)


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def prepared(at="2024-03-01", **data):
    return [fact(K.EDUCATION_PROPOSED, at), fact(K.DOSSIER_PREPARED, f"{at[:8]}06", **data)]


def educated(decided: str, **data):
    day = decided[:10]
    return [
        fact(K.EDUCATION_PROPOSED, f"{day}T01:00"),
        fact(K.DOSSIER_PREPARED, f"{day}T02:00"),
        fact(K.MEETING_HELD, f"{day}T03:00"),
        fact(K.EDUCATION_DECIDED, decided, **data),
    ]


def refuse(found, kind, at):
    with pytest.raises(Cannot) as refusal:
        engine.check_fits(MANIFEST, found, kind, happened_at=moment(at), at=moment(at))
    return refusal.value


def test_the_whole_way():
    story = [
        fact(K.EDUCATION_PROPOSED, "2024-03-01"),
        fact(K.RESIDENCE_VERIFIED, "2024-03-05"),
        fact(K.DOSSIER_PREPARED, "2024-03-06"),
        fact(K.MEETING_HELD, "2024-03-14"),
        fact(K.EDUCATION_DECIDED, "2024-03-18T09:00", months=3),
        fact(K.HELPER_ASSIGNED, "2024-03-18T10:00"),
        fact(K.PLAN_MADE, "2024-03-25"),
        fact(K.EDUCATION_ENDED, "2024-06-19T08:00"),
    ]
    stages = [view(*story[: n + 1]).stage for n in range(len(story))]
    assert stages == [S.PROPOSED, S.PROPOSED, S.PREPARED, S.PREPARED, S.EDUCATION, S.EDUCATION, S.EDUCATION, S.ENDED]
    assert view(*story).duties == ()


@pytest.mark.parametrize(
    ("kind", "facts", "last"),
    [
        ("VERIFY_EDUCATION_RESIDENCE", [fact(K.EDUCATION_PROPOSED, "2024-03-01")], date(2024, 3, 6)),  # Friday: 4, 5, 6
        ("VERIFY_EDUCATION_RESIDENCE", [fact(K.EDUCATION_PROPOSED, "2024-02-06")], date(2024, 2, 16)),  # 7; Tết; 15, 16
        ("HOLD_MEETING", prepared(), date(2024, 3, 15)),  # Wednesday 6: 7, 8, 11, 12, 13, 14, 15
        ("DECIDE_HOME_MANAGEMENT", prepared(at_home=True), date(2024, 3, 11)),  # 7, 8, 11
        ("CHECK_EDUCATION_FILE", [fact(K.EDUCATION_PROPOSED, "2025-06-02"), fact(K.FILE_RECEIVED, "2025-06-05")], date(2025, 6, 9)),  # 6, 9
        ("MAKE_PLAN", [*educated("2024-03-18T09:00", months=3), fact(K.HELPER_ASSIGNED, "2024-03-18T10:00")], date(2024, 3, 25)),
    ],
)
def test_limits(kind, facts, last):
    owed = duty(view(*facts), kind)
    assert owed.due.last_day == last


def test_a_meeting_or_a_decision_for_home_never_both():
    assert duty(view(*prepared()), "DECIDE_HOME_MANAGEMENT") is None
    assert duty(view(*prepared(at_home=True)), "HOLD_MEETING") is None


def test_after_the_meeting_the_chair_decides_without_a_limit():
    owed = duty(view(*educated("2024-03-18T09:00")[:3]), "DECIDE_EDUCATION")
    assert owed.due is None and owed.function == "decider_education"


@pytest.mark.parametrize(
    ("decided", "months", "last", "status"),
    [
        ("2024-03-18T09:00", 3, date(2024, 6, 18), "unconfirmed"),  # the 3 to 6 months are known second-hand
        ("2024-03-18T09:00", 6, date(2024, 9, 18), "unconfirmed"),
        ("2023-08-31T09:00", 6, date(2024, 2, 29), "unconfirmed"),
        ("2024-11-30T09:00", 3, date(2025, 2, 28), "unconfirmed"),
        ("2025-03-03T09:00", 4, date(2025, 7, 3), "unconfirmed"),
        ("2025-07-01T09:00", 5, date(2025, 12, 1), "unconfirmed"),
        ("2024-03-18T09:00", None, date(2024, 9, 18), "unconfirmed"),
        ("2024-03-18T09:00", 12, date(2024, 9, 18), "unconfirmed"),
    ],
)
def test_the_term_is_the_months_decided_between_three_and_six(decided, months, last, status):
    found = view(*educated(decided, **({"months": months} if months else {})))
    assert last_day(found) == last and answer(found, "education.term").status == status


def test_months_outside_the_law_are_named():
    found = answer(view(*educated("2024-03-18T09:00", months=12)), "education.term")
    assert "12 tháng" in found.mend_vi and found.value == "6" and found.confidence == "M"


def test_a_measure_running_in_july_2026_is_said_to_be_silent():
    found = view(*educated("2026-05-04T09:00", months=6))
    assert last_day(found) == date(2026, 11, 4) and answer(found, "education.running").status == "silent"
    assert answer(view(*educated("2026-03-30T09:00", months=3)), "education.running") is None  # over on 30 June


@pytest.mark.parametrize(
    ("at", "life", "article"),
    [
        ("2026-07-01", GROWN, "Điều 54 khoản 2 điểm b"),
        ("2024-03-01", Life(born_on=date(2010, 3, 2)), "Điều 90"),
        ("2024-03-01", Life(), ""),
    ],
)
def test_what_opens_no_file(at, life, article):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(K.EDUCATION_PROPOSED, at), life)
    assert article in refusal.value.citation and refusal.value.mend


@pytest.mark.parametrize(("life", "value"), [(Life(born_on=date(2010, 3, 1)), "minor"), (MINOR, "minor"), (GROWN, "adult")])
def test_from_14_on_the_day_it_is_reached(life, value):
    MANIFEST.check_open(fact(K.EDUCATION_PROPOSED, "2024-03-01"), life)
    assert answer(view(fact(K.EDUCATION_PROPOSED, "2024-03-01"), life=life), "education.age").value == value


def test_a_file_open_in_july_2026_gets_no_decision():
    waiting = view(fact(K.EDUCATION_PROPOSED, "2026-06-22"), fact(K.DOSSIER_PREPARED, "2026-06-24"), fact(K.MEETING_HELD, "2026-06-29"))
    assert "Điều 54" in refuse(waiting, K.EDUCATION_DECIDED, "2026-07-01").citation
    engine.check_fits(MANIFEST, waiting, K.EDUCATION_DECIDED, happened_at=moment("2026-06-30T08:00"), at=moment("2026-06-30T08:00"))


def test_twin_without_the_check_the_repealed_measure_is_decided():
    waiting = view(fact(K.EDUCATION_PROPOSED, "2026-06-22"), fact(K.DOSSIER_PREPARED, "2026-06-24"))
    blind = replace(commune_education.MANIFEST, check_fact=lambda *args: None)
    engine.check_fits(blind, waiting, K.EDUCATION_DECIDED, happened_at=moment("2026-07-01"), at=moment("2026-07-01"))


def test_the_certificate_when_the_term_is_over():
    found = view(*educated("2024-03-18T09:00", months=3))
    assert "chưa hết" in refuse(found, K.EDUCATION_ENDED, "2024-06-18T08:00").message
    owed = duty(found, "CERTIFY_EDUCATION")
    assert owed.stands_from == moment("2024-06-19") and owed.due is None


def test_when_the_decision_lapses_and_when_the_measure_is_cleared():
    story = [*educated("2024-03-18T09:00", months=3), fact(K.EDUCATION_ENDED, "2024-06-19T08:00")]
    found = view(*story)
    assert answer(found, "education.lapses").value == "2024-09-18" and answer(found, "education.cleared").value == "2026-06-18"


@pytest.mark.parametrize(("at", "value"), [("2024-05-06", "determination"), ("2024-08-01", "determination")])
def test_use_during_or_after_leads_to_a_determination(at, value):
    story = [*educated("2024-03-18T09:00", months=3), fact(K.USED_AGAIN, at)]
    assert answer(view(*story), "education.later_use").value == value


@pytest.mark.parametrize("kind", [K.DIED, K.IMPRISONED, K.COURT_DECIDED])
def test_death_prison_and_compulsory_rehabilitation_close_the_file(kind):
    found = view(*educated("2024-03-18T09:00", months=3), fact(kind, "2024-05-06T09:00"))
    assert found.stage == S.CLOSED and found.active_until == moment("2024-05-06T09:00") and found.duties == ()


def test_a_plan_needs_a_helper_and_a_second_decision_is_refused():
    found = view(*educated("2024-03-18T09:00", months=3))
    assert "người trực tiếp giúp đỡ" in refuse(found, K.PLAN_MADE, "2024-03-20").message
    with pytest.raises(Cannot) as refusal:
        MANIFEST.check_decide(found, K.EDUCATION_DECIDED, moment("2024-04-01"))
    assert "còn hiệu lực" in refusal.value.message


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told(MANIFEST))
def test_any_order_of_facts_is_taken_or_refused_never_broken(lived):
    life, events = lived
    found = accepted(MANIFEST, life, events)
    if found is not None and found.active_from is not None and found.active_until is not None:
        assert found.active_until >= found.active_from
