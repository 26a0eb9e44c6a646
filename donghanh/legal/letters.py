"""Which form a decision takes on a day (law/letters.yaml) and what a duty is called and stands on (law/duties/)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.kernel.errors import Cannot
from donghanh.legal.errors import LawDataFault
from donghanh.legal.model import age_group

LAW = Path(__file__).resolve().parent.parent.parent / "law"


@dataclass(frozen=True, slots=True)
class FormEdition:
    """A decision's form between two days: its number, title, the texts it is based on, and how sure we are."""

    form: str
    form_code: str
    subject: str
    bases: tuple[str, ...]
    citation: str
    recipients: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class DutyBasis:
    """citation is empty where a rule with a limit carries its own; exists says whether the duty exists on that day."""

    label: str
    form: str
    citation: str
    confidence: str
    exists: bool


@cache
def _file(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml_file.read(LAW / name)
    return loaded


@cache
def _duties() -> dict[str, Any]:
    """All duties of all procedures by kind; a kind stands in one file only. Raises LawDataFault."""
    found: dict[str, Any] = {}
    for path in sorted((LAW / "duties").glob("*.yaml")):
        rows = yaml_file.read(path)
        twice = found.keys() & rows.keys()
        if twice:
            raise LawDataFault(f"law/duties/{path.name}: {', '.join(sorted(twice))} stand in another file too")
        found |= rows
    return found


def _standing(rows: list[dict[str, Any]], on: date) -> dict[str, Any] | None:
    return next((r for r in rows if r["valid_from"] <= on and (r["valid_to"] is None or on <= r["valid_to"])), None)


def form_on(kind: str, on: date) -> FormEdition:
    """The form of this kind of decision on this day. Raises Cannot where the law of that day knows none."""
    row = _standing(_file("letters.yaml").get(kind, []), on)
    if row is None:
        raise Cannot("Luật của ngày này không có loại quyết định đó.", mend="Kiểm tra lại ngày, hoặc chọn loại quyết định khác.")
    return FormEdition(
        row["form"] or "",
        row["form_code"],
        row["subject"],
        tuple(row["bases"]),
        row["citation"],
        tuple(row["recipients"]),
        row["confidence"],
    )


def duty_label(kind: str) -> str:
    """Name of a duty; the same in every procedure and on every day."""
    return str(_duties()[kind]["label"])


def duty_form(kind: str, on: date) -> str:
    """The form a duty with a limit is done on, as of this day; empty where none is named."""
    names = [name for since, name in sorted(_duties()[kind].get("forms", {}).items()) if since <= on]
    return str(names[-1]) if names else ""


def duty_basis(kind: str, on: date, *, procedure: str) -> DutyBasis:
    """Name of a duty and, where no limit is named, the article it stands on in this procedure, as of this day."""
    row, group = _duties()[kind], age_group(procedure)
    if "basis" not in row:
        return DutyBasis(row["label"], duty_form(kind, on), "", "V", True)
    basis = _standing([one for one in row["basis"] if one.get("of", group) == group], on)
    if basis is None:
        return DutyBasis(row["label"], "", "", "", False)
    return DutyBasis(row["label"], "", basis["citation"], basis["confidence"], True)


def duty_kinds() -> list[str]:
    """All kinds of duties that have a name."""
    return sorted(_duties())
