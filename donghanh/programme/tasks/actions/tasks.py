"""Giving a task and everything that happens to it until it is accepted or taken back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep
from donghanh.programme.keeping.rules import FileDraft, check_words
from donghanh.programme.tasks import access, giving, queries, rules
from donghanh.programme.tasks.actions._shared import step
from donghanh.programme.tasks.drafting import TaskDraft
from donghanh.programme.tasks.models import Attachment, Task
from donghanh.programme.tasks.queries import PartRow, TaskRow
from donghanh.programme.tasks.terms import StepKind


def give(*, actor: Actor, at: datetime, draft: TaskDraft) -> Task:
    """A task to one lead and any coordinators. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="task.give", at=at) as entry:
        allowed = giving.check_draft(actor, at, draft)
        access.check_receivers(actor, [part.body_id for part in draft.parts], allowed)
        task = giving.write(actor, at, draft)
        entry.subject, entry.changes = str(task.pk), {"bodies": task.bodies, "due_on": task.due_on}
        return task


def give_each(*, actor: Actor, at: datetime, draft: TaskDraft, lead_ids: tuple[int, ...]) -> list[Task]:
    """The same task to each of these units, each leading its own. The draft's parts are those who coordinate in all. Raises as `give`."""
    with audit.recording(actor=actor, verb="task.give_each", at=at) as entry:
        tasks = giving.to_each(actor=actor, at=at, draft=draft, lead_ids=lead_ids)
        entry.subject, entry.changes = str(draft.clause_id or ""), {"tasks": len(tasks), "due_on": draft.due_on}
        return tasks


def acknowledge(*, actor: Actor, at: datetime, task_id: UUID, responsible: str) -> None:
    """The unit takes its part on and names the official who answers for it; again, to name another. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="task.acknowledge", at=at, subject=str(task_id)) as entry:
        row, part = _own(actor, task_id)
        rules.check_can_acknowledge(row.now, part.standing)
        name = check_words(responsible, field="responsible", most=160, name="người phụ trách của đơn vị")
        step(actor=actor, at=at, task_id=task_id, part_id=part.id, kind=StepKind.ACKNOWLEDGED, responsible=name)
        entry.changes = {"part": str(part.id)}


def report_done(*, actor: Actor, at: datetime, task_id: UUID, result: str, file: FileDraft | None = None) -> None:
    """The unit's part is done, with what came of it and a proof. Raises MayNot, NotInReach, Cannot (also: the lead before others), BadInput."""
    with audit.recording(actor=actor, verb="task.report_done", at=at, subject=str(task_id)) as entry:
        row, part = _own(actor, task_id)
        rules.check_can_report(row.now, part.standing, _names(row))
        note = check_words(result, field="result", most=2000, name="kết quả")
        kept = keep(Attachment, file, actor=actor, at=at)
        step(actor=actor, at=at, task_id=task_id, part_id=part.id, kind=StepKind.DONE, note=note, attachment=kept)
        entry.changes = {"part": str(part.id), "attachment": str(kept.pk) if kept else ""}


def return_part(*, actor: Actor, at: datetime, task_id: UUID, part_id: UUID, reason: str) -> None:
    """The giver sends a reported part back. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="task.return", at=at, subject=str(task_id)) as entry:
        row = _given(actor, task_id)
        part = next((one for one in row.parts if one.id == part_id), None)
        access.found(part)
        assert part is not None
        rules.check_can_return(row.now, part.standing)
        note = check_words(reason, field="reason", most=2000, name="lý do trả lại")
        step(actor=actor, at=at, task_id=task_id, part_id=part_id, kind=StepKind.RETURNED, note=note)
        entry.changes = {"part": str(part_id)}


def accept(*, actor: Actor, at: datetime, task_id: UUID, note: str = "") -> None:
    """The giver accepts the whole task, which ends it. Raises MayNot, NotInReach, Cannot: a mandatory part is open, or he reported it himself."""
    with audit.recording(actor=actor, verb="task.accept", at=at, subject=str(task_id)):
        row = _given(actor, task_id)
        rules.check_can_accept(row.now, _names(row), by=actor.user_id)
        kept = check_words(note, field="note", most=2000, name="nhận xét", needed=False)
        step(actor=actor, at=at, task_id=task_id, kind=StepKind.ACCEPTED, note=kept)


def amend(*, actor: Actor, at: datetime, task_id: UUID, title: str, due_on: date, reason: str) -> None:
    """Another day or another title, with the reason; what stood before stays in the story. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="task.amend", at=at, subject=str(task_id)) as entry:
        row = _given(actor, task_id)
        rules.check_open(row.now)
        if due_on != row.now.due_on:
            rules.check_due(due_on, on=local_day(at))
        words = check_words(title, field="title", most=300, name="tên nhiệm vụ")
        note = check_words(reason, field="reason", most=2000, name="lý do sửa")
        step(actor=actor, at=at, task_id=task_id, kind=StepKind.AMENDED, title=words, due_on=due_on, note=note)
        entry.changes = {"due_on": [row.now.due_on, due_on]}


def take_back(*, actor: Actor, at: datetime, task_id: UUID, reason: str) -> None:
    """The giver takes the task back, which ends it. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="task.take_back", at=at, subject=str(task_id)):
        rules.check_open(_given(actor, task_id).now)
        note = check_words(reason, field="reason", most=2000, name="lý do thu hồi")
        step(actor=actor, at=at, task_id=task_id, kind=StepKind.TAKEN_BACK, note=note)


def remind(*, actor: Actor, at: datetime, task_id: UUID, note: str) -> None:
    """The giver, or the lead agency, reminds of an overdue task; the units see it on their desks. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="task.remind", at=at, subject=str(task_id)):
        row = queries.task(actor, task_id)
        if access.OVERSEE not in actor.may:
            row = _given(actor, task_id)
        rules.check_can_remind(row.now, on=local_day(at))
        words = check_words(note, field="note", most=2000, name="lời nhắc")
        step(actor=actor, at=at, task_id=task_id, kind=StepKind.REMINDED, note=words)


def _own(actor: Actor, task_id: UUID) -> tuple[TaskRow, PartRow]:
    """The task and the part of the actor's unit in it. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    row = queries.task(actor, task_id)
    part = row.part_of(access.own_bodies(actor))
    if part is None:
        access.check_is_of(actor, row.lead.body_id, what=row.lead.body)
    assert part is not None
    return row, part


def _given(actor: Actor, task_id: UUID) -> TaskRow:
    """A task that the actor's unit gave. Raises MayNot, NotInReach."""
    access.check_may_give(actor)
    row = queries.task(actor, task_id)
    access.check_is_of(actor, row.giver_id, what=row.giver)
    return row


def _names(row: TaskRow) -> dict[int, str]:
    return {part.body_id: part.body for part in row.parts}
