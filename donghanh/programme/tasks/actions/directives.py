"""Sending a directive out, acknowledging it, asking and answering."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.tasks import access, queries, rules
from donghanh.programme.tasks.drafting import DirectiveDraft
from donghanh.programme.tasks.models import Answer, Attachment, Directive, DirectiveClause, Question, Receipt

MOST_CLAUSES = 40


def send_directive(*, actor: Actor, at: datetime, draft: DirectiveDraft) -> Directive:
    """A paper to units of the actor's place, to be acknowledged by a day. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="directive.send", at=at) as entry:
        access.check_may_give(actor)
        _check(actor, at, draft)
        kept = keep(Attachment, draft.file, actor=actor, at=at)
        directive = _write(actor, at, draft, kept)
        for position, (code, text) in enumerate(draft.clauses, start=1):
            DirectiveClause.objects.create(directive=directive, position=position, code=code.strip(), text=text.strip())
        entry.subject, entry.changes = str(directive.pk), {"number": directive.number, "bodies": directive.bodies}
        return directive


def acknowledge_directive(*, actor: Actor, at: datetime, directive_id: UUID) -> None:
    """The actor's unit has read it. Raises MayNot, NotInReach; Overtaken where it was acknowledged already."""
    with audit.recording(actor=actor, verb="directive.acknowledge", at=at, subject=str(directive_id)) as entry:
        body = _addressed(actor, directive_id, at)
        try:
            with transaction.atomic():
                Receipt.objects.create(directive_id=directive_id, body_id=body, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Đơn vị đã tiếp nhận văn bản này.", mend="Tải lại trang.") from None
        entry.changes = {"body": body}


def ask(*, actor: Actor, at: datetime, directive_id: UUID, text: str) -> Question:
    """An addressee asks about a directive. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="directive.ask", at=at, subject=str(directive_id)) as entry:
        body = _addressed(actor, directive_id, at)
        words = check_words(text, field="text", most=1000, name="câu hỏi")
        question = Question.objects.create(directive_id=directive_id, body_id=body, text=words, **stamp(actor, at))
        entry.changes = {"question": str(question.pk)}
        return question


def answer(*, actor: Actor, at: datetime, directive_id: UUID, question_id: UUID, text: str) -> None:
    """The keeper answers. Raises MayNot, NotInReach, BadInput; Overtaken where there is an answer."""
    with audit.recording(actor=actor, verb="directive.answer", at=at, subject=str(directive_id)) as entry:
        access.check_may_give(actor)
        sheet = queries.directive_sheet(actor, directive_id, on=local_day(at))
        access.check_is_of(actor, sheet.row.keeper_id, what=sheet.row.keeper)
        access.found(next((one for one in sheet.questions if one.id == question_id), None))
        words = check_words(text, field="text", most=2000, name="câu trả lời")
        try:
            with transaction.atomic():
                Answer.objects.create(question_id=question_id, text=words, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Câu hỏi này đã được trả lời.", mend="Tải lại trang.") from None
        entry.changes = {"question": str(question_id)}


def _check(actor: Actor, at: datetime, draft: DirectiveDraft) -> None:
    on = local_day(at)
    for field, text, most, name in (
        ("number", draft.number, 60, "số văn bản"),
        ("issuer", draft.issuer, 200, "cơ quan ban hành"),
        ("title", draft.title, 300, "trích yếu"),
        *(("clauses", text, 1000, f"khoản {code}") for code, text in draft.clauses),
    ):
        check_words(text, field=field, most=most, name=name)
    check_words(draft.content, field="content", most=4000, name="nội dung", needed=False)
    if draft.issued_on > on:
        raise BadInput("Ngày ban hành chưa đến.", mend="Ghi ngày in trên văn bản.", field="issued_on")
    rules.check_due(draft.acknowledge_by, on=on, field="acknowledge_by")
    codes = [code.strip() for code, _ in draft.clauses]
    if len(set(codes)) < len(codes) or len(codes) > MOST_CLAUSES or any(not code or len(code) > 20 for code in codes):
        raise BadInput("Mã các khoản chưa dùng được.", mend=f"Mỗi khoản một mã ngắn, không trùng, không quá {MOST_CLAUSES} khoản.", field="clauses")
    if not draft.addressees:
        raise BadInput("Chưa chọn nơi nhận.", mend="Chọn ít nhất một đơn vị.", field="bodies")
    queries.check_clause(draft.plan_id, draft.clause_code)
    allowed = {one.id for one in queries.receivers(actor, on=on)} - {actor.body_id}
    access.check_receivers(actor, draft.addressees, allowed)
    if Directive.objects.filter(body_id=actor.body_id, number=draft.number.strip(), issued_on=draft.issued_on).exists():
        raise BadInput("Văn bản số và ngày này đã có.", mend="Mở văn bản đã có trong danh sách.", field="number")


def _write(actor: Actor, at: datetime, draft: DirectiveDraft, kept) -> Directive:
    return Directive.objects.create(
        body_id=actor.body_id,
        unit_id=actor.unit_id,
        bodies=[actor.body_id, *sorted(set(draft.addressees))],
        kind=draft.kind,
        number=draft.number.strip(),
        issued_on=draft.issued_on,
        issuer=draft.issuer.strip(),
        title=draft.title.strip(),
        content=draft.content.strip(),
        acknowledge_by=draft.acknowledge_by,
        plan_id=draft.plan_id,
        clause_code=draft.clause_code,
        attachment=kept,
        **stamp(actor, at),
    )


def _addressed(actor: Actor, directive_id: UUID, at: datetime) -> int:
    """The addressee that the actor acts for. Raises MayNot, NotInReach."""
    sheet = queries.directive_sheet(actor, directive_id, on=local_day(at))
    own = access.own_bodies(actor)
    body = next((one.body_id for one in sheet.row.addressees if one.body_id in own), None)
    if body is None:
        access.check_is_of(actor, 0, what="đơn vị nhận văn bản")
    assert body is not None
    return body
