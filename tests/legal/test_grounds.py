"""What a ground of compulsory rehabilitation rests on, by age and regime, and which facts show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from donghanh.cases.terms import FactKind
from donghanh.legal import NoRuleInForce, compulsory, grounds

OLD, NEW = date(2024, 5, 6), date(2026, 9, 1)


@dataclass(frozen=True)
class Fact:
    kind: str
    happened_at: datetime


def told(*kinds: str) -> list[Fact]:
    return [Fact(kind, datetime(2026, 8, 1, tzinfo=UTC) + timedelta(days=n)) for n, kind in enumerate(kinds)]


@pytest.mark.parametrize("adult", [True, False])
@pytest.mark.parametrize("on", [OLD, NEW])
def test_the_grounds_are_those_that_the_law_of_the_day_accepts(adult, on):
    accepted = {code for code in grounds.codes() if compulsory.ground(code, adult=adult, on=on).value == code}
    assert {one.code for one in grounds.grounds(adult=adult, on=on)} == accepted != set()


@pytest.mark.parametrize(("code", "adult", "on", "article"), [
    ("NOT_REGISTERED", True, OLD, "Điều 32 khoản 1"), ("USED_IN_REHAB", False, OLD, "Điều 33 khoản 1 điểm b"),
    ("RELAPSE", True, OLD, "Điều 32 khoản 4"), ("RELAPSE", True, NEW, "Điều 35 khoản 1 điểm d"),
    ("RELAPSE", False, NEW, "Điều 36 khoản 1"), ("THIRD_BREACH", True, NEW, "Điều 47 khoản 4"),
])  # fmt: skip
def test_each_ground_names_its_article(code, adult, on, article):
    assert article in grounds.ground(code, adult=adult, on=on).citation


@pytest.mark.parametrize(
    ("code", "adult", "on"), [("RELAPSE", False, OLD), ("THIRD_BREACH", True, OLD), ("HUNGER", True, NEW), ("RELAPSE", True, date(2021, 1, 1))]
)
def test_a_ground_that_the_day_does_not_know_is_refused(code, adult, on):
    with pytest.raises(NoRuleInForce):
        grounds.ground(code, adult=adult, on=on)


@pytest.mark.parametrize(("code", "happened", "shown"), [
    ("NOT_REGISTERED", ("FOUND_DEPENDENT",), "FOUND_DEPENDENT"),
    ("NOT_REGISTERED", ("FOUND_DEPENDENT", "REGISTERED"), None),
    ("NOT_REGISTERED", ("REGISTERED", "FOUND_DEPENDENT"), "FOUND_DEPENDENT"),
    ("NOT_STARTED", ("REGISTRATION_DECIDED", "REHAB_STARTED"), None),
    ("SELF_TERMINATED", ("REHAB_STARTED", "LEFT_REHAB"), "LEFT_REHAB"),
    ("RELAPSE", ("FOUND_DEPENDENT",), None),
    ("RELAPSE", ("AFTERCARE_DECIDED", "FOUND_DEPENDENT"), "FOUND_DEPENDENT"),
    ("RELAPSE", ("AFTERCARE_DECIDED", "FOUND_DEPENDENT", "FOUND_NOT_DEPENDENT"), None),
    ("SUBSTITUTION_BROKEN_OFF", ("LEFT_REHAB",), None),
    ("SUBSTITUTION_BROKEN_OFF", ("TREATMENT_STARTED", "DOSES_MISSED"), "DOSES_MISSED"),
    ("THIRD_BREACH", ("BREACH_MINUTED", "REVIEWED", "BREACH_MINUTED"), "BREACH_MINUTED"),
    ("USED_IN_REHAB", (), None),
])  # fmt: skip
def test_what_shows_a_ground(code, happened, shown):
    found = grounds.shown(grounds.ground(code, adult=True, on=NEW), told(*happened))
    assert (found.kind if found else None) == shown


def test_the_clinics_letter_stands_in_for_the_determination_since_july_2026():
    asked = [grounds.ground("SUBSTITUTION_BROKEN_OFF", adult=True, on=on).needs_determination for on in (OLD, NEW)]
    assert asked == [True, False] and grounds.ground("RELAPSE", adult=True, on=NEW).needs_determination


def test_every_kind_is_a_fact():
    named = {kind for one in grounds.grounds(adult=True, on=NEW) for kind in (*one.shown_by, *one.undone_by, *one.after)}
    assert named <= set(FactKind.values)
