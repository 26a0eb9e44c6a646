"""Posts and how many hold them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.programme.staffing import access, posting
from donghanh.programme.staffing.drafting import NormDraft, PositionDraft
from donghanh.programme.staffing.models import Norm, Position


def open_position(*, actor: Actor, at: datetime, draft: PositionDraft) -> Position:
    """A post of a body within reach, with its first norm. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="staff.position", at=at) as entry:
        body = access.body(actor, draft.body_id, verb=access.RECORD)
        made = posting.position_of(body, title=posting.title_of(draft.title), group=posting.group_of(draft.group), actor=actor, at=at)
        norm = posting.norm_of(made, draft.norm, actor=actor, at=at)
        entry.subject, entry.changes = str(made.pk), {"body": body.pk, "quantity": norm.quantity}
        return made


def set_norm(*, actor: Actor, at: datetime, position_id: UUID, draft: NormDraft) -> Norm:
    """Another norm from a day on; the earlier ones stay. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="staff.norm", at=at, subject=str(position_id)) as entry:
        norm = posting.norm_of(access.position(actor, position_id, verb=access.RECORD), draft, actor=actor, at=at)
        entry.changes = {"quantity": norm.quantity, "from": norm.starts_on.isoformat()}
        return norm
