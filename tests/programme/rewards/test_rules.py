"""Counting votes; pure."""

from __future__ import annotations

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.programme.rewards import rules
from donghanh.programme.rewards.terms import Choice as C
from donghanh.programme.rewards.terms import State
from tests.factories.tasks import ON


def tally(*votes: C, seats=(1, 2, 3, 4), subject: int = 9, quorum: int = 75, majority: int = 67):
    return rules.tally(seats=seats, subject_body=subject, quorum_percent=quorum, majority_percent=majority, votes=votes)


def test_shares_are_rounded_up_and_of_the_seats_that_may_vote():
    assert (tally().quorum, tally().majority, tally().entitled) == (3, 3, 4)
    own = tally(subject=1)
    assert (own.quorum, own.majority, own.entitled) == (3, 3, 3)


@pytest.mark.parametrize(
    ("votes", "carried", "lost"),
    [
        ((), False, False),
        ((C.YES, C.YES), False, False),
        ((C.YES, C.YES, C.YES), True, False),
        ((C.YES, C.NO), False, False),
        ((C.NO, C.ABSTAIN), False, True),
        ((C.YES, C.YES, C.NO, C.NO), False, True),
    ],
)
def test_carried_lost_or_open(votes, carried, lost):
    found = tally(*votes)
    assert (found.is_carried, found.is_lost) == (carried, lost)


def test_a_quorum_of_absent_members_carries_nothing():
    assert not tally(C.YES, C.YES, majority=50, quorum=75).is_carried


def test_one_vote_alone_carries_nothing_whatever_the_paper_prints():
    assert not tally(C.YES, quorum=1, majority=1).is_carried and tally(C.YES, C.ABSTAIN, quorum=1, majority=1).is_carried


def test_nobody_votes_on_himself_twice_or_without_a_seat():
    for about, said in (
        ({"body": None, "voted": ()}, "không có ghế"),
        ({"body": 5, "voted": ()}, "cho chính mình"),
        ({"body": 2, "voted": (2,)}, "đã bỏ phiếu"),
    ):
        with pytest.raises(rules.CannotVote, match=said):
            rules.check_can_vote(State.VOTING, subject_body=5, **about)
    with pytest.raises(rules.CannotVote, match="không ở bước"):
        rules.check_can_vote(State.PROPOSED, body=2, subject_body=5, voted=())


def test_a_decision_needs_votes_and_days_lie_behind_us():
    with pytest.raises(rules.CannotMove, match="chưa biểu quyết"):
        rules.check_can_decide(State.PROPOSED, None)
    with pytest.raises(rules.CannotMove, match="Mới có 2 phiếu"):
        rules.check_can_decide(State.VOTING, tally(C.YES, C.YES))
    with pytest.raises(rules.CannotMove, match="cần ít nhất 3 trong 4"):
        rules.check_can_decide(State.VOTING, tally(C.YES, C.YES, C.NO))
    with pytest.raises(rules.CannotMove, match="đã kết thúc"):
        rules.check_can_decide(State.WITHDRAWN, tally())
    with pytest.raises(BadInput):
        rules.check_days(ON, ON.replace(day=20), on=ON)
