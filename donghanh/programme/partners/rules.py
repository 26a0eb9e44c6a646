"""Where an agreement stands, and how much of a promise may still come. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.partners.terms import InvestorStep, PromiseKind, Standing

SOON = timedelta(days=60)
THREE_MONTHS = timedelta(days=90)
LARGEST = 10**15


class CannotMove(Cannot):
    """The agreement does not stand where this begins."""


class CannotFill(Cannot):
    """More places than were promised."""


def standing(*, starts_on: date, ends_on: date | None, ended_on: date | None, on: date) -> Standing:
    """ends_on is the last day as last extended; on that day it still runs. ended_on: the day on which it was ended before."""
    if ended_on is not None and ended_on <= on:
        return Standing.ENDED
    if on < starts_on:
        return Standing.UPCOMING
    if ends_on is not None and ends_on < on:
        return Standing.EXPIRED
    return Standing.ENDING if ends_on is not None and ends_on - on <= SOON else Standing.RUNNING


def check_quantity(kind: PromiseKind, quantity: int | None, *, field: str = "quantity") -> int | None:
    """Places and đồng are counted from 1; other support is said in words. Raises BadInput."""
    if kind == PromiseKind.SUPPORT:
        return None
    if quantity is None or not 0 < quantity <= LARGEST:
        measure = "số đồng" if kind == PromiseKind.FUNDS else "số chỗ"
        raise BadInput("Chưa ghi số lượng.", mend=f"Ghi {measure}, số tròn từ 1.", field=field)
    return quantity


def check_fill(kind: PromiseKind, *, promised: int | None, filled: int, quantity: int | None) -> None:
    """Places are filled up to the promise; money may come beyond it. Raises CannotFill."""
    if kind.is_places and quantity is not None and promised is not None and filled + quantity > promised:
        left = promised - filled
        mend = "Ghi đúng số chỗ đã nhận; nếu đối tác cam kết thêm thì ghi cam kết mới trước."
        raise CannotFill(f"Cam kết này chỉ còn {left} chỗ.", mend=mend, field="quantity")


def check_retention(*, received_on: date, counted_on: date, kept: int, filled: int, on: date) -> None:
    """Counted three months or more after the places were filled, and not more than were. Raises BadInput."""
    if not received_on + THREE_MONTHS <= counted_on <= on:
        raise BadInput("Chưa đủ ba tháng từ ngày nhận.", mend="Đếm lại sau đủ 90 ngày, không sau hôm nay.", field="counted_on")
    if not 0 <= kept <= filled:
        raise BadInput("Số còn giữ chưa đúng.", mend=f"Ghi từ 0 đến {filled}.", field="kept")


def check_change(now: Standing, *, day: date, ends_on: date | None, is_extension: bool) -> None:
    """An extension goes further than the last day; what was ended is over. Raises CannotMove, BadInput."""
    if now == Standing.ENDED:
        raise CannotMove("Thoả thuận đã chấm dứt.", mend="Ký mới thì ghi thoả thuận mới.")
    if is_extension and (ends_on is None or day <= ends_on):
        raise BadInput("Ngày gia hạn không sau ngày hết hạn cũ.", mend="Ghi ngày cuối mới; thoả thuận không thời hạn thì không gia hạn.", field="on")


_FOLLOWS: dict[InvestorStep, tuple[InvestorStep | None, ...]] = {
    InvestorStep.CHECKED: (None,),
    InvestorStep.LICENSED: (InvestorStep.CHECKED,),
    InvestorStep.PUBLISHED: (InvestorStep.LICENSED,),
    InvestorStep.REFUSED: (None, InvestorStep.CHECKED),
    InvestorStep.WITHDRAWN: (None, InvestorStep.CHECKED),
    InvestorStep.REVOKED: (InvestorStep.LICENSED, InvestorStep.PUBLISHED),
}
"""What a step of an application comes after; None: the application itself."""


def open_steps(done: Sequence[InvestorStep]) -> tuple[InvestorStep, ...]:
    """What can follow, in the order of the work."""
    last = done[-1] if done else None
    return tuple(step for step, after in _FOLLOWS.items() if last in after)


def check_step(done: Sequence[InvestorStep], step: InvestorStep, *, on: date, since: date) -> None:
    """In its turn, and not before what came last (since). Raises CannotMove, BadInput."""
    if step not in open_steps(done):
        now = done[-1].label.lower() if done else "mới nộp"
        raise CannotMove(f"Hồ sơ đang ở bước {now}, chưa ghi được bước này.", mend="Ghi lần lượt: kiểm tra, cấp phép, công bố.")
    if on < since:
        raise BadInput("Ngày này trước bước vừa qua.", mend=f"Ghi ngày từ {since:%d/%m/%Y}.", field="on")
