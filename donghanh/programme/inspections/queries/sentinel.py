"""Reading sentinel rounds: shares of each sample, and how they went on from the round before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from donghanh.kernel.actor import Actor
from donghanh.programme.inspections import access, rules
from donghanh.programme.inspections.models import Sentinel
from donghanh.programme.inspections.terms import Measure


@dataclass(frozen=True, slots=True)
class Value:
    """A measure in a round. share: per cent of the sample, None: not measured; change: points since the round before, None: not to be said."""

    measure: Measure
    share: Decimal | None
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round."""

    done_on: date
    sample: int
    values: tuple[Value, ...]
    paper: str


@dataclass(frozen=True, slots=True)
class SentinelRow:
    """A sentinel site with its rounds, the newest first."""

    site: str
    place: str
    rounds: tuple[RoundRow, ...]


def sentinels(actor: Actor) -> list[SentinelRow]:
    """Every sentinel site of the province, by place. One statement. Raises MayNot."""
    access.check_may_read(actor)
    found = Sentinel.objects.select_related("place").order_by("place__folded", "place_id", "site", "done_on")
    return [_site(list(rounds)) for _key, rounds in groupby(found, key=lambda one: (one.place_id, one.site))]


def _site(rounds: list[Sentinel]) -> SentinelRow:
    before = [None, *rounds[:-1]]
    rows = [RoundRow(one.done_on, one.sample, _values(one, last), one.paper) for one, last in zip(rounds, before, strict=True)]
    return SentinelRow(rounds[0].site, str(rounds[0].place), tuple(reversed(rows)))


def _values(one: Sentinel, before: Sentinel | None) -> tuple[Value, ...]:
    made = []
    for measure in Measure:
        share = rules.share(getattr(one, measure.value), one.sample)
        was = rules.share(getattr(before, measure.value), before.sample) if before else None
        made.append(Value(measure, share, share - was if share is not None and was is not None else None))
    return tuple(made)
