"""Norm against people, what somebody still lacks for his post, where a scheme stands, sums before and after a move. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.registers.rules import FIRST_DAY
from donghanh.programme.staffing.terms import TRAININGS, QualificationKind, SchemeState, WorkGroup

MOST = 10_000
LONGEST_AHEAD = 366


class CannotHold(Cannot):
    """The post or the member does not stand where this begins."""


class CannotJudge(Cannot):
    """The scheme does not stand there, or was made by the same person."""


@dataclass(frozen=True, slots=True)
class Paperwork:
    """A course or a paper as rules need it. ends_before: the day from which it is revoked."""

    kind: QualificationKind
    issued_on: date
    valid_until: date | None = None
    ends_before: date | None = None

    def stands(self, on: date) -> bool:
        """Whether it counts on this day; on its last day it still does."""
        return self.issued_on <= on and (self.valid_until is None or on <= self.valid_until) and (self.ends_before is None or on < self.ends_before)


@dataclass(frozen=True, slots=True)
class Difference:
    """People against the norm. required None: no norm was set for this day."""

    required: int | None
    held: int

    @property
    def vacant(self) -> int:
        return max(0, (self.required or 0) - self.held)

    @property
    def over(self) -> int:
        return 0 if self.required is None else max(0, self.held - self.required)


@dataclass(frozen=True, slots=True)
class Count:
    """One body before and after a day: stayed, left for good, moved out, moved in, came new."""

    before: int
    left: int
    moved_out: int
    moved_in: int
    came: int

    @property
    def after(self) -> int:
        return self.before - self.left - self.moved_out + self.moved_in + self.came


def is_whole(counts: Iterable[Count]) -> bool:
    """Whether everybody moved out of one of these bodies was moved into one of them, so that the totals match but for those who left or came."""
    rows = list(counts)
    return sum(one.moved_out for one in rows) == sum(one.moved_in for one in rows)


def held_kinds(papers: Iterable[Paperwork], *, on: date) -> frozenset[QualificationKind]:
    """Kinds of course and paper that count on this day."""
    return frozenset(one.kind for one in papers if one.stands(on))


def lacking(group: str, needs: Collection[str], kinds: Collection[QualificationKind]) -> tuple[QualificationKind, ...]:
    """What a holder still lacks: each need of the post; a course at least in management and direct work; the certificate in counselling."""
    wanted = [QualificationKind(one) for one in needs]
    if group in (WorkGroup.MANAGEMENT, WorkGroup.DIRECT) and not TRAININGS & {*wanted} and not TRAININGS & {*kinds}:
        wanted.append(QualificationKind.BASIC)
    if group == WorkGroup.COUNSELLING and QualificationKind.COUNSELLING not in wanted:
        wanted.append(QualificationKind.COUNSELLING)
    return tuple(one for one in QualificationKind if one in wanted and one not in kinds)


def check_codes(given: Iterable[str], among: Collection[str], *, field: str, name: str) -> list[str]:
    """Those of these codes that were given, each once, in their order. Raises BadInput for one that is none of them."""
    wanted = set(given)
    if not wanted <= set(among):
        raise BadInput(f"Không có {name} này.", mend="Chọn trong danh sách.", field=field)
    return [one for one in among if one in wanted]


def check_quantity(value: int | None, *, field: str = "quantity") -> int:
    """A whole number from 0. Raises BadInput."""
    if value is None or not 0 <= value <= MOST:
        raise BadInput("Số người của định mức chưa dùng được.", mend="Ghi số tròn từ 0; ghi 0 khi vị trí này không còn.", field=field)
    return value


def check_day(day: date, *, on: date, field: str) -> date:
    """A day from 2010 to a year ahead: decisions are written down before they begin. Raises BadInput."""
    if day < FIRST_DAY or (day - on).days > LONGEST_AHEAD:
        raise BadInput("Ngày này xa quá.", mend="Ghi ngày trong văn bản, không quá một năm tới.", field=field)
    return day


def check_validity(kind: QualificationKind, *, number: str, issued_on: date, valid_until: date | None, on: date) -> None:
    """Not of a day to come, its last day not before its first; a certificate has a number. Raises BadInput."""
    if not date(1970, 1, 1) <= issued_on <= on:
        raise BadInput("Ngày cấp chưa đến hoặc lâu quá.", mend="Ghi ngày in trên văn bằng, chứng chỉ.", field="issued_on")
    if valid_until is not None and valid_until < issued_on:
        raise BadInput("Ngày hết hạn đứng trước ngày cấp.", mend="Xem lại hai ngày; không có hạn thì để trống.", field="valid_until")
    if not kind.is_training and not number:
        raise BadInput("Chưa ghi số hiệu.", mend="Ghi số in trên văn bằng, chứng chỉ.", field="number")


def state(kinds: Collection[str]) -> SchemeState:
    """Where a scheme stands after these steps."""
    order = (SchemeState.RETURNED, SchemeState.APPROVED, SchemeState.APPRAISED)
    return next((one for one in order if one in kinds), SchemeState.DRAFT)


def check_step(now: SchemeState, step: SchemeState, *, hands: Collection[int], actor_id: int) -> None:
    """Draft, appraised, approved, by three people; returned at any of them before approval. Raises CannotJudge."""
    allowed = {SchemeState.DRAFT: (SchemeState.APPRAISED, SchemeState.RETURNED), SchemeState.APPRAISED: (SchemeState.APPROVED, SchemeState.RETURNED)}
    if step not in allowed.get(now, ()):
        raise CannotJudge(f"Đề án đang ở bước “{now.label}”.", mend="Thẩm định trước, phê duyệt sau; đã phê duyệt hoặc trả lại thì lập đề án mới.")
    if actor_id in hands:
        raise CannotJudge("Người lập hoặc đã thẩm định đề án không làm bước này.", mend="Nhờ người khác có thẩm quyền.")
