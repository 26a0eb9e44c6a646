"""Reading directives: who has acknowledged, what became of each clause, questions and answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.accounts import queries as accounts
from donghanh.base.places.models import Body
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.tasks import access, rules
from donghanh.programme.tasks.models import Directive, DirectiveClause, Question, Receipt
from donghanh.programme.tasks.queries._rows import PlanRef, TaskRow, plan_refs, visible
from donghanh.programme.tasks.queries.tasks import of_clauses
from donghanh.programme.tasks.terms import DirectiveKind


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """A unit that a directive went to. days_late: how long after the day it acknowledged, or has not yet; 0 in time."""

    body_id: int
    body: str
    level: str
    acknowledged_at: datetime | None
    by: str
    days_late: int

    @property
    def is_overdue(self) -> bool:
        return self.acknowledged_at is None and self.days_late > 0


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive in a list. addressees: those whom the reader may know of: all for the keeper, his own unit for an addressee."""

    id: UUID
    kind: DirectiveKind
    number: str
    issued_on: date
    issuer: str
    title: str
    keeper_id: int
    keeper: str
    acknowledge_by: date
    addressees: tuple[AddresseeRow, ...]
    is_followed: bool

    @property
    def acknowledged(self) -> int:
        return sum(one.acknowledged_at is not None for one in self.addressees)

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.addressees)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with the tasks given from it that the reader sees, and how many of them are accepted, in percent."""

    id: UUID
    code: str
    text: str
    tasks: tuple[TaskRow, ...]
    percent: int | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    id: UUID
    body: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DirectiveSheet:
    """A directive opened. percent: of all its tasks that the reader sees; overdue: units that lead an overdue one."""

    row: DirectiveRow
    content: str
    plan: PlanRef | None
    attachment: tuple[UUID, str] | None
    clauses: tuple[ClauseRow, ...]
    percent: int | None
    overdue: tuple[str, ...]
    questions: tuple[QuestionRow, ...]
    may_acknowledge: bool
    may_ask: bool
    may_give: bool


def directives(actor: Actor, *, on: date) -> list[DirectiveRow]:
    """Directives that the reader keeps, got or oversees, the newest first. Raises MayNot."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    return _rows(actor, Directive.objects.filter(visible(actor, own)).order_by("-issued_on", "-made_at")[:200], own, on)


def directive_sheet(actor: Actor, directive_id: UUID, *, on: date) -> DirectiveSheet:
    """One directive. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    found = Directive.objects.filter(visible(actor, own), pk=directive_id)
    shown = _rows(actor, found, own, on)
    access.found(shown or None)
    row, kept = shown[0], found.select_related("attachment").defer("attachment__content").get()
    clauses = _clauses(actor, directive_id)
    tasks = [task for clause in clauses for task in clause.tasks]
    mine = [one for one in row.addressees if one.body_id in own]
    is_keeper = row.keeper_id in own
    return DirectiveSheet(
        row=row,
        content=kept.content,
        plan=plan_refs([(kept.plan_id, kept.clause_code)]).get((kept.plan_id, kept.clause_code)),
        attachment=(kept.attachment.pk, kept.attachment.title) if kept.attachment else None,
        clauses=clauses,
        percent=rules.percent_done(task.now.state for task in tasks),
        overdue=tuple(sorted({task.lead.body for task in tasks if task.now.is_overdue(on)})),
        questions=_questions(directive_id),
        may_acknowledge=any(one.acknowledged_at is None for one in mine),
        may_ask=bool(mine),
        may_give=is_keeper and holds(access.check_may_give, actor),
    )


def clause(actor: Actor, clause_id: UUID) -> DirectiveClause:
    """A clause of a directive that the actor's unit keeps. Raises MayNot, NotInReach."""
    access.check_may_give(actor)
    found = DirectiveClause.objects.select_related("directive").filter(pk=clause_id, directive__body_id__in=access.own_bodies(actor)).first()
    access.found(found)
    assert found is not None
    return found


def _rows(actor: Actor, found: QuerySet[Directive], own: frozenset[int], on: date) -> list[DirectiveRow]:
    """Four statements: directives, their receipts, the names of bodies, the names of officials."""
    kept = list(found.select_related("body"))
    receipts: dict[tuple[UUID, int], Receipt] = {
        (r.directive_id, r.body_id): r for r in Receipt.objects.filter(directive_id__in=[d.pk for d in kept])
    }
    bodies = {b.pk: b for b in Body.objects.filter(pk__in={body for d in kept for body in d.bodies}).select_related("unit")}
    names = accounts.names_of({r.made_by for r in receipts.values()})
    made = []
    for one in kept:
        is_followed = one.body_id in own or access.OVERSEE in actor.may
        seen = [bodies[body] for body in one.bodies if body != one.body_id and (is_followed or body in own)]
        to = tuple(_addressee(one, body, receipts.get((one.pk, body.pk)), names, on) for body in seen)
        about = (DirectiveKind(one.kind), one.number, one.issued_on, one.issuer, one.title, one.body_id, one.body.name, one.acknowledge_by)
        made.append(DirectiveRow(one.pk, *about, tuple(sorted(to, key=lambda row: (row.level == "COMMUNE", row.body))), is_followed))
    return made


def _addressee(one: Directive, body: Body, receipt: Receipt | None, names: dict[int, str], on: date) -> AddresseeRow:
    until = local_day(receipt.made_at) if receipt else on
    late = max(0, (until - one.acknowledge_by).days)
    at, by = (receipt.made_at, names.get(receipt.made_by, "")) if receipt else (None, "")
    return AddresseeRow(body.pk, body.name, body.unit.level, at, by, late)


def _clauses(actor: Actor, directive_id: UUID) -> tuple[ClauseRow, ...]:
    kept = list(DirectiveClause.objects.filter(directive_id=directive_id).order_by("position"))
    by: dict[str, list[TaskRow]] = defaultdict(list)
    for row in of_clauses(actor, [one.pk for one in kept]):
        by[row.clause[0] if row.clause else ""].append(row)
    return tuple(ClauseRow(one.pk, one.code, one.text, tuple(by[one.code]), rules.percent_done(t.now.state for t in by[one.code])) for one in kept)


def _questions(directive_id: UUID) -> tuple[QuestionRow, ...]:
    found = Question.objects.filter(directive_id=directive_id).select_related("body", "answer").order_by("made_at")
    return tuple(_question(one) for one in found)


def _question(one: Question) -> QuestionRow:
    answer = getattr(one, "answer", None)
    return QuestionRow(one.pk, one.body.name, one.text, one.made_at, answer.text if answer else "", answer.made_at if answer else None)
