"""Answers to choose from, where the law or a procedure knows only these: code and words. Read by the forms and by the timeline.

The words stand once, beside the data of each event (cases/procedures/event_data); here they begin with a capital.
"""

from __future__ import annotations

from donghanh.cases.procedures import event_data
from donghanh.cases.terms import FactKind as K


def _of(kind: K, key: str, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    told = next(one for one in event_data.of(kind) if one.key == key)
    return {code: words[:1].upper() + words[1:] for code, words in told.choices.items() if code not in without}


PHASE = _of(K.PHASE_COMPLETED, "phase")
FORM = _of(K.REGISTERED, "form")
LEVEL = _of(K.FACILITY_PROPOSED, "level")
BREACH = _of(K.BREACH_MINUTED, "breach")
TREATMENT_END = _of(K.TREATMENT_ENDED, "reason")
COMPULSORY_GROUND = _of(K.GROUND_FOUND, "ground")
EXCLUSION = _of(K.GROUND_FOUND, "exclusion", without=frozenset({"SMALL_CHILD"}))
"""A small child is asked for by its day of birth."""
WHERE_HELD = _of(K.INTERIM_DECIDED, "place")
SENT_TO = _of(K.COURT_DECISION_SENT, "to")
COMPLETED = _of(K.REHAB_COMPLETED, "completed")
MONITORED = _of(K.MONITORING_ASKED, "ground")
OFF = _of(K.DEVICE_OFF, "reason")
LETTER = _of(K.MONITORING_BREACHED, "letter")
EXAMINED = _of(K.DETERMINATION_REQUESTED, "place")
