"""Education at the commune because of drug use, decisions until 30 June 2026
(Law on handling administrative violations Art 89, 90, 97, 105, 108, 114; Decree 120/2021; repealed by Law 120/2025 Art 54).

Data of the facts: event_data.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Owed, Standing, Told, kinds, stages
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import Answer
from donghanh.legal import education as law
from donghanh.legal.voluntary_term import months

_BEFORE = stages(S.PROPOSED, S.PREPARED)
_MEASURE = stages(S.EDUCATION)
_OPEN = _BEFORE | _MEASURE
_CLOSED = stages(S.ENDED, S.CLOSED)

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.EDUCATION_PROPOSED): S.PROPOSED,
    (S.PROPOSED, K.DOSSIER_PREPARED): S.PREPARED,
    (S.PREPARED, K.EDUCATION_DECIDED): S.EDUCATION,
    (S.EDUCATION, K.EDUCATION_ENDED): S.ENDED,
    **{(stage, kind): S.CLOSED for stage in _OPEN for kind in (K.DIED, K.IMPRISONED, K.COURT_DECIDED)},
}

STAYS: dict[K, frozenset[S]] = {
    K.RESIDENCE_VERIFIED: _BEFORE,
    K.FILE_RECEIVED: _BEFORE,
    K.MEETING_HELD: stages(S.PREPARED),
    K.DECISION_SENT: _MEASURE,
    K.DECISION_SERVED: _MEASURE,
    K.DECISION_WITHDRAWN: _OPEN | _CLOSED,
    K.HELPER_ASSIGNED: _MEASURE,
    K.PLAN_MADE: _MEASURE,
    K.SERVICE_OFFERED: _OPEN,
    K.USED_AGAIN: _MEASURE | stages(S.ENDED),
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.PLAN_MADE: (kinds(K.HELPER_ASSIGNED), "Chưa phân công người trực tiếp giúp đỡ."),
}


def _at_home(fact: FactView, life: Life) -> bool:
    return bool(fact.data.get("at_home"))


def _at_meeting(fact: FactView, life: Life) -> bool:
    return not _at_home(fact, life)


_PREPARED = kinds(K.DOSSIER_PREPARED)
_DECIDED = kinds(K.EDUCATION_DECIDED)
_READY = stages(S.PREPARED)

OWED: tuple[Owed, ...] = (
    Owed(
        "VERIFY_EDUCATION_RESIDENCE",
        kinds(K.EDUCATION_PROPOSED),
        kinds(K.RESIDENCE_VERIFIED),
        "preparer_education",
        "education.residence_verify",
        _BEFORE,
    ),
    Owed(
        "CHECK_EDUCATION_FILE",
        kinds(K.FILE_RECEIVED),
        kinds(K.DOSSIER_PREPARED, K.MEETING_HELD),
        "decider_education",
        "education.file_received",
        _BEFORE,
    ),
    Owed("HOLD_MEETING", _PREPARED, kinds(K.MEETING_HELD), "decider_education", "education.meeting", _READY, only=_at_meeting),
    Owed("DECIDE_HOME_MANAGEMENT", _PREPARED, _DECIDED, "decider_education", "education.home_management", _READY, only=_at_home),
    Owed("DECIDE_EDUCATION", kinds(K.MEETING_HELD), _DECIDED, "decider_education", None, _READY),
    Owed("ASSIGN_EDUCATION_HELPER", _DECIDED, kinds(K.HELPER_ASSIGNED), "decider_education", None, _MEASURE, lasts=True),
    Owed("MAKE_PLAN", kinds(K.HELPER_ASSIGNED), kinds(K.PLAN_MADE), "helper", "education.plan", _MEASURE, lasts=True),
    Owed("CERTIFY_EDUCATION", _DECIDED, kinds(), "decider_education", None, _MEASURE, at_end=True),
)


def standing(told: Told, life: Life) -> Standing:
    """From the decision, for the months it says; death, prison and a compulsory measure end it."""
    decided = engine.last(told, _DECIDED)
    if decided is None:
        return Standing()
    rule = legal.pick("education.term", decided.on)
    term = legal.term_end(rule, decided.on, amount=months(rule, decided.data.get("months")))
    cut = [f.happened_at for f in told[told.index(decided) :] if f.kind in (K.DIED, K.IMPRISONED, K.COURT_DECIDED)]
    return Standing(term, decided.happened_at, max(min([*cut, term.value]), decided.happened_at))


def findings(told: Told, life: Life) -> tuple[Answer, ...]:
    """Whether the law knows the measure, the age, the term, what the change of law leaves open, when it lapses and is cleared."""
    opened = told[0]
    age = life.age_on(opened.on)
    return (
        law.measure(on=opened.on),
        *([law.age_branch(age, on=opened.on)] if age is not None else []),
        *_on_term(told, life),
        *(law.later_use(on=f.on) for f in told if f.kind == K.USED_AGAIN),
    )


def _on_term(told: Told, life: Life) -> Iterator[Answer]:
    decided, term = engine.last(told, _DECIDED), standing(told, life).term
    if decided is None or term is None:
        return
    yield law.term(legal.pick("education.term", decided.on), decided.data.get("months"))
    change = law.running(decided_on=decided.on, last_day=term.last_day)
    if change is not None:
        yield change
    yield law.lapses(decided.on)
    ended = engine.last(told, kinds(K.EDUCATION_ENDED))
    if ended is not None:
        yield law.cleared(term.last_day, decided_on=decided.on)


def _check_open(fact: FactView, life: Life) -> None:
    found = law.measure(on=fact.on)
    if found.value == "repealed":
        raise CannotRecord(found.meaning_vi, mend="Xét quản lý người sử dụng trái phép chất ma tuý.", citation=found.citation_vi)
    age = life.age_on(fact.on)
    if age is None:
        raise CannotRecord("Chưa biết ngày sinh hoặc năm sinh.", mend="Bổ sung ngày sinh: luật đối xử khác nhau theo tuổi.")
    branch = law.age_branch(age, on=fact.on)
    if branch.value == "refused":
        raise CannotRecord(branch.meaning_vi, mend="Kiểm tra lại ngày sinh.", citation=branch.citation_vi)


def _check_fact(now: CaseView, kind: K, happened_at: datetime) -> None:
    if kind == K.EDUCATION_DECIDED:
        found = law.measure(on=local_day(happened_at))
        if found.value == "repealed":
            raise CannotRecord(found.meaning_vi, mend="Đóng hồ sơ; xét quản lý người sử dụng trái phép chất ma tuý.", citation=found.citation_vi)
    if kind == K.EDUCATION_ENDED and now.active_until is not None and happened_at < now.active_until:
        raise CannotRecord("Thời hạn giáo dục tại xã chưa hết.", mend="Cấp giấy khi hết thời hạn.", citation=now.term.citation_vi if now.term else "")


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    if kind == K.EDUCATION_DECIDED and now.stage == S.EDUCATION:
        raise Cannot("Đang có quyết định giáo dục tại xã còn hiệu lực.", mend="Muốn thay đổi, thu hồi quyết định cũ trước.")
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.COMMUNE_EDUCATION,
    prefix="GD",
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_CLOSED,
    needs=NEEDS,
    by_decision=kinds(K.EDUCATION_DECIDED, K.DECISION_WITHDRAWN),
    by_handover=kinds(K.FILE_RECEIVED),
    after_end=kinds(K.EDUCATION_ENDED, K.DECISION_SERVED, K.DIED),
    standing=standing,
    findings=findings,
    check_open=_check_open,
    check_decide=_check_decide,
    check_fact=_check_fact,
    decides=_DECIDED,
    offers=kinds(K.SERVICE_OFFERED),
    missing_opening="Hồ sơ chưa có đề nghị giáo dục tại xã.",
)
