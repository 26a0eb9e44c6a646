"""Files by step and times of answering, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.cases.pipeline import rules
from donghanh.cases.pipeline.queries import CourtFile, CourtPace, FileRow, HealthPace, Request, StepCount
from donghanh.cases.terms import Procedure, Stage
from donghanh.reports.disclosure import Shown
from donghanh.reports.waiting import Pace, Waiting, tells_communes
from donghanh.web.cases import sheets, words
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import so

SMALL = "< 8"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its count opens what is behind it. late: with a duty past its limit, "" where nobody says it."""

    name: str
    href: str
    n: int
    files: str
    late: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A file at a step: who and which, since when, what comes next and who owes it."""

    href: str
    number: str
    who: str
    since: datetime | None
    days: str
    task: str
    owner: str
    cite: str
    due: Due


@dataclass(frozen=True, slots=True)
class CourtLine:
    """A file past the legal limit at a court, named as far as its reader may."""

    name: str
    href: str
    days: str
    due_at: datetime | None


def commune(found: Sequence[StepCount], asked: Procedure | None) -> dict[str, Any]:
    """One's own files: tabs of procedures, the steps of the one chosen (else of the first that has files)."""
    totals: dict[Procedure, int] = {}
    for one in found:
        if not rules.is_closed(one.procedure, one.stage):
            totals[one.procedure] = totals.get(one.procedure, 0) + one.files
    procedure = asked or next((one for one in Procedure if totals.get(one)), Procedure.COMPULSORY)
    counts = {one.stage: one for one in found if one.procedure == procedure}
    steps = [_own_step(procedure, stage, counts.get(stage)) for stage in rules.steps_of(procedure)]
    return _page(procedure, steps, totals)


def _own_step(procedure: Procedure, stage: Stage, count: StepCount | None) -> Step:
    n, late = (count.files, count.late) if count else (0, 0)
    href = f"{reverse('pipeline:files')}?{_asked(procedure, stage)}" if n else ""
    return Step(str(stage.label), href, n, so(n), so(late) if late else "", rules.is_closed(procedure, stage))


def province(found: Waiting, asked: Procedure | None, stage: Stage | None) -> dict[str, Any]:
    """The province's exact totals, and each commune as a counting role may see it. stage: only this step's column."""
    totals: dict[Procedure, int] = {}
    for (procedure, one), n in found.counts.items():
        if not rules.is_closed(procedure, one):
            totals[procedure] = totals.get(procedure, 0) + n
    procedure = asked or next((one for one in Procedure if totals.get(one)), Procedure.COMPULSORY)
    steps = [_province_step(procedure, one, found.counts.get((procedure, one), 0)) for one in rules.steps_of(procedure)]
    places = [i for i, one in enumerate(found.steps) if stage in (None, one)]
    rows = [(row.place.title, [_cell(row.cells[i]) for i in places]) for row in found.rows if any(_is_told(row.cells[i]) for i in places)]
    heads = [(str(found.steps[i].label), "r") for i in places]
    about = {"heads": heads, "rows": rows, "left": len(found.rows) - len(rows) if places else 0, "is_asked": asked is not None, "stage": stage}
    about["is_whole"] = all(tells_communes(one, step) for one, step in found.counts if one == procedure)
    return _page(procedure, steps, totals) | about


def _province_step(procedure: Procedure, stage: Stage, n: int) -> Step:
    href = f"{reverse('pipeline:steps')}?{_asked(procedure, stage)}#theo-xa" if n and tells_communes(procedure, stage) else ""
    return Step(str(stage.label), href, n, so(n), "", rules.is_closed(procedure, stage))


def _page(procedure: Procedure, steps: list[Step], totals: dict[Procedure, int]) -> dict[str, Any]:
    every = reverse("pipeline:steps")
    shown = [one for one in Procedure if totals.get(one) or one == procedure]
    tabs = [{"name": sheets.SHORT[one], "href": f"{every}?{urlencode({'thu-tuc': one.value})}", "n": totals.get(one, 0)} for one in shown]
    most, steps = max((step.n for step in steps), default=0), [step for step in steps if step.n or not step.is_closed]
    return {"tabs": tabs, "procedure": procedure, "title": str(procedure.label), "short": sheets.SHORT[procedure], "steps": steps, "most": most}


def _asked(procedure: Procedure, stage: Stage) -> str:
    return urlencode({"thu-tuc": procedure.value, "buoc": stage.value})


def _is_told(cell: Shown) -> bool:
    return not cell.is_hidden and cell.denominator is not None and cell.denominator > 0


def _cell(cell: Shown) -> str:
    if cell.is_hidden:
        return _("không hiện")
    if cell.denominator is None:
        return SMALL
    return so(cell.denominator) if cell.denominator == 0 else f"≈ {so(cell.denominator)}"


def files(look: words.Look, request: HttpRequest, rows: Sequence[FileRow], procedure: str, size: int) -> dict[str, Any]:
    """The files behind a count, and the next page's key."""
    hidden = words.names_hidden(request)
    return {"rows": [_line(look, row, procedure, hidden=hidden) for row in rows[:size]], "after": rows[size - 1].number if len(rows) > size else ""}


def _line(look: words.Look, row: FileRow, procedure: str, *, hidden: bool) -> Line:
    who = words.person_line(look.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=hidden)
    href, duty = reverse("cases:case", args=[row.case_id]), row.duty
    if duty is None:
        return Line(href, row.number, who, row.since, _days(row.days), "", "", "", words.chip(look, None, "", None))
    on = words.day_of(duty.counted_from or row.since or look.at)
    owner = words.who_next(look, duty.function, duty.rule_id)
    cite = words.citation(duty.kind, duty.rule_id, on, procedure)
    due = words.clock(look, duty.function, duty.due_at, duty.rule_id, words.why_href(row.case_id, duty.kind))
    return Line(href, row.number, who, row.since, _days(row.days), words.task(duty.kind, on), owner, cite, due)


def times(request: HttpRequest, courts: Iterable[CourtPace], bodies: Iterable[HealthPace], asked: Iterable[Request]) -> dict[str, Any]:
    """Courts with the files past the limit, health bodies, and the requests with their three moments."""
    return {
        "courts": [(one, _court_name(one.court), _middle(one.median_days), [_court_line(file, request.at) for file in one.late]) for one in courts],
        "bodies": [(one, _middle(one.median_days)) for one in bodies],
        "requests": [(one, _days(one.days(request.at)), reverse("cases:case", args=[one.case_id]) if one.case_id else "") for one in asked],
    }


def _court_line(file: CourtFile, at: datetime) -> CourtLine:
    href = reverse("cases:case", args=[file.case_id]) if file.case_id else reverse("dossiers:passage", args=[file.passage_id])
    return CourtLine(file.number or file.summary, href, _days(file.days(at)), file.due_at)


def guarded(paces: Iterable[Pace]) -> list[tuple[str, str, str, str, str]]:
    """For a role that only counts: name, answered, median, waiting, past the limit."""
    return [(_court_name(one.body), _few(one.answered), _middle(one.median_days), _cell(one.open), _late(one.open)) for one in paces]


def _court_name(name: str) -> str:
    return name or _("Toà án không ghi tên (hồ sơ không gửi qua hệ thống)")


def _few(n: int | None) -> str:
    if n is None:
        return SMALL
    return so(n) if n == 0 else f"≈ {so(n)}"


def _late(cell: Shown) -> str:
    """Of few files nothing is said of the limit."""
    if cell.is_numerator_hidden or (cell.denominator is None and not cell.is_hidden):
        return _("không hiện")
    return _few(cell.numerator)


def _middle(days: float | None) -> str:
    return "–" if days is None else _("%(n)s ngày") % {"n": so(days, 0 if days == int(days) else 1)}


def _days(n: int) -> str:
    return _("%(n)s ngày") % {"n": so(n)}
