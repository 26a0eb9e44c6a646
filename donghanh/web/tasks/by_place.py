"""Communes of a province in a year: whether their plan came, what targets fell to them, their committee, whether somebody looked; by district."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.base.places.queries.units import standing
from donghanh.kernel.errors import Cannot
from donghanh.programme.communes.queries import committees
from donghanh.programme.inspections import queries as inspections
from donghanh.programme.shares import queries as shares
from donghanh.programme.tasks import queries
from donghanh.programme.tasks.queries import Cell, Handed
from donghanh.programme.tasks.terms import PaperKind
from donghanh.web.tasks import presenters

DISTRICTS_UNTIL = date(2025, 6, 30)
"""The last day of districts."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A commune. plan: word and role of its plan's chip; cell None: no plan was asked for. targets: with a share for it. looked_on None: nobody.

    committee: head of its steering committee 138 that stands on the day; empty: none is written down.
    """

    name: str
    district: str
    plan: tuple[str, str]
    cell: Cell | None
    targets: int
    looked_on: date | None
    committee: str


@dataclass(frozen=True, slots=True)
class District:
    """Communes that lay in one district until mid-2025. plans, looked, committees: how many handed a plan in, were inspected, have a committee."""

    name: str
    rows: tuple[PlaceRow, ...]
    plans: int
    looked: int
    committees: int


def districts(request: HttpRequest, *, year: int, on: date) -> list[District]:
    """The communes of the reader's province. Raises Cannot for a post without a province, MayNot."""
    province = next((one for one in places.ancestors(request.actor.unit_id or 0) if one.level == "PROVINCE"), None)
    if province is None:
        raise Cannot(_("Trang này dành cho cán bộ cấp tỉnh."), mend=_("Vào bằng vai trò ở tỉnh."))
    communes = places.communes_of(province.id, on)
    names = _former([one.id for one in communes])
    plans = _plans(request, year, on)
    targets, looked = shares.inherited(request.actor, year=year), inspections.looked_at(request.actor, year=year)
    heads = {unit: row.head for unit, row in committees(request.actor, on=on).items()}
    rows = [
        _row(one.title, names.get(one.id, ""), plans.get(one.id), targets.get(one.id, 0), looked.get(one.id), committee=heads.get(one.id, ""))
        for one in communes
    ]
    rows.sort(key=lambda row: (row.district, row.name))
    return [_district(name, tuple(found)) for name, found in groupby(rows, key=lambda row: row.district)]


def _former(communes: Iterable[int]) -> dict[int, str]:
    """Commune of today → the districts it came from."""
    before = standing(communes, on=DISTRICTS_UNTIL, forward=False)
    parents = {kin.unit.parent_id for kins in before.values() for kin in kins if kin.unit.parent_id}
    above = {one: kin[0].unit.title for one, kin in standing(parents, on=DISTRICTS_UNTIL, forward=True).items() if kin}
    return {now: "; ".join(sorted({above[kin.unit.parent_id] for kin in kins if kin.unit.parent_id in above})) for now, kins in before.items()}


def _plans(request: HttpRequest, year: int, on: date) -> dict[int, Cell]:
    """Commune → the cell of the newest plan it owes for this year."""
    demands = [one for one in queries.matrix(request.actor, year=year, on=on).demands if one.kind == PaperKind.PLAN]
    return {cell.unit_id: cell for demand in demands for cell in demand.cells}


def _row(name: str, district: str, cell: Cell | None, targets: int, looked_on: date | None, *, committee: str) -> PlaceRow:
    plan = presenters.handed(cell) if cell else (_("chưa yêu cầu"), "neut")
    return PlaceRow(name, district, (str(plan[0]), plan[1]), cell, targets, looked_on, committee)


def _district(name: str, rows: tuple[PlaceRow, ...]) -> District:
    came = sum(row.cell is not None and row.cell.state in (Handed.SUBMITTED, Handed.LATE, Handed.APPROVED) for row in rows)
    return District(name, rows, came, sum(row.looked_on is not None for row in rows), sum(bool(row.committee) for row in rows))
