"""One cell, read as officers write it: dates, marks for sex, identity numbers. Raises BadInput; never guesses in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from donghanh.intake.reading.extract import Cell
from donghanh.kernel import citizen_id
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy

EARLIEST_YEAR = 1900
YOUNGEST = 12
# Day 1 of Excel's own count is 1 January 1900, and it believes in a 29 February 1900.
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(3_000, 60_000)
_DMY = re.compile(r"(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{4}|\d{2})", re.ASCII)
_YMD = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_MY = re.compile(r"(\d{1,2})[/.\-\s]+(\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4}|\d{2})", re.ASCII)
_DDMMYYYY = re.compile(r"(\d{1,2})(\d{2})(\d{4})", re.ASCII)
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d{1,2}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}", re.ASCII)
_MALE = frozenset({"nam", "m", "male", "trai", "nam gioi"})
_FEMALE = frozenset({"nu", "f", "female", "gai", "nu gioi"})
_MARKS = frozenset({"x", "v", "1", "+", "*", "co", "✓", "✔", "√", "☑", "☒", "o"})
_LIKE = "Ghi theo dạng 28/02/1991, hoặc chỉ năm: 1991."


@dataclass(frozen=True, slots=True)
class Birth:
    """on is None where only the year is known; note says what was left out."""

    on: date | None
    year: int
    note: str = ""


def text(value: Cell) -> str:
    """The cell as tidy text; a whole number without decimals, a date as dd/mm/yyyy, a missing cell as ""."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return tidy(str(value))


def birth(value: Cell, *, today: date) -> Birth:
    """Birth date or year: 5/3/88, 05.03.1988, 1988-03-05, 05031988, 3/1988, 1988, Excel's serial numbers and real dates.

    Day before month, as in Viet Nam. Two digits of a year: the latest year not after today; where that makes a person
    younger than 12 the century is asked for. 3/1988 and 00/00/1988 keep the year only and say so. Raises BadInput.
    """
    if isinstance(value, bool):
        raise BadInput("Không phải ngày.", mend=_LIKE)
    if isinstance(value, date):
        return _day(value.day, value.month, value.year, today)
    if isinstance(value, int | float):
        return _number(value, today)
    words = text(value)
    if _is_number(words) and len(words) <= 5:
        return _number(int(words), today)
    if match := _DMY.fullmatch(words) or _IN_WORDS.fullmatch(fold(words)) or (_DDMMYYYY.fullmatch(words) if len(words) == 8 else None):
        day, month, year = match.groups()
        return _day(int(day), int(month), _year(year, today), today)
    if match := _YMD.fullmatch(words):
        year, month, day = match.groups()
        return _day(int(day), int(month), int(year), today)
    if match := _MY.fullmatch(words):
        return _only_year(int(match[1]), int(match[2]), today)
    raise BadInput("Không đọc được ngày sinh.", mend=_LIKE)


def birth_from_parts(day: Cell, month: Cell, year: Cell, *, today: date) -> Birth:
    """The same from three cells of their own; day and month may be empty, then only the year is kept."""
    parts = [text(part) for part in (day, month, year)]
    if not all(_is_number(part) for part in parts if part) or not parts[2]:
        raise BadInput("Ngày, tháng, năm sinh phải là số." if parts[2] else "Thiếu năm sinh.", mend=_LIKE)
    full = _year(parts[2], today)
    if parts[0] and parts[1]:
        return _day(int(parts[0]), int(parts[1]), full, today)
    return Birth(None, _checked_year(full, today), "Chỉ giữ năm sinh vì thiếu ngày hoặc tháng." if parts[0] or parts[1] else "")


def sex(value: Cell) -> str:
    """ "MALE", "FEMALE", or "UNKNOWN" for an empty cell. Raises BadInput for anything else."""
    words = fold(text(value)).strip(". ")
    if not words:
        return "UNKNOWN"
    if words in _MALE:
        return "MALE"
    if words in _FEMALE:
        return "FEMALE"
    raise BadInput("Không rõ giới tính.", mend="Ghi Nam hoặc Nữ.")


def marked(value: Cell) -> bool:
    """True where a column "Nam" or "Nữ" carries a mark (x, 1, ✓ …) or its own word. Raises BadInput for other text."""
    words = fold(text(value)).strip(". ")
    if words in ("", "0", "-", "false"):
        return False
    if words in _MARKS or words in _MALE or words in _FEMALE or value is True:
        return True
    raise BadInput("Không rõ đánh dấu giới tính.", mend="Ghi x vào cột Nam hoặc cột Nữ.")


def numbers(value: Cell) -> list[tuple[str, str]]:
    """Identity numbers as (kind, number): CITIZEN of 12 digits, OLD_ID of 9, PASSPORT. Raises BadInput.

    A cell that Excel took for a number has lost the zeros in front: said, never put back by the machine.
    """
    if isinstance(value, float) or (isinstance(value, str) and _SCIENTIFIC.fullmatch(tidy(value))):
        raise BadInput("Excel đã rút gọn số này, các chữ số cuối bị mất.", mend="Đổi ô sang dạng chữ (Text) rồi nhập lại đủ các chữ số.")
    if isinstance(value, bool | date):
        raise BadInput("Không phải số giấy tờ.", mend="Nhập 12 chữ số như trên thẻ căn cước.")
    written = text(value).lstrip("'’‘`")
    return [_one_number(part, was_number=isinstance(value, int)) for part in re.split(r"[;/,|]", written) if part.strip()]


def _one_number(written: str, *, was_number: bool) -> tuple[str, str]:
    number = re.sub(r"[\s.\-]", "", written).upper()
    if _PASSPORT.fullmatch(number):
        return "PASSPORT", number
    if not _is_number(number):
        raise BadInput("Số giấy tờ có ký tự lạ.", mend="Chỉ ghi các chữ số như trên thẻ (số 0, không phải chữ O).")
    if len(number) == 12:
        return "CITIZEN", citizen_id.read(number).number
    if len(number) == 9:
        return "OLD_ID", citizen_id.read_old(number)
    if was_number and len(number) in (8, 10, 11):
        whole = 9 if len(number) == 8 else 12
        raise BadInput(
            f"Có {len(number)} chữ số; ô kiểu số làm mất số 0 ở đầu.",
            mend=f"So với thẻ; nếu đúng, đổi ô sang dạng chữ (Text) và ghi {'0' * (whole - len(number))} ở đầu cho đủ {whole} chữ số.",
        )
    raise BadInput(f"Có {len(number)} chữ số.", mend="Nhập đủ 12 chữ số của CCCD, hoặc 9 chữ số của CMND cũ.")


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit()


def _number(value: float, today: date) -> Birth:
    if not isfinite(value):
        raise BadInput("Không đọc được ngày sinh.", mend=_LIKE)
    if EARLIEST_YEAR <= value <= today.year and value == int(value):
        return Birth(None, int(value))
    if int(value) in _SERIALS:
        found = _EXCEL_ZERO + timedelta(days=int(value))
        return _day(found.day, found.month, found.year, today)
    if match := _DDMMYYYY.fullmatch(str(value)):
        return _day(*map(int, match.groups()), today)
    raise BadInput("Không đọc được ngày sinh.", mend=_LIKE)


def _year(digits: str, today: date) -> int:
    if len(digits) != 2:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    year -= 100 if year > today.year else 0
    if today.year - year < YOUNGEST:
        raise BadInput(f"Năm “{digits}” có thể là {year - 100} hoặc {year}.", mend="Ghi năm đủ bốn chữ số.")
    return year


def _day(day: int, month: int, year: int, today: date) -> Birth:
    _checked_year(year, today)
    if day == 0 and 0 <= month <= 12:
        return _only_year(month or 1, year, today)
    if not 1 <= month <= 12:
        raise BadInput(f"Không có tháng {month}.", mend="Ghi ngày trước, tháng sau: 28/02/1991.")
    try:
        born = date(year, month, day)
    except ValueError as error:
        raise BadInput(f"Tháng {month} không có ngày {day}.", mend=_LIKE) from error
    if born > today:
        raise BadInput("Ngày sinh ở tương lai.", mend="Kiểm tra lại giấy tờ gốc.")
    return Birth(born, year)


def _only_year(month: int, year: int, today: date) -> Birth:
    if not 1 <= month <= 12:
        raise BadInput(f"Không có tháng {month}.", mend=_LIKE)
    return Birth(None, _checked_year(year, today), "Chỉ giữ năm sinh vì thiếu ngày.")


def _checked_year(year: int, today: date) -> int:
    if not EARLIEST_YEAR <= year <= today.year:
        raise BadInput(f"Năm sinh {year} không dùng được.", mend=f"Ghi năm từ {EARLIEST_YEAR} đến {today.year}.")
    return year
