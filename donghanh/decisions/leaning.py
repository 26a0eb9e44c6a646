"""Files that stand on a decision of another file (monitoring on a rehabilitation or on aftercare): named before a withdrawal, told with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.cases import ledger, memo
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.decisions import rules
from donghanh.decisions.checks import Leaning
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.people import queries as people


def leaning(decision_id: UUID, *, at: datetime) -> tuple[Leaning, ...]:
    """Files at its place that would hear of the withdrawal of this signed decision now. The caller has opened the withdrawal."""
    decision, calendar = Decision.objects.get(pk=decision_id), places.calendar()
    found = []
    for case in _files(decision):
        view = memo.view_told(case, memo.facts_of(case), calendar=calendar)
        if _hears(case, view, at):
            found.append(Leaning(case.number, str(Procedure(case.procedure).label), view.decided is not None))
    return tuple(found)


def tell(withdrawn: Decision, *, actor: Actor, at: datetime) -> list[str]:
    """Record in each of these files that its ground was withdrawn, in the caller's transaction; returns their numbers."""
    told = []
    for case in _files(withdrawn).select_for_update(of=("self",)):
        if _hears(case, memo.view_of(case), at):
            ledger.append(case, FactKind.GROUND_WITHDRAWN, actor=actor, happened_at=at, at=at, data={"told_in": str(withdrawn.case_id)})
            told.append(case.number)
    return told


def _files(decision: Decision) -> QuerySet[Case]:
    """Other files of the person at the place of the decision that were told of the very fact it made (cases.opening)."""
    theirs = Case.objects.filter(person_id__in=people.records_of(decision.person_id), unit_id=decision.unit_id).exclude(pk=decision.case_id)
    made = {"facts__kind": rules.EFFECT[DecisionKind(decision.kind)], "facts__happened_at": decision.signed_at, "facts__voided_at": None}
    return theirs.filter(**made, facts__data__told_in=str(decision.case_id)).select_related("person", "unit").order_by("number")


def _hears(case: Case, view: CaseView, at: datetime) -> bool:
    steps = manifest(case.procedure)
    if FactKind.GROUND_WITHDRAWN not in steps.accepts:
        return False
    try:
        engine.check_fits(steps, view, FactKind.GROUND_WITHDRAWN, happened_at=at, at=at)
    except Cannot:
        return False
    return True
