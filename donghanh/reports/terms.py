"""Words of reports."""

from __future__ import annotations

from enum import StrEnum


class Which(StrEnum):
    """Which of the people behind a figure: all, those who count, those who miss something."""

    DENOMINATOR = "denominator"
    NUMERATOR = "numerator"
    MISSING = "missing"
