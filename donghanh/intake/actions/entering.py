"""From drafts to people, and back within seven days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.intake import access, rules
from donghanh.intake.actions import _keep
from donghanh.intake.models import Batch, FilePart, Row
from donghanh.intake.queries import drafts
from donghanh.intake.reading.check import Draft, Fault
from donghanh.intake.rules import SMALL
from donghanh.intake.terms import BatchState, RowState
from donghanh.kernel.actor import Actor
from donghanh.people import actions as people
from donghanh.people.rules import Home, NewPerson, Number

_ENTERED = """update intake_row r set state = 'ENTERED', sealed = '', person_id = v.person
from unnest(%s::int[], %s::uuid[]) as v(place, person) where r.batch_id = %s and r.place = v.place"""


def confirm(*, actor: Actor, at: datetime, batch_id: UUID) -> Batch:
    """The officer says yes: from now on the good rows become people, piece by piece (enter_piece)."""
    with audit.recording(actor=actor, verb="intake.confirm", at=at, subject=str(batch_id)) as entry:
        batch = access.batch_to_work(actor, batch_id)
        rules.check_can_enter(state=batch.state, ready=batch.ready)
        batch.state, batch.progress = BatchState.ENTERING, 0
        batch.confirmed_by, batch.confirmed_at = actor.user_id, at
        batch.save()
        entry.changes = {"ready": batch.ready}
        return batch


def enter_piece(*, actor: Actor, at: datetime, batch_id: UUID) -> bool:
    """Make people of the next 2,000 good rows; True while more remain. A killed run goes on where the last piece ended.

    A row whose number was taken meanwhile is not entered; it comes back with the faulty ones and the reason.
    """
    with audit.recording(actor=actor, verb="intake.enter_piece", at=at, subject=str(batch_id)) as entry:
        batch = access.batch_to_work(actor, batch_id)
        if batch.state != BatchState.ENTERING:
            return False
        rows = list(Row.objects.filter(batch=batch, state=RowState.READY).order_by("place")[:SMALL])
        new = [_new_person(batch, draft, at) for row in rows if (draft := drafts.opened_row(batch, row).draft)]
        made = people.register_many(actor=actor, at=at, unit_id=batch.unit_id, rows=new, batch_id=batch.pk)
        _mark_entered({rows[index].place: person for index, person in made.ids.items()}, batch)
        _give_back(batch, [(rows[index], reason) for index, reason in made.refused.items()])
        _count(batch, at)
        entry.changes = {"rows": len(rows), "made": len(made.ids), "refused": len(made.refused)}
        return batch.state == BatchState.ENTERING


def undo(*, actor: Actor, at: datetime, batch_id: UUID) -> Batch:
    """Take a list back within seven days: exactly the people it made go, piece by piece (undo_piece)."""
    with audit.recording(actor=actor, verb="intake.undo", at=at, subject=str(batch_id)) as entry:
        batch = access.batch_to_work(actor, batch_id)
        rules.check_can_undo(state=batch.state, confirmed_at=batch.confirmed_at, at=at)
        batch.state, batch.progress = BatchState.UNDOING, 0
        batch.undone_by, batch.undone_at = actor.user_id, at
        batch.save()
        entry.changes = {"entered": batch.entered}
        return batch


def undo_piece(*, actor: Actor, at: datetime, batch_id: UUID) -> bool:
    """Take back the next 2,000 people; True while more remain. Those worked on since, or in a case, stay and are listed (KEPT)."""
    with audit.recording(actor=actor, verb="intake.undo_piece", at=at, subject=str(batch_id)) as entry:
        batch = access.batch_to_work(actor, batch_id)
        if batch.state != BatchState.UNDOING:
            return False
        entered = Row.objects.filter(batch=batch, state=RowState.ENTERED)
        persons = list(entered.order_by("place").values_list("person_id", flat=True)[:SMALL])
        removal = people.remove_registered(actor=actor, at=at, person_ids=persons, batch_id=batch.pk)
        Row.objects.filter(batch=batch, person_id__in=removal.removed, state=RowState.ENTERED).delete()
        Row.objects.filter(batch=batch, person_id__in=removal.kept, state=RowState.ENTERED).update(state=RowState.KEPT)
        remaining = entered.count()
        batch.progress = 100 - 100 * remaining // max(batch.entered, 1)
        if not remaining:
            batch.state, batch.progress = BatchState.UNDONE, 100
        batch.save()
        entry.changes = {"removed": len(removal.removed), "kept": len(removal.kept)}
        return remaining > 0


def clear_old(*, actor: Actor, at: datetime) -> int:
    """Throw away files and drafts whose seven days are over; answers how many batches. For the worker, which sees all rows."""
    with audit.recording(actor=actor, verb="intake.clear_old", at=at) as entry:
        access.check_may_clear(actor)
        before = at - timedelta(days=rules.DAYS_AS_DRAFT)
        old = [batch for batch in Batch.objects.filter(cleared_at=None, uploaded_at__lte=before).select_for_update() if _is_over(batch, at)]
        for batch in old:
            _keep.clear(batch, at)
            if batch.state in (BatchState.CHECKED, BatchState.READING, BatchState.UNREADABLE):
                batch.state = BatchState.CANCELLED
            batch.save()
        entry.changes = {"batches": len(old)}
        return len(old)


def _is_over(batch: Batch, at: datetime) -> bool:
    """Entered lists keep who they made until they can no longer be taken back."""
    return batch.confirmed_at is None or at >= rules.last_day_to_undo(batch.confirmed_at)


def _new_person(batch: Batch, draft: Draft, at: datetime) -> NewPerson:
    """The list does not say since when someone lives there: the first day known is the day it is entered."""
    homes = tuple(Home(kind, batch.unit_id, words, drafts.day(at)) for kind, words in draft.homes)
    numbers = tuple(Number(kind, number) for kind, number in draft.numbers)
    return NewPerson(draft.full_name, draft.sex, draft.birth_year, draft.born_on, numbers, homes, draft.other_name, draft.guardian_name)


def _mark_entered(persons: Mapping[int, UUID], batch: Batch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ENTERED, [list(persons), list(persons.values()), batch.pk])


def _give_back(batch: Batch, refused: Sequence[tuple[Row, str]]) -> None:
    for row, reason in refused:
        checked = drafts.opened_row(batch, row)
        checked.state = RowState.DUPLICATE
        checked.faults.append(Fault(checked.row, "Dòng", "", reason, "So sánh với hồ sơ đã có.", checked.sheet))
        row.state, row.sealed = checked.state, _keep.sealed_row(batch, row.place, checked)
        row.save()


def _count(batch: Batch, at: datetime) -> None:
    states = Row.objects.filter(batch=batch)
    remaining = states.filter(state=RowState.READY).count()
    batch.entered = states.filter(state=RowState.ENTERED).count()
    batch.ready = batch.entered + remaining
    batch.duplicate = states.filter(state=RowState.DUPLICATE).count()
    batch.progress = 100 * batch.entered // max(batch.entered + remaining, 1)
    if not remaining:
        batch.state, batch.progress = BatchState.CONFIRMED, 100
        FilePart.objects.filter(batch=batch).delete()
    batch.save()
