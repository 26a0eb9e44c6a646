"""All writing of roadmaps: the register of sites, models tried and judged, places chosen for a step."""

from donghanh.programme.roadmap.actions.choosing import choose, upload_boundaries
from donghanh.programme.roadmap.actions.helping import GuideDraft, publish_guide, staff
from donghanh.programme.roadmap.actions.piloting import Checklist, Verdict, assess, evaluate, make_pilot
from donghanh.programme.roadmap.actions.sites import Founding, found_site, record, take_back

__all__ = [
    "Checklist",
    "Founding",
    "GuideDraft",
    "Verdict",
    "assess",
    "choose",
    "evaluate",
    "found_site",
    "make_pilot",
    "publish_guide",
    "record",
    "staff",
    "take_back",
    "upload_boundaries",
]
