"""Tables of inspections. Every one only grows: what changes is a further row (README). None holds anything about a person in a file."""

from donghanh.programme.inspections.models.findings import Check, Finding, FindingStep, Sentinel
from donghanh.programme.inspections.models.looking import Drawn, Inspection, Mark, Member, Sample, Step, Stratum, Team
from donghanh.programme.inspections.models.planning import Attachment, Criteria, Item, Training, YearPlan

__all__ = [
    "Attachment",
    "Check",
    "Criteria",
    "Drawn",
    "Finding",
    "FindingStep",
    "Inspection",
    "Item",
    "Mark",
    "Member",
    "Sample",
    "Sentinel",
    "Step",
    "Stratum",
    "Team",
    "Training",
    "YearPlan",
]
