"""What a plan says as plain data: kept with each of its versions, compared with another, shown as it was."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from donghanh.programme.reading.model import PlanData

APART = ("functions", "digest")
"""What is not the plan's own: functions and who holds them belong to the house and change by their own dates."""


def of(data: PlanData) -> dict[str, Any]:
    """The plan as JSON would give it back: days and numbers as text, tuples as lists."""
    words = asdict(data)
    return json.loads(json.dumps({key: value for key, value in words.items() if key not in APART}, default=str, ensure_ascii=False))


def digest(data: PlanData) -> str:
    """SHA-256 of what the plan says and of the functions it may name, whichever kind of file said it."""
    words = asdict(data)
    del words["digest"]
    return hashlib.sha256(json.dumps(words, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()
