"""A review conference that ends in tasks."""

from __future__ import annotations

from datetime import datetime

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme import queries as programme
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.tasks import actions as tasks
from donghanh.programme.tasks.drafting import PartDraft, TaskDraft
from donghanh.programme.tasks.models import Task
from donghanh.programme.tasks.terms import PartRole
from donghanh.reports import periods
from donghanh.reports.filing import access, queries, rules
from donghanh.reports.filing.drafting import ConclusionDraft, ConferenceDraft
from donghanh.reports.filing.models import Conclusion, Conference


def confer(*, actor: Actor, at: datetime, draft: ConferenceDraft) -> Conference:
    """Keep a review; each conclusion becomes a task of one unit with its day, which names the conference. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="filing.confer", at=at) as entry:
        access.check_may_confer(actor)
        here = access.seat(actor)
        title, summary, period = _checked(actor, at, draft)
        given = [(one, _task(actor, at, draft, one, title)) for one in draft.conclusions]
        bodies = sorted({here.body_id, *(one.body_id for one in draft.conclusions)})
        about = {"plan_id": draft.plan_id, "period": period, "kind": draft.kind, "title": title, "held_on": draft.held_on, "summary": summary}
        where = {"body_id": actor.body_id, "unit_id": here.unit_id, "bodies": bodies, "version_id": draft.version_id}
        kept = Conference.objects.create(**about, **where, **stamp(actor, at))
        for position, (one, task) in enumerate(given, start=1):
            Conclusion.objects.create(conference=kept, position=position, text=one.text.strip(), task=task)
        entry.subject, entry.changes = str(kept.pk), {"tasks": len(given)}
        return kept


def _checked(actor: Actor, at: datetime, draft: ConferenceDraft) -> tuple[str, str, str]:
    programme.plan(actor, draft.plan_id)
    period = periods.read(draft.period).code
    if draft.held_on > local_day(at):
        raise BadInput("Hội nghị chưa diễn ra.", mend="Ghi hội nghị sau khi họp.", field="held_on")
    if not draft.conclusions:
        raise BadInput("Chưa ghi kết luận nào.", mend="Ghi ít nhất một kết luận, đơn vị làm và hạn.", field="text-1")
    if draft.version_id is not None and draft.version_id not in {pk for pk, _words in queries.packs(actor, limit=1000)}:
        raise BadInput("Không có báo cáo này.", mend="Chọn trong danh sách.", field="version")
    title = check_words(draft.title, field="title", most=300, name="tên hội nghị")
    return title, check_words(draft.summary, field="summary", most=rules.LONGEST, name="tóm tắt", needed=False), period


def _task(actor: Actor, at: datetime, draft: ConferenceDraft, one: ConclusionDraft, title: str) -> Task:
    words = f"Theo kết luận của {title}, ngày {draft.held_on:%d/%m/%Y}."
    told = TaskDraft(title=one.text, due_on=one.due_on, parts=(PartDraft(one.body_id, PartRole.LEAD),), content=words, plan_id=draft.plan_id)
    return tasks.give(actor=actor, at=at, draft=told)
