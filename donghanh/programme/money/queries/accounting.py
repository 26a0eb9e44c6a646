"""What each commune's money for rehabilitation at home and in the community bought: per case, and what nobody has accounted for yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from donghanh.base.places.models import Body
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.names import title_key
from donghanh.programme.money import access, rules
from donghanh.programme.money.models import EstimateLine
from donghanh.programme.money.queries import estimates, yearly
from donghanh.programme.money.terms import ACCEPTED, Purpose

COMMUNE = "commune_committee"


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune in a year, in đồng. cases: for which its accepted estimate asked money by the norm of rehabilitation at home and in the community,
    never people of files; None: it asked for none. allocated, spent: for rehabilitation. unsettled: paid for whatever purpose, no voucher yet."""

    body_id: int
    name: str
    cases: int | None
    allocated: int
    spent: int
    unsettled: int

    @property
    def allocated_per_case(self) -> int | None:
        return rules.per_case(self.allocated, self.cases)

    @property
    def spent_per_case(self) -> int | None:
        return rules.per_case(self.spent, self.cases)


@dataclass(frozen=True, slots=True)
class Accounting:
    """Every commune that the reader sees, by name. total: their sum; asking: that of the communes which asked for cases, which says what a case cost.

    The total has no cases: money of communes that asked for none bought no case.
    """

    year: int
    rows: tuple[CommuneRow, ...]
    total: CommuneRow
    asking: CommuneRow


def accounting(actor: Actor, *, year: int, on: date) -> Accounting:
    """The communes of the province for those over it, else the own one. Raises MayNot."""
    access.require_reader(actor)
    cells, cases = yearly.cells(actor, year), _cases(actor, year)
    bodies = Body.objects.filter(pk__in={cell.body_id for cell in cells} | set(cases), kind=COMMUNE)
    names = dict(bodies.values_list("id", "name")) | (dict(estimates.communes(actor, on)) if access.is_over(actor) else {})
    rows = [_row(pk, name, cases.get(pk), [cell for cell in cells if cell.body_id == pk]) for pk, name in names.items()]
    asking = [row for row in rows if row.cases]
    total, counted = _total(rows, cases=None), _total(asking, cases=sum(row.cases or 0 for row in asking) or None)
    return Accounting(year, tuple(sorted(rows, key=lambda row: title_key(row.name))), total, counted)


def _row(body_id: int, name: str, cases: int | None, cells: list[yearly.Cell]) -> CommuneRow:
    spent = yearly.add(cell for cell in cells if cell.purpose == Purpose.REHABILITATION)
    return CommuneRow(body_id, name, cases, spent.allocated, spent.spent, yearly.add(cells).unsettled)


def _total(rows: list[CommuneRow], *, cases: int | None) -> CommuneRow:
    allocated, spent, unsettled = (sum(getattr(row, name) for row in rows) for name in ("allocated", "spent", "unsettled"))
    return CommuneRow(0, "", cases, allocated, spent, unsettled)


def _cases(actor: Actor, year: int) -> dict[int, int]:
    """Body → cases of its accepted estimate."""
    lines = access.visible(actor, EstimateLine).filter(
        version__estimate__year=year, version__state__in=ACCEPTED, norm__form=Procedure.HOME_REHABILITATION
    )
    found: dict[int, int] = defaultdict(int)
    for body, quantity in lines.filter(purpose=Purpose.REHABILITATION).values_list("body_id", "quantity"):
        found[body] += quantity
    return dict(found)
