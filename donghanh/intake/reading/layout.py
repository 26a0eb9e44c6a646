"""Where the list begins on a sheet and which column is which: title rows above, one or two header rows, joined cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from donghanh.intake.reading.columns import BIRTHS, NAMES, TELLING, Column, recognise, recognise_below
from donghanh.intake.reading.extract import Cell, Row
from donghanh.kernel.text import tidy

# A list begins on the first page of its sheet.
LOOK_AT = 60
_FIRST_ROWS = 15
_LONGEST_TITLE = 120
_BELOW = " / "
# "Họ và tên" typed in the old one-byte fonts .VnTime (TCVN3) and VNI, read as Latin-1.
_OLD_FONTS = {"TCVN3": ("hä vµ tªn", "hä tªn", "hä, tªn"), "VNI": ("hoï vaø teân", "hoï teân", "hoï, teân")}


@dataclass(frozen=True, slots=True)
class Layout:
    """header_row: number of the lowest header row as Excel shows it. titles and columns: by zero-based column."""

    header_row: int
    titles: Mapping[int, str]
    columns: Mapping[int, Column]

    def title_of(self, *wanted: Column) -> str:
        """The title, in the file's own words, of the first of these columns that the list has; else our word for the first."""
        for column in wanted:
            for place, found in self.columns.items():
                if found is column:
                    return self.titles.get(place) or column.value
        return wanted[0].value

    def has(self, *wanted: Column) -> bool:
        """True where the list has one of these columns."""
        return any(column in wanted for column in self.columns.values())


def find(rows: Sequence[Row]) -> Layout | None:
    """The best header among the first rows, or None where no row names people: a name and something that tells who is meant."""
    found = [layout for index in range(len(rows)) for layout in _candidates(rows, index)]
    people = [layout for layout in found if _names_people(layout)]
    # A title right above a header adds nothing to it: among equals the single row wins, then the upper one.
    best = max(people, key=lambda layout: (_strength(layout), not _spans_two_rows(layout), -layout.header_row), default=None)
    return _name_in_parts(best, rows) if best else None


def _name_in_parts(found: Layout, rows: Sequence[Row]) -> Layout:
    """One title "Họ và tên" over two or three columns (joined cells, or nothing written beside it): the name stands in parts below it."""
    start = next((place for place, column in found.columns.items() if column is Column.FULL_NAME), None)
    if start is None:
        return found
    end = min((place for place in found.titles if place > start), default=start + 3)
    named = [row.cells for row in rows if row.number > found.header_row and _is_words(row.cells, start)]
    more = [place for place in range(start + 1, min(end, start + 3)) if 2 * sum(_is_words(cells, place) for cells in named) > len(named)]
    parts = {1: (Column.FAMILY, Column.GIVEN), 2: (Column.FAMILY, Column.MIDDLE, Column.GIVEN)}.get(len(more), (Column.FULL_NAME,))
    return replace(found, columns={**found.columns, **dict(zip([start, *more], parts, strict=True))})


def _is_words(cells: Sequence[Cell], place: int) -> bool:
    cell = cells[place] if place < len(cells) else None
    return isinstance(cell, str) and any(sign.isalpha() for sign in cell) and not any(sign.isdigit() for sign in cell)


def by_hand(rows: Sequence[Row], header_row: int, columns: Mapping[int, Column]) -> Layout:
    """The layout an officer set; titles come from the header row he names."""
    cells = next((row.cells for row in rows if row.number == header_row), [])
    return Layout(header_row, {place: title for place, cell in enumerate(cells) if (title := _title(cell))}, dict(columns))


def likely_titles(rows: Sequence[Row]) -> tuple[int, dict[int, str]]:
    """Number and texts of the row that looks most like a header, for an officer who names the columns himself; (0, {}) for none."""
    row = max(rows[:_FIRST_ROWS], key=lambda row: sum(1 for cell in row.cells if _title(cell)), default=None)
    return (row.number, {place: _title(cell) for place, cell in enumerate(row.cells)}) if row else (0, {})


def old_font(rows: Sequence[Row]) -> str:
    """ "TCVN3" or "VNI" where the header is typed in such a font, else ""."""
    texts = {tidy(cell).lower() for row in rows for cell in row.cells if isinstance(cell, str)}
    return next((font for font, titles in _OLD_FONTS.items() if any(title in text for text in texts for title in titles)), "")


def _candidates(rows: Sequence[Row], index: int) -> list[Layout]:
    upper = rows[index]
    one = {place: title for place, cell in enumerate(upper.cells) if (title := _title(cell))}
    found = [Layout(upper.number, one, _once({place: recognise(title) for place, title in one.items()}))]
    if index + 1 < len(rows) and rows[index + 1].number == upper.number + 1:
        two = _two_rows(one, rows[index + 1].cells)
        if two:
            found.append(Layout(rows[index + 1].number, *two))
    return found


def _two_rows(upper: dict[int, str], lower: Sequence[Cell]) -> tuple[dict[int, str], dict[int, Column]] | None:
    """Titles over two rows, or None where the second row is no header: it may speak only under titles that span several columns."""
    below = {place: title for place, cell in enumerate(lower) if (title := _title(cell))}
    if not upper or not below:
        return None
    starts = sorted(upper)
    width = max([*below, *upper], default=0) + 1
    spans = {start: range(start, following) for start, following in zip(starts, [*starts[1:], width], strict=True)}
    titles, columns = dict(upper), {start: recognise(upper[start]) for start in starts}
    told = 0
    for start, span in spans.items():
        children = [place for place in span if place in below]
        if not children:
            continue
        if len(span) == 1:
            return None
        siblings = tuple(below[place] for place in children)
        for place in children:
            columns[place] = recognise_below(upper[start], below[place], siblings=siblings)
            titles[place] = f"{upper[start]}{_BELOW}{below[place]}"
            told += columns[place] is not None
    return (titles, _once(columns)) if told else None


def _title(cell: Cell) -> str:
    return tidy(cell)[:_LONGEST_TITLE] if isinstance(cell, str) else ""


def _once(columns: Mapping[int, Column | None]) -> dict[int, Column]:
    """Each column once, the first from the left; "Tên" alone holds the full name."""
    kept: dict[int, Column] = {}
    for place in sorted(columns):
        column = columns[place]
        if column is not None and column not in kept.values():
            kept[place] = column
    if Column.FAMILY not in kept.values() and Column.FULL_NAME not in kept.values():
        kept = {place: Column.FULL_NAME if column is Column.GIVEN else column for place, column in kept.items()}
    return kept


def _names_people(layout: Layout) -> bool:
    return layout.has(*NAMES) and layout.has(*TELLING)


def _spans_two_rows(layout: Layout) -> bool:
    return any(_BELOW in title for title in layout.titles.values())


def _strength(layout: Layout) -> int:
    return sum(2 if column in NAMES | BIRTHS else 1 for column in layout.columns.values())
