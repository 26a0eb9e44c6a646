"""Proposals: the list, and one with its proof, votes and story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Refusal
from donghanh.programme.keeping.files import KeptFile, opened, titles_of
from donghanh.programme.registers import access as registers
from donghanh.programme.rewards import access, rules
from donghanh.programme.rewards.models import Attachment, FigureRow, Proof, Proposal, Seat, Step, Vote
from donghanh.programme.rewards.queries import facts
from donghanh.programme.rewards.rules import Tally
from donghanh.programme.rewards.terms import Choice, Figure, Occasion, PublicFunction, State, Subject

PAGE = 50


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Who is proposed, by whom, where it stands. name: of the person or the unit; serves_at: the body of a person."""

    id: UUID
    subject: Subject
    name: str
    serves_at: str
    function: PublicFunction | None
    occasion: Occasion
    from_on: date
    to_on: date
    asked: str
    state: State
    proposer: str
    made_at: datetime
    decision: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A seat and its vote; choice None while it has not voted. is_barred: it sits in the proposed body and does not vote."""

    body: str
    choice: Choice | None
    reason: str
    by: str
    is_barred: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    state: State
    at: datetime
    by: str
    body: str
    note: str
    paper: str


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """One proposal whole. may_*: what stands open to the reader now."""

    row: ProposalRow
    merit: str
    clause: tuple[str, str]
    criteria: tuple[str, int]
    proofs: tuple[tuple[str, str], ...]
    figures: tuple[tuple[Figure, int], ...]
    file: tuple[UUID, str] | None
    council: str
    tally: Tally | None
    votes: tuple[VoteRow, ...]
    steps: tuple[StepRow, ...]
    may_open: bool
    may_vote: bool
    may_decide: bool
    may_refuse: bool
    may_withdraw: bool


def proposals(actor: Actor, *, state: str = "", page: int = 1) -> tuple[list[ProposalRow], int]:
    """One page of what the reader sees, the newest first, and how many pages there are. Three statements. Raises MayNot."""
    found = access.visible(actor)
    found = found.filter(state=state) if state in State.values else found
    last = max(1, -(-found.count() // PAGE))
    first = (min(max(page, 1), last) - 1) * PAGE
    rows = list(found.select_related("subject_body", "body").order_by("-made_at", "-pk")[first : first + PAGE])
    papers = {step.proposal_id: step.paper for step in Step.objects.filter(proposal__in=[one.pk for one in rows], kind=State.DECIDED)}
    return [_row(one, papers.get(one.pk, "")) for one in rows], last


def proposal_sheet(actor: Actor, proposal_id: UUID) -> ProposalSheet:
    """One proposal with what its reader may do. Raises MayNot, NotInReach."""
    found = access.to_read(actor, proposal_id)
    steps, votes = _steps(found), _votes(found)
    state, counted = State(found.state), facts.tally_of(found)
    keeps = access.KEEP in actor.may and found.unit_id in actor.stat_unit_ids
    own = found.body_id in registers.own_bodies(actor) and access.PROPOSE in actor.may
    return ProposalSheet(
        row=_row(found, next((step.paper for step in steps if step.state == State.DECIDED), "")),
        merit=found.merit,
        clause=(found.plan_id, found.clause_code),
        criteria=(found.criteria.title, found.criteria.version),
        proofs=tuple(Proof.objects.filter(proposal=found).order_by("criterion__position").values_list("criterion__text", "text")),
        figures=_figures(found),
        file=next(iter(titles_of(Attachment, {found.attachment_id}).items()), None) if found.attachment_id else None,
        council=f"{found.council.name} ({found.council.paper})" if found.council else "",
        tally=counted,
        votes=votes,
        steps=steps,
        may_open=keeps and state == State.PROPOSED,
        may_vote=_may_vote(actor, found),
        may_decide=keeps and state == State.VOTING and counted is not None and counted.is_carried,
        may_refuse=keeps and state.is_open,
        may_withdraw=own and state.is_open,
    )


def attachment(actor: Actor, proposal_id: UUID) -> KeptFile:
    """The file of a proposal within reach. Raises MayNot, NotInReach, Cannot where it is damaged."""
    found = access.to_read(actor, proposal_id)
    registers.found(found.attachment_id)
    return opened(Attachment.objects.get(pk=found.attachment_id))


def _may_vote(actor: Actor, found: Proposal) -> bool:
    if access.VOTE not in actor.may or found.state != State.VOTING:
        return False
    voted = Vote.objects.filter(proposal=found).values_list("body_id", flat=True)
    try:
        rules.check_can_vote(State(found.state), body=access.own_seat(actor, found), subject_body=found.subject_body_id, voted=voted)
    except Refusal:
        return False
    return True


def _row(one: Proposal, decision: str) -> ProposalRow:
    person = one.subject == Subject.PERSON
    return ProposalRow(
        one.pk, Subject(one.subject), one.subject_name if person else one.subject_body.name, one.subject_body.name if person else "",
        PublicFunction(one.function) if person else None, Occasion(one.occasion), one.from_on, one.to_on, one.asked, State(one.state),
        one.body.name, one.made_at, decision,
    )  # fmt: skip


def _figures(found: Proposal) -> tuple[tuple[Figure, int], ...]:
    kept_figures = dict(FigureRow.objects.filter(proposal=found).values_list("code", "value"))
    return tuple((code, kept_figures[code]) for code in Figure if code in kept_figures)


def _steps(found: Proposal) -> tuple[StepRow, ...]:
    rows = list(Step.objects.filter(proposal=found).select_related("body").order_by("made_at", "pk"))
    names = accounts.names_of({step.made_by for step in rows})
    return tuple(StepRow(State(s.kind), s.made_at, names.get(s.made_by, ""), s.body.name, s.note, s.paper) for s in rows)


def _votes(found: Proposal) -> tuple[VoteRow, ...]:
    cast = {vote.body_id: vote for vote in Vote.objects.filter(proposal=found)}
    names = accounts.names_of({vote.made_by for vote in cast.values()})
    seats = Seat.objects.filter(council_id=found.council_id).select_related("body").order_by("body__name", "body_id") if found.council_id else ()
    return tuple(_vote(seat, cast.get(seat.body_id), names, seat.body_id == found.subject_body_id) for seat in seats)


def _vote(seat: Seat, vote: Vote | None, names: dict[int, str], is_barred: bool) -> VoteRow:
    if vote is None:
        return VoteRow(seat.body.name, None, "", "", is_barred)
    return VoteRow(seat.body.name, Choice(vote.choice), vote.reason, names.get(vote.made_by, ""), is_barred)
