"""Where a print contradicts itself, is misprinted or leaves something open: both readings, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.kernel.text import tidy
from donghanh.programme.reading.cells import Cells
from donghanh.programme.reading.places import Fault, Row
from donghanh.programme.terms import OTHER, DiscrepancyKind

KEYS = "code kind clauses question readings in_use effect set_by"


@dataclass(frozen=True, slots=True)
class DiscrepancyData:
    """One of them; words of models.Discrepancy. readings: (code, text, source)."""

    code: str
    kind: DiscrepancyKind
    clauses: tuple[str, ...]
    question: str
    readings: tuple[tuple[str, str, str], ...]
    in_use: str
    effect: str
    set_by: str


def discrepancy(row: Row, faults: list[Fault]) -> DiscrepancyData | None:
    """A row of `discrepancies`; None, with the faults, where it has fewer than two readings (a gap has none), or goes by one it does not have."""
    one = Cells(row, faults, what="chỗ chưa khớp", keys=KEYS)
    made = DiscrepancyData(
        code=one.words("code", 10),
        kind=one.choice("kind", DiscrepancyKind) or DiscrepancyKind.GAP,
        clauses=one.many("clauses", longest=20),
        question=one.words("question", 300),
        readings=_readings(one),
        in_use=one.words("in_use", 20, needed=False),
        effect=one.words("effect", 200),
        set_by=one.words("set_by", 40, needed=False),
    )
    if not one.is_whole:
        return None
    _check(one, made)
    return made if one.is_whole else None


def _check(one: Cells, made: DiscrepancyData) -> None:
    codes = [code for code, _text, _source in made.readings]
    is_gap = made.kind is DiscrepancyKind.GAP
    if is_gap != (not codes) or len(codes) == 1 or len(set(codes)) != len(codes) or OTHER in codes:
        why = "chỗ chưa đặt thì không có cách đọc; chỗ khác phải có ít nhất hai cách đọc khác nhau"
        one.refuse("readings", why, "Ghi đủ các cách đọc, mỗi cách một mã, hoặc đổi loại (kind).")
    if made.in_use and made.in_use not in codes:
        one.refuse("in_use", f"đang theo cách đọc “{made.in_use}”, cách này không có trong readings", "Chọn mã của một cách đọc, hoặc để trống.")
    if is_gap != bool(made.set_by) or not made.clauses:
        one.refuse("set_by", "phải nêu khoản; chỗ chưa đặt phải nêu ai đặt (set_by)", "Ghi chức năng có quyền đặt.")


def _readings(one: Cells) -> tuple[tuple[str, str, str], ...]:
    """(code, text, source) of each; a fault where one lacks a part."""
    found = []
    for value in one.items("readings"):
        parts = tuple(value.get(key) for key in ("code", "text", "source")) if isinstance(value, dict) else ()
        if len(parts) == 3 and all(isinstance(part, str) and part.strip() for part in parts) and set(value) == {"code", "text", "source"}:
            found.append(tuple(map(tidy, parts)))
        else:
            one.refuse("readings", "mỗi cách đọc phải có mục 'code', 'text', 'source'", "Ghi đủ ba mục, đều là chữ.")
    return tuple(found)
