"""Keep what is computed from facts beside the case: written with each fact, and again when law or calendar have a new edition.

Not an action: nothing is decided here, the same facts give the same memo (tests/cases/test_memo.py recomputes and compares).
"""

from __future__ import annotations

from collections.abc import Iterable

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.models import Case, Duty, Fact
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import NOBODY, CaseView, Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind

_KEPT = ("stage", "detected_at", "managed_at", "offered_at", "active_from", "active_until")


def edition() -> str:
    """Names the law data and the calendar that findings are computed with."""
    return f"{legal.edition()}:{places.calendar_version()}"[:40]


def fact_view(fact: Fact) -> FactView:
    """A stored fact as the pure rules see it."""
    return FactView(fact.pk, FactKind(fact.kind), fact.happened_at, fact.is_date_only, fact.data, fact.decision_id)


def facts_of(case: Case) -> list[FactView]:
    """Facts of the case that were not voided."""
    return [fact_view(f) for f in Fact.objects.filter(case=case, voided_at__isnull=True)]


def view_of(case: Case) -> CaseView:
    """What follows from the facts of this case, computed now."""
    procedure = manifest(case.procedure)
    return engine.view(procedure, facts_of(case), life=life_of(case) if procedure.asks_person else NOBODY, calendar=places.calendar())


def life_of(case: Case) -> Life:
    """What the rules ask about the person of this case."""
    person = case.person
    return Life(person.born_on, person.birth_year, person.sex, has_guardian=bool(person.guardian_name.strip()))


def recompute(case: Case) -> CaseView:
    """Rewrite the memo of one case from its facts, in the caller's transaction."""
    made = view_of(case)
    for name in _KEPT:
        setattr(case, name, getattr(made, name))
    case.computed_with = edition()
    case.version += 1
    case.save(update_fields=[*_KEPT, "computed_with", "version"])
    Duty.objects.filter(case=case).delete()
    Duty.objects.bulk_create(duty_rows(case, made))
    return made


def duty_rows(case: Case, made: CaseView) -> list[Duty]:
    """The rows that remember the open duties of a case."""
    return [
        Duty(
            case=case,
            unit_id=case.unit_id,
            kind=d.kind,
            rule_id=d.rule_id,
            function=d.function,
            counted_from=d.counted_from,
            due_at=d.due.value if d.due else None,
            stands_from=d.stands_from,
            stands_until=d.stands_until,
        )
        for d in made.duties
    ]


def freshen(unit_ids: Iterable[int]) -> int:
    """Recompute the files of these places that were computed with an older law or calendar; returns how many."""
    stale = Case.objects.select_for_update(skip_locked=True).filter(unit_id__in=list(unit_ids)).exclude(computed_with=edition())
    count = 0
    for case in stale:
        recompute(case)
        count += 1
    return count
