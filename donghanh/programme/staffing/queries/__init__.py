"""All reading of staffing."""

from donghanh.programme.staffing.queries.choices import appraisers, known_members, logins, positions_to_move_to
from donghanh.programme.staffing.queries.counts import PlaceCount, coverage, units_of
from donghanh.programme.staffing.queries.people import MemberSheet, Moved, member_sheet, moved
from donghanh.programme.staffing.queries.posts import BodyRow, BodySheet, HolderRow, PostRow, bodies, body_sheet, holder, post, posts, unprepared
from donghanh.programme.staffing.queries.schemes import SchemeRow, SchemeSheet, scheme_sheet, schemes

__all__ = [
    "BodyRow",
    "BodySheet",
    "HolderRow",
    "MemberSheet",
    "Moved",
    "PlaceCount",
    "PostRow",
    "SchemeRow",
    "SchemeSheet",
    "appraisers",
    "bodies",
    "body_sheet",
    "coverage",
    "holder",
    "known_members",
    "logins",
    "member_sheet",
    "moved",
    "positions_to_move_to",
    "post",
    "posts",
    "scheme_sheet",
    "schemes",
    "units_of",
    "unprepared",
]
