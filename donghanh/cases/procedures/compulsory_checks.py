"""What compulsory rehabilitation refuses though its tables allow the step: who is left out, a period that is not over, a step a regime lacks."""

from __future__ import annotations

from datetime import date, datetime

from donghanh.cases.procedures.shape import CaseView, DutyView, Life, OtherProcedure
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.workdays import local_day
from donghanh.legal import Answer, compulsory_term, juvenile
from donghanh.legal import compulsory as law
from donghanh.legal.letters import duty_basis


def check_may_open(fact: FactView, life: Life, *, is_adult: bool) -> None:
    """Age, ground, exclusions and treatment allow a file of this procedure on the day of the ground. Raises CannotRecord with the article."""
    age = life.age_on(fact.on)
    if age is None:
        raise CannotRecord("Chưa biết ngày sinh hoặc năm sinh.", mend="Bổ sung ngày sinh: luật đối xử khác nhau theo tuổi.")
    branch = juvenile.age_branch(age, on=fact.on)
    if branch.value == "refused":
        raise _refusal(branch)
    if (branch.value == "adult") != is_adult:
        raise OtherProcedure(branch.meaning_vi, mend="Lập hồ sơ theo thủ tục của độ tuổi này.", citation=branch.citation_vi)
    if fact.data.get("ground"):
        _accept(law.ground(str(fact.data["ground"]), adult=is_adult, on=fact.on))
    if fact.data.get("in_substitution"):
        _accept(law.in_substitution(on=fact.on))
    _check_exclusions(fact, is_adult)


def _accept(found: Answer) -> None:
    if found.value == "refused":
        raise _refusal(found)


def _refusal(found: Answer) -> CannotRecord:
    return CannotRecord(found.meaning_vi, mend=found.mend_vi, citation=found.citation_vi)


def _check_exclusions(fact: FactView, is_adult: bool) -> None:
    left_out = law.exclusions(adult=is_adult, on=fact.on)
    told = {str(fact.data.get("exclusion", ""))}
    child = fact.data.get("child_born_on")
    if child and law.child_is_small(_day(child, "child_born_on"), on=fact.on):
        told.add("SMALL_CHILD")
    for code in told & set(left_out.value.split()):
        raise CannotRecord(
            f"Không áp dụng cai nghiện bắt buộc với người {law.EXCLUSIONS[code]}.",
            mend="Hướng dẫn người này đăng ký cai nghiện tự nguyện hoặc điều trị thay thế.",
            citation=left_out.citation_vi,
        )


def _day(told: object, key: str) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise CannotRecord(f"Không đọc được ngày “{told}” ở mục {key}.", mend="Ghi năm-tháng-ngày, ví dụ 2024-05-01.") from None


def check_fact(now: CaseView, kind: K, happened_at: datetime, *, is_adult: bool) -> None:
    """Refuses a step whose time has not come, has passed, or which the law of that day does not know. Raises CannotRecord."""
    if kind in _BY_AGE:
        _BY_AGE[kind](now, happened_at, is_adult)
    elif kind in _CHECKS:
        _CHECKS[kind](now, happened_at)


def _owed(now: CaseView, kind: str) -> DutyView | None:
    return next((duty for duty in now.duties if duty.kind == kind and duty.due is not None), None)


def _check_applied_in_time(now: CaseView, at: datetime) -> None:
    limit = _owed(now, "APPLY_IN_TIME")
    if limit and limit.due and limit.due.confidence == "V" and at >= limit.due.value:
        raise CannotRecord(
            f"Đã hết thời hiệu áp dụng ngày {limit.due.last_day:%d/%m/%Y}.",
            mend="Chỉ lập hồ sơ khi có hành vi mới hoặc người này trốn tránh.",
            citation=limit.due.citation_vi,
        )


def _check_reading_is_over(now: CaseView, at: datetime) -> None:
    reading = _owed(now, "READ_DOSSIER")
    if reading and reading.due and at < reading.due.value:
        raise CannotRecord(
            f"Người bị đề nghị còn được đọc hồ sơ đến hết ngày {reading.due.last_day:%d/%m/%Y}, chưa thể gửi.",
            mend="Gửi hồ sơ trong ngày làm việc kế tiếp ngày đó.",
            citation=reading.due.citation_vi,
        )


def _check_forwarding(now: CaseView, at: datetime, is_adult: bool) -> None:
    _check_reading_is_over(now, at)
    step = law.check_step(adult=is_adult, on=local_day(at))
    if step.value == "none":
        raise CannotRecord(step.meaning_vi, mend="Ghi “Gửi văn bản đề nghị Toà án”.", citation=step.citation_vi)


def _check_request(now: CaseView, at: datetime, is_adult: bool) -> None:
    _check_reading_is_over(now, at)
    step = law.check_step(adult=is_adult, on=local_day(at))
    if step.value == "required" and now.stage != S.CHECKING and K.DOSSIER_FORWARDED not in now.seen:
        raise CannotRecord(step.meaning_vi, mend="Ghi “Gửi hồ sơ đến cơ quan kiểm tra” trước.", citation=step.citation_vi)


def _check_effect(now: CaseView, at: datetime) -> None:
    if K.COMPLAINT_SETTLED in now.since_decided:  # the court above has spoken
        return
    right = _owed(now, "COMPLAIN") or _owed(now, "COMPLAIN_ABSENT")
    if right is None or right.due is None:
        raise _no_period(now)
    if at < right.due.value:
        raise CannotRecord(
            f"Còn trong thời hạn khiếu nại: {right.due.amount_vi} kể từ ngày {right.due.start:%d/%m/%Y}, đến hết ngày "
            f"{right.due.last_day:%d/%m/%Y}. Quyết định chưa có hiệu lực.",
            mend="Ghi hiệu lực từ ngày sau đó, nếu không có khiếu nại, kiến nghị, kháng nghị.",
            citation=right.due.citation_vi or _contest(now).citation_vi,
        )


def _no_period(now: CaseView) -> CannotRecord:
    """Why nobody can say when the decision takes effect: the law is silent and nothing was set, or an absent person has not received it."""
    period = _contest(now)
    if now.decided and now.decided.data.get("absent") and all(duty.kind != "COMPLAIN_ABSENT" for duty in now.duties):
        return CannotRecord(
            "Người bị đề nghị vắng mặt tại phiên họp: thời hạn khiếu nại tính từ ngày nhận quyết định, chưa ghi ngày đó.",
            mend="Ghi “Toà án gửi quyết định”, đánh dấu người này vắng mặt.",
            citation=period.citation_vi,
        )
    return CannotRecord(f"{period.meaning_vi} Chưa ai đặt số ngày.", mend=period.mend_vi, citation=period.citation_vi)


def _contest(now: CaseView) -> Answer:
    return next(answer for answer in now.findings if answer.question == "compulsory.contest")


def _check_admission(now: CaseView, at: datetime) -> None:
    limit = _owed(now, "ENTER_IN_TIME")
    if limit and limit.due and at >= limit.due.value:
        raise CannotRecord(
            f"Quyết định đã hết thời hiệu thi hành ngày {limit.due.last_day:%d/%m/%Y}.",
            mend="Nếu người này trốn tránh, ghi lúc bỏ trốn và lúc được đưa trở lại: thời hiệu tính từ khi hết trốn tránh.",
            citation=limit.due.citation_vi,
        )


def _check_resumption(now: CaseView, at: datetime) -> None:
    if now.term is None:
        return
    found = compulsory_term.resumes(ends_on=now.term.last_day, on=local_day(at))
    if found.value == "stays_out":
        raise _refusal(found)


def _check_half_served(now: CaseView, at: datetime) -> None:
    half = next((answer for answer in now.findings if answer.question == "compulsory.half_served"), None)
    if half and local_day(at) < date.fromisoformat(half.value):
        raise CannotRecord(f"Chưa chấp hành đủ một nửa thời hạn. {half.meaning_vi}", mend="Xét giảm từ ngày đó.", citation=half.citation_vi)


def _check_province_chooses(now: CaseView, at: datetime, is_adult: bool) -> None:
    procedure = Procedure.COMPULSORY if is_adult else Procedure.COMPULSORY_MINOR
    if not duty_basis("INFORM_PROVINCE", local_day(at), procedure=procedure).exists:
        raise CannotRecord(
            "Luật của ngày này không có bước Công an cấp tỉnh chọn cơ sở; văn bản đề nghị Toà án nêu tên cơ sở.",
            mend="Ghi việc đưa người vào cơ sở.",
            citation=f"Nghị định 116/2021/NĐ-CP, Điều {43 if is_adult else 53} khoản 2 điểm a",
        )


def _check_completion(now: CaseView, at: datetime) -> None:
    if now.term is not None and local_day(at) < now.term.last_day:
        raise CannotRecord(
            f"Thời hạn còn đến hết ngày {now.term.last_day:%d/%m/%Y}, chưa chấp hành xong.",
            mend="Nếu Toà án giảm hoặc miễn phần còn lại thì ghi quyết định đó.",
            citation=now.term.citation_vi,
        )


_BY_AGE = {
    K.DOSSIER_FORWARDED: _check_forwarding,
    K.COURT_REQUESTED: _check_request,
    K.PROVINCE_INFORMED: _check_province_chooses,
}
"""Where the two procedures stand on different articles."""
_CHECKS = {
    K.DOSSIER_PREPARED: _check_applied_in_time,
    K.DECISION_EFFECTIVE: _check_effect,
    K.ADMITTED: _check_admission,
    K.SUSPENSION_ENDED: _check_resumption,
    K.REDUCED: _check_half_served,
    K.REHAB_COMPLETED: _check_completion,
    K.CERTIFICATE_ISSUED: _check_completion,
}
