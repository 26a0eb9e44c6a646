"""What pure functions say, kept as text beside the test: a changed word, article, day or number is seen in review, and nothing changes unseen.

DONGHANH_SAY=1 writes the text anew; whoever commits it has read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import product
from pathlib import Path

from donghanh import legal
from donghanh.kernel.errors import Refusal
from donghanh.legal.model import Instrument, Rule


def told(value: object) -> str:
    """A value in one or more lines: empty texts and the present edition are left out, None is told, moments carry their zone, rules go by id."""
    if isinstance(value, Rule | Instrument):
        return value.id
    if isinstance(value, frozenset):
        value = sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        rows = [(field.name, getattr(value, field.name)) for field in fields(value)]
        return "\n".join(f"{name}: {_inside(one)}" for name, one in rows if one not in ("", ()) and (name, one) != ("edition", legal.edition()))
    if isinstance(value, tuple | list):
        return "\n".join(f"- {_inside(one)}" for one in value) or "[]"
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_inside(one)}" for key, one in value.items()) or "{}"
    return str(value.isoformat() if isinstance(value, date | datetime) else value.value if isinstance(value, Enum) else value)


def _inside(value: object) -> str:
    text = told(value)
    return text.replace("\n", "; ") if "\n" in text else text


def outcome(call: Callable[[], object]) -> str:
    """What a call answers, or the refusal with its sentence, mend, article and field. Anything else it raises goes on."""
    try:
        return told(call())
    except Refusal as refusal:
        parts = (("mend", refusal.mend), ("citation", refusal.citation), ("field", refusal.field))
        return "\n".join([f"{type(refusal).__name__}: {refusal.message}", *(f"{name}: {part}" for name, part in parts if part != "")])


def grid(**domains: Iterable[object]) -> list[dict[str, object]]:
    """Every combination of these values by name."""
    return [dict(zip(domains, values, strict=True)) for values in product(*map(tuple, domains.values()))]


def named(values: Mapping[str, object]) -> str:
    """ "age=15 on=2026-07-01"."""
    return " ".join(f"{name}={_inside(value)}" for name, value in values.items())


def page(rows: Iterable[tuple[str, str, str]]) -> str:
    """(question, given, said) as text: what is said alike stands once under all that was given."""
    found: dict[tuple[str, str], list[str]] = {}
    for question, given, said in rows:
        found.setdefault((question, said), []).append(given)
    return "\n\n".join("\n".join([f"# {question}", *(f"? {one}" for one in given if one), said]) for (question, said), given in found.items()) + "\n"


def check(path: Path, text: str) -> None:
    """Assert that this is what the file holds."""
    if os.environ.get("DONGHANH_SAY"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines(), f"{path.name}: read the difference, then run with DONGHANH_SAY=1"
