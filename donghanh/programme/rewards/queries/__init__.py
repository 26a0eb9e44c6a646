"""All reading of rewards."""

from donghanh.programme.rewards.queries.facts import figures, seats_of, stands_twice, tally_of
from donghanh.programme.rewards.queries.founding import (
    CouncilRow,
    CriteriaRow,
    CriterionRow,
    councils,
    criteria,
    standing_criteria,
)
from donghanh.programme.rewards.queries.proposals import ProposalRow, ProposalSheet, VoteRow, attachment, proposal_sheet, proposals

__all__ = [
    "CouncilRow",
    "CriteriaRow",
    "CriterionRow",
    "ProposalRow",
    "ProposalSheet",
    "VoteRow",
    "attachment",
    "councils",
    "criteria",
    "figures",
    "proposal_sheet",
    "proposals",
    "seats_of",
    "standing_criteria",
    "stands_twice",
    "tally_of",
]
