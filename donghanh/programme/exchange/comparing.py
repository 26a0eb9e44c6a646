"""Two plans, or two versions of one, side by side in words: targets, dates, duties and the rest that came, went or changed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from donghanh.kernel.text import fold
from donghanh.programme.terms import Comparison, Frequency, Rhythm, StandsAs, Work

Row = dict[str, Any]


class What(StrEnum):
    """What became of a row."""

    ADDED = "thêm"
    GONE = "bỏ"
    CHANGED = "đổi"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs. part: "Chỉ tiêu"; label: which; details: what of it, each in words."""

    part: str
    what: What
    label: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """All differences in the order of the plans, and how many rows say the same in both."""

    changes: tuple[Change, ...]
    same: int

    def of(self, part: str) -> tuple[Change, ...]:
        """Those of one part."""
        return tuple(one for one in self.changes if one.part == part)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that differ."""
        return tuple(dict.fromkeys(one.part for one in self.changes))


def compare(before: Row, after: Row) -> Compared:
    """What `after` says otherwise than `before`; both as reading.content says them.

    Versions of one plan are laid beside each other by their codes. Of two different plans codes mean nothing to each other: rows are the same
    where their names are, written either way.
    """
    is_one = before["id"] == after["id"]
    changes, same = _head(before, after), 0
    for part in _PARTS:
        found, alike = _listed(part, before[part.key], after[part.key], by_code=is_one)
        changes, same = changes + found, same + alike
    return Compared(tuple(changes), same)


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    title: str
    code: Callable[[Row], str]
    name: Callable[[Row], str]
    fields: tuple[tuple[str, str, Callable[[Any], str]], ...]


def _listed(part: _Part, before: list[Row], after: list[Row], *, by_code: bool) -> tuple[list[Change], int]:
    key = part.code if by_code else lambda row: fold(part.name(row))
    old, changes, same = _keyed(before, key), [], 0
    for mark, row in _keyed(after, key).items():
        was = old.pop(mark, None)
        details = _details(part, was, row, with_name=by_code) if was else ()
        if was is None:
            changes.append(Change(part.title, What.ADDED, _label(part, row), tuple(_said(part, row))))
        elif details:
            changes.append(Change(part.title, What.CHANGED, _label(part, row), details))
        else:
            same += 1
    return changes + [Change(part.title, What.GONE, _label(part, row), tuple(_said(part, row))) for row in old.values()], same


def _keyed(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[tuple[str, int], Row]:
    """Rows by their mark; the second of one mark is laid beside the second."""
    found: dict[tuple[str, int], Row] = {}
    for row in rows:
        mark, n = key(row), 0
        while (mark, n) in found:
            n += 1
        found[mark, n] = row
    return found


def _details(part: _Part, was: Row, row: Row, *, with_name: bool) -> tuple[str, ...]:
    found = [f"tên từ “{part.name(was)}” thành “{part.name(row)}”"] if with_name and part.name(was) != part.name(row) else []
    for key, title, say in part.fields:
        if was.get(key) != row.get(key):
            found.append(f"{title} từ {say(was.get(key))} thành {say(row.get(key))}")
    return tuple(found)


def _said(part: _Part, row: Row) -> list[str]:
    return [f"{title}: {say(row[key])}" for key, title, say in part.fields[:4] if row.get(key) not in (None, "", [], False)]


def _label(part: _Part, row: Row) -> str:
    code = part.code(row)
    return f"{part.name(row)} ({row.get('clause') or code})" if code else part.name(row)


def _head(before: Row, after: Row) -> list[Change]:
    fields = (("number", "số", _text), ("issued_on", "ngày ban hành", _day), ("issuer", "cơ quan ban hành", _text), ("title", "tên", _text),
              ("from_year", "năm đầu", _text), ("to_year", "năm cuối", _text), ("phases", "giai đoạn", _phases))  # fmt: skip
    details = [f"{title} từ {say(before[key])} thành {say(after[key])}" for key, title, say in fields if before[key] != after[key]]
    for key, title in (("bases", "căn cứ"), ("recipients", "nơi nhận")):
        details += [f"thêm {title}: {one}" for one in after[key] if one not in before[key]]
        details += [f"bỏ {title}: {one}" for one in before[key] if one not in after[key]]
    return [Change("Kế hoạch", What.CHANGED, after["id"], tuple(details))] if details else []


def _text(value: Any) -> str:
    if value in (None, "", []):
        return "chưa đặt"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _number(value: Any) -> str:
    return f"{Decimal(str(value)).normalize():f}".replace(".", ",") if value is not None else "chưa đặt"


def _day(value: Any) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else "chưa đặt"


def _flag(value: Any) -> str:
    return "có" if value else "không"


def _of(kinds: Any) -> Callable[[Any], str]:
    return lambda value: f"“{kinds(value).label}”" if value else "chưa đặt"


def _many(value: Any) -> str:
    return ", ".join(map(str, value)) if value else "chưa đặt"


def _phases(value: Any) -> str:
    return "; ".join(f"{name} ({first}–{last})" for name, first, last in value) if value else "chưa đặt"


def _parts(value: Any) -> str:
    return "; ".join(f"{name} {_number(number)}" for name, number in value) if value else "không chia phần"


def _indicator(value: Any) -> str:
    return f"{value['indicator']}/{value['version']}" if value["indicator"] != "not_set" else "chưa đặt"


_PARTS = (
    _Part("targets", "Chỉ tiêu", lambda row: row["id"], lambda row: row["name"], (
        ("value", "số", _number), ("unit", "đơn vị", _text), ("due_on", "hạn", _day), ("comparison", "so sánh", _of(Comparison)),
        ("parts", "các phần", _parts), ("printed", "bản in", _text), ("is_striving", "phấn đấu", _flag), ("is_due_assumed", "hạn tạm hiểu", _flag),
        ("definition", "chỉ số", _indicator), ("clause", "khoản", _text), ("note", "ghi chú", _text))),
    _Part("clauses", "Khoản và việc", lambda row: row["code"], lambda row: row["name"], (
        ("functions", "việc của", _many), ("rhythm", "nhịp", _of(Rhythm)), ("stands_as", "là", _of(StandsAs)), ("work", "loại việc", _of(Work)),
        ("rhythm_note", "ghi chú nhịp", _text), ("meaning", "ý", _text), ("model", "mô hình", _text), ("why", "lý do không giao việc", _text))),
    _Part("roadmap", "Lộ trình", lambda row: "/".join((row["clause"], fold(row["what"]), fold(row["place"] or row["rule"]))),
          lambda row: f"{row['what']}, {row['place'] or row['rule'] or 'toàn tỉnh'}", (
        ("planned", "số", _number), ("from_year", "từ năm", _text), ("to_year", "đến năm", _text), ("note", "ghi chú", _text))),
    _Part("obligations", "Báo cáo", lambda row: row["id"], lambda row: f"{row['name']}, {Frequency(row['frequency']).label}", (
        ("recipient", "gửi", _text), ("due_days", "số ngày sau kỳ", _text), ("due_before", "trước ngày", _text),
        ("assumed_due_days", "số ngày tạm hiểu", _text))),
    _Part("models", "Mô hình", lambda row: row["code"], lambda row: row["name"], ()),
    _Part("discrepancies", "Chỗ chưa khớp", lambda row: row["code"], lambda row: row["question"], (
        ("kind", "loại", _text), ("in_use", "đang theo", _text), ("effect", "hệ thống làm", _text), ("set_by", "ai đặt", _text))),
)  # fmt: skip
