"""Where files stand and how long they wait, for a role that only counts: exact for the whole, guarded for each commune and body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from donghanh.base.places.queries import UnitRow
from donghanh.cases.pipeline import rules
from donghanh.cases.pipeline.rules import LATELY
from donghanh.cases.procedures.shape import UNDER_WAY
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.reports import access, territory
from donghanh.reports.counting import exactly
from donghanh.reports.disclosure import FORMS, HIDDEN, SMALL, STEP, Cell, Form, Shown, published
from donghanh.reports.territory import Territory

_COUNTED = frozenset(Procedure) - {Procedure.USER_MANAGEMENT, Procedure.DETERMINATION, Procedure.COMMUNE_EDUCATION, Procedure.MONITORING}
"""Procedures whose people indicators count at the end of a period, or as they complete (migrations/0005)."""
_FORMS = (Form(with_numerator=False, merges_zero=False), Form(with_numerator=False, merges_zero=True))


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune; cells in the order of Waiting.steps."""

    place: UnitRow
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files by step in a province. counts: exact totals of each procedure and step. steps, rows: one procedure, commune by commune, the steps
    at which a file waits; a step whose counts would give a small number away has hidden cells."""

    counts: dict[tuple[Procedure, Stage], int]
    steps: tuple[Stage, ...]
    rows: tuple[CommuneRow, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one court or health body takes. None: fewer than 8; no median of fewer is said.

    Counts are to the nearest 5, answers are those of the last 12 months. open: files that wait as people, those past the legal limit now as people
    reached; of few nothing is said of the limit, not even that none is past it, and for health bodies it is not asked.
    """

    body: str
    answered: int | None
    median_days: float | None
    open: Shown


def by_step(actor: Actor, *, procedure: Procedure | None, at: datetime, on: date) -> Waiting:
    """Files by step in the actor's province, and of one procedure in each commune. Raises MayNot, NotInReach. One counting statement."""
    area = _area(actor, on)
    found = _rows("select unit_id, procedure, step, files from reporting.step_totals(%s, %s)", area, at)
    totals: dict[tuple[Procedure, Stage], int] = {}
    cells: dict[tuple[Stage, int], int] = {}
    for unit_id, code, step, files in found:
        key = (Procedure(code), Stage(step))
        totals[key] = totals.get(key, 0) + files
        if code == procedure:
            cells[Stage(step), unit_id] = files
    told = [stage for stage in rules.steps_of(procedure) if tells_communes(procedure, stage)] if procedure else []
    steps = tuple(stage for stage in told if (procedure, stage) in totals)
    columns = [_column([cells.get((stage, place.id), 0) for place in area.communes]) for stage in steps]
    rows = tuple(CommuneRow(place, tuple(column[i] for column in columns)) for i, place in enumerate(area.communes)) if steps else ()
    return Waiting(totals, steps, rows)


def tells_communes(procedure: Procedure, stage: Stage) -> bool:
    """Whether communes are told of a step. Of those in rehabilitation, treatment and aftercare, and of those who completed it, the indicators tell
    communes, made safe together: a second table of the same people would be set against theirs. Of minors no commune is told (rule P2)."""
    if procedure is Procedure.COMPULSORY_MINOR:
        return False
    return procedure not in _COUNTED or (stage not in UNDER_WAY and not rules.is_closed(procedure, stage))


def courts(actor: Actor, *, at: datetime, on: date) -> list[Pace]:
    """Each court of the actor's province: median days from acceptance to decision, and how many wait, past the limit too. Raises as by_step."""
    found = list(_rows("select * from reporting.court_totals(%s, %s, %s) order by court", _area(actor, on), at - LATELY, at))
    return _paces([row[:3] for row in found], [Cell(waiting, late) for *_, waiting, late in found], FORMS)


def health_bodies(actor: Actor, *, at: datetime, on: date) -> list[Pace]:
    """Each health body that was asked for a determination from the actor's province: median days to its conclusion. Raises as by_step."""
    found = list(_rows("select * from reporting.health_totals(%s, %s) order by body", _area(actor, on), at - LATELY))
    return _paces([row[:3] for row in found], [Cell(waiting, 0) for *_, waiting in found], _FORMS)


def _paces(found: Sequence[tuple], waiting: Sequence[Cell], forms: Sequence[Form]) -> list[Pace]:
    """The exact number of files at a step stands on the page beside, so what waits is made safe as a table of communes is."""
    return [
        Pace(body, _said(answered), _median(middle, answered), shown)
        for (body, answered, middle), shown in zip(found, _safe(waiting, forms), strict=True)
    ]


def _area(actor: Actor, on: date) -> Territory:
    rights.require_verb(actor, "dossier.stuck")
    area = territory.of(actor.unit_id or 0, on=on)
    access.check_may_count(actor, area)
    return area


def _rows(sql: str, area: Territory, *values: object) -> Iterable[tuple]:
    return exactly(sql, [area.ids, *values])


def _column(files: list[int]) -> list[Shown]:
    """One step down the communes: steps have no file in common, so each is made safe by itself beside its own exact total."""
    return _safe([Cell(n, 0) for n in files], _FORMS)


def _safe(cells: Sequence[Cell], forms: Sequence[Form]) -> list[Shown]:
    form, rows = published(cells, among=forms)
    return rows if form else [HIDDEN] * len(cells)


def _said(n: int) -> int | None:
    """0, or from 8 on the nearest 5, as in every table below the province."""
    if 0 < n < SMALL:
        return None
    return (n + STEP // 2) // STEP * STEP


def _median(middle: float | None, answered: int) -> float | None:
    """In whole days. An average of fewer than 8 people says something of each of them (trust.md P1), and so do tenths from day to day."""
    return float(round(middle)) if middle is not None and answered >= SMALL else None
