"""Management after rehabilitation at the place of residence, up to leaving the lists
(Law 73/2021 Art 40, 43, Decree 116/2021 Art 77–81; Law 120/2025 Art 42, 47, 48, Decree 163/2026 Art 134–138).

Until 30 June 2026 the person's report starts the file, from 1 July 2026 the notice sent before the term ends; the completion itself
opens one under either law. A relapse closes the file: the time to leave the list begins anew with the next completion.

Data of the facts: event_data.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.aftercare_duties import OWED
from donghanh.cases.procedures.aftercare_term import COMPLETIONS, Completion, completion, rule_of, said, standing
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Told, kinds, stages
from donghanh.cases.procedures.voluntary import given_day
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import Answer, convention
from donghanh.legal import aftercare as law

_BEFORE = stages(S.RETURNING, S.PROPOSED)
_MANAGED = stages(S.AFTERCARE)
_OPEN = _BEFORE | stages(S.AFTERCARE, S.SUSPENDED)
_CLOSED = stages(S.ENDED, S.RELAPSED, S.DELISTED, S.CLOSED)
_BROKEN = kinds(K.LEFT_REHAB, K.COURT_DECIDED)
_COMPLETED = ("voluntary", "substitution", "compulsory")

MOVES: dict[tuple[S | None, K], S] = {
    **{(None, kind): S.RETURNING for kind in (K.END_NOTICED, K.REHAB_COMPLETED, K.TREATMENT_ENDED, K.RETURN_REPORTED)},
    (S.RETURNING, K.AFTERCARE_PROPOSED): S.PROPOSED,
    (S.PROPOSED, K.AFTERCARE_DECIDED): S.AFTERCARE,
    (S.AFTERCARE, K.AFTERCARE_ENDED): S.ENDED,
    (S.AFTERCARE, K.IMPRISONED): S.SUSPENDED,
    (S.SUSPENDED, K.RETURN_REPORTED): S.AFTERCARE,
    (S.AFTERCARE, K.DELISTED): S.DELISTED,
    (S.ENDED, K.DELISTED): S.DELISTED,
    **{(stage, K.FOUND_DEPENDENT): S.RELAPSED for stage in _OPEN | stages(S.ENDED)},
    **{(stage, kind): S.CLOSED for stage in _BEFORE | _MANAGED for kind in _BROKEN},
    **{(stage, K.IMPRISONED): S.CLOSED for stage in _BEFORE},
    **{(stage, K.DIED): S.CLOSED for stage in _OPEN},
}

STAYS: dict[K, frozenset[S]] = {
    K.END_NOTICED: _BEFORE,
    K.REHAB_COMPLETED: _BEFORE | _MANAGED,
    K.RETURN_REPORTED: _BEFORE | _MANAGED,
    K.DECISION_SENT: _MANAGED,
    K.DECISION_SERVED: _MANAGED,
    K.DECISION_WITHDRAWN: _OPEN | _CLOSED,
    K.HELPER_ASSIGNED: _BEFORE | _MANAGED,
    K.SERVICE_OFFERED: _OPEN,
    K.AFTERCARE_SUPPORT: _MANAGED | stages(S.ENDED),
    K.RESIDENCE_CHECKED: _MANAGED,
    K.ABSENCE_BEGAN: _MANAGED,
    K.ABSENCE_ENDED: _MANAGED,
    K.DEPARTED: _MANAGED,
    K.ARRIVED: _MANAGED,
    K.MOVE_NOTICE_SENT: _MANAGED,
    K.FILE_SENT: _MANAGED,
    K.FILE_RECEIVED: _MANAGED,
    K.USED_AGAIN: _MANAGED,
    K.DETERMINATION_REQUESTED: _MANAGED,
    K.FOUND_NOT_DEPENDENT: _MANAGED,
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.ABSENCE_ENDED: (kinds(K.ABSENCE_BEGAN), "Chưa ghi lúc bắt đầu vắng mặt."),
    K.MOVE_NOTICE_SENT: (kinds(K.DEPARTED), "Chưa ghi người này rời nơi cư trú cũ."),
    K.FILE_SENT: (kinds(K.DEPARTED, K.ARRIVED), "Chưa ghi người này rời nơi cư trú cũ."),
}


def findings(told: Told, life: Life) -> tuple[Answer, ...]:
    """What starts the file, where, the term and whose law gives it, what new use and prison bring, when leaving the list may be reviewed."""
    return (*_on_opening(told, life), *_on_term(told, life), *(answer for fact in told for answer in _of(fact, life)))


def _on_opening(told: Told, life: Life) -> Iterator[Answer]:
    opened = told[0]
    yield law.start(completed=said(opened), on=opened.on)
    yield law.place(has_stable_residence=life.has_stable_residence, on=opened.on)


def _on_term(told: Told, life: Life) -> Iterator[Answer]:
    done, term = completion(told), standing(told, life).term
    if done is None or term is None:
        return
    yield law.term(rule_of(done, life))
    yield law.regime(completed_on=done.on, last_day=term.last_day)
    if not any(f.kind in kinds(K.FOUND_DEPENDENT, K.DIED) for f in told):
        yield law.delisting(completed=done.what, completed_on=done.on, last_day=term.last_day)


def _of(fact: FactView, life: Life) -> Iterator[Answer]:
    if fact.kind == K.USED_AGAIN:
        age = life.age_on(fact.on)
        yield law.new_use(adult=age is None or age >= int(convention("adult_age", fact.on).value), on=fact.on)
    elif fact.kind == K.FOUND_NOT_DEPENDENT:
        yield law.not_dependent(on=fact.on)
    elif fact.kind == K.IMPRISONED:
        yield law.imprisonment(on=fact.on)


def _check_open(fact: FactView, life: Life) -> None:
    what = said(fact)
    starts = law.start(completed=what, on=fact.on)
    if fact.kind == K.TREATMENT_ENDED and fact.data.get("reason") != "completed":
        raise CannotRecord("Điều trị thay thế kết thúc mà chưa hoàn thành.", mend="Quản lý sau cai nghiện chỉ mở khi hoàn thành điều trị.")
    if what not in _COMPLETED:
        raise CannotRecord("Chưa rõ đã hoàn thành hình thức nào.", mend="Ghi completed: voluntary, substitution hoặc compulsory.")
    if fact.kind == K.END_NOTICED and starts.value == "report":
        raise CannotRecord(starts.meaning_vi, mend="Ghi việc hoàn thành hoặc người này trình báo khi trở về.", citation=starts.citation_vi)
    if fact.kind != K.END_NOTICED:
        rule_of(_told_completion(fact, starts), life)


def _told_completion(fact: FactView, starts: Answer) -> Completion:
    day: date | None = fact.on if fact.kind in COMPLETIONS else given_day(fact, "completed_on")
    if day is None or day > fact.on:
        raise CannotRecord(
            "Trình báo cần ngày hoàn thành ghi trên giấy xác nhận, không sau ngày trình báo.",
            mend="Ghi completed_on, ví dụ 2026-07-03.",
            citation=starts.citation_vi,
        )
    return Completion(said(fact), day)


def _check_fact(now: CaseView, kind: K, happened_at: datetime) -> None:
    is_completed = bool(COMPLETIONS & now.seen) or now.term is not None
    if kind in _BROKEN | COMPLETIONS and is_completed:
        raise CannotRecord("Hồ sơ này đã có ngày hoàn thành.", mend="Ghi sự việc vào hồ sơ cai nghiện của lần đó.")
    if kind == K.AFTERCARE_DECIDED and now.term is not None and happened_at >= now.term.value:
        raise CannotRecord("Thời hạn quản lý sau cai nghiện đã hết.", mend="Kiểm tra lại ngày hoàn thành.", citation=now.term.citation_vi)
    if kind in kinds(K.AFTERCARE_ENDED, K.DELISTED):
        _check_over(now, kind, happened_at)


def _check_over(now: CaseView, kind: K, happened_at: datetime) -> None:
    """The term is nearly over (certificate), or the time without relapse is (leaving the list). Raises CannotRecord with the article."""
    if now.term is None or (now.active_from is not None and now.active_until is None):
        raise CannotRecord("Chưa biết ngày hết thời hạn.", mend="Ghi ngày hoàn thành, hoặc lúc người này có mặt trở lại.")
    listed = next((one for one in now.findings if one.question == "aftercare.delisting"), None)
    day = law.certificate_from(now.term.last_day)
    if kind == K.DELISTED and listed is not None:
        day = date.fromisoformat(listed.value)
    if local_day(happened_at) < day:
        raise CannotRecord(
            f"Chưa đến ngày {day:%d/%m/%Y}.",
            mend="Làm từ ngày đó, nếu người này không tái nghiện." if kind == K.DELISTED else "Cấp giấy từ ngày đó.",
            citation=listed.citation_vi if kind == K.DELISTED and listed else now.term.citation_vi,
        )


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    if kind == K.AFTERCARE_DECIDED and now.stage == S.AFTERCARE:
        raise Cannot("Đang có quyết định quản lý sau cai nghiện còn hiệu lực.", mend="Muốn thay đổi, thu hồi quyết định cũ trước.")
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.AFTERCARE,
    prefix="SC",
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_CLOSED,
    needs=NEEDS,
    by_decision=kinds(K.AFTERCARE_DECIDED, K.DECISION_WITHDRAWN),
    by_handover=kinds(K.FILE_SENT, K.FILE_RECEIVED, K.DETERMINATION_REQUESTED, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT),
    after_end=kinds(K.AFTERCARE_ENDED, K.DELISTED, K.REHAB_COMPLETED, K.DECISION_SERVED, K.DIED),
    standing=standing,
    findings=findings,
    check_open=_check_open,
    check_decide=_check_decide,
    check_fact=_check_fact,
    decides=kinds(K.AFTERCARE_DECIDED),
    offers=kinds(K.SERVICE_OFFERED),
    missing_opening="Hồ sơ chưa có việc hoàn thành cai nghiện, thông báo sắp hết thời hạn hoặc trình báo khi trở về.",
)
