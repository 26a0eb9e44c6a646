"""What a determination allows. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from donghanh.cases.diagnosis.terms import STEPS, Mark, State
from donghanh.cases.procedures import determination, engine
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import SHORTEST_ERROR, CannotRecord, FactView, age_on, check_time, moment_told
from donghanh.cases.terms import ExaminedAt
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.legal import convention
from donghanh.legal import diagnosis as law

LONGEST_NOTE = 500
LONGEST_NUMBER = 40
LONGEST_NAME = 120
OLDEST_BIRTH = 1900


def state(*, says: str, is_answered: bool, is_returned: bool = False) -> State:
    """says: what the rule makes of the newest findings; "" where there are none. is_returned: answered by sending the request back."""
    if is_answered:
        return State.RETURNED if is_returned else State.CONCLUDED
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


def moment_of(happened_at: datetime, told: Collection[FactView]) -> datetime:
    """A moment typed to the minute has no seconds: in the minute of the last step before it, it is that step's moment."""
    last = max((one for one in told if one.kind != K.RESULT_NOTIFIED), key=lambda one: one.happened_at, default=None)
    return moment_told(happened_at, last)


def check_step(view: CaseView, kind: K, *, happened_at: datetime, told: Collection[FactView], why: str, at: datetime) -> None:
    """The step is the health body's, fits the determination as it stands, lies behind and not before the last one. Raises CannotRecord."""
    check_time(happened_at, at=at)
    if kind not in STEPS:
        raise CannotRecord(f"“{kind.label}” không phải bước của cơ sở y tế.", mend="Chọn một bước ở trang yêu cầu.")
    if kind == K.DOSSIER_RETURNED and len(why.strip()) < SHORTEST_ERROR:
        raise CannotRecord("Chưa ghi vì sao trả lại.", mend=f"Ghi ít nhất {SHORTEST_ERROR} ký tự: thiếu gì hoặc sai ở đâu.", field="why")
    if kind == K.DOSSIER_RETURNED:
        _check_new_reason(why, told)
    engine.check_fits(determination.MANIFEST, view, kind, happened_at=happened_at, at=at)
    late = [one for one in told if one.kind != K.RESULT_NOTIFIED and one.happened_at > happened_at]
    if late:
        raise CannotRecord(f"Sớm hơn bước “{late[-1].kind.label}” đã ghi.", mend="Kiểm tra lại ngày và giờ của bước này.", field="time")


def _check_new_reason(why: str, told: Collection[FactView]) -> None:
    """A request is not sent back twice for one reason. Raises CannotRecord."""
    given = [one for one in told if one.kind == K.DOSSIER_RETURNED and _plain(str(one.data.get("why", ""))) == _plain(why)]
    if given:
        raise CannotRecord(
            f"Đề nghị đã được trả lại vì đúng lý do này ngày {local_day(given[-1].happened_at):%d/%m/%Y}.",
            mend="Nơi đề nghị đã gửi lại: xem phần bổ sung rồi tiếp nhận; còn thiếu thì ghi cụ thể còn thiếu gì.",
            field="why",
        )


def _plain(text: str) -> str:
    """Without the difference of capitals and spaces, as the database compares it (migrations/0005_steps)."""
    return " ".join(text.split()).lower()


def check_received(received_at: datetime, told: Collection[FactView]) -> None:
    """The first reception stands as it was told, and the limit of the result counts from it. Raises CannotRecord."""
    first = next((one for one in told if one.kind == K.PERSON_RECEIVED), None)
    if first is not None and received_at < first.happened_at.replace(second=0, microsecond=0):
        raise CannotRecord("Tiếp nhận sớm hơn lúc đã ghi tiếp nhận người này.", mend="Ghi đúng lúc đã tiếp nhận, hoặc lần tiếp nhận sau đó.")


def check_volunteer(*, full_name: str, birth_year: int, consented_by: str, came_at: datetime, at: datetime) -> None:
    """Who asks for himself is named; under age a parent or guardian has agreed (Decree 109/2021 Article 4). Raises CannotRecord.

    With the year of birth alone the younger possible age counts.
    """
    check_time(came_at, at=at)
    day = local_day(came_at)
    if not full_name.strip():
        raise CannotRecord("Chưa ghi họ và tên.", mend="Ghi theo giấy tờ người này mang theo.", field="full_name")
    if not OLDEST_BIRTH <= birth_year <= day.year:
        raise CannotRecord("Năm sinh chưa đúng.", mend=f"Ghi năm bốn chữ số, từ {OLDEST_BIRTH} đến {day.year}.", field="birth_year")
    if age_on(day, born_on=None, birth_year=birth_year) < int(convention("adult_age", day).value) and not consented_by.strip():
        raise CannotRecord(
            "Người chưa đủ 18 tuổi cần cha, mẹ hoặc người giám hộ đồng ý.", mend="Ghi họ tên người đã đồng ý trên đơn.", field="consented_by"
        )
