"""What a determination allows. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from donghanh.cases.diagnosis.terms import Mark, State
from donghanh.cases.rules import SHORTEST_ERROR, CannotRecord, check_time
from donghanh.cases.terms import ExaminedAt
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.legal import diagnosis as law

LONGEST_NOTE = 500
LONGEST_NUMBER = 40


def state(*, says: str, is_answered: bool) -> State:
    """says: what the rule makes of the newest findings; "" where there are none."""
    if is_answered:
        return State.CONCLUDED
    return {"": State.WAITING, "observe": State.LACKING}.get(says, State.READY)


def check_open(*, is_answered: bool) -> None:
    """A request that waits. Raises Overtaken."""
    if is_answered:
        raise Overtaken("Yêu cầu này đã được trả lời.", mend="Nếu kết luận sai, liên hệ nơi đã gửi yêu cầu.")


def check_findings(
    *, place: str, groups: Collection[str], marks: Mapping[str, str], sent_at: datetime, received_at: datetime, examined_at: datetime, at: datetime
) -> None:
    """Every criterion has its word, at least one group of substances is named, and the days follow each other. Raises CannotRecord.

    The person may come some hours before the request is written down, but not on an earlier day.
    """
    check_time(examined_at, at=at)
    if local_day(received_at) < local_day(sent_at):
        raise CannotRecord(
            f"Tiếp nhận trước ngày có yêu cầu ({local_day(sent_at):%d/%m/%Y}).", mend="Kiểm tra lại ngày tiếp nhận, hoặc hỏi nơi đã gửi yêu cầu."
        )
    if received_at > examined_at:
        raise CannotRecord("Khám trước khi tiếp nhận.", mend="Kiểm tra lại ngày giờ tiếp nhận và ngày giờ khám.")
    if place not in ExaminedAt.values:
        raise CannotRecord("Chưa ghi nơi xác định.", mend=f"Chọn: {', '.join(str(one.label) for one in ExaminedAt)}.", field="place")
    if not groups or set(groups) - law.groups().keys():
        raise CannotRecord("Chưa ghi nhóm chất.", mend=f"Chọn ít nhất một: {', '.join(law.groups().values())}.", field="groups")
    silent = [name for code, name in law.criteria().items() if marks.get(code) not in Mark.values]
    if silent or set(marks) - law.criteria().keys():
        raise CannotRecord(
            f"Chưa ghi tiêu chuẩn: {', '.join(silent) or 'có tiêu chuẩn lạ'}.",
            mend="Mỗi tiêu chuẩn ghi Có, Không hoặc Chưa rõ.",
            citation=law.citation(),
        )


def check_conclusion(*, says: str, is_dependent: bool, number: str, reason: str) -> None:
    """A conclusion rests on findings and has its paper; one that the rule does not draw says why. Raises CannotRecord with the article."""
    if not says:
        raise CannotRecord(
            "Chưa ghi các tiêu chuẩn đã thấy ở người này.", mend="Ghi đủ sáu tiêu chuẩn trước, rồi ký kết luận.", citation=law.citation()
        )
    if not number.strip():
        raise CannotRecord("Chưa ghi số phiếu kết quả.", mend="Ghi số của phiếu kết quả mà cơ sở cấp, ví dụ 15/PKQ.", field="number")
    if says != law.value_of(is_dependent=is_dependent) and len(reason.strip()) < SHORTEST_ERROR:
        raise CannotRecord(
            "Kết luận này khác kết quả tính theo quy định." if says != "observe" else "Theo quy định thì chưa đủ để kết luận.",
            mend=f"Ghi lý do chuyên môn (ít nhất {SHORTEST_ERROR} ký tự), hoặc sửa các tiêu chuẩn, hoặc theo dõi thêm.",
            citation=law.citation(),
            field="reason",
        )


def check_moment(*, sent_at: datetime, examined_at: datetime, concluded_at: datetime, at: datetime) -> None:
    """Concluded after the request and the examination, not in the future. Raises CannotRecord."""
    if not sent_at <= concluded_at <= at:
        raise CannotRecord("Kết luận phải sau khi nhận yêu cầu và không ở tương lai.", mend="Kiểm tra lại ngày giờ kết luận.")
    if concluded_at < examined_at:
        raise CannotRecord("Kết luận sớm hơn lúc khám.", mend="Kiểm tra lại ngày giờ khám và ngày giờ kết luận.")
