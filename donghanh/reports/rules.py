"""Rate and "met" of a figure. Pure."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from donghanh.kernel.errors import Cannot
from donghanh.programme.queries import PlanRow, TargetRow
from donghanh.programme.terms import Comparison

TENTH = Decimal("0.1")


class CannotCount(Cannot):
    """There is no way to count this target, or not at this place."""


class CannotFreeze(Cannot):
    """The period has not begun, a correction has no reason, or the plan has nothing to report on at this place."""


def check_can_report_on(plan: PlanRow, *, province: str) -> None:
    """Raises CannotFreeze for a plan of another province (code), and for one of which no target can be counted from facts."""
    if plan.province != province:
        raise CannotFreeze(f"Kế hoạch {plan.number} là của nơi khác: {plan.issuer}.", mend="Chọn kế hoạch của tỉnh mình.")
    if not plan.counted:
        raise CannotFreeze(
            f"Kế hoạch {plan.number} chưa có chỉ tiêu nào tính được từ hồ sơ, nên không có số để chốt.",
            mend="Mở trang của kế hoạch để xem còn thiếu sự việc nào, ai ghi.",
        )


def share(numerator: int, denominator: int) -> Decimal | None:
    """Numerator of denominator in per cent, unrounded; None where there is nobody to count."""
    return Decimal(numerator) * 100 / denominator if denominator else None


def needed(target: TargetRow, whole: int) -> int | None:
    """How many of `whole` people it takes to reach the target (at most how many, where it sets an upper bound); None where it sets no share.

    "Trên 80 %" of 10 is 9, "dưới 20 %" is 1: the bound itself does not reach it.
    """
    if target.value is None or target.unit != "%" or target.comparison.is_direction or target.comparison is Comparison.EXACTLY:
        return None
    bound = target.value * whole / 100
    if target.comparison is Comparison.AT_MOST:
        return int(bound.to_integral_value(ROUND_FLOOR))
    if target.comparison is Comparison.LESS_THAN:
        return int(bound.to_integral_value(ROUND_CEILING)) - 1
    return int(bound.to_integral_value(ROUND_FLOOR)) + 1 if target.comparison is Comparison.MORE_THAN else int(bound.to_integral_value(ROUND_CEILING))


def shown_share(exact: Decimal | None, target: TargetRow) -> float | None:
    """The share with one decimal, half up; but never rounded up onto a target that is not met: 99,96 % of 100 % shows 99,9."""
    if exact is None:
        return None
    rounded = exact.quantize(TENTH, ROUND_HALF_UP)
    if target.is_met_by(rounded) and not target.is_met_by(exact):
        rounded = exact.quantize(TENTH, ROUND_FLOOR)
    return float(rounded)
