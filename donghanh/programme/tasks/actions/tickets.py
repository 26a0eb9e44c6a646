"""Raising a difficulty and answering it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.tasks import access, queries
from donghanh.programme.tasks.models import Ticket, TicketAnswer
from donghanh.programme.tasks.terms import Severity


def raise_ticket(
    *,
    actor: Actor,
    at: datetime,
    handler_id: int,
    severity: Severity,
    matter: str,
    proposal: str,
    plan_id: str = "",
    clause_code: str = "",
    task_id: UUID | None = None,
) -> Ticket:
    """A difficulty of the actor's unit, with what it proposes, to one who may solve it. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="ticket.raise", at=at) as entry:
        access.check_may_read(actor)
        access.check_receivers(actor, [handler_id], [one.id for one in queries.handlers(actor, on=local_day(at))])
        if task_id:
            queries.task(actor, task_id)
        queries.check_clause(plan_id, clause_code)
        about = {
            "matter": check_words(matter, field="matter", most=1000, name="khó khăn"),
            "proposal": check_words(proposal, field="proposal", most=1000, name="đề xuất"),
        }
        where = {"plan_id": plan_id, "clause_code": clause_code, "task_id": task_id}
        ticket = Ticket.objects.create(
            body_id=actor.body_id, unit_id=actor.unit_id, handler_id=handler_id, severity=severity, **about, **where, **stamp(actor, at)
        )
        entry.subject, entry.changes = str(ticket.pk), {"handler": handler_id, "severity": severity}
        return ticket


def answer_ticket(*, actor: Actor, at: datetime, ticket_id: UUID, text: str) -> None:
    """The handler answers, which ends it. Raises MayNot, NotInReach, BadInput, Overtaken."""
    with audit.recording(actor=actor, verb="ticket.answer", at=at, subject=str(ticket_id)):
        row = queries.ticket(actor, ticket_id)
        access.check_is_of(actor, row.handler_id, what=row.handler)
        words = check_words(text, field="text", most=2000, name="câu trả lời")
        try:
            with transaction.atomic():
                TicketAnswer.objects.create(ticket_id=ticket_id, text=words, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Khó khăn này đã được trả lời.", mend="Tải lại trang.") from None
