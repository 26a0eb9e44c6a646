"""A plan's file as data: read, checked whole, and refused with the place of the first fault. Pure: no database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.programme.terms import Comparison, Frequency, Source


@dataclass(frozen=True, slots=True)
class ClauseData:
    code: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TargetData:
    id: str
    clause: str
    name: str
    indicator: str
    population: str
    numerator: str
    denominator: str
    comparison: Comparison
    value: Decimal
    unit: str
    due_on: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class ObligationData:
    """One report owed at one frequency; id is the clause's row with the frequency."""

    id: str
    clause: str
    name: str
    frequency: Frequency
    recipient: str
    due_days: int | None
    assumed_due_days: int | None


@dataclass(frozen=True, slots=True)
class PlanData:
    """A whole plan. digest: SHA-256 of the file, so that the table can say which file it stands for."""

    id: str
    number: str
    issued_on: date
    issuer: str
    province: str
    title: str
    from_year: int
    to_year: int
    clauses: tuple[ClauseData, ...]
    targets: tuple[TargetData, ...]
    obligations: tuple[ObligationData, ...]
    digest: str


def read_plan(path: Path) -> PlanData:
    """The plan in this YAML file. Raises BadInput naming the file and what is missing or cannot be read; never half a plan."""
    try:
        raw = path.read_bytes()
        content = yaml.safe_load(raw)
        made = _plan(content, hashlib.sha256(raw).hexdigest())
    except FileNotFoundError:
        raise BadInput(f"Không có tệp kế hoạch “{path.name}”.", mend="Kiểm tra lại đường dẫn tới tệp.") from None
    except KeyError as missing:
        raise _unreadable(path, f"thiếu mục {missing}") from None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError, ArithmeticError, AttributeError) as fault:
        raise _unreadable(path, " ".join(str(fault).split())[:200]) from None
    codes = {clause.code for clause in made.clauses}
    parts: tuple[TargetData | ObligationData, ...] = (*made.targets, *made.obligations)
    for part in parts:
        if part.clause not in codes:
            raise _unreadable(path, f"{part.id} thuộc khoản {part.clause}, khoản này không có trong tệp")
    return made


def _unreadable(path: Path, why: str) -> BadInput:
    return BadInput(f"Tệp kế hoạch “{path.name}” không đọc được: {why}.", mend="Sửa tệp theo mẫu của plans/DN137.yaml.")


def _plan(content: dict[str, Any], digest: str) -> PlanData:
    return PlanData(
        id=tidy(content["id"]),
        number=tidy(content["number"]),
        issued_on=_day(content["issued_on"]),
        issuer=tidy(content["issuer"]),
        province=tidy(content["province"]),
        title=tidy(content["title"]),
        from_year=int(content["from_year"]),
        to_year=int(content["to_year"]),
        clauses=_each(content["clauses"], _clause),
        targets=_each(content["targets"], _target),
        obligations=tuple(one for item in content["obligations"] for one in _obligations(item)),
        digest=digest,
    )


def _each(items: list[dict[str, Any]], make: Callable[[dict[str, Any]], Any]) -> tuple[Any, ...]:
    return tuple(make(item) for item in items)


def _clause(item: dict[str, Any]) -> ClauseData:
    return ClauseData(tidy(item["code"]), tidy(item["meaning"]))


def _target(item: dict[str, Any]) -> TargetData:
    words = {key: tidy(item[key]) for key in ("id", "clause", "name", "indicator", "population", "numerator", "denominator", "unit")}
    return TargetData(
        **words,
        comparison=Comparison(item["comparison"]),
        value=Decimal(str(item["value"])),
        due_on=_day(item["due_on"]) if item.get("due_on") else None,
        source=Source(item["source"]),
    )


def _obligations(item: dict[str, Any]) -> list[ObligationData]:
    assumed = (item.get("assumed") or {}).get("due_days")
    return [
        ObligationData(
            id=f"{tidy(item['id'])}-{Frequency(frequency).value}",
            clause=tidy(item["clause"]),
            name=tidy(item["name"]),
            frequency=Frequency(frequency),
            recipient=tidy(item["recipient"]),
            due_days=item["due_days"],
            assumed_due_days=assumed,
        )
        for frequency in item["frequencies"]
    ]


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise ValueError(f"{value!r} không phải là ngày")
    return value
