"""What may be asked in the person's name, by whom, and what an answer needs. Pure: values in, refusal or nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from donghanh.kernel.errors import Cannot, MayNot, Overtaken
from donghanh.kernel.workdays import add_years
from donghanh.legal.book import convention, day_vi
from donghanh.rights.terms import About, DelegateKind, DelegateMay, Effect

LONGEST_YEARS = 1
"""A grant ends after a year at the latest (trust rule I10); a guardian of a minor acts until the day he comes of age."""
SHORTEST = 10


class CannotAsk(Cannot):
    """The request, or the answer to it, does not fit."""


class MayNotAnswer(MayNot):
    """Who wrote the fact does not judge whether it is wrong; who is answered by another office does not answer himself."""


@dataclass(frozen=True, slots=True)
class DelegateView:
    """Somebody who acts for the person; is_ended: taken back before its day."""

    id: UUID
    kind: DelegateKind
    full_name: str
    basis: str
    may: tuple[DelegateMay, ...]
    starts_on: date
    ends_before: date
    is_ended: bool

    def stands(self, on: date) -> bool:
        """Counts on this day: nobody has to end it."""
        return not self.is_ended and self.starts_on <= on < self.ends_before


def comes_of_age(birth_year: int, born_on: date | None, *, on: date) -> date:
    """The day from which the person acts alone; with only a year of birth known the later possible day, since the young are protected more."""
    years = int(str(convention("adult_age", on).value))
    return add_years(born_on or date(birth_year, 12, 31), years)


def check_can_delegate(given: DelegateView, *, of_age_on: date, on: date) -> None:
    """Names, paper, at least one thing he may do, and an end: a year, or the day on which a minor comes of age."""
    if not given.full_name.strip():
        raise CannotAsk("Chưa ghi họ tên người đại diện.", mend="Ghi đúng như giấy tờ của họ.", field="full_name")
    if len(given.basis.strip()) < SHORTEST:
        raise CannotAsk("Chưa ghi giấy tờ làm căn cứ.", mend="Ghi tên, số, ngày của giấy uỷ quyền, giấy khai sinh hoặc quyết định.", field="basis")
    if not given.may:
        raise CannotAsk("Chưa chọn người này được làm gì.", mend="Chọn ít nhất một việc.", field="may")
    if given.ends_before <= max(given.starts_on, on):
        raise CannotAsk("Ngày kết thúc phải sau ngày bắt đầu và sau hôm nay.", mend="Kiểm tra lại hai ngày.", field="ends_on")
    is_minor = on < of_age_on
    latest = of_age_on if given.kind == DelegateKind.GUARDIAN and is_minor else add_years(given.starts_on, LONGEST_YEARS)
    if given.ends_before > latest:
        why = "ngày người này đủ tuổi tự mình thực hiện" if given.kind == DelegateKind.GUARDIAN and is_minor else "một năm kể từ ngày bắt đầu"
        day = day_vi(latest - timedelta(days=1))
        raise CannotAsk(f"Việc đại diện không quá {why}.", mend=f"Ghi ngày cuối muộn nhất là {day}; hết hạn có thể ghi lại.", field="ends_on")


def check_can_end(*, is_ended: bool, reason: str) -> None:
    """Taken back once, with a reason."""
    if is_ended:
        raise Overtaken("Việc đại diện này đã kết thúc.", mend="Tải lại trang.")
    if len(reason.strip()) < SHORTEST:
        raise CannotAsk("Kết thúc việc đại diện cần có lý do.", mend="Ghi ngắn gọn vì sao, ví dụ người này rút uỷ quyền.", field="reason")


def check_may_act(delegate: DelegateView | None, wanted: DelegateMay, *, on: date) -> None:
    """The person himself may always; a delegate while his time runs, for what he was given."""
    if delegate is None:
        return
    if not delegate.stands(on):
        raise CannotAsk(f"{delegate.full_name} không còn đại diện vào ngày {day_vi(on)}.", mend="Ghi giấy đại diện mới trước, nếu có.", field="by")
    if wanted not in delegate.may:
        raise CannotAsk(f"{delegate.full_name} không được giao việc “{wanted.label}”.", mend="Hỏi lại người trong hồ sơ.", field="by")


def check_can_show(*, shown_at: datetime, at: datetime) -> None:
    """A look lies in the past."""
    if shown_at > at:
        raise CannotAsk("Thời điểm cho xem nằm trong tương lai.", mend="Kiểm tra lại ngày và giờ.", field="on")


def check_can_correct(*, about: About, has_fact: bool, is_voided: bool, said: str, asked_at: datetime, at: datetime) -> None:
    """What is wrong is named, and still stands."""
    if (about == About.FACT) != has_fact:
        raise CannotAsk("Chưa rõ sự việc nào bị báo sai.", mend="Mở hồ sơ, chọn sự việc rồi bấm “Báo sai”.")
    if is_voided:
        raise CannotAsk("Sự việc này đã được huỷ.", mend="Không cần báo sai nữa; xem sự việc thay cho nó.")
    _check_words(said, "Chưa ghi người này nói sai ở đâu.", "said")
    _check_past(asked_at, at)


def check_can_acknowledge(*, is_acknowledged: bool, is_answered: bool) -> None:
    """The first answer is given once."""
    if is_acknowledged or is_answered:
        raise Overtaken("Yêu cầu này đã có trả lời lần đầu.", mend="Tải lại trang.")


def check_can_answer(*, is_answered: bool, reasons: str, answered_by: int | None, written_by: int | None) -> None:
    """Once, with reasons, and not by him who wrote what is contested."""
    if is_answered:
        raise Overtaken("Yêu cầu này đã được trả lời.", mend="Tải lại trang để xem câu trả lời.")
    if written_by is not None and written_by == answered_by:
        raise MayNotAnswer("Người đã ghi sự việc không tự xem lại sự việc đó.", mend="Chuyển cho đồng nghiệp hoặc người phụ trách trả lời.")
    _check_words(reasons, "Trả lời cần nêu lý do.", "reasons")


def check_corrected(*, still_stands: bool, rests_on_decision: bool) -> None:
    """ "Corrected" is only said of what no longer stands as it was."""
    if still_stands and rests_on_decision:
        raise CannotAsk("Sự việc này do một quyết định đã ký tạo ra.", mend="Thu hồi quyết định đó trước, rồi trả lời “đã sửa”.", field="outcome")


def check_not_theirs(body: str) -> None:
    """What another body wrote in the file in its own hand it alone takes back, two of its people together. body: its name, "" for our own."""
    if body:
        raise CannotAsk(
            f"Bước này do {body} tự ghi trong hồ sơ.",
            mend="Đề nghị nơi đó huỷ bước này: một người đề nghị, một người khác xác nhận. "
            "Đã huỷ thì trả lời “đã sửa”; không huỷ thì trả lời giữ nguyên.",
            field="outcome",
        )


def check_can_contest(
    *, is_signed: bool, is_withdrawn: bool, is_open: bool = False, decided_on: date, known_on: date, complained_on: date, today: date, content: str
) -> None:
    """Against a signed decision that stands, one at a time; the days run forward. Being late is no refusal."""
    if not is_signed:
        raise CannotAsk("Chỉ ghi khiếu nại với quyết định đã ký.", mend="Dự thảo chưa có hiệu lực với ai.")
    if is_withdrawn:
        raise CannotAsk("Quyết định này đã bị thu hồi.", mend="Không còn gì để khiếu nại; giao quyết định thu hồi cho người này.")
    if is_open:
        raise CannotAsk(
            "Đang có một khiếu nại về quyết định này chưa được trả lời.",
            mend="Chuyển đơn bổ sung cho người giải quyết khiếu nại đó; trả lời xong mới ghi khiếu nại tiếp theo.",
        )
    if known_on < decided_on:
        raise CannotAsk("Ngày biết quyết định sớm hơn ngày ký.", mend=f"Ghi từ ngày {day_vi(decided_on)} trở đi.", field="known_on")
    if complained_on < known_on:
        raise CannotAsk("Ngày khiếu nại sớm hơn ngày biết quyết định.", mend="Kiểm tra lại hai ngày.", field="complained_on")
    if complained_on > today:
        raise CannotAsk("Ngày khiếu nại nằm trong tương lai.", mend="Kiểm tra lại ngày nhận đơn.", field="complained_on")
    _check_words(content, "Chưa ghi nội dung khiếu nại.", "content")


def check_can_contest_ruling(*, decided_on: date | None, known_on: date, complained_on: date, today: date, content: str) -> None:
    """Against a ruling that the court has made; the days run forward. Being late is no refusal."""
    if decided_on is None:
        raise CannotAsk("Hồ sơ này chưa có quyết định của Toà án.", mend="Ghi khiếu nại khi Toà án đã quyết định.")
    check_can_contest(
        is_signed=True, is_withdrawn=False, decided_on=decided_on, known_on=known_on, complained_on=complained_on, today=today, content=content
    )


def check_can_settle(*, is_answered: bool, was_suspended: bool, effect: Effect, reasons: str, answered_by: int | None, heard: set[int]) -> None:
    """Answered once, with reasons, by one who neither drew up nor checked the decision; suspending is a step before the answer."""
    if is_answered:
        raise Overtaken("Khiếu nại này đã được trả lời.", mend="Tải lại trang để xem câu trả lời.")
    if effect == Effect.SUSPENDED and was_suspended:
        raise Overtaken("Quyết định đang tạm ngừng thi hành.", mend="Trả lời khiếu nại khi đã xem xét xong.")
    if answered_by in heard:
        raise MayNotAnswer("Người soạn hoặc kiểm tra quyết định không trả lời khiếu nại về quyết định đó.", mend="Chuyển cho người có thẩm quyền.")
    _check_words(reasons, "Trả lời khiếu nại cần nêu lý do.", "reasons")


def _check_words(text: str, sentence: str, field: str) -> None:
    if len(text.strip()) < SHORTEST:
        raise CannotAsk(sentence, mend="Ghi ít nhất một câu.", field=field)


def _check_past(moment: datetime, at: datetime) -> None:
    if moment > at:
        raise CannotAsk("Ngày nhận yêu cầu nằm trong tương lai.", mend="Kiểm tra lại ngày.", field="asked_on")
