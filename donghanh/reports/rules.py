"""Rate and "met" of a figure. Pure."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from donghanh.kernel.errors import Cannot
from donghanh.programme.queries import TargetRow

_TENTH = Decimal("0.1")


class CannotCount(Cannot):
    """There is no way to count this target, or not at this place."""


class CannotFreeze(Cannot):
    """The period has not begun, or a correction has no reason."""


def share(numerator: int, denominator: int) -> Decimal | None:
    """Numerator of denominator in per cent, unrounded; None where there is nobody to count."""
    return Decimal(numerator) * 100 / denominator if denominator else None


def shown_share(exact: Decimal | None, target: TargetRow) -> float | None:
    """The share with one decimal, half up; but never rounded up onto a target that is not met: 99,96 % of 100 % shows 99,9."""
    if exact is None:
        return None
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP)
    if target.is_met_by(rounded) and not target.is_met_by(exact):
        rounded = exact.quantize(_TENTH, ROUND_FLOOR)
    return float(rounded)
