"""Indicators as data: how a target is counted, in words and by facts. Read and checked from plans/indicators/. Pure: no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.programme.terms import Counting, PeriodLogic, Reduction, Source


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator. version: raised with every change of the counting.

    missing_fact: what nobody records yet, recorded_by: who must; both set exactly where source is partial or missing.
    """

    indicator: str
    version: int
    population: str
    numerator: str
    denominator: str
    counting: Counting
    period_logic: PeriodLogic
    source: Source
    missing_fact: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Change:
    """How an earlier version counted, and up to which day it was in use."""

    version: int
    until: date
    what: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition with its name, unit and earlier versions, the newest of them first. reduces: which of the three it tells of, None: of none."""

    name: str
    unit: str
    definition: Definition
    history: tuple[Change, ...]
    reduces: Reduction | None = None


FOLDER = Path(__file__).resolve().parents[2] / "plans" / "indicators"


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator of the house by its code, in the order of the files. Read once a process."""
    return {item["code"]: _indicator(path, item) for path in sorted(FOLDER.glob("*.yaml")) for item in _items(path)}


def named(code: str) -> Indicator:
    """The indicator with this code. Raises BadInput for an unknown one."""
    if code not in catalogue():
        raise BadInput(f"Không có chỉ số “{code[:40]}”.", mend="Chọn chỉ số từ danh sách.", field="indicator")
    return catalogue()[code]


def read_all(folder: Path) -> dict[str, Definition]:
    """Every definition of the folder by its code. Raises BadInput naming the file and the fault: one code twice, a word it does not know."""
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yaml")):
        for item in _items(path):
            made = _made(path, item)
            if made.indicator in found:
                raise _unreadable(path, f"chỉ số “{made.indicator}” ghi hai lần")
            found[made.indicator] = made
    return found


def _items(path: Path) -> list[dict[str, Any]]:
    try:
        return list(yaml.safe_load(path.read_bytes()) or ())
    except (yaml.YAMLError, UnicodeDecodeError, TypeError) as fault:
        raise _unreadable(path, " ".join(str(fault).split())[:200]) from None


def _indicator(path: Path, item: dict[str, Any]) -> Indicator:
    made = _made(path, item)
    told = [Change(int(one["version"]), one["until"], tidy(one["what"])) for one in item.get("history", ())]
    if [one.version for one in told] != list(range(1, made.version)):
        raise _unreadable(path, f"chỉ số “{made.indicator}” phải kể đủ các bản trước bản {made.version} (history)")
    reduces = Reduction(item["reduces"]) if "reduces" in item else None
    return Indicator(tidy(item["name"]), tidy(item["unit"]), made, tuple(reversed(told)), reduces)


def _made(path: Path, item: dict[str, Any]) -> Definition:
    try:
        made = Definition(
            indicator=tidy(item["code"]),
            version=int(item["version"]),
            population=tidy(item["population"]),
            numerator=tidy(item["numerator"]),
            denominator=tidy(item["denominator"]),
            counting=Counting(item["counting"]),
            period_logic=PeriodLogic(item["period"]),
            source=Source(item["source"]),
            missing_fact=tidy(item.get("missing_fact", "")),
            recorded_by=tidy(item.get("recorded_by", "")),
        )
    except KeyError as missing:
        raise _unreadable(path, f"thiếu mục {missing}") from None
    except (TypeError, ValueError, AttributeError) as fault:
        raise _unreadable(path, " ".join(str(fault).split())[:200]) from None
    must_say = made.source in (Source.PARTIAL, Source.MISSING)
    if bool(made.missing_fact) != must_say or bool(made.recorded_by) != must_say:
        raise _unreadable(path, f"chỉ số “{made.indicator}” phải nêu sự việc còn thiếu và ai ghi (missing_fact, recorded_by) khi chưa tính được đủ")
    return made


def _unreadable(path: Path, why: str) -> BadInput:
    return BadInput(f"Tệp chỉ số “{path.name}” không đọc được: {why}.", mend="Sửa tệp theo mẫu của plans/indicators/people.yaml.")
