"""What the team does: draws files, gives points, writes findings, concludes and signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.programme.inspections import access, queries, rules
from donghanh.programme.inspections.actions._shared import in_turn
from donghanh.programme.inspections.drafting import FindingDraft
from donghanh.programme.inspections.models import Finding, Mark, Sample, Step
from donghanh.programme.inspections.queries import InspectionRow
from donghanh.programme.inspections.terms import StepKind
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.tasks.rules import check_due


def draw(*, actor: Actor, at: datetime, inspection_id: UUID, size: int) -> UUID:
    """So many files of each procedure, at random, by number only and once; the database draws, nobody chooses the seed.

    Raises MayNot, NotInReach, BadInput, Cannot.
    """
    with audit.recording(actor=actor, verb="inspection.draw", at=at, subject=str(inspection_id)) as entry:
        row = _running(actor, inspection_id)
        access.check_leads(actor, row.leader_id)
        rules.check_sample(size, has_drawn=Sample.objects.filter(inspection_id=inspection_id).exists())
        sample_id = new_id()
        with in_turn(), connection.cursor() as cursor:
            cursor.execute("select inspections_draw(%s, %s, %s, %s)", [sample_id, inspection_id, size, at])
        entry.changes = {"sample": str(sample_id), "size": size}
        return sample_id


def give_points(*, actor: Actor, at: datetime, inspection_id: UUID, points: Mapping[UUID, tuple[int, str]]) -> int:
    """Points and evidence by criterion; only what differs from the last is written. Answers how many.

    Raises MayNot, NotInReach, BadInput, Cannot.
    """
    with audit.recording(actor=actor, verb="inspection.give_points", at=at, subject=str(inspection_id)) as entry:
        row = _running(actor, inspection_id)
        marks = {mark.item_id: mark for mark in row.marks}
        changed = 0
        for item_id, (given, evidence) in points.items():
            mark = marks.get(item_id)
            access.found(mark)
            assert mark is not None
            rules.check_points(given, mark.most, mark.text, field=f"points_{item_id}")
            words = check_words(evidence, field=f"evidence_{item_id}", most=1000, name=f"căn cứ của “{mark.text[:60]}”", needed=mark.needs_evidence)
            if (given, words) != (mark.points, mark.evidence):
                Mark.objects.create(inspection_id=inspection_id, item_id=item_id, points=given, evidence=words, **stamp(actor, at))
                changed += 1
        entry.changes = {"marks": changed}
        return changed


def find(*, actor: Actor, at: datetime, inspection_id: UUID, draft: FindingDraft) -> Finding:
    """A finding with what is asked, of whom, by when. Raises MayNot, NotInReach, BadInput, Cannot."""
    with audit.recording(actor=actor, verb="inspection.find", at=at, subject=str(inspection_id)) as entry:
        row = _running(actor, inspection_id)
        on = local_day(at)
        about = {
            "text": check_words(draft.text, field="text", most=1000, name="điều phát hiện"),
            "order": check_words(draft.order, field="order", most=1000, name="yêu cầu khắc phục"),
        }
        check_due(draft.due_on, on=on)
        if draft.item_id and draft.item_id not in {mark.item_id for mark in row.marks}:
            raise BadInput("Tiêu chí này không thuộc bộ tiêu chí của cuộc kiểm tra.", mend="Chọn lại tiêu chí.", field="item")
        body = _responsible(row, draft.function, on)
        what = {"severity": draft.severity, "due_on": draft.due_on, "item_id": draft.item_id, "body_id": body, "function": draft.function}
        kept = Finding.objects.create(inspection_id=inspection_id, **about, **what, **stamp(actor, at))
        entry.changes = {"finding": str(kept.pk), "body": body, "due_on": draft.due_on}
        return kept


def _responsible(row: InspectionRow, function: str, on: date) -> int:
    """The body that holds the function at the inspected place on that day; without a function the one inspected. Raises BadInput."""
    if not function:
        return row.inspected_id
    held = {code: body for code, _words, body in queries.responsibles(row.inspected_unit_id, on=on)}
    if function not in held:
        raise BadInput("Không rõ ai giữ việc này tại địa bàn vào hôm nay.", mend="Chọn việc khác trong danh sách.", field="function")
    return held[function]


def conclude(*, actor: Actor, at: datetime, inspection_id: UUID, conclusion: str) -> None:
    """The leader's conclusion, which is his body's signature too; other bodies of the team still sign.

    Raises MayNot, NotInReach, BadInput, Cannot.
    """
    with audit.recording(actor=actor, verb="inspection.conclude", at=at, subject=str(inspection_id)) as entry:
        row = _running(actor, inspection_id)
        access.check_leads(actor, row.leader_id)
        unproved = sum(mark.needs_evidence and not mark.evidence for mark in row.marks)
        unmarked = sum(mark.points is None for mark in row.marks)
        rules.check_can_conclude(row.now, unmarked=unmarked, unproved=unproved, on=local_day(at))
        words = check_words(conclusion, field="conclusion", most=8000, name="kết luận")
        with in_turn():
            Step.objects.create(inspection_id=inspection_id, kind=StepKind.CONCLUDED, body_id=actor.body_id, note=words, **stamp(actor, at))
        entry.changes = {"total": str(row.total)}


def sign(*, actor: Actor, at: datetime, inspection_id: UUID) -> None:
    """A member signs for his body; the inspection is closed when every body of the team has. Raises MayNot, NotInReach, Cannot."""
    with audit.recording(actor=actor, verb="inspection.sign", at=at, subject=str(inspection_id)):
        row = queries.inspection(actor, inspection_id)
        access.check_is_in_team(actor, row.member_ids)
        rules.check_can_sign(row.now, actor.body_id or 0)
        with in_turn():
            Step.objects.create(inspection_id=inspection_id, kind=StepKind.SIGNED, body_id=actor.body_id, **stamp(actor, at))


def _running(actor: Actor, inspection_id: UUID) -> InspectionRow:
    """Raises MayNot, NotInReach, Cannot."""
    row = queries.inspection(actor, inspection_id)
    access.check_is_in_team(actor, row.member_ids)
    rules.check_running(row.now)
    return row
