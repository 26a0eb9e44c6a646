"""Asking units for a plan or report of a year, handing it in, judging it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Cannot, Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import FileDraft, check_words
from donghanh.programme.tasks import access, queries, rules
from donghanh.programme.tasks.models import Attachment, Demand, Reminder, Submission, Verdict
from donghanh.programme.tasks.queries import Handed
from donghanh.programme.tasks.terms import PaperKind


def demand(
    *, actor: Actor, at: datetime, kind: PaperKind, year: int, title: str, due_on: date, body_ids: tuple[int, ...], plan_id: str = ""
) -> Demand:
    """These units owe this paper by this day. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="unit_plan.demand", at=at) as entry:
        access.check_may_oversee(actor)
        on = local_day(at)
        words = check_words(title, field="title", most=300, name="tên kế hoạch, báo cáo")
        rules.check_due(due_on, on=on)
        if not on.year - 1 <= year <= on.year + 2:
            raise BadInput("Năm không dùng được.", mend=f"Chọn từ {on.year - 1} đến {on.year + 2}.", field="year")
        if not body_ids:
            raise BadInput("Chưa chọn đơn vị nào.", mend="Chọn ít nhất một đơn vị.", field="bodies")
        queries.check_clause(plan_id, "")
        access.check_receivers(actor, body_ids, {one.id for one in queries.receivers(actor, on=on)} - {actor.body_id})
        about = {"kind": kind, "year": year, "title": words, "due_on": due_on, "plan_id": plan_id}
        bodies = [actor.body_id, *sorted(set(body_ids))]
        asked = Demand.objects.create(body_id=actor.body_id, unit_id=actor.unit_id, bodies=bodies, **about, **stamp(actor, at))
        entry.subject, entry.changes = str(asked.pk), {"bodies": bodies, "year": year}
        return asked


def submit(*, actor: Actor, at: datetime, demand_id: UUID, body_id: int, text: str, file: FileDraft | None = None) -> Submission:
    """A version of the unit's paper: a text, a file, or both. Raises MayNot, NotInReach, BadInput; Cannot once one is approved."""
    with audit.recording(actor=actor, verb="unit_plan.submit", at=at, subject=str(demand_id)) as entry:
        sheet = queries.paper(actor, demand_id, body_id, on=local_day(at))
        access.check_is_of(actor, body_id, what=sheet.cell.body)
        if sheet.cell.state == Handed.APPROVED:
            raise Cannot("Bản này đã được duyệt.", mend="Cần thay đổi thì trao đổi với nơi duyệt.")
        words = check_words(text, field="text", most=8000, name="nội dung", needed=file is None)
        kept = keep(Attachment, file, actor=actor, at=at)
        version = Submission.objects.create(demand_id=demand_id, body_id=body_id, text=words, attachment=kept, **stamp(actor, at))
        entry.changes = {"submission": str(version.pk), "body": body_id}
        return version


def remind_units(*, actor: Actor, at: datetime, demand_id: UUID, note: str) -> int:
    """Remind every unit that handed nothing in after the last day; each once a day. Answers how many. Raises MayNot, NotInReach, BadInput, Cannot."""
    with audit.recording(actor=actor, verb="unit_plan.remind", at=at, subject=str(demand_id)) as entry:
        access.check_may_oversee(actor)
        on = local_day(at)
        asked = queries.demand(actor, demand_id, on=on)
        access.check_is_of(actor, asked.keeper_id, what=asked.keeper)
        due = rules.to_remind([(one.body_id, one.reminded[0] if one.reminded else None) for one in asked.missing], due_on=asked.due_on, on=on)
        words = check_words(note, field="note", most=1000, name="lời nhắc")
        Reminder.objects.bulk_create([Reminder(demand_id=demand_id, body_id=body, note=words, **stamp(actor, at)) for body in due])
        entry.changes = {"bodies": due}
        return len(due)


def judge(*, actor: Actor, at: datetime, demand_id: UUID, body_id: int, version_id: UUID, is_approved: bool, reason: str = "") -> None:
    """The keeper approves the newest version, or returns it with the reason. Raises MayNot, NotInReach, BadInput, Overtaken."""
    with audit.recording(actor=actor, verb="unit_plan.judge", at=at, subject=str(demand_id)) as entry:
        access.check_may_oversee(actor)
        sheet = queries.paper(actor, demand_id, body_id, on=local_day(at))
        access.check_is_of(actor, sheet.demand.keeper_id, what=sheet.demand.keeper)
        if not sheet.cell.versions or sheet.cell.versions[0].id != version_id:
            raise Overtaken("Đơn vị đã gửi bản mới hơn.", mend="Tải lại trang để đọc bản mới.")
        words = check_words(reason, field="reason", most=1000, name="lý do trả lại", needed=not is_approved)
        try:
            with transaction.atomic():
                Verdict.objects.create(submission_id=version_id, is_approved=is_approved, reason=words, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Bản này đã có ý kiến.", mend="Tải lại trang.") from None
        entry.changes = {"submission": str(version_id), "approved": is_approved}
