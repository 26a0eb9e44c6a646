"""Reading difficulties: those a unit raised, those it is asked, and all for the lead agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.actor import Actor
from donghanh.programme.tasks import access
from donghanh.programme.tasks.models import Ticket
from donghanh.programme.tasks.queries._rows import PlanRef, plan_refs
from donghanh.programme.tasks.terms import Severity


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A difficulty. plan: (id, code, words). may_answer: the reader's unit is asked and has not answered."""

    id: UUID
    body: str
    handler: str
    handler_id: int
    severity: Severity
    matter: str
    proposal: str
    plan: PlanRef | None
    task: tuple[UUID, str] | None
    raised_at: datetime
    raised_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    may_answer: bool


def tickets(actor: Actor) -> list[TicketRow]:
    """Difficulties within reach: without an answer first, then the newest. Raises MayNot."""
    access.check_may_read(actor)
    found = _rows(actor, Ticket.objects.order_by("-made_at"))
    return sorted(found, key=lambda row: row.answered_at is not None)


def ticket(actor: Actor, ticket_id: UUID) -> TicketRow:
    """One difficulty. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    found = _rows(actor, Ticket.objects.filter(pk=ticket_id))
    access.found(found or None)
    return found[0]


def _rows(actor: Actor, found: QuerySet[Ticket]) -> list[TicketRow]:
    own = access.own_bodies(actor)
    reach = Q(body_id__in=own) | Q(handler_id__in=own)
    reach = reach | Q(unit_id__in=actor.stat_unit_ids) if access.OVERSEE in actor.may else reach
    kept = list(found.filter(reach).select_related("body", "handler", "task", "answer")[:500])
    plans = plan_refs((one.plan_id, one.clause_code) for one in kept)
    answers = {one.pk: getattr(one, "answer", None) for one in kept}
    names = accounts.names_of({one.made_by for one in kept} | {answer.made_by for answer in answers.values() if answer})
    return [_row(one, answers[one.pk], plans, names, own) for one in kept]


def _row(one: Ticket, answer, plans: dict[tuple[str, str], PlanRef], names: dict[int, str], own: frozenset[int]) -> TicketRow:
    return TicketRow(
        id=one.pk,
        body=one.body.name,
        handler=one.handler.name,
        handler_id=one.handler_id,
        severity=Severity(one.severity),
        matter=one.matter,
        proposal=one.proposal,
        plan=plans.get((one.plan_id, one.clause_code)),
        task=(one.task.pk, one.task.title) if one.task else None,
        raised_at=one.made_at,
        raised_by=names.get(one.made_by, ""),
        answer=answer.text if answer else "",
        answered_at=answer.made_at if answer else None,
        answered_by=names.get(answer.made_by, "") if answer else "",
        may_answer=answer is None and one.handler_id in own,
    )
