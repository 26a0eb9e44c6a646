"""Bringing in a plan's file, and confirming it as a version of the plan."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePath
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.text import tidy
from donghanh.programme import actions as programme
from donghanh.programme.exchange import access, queries, rules
from donghanh.programme.exchange.models import Draft
from donghanh.programme.models import Version
from donghanh.programme.rules import Amendment


def receive(*, actor: Actor, at: datetime, filename: str, content: bytes) -> Draft:
    """Keep a plan's file as it is; it may have faults, which its page names. Raises MayNot, BadInput where it cannot be read at all."""
    name = tidy(PurePath(filename).name)[-200:]
    with audit.recording(actor=actor, verb="plan.receive", at=at) as entry:
        unit_id = access.check_may_import(actor)
        rules.check_size(len(content))
        checked = queries.check_bytes(content, name)
        kept = Draft.objects.create(unit_id=unit_id, filename=name, content=content, made_by=actor.user_id or 0, made_at=at)
        entry.subject = str(kept.pk)
        entry.changes = {"plan": checked.data.id if checked.data else None, "faults": len(checked.faults)}
        return kept


def confirm(
    *, actor: Actor, at: datetime, draft_id: UUID, instrument: str, signed_on: date, in_force_from: date, reason: str = "", stands: int | None = None
) -> Version:
    """The file becomes the plan's version that is in force from this day on; what it said before stays readable.

    stands: the version that the preview was made against. Raises MayNot, NotInReach, CannotConfirm where the file has faults, was confirmed, or
    another version came between; BadInput and CannotAmend as programme.actions.take_in.
    """
    with audit.recording(actor=actor, verb="plan.confirm", at=at, subject=str(draft_id)) as entry:
        sheet = queries.draft(actor, draft_id)
        rules.check_can_confirm(faults=len(sheet.checked.faults), is_confirmed=bool(sheet.row.became))
        if (sheet.standing.number if sheet.standing else None) != stands:
            raise rules.CannotConfirm("Kế hoạch vừa có bản khác.", mend="Tải lại trang, xem lại những chỗ sẽ đổi rồi xác nhận.")
        paper = Amendment(instrument, signed_on, in_force_from, reason)
        made = programme.take_in(actor=actor, at=at, data=sheet.checked.data, amendment=paper, filename=sheet.row.filename)
        Draft.objects.filter(pk=draft_id, version=None).update(version=made)
        entry.changes = {"plan": made.plan_id, "version": made.number}
        return made
