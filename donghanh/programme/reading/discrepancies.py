"""Where a print contradicts itself, is misprinted or leaves something open: both readings, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from donghanh.kernel.text import tidy
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


def discrepancy(item: dict[str, Any]) -> DiscrepancyData:
    """A row of `discrepancies`. Raises ValueError where it has fewer than two readings (a gap has none), or goes by one it does not have."""
    made = DiscrepancyData(
        code=tidy(item["code"]),
        kind=DiscrepancyKind(item["kind"]),
        clauses=tuple(tidy(code) for code in item["clauses"]),
        question=tidy(item["question"]),
        readings=tuple((tidy(one["code"]), tidy(one["text"]), tidy(one["source"])) for one in item.get("readings", ())),
        in_use=tidy(item["in_use"]),
        effect=tidy(item["effect"]),
        set_by=tidy(item.get("set_by", "")),
    )
    codes = [code for code, _text, _source in made.readings]
    is_gap = made.kind is DiscrepancyKind.GAP
    if is_gap != (not codes) or len(codes) == 1 or len(set(codes)) != len(codes) or OTHER in codes:
        raise ValueError("chỗ chưa đặt thì không có cách đọc; chỗ khác phải có ít nhất hai cách đọc khác nhau")
    if made.in_use and made.in_use not in codes:
        raise ValueError(f"đang theo cách đọc “{made.in_use}”, cách này không có trong readings")
    if is_gap != bool(made.set_by) or not made.clauses:
        raise ValueError("phải nêu khoản; chỗ chưa đặt phải nêu ai đặt (set_by)")
    return made
