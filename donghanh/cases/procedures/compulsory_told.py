"""What the court's steps must say in words and numbers when they are written down."""

from __future__ import annotations

from donghanh.cases.procedures.engine import last
from donghanh.cases.procedures.shape import CaseView, Told
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import CourtOutcome
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import BadInput
from donghanh.legal import Parameter
from donghanh.legal import compulsory as law
from donghanh.legal.own_time import NUMBER

CONTEST_DAYS, CONTEST_REASON = "contest_days", "contest_reason"
SETTERS = (K.COURT_DECIDED, K.COURT_DECISION_SENT)
"""Steps of the court with which it may say until when its decision is contested."""


def check_told(now: CaseView, told: FactView, *, is_adult: bool) -> None:
    """The words and numbers that this step of the court needs. Raises CannotRecord."""
    if told.kind == K.COURT_ASKED and not _said(told, "question"):
        raise CannotRecord("Chưa ghi Toà án yêu cầu làm rõ điều gì.", mend="Ghi nội dung phải làm rõ, đúng như văn bản của Toà án.")
    if told.kind == K.COURT_DECLINED:
        _check_declined(told)
    if told.kind == K.COURT_DECISION_SENT and now.stage == S.EFFECTIVE and told.data.get("to") != "execution":
        raise CannotRecord("Quyết định đã có hiệu lực: lần gửi này là gửi để thi hành.", mend="Chọn gửi đến “Cơ quan thi hành”.")
    if told.kind in SETTERS:
        _check_contest(now, told, is_adult)


def _said(told: FactView, key: str) -> str:
    return str(told.data.get(key) or "").strip()


def _check_declined(told: FactView) -> None:
    if told.data.get("outcome") not in CourtOutcome.values:
        raise CannotRecord("Chưa ghi Toà án không áp dụng hay đình chỉ.", mend=f"Chọn một trong hai: {'; '.join(CourtOutcome.labels)}.")
    if not _said(told, "why"):
        raise CannotRecord("Chưa ghi lý do của Toà án.", mend="Ghi lý do như trong quyết định của Toà án.")


def _check_contest(now: CaseView, told: FactView, is_adult: bool) -> None:
    if not (_said(told, CONTEST_DAYS) or _said(told, CONTEST_REASON)):
        return
    ruled = told if told.kind == K.COURT_DECIDED or now.decided is None else now.decided
    period = law.contest(adult=is_adult, on=ruled.on)
    if period.value == law.contest(adult=is_adult, on=told.on).value == "waits":
        raise CannotRecord("Luật đã đặt thời hạn khiếu nại, không đặt số khác.", mend="Bỏ trống số ngày và căn cứ.", citation=period.citation_vi)
    if not _said(told, CONTEST_DAYS):
        raise CannotRecord("Chưa ghi số ngày được khiếu nại, kháng nghị.", mend="Ghi từ 1 đến 999 ngày, như quyết định nêu.")
    contest_set((told,))


def contest_set(told: Told) -> Parameter | None:
    """Who set how long the court's decision may be contested, when and why; None where nobody did. Raises CannotRecord for what cannot be read."""
    fact = next((one for one in reversed(told) if one.kind in SETTERS and _said(one, CONTEST_DAYS)), None)
    if fact is None:
        return None
    days, ruling = _said(fact, CONTEST_DAYS), last(told, frozenset({K.COURT_DECIDED}))
    if not NUMBER.fullmatch(days):
        raise CannotRecord(f"Không đọc được số ngày “{days:.40}”.", mend="Ghi từ 1 đến 999 ngày, như quyết định nêu.")
    signer = _said(fact, "signer") or (_said(ruling, "signer") if ruling else "")
    by = f"Toà án ({signer})" if signer else "Toà án đã ra quyết định"
    try:
        return Parameter("court.complain", int(days), "day", by, _said(fact, CONTEST_REASON), fact.on)
    except BadInput as why:
        raise CannotRecord(
            "Chưa ghi căn cứ của số ngày được khiếu nại, kháng nghị.", mend="Ghi văn bản hoặc lý do mà Toà án dựa vào để đặt số ngày này."
        ) from why
