"""How a province arranged the reports that its plans ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.programme.terms import Frequency
from donghanh.reports.filing import access, rules
from donghanh.reports.filing.queries import duties
from donghanh.reports.filing.rules import Arranged
from donghanh.reports.filing.terms import Level
from donghanh.reports.periods import Period


@dataclass(frozen=True, slots=True)
class ArrangedRow:
    """One obligation as it stands: who owes it, when its period of the year asked for is due and why, what was decided about it."""

    code: str
    plan: str
    name: str
    rhythm: str
    levels: frozenset[Level]
    names_districts: bool
    period: Period
    due: rules.Due
    last_year: int
    arranged: Arranged


def arrangements(actor: Actor, *, on: date) -> list[ArrangedRow]:
    """Every obligation of the province's plans, with its first period of this year. Raises MayNot without the right to reports."""
    made = []
    for one in duties.rules_of(access.seat(actor).province):
        period = rules.periods_of(one.asked.frequency, on.year)[0]
        due = rules.due(one.asked, period, one.arranged, inclusive=one.inclusive)
        about = (one.name, Frequency(one.asked.frequency).label, one.levels, one.names_districts, period, due, one.years[-1], one.arranged)
        made.append(ArrangedRow(one.asked.id, one.plan.number, *about))
    return made


def plan_heads(actor: Actor) -> list[tuple[str, str]]:
    """(id, number) of the plans of the reader's province that ask for reports. Raises MayNot without the right to reports."""
    found = {one.plan.id: one.plan.number for one in duties.rules_of(access.seat(actor).province)}
    return list(found.items())
