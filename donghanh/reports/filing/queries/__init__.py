"""All reading of the report desk."""

from donghanh.reports.filing.queries._rows import VerdictRow, VersionRow, closed
from donghanh.reports.filing.queries.arrangements import ArrangedRow, arrangements, plan_heads
from donghanh.reports.filing.queries.conferences import (
    ConclusionRow,
    ConferenceRow,
    ConferenceSheet,
    conference,
    conferences,
    origin,
    packs,
    reviewed,
)
from donghanh.reports.filing.queries.desk import Desk, Line, Owed, Received, Roll, Unheld, desk, roll
from donghanh.reports.filing.queries.duties import Duty, PlanHead, Unit
from donghanh.reports.filing.queries.gathering import Gathering, gathering
from donghanh.reports.filing.queries.papers import paper_of
from donghanh.reports.filing.queries.sheets import Compared, FilingSheet, Own, Prefilled, ReceivedSheet, own, received, sheet, titles, waiting

__all__ = [
    "ArrangedRow",
    "Compared",
    "ConclusionRow",
    "ConferenceRow",
    "ConferenceSheet",
    "Desk",
    "Duty",
    "FilingSheet",
    "Gathering",
    "Line",
    "Owed",
    "Own",
    "PlanHead",
    "Prefilled",
    "Received",
    "ReceivedSheet",
    "Roll",
    "Unheld",
    "Unit",
    "VerdictRow",
    "VersionRow",
    "arrangements",
    "closed",
    "conference",
    "conferences",
    "desk",
    "gathering",
    "origin",
    "own",
    "packs",
    "paper_of",
    "plan_heads",
    "received",
    "reviewed",
    "roll",
    "sheet",
    "titles",
    "waiting",
]
