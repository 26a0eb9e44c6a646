"""One row of a list: what can be kept of it, and what is wrong with it, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from donghanh.intake.reading import cells, values
from donghanh.intake.reading.columns import Column
from donghanh.intake.reading.extract import Cell, Row
from donghanh.intake.reading.layout import Layout
from donghanh.kernel import citizen_id
from donghanh.kernel.errors import BadInput

READY, FAULTY, DUPLICATE = "READY", "FAULTY", "DUPLICATE"
_HOMES = {"PERMANENT": Column.PERMANENT, "TEMPORARY": Column.TEMPORARY, "CURRENT": Column.CURRENT}
_BIRTH_COLUMNS = (Column.BORN, Column.BORN_YEAR, Column.BORN_IF_MALE, Column.BORN_IF_FEMALE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell and how to mend it. value: the cell as it may be shown, half hidden."""

    row: int
    column: str
    value: str
    reason: str
    mend: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of a row until an official confirms it. homes: (kind, words); numbers: (kind, number)."""

    full_name: str
    sex: str
    birth_year: int
    born_on: date | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    homes: tuple[tuple[str, str], ...] = ()
    other_name: str = ""
    guardian_name: str = ""


@dataclass(slots=True)
class Checked:
    """A row with its verdict. draft is None where the row is faulty; notes are worth a look and hinder nothing.

    person_id: the record already kept that the row may be of.
    """

    sheet: str
    row: int
    cells: list[Cell]
    draft: Draft | None = None
    state: str = READY
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    person_id: str = ""


class RowChecker:
    """Checks the rows of one sheet. unit_names: folded names, without their kind, under which the chosen commune goes."""

    def __init__(self, layout: Layout, *, sheet: str, today: date, unit_names: frozenset[str]) -> None:
        self._layout, self._sheet, self._today, self._unit_names = layout, sheet, today, unit_names
        self._places = {column: place for place, column in layout.columns.items()}

    def check(self, row: Row) -> Checked:
        """The row's verdict; every fault is told, not only the first."""
        checked = Checked(self._sheet, row.number, row.cells)
        name = self._try(checked, self._name, Column.FULL_NAME, Column.FAMILY, Column.GIVEN)
        birth = self._try(checked, self._birth, *_BIRTH_COLUMNS)
        sex = self._try(checked, self._sex, Column.SEX, Column.IS_MALE, Column.IS_FEMALE, Column.BORN_IF_MALE)
        numbers = self._try(checked, self._numbers, Column.IDENTITY)
        other = self._try(checked, lambda one: values.optional_name(one(Column.OTHER_NAME)), Column.OTHER_NAME)
        guardian = self._try(checked, lambda one: values.optional_name(one(Column.GUARDIAN)), Column.GUARDIAN)
        homes = [(kind, self._try(checked, lambda one, c=column: self._home(one, c), column)) for kind, column in _HOMES.items()]
        self._try(checked, lambda one: values.unit(one(Column.UNIT), self._unit_names), Column.UNIT)
        if checked.faults:
            checked.state = FAULTY
            return checked
        kept = tuple((kind, words) for kind, words in homes if words)
        checked.draft = Draft(name, sex, birth.year, birth.on, tuple(numbers), kept, other, guardian)
        checked.notes = [*filter(None, [birth.note]), *_disagreements(checked.draft)]
        return checked

    def _try(self, checked: Checked, read: Callable[[Callable[[Column], Cell]], Any], *columns: Column) -> Any:
        """The value read, or None, with the fault told under the first of these columns that is filled."""

        def one(column: Column) -> Cell:
            place = self._places.get(column)
            return checked.cells[place] if place is not None and place < len(checked.cells) else None

        try:
            return read(one)
        except BadInput as wrong:
            column = next((column for column in columns if one(column) is not None), columns[0])
            title = self._layout.title_of(column, *columns)
            checked.faults.append(Fault(checked.row, title, values.half_hidden(column, one(column)), wrong.message, wrong.mend, self._sheet))
            return None

    def _name(self, one: Callable[[Column], Cell]) -> str:
        if one(Column.FULL_NAME) is not None:
            return values.full_name(one(Column.FULL_NAME))
        return values.full_name(*(one(column) for column in (Column.FAMILY, Column.MIDDLE, Column.GIVEN)))

    def _birth(self, one: Callable[[Column], Cell]) -> cells.Birth:
        if self._layout.has(Column.BORN_YEAR):
            return cells.birth_from_parts(one(Column.BORN_DAY), one(Column.BORN_MONTH), one(Column.BORN_YEAR), today=self._today)
        filled = [value for column in _BIRTH_COLUMNS if (value := one(column)) is not None]
        if not filled:
            raise BadInput("Thiếu ngày sinh hoặc năm sinh.", mend="Ghi ngày sinh 28/02/1991, hoặc chỉ năm: 1991.")
        if len(filled) > 1 and not self._layout.has(Column.BORN):
            raise BadInput("Năm sinh có ở cả cột Nam và cột Nữ.", mend="Chỉ ghi vào một cột.")
        return cells.birth(filled[0], today=self._today)

    def _sex(self, one: Callable[[Column], Cell]) -> str:
        told = set() if one(Column.SEX) is None else {cells.sex(one(Column.SEX))}
        for sex, mark, year in (("MALE", Column.IS_MALE, Column.BORN_IF_MALE), ("FEMALE", Column.IS_FEMALE, Column.BORN_IF_FEMALE)):
            if cells.marked(one(mark)) or one(year) is not None:
                told.add(sex)
        if len(told) > 1:
            raise BadInput("Vừa ghi nam vừa ghi nữ.", mend="Chỉ để lại một giới tính.")
        return told.pop() if told else "UNKNOWN"

    def _numbers(self, one: Callable[[Column], Cell]) -> list[tuple[str, str]]:
        value = one(Column.IDENTITY)
        found = [] if value is None else cells.numbers(value)
        if len({kind for kind, _ in found}) < len(found):
            raise BadInput("Có hai số cùng một loại giấy tờ.", mend="Giữ lại số của giấy tờ đang dùng.")
        return found

    def _home(self, one: Callable[[Column], Cell], column: Column) -> str:
        """The address in the file's words; the hamlet's own column goes to the first address column the list has."""
        first = next((each for each in _HOMES.values() if self._layout.has(each)), Column.PERMANENT)
        return values.home(one(Column.HAMLET) if column is first else None, one(column))


def _disagreements(draft: Draft) -> list[str]:
    """Where the 12-digit number tells another sex or year: a note, for numbers were given wrongly at times."""
    number = next((number for kind, number in draft.numbers if kind == "CITIZEN"), "")
    return citizen_id.disagreements(citizen_id.read(number), sex=draft.sex, birth_year=draft.birth_year) if number else []
