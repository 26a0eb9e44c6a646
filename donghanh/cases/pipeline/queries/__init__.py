"""What is read across files; returns frozen rows."""

from donghanh.cases.pipeline.queries.steps import FileRow, StepCount, counts, files
from donghanh.cases.pipeline.queries.times import CourtFile, CourtPace, HealthPace, Request, court_paces, health_paces, requests

__all__ = [
    "CourtFile",
    "CourtPace",
    "FileRow",
    "HealthPace",
    "Request",
    "StepCount",
    "counts",
    "court_paces",
    "files",
    "health_paces",
    "requests",
]
