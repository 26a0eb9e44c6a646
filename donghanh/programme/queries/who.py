"""Who holds the functions that plans name, on a day: the table of function-holders first, then the law, then what plans print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.base.places.models import Unit
from donghanh.base.places.queries.bodies import holders_among
from donghanh.kernel.actor import Actor
from donghanh.legal.model import Holder as LawHolder
from donghanh.programme import access
from donghanh.programme.models import Function, Holding


@dataclass(frozen=True, slots=True)
class Holder:
    """A function and who holds it on the day asked for.

    name empty: nobody is known, and gap says why; before: who held it last, with the last day, where that is known. source: article or paper.
    """

    code: str
    title: str
    name: str
    gap: str
    before: str
    before_until: date | None
    source: str
    confidence: str


def holders(actor: Actor, *, province: str, on: date) -> dict[str, Holder]:
    """Every function that plans name, by code, as it stands on this day in the province of this code. Raises MayNot."""
    access.check_may_read(actor)
    table = _table(province, on)
    by_law: dict[str, list[LawHolder]] = {}
    for row in legal.holders(everywhere=True):
        by_law.setdefault(row.function, []).append(row)
    found = Function.objects.prefetch_related("holdings").order_by("code")
    return {one.code: _of(one, table.get(one.law), by_law.get(one.law, []), on) for one in found}


def _table(province: str, on: date) -> dict[str, tuple[str, str, str]]:
    """What the dated table of the house says at this province: law function → (name where the body is known, article, confidence)."""
    unit = next((one for one in Unit.objects.filter(level=Unit.Level.PROVINCE, code=province, starts_on__lte=on) if _stands(one, on)), None)
    if unit is None:
        return {}
    found = holders_among(places.bodies_at(unit.id, on), places.ancestors(unit.id), on)
    return {row.function: (held.title if held else _words(row, on), row.citation, row.confidence) for row, held in found}


def _stands(unit: Unit, on: date) -> bool:
    return unit.ends_before is None or unit.ends_before > on


def _words(row: places.FunctionRow, on: date) -> str:
    """The kind of office, where the province has many of them: "Trưởng Công an cấp xã"."""
    found = (one for one in legal.holders(everywhere=True) if (one.body_kind, one.office) == (row.body_kind, row.office))
    return next((one.office_vi for one in found if one.stands(on)), "")


def _of(one: Function, held: tuple[str, str, str] | None, by_law: list[LawHolder], on: date) -> Holder:
    own = sorted(one.holdings.all(), key=lambda row: row.since or date.min)
    standing = next((row for row in by_law if row.stands(on)), None)
    if held is None and standing:
        held = (standing.office_vi, standing.citation, standing.confidence)
    if held and held[0]:
        return Holder(one.code, one.title, held[0], "", "", None, held[1], held[2])
    mine = next((row for row in own if _holds(row, on)), None)
    if mine and mine.name:
        return Holder(one.code, one.title, mine.name, "", "", None, mine.source, mine.confidence)
    before, until = _before(own, by_law, on)
    if mine:
        return Holder(one.code, one.title, "", mine.gap, before, until, mine.source, mine.confidence)
    return Holder(one.code, one.title, "", "Bảng thẩm quyền không nêu ai giữ việc này vào ngày đó.", before, until, "", "")


def _before(own: Iterable[Holding], by_law: Iterable[LawHolder], on: date) -> tuple[str, date | None]:
    """Who held it last before this day."""
    ended = [(row.until, row.name) for row in own if row.name and row.until and row.until < on]
    ended += [(row.until, row.office_vi) for row in by_law if row.until and row.until < on]
    until, name = max(ended, default=(None, ""))
    return name, until


def _holds(row: Holding, on: date) -> bool:
    return (row.since is None or row.since <= on) and (row.until is None or on <= row.until)
