"""A straight line through what was reached, drawn on to a later day. Not a prediction: it knows nothing but the points. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

FEWEST = 3
"""Through fewer points any line can be drawn."""


def straight(points: Sequence[tuple[date, float]], *, to: date, most: float | None = None) -> float | None:
    """The value at `to` of the line with the least squares through the points, between 0 and `most`, one decimal.

    None with fewer than three points, with all of them on one day, and for a day that is not after the last of them.
    """
    if len(points) < FEWEST or to <= max(day for day, _ in points):
        return None
    days = [(day - points[0][0]).days for day, _ in points]
    middle, level = sum(days) / len(days), sum(value for _, value in points) / len(points)
    spread = sum((day - middle) ** 2 for day in days)
    if not spread:
        return None
    slope = sum((day - middle) * (value - level) for day, (_, value) in zip(days, points, strict=True)) / spread
    reached = level + slope * ((to - points[0][0]).days - middle)
    return round(max(0.0, reached if most is None else min(reached, most)), 1)
