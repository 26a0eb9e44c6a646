"""How many people of a commune a plan's rule asks about: the cells of the indicators' own tables, so that this page says no more than theirs."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from donghanh.kernel.actor import Actor
from donghanh.programme.roadmap import access
from donghanh.programme.roadmap.queries import Candidate, Candidates, Road, Roadmap, candidates
from donghanh.programme.roadmap.rules import Told
from donghanh.programme.roadmap.terms import RuleKind
from donghanh.reports.care import ByCommune, by_commune
from donghanh.web.ui.helpers import so

ON_FILE, AFTER = "registered_treated", "aftercare_supported"
"""Whose denominators are people on file and people after rehabilitation: in each group of reports.at_end the table that tells the most."""
COUNTED_BY = {RuleKind.OVER: ON_FILE, RuleKind.WITH_AFTERCARE: AFTER, RuleKind.MOST_AFTERCARE: AFTER}
PEOPLE = (ON_FILE, AFTER)


def by_clause(actor: Actor, found: Roadmap, roads: list[Road], *, on: date) -> dict[str, Candidates]:
    """Clause → the communes that the rule of its step names, for every step whose rule asks for people. Raises MayNot."""
    asking = [road for road in roads if road.rule and road.rule.asks_people]
    told = _told(actor, found, on=on) if asking else {}
    return {road.clause.code: candidates(actor, found, road, told=told.get(COUNTED_BY[road.rule.kind], {})) for road in asking if road.rule}


def number(one: Candidate) -> str:
    """The people of a commune as the reader is told them."""
    people = one.people
    if people.number is None:
        return _("dưới 8")
    return so(people.number) if people.least == people.most else _("khoảng %(n)s") % {"n": so(people.number)}


def _told(actor: Actor, found: Roadmap, *, on: date) -> dict[str, dict[int, Told | None]]:
    """Indicator → commune → what is told; nothing for a reader who counts none of the plan's communes."""
    if not access.provinces_of(actor) or not any(one.id in actor.stat_unit_ids for one in found.area.today):
        return {}
    told = by_commune(actor, indicators=PEOPLE, on=on)
    return {code: _column(told, nth) for nth, code in enumerate(PEOPLE)}


def _column(told: ByCommune, nth: int) -> dict[int, Told | None]:
    return {unit: Told(told.rows[unit][nth].denominator, *ends) if ends else None for unit, ends in told.ranges(nth).items()}
