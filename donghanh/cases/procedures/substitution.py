"""Substitution treatment as a legal fact: how it begins and ends, never a dose or a test result
(Law 73/2021 Art 41, Decree 116/2021 Art 3, 28, 30, Decree 90/2016, Decree 141/2024; Law 120/2025 Art 35, 42, Decree 163/2026 Art 89, 91).

Data of the facts: event_data.py.
"""

from __future__ import annotations

from datetime import datetime

from donghanh.cases.procedures import court_order, engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Owed, Standing, Told, kinds, stages
from donghanh.cases.procedures.voluntary import WAITING, check_consent, check_registration
from donghanh.cases.procedures.voluntary_findings import is_adult, not_begun, registered_in_time
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.legal import Answer, voluntary
from donghanh.legal import substitution as law

_TREATED = stages(S.TREATED)
_OVER = stages(S.BROKEN_OFF, S.CLOSED)
_ENDS = kinds(K.TREATMENT_ENDED, K.LEFT_REHAB, K.COURT_DECIDED, K.IMPRISONED, K.DIED)

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.REGISTERED): S.REGISTERED,
    (None, K.TREATMENT_STARTED): S.TREATED,
    (S.REGISTERED, K.REGISTRATION_DECIDED): S.DECIDED,
    (S.REGISTERED, K.TREATMENT_STARTED): S.TREATED,
    (S.DECIDED, K.TREATMENT_STARTED): S.TREATED,
    (S.TREATED, K.TREATMENT_ENDED): S.CLOSED,
    **{(stage, kind): S.BROKEN_OFF for stage in WAITING | _TREATED for kind in (K.LEFT_REHAB, K.COURT_DECIDED)},
    **{(stage, kind): S.CLOSED for stage in WAITING | _TREATED for kind in (K.IMPRISONED, K.DIED)},
}

STAYS: dict[K, frozenset[S]] = {
    K.REGISTRATION_DECIDED: _TREATED,
    K.DECISION_SENT: stages(S.DECIDED, S.TREATED),
    K.DECISION_SERVED: stages(S.DECIDED, S.TREATED),
    K.DECISION_WITHDRAWN: WAITING | _TREATED | _OVER,
    K.IMPEDED: WAITING,
    K.IMPEDIMENT_ENDED: WAITING,
    K.SERVICE_OFFERED: WAITING | _TREATED,
    K.START_NOTICE_SENT: _TREATED,
    K.CLINIC_CHANGED: _TREATED,
    K.DOSES_MISSED: _TREATED,
    K.BREACH_MINUTED: _TREATED | stages(S.BROKEN_OFF, S.CLOSED),
    K.STOP_NOTICE_SENT: _OVER,
    K.COMPLETION_NOTICE_SENT: stages(S.CLOSED),
    K.CERTIFICATE_ISSUED: stages(S.CLOSED),
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.IMPEDIMENT_ENDED: (kinds(K.IMPEDED), "Chưa ghi trở ngại."),
    K.COMPLETION_NOTICE_SENT: (kinds(K.TREATMENT_ENDED), "Chưa ghi kết thúc điều trị."),
    K.CERTIFICATE_ISSUED: (kinds(K.TREATMENT_ENDED), "Chưa ghi kết thúc điều trị."),
    K.STOP_NOTICE_SENT: (kinds(K.LEFT_REHAB, K.TREATMENT_ENDED), "Chưa ghi bỏ hoặc kết thúc điều trị."),
}


def _is_breach(fact: FactView, life: Life) -> bool:
    """Broken off, or ended by the clinic for a breach."""
    return fact.kind == K.LEFT_REHAB or _reason(fact) in law.BREACHES


OWED: tuple[Owed, ...] = (
    Owed(
        "DECIDE_VOLUNTARY",
        kinds(K.REGISTERED),
        kinds(K.REGISTRATION_DECIDED),
        "decider_voluntary",
        "voluntary.decide",
        stages(S.REGISTERED, S.TREATED),
    ),
    Owed("NOTIFY_TREATMENT_START", kinds(K.TREATMENT_STARTED), kinds(K.START_NOTICE_SENT), "substitution_clinic", "substitution.notice", _TREATED),
    Owed(
        "NOTIFY_TREATMENT_END",
        kinds(K.TREATMENT_ENDED, K.LEFT_REHAB),
        kinds(K.COMPLETION_NOTICE_SENT, K.STOP_NOTICE_SENT),
        "substitution_clinic",
        "substitution.notice",
        _OVER,
    ),
    Owed("MINUTE_BREACH", kinds(K.LEFT_REHAB, K.TREATMENT_ENDED), kinds(K.BREACH_MINUTED), "decider_voluntary", None, _OVER, only=_is_breach),
)


def _reason(fact: FactView) -> str:
    return str(fact.data.get("reason") or "")


def standing(told: Told, life: Life) -> Standing:
    """From the beginning of the treatment to its end; the law gives it no length."""
    begun = next((f for f in told if f.kind == K.TREATMENT_STARTED), None)
    if begun is None:
        return Standing()
    ended = next((f for f in told if f.kind in _ENDS and f.happened_at >= begun.happened_at), None)
    return Standing(None, begun.happened_at, None if ended is None else max(ended.happened_at, begun.happened_at))


def findings(told: Told, life: Life) -> tuple[Answer, ...]:
    """Age and consent, whether a compulsory file is excluded meanwhile, missed doses, how it ended and what follows."""
    opened = told[0]
    age = life.age_on(opened.on)
    found: list[Answer] = []
    if age is not None:
        found += [voluntary.age_branch(age, on=opened.on), law.consent(age, on=opened.on)]
    in_time = registered_in_time(opened) if opened.kind == K.REGISTERED else None
    found += [in_time] if in_time else []
    found += court_order.finding(opened, life)
    found += not_begun(told)
    for fact in told:
        found += _of(fact, life)
    return tuple(found)


def _of(fact: FactView, life: Life) -> list[Answer]:
    if fact.kind == K.TREATMENT_STARTED:
        return [law.no_compulsory_file(on=fact.on)]
    if fact.kind == K.DOSES_MISSED:
        return [law.missed(days=_number(fact, "days"), courses=_number(fact, "courses"), on=fact.on)]
    if fact.kind == K.TREATMENT_ENDED:
        ended = [law.end(reason=_reason(fact), on=fact.on), law.end_notice(on=fact.on)]
        return ended + ([_ground(fact, life)] if _is_breach(fact, life) else [])
    return [_ground(fact, life)] if fact.kind == K.LEFT_REHAB else []


def _ground(fact: FactView, life: Life) -> Answer:
    return voluntary.ground(event="substitution", adult=is_adult(fact, life), on=fact.on)


def _number(fact: FactView, key: str) -> int:
    """A whole number of the fact's data; 0 where there is none."""
    said = fact.data.get(key)
    return said if type(said) is int else 0


def _check_open(fact: FactView, life: Life) -> None:
    if fact.kind == K.REGISTERED:
        check_registration(fact, life, forms=frozenset({"substitution"}))
    else:
        check_consent(fact, life)


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    if kind == K.REGISTRATION_DECIDED and kind in now.seen:
        raise Cannot("Đã có quyết định còn hiệu lực.", mend="Muốn thay đổi, thu hồi quyết định cũ trước.")
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.SUBSTITUTION,
    prefix="TT",
    tells={"completed": "substitution"},
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_OVER,
    needs=NEEDS,
    by_decision=kinds(K.REGISTRATION_DECIDED, K.DECISION_WITHDRAWN),
    standing=standing,
    findings=findings,
    check_open=_check_open,
    check_decide=_check_decide,
    decides=kinds(K.REGISTRATION_DECIDED),
    offers=kinds(K.SERVICE_OFFERED),
    missing_opening="Hồ sơ chưa có đăng ký hoặc ngày bắt đầu điều trị thay thế.",
)
