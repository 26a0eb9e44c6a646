"""Reading what units owe for a year: the matrix of units and papers, one paper of one unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.base.places.models import Body
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.models import Target
from donghanh.programme.tasks import access
from donghanh.programme.tasks.models import Demand, Reminder, Submission
from donghanh.programme.tasks.queries._rows import visible
from donghanh.programme.tasks.terms import PaperKind


class Handed(StrEnum):
    """Where one unit's paper stands. A paper handed in late is late until it is approved or returned."""

    DUE = "DUE"
    MISSING = "MISSING"
    SUBMITTED = "SUBMITTED"
    LATE = "LATE"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version handed in. verdict: None while nobody has judged it."""

    id: UUID
    at: datetime
    by: str
    text: str
    attachment: tuple[UUID, str] | None
    is_approved: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's paper. days_late: of the first version, or until today where there is none. reminded: when last, and the words."""

    demand_id: UUID
    body_id: int
    body: str
    unit_id: int
    level: str
    state: Handed
    days_late: int
    reminded: tuple[datetime, str] | None
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class DemandRow:
    """What is owed, with the cell of every unit that the reader may know of."""

    id: UUID
    kind: PaperKind
    plan_id: str
    year: int
    title: str
    due_on: date
    keeper_id: int
    keeper: str
    cells: tuple[Cell, ...]

    @property
    def without_approved(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.state != Handed.APPROVED)

    @property
    def missing(self) -> tuple[Cell, ...]:
        """Units that handed nothing in after the last day."""
        return tuple(cell for cell in self.cells if cell.state == Handed.MISSING)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units × papers of a year. lines: (unit, level, its cell or None for each demand). may_demand: the reader asks units for papers."""

    year: int
    demands: tuple[DemandRow, ...]
    lines: tuple[tuple[str, str, tuple[Cell | None, ...]], ...]
    may_demand: bool


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One unit's paper. targets: what the plan wants of everybody, to be taken over into the unit's own plan."""

    demand: DemandRow
    cell: Cell
    targets: tuple[tuple[str, str], ...]
    may_submit: bool
    may_judge: bool


def matrix(actor: Actor, *, year: int, on: date) -> Matrix:
    """Every unit's papers of a year, of those the reader may know of. Raises MayNot."""
    access.check_may_read(actor)
    demands = _demands(actor, on, year=year)
    bodies = {cell.body_id: (cell.body, cell.level) for demand in demands for cell in demand.cells}
    by = {(cell.demand_id, cell.body_id): cell for demand in demands for cell in demand.cells}
    ordered = sorted(bodies.items(), key=lambda one: (one[1][1] == "COMMUNE", one[1][0]))
    lines = tuple((name, level, tuple(by.get((demand.id, body)) for demand in demands)) for body, (name, level) in ordered)
    return Matrix(year, tuple(demands), lines, holds(access.check_may_oversee, actor))


def owed(actor: Actor, *, on: date) -> list[tuple[DemandRow, Cell]]:
    """Papers that the actor's unit still owes, the most urgent first. Raises MayNot."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    found = [(demand, cell) for demand in _demands(actor, on) for cell in demand.cells if cell.body_id in own]
    open_ones = [one for one in found if one[1].state in (Handed.DUE, Handed.MISSING, Handed.RETURNED)]
    return sorted(open_ones, key=lambda one: one[0].due_on)


def paper(actor: Actor, demand_id: UUID, body_id: int, *, on: date) -> PaperSheet:
    """One unit's paper with its versions. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    found = [(demand, cell) for demand in _demands(actor, on, demand_id=demand_id) for cell in demand.cells if cell.body_id == body_id]
    access.found(found or None)
    demand, cell = found[0]
    own = access.own_bodies(actor)
    targets = Target.objects.filter(clause__plan_id=demand.plan_id).order_by("position").values_list("name", "printed") if demand.plan_id else ()
    waits = bool(cell.versions) and cell.versions[0].is_approved is None
    return PaperSheet(
        demand,
        cell,
        tuple(targets),
        may_submit=body_id in own and cell.state != Handed.APPROVED,
        may_judge=waits and demand.keeper_id in own and holds(access.check_may_oversee, actor),
    )


def demand(actor: Actor, demand_id: UUID, *, on: date) -> DemandRow:
    """What is owed, as far as the reader may know of it. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    found = _demands(actor, on, demand_id=demand_id)
    access.found(found or None)
    return found[0]


def _demands(actor: Actor, on: date, *, year: int | None = None, demand_id: UUID | None = None) -> list[DemandRow]:
    own = access.own_bodies(actor)
    found = Demand.objects.filter(visible(actor, own)).select_related("body").order_by("due_on", "made_at")
    found = found.filter(pk=demand_id) if demand_id else found
    kept = list(found.filter(year=year) if year else found)
    bodies = {b.pk: b for b in Body.objects.filter(pk__in={body for d in kept for body in d.bodies}).select_related("unit")}
    versions, reminded = _versions(kept), _reminded(kept)
    made = []
    for one in kept:
        all_seen = one.body_id in own or access.OVERSEE in actor.may
        seen = [bodies[body] for body in one.bodies if body != one.body_id and (all_seen or body in own)]
        cells = tuple(_cell(one, body, versions.get((one.pk, body.pk), ()), reminded.get((one.pk, body.pk)), on) for body in seen)
        about = (one.pk, PaperKind(one.kind), one.plan_id, one.year, one.title, one.due_on, one.body_id, one.body.name)
        made.append(DemandRow(*about, tuple(sorted(cells, key=lambda cell: (cell.level == "COMMUNE", cell.body)))))
    return made


def _versions(demands: list[Demand]) -> dict[tuple[UUID, int], tuple[VersionRow, ...]]:
    """(demand, body) → its versions, the newest first."""
    found = Submission.objects.filter(demand_id__in=[one.pk for one in demands]).select_related("attachment", "verdict")
    rows = list(found.defer("attachment__content").order_by("-made_at", "-id"))
    names = accounts.names_of({row.made_by for row in rows})
    made: dict[tuple[UUID, int], tuple[VersionRow, ...]] = {}
    for row in rows:
        verdict = getattr(row, "verdict", None)
        judged = (verdict.is_approved, verdict.reason) if verdict else (None, "")
        kept = (row.attachment.pk, row.attachment.title) if row.attachment else None
        version = VersionRow(row.pk, row.made_at, names.get(row.made_by, ""), row.text, kept, *judged)
        made[row.demand_id, row.body_id] = (*made.get((row.demand_id, row.body_id), ()), version)
    return made


def _reminded(demands: list[Demand]) -> dict[tuple[UUID, int], tuple[datetime, str]]:
    """(demand, unit) → its last reminder."""
    rows = Reminder.objects.filter(demand__in=[one.pk for one in demands]).order_by("made_at", "id")
    return {(one.demand_id, one.body_id): (one.made_at, one.note) for one in rows}


def _cell(demand: Demand, body: Body, versions: tuple[VersionRow, ...], reminded: tuple[datetime, str] | None, on: date) -> Cell:
    first = local_day(versions[-1].at) if versions else on
    late = max(0, (first - demand.due_on).days)
    return Cell(demand.pk, body.pk, body.name, body.unit_id, body.unit.level, _handed(versions, late), late, reminded, versions)


def _handed(versions: tuple[VersionRow, ...], late: int) -> Handed:
    if not versions:
        return Handed.MISSING if late else Handed.DUE
    if versions[0].is_approved is None:
        return Handed.LATE if late else Handed.SUBMITTED
    return Handed.APPROVED if versions[0].is_approved else Handed.RETURNED
