"""The council votes; the decision is written down with number and day, or the refusal with its reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.registers.rules import Paper, check_paper
from donghanh.programme.rewards import access, queries, rules
from donghanh.programme.rewards.models import Council, Proposal, Step, Vote
from donghanh.programme.rewards.terms import Choice, State


def open_vote(*, actor: Actor, at: datetime, proposal_id: UUID, council_id: UUID) -> Step:
    """Put a proposal before a council. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="reward.open_vote", at=at, subject=str(proposal_id)) as entry:
        found = access.to_judge(actor, proposal_id)
        council = Council.objects.filter(pk=council_id, unit_id__in=actor.stat_unit_ids).first()
        if council is None:
            raise BadInput("Không có hội đồng này.", mend="Chọn hội đồng trong danh sách.", field="council")
        rules.check_can_open_vote(State(found.state), queries.seats_of(council.pk), found.subject_body_id)
        entry.changes = {"council": str(council.pk)}
        return _step(actor, at, found, State.VOTING, council=council)


def cast_vote(*, actor: Actor, at: datetime, proposal_id: UUID, choice: Choice | str, reason: str = "") -> Vote:
    """The one vote of the actor's seat; a no says why. Raises MayNot, NotInReach, BadInput, CannotVote."""
    with audit.recording(actor=actor, verb="reward.vote", at=at, subject=str(proposal_id)) as entry:
        found = access.to_vote(actor, proposal_id)
        seat = access.own_seat(actor, found)
        voted = Vote.objects.filter(proposal=found).values_list("body_id", flat=True)
        rules.check_can_vote(State(found.state), body=seat, subject_body=found.subject_body_id, voted=voted)
        said = check_words(reason, field="reason", name="lý do không đồng ý", most=500, needed=choice == Choice.NO)
        try:
            with transaction.atomic():
                made_vote = Vote.objects.create(proposal=found, body_id=seat, choice=Choice(choice), reason=said, **stamp(actor, at))
        except IntegrityError:
            raise rules.CannotVote("Ghế này vừa bỏ phiếu.", mend="Tải lại trang để xem kết quả.") from None
        entry.changes = {"seat": seat}
        return made_vote


def decide(*, actor: Actor, at: datetime, proposal_id: UUID, paper: Paper, granted: str) -> Step:
    """Write down the decision of whoever may reward, after the council carried it. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="reward.decide", at=at, subject=str(proposal_id)) as entry:
        found = access.to_judge(actor, proposal_id)
        rules.check_can_decide(State(found.state), queries.tally_of(found))
        entry.citation = paper.said
        note = check_words(granted, field="granted", name="hình thức khen", most=200)
        return _step(actor, at, found, State.DECIDED, note=note, **check_paper(paper, on=local_day(at)))


def refuse(*, actor: Actor, at: datetime, proposal_id: UUID, reason: str) -> Step:
    """No reward, with the reason; the same merit may be proposed again later. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="reward.refuse", at=at, subject=str(proposal_id)) as entry:
        found = access.to_judge(actor, proposal_id)
        rules.check_open(State(found.state))
        entry.reason = check_words(reason, field="reason", name="lý do", most=1000)
        return _step(actor, at, found, State.REFUSED, note=entry.reason)


def _step(actor: Actor, at: datetime, found: Proposal, kind: State, **about: object) -> Step:
    try:
        with transaction.atomic():
            return Step.objects.create(proposal=found, kind=kind, body_id=actor.body_id, **about, **stamp(actor, at))
    except IntegrityError as wrong:
        if "reward_once" in str(wrong):
            said = "Thành tích này đã được khen theo một đề nghị khác: cùng đối tượng, cùng hình thức, thời gian trùng nhau."
            raise rules.CannotMove(said, mend="Mỗi thành tích chỉ khen một lần. Ghi không khen đề nghị này, nêu lý do.") from None
        raise rules.CannotMove("Đề nghị này vừa có thay đổi khác.", mend="Tải lại trang để xem bước mới nhất.") from None
