"""All reading of roadmaps: sites with their story, planned against actual, candidates by the plan's own rule."""

from donghanh.programme.roadmap.queries._rows import ChoiceRow, Line, Part, Road, Roadmap
from donghanh.programme.roadmap.queries.areas import Area, area_of
from donghanh.programme.roadmap.queries.candidates import Candidate, Candidates, candidates
from donghanh.programme.roadmap.queries.helping import ArmyRow, GuideRow, StaffRow, army, guide_file, guides
from donghanh.programme.roadmap.queries.lateness import LateRow, late
from donghanh.programme.roadmap.queries.modelling import (
    CONDITIONS,
    ClubRow,
    ModelRow,
    Option,
    ProposalRow,
    ReadinessRow,
    clubs,
    models,
    options,
    proposals,
    readiness,
    readiness_of,
)
from donghanh.programme.roadmap.queries.outlines import UploadRow, outlines, units_by_code, uploads
from donghanh.programme.roadmap.queries.places_to_choose import place_named, place_to_choose
from donghanh.programme.roadmap.queries.roads import roadmap
from donghanh.programme.roadmap.queries.sites import FactRow, SiteRow, facts_of, lacking, register, site

__all__ = [
    "CONDITIONS",
    "Area",
    "ArmyRow",
    "Candidate",
    "Candidates",
    "ChoiceRow",
    "ClubRow",
    "FactRow",
    "GuideRow",
    "LateRow",
    "Line",
    "ModelRow",
    "Option",
    "Part",
    "ProposalRow",
    "ReadinessRow",
    "Road",
    "Roadmap",
    "SiteRow",
    "StaffRow",
    "UploadRow",
    "area_of",
    "army",
    "candidates",
    "clubs",
    "facts_of",
    "guide_file",
    "guides",
    "lacking",
    "late",
    "models",
    "options",
    "outlines",
    "place_named",
    "place_to_choose",
    "proposals",
    "readiness",
    "readiness_of",
    "register",
    "roadmap",
    "site",
    "units_by_code",
    "uploads",
]
