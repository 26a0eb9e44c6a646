"""Two records that are one human being: proposed by one, decided by another, undone within 30 days.

Merging changes one column of one record (merged_into), so undoing it gives both back exactly as they were.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.people import access, rules
from donghanh.people.models import Merge, Person
from donghanh.people.rules import CannotMerge


def propose_merge(*, actor: Actor, at: datetime, kept_id: UUID, gone_id: UUID, reason: str) -> Merge:
    """Say that two records of the actor's place are one person, and which of them stays. Changes neither."""
    with audit.recording(actor=actor, verb="person.merge.propose", at=at, subject=str(kept_id), person_id=kept_id) as entry:
        kept = access.person_to_write(actor, kept_id, "person.merge.propose")
        gone = access.person_to_write(actor, gone_id, "person.merge.propose")
        entry.reason = rules.clean_reason(reason)
        rules.check_can_propose(
            kept=kept.pk,
            gone=gone.pk,
            merged=bool(kept.merged_into_id or gone.merged_into_id),
            gone_holds_others=Person.objects.filter(merged_into=gone).exists(),
        )
        try:
            with transaction.atomic():
                row = Merge.objects.create(unit_id=kept.unit_id, kept=kept, gone=gone, reason=entry.reason, proposed_by=actor.user_id, proposed_at=at)
        except IntegrityError as error:
            raise CannotMerge("Hồ sơ này đang có một đề nghị gộp chưa xong.", mend="Chờ kết quả của đề nghị đó.", field="gone") from error
        entry.unit_id, entry.changes = kept.unit_id, {"merge": str(row.pk), "gone": str(gone.pk)}
        return row


def approve_merge(*, actor: Actor, at: datetime, merge_id: UUID) -> Merge:
    """A second person agrees: from now on the one record is read in place of the other."""
    with audit.recording(actor=actor, verb="person.merge.approve", at=at, subject=str(merge_id)) as entry:
        row = access.merge_to_decide(actor, merge_id)
        entry.person_id, entry.unit_id, entry.changes = row.kept_id, row.unit_id, {"gone": str(row.gone_id)}
        return _decide(actor, row, approved=True, at=at)


def refuse_merge(*, actor: Actor, at: datetime, merge_id: UUID, reason: str) -> Merge:
    """A second person does not agree; both records stay as they are."""
    with audit.recording(actor=actor, verb="person.merge.refuse", at=at, subject=str(merge_id)) as entry:
        row = access.merge_to_decide(actor, merge_id)
        entry.reason = rules.clean_reason(reason)
        entry.person_id, entry.unit_id, entry.changes = row.kept_id, row.unit_id, {"gone": str(row.gone_id)}
        return _decide(actor, row, approved=False, at=at)


def undo_merge(*, actor: Actor, at: datetime, merge_id: UUID, reason: str) -> Merge:
    """Take a merge back within 30 days: both records stand again exactly as they were, edits of the kept one since then stay with it."""
    with audit.recording(actor=actor, verb="person.merge.undo", at=at, subject=str(merge_id)) as entry:
        row = access.merge_to_decide(actor, merge_id)
        entry.reason = rules.clean_reason(reason)
        rules.check_can_undo(is_approved=row.is_approved, decided_at=row.decided_at, undone_at=row.undone_at, at=at)
        entry.person_id, entry.unit_id, entry.changes = row.kept_id, row.unit_id, {"gone": str(row.gone_id)}
        return _ask("select people_merge_undo(%s, %s, %s)", [row.pk, at, entry.reason], row)


def _decide(actor: Actor, row: Merge, *, approved: bool, at: datetime) -> Merge:
    rules.check_can_decide(proposed_by=row.proposed_by, decided_at=row.decided_at, user_id=actor.user_id)
    return _ask("select people_merge_decide(%s, %s, %s)", [row.pk, approved, at], row)


def _ask(sql: str, values: list, row: Merge) -> Merge:
    """The database writes it, because who decides reads identities without writing them; it checks the scope and the two people again."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (done,) = cursor.fetchone()
    if not done:
        raise CannotMerge("Hồ sơ đã thay đổi nên chưa ghi được.", mend="Tải lại trang rồi xem lại hai hồ sơ.")
    row.refresh_from_db()
    return row
