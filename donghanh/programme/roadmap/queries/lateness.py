"""Steps of a roadmap that were not ready on their last day: how many days late, and whose function it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.programme import queries as programme
from donghanh.programme.queries import Holder
from donghanh.programme.roadmap import access, rules
from donghanh.programme.roadmap.queries._rows import Road, Roadmap
from donghanh.programme.roadmap.queries.sites import SiteRow


@dataclass(frozen=True, slots=True)
class LateRow:
    """What was not ready on its last day (due). place: empty where the step counts without places. missing: how many of `planned` were not there.

    done_on: the day on which enough stood, None: not yet; days: late until then, or until the day asked for. owners: who holds the functions that
    the clause names, on the day asked for.
    """

    road: Road
    place: str
    planned: int
    missing: int
    due: date
    done_on: date | None
    days: int
    owners: tuple[Holder, ...]


def late(actor: Actor, found: Roadmap, *, on: date) -> tuple[LateRow, ...]:
    """Everything late on this day, in the order of the plan, what is still missing first within a step. Raises MayNot."""
    access.check_may_read(actor)
    held = programme.holders(actor, province=found.plan.province, on=on)
    made: list[LateRow] = []
    for road in found.roads:
        owners = tuple(held[code] for code in road.clause.functions if code in held)
        made += sorted(_of(road, owners, on), key=lambda row: (row.done_on is not None, -row.days))
    return tuple(made)


def _of(road: Road, owners: tuple[Holder, ...], on: date) -> Iterator[LateRow]:
    if road.to_year is None or not road.kinds or road.awaits_choice:
        return
    due = date(road.to_year, 12, 31)
    by_place = [(line.name, line.planned, len(line.reached), line.coming) for line in road.lines if line.planned is not None]
    whole = [("", sum(part.total or 0 for part in road.parts), sum(part.reached for part in road.parts), road.standing_now)]
    for place, planned, reached, later in by_place or whole:
        found = rules.lateness(due=due, missing=(planned or 0) - reached, later=_ready(road, later), on=on)
        if found:
            yield LateRow(road, place, planned or 0, (planned or 0) - reached, due, *found, owners)


def _ready(road: Road, sites: Iterable[SiteRow]) -> list[date]:
    """The day from which each of these counts: it opened, and was judged effective where the step wants that."""
    found = []
    for row in sites:
        judged = row.evaluation.on if road.wants_effective and row.evaluation else None
        if row.now.runs and row.now.opened_on:
            found.append(max(row.now.opened_on, judged) if judged else row.now.opened_on)
    return found
