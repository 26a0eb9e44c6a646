"""When a council has carried a proposal, and what may follow what. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.rewards.terms import Choice, State

LONGEST_MERIT = timedelta(days=5 * 366)
FEWEST_SEATS, MOST_SEATS = 3, 50
FEWEST_VOTES = 2
"""Whatever a council's paper prints, one official alone carries nothing: he may have founded the council himself."""


class CannotPropose(Cannot):
    """The same merit stands already."""


class CannotVote(Cannot):
    """No vote of this seat on this proposal now."""


class CannotMove(Cannot):
    """The proposal does not stand where this step begins."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of one proposal. entitled: seats but those of the proposed one's own body. needed: votes for quorum and yes-votes for the majority."""

    entitled: int
    quorum: int
    majority: int
    yes: int
    no: int
    abstained: int

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstained

    @property
    def has_quorum(self) -> bool:
        return self.cast >= self.quorum > 0

    @property
    def is_carried(self) -> bool:
        """Enough votes were cast, and enough of them say yes."""
        return self.has_quorum and self.yes >= self.majority

    @property
    def is_lost(self) -> bool:
        """Even if everybody who has not voted yet says yes, it is not carried."""
        return self.yes + self.entitled - self.cast < self.majority


def tally(*, seats: Iterable[int], subject_body: int, quorum_percent: int, majority_percent: int, votes: Iterable[Choice | str]) -> Tally:
    """Count the votes; shares are of the seats that may vote, rounded up, the quorum never below FEWEST_VOTES."""
    entitled = sum(seat != subject_body for seat in seats)
    given = [Choice(vote) for vote in votes]
    return Tally(
        entitled,
        quorum=max(FEWEST_VOTES, -(-entitled * quorum_percent // 100)),
        majority=-(-entitled * majority_percent // 100),
        yes=given.count(Choice.YES),
        no=given.count(Choice.NO),
        abstained=given.count(Choice.ABSTAIN),
    )


def check_days(first: date, last: date, *, on: date) -> None:
    """The merit lies behind us, in order, within five years. Raises BadInput."""
    if not first <= last <= on or last - first > LONGEST_MERIT:
        raise BadInput(
            "Thời gian lập thành tích chưa đúng.", mend="Từ ngày không sau đến ngày, đến ngày không sau hôm nay, dài không quá 5 năm.", field="to_on"
        )


def check_seats(seats: Iterable[int]) -> None:
    """From three to fifty seats, none twice. Raises BadInput."""
    held = list(seats)
    if len(set(held)) != len(held) or not FEWEST_SEATS <= len(held) <= MOST_SEATS:
        raise BadInput(
            "Số thành viên hội đồng chưa đúng.", mend=f"Chọn từ {FEWEST_SEATS} đến {MOST_SEATS} cơ quan, mỗi cơ quan một ghế.", field="seats"
        )


def check_share(percent: int, *, field: str) -> None:
    """A percentage from 1 to 100. Raises BadInput."""
    if not 1 <= percent <= 100:
        raise BadInput("Tỷ lệ chưa đúng.", mend="Ghi số phần trăm từ 1 đến 100, như quy chế của hội đồng in.", field=field)


def check_open(state: State) -> None:
    """Raises CannotMove once it was decided, refused or withdrawn."""
    if not state.is_open:
        raise CannotMove(f"Đề nghị đã kết thúc: {state.label.lower()}.", mend="Thành tích khác thì lập đề nghị mới.")


def check_can_open_vote(state: State, seats: Iterable[int], subject_body: int) -> None:
    """Once, before a council in which somebody else than the proposed body sits. Raises CannotMove."""
    check_open(state)
    if state == State.VOTING:
        raise CannotMove("Hội đồng đang biểu quyết đề nghị này.", mend="Chờ các thành viên bỏ phiếu.")
    if sum(seat != subject_body for seat in seats) < FEWEST_SEATS - 1:
        raise CannotMove(
            "Hội đồng còn quá ít thành viên được bỏ phiếu.", mend="Chọn hội đồng có thêm thành viên ngoài đơn vị được đề nghị.", field="council"
        )


def check_can_vote(state: State, *, body: int | None, subject_body: int, voted: Iterable[int]) -> None:
    """One vote a seat while the vote is open, never on one's own body or somebody who serves in it. Raises CannotVote."""
    if state != State.VOTING:
        raise CannotVote("Đề nghị này không ở bước biểu quyết.", mend="Mở lại danh sách để xem đề nghị đang chờ hội đồng.")
    if body is None:
        raise CannotVote("Cơ quan bạn không có ghế trong hội đồng này.", mend="Chỉ thành viên hội đồng bỏ phiếu.")
    if body == subject_body:
        raise CannotVote("Không ai bỏ phiếu cho chính mình hoặc cơ quan mình.", mend="Các thành viên khác của hội đồng bỏ phiếu.")
    if body in voted:
        raise CannotVote("Ghế này đã bỏ phiếu.", mend="Mỗi ghế một phiếu; xem kết quả trên trang.")


def check_can_decide(state: State, counted: Tally | None) -> None:
    """A decision follows only a vote that carried it. Raises CannotMove."""
    check_open(state)
    if counted is None:
        raise CannotMove("Hội đồng chưa biểu quyết đề nghị này.", mend="Đưa ra hội đồng trước.")
    if not counted.has_quorum:
        said = f"Mới có {counted.cast} phiếu; hội đồng cần ít nhất {counted.quorum} trong {counted.entitled} phiếu."
        raise CannotMove(said, mend="Chờ các thành viên bỏ phiếu.")
    if not counted.is_carried:
        said = f"Có {counted.yes} phiếu đồng ý; cần ít nhất {counted.majority} trong {counted.entitled}."
        raise CannotMove(said, mend="Chờ đủ phiếu, hoặc ghi không khen thưởng kèm lý do.")
