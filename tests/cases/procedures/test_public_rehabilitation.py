"""Voluntary rehabilitation in a public facility as stories of facts: by contract, then in three steps of 24 hours. Dates were counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.public_rehabilitation import MANIFEST
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import AGAIN, GROWN, YOUNG, accepted, answer, last_day, told

NOWHERE = Life(born_on=date(1990, 5, 1), has_stable_residence=False)


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def by_contract(day: str, months: int = 12):
    return [
        fact(K.REGISTERED, f"{day}T07:00", form="public"),
        fact(K.CONTRACT_SIGNED, f"{day}T08:00", months=months),
        fact(K.REHAB_STARTED, f"{day}T09:00"),
    ]


def placed():
    return [
        fact(K.REGISTERED, "2026-07-04T08:00", form="public"),
        fact(K.REGISTRATION_DECIDED, "2026-07-04T20:00"),
        fact(K.FACILITY_PROPOSED, "2026-07-05T10:00"),
        fact(K.FACILITY_DECIDED, "2026-07-06T09:00"),
        fact(K.REHAB_STARTED, "2026-07-07T09:00"),
    ]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2022-02-28", date(2023, 2, 28)),
        ("2024-02-29", date(2025, 2, 28)),  # no 29 February in 2025
        ("2025-03-17", date(2026, 3, 17)),
        ("2025-09-01", date(2026, 9, 1)),  # ends under the new law
    ],
)
def test_by_contract_until_june_2026(day, last):
    story = by_contract(day)
    assert [view(*story[: n + 1]).stage for n in range(3)] == [S.REGISTERED, S.CONTRACTED, S.REHAB]
    assert last_day(view(*story)) == last


def test_under_the_old_law_contract_and_notices_in_five_working_days():
    registered = view(by_contract("2025-03-17")[0])
    assert duty(registered, "SIGN_REHAB_CONTRACT").function == "public_facility" and duty(registered, "DECIDE_VOLUNTARY") is None
    # Monday 17 March 2025: 18, 19, 20, 21, 24
    assert duty(view(*by_contract("2025-03-17")), "NOTIFY_START_PUBLIC").due.last_day == date(2025, 3, 24)


def test_three_steps_of_24_hours_from_july_2026():
    story = placed()
    assert [view(*story[: n + 1]).stage for n in range(5)] == [S.REGISTERED, S.DECIDED, S.PROPOSED, S.TO_ENTER, S.REHAB]
    assert duty(view(*story[:1]), "DECIDE_VOLUNTARY").due.value == moment("2026-07-05T08:00")
    assert duty(view(*story[:2]), "PROPOSE_FACILITY").due.value == moment("2026-07-05T20:00")
    step = duty(view(*story[:3]), "PLACE_VOLUNTARY")
    assert (step.due.value, step.function) == (moment("2026-07-06T10:00"), "assigner_of_facility")
    assert view(*story[:4]).duties == ()


def test_the_ministry_has_24_hours_more_where_it_is_asked():
    central = view(*placed()[:3], fact(K.FACILITY_PROPOSED, "2026-07-06T08:00", level="central"))
    step = duty(central, "PLACE_VOLUNTARY_CENTRAL")
    assert (step.due.value, step.function) == (moment("2026-07-07T08:00"), "assigner_of_facility_central")
    assert duty(central, "PLACE_VOLUNTARY") is None and central.stage == S.PROPOSED


@pytest.mark.parametrize(("life", "last"), [(GROWN, date(2028, 7, 7)), (AGAIN, date(2029, 7, 7))])
def test_the_new_term_and_that_its_first_day_is_not_said(life, last):
    found = view(*placed(), life=life)
    assert last_day(found) == last
    assert (answer(found, "voluntary.start").status, answer(found, "voluntary.start").confidence) == ("silent", "M")


def test_without_a_stable_residence_only_here():
    for at in ("2024-03-05", "2025-04-05", "2025-08-05", "2026-08-05"):
        MANIFEST.check_open(fact(K.REGISTERED, at, form="public"), NOWHERE)
    assert answer(view(*placed(), life=NOWHERE), "voluntary.place").value == "public_only"


@pytest.mark.parametrize("kind", [K.REGISTRATION_DECIDED, K.FACILITY_DECIDED])
def test_under_the_old_law_nobody_decides_but_the_facility(kind):
    now = view(fact(K.REGISTERED, "2025-08-05T08:00", form="public"))
    with pytest.raises(Cannot) as refusal:
        MANIFEST.check_decide(now, kind, moment("2025-08-06T08:00"))
    assert "Điều 35 khoản 3" in refusal.value.citation


def test_the_facility_is_not_chosen_before_it_was_asked_for():
    now = view(*placed()[:2])
    with pytest.raises(Cannot):
        MANIFEST.check_decide(now, K.FACILITY_DECIDED, moment("2026-07-05T08:00"))


@pytest.mark.parametrize(
    ("life", "at"),
    [(Life(born_on=date(2013, 1, 1)), "2024-03-05"), (Life(born_on=date(2008, 1, 1)), "2024-03-05"), (Life(birth_year=2014), "2026-08-05")],
)
def test_the_youngest_and_the_young_without_a_guardian_are_refused(life, at):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(K.REGISTERED, at, form="public"), life)
    assert refusal.value.citation


def test_the_young_with_a_guardian_may():
    MANIFEST.check_open(fact(K.REGISTERED, "2026-08-05", form="public"), YOUNG)


@pytest.mark.parametrize(
    ("story", "left", "threshold"),
    [
        (by_contract("2025-03-17"), "2025-03-31T09:00", "2025-04-08"),  # Monday 31: 1, 2, 3, 4; 7 is Hùng kings' day; 8
        (placed(), "2026-08-10T09:00", "2026-08-12"),
    ],
)
def test_leaving_is_breaking_off_and_a_ground(story, left, threshold):
    found = view(*story, fact(K.LEFT_REHAB, left))
    assert answer(found, "voluntary.self_terminated").value == threshold
    assert answer(found, "voluntary.ground").value == "compulsory" and found.active_until == moment(left)


def test_postponed_and_taken_up_again_or_exempted():
    waiting = [*placed()[:4], fact(K.POSTPONED, "2026-07-06T15:00")]
    assert view(*waiting).stage == S.POSTPONED
    assert view(*waiting, fact(K.POSTPONEMENT_ENDED, "2026-09-01")).stage == S.TO_ENTER
    exempted = view(*waiting, fact(K.EXEMPTED, "2026-09-01T08:00"))
    assert exempted.stage == S.EXEMPTED and exempted.active_from is None
    assert view(*placed(), fact(K.EXEMPTED, "2026-09-01T08:00")).active_until == moment("2026-09-01T08:00")


def test_time_of_illness_counts_and_goes_on_where_three_months_are_left():
    story = [*placed(), fact(K.STAY_SUSPENDED, "2026-09-01T08:00"), fact(K.SUSPENSION_ENDED, "2028-04-07T08:00")]
    assert view(*story[:6]).stage == S.SUSPENDED and view(*story).stage == S.REHAB
    assert last_day(view(*story)) == date(2028, 7, 7)
    assert answer(view(*story), "voluntary.resume").value == "goes_on"
    late = answer(view(*story[:6], fact(K.SUSPENSION_ENDED, "2028-04-08T08:00")), "voluntary.resume")
    assert (late.value, late.status) == ("not_said", "silent")


def test_end_notice_and_certificate_under_the_new_law():
    found = view(*placed())
    assert duty(found, "GIVE_END_NOTICE").due.last_day == date(2028, 6, 7)  # 30 days before 7 July 2028
    assert duty(found, "CERTIFY_VOLUNTARY_FACILITY").due.opens_on == date(2028, 7, 7)
    done = view(
        *placed(), fact(K.END_NOTICED, "2028-06-01"), fact(K.CERTIFICATE_ISSUED, "2028-07-07T08:00"), fact(K.REHAB_COMPLETED, "2028-07-07T17:00")
    )
    assert done.stage == S.COMPLETED and duty(done, "CERTIFY_VOLUNTARY_FACILITY") is None and duty(done, "GIVE_END_NOTICE") is None


def test_under_the_new_law_no_rule_gives_a_limit_for_telling_the_commune():
    owed = duty(view(*placed(), fact(K.REHAB_COMPLETED, "2028-07-07T17:00")), "NOTIFY_COMPLETION_PUBLIC")
    assert owed.due is None and duty(view(*placed()), "NOTIFY_START_PUBLIC") is None


def test_use_in_the_facility_is_minuted():
    found = view(*placed(), fact(K.USED_IN_REHAB, "2026-09-01T08:00"))
    assert duty(found, "MINUTE_BREACH") and answer(found, "voluntary.ground").value == "compulsory"
    assert duty(view(*placed(), fact(K.USED_IN_REHAB, "2026-09-01T08:00"), fact(K.BREACH_MINUTED, "2026-09-01T10:00")), "MINUTE_BREACH") is None


@pytest.mark.parametrize("count", range(1, 6))
def test_death_closes_the_file_wherever_it_stands(count):
    assert view(*placed()[:count], fact(K.DIED, "2026-09-01T08:00")).stage == S.CLOSED


def test_a_compulsory_measure_takes_its_place():
    found = view(*placed(), fact(K.COURT_DECIDED, "2026-09-01T08:00"))
    assert found.stage == S.BROKEN_OFF and found.active_until == moment("2026-09-01T08:00")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(told(MANIFEST, ["public"]))
def test_no_life_breaks_the_rules(story):
    found = accepted(MANIFEST, *story)
    if found is not None and found.active_from is not None:
        assert found.active_until is None or found.active_until >= found.active_from
        assert found.active_until is not None or found.stage not in MANIFEST.closed
