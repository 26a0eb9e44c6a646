"""What is owed in electronic monitoring, read off the facts: one row below is one duty of the law."""

from __future__ import annotations

from donghanh.cases.procedures.shape import Life, Owed, kinds, stages
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S

STANDS = stages(S.DECIDED, S.MONITORED, S.PAUSED)
"""A decision on monitoring stands."""
GROUND_FACTS = kinds(K.AFTERCARE_DECIDED, K.REGISTRATION_DECIDED, K.START_NOTICE_SENT)
_AGAIN = kinds(K.CUSTODY_ENDED, K.HOSPITAL_ENDED, K.IMPEDIMENT_ENDED)


def _decide(fact: FactView, life: Life) -> str:
    return "monitoring.decide_requested" if fact.kind == K.MONITORING_ASKED else "monitoring.decide"


def _in_treatment(fact: FactView, life: Life) -> bool:
    """Monitoring is decided anew only where the person is in substitution treatment."""
    return fact.data.get("form") == "substitution"


def _by_wearing(fact: FactView, life: Life) -> bool:
    """The breach is put right by wearing the device again."""
    return fact.data.get("letter") in ("b", "c", "dd")


def _is_reminded(fact: FactView, life: Life) -> bool:
    """A breach that is not a refusal at once."""
    return fact.data.get("letter") != "a"


OWED: tuple[Owed, ...] = (
    Owed(
        "DECIDE_MONITORING",
        GROUND_FACTS | kinds(K.MONITORING_ASKED),
        kinds(K.MONITORING_DECIDED),
        "decider_monitoring",
        _decide,
        stages(S.FOUND),
    ),
    Owed("FIT_DEVICE", kinds(K.MONITORING_DECIDED), kinds(K.DEVICE_FITTED), "commune_police", "monitoring.fit", stages(S.DECIDED)),
    Owed("MINUTE_MONITORING_BREACH", kinds(K.MONITORING_BREACHED), kinds(K.BREACH_MINUTED), "commune_police", None, STANDS, lasts=True),
    Owed(
        "REMIND_MONITORED",
        kinds(K.BREACH_MINUTED),
        kinds(K.REMINDED, K.MONITORING_REFUSED),
        "commune_police",
        None,
        STANDS,
        lasts=True,
        only=_is_reminded,
    ),
    Owed(
        "REMEDY_BREACH",
        kinds(K.BREACH_MINUTED),
        kinds(K.DEVICE_FITTED, K.DEVICE_ON, K.MONITORING_REFUSED),
        "monitored_person",
        "monitoring.remedy",
        STANDS,
        lasts=True,
        only=_by_wearing,
    ),
    Owed(
        "DECIDE_MONITORING_AGAIN",
        kinds(K.MONITORING_REFUSED),
        kinds(K.MONITORING_DECIDED),
        "decider_monitoring",
        "monitoring.decide_requested",
        STANDS,
        only=_in_treatment,
    ),
    Owed(
        "PRESENT_FOR_DEVICE", _AGAIN, kinds(K.DEVICE_ON, K.MONITORING_REFUSED), "monitored_person", "monitoring.present", stages(S.PAUSED), lasts=True
    ),
    Owed("HAND_OVER_MONITORING", kinds(K.ARRIVED), kinds(K.FILE_SENT, K.FILE_RECEIVED), "commune_police", "monitoring.handover", STANDS, lasts=True),
    Owed("END_MONITORING", kinds(K.GROUND_WITHDRAWN), kinds(), "decider_monitoring", None, STANDS, unless=kinds(K.MONITORING_ENDED)),
    Owed(
        "END_MONITORING",
        kinds(K.MONITORING_DECIDED),
        kinds(),
        "decider_monitoring",
        None,
        STANDS,
        unless=kinds(K.MONITORING_ENDED, K.GROUND_WITHDRAWN),
        at_end=True,
    ),
)
