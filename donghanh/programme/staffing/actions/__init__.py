"""All writing of staffing."""

from donghanh.programme.staffing.actions.people import assign, award, end, move, reassign, revoke
from donghanh.programme.staffing.actions.posts import open_position, set_norm
from donghanh.programme.staffing.actions.schemes import appraise, approve, draft_scheme, return_scheme

__all__ = [
    "appraise",
    "approve",
    "assign",
    "award",
    "draft_scheme",
    "end",
    "move",
    "open_position",
    "reassign",
    "return_scheme",
    "revoke",
    "set_norm",
]
