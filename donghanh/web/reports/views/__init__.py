"""Pages of reports: the desk, writing, receiving, gathering, what the lead agency sets, conferences, and the frozen figures."""

from donghanh.web.reports.views.arranging import arrangement, arrangements, call
from donghanh.web.reports.views.conferences import confer, conference, conferences
from donghanh.web.reports.views.desk import desk
from donghanh.web.reports.views.frozen import file, listing, report
from donghanh.web.reports.views.receiving import received, roll
from donghanh.web.reports.views.writing import filing, gathering, recipients, version, version_file

__all__ = [
    "arrangement",
    "arrangements",
    "call",
    "confer",
    "conference",
    "conferences",
    "desk",
    "file",
    "filing",
    "gathering",
    "listing",
    "received",
    "recipients",
    "report",
    "roll",
    "version",
    "version_file",
]
