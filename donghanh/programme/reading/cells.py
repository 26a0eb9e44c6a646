"""Reading one row item by item: what is wrong is noted with its place and mend, and the reading goes on to the next item."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.db.models import TextChoices

from donghanh.kernel.text import tidy
from donghanh.programme.reading.places import Fault, Row

C = TypeVar("C", bound=TextChoices)
FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST_NUMBER = Decimal("9999999999.99")


class Cells:
    """One row being read. what: the kind of row in words ("chỉ tiêu"); label: which one."""

    def __init__(self, row: Row, faults: list[Fault], *, what: str, keys: str) -> None:
        self.row, self._faults, self._what = row, faults, what
        self._before = len(faults)
        self.label = str(next((row.values[key] for key in ("id", "code", "clause", "what") if row.values.get(key)), ""))[:60]
        known = keys.split()
        for strange in row.values:
            if strange not in known:
                self.refuse(strange, f"không biết mục “{strange}”", f"Các mục có thể ghi: {', '.join(known)}.")

    @property
    def is_whole(self) -> bool:
        """True while nothing was wrong with this row."""
        return len(self._faults) == self._before

    def refuse(self, key: str, message: str, mend: str) -> None:
        """Note a fault at this item."""
        self._faults.append(Fault(self.row.place(key), f"{self._what} {self.label}: {message}".replace(" :", ":"), mend))

    def has(self, key: str) -> bool:
        """False, with a fault, where the item must be written and is not (empty counts as written: not set)."""
        if key not in self.row.values:
            self.refuse(key, f"thiếu mục “{self.row.name(key)}”", "Thêm mục này; chưa biết thì ghi null.")
        return key in self.row.values

    def words(self, key: str, longest: int, *, needed: bool = True) -> str:
        """Words, empty where none are needed and none are written."""
        if needed and not self.has(key):
            return ""
        value = self.row.values.get(key)
        text = self._text(key, value)
        if needed and value in (None, "") and text == "":
            self.refuse(key, f"mục “{self.row.name(key)}” để trống", "Ghi nội dung của mục này.")
        if len(text) > longest:
            self.refuse(
                key, f"mục “{self.row.name(key)}” dài {len(text)} ký tự, quá {longest}", "Ghi ngắn lại; phần còn lại ghi ở ghi chú hoặc khoản khác."
            )
        return text

    def many(self, key: str, *, longest: int = 400) -> tuple[str, ...]:
        """A list of words, empty where none is written."""
        value = self.row.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse(key, f"mục “{self.row.name(key)}” phải là danh sách", "Ghi từng mục trong ngoặc vuông, cách nhau dấu phẩy.")
            return ()
        found = tuple(self._text(key, one) for one in value)
        if any(not one or len(one) > longest for one in found):
            self.refuse(key, f"mục “{self.row.name(key)}” có dòng trống hoặc dài quá {longest} ký tự", "Ghi mỗi dòng một nội dung ngắn.")
        return found

    def items(self, key: str) -> list[Any]:
        """The items of a list of rows within this row, empty where none is written."""
        value = self.row.values.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self.refuse(key, f"mục “{self.row.name(key)}” phải là danh sách", "Mỗi dòng của danh sách bắt đầu bằng dấu gạch ngang.")
        return []

    def choice(self, key: str, kinds: type[C]) -> C | None:
        """One of these words, by its code."""
        if not self.has(key):
            return None
        return self.one_of(key, self.row.values[key], kinds)

    def one_of(self, key: str, value: Any, kinds: type[C]) -> C | None:
        """The kind of this code; a fault naming all of them where there is none."""
        if isinstance(value, str) and value in kinds.values:
            return kinds(value)
        every = ", ".join(f"{one.value} ({one.label})" for one in kinds)
        self.refuse(key, f"“{str(value)[:40]}” không phải giá trị của mục “{self.row.name(key)}”", f"Chọn một trong: {every}.")
        return None

    def whole(self, key: str, *, needed: bool = False) -> int | None:
        """A whole number not below zero; None: not set."""
        if needed and not self.has(key):
            return None
        value = self.row.values.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 2_000_000_000):
            return value
        self.refuse(
            key,
            f"“{str(value)[:40]}” không phải là số của mục “{self.row.name(key)}”",
            "Ghi số nguyên; chưa có số thì ghi null (trong Excel: để trống).",
        )
        return None

    def year(self, key: str, *, needed: bool = False) -> int | None:
        """A year; None: not set."""
        found = self.whole(key, needed=needed)
        if needed and found is None and key in self.row.values and self.row.values[key] is None:
            self.refuse(key, f"mục “{self.row.name(key)}” để trống", "Ghi năm, bốn chữ số.")
        if found is not None and not FIRST_YEAR <= found <= LAST_YEAR:
            self.refuse(key, f"năm {found} không dùng được", f"Ghi năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return found

    def number(self, key: str, value: Any) -> Decimal | None:
        """A number with at most two decimals; None: not set."""
        if value is None:
            return None
        try:
            made = Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None
            if made is not None and made.is_finite() and abs(made) <= LARGEST_NUMBER and made == round(made, 2):
                return made
        except InvalidOperation:
            pass
        self.refuse(key, f"“{str(value)[:40]}” không phải là số dùng được", "Ghi số có nhiều nhất hai chữ số thập phân; chưa có số thì để trống.")
        return None

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """A day; None: not set."""
        if needed and not self.has(key):
            return None
        value = self.row.values.get(key)
        if value is None and not needed:
            return None
        if isinstance(value, date) and not isinstance(value, datetime) and FIRST_YEAR <= value.year <= LAST_YEAR:
            return value
        why = f"“{str(value)[:40]}” không phải là ngày" if value is not None else f"mục “{self.row.name(key)}” để trống"
        self.refuse(key, why, "Ghi ngày như 2026-05-31 (trong Excel: ô kiểu ngày).")
        return None

    def flag(self, key: str) -> bool:
        """Yes or no; not written: no."""
        value = self.row.values.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(key, f"mục “{self.row.name(key)}” chỉ có hoặc không", "Ghi true hoặc false (trong Excel: có, hoặc để trống).")
        return False

    def _text(self, key: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str) and "\x00" not in value:
            return tidy(value)
        self.refuse(key, f"“{str(value)[:40]}” của mục “{self.row.name(key)}” phải là chữ", "Đặt trong dấu ngoặc kép.")
        return ""


def each(rows: Iterable[Row], make: Callable[[Row], Any | None]) -> list[Any]:
    """What could be made of the rows, in their order."""
    return [one for one in map(make, rows) if one is not None]
