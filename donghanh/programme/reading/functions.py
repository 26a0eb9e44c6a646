"""Functions that plans give work to, and who holds them by date (plans/functions)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from donghanh import legal
from donghanh.kernel.text import tidy
from donghanh.programme.reading.files import day, made, once, unreadable

KEYS = "code title law holders"
CONFIDENCES = ("V", "S", "M")


@dataclass(frozen=True, slots=True)
class HoldingData:
    """Who holds a function between two days, inclusive. Either name or gap: the stated reason why nobody is known."""

    since: date | None
    until: date | None
    name: str
    gap: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class FunctionData:
    """A function. law: the law's own function, which answers from its first day on; empty where the plans alone name it."""

    code: str
    title: str
    law: str
    holdings: tuple[HoldingData, ...]


def read_functions(folder: Path) -> tuple[FunctionData, ...]:
    """Every function of the folder. Raises BadInput naming file, row and fault: days that overlap, a function the law does not know."""
    found: list[FunctionData] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            rows = yaml.safe_load(path.read_bytes()) or ()
        except (yaml.YAMLError, UnicodeDecodeError) as fault:
            raise unreadable(path, " ".join(str(fault).split())[:200]) from None
        found += made([(path, row) for row in rows], _function, keys=KEYS)
        once(path, "chức năng", (one.code for one in found))
    return tuple(found)


def _function(item: dict[str, Any]) -> FunctionData:
    law = tidy(item.get("law", ""))
    one = FunctionData(tidy(item["code"]), tidy(item["title"]), law, tuple(_holding(row) for row in item.get("holders", ())))
    first = min((row.since for row in legal.holders(everywhere=True) if row.function == law), default=None)
    if law and first is None:
        raise ValueError(f"bảng luật không có chức năng “{law}”")
    if not law and not one.holdings:
        raise ValueError("không có ai giữ: nêu chức năng của luật (law) hoặc holders")
    _check_days(one, first)
    return one


def _check_days(one: FunctionData, first_of_law: date | None) -> None:
    """Each day at most one row, in order; where the law answers, our own rows end before."""
    for before, after in zip(one.holdings, one.holdings[1:], strict=False):
        if before.until is None or after.since is None or after.since <= before.until:
            raise ValueError("các khoảng ngày chồng lên nhau hoặc không theo thứ tự")
    if first_of_law and any(row.until is None or row.until >= first_of_law for row in one.holdings):
        raise ValueError("bảng luật đã trả lời từ ngày đó; holders chỉ ghi những ngày trước")


def _holding(item: dict[str, Any]) -> HoldingData:
    row = HoldingData(
        since=day(item["since"]) if "since" in item else None,
        until=day(item["until"]) if "until" in item else None,
        name=tidy(item.get("name", "")),
        gap=tidy(item.get("gap", "")),
        source=tidy(item["source"]),
        confidence=str(item["confidence"]),
    )
    if bool(row.name) == bool(row.gap) or not row.source or row.confidence not in CONFIDENCES:
        raise ValueError("mỗi dòng phải có tên (name) hoặc lý do chưa rõ (gap), nguồn và mức tin V, S, M")
    if row.since and row.until and row.until < row.since:
        raise ValueError("ngày cuối trước ngày đầu")
    return row
