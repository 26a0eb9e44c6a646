"""What the cells of the Excel form say, in the words of the YAML. What cannot be understood goes on as it is, to be refused at its place."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from donghanh.kernel.text import fold, tidy
from donghanh.programme.exchange.sheets import REPEATED, Column, Kind
from donghanh.programme.reading import Words

_YES, _NO = ("co", "x", "1", "true"), ("khong", "0", "false")


class Values:
    """Cells as the YAML would say them. words: functions by their titles."""

    def __init__(self, words: Words) -> None:
        self._functions = {fold(one.title): one.code for one in words.functions}
        self._ways = {
            Kind.LINES: self._lines, Kind.CHOICE: self._choice, Kind.CHOICES: self._choices, Kind.FUNCTION: self._function,
            Kind.FUNCTIONS: self._many_functions, Kind.NUMBER: self._number, Kind.DAY: self._day, Kind.MONTH_DAY: self._month_day,
            Kind.FLAG: self._flag, Kind.PHASE: self._phase, Kind.PARTS: self._parts, Kind.READINGS: self._readings, Kind.ASSUMED: self._assumed,
        }  # fmt: skip

    def of(self, column: Column, cell: Any) -> Any:
        """The value of one cell; None: left empty."""
        if cell is None or (isinstance(cell, str) and not tidy(cell)):
            return None
        if column.key in REPEATED and column.kind is Kind.LINES:
            return self._text(cell)
        way = self._ways.get(column.kind)
        return way(cell, column) if way else self._text(cell)

    def _text(self, cell: Any) -> Any:
        return tidy(cell) if isinstance(cell, str) else (str(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell)

    def _lines(self, cell: Any, _column: Column) -> list[Any]:
        return [tidy(part) for part in str(self._text(cell)).replace("\n", ";").split(";") if tidy(part)]

    def _choice(self, cell: Any, column: Column) -> Any:
        kinds = column.choices.choices if column.choices else ()
        return next((code for code, label in kinds if fold(str(label)) == fold(tidy(str(cell))) or code == cell), cell)

    def _choices(self, cell: Any, column: Column) -> list[Any]:
        return [self._choice(part, column) for part in self._lines(cell, column)]

    def _function(self, cell: Any, _column: Column) -> str:
        word = str(self._text(cell))
        return self._functions.get(fold(word), word)

    def _many_functions(self, cell: Any, column: Column) -> list[str]:
        return [self._function(part, column) for part in self._lines(cell, column)]

    def _number(self, cell: Any, _column: Column) -> Any:
        text = tidy(cell).replace(",", ".") if isinstance(cell, str) else cell
        if isinstance(text, str):
            try:
                made = float(text)
            except ValueError:
                return cell
            return int(made) if made.is_integer() and abs(made) < 1e15 else made
        return text

    def _day(self, cell: Any, _column: Column) -> Any:
        if not isinstance(cell, str):
            return cell
        parts = re.split(r"[/.\-]", tidy(cell))
        try:
            numbers = [int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts))]
            return date(*numbers) if len(numbers) == 3 and numbers[0] > 99 else cell
        except (ValueError, OverflowError):
            return cell

    def _month_day(self, cell: Any, _column: Column) -> Any:
        if isinstance(cell, date):
            return f"{cell:%m-%d}"
        parts = str(self._text(cell)).split("/")
        return f"{parts[1]:0>2}-{parts[0]:0>2}" if len(parts) == 2 else str(cell)

    def _flag(self, cell: Any, _column: Column) -> Any:
        word = fold(tidy(str(cell)))
        return True if word in _YES else (False if word in _NO else cell)

    def _phase(self, cell: Any, column: Column) -> Any:
        parts = [tidy(part) for part in str(cell).rsplit("|", 2)]
        years = [self._number(part, column) for part in parts[1:]]
        return {"name": parts[0], "from_year": years[0], "to_year": years[1]} if len(parts) == 3 else str(cell)

    def _parts(self, cell: Any, column: Column) -> list[Any]:
        found: list[Any] = []
        for line in str(cell).splitlines():
            name, sign, number = line.rpartition("=")
            if tidy(line):
                found.append({"name": tidy(name), "value": self._number(number, column)} if sign else line)
        return found

    def _readings(self, cell: Any, _column: Column) -> list[Any]:
        found: list[Any] = []
        for line in str(cell).splitlines():
            parts = [tidy(part) for part in line.split("|", 2)]
            if tidy(line):
                found.append({"code": parts[0], "source": parts[1], "text": parts[2]} if len(parts) == 3 else line)
        return found

    def _assumed(self, cell: Any, column: Column) -> Any:
        return {"due_days": self._number(cell, column)}
