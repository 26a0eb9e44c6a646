"""Voluntary rehabilitation at home and in the community, and the rest of a programme begun in a private facility
(Law 73/2021 Art 30, Decree 116/2021 Art 28–34; Law 120/2025 Art 30, 32, 47, Decree 163/2026 Art 89–93, 130, 131).

Data of the facts: event_data.py.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Owed, kinds, stages
from donghanh.cases.procedures.voluntary import WAITING, check_entry, check_registration, check_rest, is_duty_breach, is_third_phase, measure
from donghanh.cases.procedures.voluntary_findings import findings
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S

_REHAB = stages(S.REHAB)
_OPEN = WAITING | stages(S.REHAB, S.SUSPENDED)
_DONE = stages(S.COMPLETED, S.CERTIFIED)
_ALL = _OPEN | _DONE | stages(S.BROKEN_OFF, S.CLOSED)

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.REGISTERED): S.REGISTERED,
    (None, K.REST_REGISTERED): S.REHAB,
    (S.REGISTERED, K.REGISTRATION_DECIDED): S.DECIDED,
    (S.DECIDED, K.REHAB_STARTED): S.REHAB,
    (S.REHAB, K.REHAB_COMPLETED): S.COMPLETED,
    (S.COMPLETED, K.CERTIFICATE_ISSUED): S.CERTIFIED,
    (S.REHAB, K.IMPRISONED): S.SUSPENDED,
    (S.SUSPENDED, K.REHAB_STARTED): S.REHAB,
    **{(stage, kind): S.BROKEN_OFF for stage in _OPEN for kind in (K.LEFT_REHAB, K.COURT_DECIDED)},
    **{(stage, K.IMPRISONED): S.CLOSED for stage in WAITING},
    **{(stage, K.DIED): S.CLOSED for stage in _OPEN},
}

STAYS: dict[K, frozenset[S]] = {
    K.REGISTRATION_DECIDED: _REHAB,
    K.DECISION_SENT: stages(S.DECIDED, S.REHAB),
    K.DECISION_SERVED: stages(S.DECIDED, S.REHAB),
    K.DECISION_WITHDRAWN: _ALL,
    K.IMPEDED: WAITING,
    K.IMPEDIMENT_ENDED: WAITING,
    K.HELPER_ASSIGNED: stages(S.DECIDED, S.REHAB),
    K.SERVICE_OFFERED: _OPEN,
    K.START_NOTICE_SENT: _REHAB,
    K.PHASE_COMPLETED: _REHAB,
    K.SUPPORT_PAID: _REHAB | _DONE,
    K.USED_IN_REHAB: _REHAB,
    K.BREACH_MINUTED: _REHAB | stages(S.BROKEN_OFF),
    K.REMINDED: _REHAB,
    K.REVIEWED: _REHAB,
    K.ABSENCE_BEGAN: _REHAB,
    K.ABSENCE_ENDED: _REHAB,
    K.DEPARTED: _REHAB,
    K.ARRIVED: _REHAB,
    K.MOVE_NOTICE_SENT: _REHAB,
    K.FILE_SENT: _REHAB,
    K.FILE_RECEIVED: _REHAB,
    K.STOP_NOTICE_SENT: stages(S.BROKEN_OFF),
    K.END_NOTICED: _REHAB,
    K.CERTIFICATE_ISSUED: _REHAB,
    K.COMPLETION_NOTICE_SENT: _REHAB | _DONE,
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.ABSENCE_ENDED: (kinds(K.ABSENCE_BEGAN), "Chưa ghi lúc bắt đầu vắng mặt."),
    K.IMPEDIMENT_ENDED: (kinds(K.IMPEDED), "Chưa ghi trở ngại."),
    K.MOVE_NOTICE_SENT: (kinds(K.DEPARTED), "Chưa ghi người này rời nơi cư trú cũ."),
    K.FILE_SENT: (kinds(K.DEPARTED, K.ARRIVED), "Chưa ghi người này rời nơi cư trú cũ."),
    K.REVIEWED: (kinds(K.BREACH_MINUTED), "Chưa lập biên bản vi phạm."),
    K.REMINDED: (kinds(K.BREACH_MINUTED), "Chưa lập biên bản vi phạm."),
}

_STARTS = kinds(K.REHAB_STARTED, K.REST_REGISTERED)
_BROKEN = kinds(K.LEFT_REHAB, K.COURT_DECIDED, K.DIED)

OWED: tuple[Owed, ...] = (
    Owed("DECIDE_VOLUNTARY", kinds(K.REGISTERED), kinds(K.REGISTRATION_DECIDED), "decider_voluntary", "voluntary.decide", stages(S.REGISTERED)),
    Owed("ASSIGN_REHAB_HELPER", _STARTS, kinds(), "assigner_of_helper", None, _REHAB, lasts=True, unless=kinds(K.HELPER_ASSIGNED)),
    Owed("NOTIFY_START", kinds(K.REHAB_STARTED), kinds(K.START_NOTICE_SENT), "service_provider", "voluntary.provider_notice", _REHAB),
    Owed("PAY_SUPPORT", kinds(K.PHASE_COMPLETED), kinds(), "state_budget", None, _REHAB | _DONE, unless=kinds(K.SUPPORT_PAID), only=is_third_phase),
    Owed("MINUTE_BREACH", kinds(K.USED_IN_REHAB, K.LEFT_REHAB), kinds(K.BREACH_MINUTED), "decider_voluntary", None, _REHAB | stages(S.BROKEN_OFF)),
    Owed("ANSWER_BREACH", kinds(K.BREACH_MINUTED), kinds(K.REMINDED, K.REVIEWED), "commune_police", None, _REHAB, only=is_duty_breach),
    Owed("FORWARD_REHAB_FILE", kinds(K.DEPARTED), kinds(K.FILE_SENT, K.FILE_RECEIVED), "registrar_voluntary", "voluntary.move", _REHAB, lasts=True),
    Owed("DECIDE_AFTER_REHAB_MOVE", kinds(K.FILE_RECEIVED), kinds(K.REGISTRATION_DECIDED), "decider_voluntary", None, _REHAB, lasts=True),
    Owed("NOTIFY_STOP", kinds(K.LEFT_REHAB), kinds(K.STOP_NOTICE_SENT), "service_provider", "voluntary.provider_notice", stages(S.BROKEN_OFF)),
    Owed("NOTIFY_COMPLETION", kinds(K.REHAB_COMPLETED), kinds(K.COMPLETION_NOTICE_SENT), "service_provider", "voluntary.provider_notice", _DONE),
    Owed("GIVE_END_NOTICE", _STARTS, kinds(), "helper", "voluntary.end_notice_home", _REHAB, unless=kinds(K.END_NOTICED), at_end=True),
    Owed(
        "CERTIFY_VOLUNTARY_HOME",
        _STARTS,
        kinds(),
        "certifier_voluntary_home",
        "voluntary.certificate_home",
        stages(S.REHAB, S.COMPLETED),
        unless=_BROKEN | kinds(K.CERTIFICATE_ISSUED),
        at_end=True,
    ),
)


def _check_open(fact: FactView, life: Life) -> None:
    if fact.kind == K.REST_REGISTERED:
        check_rest(fact, life)
    else:
        check_registration(fact, life, forms=frozenset({"home"}))


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    check_entry(now, kind, at, form="home")
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.HOME_REHABILITATION,
    prefix="CG",
    tells={"completed": "voluntary", "form": "home"},
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_DONE | stages(S.BROKEN_OFF, S.CLOSED),
    needs=NEEDS,
    by_decision=kinds(K.REGISTRATION_DECIDED, K.DECISION_WITHDRAWN),
    by_handover=kinds(K.FILE_SENT, K.FILE_RECEIVED),
    after_end=kinds(K.REHAB_COMPLETED, K.CERTIFICATE_ISSUED, K.COMPLETION_NOTICE_SENT, K.SUPPORT_PAID, K.DECISION_SERVED, K.DIED),
    standing=partial(measure, form="home"),
    findings=partial(findings, form="home"),
    check_open=_check_open,
    check_decide=_check_decide,
    decides=kinds(K.REGISTRATION_DECIDED),
    offers=kinds(K.SERVICE_OFFERED),
    missing_opening="Hồ sơ chưa có đăng ký cai nghiện tại gia đình, cộng đồng.",
)
