"""A sealed file is opened by two people: one asks and says why, another agrees; it shuts by itself at its hour."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.people import access, rules
from donghanh.people.models import Unsealing
from donghanh.people.rules import CannotUnseal


def ask_unsealing(*, actor: Actor, at: datetime, person_id: UUID, reason: str, days: int) -> Unsealing:
    """Ask to read the sealed file of a person of the actor's place for so many days. Opens nothing.

    Raises CannotUnseal where it is not sealed, open already or asked already; BadInput for a short reason or a wrong number of days.
    """
    with audit.recording(actor=actor, verb="person.unseal.ask", at=at, subject=str(person_id), person_id=person_id) as entry:
        access.check_may_ask_unsealing(actor)
        person = access.person_to_read(actor, person_id)
        entry.unit_id, entry.reason = person.unit_id, rules.clean_unseal_reason(reason)
        asked = access.unsealings(actor).filter(person=person, asked_by=actor.user_id, is_approved__isnull=True, ended_at__isnull=True)
        is_open = not access.shut(actor, [person])
        rules.check_can_ask_unsealing(is_sealed=person.is_sealed, is_open=is_open, is_asked=asked.exists(), days=days)
        try:
            with transaction.atomic():
                row = Unsealing.objects.create(
                    person=person, unit_id=person.unit_id, reason=entry.reason, days=days, asked_by=actor.user_id, asked_at=at
                )
        except IntegrityError as error:
            raise CannotUnseal("Bạn đã xin mở hồ sơ này.", mend="Chờ người thứ hai trả lời.") from error
        entry.changes = {"unsealing": str(row.pk), "days": days}
        return row


def approve_unsealing(*, actor: Actor, at: datetime, unsealing_id: UUID) -> Unsealing:
    """A second person agrees: from now on, for the days asked, the asker alone reads and works on the file."""
    with audit.recording(actor=actor, verb="person.unseal.approve", at=at, subject=str(unsealing_id)) as entry:
        row = _to_decide(actor, unsealing_id)
        entry.person_id, entry.unit_id, entry.changes = row.person_id, row.unit_id, {"for": row.asked_by, "days": row.days}
        return _ask("select people_unseal_decide(%s, true, '', %s)", [row.pk, at], row)


def refuse_unsealing(*, actor: Actor, at: datetime, unsealing_id: UUID, reason: str) -> Unsealing:
    """A second person does not agree and says why; the file stays shut."""
    with audit.recording(actor=actor, verb="person.unseal.refuse", at=at, subject=str(unsealing_id)) as entry:
        row = _to_decide(actor, unsealing_id)
        entry.reason = rules.clean_reason(reason)
        entry.person_id, entry.unit_id, entry.changes = row.person_id, row.unit_id, {"for": row.asked_by}
        return _ask("select people_unseal_decide(%s, false, %s, %s)", [row.pk, entry.reason, at], row)


def end_unsealing(*, actor: Actor, at: datetime, unsealing_id: UUID) -> Unsealing:
    """The asker takes the request back, or one of the two shuts the file before its time."""
    with audit.recording(actor=actor, verb="person.unseal.end", at=at, subject=str(unsealing_id)) as entry:
        row = access.unsealing_to_end(actor, unsealing_id)
        rules.check_can_end_unsealing(
            asked_by=row.asked_by,
            decided_by=row.decided_by,
            is_approved=row.is_approved,
            opened_until=row.opened_until,
            ended_at=row.ended_at,
            user_id=actor.user_id,
            at=at,
        )
        entry.person_id, entry.unit_id = row.person_id, row.unit_id
        return _ask("select people_unseal_end(%s, %s)", [row.pk, at], row)


def _to_decide(actor: Actor, unsealing_id: UUID) -> Unsealing:
    row = access.unsealing_to_decide(actor, unsealing_id)
    rules.check_can_decide_unsealing(asked_by=row.asked_by, decided_at=row.decided_at, ended_at=row.ended_at, user_id=actor.user_id)
    return row


def _ask(sql: str, values: list, row: Unsealing) -> Unsealing:
    """The database writes it, because who decides reads identities without writing them; it checks the scope and the two people again."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (done,) = cursor.fetchone()
    if not done:
        raise CannotUnseal("Lời xin đã thay đổi nên chưa ghi được.", mend="Tải lại trang rồi xem lại.")
    row.refresh_from_db()
    return row
