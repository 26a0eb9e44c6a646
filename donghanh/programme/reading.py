"""A plan's file as data: read, checked whole, and refused with the place of the first fault. Pure: no database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.programme import definitions
from donghanh.programme.definitions import Definition
from donghanh.programme.terms import Comparison, Frequency


@dataclass(frozen=True, slots=True)
class ClauseData:
    code: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TargetData:
    """A target with the definition of its indicator (programme/definitions.py)."""

    id: str
    clause: str
    name: str
    printed: str
    comparison: Comparison
    value: Decimal | None
    unit: str
    parts: tuple[tuple[str, str], ...]
    due_on: date | None
    is_due_assumed: bool
    is_striving: bool
    note: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class ObligationData:
    """One report owed at one frequency; id is the clause's row with the frequency."""

    id: str
    clause: str
    name: str
    frequency: Frequency
    recipient: str
    due_days: int | None
    due_before: str
    assumed_due_days: int | None


@dataclass(frozen=True, slots=True)
class PlanData:
    """A whole plan. digest: SHA-256 of the file and of the indicators it names, so that the table can say what it stands for."""

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
    """The plan in this YAML file, with the indicators of the folder `indicators` beside it.

    Raises BadInput naming the file and what is missing or cannot be read; never half a plan.
    """
    known = definitions.read_all(path.parent / "indicators")
    try:
        raw = path.read_bytes()
        made = _plan(yaml.safe_load(raw), known, hashlib.sha256(raw).hexdigest())
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


def _plan(content: dict[str, Any], known: dict[str, Definition], digest: str) -> PlanData:
    targets = tuple(_target(item, known) for item in content["targets"])
    used = sorted({repr(target.definition) for target in targets})
    return PlanData(
        id=tidy(content["id"]),
        number=tidy(content["number"] or ""),
        issued_on=_day(content["issued_on"]),
        issuer=tidy(content["issuer"]),
        province=tidy(content["province"]),
        title=tidy(content["title"]),
        from_year=int(content["from_year"]),
        to_year=int(content["to_year"]),
        clauses=tuple(_clause(item) for item in content["clauses"]),
        targets=targets,
        obligations=tuple(one for item in content["obligations"] for one in _obligations(item)),
        digest=hashlib.sha256("\n".join([digest, *used]).encode()).hexdigest(),
    )


def _clause(item: dict[str, Any]) -> ClauseData:
    return ClauseData(tidy(item["code"]), tidy(item["meaning"]))


def _target(item: dict[str, Any], known: dict[str, Definition]) -> TargetData:
    words = {key: tidy(item[key]) for key in ("id", "clause", "name", "printed", "unit")}
    code = tidy(item["indicator"])
    if code not in known:
        raise ValueError(f"{words['id']} nêu chỉ số “{code}”, chỉ số này không có trong thư mục indicators")
    return TargetData(
        **words,
        comparison=Comparison(item["comparison"]),
        value=None if item["value"] is None else Decimal(str(item["value"])),
        parts=tuple((tidy(part["name"]), str(Decimal(str(part["value"])))) for part in item.get("parts", ())),
        due_on=_day(item["due_on"]) if item.get("due_on") else None,
        is_due_assumed=bool(item.get("is_due_assumed", False)),
        is_striving=bool(item.get("is_striving", False)),
        note=tidy(item.get("note", "")),
        definition=known[code],
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
            due_before=_month_and_day(item.get("due_before", "")),
            assumed_due_days=assumed,
        )
        for frequency in item["frequencies"]
    ]


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise ValueError(f"{value!r} không phải là ngày")
    return value


def _month_and_day(text: str) -> str:
    """ "05-31": read in a leap year, so that 29 February may be written."""
    if text:
        date.fromisoformat(f"2024-{text}")
    return text
