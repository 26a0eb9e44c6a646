"""All reading of communes: one row a commune with what it last said, its activities and classes of two years; one commune with its lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.kernel.actor import Actor
from donghanh.programme.communes import access, rules
from donghanh.programme.communes.models import Line
from donghanh.programme.communes.terms import Grade, LineKind, Move


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune. said_on: when it last confirmed its data or that it has nobody; activities: held in the year; grade None: not classed."""

    unit: UnitRow
    said_on: date | None
    is_nobody: bool
    is_using: bool
    activities: int
    grade: Grade | None
    before: Grade | None
    move: Move


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as its commune's page shows it. is_gone: taken back, why says so."""

    id: UUID
    kind: LineKind
    on: date
    name: str
    year: int | None
    grade: Grade | None
    document: str
    by: str
    at: datetime
    is_gone: bool
    why: str


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A commune's steering committee; words of models.Committee."""

    since: date
    document: str
    head: str
    members: tuple[str, ...]


def communes(actor: Actor, *, year: int, on: date) -> list[CommuneRow]:
    """The communes of the reader's places by code, with what was said until this day. Three statements. Raises MayNot."""
    access.check_may_read(actor)
    own = places.unit_row(actor.unit_id or 0)
    units = [own] if own.level == "COMMUNE" else [one for one in places.communes_of(own.id, on) if one.id in actor.stat_unit_ids]
    by_unit: dict[int, list[Line]] = defaultdict(list)
    for line in _standing(access.visible(actor).filter(on__lte=on)):
        by_unit[line.unit_id].append(line)
    return [_commune(one, by_unit[one.id], year, on) for one in units]


def lines(actor: Actor, unit_id: int) -> list[LineRow]:
    """The lines of one commune, the newest first. Raises MayNot, NotInReach."""
    access.commune(actor, unit_id)
    found = list(access.visible(actor).filter(unit_id=unit_id).order_by("-on", "-made_at", "-id")[:200])
    names = accounts.names_of({one.made_by for one in found})
    gone = {one.undoes_id: one.name for one in found if one.undoes_id}
    return [_line(one, names.get(one.made_by, ""), gone) for one in found if one.kind != LineKind.TAKEN_BACK]


def _standing(found) -> list[Line]:
    rows = list(found.order_by("on", "made_at", "id"))
    gone = {one.undoes_id for one in rows}
    return [one for one in rows if one.pk not in gone and one.kind != LineKind.TAKEN_BACK]


def _commune(unit: UnitRow, told: list[Line], year: int, on: date) -> CommuneRow:
    last = next((one for one in reversed(told) if one.kind in rules.SELF_SAID), None)
    held = sum(1 for one in told if one.kind == LineKind.ACTIVITY and one.on.year == year)
    grades = {one.year: Grade(one.grade) for one in told if one.kind == LineKind.CLASSED}
    now, before = grades.get(year), grades.get(year - 1)
    said_on = last.on if last else None
    return CommuneRow(
        unit, said_on, bool(last and last.kind == LineKind.NOBODY), rules.uses(said_on, on=on), held, now, before, rules.move(now, before)
    )


def _line(one: Line, by: str, gone: dict[UUID, str]) -> LineRow:
    grade = Grade(one.grade) if one.grade else None
    return LineRow(one.pk, LineKind(one.kind), one.on, one.name, one.year, grade, one.document, by, one.made_at, one.pk in gone, gone.get(one.pk, ""))


def committees(actor: Actor, *, on: date) -> dict[int, CommitteeRow]:
    """Commune → its steering committee that stands on this day. One statement. Raises MayNot."""
    rows = access.committees(actor).filter(starts_on__lte=on).order_by("starts_on", "made_at", "id")
    newest = {one.unit_id: one for one in rows}
    return {unit: CommitteeRow(one.starts_on, one.document, one.head, tuple(one.members)) for unit, one in newest.items() if not one.is_ended}
