"""What one table may show of communes to a role that only counts (trust rule P1). Pure; the reasoning stands in docs/explanation/numbers.md.

A cell of 1 to 7 is shown as "< 8", 0 as 0, 8 and more to the nearest 5. Because the province's exact total stands beside them, every
table is attacked before it is shown: from all that is published, what can be known of each commune's people, of those reached and of
those missed? Where a small number could be narrowed down, a coarser form of the table is tried, at last none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 8
STEP = 5
OPEN_END = 10**9


@dataclass(frozen=True, slots=True)
class Cell:
    """True numbers of one commune."""

    denominator: int
    numerator: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What is published of one commune; None: fewer than 8.

    is_hidden: nothing is said, not even "< 8". is_numerator_hidden: nothing is said of those reached, who may be many: this form of the
    table leaves them out so that no other number can be worked out.
    """

    denominator: int | None
    numerator: int | None
    is_hidden: bool = False
    is_numerator_hidden: bool = False


HIDDEN = Shown(None, None, is_hidden=True, is_numerator_hidden=True)


@dataclass(frozen=True, slots=True)
class Form:
    """How much a table says. merges_zero: 0 too stands as "< 8"."""

    with_numerator: bool
    merges_zero: bool


FORMS = (Form(True, False), Form(True, True), Form(False, False), Form(False, True))
"""From the one that says most to the one that says least."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the true cells, further totals beside it, the form chosen (None: withheld) and what is shown."""

    cells: tuple[Cell, ...]
    parts: tuple[int, ...]
    form: Form | None
    rows: tuple[Shown, ...]

    @property
    def is_withheld(self) -> bool:
        """True where no commune is shown."""
        return all(row.is_hidden for row in self.rows)

    @property
    def rank(self) -> int:
        """How little its form says; the number of forms for a table that is not shown."""
        return len(FORMS) if self.form is None else FORMS.index(self.form)


@dataclass(frozen=True, slots=True)
class Bounds:
    """All that the published table says of one commune: people, people reached, and the difference."""

    denominator: Range
    numerator: Range
    missing: Range


def published(cells: Sequence[Cell], *, parts: Sequence[int] = (), among: Sequence[Form] = FORMS) -> tuple[Form | None, list[Shown]]:
    """The fullest form (of `among`) of one table that gives no small number away, and its rows; (None, []) where every form would.

    parts: further totals of people printed beside the table (how many lack a decision …), each attacked like the people missed.
    Tables of a year and its halves are asked for together: `together.tables`.
    """
    people = sum(c.denominator for c in cells)
    for form in among:
        rows = [shown(cell, form) for cell in cells]
        unsaid, only = Form(False, form.merges_zero), [Shown(row.denominator, None) for row in rows]
        if is_safe(rows, form, people, sum(c.numerator for c in cells)) and all(is_safe(only, unsaid, people, people - n) for n in parts):
            return form, rows
    return None, []


def safe(cells: Sequence[Cell], *, parts: Sequence[int] = (), among: Sequence[Form] = FORMS, with_totals: bool = True) -> Table:
    """The fullest form (of `among`) of one table by itself, as `published`; with_totals False: the reader sees no total over the communes."""
    if with_totals:
        form, rows = published(cells, parts=parts, among=among)
    else:
        form = among[0] if among else None
        rows = [shown(cell, form) for cell in cells] if form else []
    return Table(tuple(cells), tuple(parts), form, tuple(rows) if form else (HIDDEN,) * len(cells))


def shown(cell: Cell, form: Form) -> Shown:
    """One commune in this form of the table."""
    denominator = _rounded(cell.denominator, merges_zero=form.merges_zero)
    if not form.with_numerator:
        return Shown(denominator, None, is_numerator_hidden=True)
    if denominator is None:
        return Shown(None, None)
    return Shown(denominator, _rounded(cell.numerator, merges_zero=form.merges_zero))


def is_safe(rows: Sequence[Shown], form: Form, denominator: int, numerator: int) -> bool:
    """True where a reader of the table and of both totals narrows no number of 1 to 7 down any further than that."""
    return not any(gives_away(one) for bounds in known(rows, form, denominator, numerator) for one in bounds)


def known(rows: Sequence[Shown], form: Form, denominator: int, numerator: int) -> list[tuple[Range, Range, Range]]:
    """For each commune the exact range in which its people, those reached and those missed must lie, given everything published.

    Each row is a set of difference constraints (people, reached, people − reached); sums of such sets are again such sets, so adding
    up ends is exact, not an estimate (tests compare it with full enumeration).
    """
    boxes = [box(row, form) for row in rows]
    totals = (denominator, numerator, denominator - numerator)
    low = [sum(_part(one, i)[0] for one in boxes) for i in range(3)]
    high = [sum(_part(one, i)[1] for one in boxes) for i in range(3)]
    found = []
    for one in boxes:
        own = [_part(one, i) for i in range(3)]
        left = [(totals[i] - (high[i] - own[i][1]), totals[i] - (low[i] - own[i][0])) for i in range(3)]
        found.append(closed(*[(max(own[i][0], left[i][0]), min(own[i][1], left[i][1])) for i in range(3)]))
    return found


def _rounded(value: int, *, merges_zero: bool) -> int | None:
    if value == 0 and not merges_zero:
        return 0
    return None if value < SMALL else (value + STEP // 2) // STEP * STEP


def _range(value: int | None, *, merges_zero: bool) -> Range:
    """What a published number can stand for."""
    if value is None:
        return (0 if merges_zero else 1, SMALL - 1)
    return (0, 0) if value == 0 else (max(SMALL, value - STEP // 2), value + STEP // 2)


def box(row: Shown, form: Form) -> Bounds:
    """What this row says by itself."""
    if row.is_hidden:
        return Bounds((0, OPEN_END), (0, OPEN_END), (0, OPEN_END))
    denominator = _range(row.denominator, merges_zero=form.merges_zero)
    unsaid = row.denominator is None or not form.with_numerator
    numerator = (0, denominator[1]) if unsaid else _range(row.numerator, merges_zero=form.merges_zero)
    return Bounds(*closed(denominator, numerator, (0, OPEN_END)))


def closed(d: Range, n: Range, m: Range) -> tuple[Range, Range, Range]:
    """The three ranges made as narrow as d − n = m makes them."""
    return (
        (max(d[0], n[0] + m[0]), min(d[1], n[1] + m[1])),
        (max(n[0], d[0] - m[1]), min(n[1], d[1] - m[0])),
        (max(m[0], d[0] - n[1]), min(m[1], d[1] - n[0])),
    )


def _part(box: Bounds, i: int) -> Range:
    return (box.denominator, box.numerator, box.missing)[i]


def gives_away(one: Range) -> bool:
    """True for a number known to lie in 1 to 7, and more narrowly than "< 8" says."""
    return one[0] >= 1 and one[1] < SMALL and one != (1, SMALL - 1)
