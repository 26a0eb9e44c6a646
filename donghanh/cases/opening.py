"""Files that begin, and files that hear of what was told to another one. Not an action: cases.actions calls it inside its own recording."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from donghanh.cases import grounds, hands, holds, ledger, memo
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import MANIFESTS, manifest
from donghanh.cases.procedures.shape import Manifest
from donghanh.cases.rules import FactView
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.people import queries as people


def opened(first: FactView, steps: Manifest, *, person_id: UUID, unit_id: int, at: datetime) -> Case:
    """A new file with its number; the fact that opens it is still to be appended."""
    return Case.objects.create(
        number=_next_number(steps.prefix, at),
        procedure=steps.procedure,
        person_id=person_id,
        unit_id=unit_id,
        opened_at=at,
        stage=steps.moves[None, first.kind],
    )


def check_none_open(person_id: UUID, procedure: Procedure, at: datetime) -> None:
    """One open file of a procedure a human being, whatever records were merged. Raises Cannot with the number of the one that is open."""
    for case in Case.objects.select_for_update().filter(person_id__in=people.records_of(person_id), procedure=procedure):
        if memo.view_of(case).stage_at(at) not in manifest(procedure).closed:
            raise Cannot(
                f"Người này đang có hồ sơ {case.number} chưa kết thúc.",
                mend="Mở hồ sơ đó và ghi sự việc vào đó thay vì lập hồ sơ mới.",
            )


def tell_other_files(case: Case, fact: FactView, *, actor: Actor, at: datetime, place_id: int | None) -> list[str]:
    """Hand the fact to every other file of the person (of all records merged into one) at this place that takes it, and open those it opens.

    Returns their numbers. The same rule as cases.procedures.course. Signed decisions and what two sides record stay with their own file.
    """
    fact = replace(fact, data={**manifest(case.procedure).tells, **fact.data})
    told, taking = [], {Procedure(case.procedure)}
    for other in _taking(case, fact, at):
        taking.add(Procedure(other.procedure))
        told.append(_append(other, fact, case, actor=actor, at=at, place_id=place_id))
    for procedure, steps in MANIFESTS.items():
        if fact.kind in steps.opens and procedure not in taking and _may_open(steps, fact, case, at):
            new = opened(fact, steps, person_id=case.person_id, unit_id=case.unit_id, at=at)
            told.append(_append(new, fact, case, actor=actor, at=at, place_id=place_id))
    return told


def tell_determinations(case: Case, fact: FactView, *, actor: Actor, at: datetime) -> list[str]:
    """Hand a fact that opens a file (a registration, a treatment begun) to the determinations that wait for it. Returns their numbers."""
    waiting = [one for one in _taking(case, fact, at) if one.procedure == Procedure.DETERMINATION]
    return [_append(one, fact, case, actor=actor, at=at, place_id=None) for one in waiting]


def _taking(case: Case, fact: FactView, at: datetime) -> list[Case]:
    """The other files of this person here that take the fact, locked."""
    theirs = Case.objects.filter(person_id__in=people.records_of(case.person_id), unit_id=case.unit_id)
    return [one for one in theirs.select_for_update(of=("self",)).exclude(pk=case.pk) if _takes(one, fact, at)]


def _takes(other: Case, fact: FactView, at: datetime) -> bool:
    steps = manifest(other.procedure)
    if fact.kind not in steps.accepts or fact.kind in steps.by_decision | steps.by_handover:
        return False
    try:
        engine.check_fits(steps, memo.view_of(other), fact.kind, happened_at=fact.happened_at, at=at)
        grounds.check(other.person_id, steps.procedure, fact)
        hands.check_ours(other.pk, fact.kind, happened_at=fact.happened_at)  # whoever holds the person there writes it himself
    except Cannot:
        return False
    return True


def _may_open(steps: Manifest, fact: FactView, case: Case, at: datetime) -> bool:
    try:
        holds.check_may_open(case.person_id, fact.kind)
        steps.check_open(fact, memo.life(case.person, before=at if steps.asks_person else None))
        grounds.check(case.person_id, steps.procedure, fact)
        check_none_open(case.person_id, steps.procedure, at)
    except Cannot:
        return False
    return True


def _append(file: Case, fact: FactView, source: Case, *, actor: Actor, at: datetime, place_id: int | None) -> str:
    ledger.append(
        file,
        fact.kind,
        actor=actor,
        happened_at=fact.happened_at,
        at=at,
        is_date_only=fact.is_date_only,
        data={**fact.data, "told_in": str(source.pk)},
        place_id=place_id,
    )
    return file.number


def _next_number(prefix: str, at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('case_number')")
        return f"{prefix}-{timezone.localtime(at).year}-{cursor.fetchone()[0]:06d}"
