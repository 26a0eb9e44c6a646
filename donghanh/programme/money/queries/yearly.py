"""The year's sheet: estimated, allocated and paid by unit, source and purpose. Every total is the sum of the same cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.names import title_key
from donghanh.programme.money import access
from donghanh.programme.money.models import EstimateLine
from donghanh.programme.money.queries import estimates, ledger
from donghanh.programme.money.queries.ledger import FundRow
from donghanh.programme.money.terms import EstimateState, FundKind, Purpose


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit, source and purpose, in đồng. estimated: of the newest version that was sent."""

    body_id: int
    kind: FundKind
    purpose: Purpose
    estimated: int = 0
    approved: int = 0
    allocated: int = 0
    spent: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some cells. rate: paid of allocated, 0 to 1; None where nothing is allocated."""

    estimated: int = 0
    approved: int = 0
    allocated: int = 0
    spent: int = 0
    unsettled: int = 0

    @property
    def rate(self) -> float | None:
        return self.spent / self.allocated if self.allocated else None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A body with its sum. empty: purposes for which nothing is allocated to it."""

    body_id: int
    name: str
    sum: Sum
    empty: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """cells: of the chosen source and purpose. by_unit, by_kind and by_purpose each add up to total, to the đồng."""

    year: int
    cells: tuple[Cell, ...]
    total: Sum
    by_unit: tuple[UnitLine, ...]
    by_kind: tuple[tuple[FundKind, Sum], ...]
    by_purpose: tuple[tuple[Purpose, Sum], ...]
    funds: tuple[FundRow, ...]


NUMBERS = ("estimated", "approved", "allocated", "spent", "unsettled")


def sheet(actor: Actor, *, year: int, on: date, kind: FundKind | None = None, purpose: Purpose | None = None, body_id: int | None = None) -> Sheet:
    """The own body's sheet, or the province's for those over it; of one source, purpose or body where asked. Raises MayNot.

    A province's sheet has a line for every commune, so that one to which nothing is allocated is seen.
    """
    access.require_reader(actor)
    names = dict(estimates.communes(actor, on)) if access.is_over(actor) else {}
    found = cells(actor, year)
    names |= dict(Body.objects.filter(pk__in={cell.body_id for cell in found} - set(names)).values_list("id", "name"))
    every = [cell for cell in found if body_id in (None, cell.body_id)]
    chosen = [cell for cell in every if kind in (None, cell.kind) and purpose in (None, cell.purpose)]
    shown = {body_id: names.get(body_id, "")} if body_id else names
    wanted = [purpose] if purpose else list(Purpose)
    lines = [UnitLine(pk, name, add(c for c in chosen if c.body_id == pk), _empty(chosen, pk, wanted)) for pk, name in shown.items()]
    return Sheet(
        year=year,
        cells=tuple(chosen),
        total=add(chosen),
        by_unit=tuple(sorted(lines, key=lambda line: title_key(line.name))),
        by_kind=_grouped(chosen, FundKind, lambda cell: cell.kind),
        by_purpose=_grouped(chosen, Purpose, lambda cell: cell.purpose),
        funds=tuple(ledger.funds(actor, year=year)),
    )


def add(cells: Iterable[Cell]) -> Sum:
    """The sum of cells, number by number."""
    made = dict.fromkeys(NUMBERS, 0)
    for cell in cells:
        for name in NUMBERS:
            made[name] += getattr(cell, name)
    return Sum(**made)


def cells(actor: Actor, year: int) -> list[Cell]:
    """Every cell of a year that the reader sees. Raises MayNot."""
    found: dict[tuple[int, str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(NUMBERS, 0))
    lines = access.visible(actor, EstimateLine).filter(version__estimate__year=year)
    sent = lines.exclude(version__state__in=(EstimateState.DRAFT, EstimateState.RETURNED))
    for body, kind, purpose, amount, approved in sent.values_list("body_id", "fund_kind", "purpose", "amount", "approved"):
        cell = found[body, kind, purpose]
        cell["estimated"] += amount
        cell["approved"] += approved or 0
    for one in ledger.allocations(actor).filter(fund__year=year):
        row: Any = one
        cell = found[row.body_id, row.fund.kind, row.purpose]
        cell["allocated"] += int(row.amount + row.adjusted)
        cell["spent"] += int(row.spent)
        cell["unsettled"] += int(row.unsettled)
    return [Cell(body, FundKind(kind), Purpose(purpose), **numbers) for (body, kind, purpose), numbers in sorted(found.items())]


def _empty(cells: list[Cell], body_id: int, wanted: list[Purpose]) -> tuple[Purpose, ...]:
    given = {cell.purpose for cell in cells if cell.body_id == body_id and cell.allocated}
    return tuple(one for one in wanted if one not in given)


def _grouped(cells: list[Cell], kinds: Any, key: Callable[[Cell], Any]) -> tuple[Any, ...]:
    return tuple((one, add(cell for cell in cells if key(cell) == one)) for one in kinds if any(key(cell) == one for cell in cells))
