"""What is read across files; returns frozen rows."""

from donghanh.cases.pipeline.queries.absent import Absent, Postponed, absent, postponed
from donghanh.cases.pipeline.queries.pending import Meanwhile, PendingRow, pending
from donghanh.cases.pipeline.queries.steps import FileRow, NextDuty, StepCount, counts, files
from donghanh.cases.pipeline.queries.times import CourtFile, CourtPace, HealthPace, Request, court_paces, health_paces, requests
from donghanh.cases.pipeline.queries.whereabouts import DayPage, Went, Whereabouts, on_day, went

__all__ = [
    "Absent",
    "CourtFile",
    "CourtPace",
    "DayPage",
    "FileRow",
    "HealthPace",
    "Meanwhile",
    "NextDuty",
    "PendingRow",
    "Postponed",
    "Request",
    "StepCount",
    "Went",
    "Whereabouts",
    "absent",
    "counts",
    "court_paces",
    "files",
    "health_paces",
    "on_day",
    "pending",
    "postponed",
    "requests",
    "went",
]
