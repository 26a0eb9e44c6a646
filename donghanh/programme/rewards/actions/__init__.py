"""All writing of rewards."""

from donghanh.programme.rewards.actions.founding import found_council, set_criteria
from donghanh.programme.rewards.actions.judging import cast_vote, decide, open_vote, refuse
from donghanh.programme.rewards.actions.proposing import propose, withdraw

__all__ = ["cast_vote", "decide", "found_council", "open_vote", "propose", "refuse", "set_criteria", "withdraw"]
