"""When a commune counts as using the system, how its class moved, what may be written. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.communes.terms import MOST_MEMBERS, Grade, LineKind, Move

USES_DAYS = 30
"""A confirmation holds so many days. No plan sets an interval; the target's own definition says 30."""
SELF_SAID = (LineKind.CONFIRMED, LineKind.NOBODY)
FIRST_YEAR = 2014
_ORDER = (Grade.COMPLEX, Grade.GOOD, Grade.CLEAN)


class CommitteeFact(Protocol):
    """A committee as the rules see it."""

    @property
    def starts_on(self) -> date: ...

    @property
    def is_ended(self) -> bool: ...


def uses(last: date | None, *, on: date) -> bool:
    """Whether the last confirmation is at most 30 days old at the end of this day."""
    return last is not None and last > on - timedelta(days=USES_DAYS)


def move(now: Grade | None, before: Grade | None) -> Move:
    """Which way the class went from one year to the next."""
    if now is None:
        return Move.NONE
    if before is None:
        return Move.NEW
    step = _ORDER.index(now) - _ORDER.index(before)
    return Move.SAME if step == 0 else Move.UP if step > 0 else Move.DOWN


def check_day(on: date, *, today: date) -> None:
    """Raises BadInput for a day after today, or before there were plans."""
    if on > today:
        raise BadInput("Ngày này sau hôm nay.", mend="Ghi ngày việc đã xảy ra.", field="on")
    if on.year < FIRST_YEAR:
        raise BadInput(f"Ngày này trước năm {FIRST_YEAR}.", mend="Kiểm tra lại năm.", field="on")


def check_year(year: int, *, decided_on: date) -> None:
    """A class is given for a year that has begun when it is decided. Raises BadInput."""
    if not FIRST_YEAR <= year <= decided_on.year:
        raise BadInput(f"Năm {year} không xếp loại được bằng quyết định ngày {decided_on:%d/%m/%Y}.", mend="Ghi năm được xếp loại.", field="year")


def check_members(members: Sequence[str]) -> None:
    """A committee has members beside its head, each once. Raises BadInput."""
    if not members:
        raise BadInput("Chưa ghi thành viên nào.", mend="Mỗi dòng một người: họ tên, chức vụ.", field="members")
    if len(members) > MOST_MEMBERS:
        raise BadInput(f"Quá {MOST_MEMBERS} thành viên.", mend="Ghi những người trong quyết định.", field="members")
    if len({one.casefold() for one in members}) < len(members):
        raise BadInput("Một người được ghi hai lần.", mend="Mỗi người một dòng.", field="members")


def check_can_end(newest: CommitteeFact | None, *, on: date) -> None:
    """A committee that stands ends on a day not before its own. Raises Cannot where there is none, BadInput."""
    if newest is None or newest.is_ended:
        raise Cannot("Xã chưa có Ban Chỉ đạo nào đang hoạt động.", mend="Ghi quyết định thành lập trước.")
    if on < newest.starts_on:
        mend = f"Ghi ngày từ {newest.starts_on:%d/%m/%Y}."
        raise BadInput("Ngày này trước ngày Ban Chỉ đạo bắt đầu hoạt động.", mend=mend, field="starts_on")
