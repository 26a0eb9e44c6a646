"""What the state of a file allows, whatever its procedure. Pure: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from donghanh.cases.terms import FactKind, HoldReason
from donghanh.kernel.errors import Cannot, Overtaken
from donghanh.legal import ages

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")

SHORTEST_ERROR = 20
"""Signs that say why a file was opened in error: a sentence, not a word."""


class CannotRecord(Cannot):
    """The fact does not fit the file as it stands."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as the pure rules see it. data carries only what the kind of fact needs (see docs/reference)."""

    id: UUID
    kind: FactKind
    happened_at: datetime
    is_date_only: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    decision_id: UUID | None = None

    @property
    def on(self) -> date:
        """The day in Viet Nam."""
        return self.happened_at.astimezone(VIET_NAM).date()

    @property
    def counts_from(self) -> datetime:
        """Where clock hours are counted from: the moment itself; where only the day is known, the end of that day."""
        if not self.is_date_only:
            return self.happened_at
        return datetime.combine(self.on + timedelta(days=1), datetime.min.time(), VIET_NAM)


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact on which nothing adverse may rest since this moment; fact_id None: the file as a whole."""

    fact_id: UUID | None
    reason: HoldReason
    since: datetime


def age_on(on: date, *, born_on: date | None, birth_year: int) -> int:
    """Whole years on this day, 0 before the birth; with only a year of birth the younger possible age counts: the young are protected more."""
    return on.year - birth_year - 1 if born_on is None else ages.age_on(born_on, max(on, born_on))


def check_can_void(*, is_voided: bool, rests_on_decision: bool, reason: str) -> None:
    """A fact made by a signed decision goes only by withdrawing that decision; a voided fact stays voided."""
    if is_voided:
        raise Overtaken("Sự việc này đã được huỷ trước đó.", mend="Mở lại trang để xem bản mới nhất.")
    if rests_on_decision:
        raise CannotRecord("Sự việc này do một quyết định đã ký tạo ra.", mend="Muốn thay đổi, soạn quyết định thu hồi.")
    if not reason.strip():
        raise CannotRecord("Huỷ một sự việc cần có lý do.", mend="Ghi ngắn gọn vì sao sự việc này sai.")


def check_can_close_as_error(*, opened_by: int, by: int | None, reason: str, is_decided: bool, is_away: bool) -> None:
    """Another official than the one who opened the file says that it was opened in error, and why; what was signed or sent goes first."""
    if by is None or by == opened_by:
        raise CannotRecord("Người đã lập hồ sơ không tự xác nhận là lập nhầm.", mend="Nhờ một cán bộ khác của xã xem lại và xác nhận.")
    if len(reason.strip()) < SHORTEST_ERROR:
        raise CannotRecord("Lý do quá ngắn.", mend=f"Ghi ít nhất {SHORTEST_ERROR} ký tự: nhầm ở đâu, căn cứ nào cho biết.")
    if is_decided:
        raise CannotRecord("Hồ sơ có quyết định đã ký còn hiệu lực.", mend="Thu hồi quyết định đó trước, rồi xác nhận hồ sơ lập nhầm.")
    if is_away:
        raise CannotRecord("Hồ sơ đang được gửi sang nơi khác.", mend="Chờ nơi đó trả lời hoặc trả lại, rồi xác nhận.")


def moment_told(happened_at: datetime, last: FactView | None) -> datetime:
    """A moment typed to the minute has no seconds: in the minute of the last step it is that step's moment, and the order of recording decides."""
    if last is None or last.is_date_only or not happened_at <= last.happened_at < happened_at + timedelta(minutes=1):
        return happened_at
    return last.happened_at if happened_at == happened_at.replace(second=0, microsecond=0) else happened_at


def check_time(happened_at: datetime, *, at: datetime) -> None:
    """Facts lie in the past, with a zone."""
    if happened_at.tzinfo is None:
        raise CannotRecord("Thời điểm thiếu múi giờ.", mend="Nhập lại ngày và giờ.")
    if happened_at > at + timedelta(minutes=1):
        raise CannotRecord("Thời điểm xảy ra nằm trong tương lai.", mend="Kiểm tra lại ngày và giờ của sự việc.")
