"""What happens to a finding: the unit answers and reports a remedy, somebody else accepts or returns it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.inspections import access, queries, rules
from donghanh.programme.inspections.actions._shared import in_turn
from donghanh.programme.inspections.models import Attachment, FindingStep
from donghanh.programme.inspections.queries import FindingRow
from donghanh.programme.inspections.terms import RemedyStep
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import FileDraft, check_words
from donghanh.programme.tasks.rules import check_due


def answer(*, actor: Actor, at: datetime, finding_id: UUID, text: str) -> None:
    """What the responsible unit says of a finding. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="finding.answer", at=at, subject=str(finding_id)):
        row = _own(actor, finding_id)
        rules.check_can_answer(row.now)
        words = check_words(text, field="text", most=2000, name="ý kiến của đơn vị")
        _step(actor, at, finding_id, RemedyStep.ANSWERED, note=words)


def remedy(*, actor: Actor, at: datetime, finding_id: UUID, text: str, file: FileDraft | None = None) -> None:
    """The responsible unit has mended it, with a proof. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="finding.remedy", at=at, subject=str(finding_id)) as entry:
        row = _own(actor, finding_id)
        rules.check_can_remedy(row.now)
        words = check_words(text, field="text", most=2000, name="việc đã khắc phục")
        kept = keep(Attachment, file, actor=actor, at=at)
        _step(actor, at, finding_id, RemedyStep.REMEDIED, note=words, attachment=kept)
        entry.changes = {"attachment": str(kept.pk) if kept else ""}


def accept(*, actor: Actor, at: datetime, finding_id: UUID, note: str = "") -> None:
    """The remedy is accepted, by a second person of the team or the lead agency; this ends it. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="finding.accept", at=at, subject=str(finding_id)):
        row = _judged(actor, finding_id)
        rules.check_can_judge(row.now, by=actor.user_id)
        words = check_words(note, field="note", most=2000, name="nhận xét", needed=False)
        _step(actor, at, finding_id, RemedyStep.ACCEPTED, note=words)


def return_remedy(*, actor: Actor, at: datetime, finding_id: UUID, reason: str) -> None:
    """The remedy goes back, with the reason. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="finding.return", at=at, subject=str(finding_id)):
        row = _judged(actor, finding_id)
        rules.check_can_judge(row.now, by=actor.user_id)
        words = check_words(reason, field="reason", most=2000, name="lý do trả lại")
        _step(actor, at, finding_id, RemedyStep.RETURNED, note=words)


def extend(*, actor: Actor, at: datetime, finding_id: UUID, due_on: date, reason: str) -> None:
    """A later day, with the reason; the first one stays in the story. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="finding.extend", at=at, subject=str(finding_id)) as entry:
        row = _judged(actor, finding_id)
        rules.check_can_answer(row.now)
        check_due(due_on, on=local_day(at))
        if due_on <= row.now.due_on:
            raise BadInput("Hạn mới không muộn hơn hạn đang có.", mend=f"Chọn ngày sau {row.now.due_on:%d/%m/%Y}.", field="due_on")
        words = check_words(reason, field="reason", most=2000, name="lý do gia hạn")
        _step(actor, at, finding_id, RemedyStep.EXTENDED, note=words, due_on=due_on)
        entry.changes = {"due_on": [row.now.due_on, due_on]}


def _own(actor: Actor, finding_id: UUID) -> FindingRow:
    """Raises MayNot, NotInReach."""
    row = queries.finding(actor, finding_id)
    access.check_is_of(actor, row.body_id, what=row.body)
    return row


def _judged(actor: Actor, finding_id: UUID) -> FindingRow:
    """For the team, or the lead agency that planned it. Raises MayNot, NotInReach."""
    row = queries.finding(actor, finding_id)
    if not holds(access.check_is_in_team, actor, row.inspectors):
        access.check_may_plan(actor)
        access.check_is_of(actor, row.planner_id, what="cơ quan đầu mối")
    return row


def _step(actor: Actor, at: datetime, finding_id: UUID, kind: RemedyStep, **about: object) -> None:
    with in_turn():
        FindingStep.objects.create(finding_id=finding_id, kind=kind, body_id=actor.body_id, **about, **stamp(actor, at))
