"""Accepted proposals as a plan's YAML: a draft that goes through the same check as any file. What nobody said stays not set. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from donghanh.programme.exchange.finding import Found
from donghanh.programme.exchange.terms import ProposalKind
from donghanh.programme.terms import Rhythm, StandsAs, Work

_STANDS = {
    ProposalKind.TARGET: (StandsAs.TARGET, Work.TARGET),
    ProposalKind.REPORT: (StandsAs.REPORT, Work.REPORT),
    ProposalKind.DUTY: (StandsAs.DUTY, Work.COORDINATION),
}
NO_RHYTHM = "văn bản không ghi nhịp"


@dataclass(frozen=True, slots=True)
class Head:
    """What the officer says of the plan itself. whose: the function for work that names nobody."""

    id: str
    number: str
    issued_on: date
    issuer: str
    province: str
    title: str
    from_year: int
    to_year: int
    whose: str


def to_yaml(head: Head, accepted: Iterable[Found]) -> bytes:
    """The plan's file: a clause for each accepted sentence, its targets and reports under it."""
    clauses: dict[str, dict[str, Any]] = {}
    targets: list[dict[str, Any]] = []
    owed: list[dict[str, Any]] = []
    for number, one in enumerate(accepted, start=1):
        code = _code(one, number, clauses)
        clauses.setdefault(code, _clause(code, one, head))
        if one.kind is ProposalKind.TARGET:
            targets.append(_target(code, one, head, targets))
        elif one.kind is ProposalKind.REPORT and one.said["frequencies"]:
            owed.append(_obligation(code, one, head))
        else:
            clauses[code] |= {"stands_as": StandsAs.DUTY.value} if one.kind is ProposalKind.REPORT else {}
    about = {key: getattr(head, key) for key in ("id", "number", "issued_on", "issuer", "province", "title", "from_year", "to_year")}
    whole = about | {"number": head.number or None, "clauses": list(clauses.values()), "targets": targets, "obligations": owed}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=150).encode()


def _code(one: Found, number: int, clauses: dict[str, dict[str, Any]]) -> str:
    """The clause's code; targets of one sentence share theirs, other sentences that do are told apart."""
    code = one.code[:16] or f"P.{number}"
    if code not in clauses or (one.kind is ProposalKind.TARGET and clauses[code]["stands_as"] == StandsAs.TARGET):
        return code
    return next(found for n in range(2, 999) if (found := f"{code}-{n}") not in clauses)


def _clause(code: str, one: Found, head: Head) -> dict[str, Any]:
    stands, work = _STANDS[one.kind]
    rhythm = one.said.get("rhythm")
    made = {"code": code, "name": one.said["name"], "stands_as": stands.value, "work": work.value, "rhythm": rhythm or Rhythm.CONTINUOUS.value}
    made |= {} if rhythm else {"rhythm_note": NO_RHYTHM}
    sentence = one.sentence if len(one.sentence) <= 600 else f"{one.sentence[:598]}…"
    return made | {"functions": one.said.get("functions") or [head.whose], "meaning": sentence}


def _target(code: str, one: Found, head: Head, before: list[dict[str, Any]]) -> dict[str, Any]:
    same = sum(1 for row in before if row["clause"] == code)
    due = one.said["due_on"]
    return {
        "id": f"{head.id}-{code}" + (f".{same + 1}" if same else ""), "clause": code, "name": one.said["name"], "indicator": None,
        "printed": one.said["printed"], "comparison": one.said["comparison"], "value": one.said["value"], "unit": one.said["unit"] or "chưa đặt",
        "due_on": date.fromisoformat(due) if due else None, "is_due_assumed": one.said["is_due_assumed"], "is_striving": one.said["is_striving"],
    }  # fmt: skip


def _obligation(code: str, one: Found, head: Head) -> dict[str, Any]:
    made = {"id": f"{head.id}-{code}"[:28], "clause": code, "name": one.said["name"], "frequencies": one.said["frequencies"]}
    made |= {"recipient": "chưa đặt", "due_days": None}
    return made | ({"due_before": one.said["due_before"]} if one.said["due_before"] else {})
