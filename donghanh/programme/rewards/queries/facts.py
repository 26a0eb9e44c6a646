"""What is counted: votes, and the tasks that a unit led in the days of a merit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.rewards import access, rules
from donghanh.programme.rewards.models import Proposal, Seat, Vote
from donghanh.programme.rewards.rules import Tally
from donghanh.programme.rewards.terms import Figure
from donghanh.programme.rewards.terms import State as Stage
from donghanh.programme.tasks import queries as tasks
from donghanh.programme.tasks.terms import State


def seats_of(council_id: UUID | None) -> list[int]:
    """Bodies that hold a seat."""
    return list(Seat.objects.filter(council_id=council_id).order_by("body__name", "body_id").values_list("body_id", flat=True))


def stands_twice(actor: Actor, made: Proposal) -> bool:
    """Whether the same merit stands in another proposal that the actor sees. Raises MayNot."""
    over = {"from_on__lte": made.to_on, "to_on__gte": made.from_on, "occasion": made.occasion}
    same = Proposal.objects.filter(pk=made.pk).values("subject_key")
    gone = (Stage.REFUSED, Stage.WITHDRAWN)
    return access.visible(actor).filter(subject_key__in=same, **over).exclude(pk=made.pk).exclude(state__in=gone).exists()


def tally_of(proposal: Proposal) -> Tally | None:
    """The votes as they stand; None before a council was asked."""
    if proposal.council is None:
        return None
    return rules.tally(
        seats=seats_of(proposal.council_id),
        subject_body=proposal.subject_body_id,
        quorum_percent=proposal.council.quorum_percent,
        majority_percent=proposal.council.majority_percent,
        votes=Vote.objects.filter(proposal=proposal).values_list("choice", flat=True),
    )


def figures(actor: Actor, *, body_id: int, first: date, last: date, on: date) -> dict[Figure, int]:
    """Tasks given in these days and led by the unit, of those the reader sees; taken back ones do not count. Raises MayNot."""
    years = range(first.year, last.year + 1)
    given = [row for year in years for row in tasks.board(actor, on=on, year=year).tasks if row.lead.body_id == body_id]
    led = [row for row in given if first <= local_day(row.given_at) <= last and row.now.state != State.TAKEN_BACK]
    accepted = [row for row in led if row.now.state == State.ACCEPTED]
    return {
        Figure.LED: len(led),
        Figure.ACCEPTED: len(accepted),
        Figure.ON_TIME: sum(not row.now.was_late() for row in accepted),
        Figure.OVERDUE: sum(row.now.is_overdue(on) for row in led),
    }
