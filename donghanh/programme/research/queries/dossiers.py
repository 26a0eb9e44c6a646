"""Dossiers of policy and of amendments to the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from donghanh.kernel.actor import Actor
from donghanh.programme.keeping.files import KeptFile, opened, titles_of
from donghanh.programme.money.rules import dong
from donghanh.programme.registers import access as registers
from donghanh.programme.research import access
from donghanh.programme.research.models import Attachment, Consultation, Dossier, DossierStep, DossierVersion, Guidance, Level, Resulting
from donghanh.programme.research.terms import DOSSIER_STEPS, DossierKind, DossierState, Position, Topic, Verdict
from donghanh.programme.tasks import queries as tasks
from donghanh.programme.tasks.access import GIVE
from donghanh.programme.tasks.rules import Standing
from donghanh.programme.tasks.terms import State


@dataclass(frozen=True, slots=True)
class DossierRow:
    """is_asking: in draft, with bodies asked for their opinion. is_open: something is still to come. reply: the last answer or reason."""

    id: UUID
    kind: DossierKind
    topic: Topic
    title: str
    instrument: str
    provision: str
    verdict: Verdict | None
    state: DossierState
    is_asking: bool
    version: int
    keeper: str
    reply: str
    paper: str

    @property
    def is_open(self) -> bool:
        return self.state.is_open and self.verdict != Verdict.KEEP


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """A body that was asked; position None while it has not answered. is_own: the reader's own body."""

    id: UUID
    body: str
    version: int
    due_on: date
    position: Position | None
    text: str
    answered_at: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A task that the decision led to. state None: the reader's office neither gave it nor does it, so that it sees no more than this."""

    task_id: UUID
    text: str
    body: str
    due_on: date
    state: State | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class DossierSheet:
    """guidance: each directive with the units that have not acknowledged it; None where the reader does not see the directive."""

    row: DossierRow
    problem: str
    addressee: str
    clause: tuple[str, str]
    versions: tuple[tuple[int, str, str, tuple[UUID, str] | None], ...]
    opinions: tuple[OpinionRow, ...]
    steps: tuple[tuple[DossierState, datetime, str, str], ...]
    levels: tuple[tuple[str, date], ...]
    guidance: tuple[tuple[UUID, str, tuple[str, ...]], ...]
    resulting: tuple[ResultRow, ...]
    next: tuple[DossierState, ...]
    may_record: bool
    may_answer: UUID | None
    may_give: bool


def dossiers(actor: Actor) -> list[DossierRow]:
    """Dossiers within reach: open ones first, reviews by document. Three statements. Raises MayNot."""
    asked = Exists(Consultation.objects.filter(dossier=OuterRef("pk")))
    found = list(access.dossiers(actor).annotate(version=Max("versions__number"), asked=asked).order_by("instrument", "provision", "-made_at"))
    last = _last_steps([one.pk for one in found])
    rows = [_row(one, last.get(one.pk), one.version or 0, one.asked) for one in found]
    return sorted(rows, key=lambda row: not row.is_open)


def dossier_sheet(actor: Actor, dossier_id: UUID, *, on: date) -> DossierSheet:
    """One dossier whole. Raises MayNot, NotInReach."""
    found, own = access.dossier(actor, dossier_id), registers.own_bodies(actor)
    versions, opinions = _versions(found), _opinions(found, own)
    steps = list(DossierStep.objects.filter(dossier=found).order_by("made_at", "pk"))
    row = _row(found, steps[-1] if steps else None, versions[0][0] if versions else 0, bool(opinions))
    mine = next((one.id for one in opinions if one.is_own and one.position is None), None)
    return DossierSheet(
        row=row,
        problem=found.problem,
        addressee=found.addressee,
        clause=(found.plan_id, found.clause_code),
        versions=versions,
        opinions=opinions,
        steps=tuple((DossierState(one.kind), one.made_at, one.note, one.paper) for one in steps),
        levels=tuple(_level(one) for one in Level.objects.filter(dossier=found).select_related("level").order_by("made_at")),
        guidance=_guidance(actor, found, on=on),
        resulting=_resulting(actor, found, on=on),
        next=tuple(to for to, before in DOSSIER_STEPS.items() if row.is_open and found.state in before),
        may_record=access.RECORD in actor.may and found.body_id in own,
        may_answer=mine if access.ANSWER in actor.may else None,
        may_give=found.state == DossierState.ISSUED and GIVE in actor.may and access.carries_out(actor, found, own=own),
    )


def dossier_file(actor: Actor, dossier_id: UUID, attachment_id: UUID) -> KeptFile:
    """The text of a version. Raises MayNot, NotInReach, Cannot where it is damaged."""
    found = access.dossier(actor, dossier_id)
    registers.found(DossierVersion.objects.filter(dossier=found, attachment_id=attachment_id).first())
    return opened(Attachment.objects.get(pk=attachment_id))


def _last_steps(ids: list[UUID]) -> dict[UUID, DossierStep]:
    return {one.dossier_id: one for one in DossierStep.objects.filter(dossier__in=ids).order_by("made_at", "pk")}


def _versions(found: Dossier) -> tuple[tuple[int, str, str, tuple[UUID, str] | None], ...]:
    rows = list(DossierVersion.objects.filter(dossier=found).order_by("-number"))
    titles = titles_of(Attachment, {row.attachment_id for row in rows if row.attachment_id})
    return tuple(
        (row.number, row.proposal, row.impact, (row.attachment_id, titles[row.attachment_id]) if row.attachment_id else None) for row in rows
    )


def _opinions(found: Dossier, own: frozenset[int]) -> tuple[OpinionRow, ...]:
    asked = Consultation.objects.filter(dossier=found).select_related("body", "version", "opinion").order_by("-version__number", "body__name")
    return tuple(_opinion(one, own) for one in asked)


def _opinion(one: Consultation, own: frozenset[int]) -> OpinionRow:
    said = getattr(one, "opinion", None)
    position = Position(said.position) if said else None
    return OpinionRow(
        one.pk, one.body.name, one.version.number, one.due_on, position, said.text if said else "", said.made_at if said else None, one.body_id in own
    )  # fmt: skip


def _level(one: Level) -> tuple[str, date]:
    return f"{one.level.name}: {dong(one.level.amount)}", one.level.valid_from


def _guidance(actor: Actor, found: Dossier, *, on: date) -> tuple[tuple[UUID, str, tuple[str, ...]], ...]:
    ids = set(Guidance.objects.filter(dossier=found).values_list("directive_id", flat=True))
    rows = [row for row in tasks.directives(actor, on=on) if row.id in ids] if ids and _has_desk(actor) else []
    return tuple((row.id, f"{row.number}: {row.title}", tuple(one.body for one in row.addressees if one.acknowledged_at is None)) for row in rows)


def _resulting(actor: Actor, found: Dossier, *, on: date) -> tuple[ResultRow, ...]:
    rows = list(Resulting.objects.filter(dossier=found).select_related("body").order_by("made_at", "body__name"))
    seen = {one.id: one.now for one in tasks.several(actor, [row.task_id for row in rows])} if rows and _has_desk(actor) else {}
    return tuple(_result(row, seen.get(row.task_id), on) for row in rows)


def _result(row: Resulting, now: Standing | None, on: date) -> ResultRow:
    return ResultRow(row.task_id, row.text, row.body.name, row.due_on, now.state if now else None, bool(now and now.is_overdue(on)))


def _has_desk(actor: Actor) -> bool:
    """Who has no task desk sees the dossier without its directives."""
    return "task.do" in actor.may


def _row(one: Dossier, last: DossierStep | None, version: int, is_asked: bool) -> DossierRow:
    state = DossierState(one.state)
    return DossierRow(
        one.pk, DossierKind(one.kind), Topic(one.topic), one.title, one.instrument, one.provision, Verdict(one.verdict) if one.verdict else None,
        state, state == DossierState.DRAFT and is_asked, version, one.body.name, last.note if last and last.kind != "SUBMITTED" else "",
        last.paper if last else "",
    )  # fmt: skip
