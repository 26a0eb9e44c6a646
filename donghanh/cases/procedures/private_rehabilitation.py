"""Voluntary rehabilitation in a private facility, all phases or at least three of them with the rest at home
(Law 73/2021 Art 31, 36, Decree 116/2021 Art 35–38; Law 120/2025 Art 30, 33, 46, Decree 163/2026 Art 91, 92, 94, 131).

Data of the facts: event_data.py.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Owed, kinds, stages
from donghanh.cases.procedures.voluntary import (
    by_contract,
    check_entry,
    check_registration,
    form_of,
    is_duty_breach,
    is_third_phase,
    measure,
    needs_commune,
)
from donghanh.cases.procedures.voluntary_findings import findings
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S

_WAITING = stages(S.REGISTERED, S.DECIDED, S.CONTRACTED)
_REHAB = stages(S.REHAB)
_OPEN = _WAITING | stages(S.REHAB, S.SUSPENDED)
_DONE = stages(S.COMPLETED, S.CERTIFIED)
_ALL = _OPEN | _DONE | stages(S.PART_DONE, S.BROKEN_OFF, S.CLOSED)

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.REGISTERED): S.REGISTERED,
    (S.REGISTERED, K.REGISTRATION_DECIDED): S.DECIDED,
    (S.REGISTERED, K.CONTRACT_SIGNED): S.CONTRACTED,
    (S.DECIDED, K.CONTRACT_SIGNED): S.CONTRACTED,
    (S.DECIDED, K.REHAB_STARTED): S.REHAB,
    (S.CONTRACTED, K.REHAB_STARTED): S.REHAB,
    (S.REHAB, K.REHAB_COMPLETED): S.COMPLETED,
    (S.COMPLETED, K.CERTIFICATE_ISSUED): S.CERTIFIED,
    (S.REHAB, K.PHASES_CERTIFIED): S.PART_DONE,
    (S.PART_DONE, K.REST_REGISTERED): S.CLOSED,
    (S.REHAB, K.IMPRISONED): S.SUSPENDED,
    (S.SUSPENDED, K.REHAB_STARTED): S.REHAB,
    **{(stage, kind): S.BROKEN_OFF for stage in _OPEN for kind in (K.LEFT_REHAB, K.COURT_DECIDED)},
    (S.PART_DONE, K.LEFT_REHAB): S.BROKEN_OFF,
    **{(stage, K.IMPRISONED): S.CLOSED for stage in _WAITING | stages(S.PART_DONE)},
    **{(stage, K.DIED): S.CLOSED for stage in _OPEN | stages(S.PART_DONE)},
}

STAYS: dict[K, frozenset[S]] = {
    K.REGISTRATION_DECIDED: stages(S.CONTRACTED),
    K.CONTRACT_SIGNED: _REHAB,
    K.DECISION_SENT: stages(S.DECIDED, S.CONTRACTED, S.REHAB),
    K.DECISION_SERVED: stages(S.DECIDED, S.CONTRACTED, S.REHAB),
    K.DECISION_WITHDRAWN: _ALL,
    K.IMPEDED: _WAITING,
    K.IMPEDIMENT_ENDED: _WAITING,
    K.SERVICE_OFFERED: _OPEN,
    K.START_NOTICE_SENT: _REHAB,
    K.PHASE_COMPLETED: _REHAB,
    K.SUPPORT_PAID: _REHAB | _DONE | stages(S.PART_DONE),
    K.USED_IN_REHAB: _REHAB,
    K.BREACH_MINUTED: _REHAB | stages(S.BROKEN_OFF),
    K.REMINDED: _REHAB,
    K.REVIEWED: _REHAB,
    K.ABSENCE_BEGAN: _REHAB,
    K.ABSENCE_ENDED: _REHAB,
    K.STOP_NOTICE_SENT: stages(S.BROKEN_OFF),
    K.END_NOTICED: _REHAB,
    K.CERTIFICATE_ISSUED: _REHAB,
    K.COMPLETION_NOTICE_SENT: _REHAB | _DONE | stages(S.PART_DONE),
    K.RETURN_REPORTED: _DONE | stages(S.PART_DONE),
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.ABSENCE_ENDED: (kinds(K.ABSENCE_BEGAN), "Chưa ghi lúc bắt đầu vắng mặt."),
    K.IMPEDIMENT_ENDED: (kinds(K.IMPEDED), "Chưa ghi trở ngại."),
    K.REVIEWED: (kinds(K.BREACH_MINUTED), "Chưa lập biên bản vi phạm."),
    K.REMINDED: (kinds(K.BREACH_MINUTED), "Chưa lập biên bản vi phạm."),
}

_STARTED = kinds(K.REHAB_STARTED)
_BROKEN = kinds(K.LEFT_REHAB, K.COURT_DECIDED, K.DIED, K.PHASES_CERTIFIED)
_PAPERS = kinds(K.CERTIFICATE_ISSUED, K.PHASES_CERTIFIED)


OWED: tuple[Owed, ...] = (
    Owed(
        "DECIDE_VOLUNTARY",
        kinds(K.REGISTERED),
        kinds(K.REGISTRATION_DECIDED),
        "decider_voluntary",
        "voluntary.decide",
        stages(S.REGISTERED, S.CONTRACTED),
        only=needs_commune,
    ),
    Owed("SIGN_REHAB_CONTRACT", kinds(K.REGISTERED), kinds(K.CONTRACT_SIGNED), "private_facility", None, stages(S.REGISTERED), only=by_contract),
    Owed("NOTIFY_START", _STARTED, kinds(K.START_NOTICE_SENT), "private_facility", "voluntary.private_facility_notice", _REHAB),
    Owed(
        "PAY_SUPPORT_PRIVATE",
        kinds(K.PHASE_COMPLETED),
        kinds(),
        "state_budget",
        None,
        _REHAB | _DONE | stages(S.PART_DONE),
        unless=kinds(K.SUPPORT_PAID),
        only=is_third_phase,
    ),
    Owed("MINUTE_BREACH", kinds(K.USED_IN_REHAB, K.LEFT_REHAB), kinds(K.BREACH_MINUTED), "decider_voluntary", None, _REHAB | stages(S.BROKEN_OFF)),
    Owed("ANSWER_BREACH", kinds(K.BREACH_MINUTED), kinds(K.REMINDED, K.REVIEWED), "commune_police", None, _REHAB, only=is_duty_breach),
    Owed(
        "NOTIFY_STOP", kinds(K.LEFT_REHAB), kinds(K.STOP_NOTICE_SENT), "private_facility", "voluntary.private_facility_notice", stages(S.BROKEN_OFF)
    ),
    Owed(
        "REPORT_STOP_FOR_FILE",
        kinds(K.LEFT_REHAB),
        kinds(K.STOP_NOTICE_SENT),
        "private_facility",
        "voluntary.private_self_stop",
        stages(S.BROKEN_OFF),
    ),
    Owed(
        "NOTIFY_COMPLETION",
        kinds(K.REHAB_COMPLETED, K.PHASES_CERTIFIED),
        kinds(K.COMPLETION_NOTICE_SENT),
        "private_facility",
        "voluntary.private_facility_notice",
        _DONE | stages(S.PART_DONE),
    ),
    Owed("GIVE_END_NOTICE", _STARTED, kinds(), "private_facility", "voluntary.end_notice_private", _REHAB, unless=kinds(K.END_NOTICED), at_end=True),
    Owed(
        "CERTIFY_VOLUNTARY_FACILITY",
        _STARTED,
        kinds(),
        "private_facility",
        "voluntary.certificate_private",
        stages(S.REHAB, S.COMPLETED),
        unless=_BROKEN | kinds(K.CERTIFICATE_ISSUED),
        at_end=True,
    ),
    Owed(
        "SEND_CERTIFICATE_COPY",
        _PAPERS,
        kinds(K.COMPLETION_NOTICE_SENT, K.RETURN_REPORTED),
        "private_facility",
        "voluntary.certificate_copy",
        _REHAB | _DONE | stages(S.PART_DONE),
    ),
    Owed(
        "PRESENT_CERTIFICATE",
        _PAPERS,
        kinds(K.RETURN_REPORTED, K.REST_REGISTERED),
        "person_in_rehabilitation",
        "voluntary.present",
        _DONE | stages(S.PART_DONE),
    ),
)


def _check_open(fact: FactView, life: Life) -> None:
    check_registration(fact, life, forms=frozenset({"private", "partial"}))


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    check_entry(now, kind, at, form=form_of([now.opened], "private") if now.opened else "private")
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.PRIVATE_REHABILITATION,
    prefix="CT",
    tells={"completed": "voluntary"},
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_DONE | stages(S.BROKEN_OFF, S.CLOSED),
    needs=NEEDS,
    by_decision=kinds(K.REGISTRATION_DECIDED, K.DECISION_WITHDRAWN),
    after_end=kinds(K.REHAB_COMPLETED, K.CERTIFICATE_ISSUED, K.COMPLETION_NOTICE_SENT, K.SUPPORT_PAID, K.DECISION_SERVED, K.DIED),
    standing=partial(measure, form="private"),
    findings=partial(findings, form="private"),
    check_open=_check_open,
    check_decide=_check_decide,
    decides=kinds(K.REGISTRATION_DECIDED, K.CONTRACT_SIGNED),
    offers=kinds(K.SERVICE_OFFERED),
    missing_opening="Hồ sơ chưa có đăng ký cai nghiện tại cơ sở tư nhân.",
)
