"""Writing a task that was given. Not an action: tasks.actions and others that give tasks call it inside their own recording."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.tasks import access, queries, rules
from donghanh.programme.tasks.drafting import PartDraft, TaskDraft
from donghanh.programme.tasks.models import Link, Part, Task
from donghanh.programme.tasks.terms import PartRole


def to_each(*, actor: Actor, at: datetime, draft: TaskDraft, lead_ids: tuple[int, ...]) -> list[Task]:
    """The same task to each of these units, each leading its own. The draft's parts are those who coordinate in all.

    Raises MayNot, NotInReach, BadInput.
    """
    each = [replace(draft, parts=(PartDraft(body, PartRole.LEAD), *draft.parts)) for body in dict.fromkeys(lead_ids)]
    allowed = check_draft(actor, at, each[0] if each else draft)
    for one in each:
        rules.check_parts([(part.body_id, part.role) for part in one.parts])
        access.check_receivers(actor, [part.body_id for part in one.parts], allowed)
    return [write(actor, at, one) for one in each]


def check_draft(actor: Actor, at: datetime, draft: TaskDraft) -> set[int]:
    """Admit and allow; answers the bodies that may be given anything."""
    access.check_may_give(actor)
    on = local_day(at)
    if draft.clause_id:
        queries.clause(actor, draft.clause_id)
    check_words(draft.title, field="title", most=300, name="tên nhiệm vụ")
    check_words(draft.content, field="content", most=4000, name="nội dung", needed=False)
    for part in draft.parts:
        check_words(part.what, field="lead", most=500, name="phần việc", needed=False)
    rules.check_parts([(part.body_id, part.role) for part in draft.parts])
    rules.check_due(draft.due_on, on=on)
    queries.check_clause(draft.plan_id, draft.clause_code)
    return {one.id for one in queries.receivers(actor, on=on)}


def write(actor: Actor, at: datetime, draft: TaskDraft) -> Task:
    """The task with its parts and the programmes it counts for; admitted and allowed before."""
    bodies = sorted({actor.body_id or 0, *(part.body_id for part in draft.parts)})
    task = Task.objects.create(
        giver_id=actor.body_id,
        unit_id=actor.unit_id,
        bodies=bodies,
        clause_id=draft.clause_id,
        plan_id=draft.plan_id,
        clause_code=draft.clause_code,
        title=draft.title.strip(),
        content=draft.content.strip(),
        due_on=draft.due_on,
        union=draft.union,
        **stamp(actor, at),
    )
    for part in draft.parts:
        must = part.is_mandatory or part.role == PartRole.LEAD
        Part.objects.create(task=task, body_id=part.body_id, role=part.role, is_mandatory=must, what=part.what.strip())
    for programme, money in draft.links.items():
        Link.objects.create(task=task, programme=programme, cofunding=money)
    return task
