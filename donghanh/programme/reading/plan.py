"""A whole plan: its head, rows, targets, roadmap, obligations and what is not right about the print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from donghanh.kernel.text import tidy
from donghanh.programme import definitions
from donghanh.programme.definitions import Definition
from donghanh.programme.reading import clauses, discrepancies
from donghanh.programme.reading.clauses import ClauseData, ModelData, StepData
from donghanh.programme.reading.discrepancies import DiscrepancyData
from donghanh.programme.reading.files import FAULTS, Found, day, gather, made, once, unreadable
from donghanh.programme.reading.functions import FunctionData, read_functions
from donghanh.programme.terms import Comparison, Frequency

LISTS = ("clauses", "targets", "obligations", "models", "roadmap", "discrepancies")
HEAD = ["id", "number", "issued_on", "issuer", "province", "title", "from_year", "to_year", "bases", "phases", "recipients"]


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
    """A whole plan. functions: all that plans may name. digest: SHA-256 of its files, the functions and the indicators it names."""

    id: str
    number: str
    issued_on: date
    issuer: str
    province: str
    title: str
    from_year: int
    to_year: int
    bases: tuple[str, ...]
    phases: tuple[tuple[str, int, int], ...]
    recipients: tuple[str, ...]
    functions: tuple[FunctionData, ...]
    models: tuple[ModelData, ...]
    clauses: tuple[ClauseData, ...]
    targets: tuple[TargetData, ...]
    roadmap: tuple[StepData, ...]
    obligations: tuple[ObligationData, ...]
    discrepancies: tuple[DiscrepancyData, ...]
    digest: str


def read_plan(path: Path) -> PlanData:
    """The plan in this YAML file and the folder of its name, with `indicators` and `functions` beside it.

    Raises BadInput naming the file, the row and what is missing or cannot be read; never half a plan.
    """
    found = gather(path, LISTS)
    known = definitions.read_all(path.parent / "indicators")
    functions = read_functions(path.parent / "functions")
    targets = made(found.rows["targets"], lambda item: _target(item, known))
    data = PlanData(
        **_head(path, found),
        functions=functions,
        models=tuple(made(found.rows["models"], clauses.model, keys=clauses.MODEL_KEYS)),
        clauses=tuple(made(found.rows["clauses"], clauses.clause, keys=clauses.CLAUSE_KEYS)),
        targets=tuple(targets),
        roadmap=tuple(made(found.rows["roadmap"], clauses.step, keys=clauses.STEP_KEYS)),
        obligations=tuple(one for items in made(found.rows["obligations"], _obligations) for one in items),
        discrepancies=tuple(made(found.rows["discrepancies"], discrepancies.discrepancy, keys=discrepancies.KEYS)),
        digest=_digest(found, targets, functions),
    )
    _check_whole(path, data)
    return data


def _head(path: Path, found: Found) -> dict[str, Any]:
    head = found.head
    try:
        if strange := sorted(set(head) - set(HEAD) - set(LISTS)):
            raise ValueError(f"không biết mục “{strange[0]}”")
        words: dict[str, Any] = {name: tidy(head[name] or "") for name in ("id", "number", "issuer", "province", "title")}
        words |= {name: tuple(tidy(one) for one in head.get(name) or ()) for name in ("bases", "recipients")}
        phases = tuple((tidy(one["name"]), int(one["from_year"]), int(one["to_year"])) for one in head.get("phases") or ())
        years = {"from_year": int(head["from_year"]), "to_year": int(head["to_year"])}
        return {**words, **years, "issued_on": day(head["issued_on"]), "phases": phases}
    except KeyError as missing:
        raise unreadable(path, f"thiếu mục {missing}") from None
    except FAULTS as fault:
        raise unreadable(path, " ".join(str(fault).split())[:200]) from None


def _digest(found: Found, targets: Iterable[TargetData], functions: Iterable[FunctionData]) -> str:
    used = sorted({repr(target.definition) for target in targets})
    raw = b"\n".join([*found.raw, *(line.encode() for line in used), *(repr(one).encode() for one in functions)])
    return hashlib.sha256(raw).hexdigest()


def _check_whole(path: Path, data: PlanData) -> None:
    """Everything names what is there: rows their functions and models, parts their rows."""
    once(path, "khoản", (one.code for one in data.clauses))
    once(path, "chỉ tiêu", (one.id for one in data.targets))
    once(path, "báo cáo", (one.id for one in data.obligations))
    once(path, "chỗ chưa khớp", (one.code for one in data.discrepancies))
    codes, functions, models = {c.code for c in data.clauses}, {f.code for f in data.functions}, {m.code for m in data.models} | {""}
    named = [(part.id, part.clause) for part in (*data.targets, *data.obligations)] + [(part.what, part.clause) for part in data.roadmap]
    named += [(one.code, code) for one in data.discrepancies for code in one.clauses]
    for label, code in named:
        if code not in codes:
            raise unreadable(path, f"{label} thuộc khoản {code}, khoản này không có trong kế hoạch")
    used = [(c.code, f) for c in data.clauses for f in c.functions] + [(d.code, d.set_by) for d in data.discrepancies if d.set_by]
    for label, code in used:
        if code not in functions:
            raise unreadable(path, f"dòng {label} nêu chức năng “{code}”, chức năng này không có trong thư mục functions")
    for one in data.clauses:
        if one.model not in models:
            raise unreadable(path, f"dòng {one.code} nêu mô hình “{one.model}”, mô hình này không có trong models")


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
        due_on=day(item["due_on"]) if item.get("due_on") else None,
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


def _month_and_day(text: str) -> str:
    """ "05-31": read in a leap year, so that 29 February may be written."""
    if text:
        date.fromisoformat(f"2024-{text}")
    return text
