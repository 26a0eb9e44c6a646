"""What a test allows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from donghanh.cases.rules import CannotRecord, check_time
from donghanh.cases.terms import Substance
from donghanh.cases.testing.terms import Step
from donghanh.kernel.errors import Overtaken
from donghanh.legal import testing as law

LONGEST_NAME = 120


def step(*, taken_at: datetime | None, answered_at: datetime | None, received_at: datetime | None, withdrawn_at: datetime | None) -> Step:
    """Where the test stands, from its moments."""
    if withdrawn_at:
        return Step.WITHDRAWN
    if received_at:
        return Step.RECEIVED
    if answered_at:
        return Step.ANSWERED
    return Step.TAKEN if taken_at else Step.ASKED


def check_can_take(now: Step, *, asked_at: datetime, taken_at: datetime, at: datetime) -> None:
    """A sample of an open request, after it was asked for. Raises CannotRecord, Overtaken."""
    if now == Step.WITHDRAWN:
        raise Overtaken("Nơi gửi đã rút yêu cầu này.", mend="Không lấy mẫu. Nếu đã lấy, liên hệ nơi gửi.")
    if now != Step.ASKED:
        raise Overtaken("Mẫu của yêu cầu này đã được ghi.", mend="Mở lại danh sách để xem bước tiếp theo.")
    check_time(taken_at, at=at)
    if taken_at < asked_at:
        raise CannotRecord("Giờ lấy mẫu sớm hơn giờ yêu cầu.", mend="Kiểm tra lại ngày giờ lấy mẫu.")


def check_consent(*, age: int, sample: str, consented_by: str, on: date) -> None:
    """A sample that needs a parent's or guardian's word is not taken without it. Raises CannotRecord with the article."""
    found = law.consent(age=age, sample=sample, on=on)
    if found.value == "needed" and not consented_by.strip():
        raise CannotRecord(found.meaning_vi, mend=found.mend_vi, citation=found.citation_vi, field="consented_by")


def check_can_answer(now: Step, *, taken_at: datetime | None, resulted_at: datetime, at: datetime) -> None:
    """A result after its sample, once. Raises CannotRecord, Overtaken."""
    if now == Step.WITHDRAWN:
        raise Overtaken("Nơi gửi đã rút yêu cầu này.", mend="Liên hệ nơi gửi nếu đã có kết quả.")
    if now == Step.ASKED or taken_at is None:
        raise CannotRecord("Chưa ghi lúc lấy mẫu.", mend="Ghi mẫu trước rồi ghi kết quả.")
    if now != Step.TAKEN:
        raise Overtaken("Kết quả đã được gửi.", mend="Nếu kết quả sai, liên hệ nơi gửi yêu cầu.")
    check_time(resulted_at, at=at)
    if resulted_at < taken_at:
        raise CannotRecord("Giờ có kết quả sớm hơn giờ lấy mẫu.", mend="Kiểm tra lại ngày giờ có kết quả.")


def panel(found: Mapping[str, bool]) -> list[dict[str, object]]:
    """The result per substance in the order of the terms: True positive, False negative. Raises CannotRecord for an empty or unknown one."""
    if not found or set(found) - set(Substance.values):
        raise CannotRecord("Chưa ghi kết quả của chất nào.", mend="Chọn âm tính hoặc dương tính cho ít nhất một chất đã thử.")
    return [{"substance": code, "positive": found[code]} for code in Substance.values if code in found]


def check_can_withdraw(now: Step, *, reason: str) -> None:
    """Until the result is there. Raises Overtaken, CannotRecord."""
    if now not in (Step.ASKED, Step.TAKEN):
        raise Overtaken("Yêu cầu này không còn chờ kết quả.", mend="Mở lại trang để xem bản mới nhất.")
    if not reason.strip():
        raise CannotRecord("Rút yêu cầu cần có lý do.", mend="Ghi ngắn gọn vì sao không cần xét nghiệm nữa.", field="reason")


def check_can_receive(now: Step) -> None:
    """A result that waits. Raises Overtaken, CannotRecord."""
    if now == Step.RECEIVED:
        raise Overtaken("Kết quả này đã được nhận.", mend="Mở lại trang để xem bản mới nhất.")
    if now != Step.ANSWERED:
        raise CannotRecord("Chưa có kết quả để nhận.", mend="Đợi cơ sở y tế ghi kết quả.")


def check_can_follow(now: Step, *, is_positive: bool | None, is_followed: bool, has_person: bool) -> None:
    """A positive result of a known person goes into a file once. Raises Overtaken, CannotRecord."""
    if is_followed:
        raise Overtaken("Kết quả này đã được ghi vào hồ sơ.", mend="Mở hồ sơ đó từ trang của xét nghiệm.")
    if now not in (Step.ANSWERED, Step.RECEIVED) or not is_positive:
        raise CannotRecord("Chỉ kết quả dương tính mới ghi vào hồ sơ.", mend="Đợi kết quả, hoặc đóng trang này nếu âm tính.")
    if not has_person:
        raise CannotRecord("Chưa rõ người trong yêu cầu trên giấy là ai.", mend="Chọn người trong sổ của xã trước.")
