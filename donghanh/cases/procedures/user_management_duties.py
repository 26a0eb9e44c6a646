"""What is owed in the management of a person using drugs, read off the facts: one row below is one duty of the law."""

from __future__ import annotations

from donghanh.cases.procedures.shape import Life, Owed
from donghanh.cases.procedures.shape import kinds as _set
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.legal import user_management as law

_MANAGED = frozenset({S.MANAGED, S.SUSPENDED})
STOP_FACTS = _set(K.FOUND_DEPENDENT, K.STOP_GROUND, K.DIED, K.IMPRISONED)
"""What makes the measure stop before its term is over."""
_DECIDER = "decider_user_management"
_MET = _set(K.RESIDENCE_CHECKED, K.MANAGEMENT_DECIDED, K.FILE_RECEIVED)


def _verify(fact: FactView, life: Life) -> str:
    return law.verify_topic(is_remote=bool(fact.data.get("remote")) or life.is_remote)


OWED: tuple[Owed, ...] = (
    Owed(
        "VERIFY_RESIDENCE",
        _set(K.TESTED_POSITIVE),
        _set(K.RESIDENCE_VERIFIED),
        "detecting_police",
        _verify,
        frozenset({S.DETECTED}),
    ),
    Owed(
        "SEND_NOTICE",
        _set(K.RESIDENCE_VERIFIED),
        _set(K.NOTICE_SENT, K.NOTICE_RECEIVED),
        "detecting_police",
        "user.notice",
        frozenset({S.VERIFIED}),
    ),
    Owed(
        "DECIDE",
        _set(K.NOTICE_SENT, K.NOTICE_RECEIVED),
        _set(K.MANAGEMENT_DECIDED),
        _DECIDER,
        "user.decide",
        frozenset({S.NOTIFIED}),
    ),
    Owed("SEND_DECISION", _set(K.MANAGEMENT_DECIDED), _set(K.DECISION_SERVED), "keeper_user_list", None, _MANAGED, lasts=True),
    Owed("OFFER_SERVICE", _set(K.MANAGEMENT_DECIDED), _set(K.SERVICE_OFFERED), "keeper_user_list", None, _MANAGED, lasts=True),
    Owed("REPORT_DEPARTURE", _set(K.DEPARTED), _set(K.MOVE_NOTICE_SENT, K.FILE_RECEIVED), "keeper_user_list", "user.move_notice", _MANAGED),
    Owed("SEND_FILE", _set(K.ARRIVED), _set(K.FILE_SENT, K.FILE_RECEIVED), "sender_user_file", "user.move_file", _MANAGED, lasts=True),
    Owed("DECIDE_AFTER_MOVE", _set(K.FILE_RECEIVED), _set(K.MANAGEMENT_DECIDED), _DECIDER, None, _MANAGED),
    Owed(
        "REQUEST_DETERMINATION",
        _set(K.USED_AGAIN),
        _set(K.DETERMINATION_REQUESTED, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT),
        "keeper_user_list",
        None,
        _MANAGED,
    ),
    Owed("DECIDE_NEW_TERM", _set(K.FOUND_NOT_DEPENDENT), _set(K.MANAGEMENT_DECIDED), _DECIDER, None, _MANAGED, unless=_set(K.STOP_GROUND)),
    Owed(
        "DECIDE_SUSPENSION",
        _set(K.CUSTODY_BEGAN),
        _set(K.MANAGEMENT_SUSPENDED, K.CUSTODY_ENDED),
        _DECIDER,
        None,
        frozenset({S.MANAGED}),
    ),
    Owed("DECIDE_STOP", STOP_FACTS, _set(K.MANAGEMENT_STOPPED), _DECIDER, None, _MANAGED),
    Owed(
        "SEND_END",
        _set(K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED, K.MANAGEMENT_SUSPENDED),
        _set(K.END_SENT, K.CUSTODY_ENDED),
        _DECIDER,
        "user.end_send",
        frozenset({S.STOPPED, S.ENDED, *_MANAGED}),
    ),
    # an absent person is looked for, not counted late; the last check before the end of the term is the last one
    Owed("CHECK_RESIDENCE", _MET, _set(), "keeper_user_list", "user.residence_check", frozenset({S.MANAGED}), lasts=True),
    # when the term is over the list is left at once; the paper that says so is still owed
    Owed("DECIDE_END", _set(K.MANAGEMENT_DECIDED), _set(), _DECIDER, None, _MANAGED, unless=STOP_FACTS, at_end=True),
)
