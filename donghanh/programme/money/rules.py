"""What may be done with money. Pure: sums, steps, days; every amount is a whole number of đồng."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.workdays import local_day
from donghanh.programme.money.terms import PROJECT_STEPS, Per, ProjectState

LARGEST = 10**15
"""More than any budget of a province: a slip of zeros is caught before the database's own limit."""
FIRST_YEAR = 2010
VOLUNTARY = ("HOME_REHABILITATION", "PRIVATE_REHABILITATION", "PUBLIC_REHABILITATION", "SUBSTITUTION")
"""Procedures in which a person may be paid support by the day."""
_BEGINS = frozenset({K.REHAB_STARTED, K.REST_REGISTERED, K.TREATMENT_STARTED, K.SUSPENSION_ENDED})
_ENDS = frozenset(
    {K.REHAB_COMPLETED, K.LEFT_REHAB, K.PHASES_CERTIFIED, K.EXEMPTED, K.COURT_DECIDED, K.TREATMENT_ENDED, K.IMPRISONED, K.STAY_SUSPENDED, K.DIED}
)


class CannotMove(Cannot):
    """The estimate, request or project does not stand where this step begins."""


class CannotSpend(Cannot):
    """More than there is, or more than the level allows."""


class CannotSupport(Cannot):
    """No such support for these days."""


def dong(amount: int) -> str:
    """ "1.234.000 đ"."""
    return f"{amount:,} đ".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a norm; cost: of one case."""

    part: str
    name: str
    measure: str
    quantity: Decimal
    unit_cost: int

    @property
    def cost(self) -> int:
        """Quantity times unit cost, a whole number of đồng (check_part)."""
        return int(self.quantity * self.unit_cost)


def check_part(part: Part) -> None:
    """A part that makes whole đồng. Raises BadInput."""
    check_amount(part.unit_cost, field="unit_cost")
    if part.quantity <= 0:
        raise BadInput("Số lượng phải lớn hơn 0.", mend="Nhập số lượng cho một người, ví dụ 1,5.", field="quantity")
    if (part.quantity * part.unit_cost) % 1:
        raise BadInput("Số lượng nhân đơn giá không ra số đồng tròn.", mend="Sửa số lượng hoặc đơn giá như trong văn bản.", field="quantity")


def cost_of(parts: Iterable[Part], cases: int) -> int:
    """The norm times so many cases: the sum of the breakdown, to the đồng."""
    return sum(part.cost for part in parts) * cases


def check_amount(amount: int, *, field: str = "amount", may_be_zero: bool = False) -> None:
    """A number of đồng that can be meant. Raises BadInput."""
    if amount < 0 or (amount == 0 and not may_be_zero):
        raise BadInput("Số tiền phải lớn hơn 0.", mend="Nhập số đồng, ví dụ 1.500.000.", field=field)
    if amount > LARGEST:
        raise BadInput("Số tiền lớn quá.", mend="Kiểm tra lại số chữ số 0.", field=field)


def check_year(year: int, *, on: date) -> None:
    """A budget year that can be meant. Raises BadInput."""
    if not FIRST_YEAR <= year <= on.year + 3:
        raise BadInput(f"Không ghi được cho năm {year}.", mend=f"Chọn một năm từ {FIRST_YEAR} đến {on.year + 3}.", field="year")


def check_words(text: str, *, field: str, mend: str) -> str:
    """The text without blanks around it. Raises BadInput where nothing is said."""
    if not text.strip():
        raise BadInput("Còn thiếu phần phải ghi.", mend=mend, field=field)
    return text.strip()


def check_past(day: date, *, on: date, field: str) -> None:
    """Money is paid, received and decided today or before. Raises BadInput."""
    if day > on:
        raise BadInput("Ngày này chưa đến.", mend="Ghi hôm nay hoặc một ngày trước.", field=field)


def check_budget_year(day: date, *, year: int, field: str) -> None:
    """Nothing is paid out of a source before its budget year begins; after its end the old year's money may still be settled. Raises BadInput."""
    if day.year < year:
        raise BadInput(
            f"Ngày chi trước năm ngân sách {year} của nguồn này.",
            mend=f"Ghi ngày chi từ 01/01/{year}, hoặc chọn phân bổ của năm {day.year}.",
            field=field,
        )


def check_turn(expected: str | None, step: str, state: str) -> None:
    """The version waits for this very step. Raises CannotMove."""
    if expected != step:
        raise CannotMove(f"Dự toán đang ở bước “{state}” nên chưa làm được việc này.", mend="Mở lại trang dự toán để xem đang chờ ai.")


def check_allocation(*, total: int, allocated: int, amount: int, source: str) -> None:
    """Raises CannotSpend where the approved total of a source would be passed."""
    if allocated + amount > total:
        raise CannotSpend(
            f"Vượt nguồn: {source} có {dong(total)}, đã phân bổ {dong(allocated)}, chỉ còn {dong(total - allocated)}.",
            mend="Giảm số tiền, hoặc ghi nguồn được bổ sung trước.",
            citation=source,
        )


def check_payment(*, limit: int, spent: int, amount: int) -> None:
    """Raises CannotSpend where what is allocated would be passed."""
    if spent + amount > limit:
        raise CannotSpend(
            f"Vượt kinh phí được phân bổ: được {dong(limit)}, đã chi {dong(spent)}, chỉ còn {dong(limit - spent)}.",
            mend="Giảm số tiền, hoặc đề nghị Sở Tài chính điều chỉnh bằng văn bản trước khi chi.",
        )


def check_decrease(*, limit: int, spent: int, amount: int) -> None:
    """Raises CannotSpend where less would be left than was paid already."""
    if limit - amount < spent:
        raise CannotSpend(f"Đã chi {dong(spent)} nên chỉ giảm được {dong(limit - spent)}.", mend="Giảm ít hơn, hoặc huỷ khoản chi ghi nhầm trước.")


def check_level(*, name: str, measure: str, level: int, quantity: int, amount: int, document: str) -> None:
    """Raises CannotSpend, with the rule cited, where a payment passes the spending level."""
    if amount > level * quantity:
        raise CannotSpend(
            f"Vượt mức chi: {name} được {dong(level)} mỗi {measure}, {quantity} {measure} là {dong(level * quantity)}.",
            mend="Chi trong mức, hoặc chọn đúng nội dung chi.",
            citation=document,
        )


def check_use(*, value: int, used: int, amount: int) -> None:
    """Raises CannotSpend where more would be used than was given."""
    if used + amount > value:
        raise CannotSpend(f"Khoản đóng góp còn {dong(value - used)}.", mend="Ghi phần còn lại, phần khác lấy từ nguồn khác.")


def check_capital(*, total: int, allocated: int, amount: int, year: int) -> None:
    """Raises CannotSpend where the projects of a year would get more than was decided."""
    if allocated + amount > total:
        raise CannotSpend(
            f"Vượt vốn đầu tư năm {year}: quyết định giao {dong(total)}, đã bố trí {dong(allocated)}, chỉ còn {dong(total - allocated)}.",
            mend="Giảm số vốn bố trí cho dự án này hoặc dự án khác.",
        )


def step_after(state: str) -> ProjectState | None:
    """The next approval step of a project; none is left out."""
    place = PROJECT_STEPS.index(ProjectState(state)) + 1
    return PROJECT_STEPS[place] if place < len(PROJECT_STEPS) else None


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which the measure ran: starts_on ≤ day < ends_before. is_over: False where it still runs and today closes it."""

    starts_on: date
    ends_before: date
    is_over: bool

    @property
    def days(self) -> int:
        return (self.ends_before - self.starts_on).days


def stays(facts: Iterable[tuple[str, datetime]], *, on: date) -> tuple[Stay, ...]:
    """The stretches of a voluntary procedure up to this day, out of its facts: the day it ends is not counted, times in prison are left out.

    That the last day is not counted is this house's choice (half-open, as all its periods); no text read says how days are counted.
    """
    found: list[Stay] = []
    begun: date | None = None
    for kind, moment in sorted(facts, key=lambda one: one[1]):
        if kind in _BEGINS and begun is None:
            begun = local_day(moment)
        elif kind in _ENDS and begun is not None:
            found, begun = _with(found, begun, local_day(moment), True), None
    return tuple(_with(found, begun, on, False) if begun is not None else found)


def _with(found: list[Stay], begun: date, ends: date, is_over: bool) -> list[Stay]:
    return [*found, Stay(begun, ends, is_over)] if ends > begun else found


def support(*, per: str, level: int, starts_on: date, ends_before: date, within: Sequence[Stay], valid: tuple[date, date]) -> tuple[int, int]:
    """Days and amount of one line of support; valid: first day of the level, and first day it stands no more.

    Raises CannotSupport outside the person's own days or the level's validity.
    """
    days = (ends_before - starts_on).days
    if days <= 0:
        raise CannotSupport("Ngày kết thúc phải sau ngày bắt đầu.", mend="Sửa lại khoảng ngày.", field="ends_before")
    if not any(stay.starts_on <= starts_on and ends_before <= stay.ends_before for stay in within):
        raise CannotSupport(
            "Người này không cai nghiện tự nguyện suốt khoảng ngày đã chọn.", mend="Chọn trong những đợt ghi ở trang này.", field="starts_on"
        )
    if starts_on < valid[0] or ends_before > valid[1]:
        raise CannotSupport("Mức hỗ trợ này không có hiệu lực suốt khoảng ngày đã chọn.", mend="Tách khoảng ngày theo từng mức.", field="level")
    return days, level * days if per == Per.DAY else level


def per_case(amount: int, cases: int | None) -> int | None:
    """Đồng a case, to the nearest; None where there is no case."""
    return (amount + cases // 2) // cases if cases else None


MOST_PLACES = 20_000


def check_capacity(capacity: int | None) -> int | None:
    """How many people a facility has room for; None where no paper says it. Raises BadInput."""
    if capacity is not None and not 0 < capacity <= MOST_PLACES:
        raise BadInput("Sức chứa không dùng được.", mend=f"Ghi số người từ 1 đến {MOST_PLACES}, hoặc để trống khi chưa có văn bản.", field="capacity")
    return capacity
