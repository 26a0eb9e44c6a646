"""A plan whole in words: its parts with who does each row, the roadmap, the matrix, and what is not right about the print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.queries import ClauseRow, DiscrepancyRow, Holder, Matrix, PlanRow, StepRow
from donghanh.programme.terms import DiscrepancyKind
from donghanh.web.ui.helpers import so

KINDS = {DiscrepancyKind.CONTRADICTION: "warn", DiscrepancyKind.MISPRINT: "neut", DiscrepancyKind.GAP: "info"}
WORDS = {
    DiscrepancyKind.CONTRADICTION: lazy("Bản in mâu thuẫn"),
    DiscrepancyKind.MISPRINT: lazy("Bản in sai"),
    DiscrepancyKind.GAP: lazy("Bản in để trống"),
}
LEAD = "rehabilitation_lead"
"""The function that every plan makes answerable for carrying it out."""
CONFIDENCE = {"V": _("đã đọc ở văn bản"), "S": _("đọc gián tiếp"), "M": _("chưa xác nhận")}


@dataclass(frozen=True, slots=True)
class Question:
    """A place where the print is not right, with its chip. words: in what way; state: how it stands now."""

    row: DiscrepancyRow
    words: str
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the plan. who: (name, whether nobody is known) of each function it names; questions: those that name it."""

    row: ClauseRow
    rhythm: str
    who: tuple[tuple[str, bool], ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    anchor: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the roadmap. planned: the number, or that it is not set."""

    where: str
    printed: str
    what: str
    planned: str
    is_open: bool
    years: str
    note: str


@dataclass(frozen=True, slots=True)
class Road:
    """The steps of one row, with what they add up to where every number is set."""

    line: Line
    steps: tuple[Step, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything of a plan but its targets. state, role: where the plan stands today. by_clause: the questions of a row.

    lead: who answers for carrying it out on the day shown; None where the plan names no lead agency.
    """

    state: str
    role: str
    parts: tuple[Part, ...]
    roads: tuple[Road, ...]
    models: tuple[tuple[str, tuple[ClauseRow, ...]], ...]
    questions: tuple[Question, ...]
    by_clause: dict[str, tuple[Question, ...]]
    lead: Holder | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A function with who holds it; cells: how many rows in each part."""

    holder: Holder
    who: str
    note: str
    confidence: str
    cells: tuple[int, ...]
    total: int


def of(plan: PlanRow, *, matrix: Matrix, steps: Sequence[StepRow], questions: Iterable[DiscrepancyRow], closed_on: date | None = None) -> Whole:
    """The whole plan as its page shows it. closed_on: the day of its final review."""
    asked = tuple(question(one) for one in questions)
    by_clause = {row.code: tuple(one for one in asked if row.code in one.row.clauses) for row in matrix.rows}
    lines = {row.code: _line(row, matrix, by_clause[row.code]) for row in matrix.rows}
    parts = tuple(Part(_part(code), f"phan-{code or 'ca'}", tuple(lines[row.code] for row in rows)) for code, rows in _by_part(matrix.rows))
    roads = tuple(_road(lines[code], tuple(found)) for code, found in groupby(steps, key=lambda one: one.clause))
    names = dict.fromkeys(row.model for row in matrix.rows if row.model)
    models = tuple((name, tuple(row for row in matrix.rows if row.model == name)) for name in names)
    lead = next((one for one in matrix.holders if one.code == LEAD), None)
    return Whole(*state(plan, matrix.on, closed_on=closed_on), parts, roads, models, asked, by_clause, lead)


def table(matrix: Matrix) -> tuple[tuple[str, ...], tuple[MatrixRow, ...]]:
    """The matrix: heads of its parts, and a row a function; one function asked for stands alone."""
    chosen = [one for one in matrix.holders if matrix.function in ("", one.code)]
    return tuple(_part(part, short=True) for part in matrix.parts), tuple(_matrix_row(one, matrix) for one in chosen)


def question(row: DiscrepancyRow) -> Question:
    """A question with its chip and how it stands."""
    if row.decided:
        state = _("Tỉnh đã quyết định cách đọc")
    elif row.goes_by:
        state = _("Đang đọc theo một cách, chưa ai quyết định")
    else:
        state = _("Chưa đặt")
    return Question(row, str(WORDS[row.kind]), KINDS[row.kind], state)


def named(rows: Iterable[ClauseRow], about: DiscrepancyRow) -> list[ClauseRow]:
    """The rows that a question names, in the order of the plan."""
    return [row for row in rows if row.code in about.clauses]


def who(holder: Holder) -> str:
    """Who holds it, or that nobody is known."""
    return holder.name or _("chưa rõ ai")


def note(holder: Holder) -> str:
    """Why nobody is known, and who it was before; empty where somebody is."""
    if holder.name:
        return ""
    before = _(" Trước đó: %(who)s, đến %(day)s.") % {"who": holder.before, "day": _day(holder.before_until)} if holder.before_until else ""
    return f"{holder.gap}{before}"


def _matrix_row(one: Holder, matrix: Matrix) -> MatrixRow:
    cells = tuple(matrix.counts.get((one.code, part), 0) for part in matrix.parts)
    return MatrixRow(one, who(one), note(one), CONFIDENCE.get(one.confidence, "") if one.name else "", cells, sum(cells))


def _line(row: ClauseRow, matrix: Matrix, questions: tuple[Question, ...]) -> Line:
    held = [matrix.of(code) for code in row.functions]
    rhythm = ", ".join(word for word in (row.rhythm.label, row.rhythm_note) if word)
    names = [(one.name, False) if one.name else (_("%(function)s: chưa rõ ai") % {"function": one.title}, True) for one in held]
    return Line(row, rhythm, tuple(dict.fromkeys(names)), questions)


def _road(line: Line, found: tuple[StepRow, ...]) -> Road:
    numbers = [one.planned for one in found]
    same = len({one.what for one in found}) == 1 and len(found) > 1
    total = so(sum(n for n in numbers if n is not None)) if same and None not in numbers else ""
    return Road(line, tuple(_step(one) for one in found), total)


def _step(one: StepRow) -> Step:
    printed = _("in: %(name)s") % {"name": one.place_printed} if one.place_printed else ""
    planned = _("chưa đặt") if one.planned is None else so(one.planned)
    return Step(one.place or one.rule or _("nơi chưa đặt"), printed, one.what, planned, one.planned is None, _years(one), one.note)


def _years(one: StepRow) -> str:
    if one.from_year and one.to_year:
        return str(one.to_year) if one.from_year == one.to_year else f"{one.from_year}–{one.to_year}"
    return _("từ %(year)s") % {"year": one.from_year} if one.from_year else _("chưa đặt")


def _by_part(rows: Iterable[ClauseRow]) -> list[tuple[str, list[ClauseRow]]]:
    return [(code, list(found)) for code, found in groupby(rows, key=lambda row: row.part)]


def _part(code: str, *, short: bool = False) -> str:
    words = {"": _("Cả kế hoạch"), "0": _("Mở đầu"), "R": _("Nơi nhận")}
    return words.get(code) or (code if short else _("Phần %(code)s") % {"code": code})


def state(plan: PlanRow, on: date, *, closed_on: date | None) -> tuple[str, str]:
    """Where a plan stands on a day, and the role of its chip: past its last year a final review is due until one was held."""
    if on < plan.issued_on:
        return _("Chưa ban hành"), "neut"
    if on.year <= plan.to_year:
        return _("Đang thực hiện"), "info"
    if closed_on and closed_on.year >= plan.to_year:
        return _("Đã tổng kết ngày %(day)s") % {"day": _day(closed_on)}, "neut"
    return _("Đã hết thời gian, 31/12/%(year)s: đến hạn tổng kết") % {"year": plan.to_year}, "warn"


def _day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else ""
