"""What is owed in aftercare, read off the facts: one row below is one duty of the law."""

from __future__ import annotations

from donghanh.cases.procedures.aftercare_term import COMPLETIONS, said
from donghanh.cases.procedures.shape import Life, Owed, kinds, stages
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.legal import convention

_WAITING = stages(S.RETURNING)
_MANAGED = stages(S.AFTERCARE)
_DONE = kinds(K.REHAB_COMPLETED, K.TREATMENT_ENDED, K.RETURN_REPORTED)
_RESULTS = kinds(K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT)
_RELAPSE = kinds(K.FOUND_DEPENDENT, K.DELISTED)
_OVER = stages(S.AFTERCARE, S.ENDED)
_MEASURE = kinds(K.AFTERCARE_DECIDED)


def _at_term(fact: FactView, life: Life) -> bool:
    """Leaving the list is reviewed when the term is over: the young who served compulsory rehabilitation wait longer."""
    age = life.age_on(fact.on)
    return said(fact) != "compulsory" or age is None or age >= int(convention("adult_age", fact.on).value)


OWED: tuple[Owed, ...] = (
    Owed("PREPARE_AFTERCARE", kinds(K.RETURN_REPORTED), kinds(K.AFTERCARE_PROPOSED), "decider_aftercare", "aftercare.file", _WAITING),
    Owed("PROPOSE_AFTERCARE", kinds(K.END_NOTICED), kinds(K.AFTERCARE_PROPOSED), "proposer_aftercare", "aftercare.proposal", _WAITING),
    # nobody sent the notice: the proposal is owed all the same, without a limit
    Owed("PROPOSE_AFTERCARE", _DONE, kinds(K.AFTERCARE_PROPOSED), "proposer_aftercare", None, _WAITING, unless=kinds(K.END_NOTICED)),
    Owed("DECIDE_AFTERCARE", kinds(K.AFTERCARE_PROPOSED), _MEASURE, "decider_aftercare", "aftercare.decide", stages(S.PROPOSED)),
    Owed("SEND_AFTERCARE_DECISION", _MEASURE, kinds(), "decider_aftercare", None, _MANAGED, lasts=True, unless=kinds(K.DECISION_SERVED)),
    Owed(
        "ASSIGN_AFTERCARE_HELPER",
        kinds(K.AFTERCARE_DECIDED, K.FILE_RECEIVED),
        kinds(K.HELPER_ASSIGNED),
        "assigner_of_helper",
        None,
        _MANAGED,
        lasts=True,
    ),
    Owed("SUPPORT_AFTERCARE", _MEASURE, kinds(), "decider_aftercare", None, _MANAGED, lasts=True, unless=kinds(K.AFTERCARE_SUPPORT)),
    Owed(
        "REPORT_AFTERCARE_MOVE",
        kinds(K.DEPARTED),
        kinds(K.MOVE_NOTICE_SENT, K.FILE_RECEIVED),
        "keeper_aftercare_list",
        "aftercare.move",
        _MANAGED,
        lasts=True,
    ),
    Owed(
        "DETERMINE_IN_AFTERCARE",
        kinds(K.USED_AGAIN),
        kinds(K.DETERMINATION_REQUESTED) | _RESULTS,
        "requester_determination",
        None,
        _MANAGED,
    ),
    Owed(
        "CERTIFY_AFTERCARE", _MEASURE, kinds(), "decider_aftercare", "aftercare.certificate", _MANAGED, unless=kinds(K.AFTERCARE_ENDED), at_end=True
    ),
    # leaving the list of persons with dependence; where it comes later than the end of the term, the answer aftercare.delisting names the day
    Owed("REVIEW_DELISTING", COMPLETIONS, kinds(), "keeper_aftercare_list", None, _OVER, unless=_RELAPSE, only=_at_term, at_end=True),
    Owed(
        "REVIEW_DELISTING",
        kinds(K.RETURN_REPORTED),
        kinds(),
        "keeper_aftercare_list",
        None,
        _OVER,
        unless=_RELAPSE | COMPLETIONS,
        only=_at_term,
        at_end=True,
    ),
)
