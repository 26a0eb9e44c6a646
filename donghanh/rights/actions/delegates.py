"""Who acts in the person's name, for how long, and the end of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.rights import access, rules
from donghanh.rights.models import Delegate
from donghanh.rights.terms import DelegateKind, DelegateMay


def name_delegate(
    *,
    actor: Actor,
    at: datetime,
    person_id: UUID,
    kind: DelegateKind,
    full_name: str,
    basis: str,
    may: tuple[DelegateMay, ...],
    starts_on: date,
    ends_before: date,
) -> Delegate:
    """Write down a guardian or lawyer with what he may do; ends_before is the first day on which he no longer acts."""
    with audit.recording(actor=actor, verb="rights.name_delegate", at=at, person_id=person_id) as entry:
        person = access.person_to_write(actor, person_id)
        on = local_day(at)
        view = rules.DelegateView(new_id(), kind, full_name, basis, may, starts_on, ends_before, is_ended=False)
        rules.check_can_delegate(view, of_age_on=rules.comes_of_age(person.birth_year, person.born_on, on=on), on=on)
        made = Delegate.objects.create(
            id=view.id,
            person_id=person.id,
            unit_id=person.unit_id,
            kind=kind,
            full_name=" ".join(full_name.split())[:120],
            basis=basis.strip()[:200],
            may=[one.value for one in may],
            starts_on=starts_on,
            ends_before=ends_before,
            recorded_at=at,
            recorded_by=actor.user_id or 0,
        )
        entry.subject, entry.unit_id, entry.changes = str(made.pk), person.unit_id, {"kind": kind.value, "ends_before": ends_before.isoformat()}
        return made


def end_delegate(*, actor: Actor, at: datetime, delegate_id: UUID, reason: str) -> Delegate:
    """Take the grant back before its day: from this moment on nobody acts on it."""
    with audit.recording(actor=actor, verb="rights.end_delegate", at=at, subject=str(delegate_id)) as entry:
        found = access.delegate_to_end(actor, delegate_id)
        rules.check_can_end(is_ended=found.ended_at is not None, reason=reason)
        found.ended_at, found.ended_by, found.end_reason = at, actor.user_id, reason.strip()[:300]
        found.save(update_fields=["ended_at", "ended_by", "end_reason"])
        entry.person_id, entry.unit_id = found.person_id, found.unit_id
        return found
