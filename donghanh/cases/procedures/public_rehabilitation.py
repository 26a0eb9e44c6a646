"""Voluntary rehabilitation in a public facility: by contract until 30 June 2026, then by a decision and a placing in three steps of 24 hours
(Law 73/2021 Art 31, 35, Decree 116/2021 Art 35–39; Law 120/2025 Art 34, 38, 39, Decree 163/2026 Art 91, 95, 97, 110).

Data of the facts: event_data.py.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Owed, Told, kinds, stages
from donghanh.cases.procedures.voluntary import by_contract, check_entry, check_registration, measure, needs_commune
from donghanh.cases.procedures.voluntary_findings import findings
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.legal import Answer
from donghanh.legal import voluntary_term as time

_WAITING = stages(S.REGISTERED, S.DECIDED, S.PROPOSED, S.TO_ENTER, S.POSTPONED, S.CONTRACTED)
_REHAB = stages(S.REHAB)
_OPEN = _WAITING | stages(S.REHAB, S.SUSPENDED)
_DONE = stages(S.COMPLETED, S.CERTIFIED)
_ALL = _OPEN | _DONE | stages(S.EXEMPTED, S.BROKEN_OFF, S.CLOSED)

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.REGISTERED): S.REGISTERED,
    (S.REGISTERED, K.REGISTRATION_DECIDED): S.DECIDED,
    (S.REGISTERED, K.CONTRACT_SIGNED): S.CONTRACTED,
    (S.DECIDED, K.FACILITY_PROPOSED): S.PROPOSED,
    (S.PROPOSED, K.FACILITY_PROPOSED): S.PROPOSED,
    (S.PROPOSED, K.FACILITY_DECIDED): S.TO_ENTER,
    (S.TO_ENTER, K.REHAB_STARTED): S.REHAB,
    (S.CONTRACTED, K.REHAB_STARTED): S.REHAB,
    (S.TO_ENTER, K.POSTPONED): S.POSTPONED,
    (S.POSTPONED, K.POSTPONEMENT_ENDED): S.TO_ENTER,
    (S.REHAB, K.STAY_SUSPENDED): S.SUSPENDED,
    (S.SUSPENDED, K.SUSPENSION_ENDED): S.REHAB,
    (S.REHAB, K.IMPRISONED): S.SUSPENDED,
    (S.SUSPENDED, K.REHAB_STARTED): S.REHAB,
    (S.REHAB, K.REHAB_COMPLETED): S.COMPLETED,
    (S.COMPLETED, K.CERTIFICATE_ISSUED): S.CERTIFIED,
    **{(stage, K.EXEMPTED): S.EXEMPTED for stage in (S.TO_ENTER, S.POSTPONED, S.REHAB, S.SUSPENDED)},
    **{(stage, kind): S.BROKEN_OFF for stage in _OPEN for kind in (K.LEFT_REHAB, K.COURT_DECIDED)},
    **{(stage, K.IMPRISONED): S.CLOSED for stage in _WAITING},
    **{(stage, K.DIED): S.CLOSED for stage in _OPEN},
}

STAYS: dict[K, frozenset[S]] = {
    K.CONTRACT_SIGNED: _REHAB,
    K.DECISION_SENT: stages(S.DECIDED, S.PROPOSED, S.TO_ENTER, S.REHAB),
    K.DECISION_SERVED: stages(S.DECIDED, S.PROPOSED, S.TO_ENTER, S.REHAB),
    K.DECISION_WITHDRAWN: _ALL,
    K.IMPEDED: _WAITING,
    K.IMPEDIMENT_ENDED: _WAITING,
    K.POSTPONEMENT_ASKED: stages(S.TO_ENTER),
    K.SERVICE_OFFERED: _OPEN,
    K.START_NOTICE_SENT: _REHAB,
    K.PHASE_COMPLETED: _REHAB,
    K.USED_IN_REHAB: _REHAB,
    K.BREACH_MINUTED: _REHAB | stages(S.BROKEN_OFF),
    K.ABSENCE_BEGAN: _REHAB,
    K.ABSENCE_ENDED: _REHAB,
    K.TRANSFERRED: _REHAB,
    K.STOP_NOTICE_SENT: stages(S.BROKEN_OFF),
    K.END_NOTICED: _REHAB,
    K.CERTIFICATE_ISSUED: _REHAB,
    K.COMPLETION_NOTICE_SENT: _REHAB | _DONE,
    K.HANDED_OVER: _DONE,
    K.RETURN_REPORTED: _DONE,
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.ABSENCE_ENDED: (kinds(K.ABSENCE_BEGAN), "Chưa ghi lúc bắt đầu vắng mặt."),
    K.IMPEDIMENT_ENDED: (kinds(K.IMPEDED), "Chưa ghi trở ngại."),
    K.SUSPENSION_ENDED: (kinds(K.STAY_SUSPENDED), "Chưa ghi quyết định tạm đình chỉ."),
}

_STARTED = kinds(K.REHAB_STARTED)
_BROKEN = kinds(K.LEFT_REHAB, K.COURT_DECIDED, K.DIED, K.EXEMPTED)
_PLACED = kinds(K.FACILITY_DECIDED)


def _is_central(fact: FactView, life: Life) -> bool:
    return fact.data.get("level") == "central"


def _is_provincial(fact: FactView, life: Life) -> bool:
    return not _is_central(fact, life)


_NOTICE = "voluntary.public_facility_notice"

OWED: tuple[Owed, ...] = (
    Owed(
        "DECIDE_VOLUNTARY",
        kinds(K.REGISTERED),
        kinds(K.REGISTRATION_DECIDED),
        "decider_voluntary",
        "voluntary.decide",
        stages(S.REGISTERED),
        only=needs_commune,
    ),
    Owed("SIGN_REHAB_CONTRACT", kinds(K.REGISTERED), kinds(K.CONTRACT_SIGNED), "public_facility", None, stages(S.REGISTERED), only=by_contract),
    Owed(
        "PROPOSE_FACILITY",
        kinds(K.REGISTRATION_DECIDED),
        kinds(K.FACILITY_PROPOSED),
        "registrar_voluntary",
        "voluntary.public_request",
        stages(S.DECIDED),
    ),
    Owed(
        "PLACE_VOLUNTARY",
        kinds(K.FACILITY_PROPOSED),
        _PLACED,
        "assigner_of_facility",
        "voluntary.public_assign",
        stages(S.PROPOSED),
        only=_is_provincial,
    ),
    Owed(
        "PLACE_VOLUNTARY_CENTRAL",
        kinds(K.FACILITY_PROPOSED),
        _PLACED,
        "assigner_of_facility_central",
        "voluntary.public_assign_central",
        stages(S.PROPOSED),
        only=_is_central,
    ),
    Owed("NOTIFY_START_PUBLIC", _STARTED, kinds(K.START_NOTICE_SENT), "public_facility", _NOTICE, _REHAB),
    Owed("MINUTE_BREACH", kinds(K.USED_IN_REHAB, K.LEFT_REHAB), kinds(K.BREACH_MINUTED), "decider_voluntary", None, _REHAB | stages(S.BROKEN_OFF)),
    Owed("NOTIFY_STOP_PUBLIC", kinds(K.LEFT_REHAB), kinds(K.STOP_NOTICE_SENT), "public_facility", _NOTICE, stages(S.BROKEN_OFF)),
    Owed("NOTIFY_COMPLETION_PUBLIC", kinds(K.REHAB_COMPLETED), kinds(K.COMPLETION_NOTICE_SENT), "public_facility", _NOTICE, _DONE),
    Owed("GIVE_END_NOTICE", _STARTED, kinds(), "facility_head", "voluntary.end_notice_public", _REHAB, unless=kinds(K.END_NOTICED), at_end=True),
    Owed(
        "CERTIFY_VOLUNTARY_FACILITY",
        _STARTED,
        kinds(),
        "facility_head",
        "voluntary.certificate_public",
        stages(S.REHAB, S.COMPLETED),
        unless=_BROKEN | kinds(K.CERTIFICATE_ISSUED),
        at_end=True,
    ),
)


def _findings(told: Told, life: Life) -> tuple[Answer, ...]:
    found = findings(told, life, form="public")
    term, recovered = measure(told, life, form="public").term, engine.last(told, kinds(K.SUSPENSION_ENDED))
    if term is None or recovered is None:
        return found
    return (*found, time.resume(recovered_on=recovered.on, last_day=term.last_day))


def _check_open(fact: FactView, life: Life) -> None:
    check_registration(fact, life, forms=frozenset({"public"}))


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    check_entry(now, kind, at, form="public")
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.PUBLIC_REHABILITATION,
    prefix="CL",
    tells={"completed": "voluntary"},
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_DONE | stages(S.EXEMPTED, S.BROKEN_OFF, S.CLOSED),
    needs=NEEDS,
    by_decision=kinds(K.REGISTRATION_DECIDED, K.FACILITY_DECIDED, K.DECISION_WITHDRAWN),
    after_end=kinds(K.REHAB_COMPLETED, K.CERTIFICATE_ISSUED, K.COMPLETION_NOTICE_SENT, K.HANDED_OVER, K.DIED),
    standing=partial(measure, form="public"),
    findings=_findings,
    check_open=_check_open,
    check_decide=_check_decide,
    decides=kinds(K.REGISTRATION_DECIDED, K.FACILITY_DECIDED, K.CONTRACT_SIGNED),
    offers=kinds(K.SERVICE_OFFERED),
    missing_opening="Hồ sơ chưa có đăng ký cai nghiện tại cơ sở công lập.",
)
