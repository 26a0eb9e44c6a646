"""How long courts and health bodies take: for a commune what it sent, for a court or a health body what was sent to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from donghanh.cases.pipeline import access, rules
from donghanh.cases.queries._rows import fetch
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass

_COURT = """
select case_id, coalesce(number, ''), court, summary, passage_id, procedure, accepted_at, decided_at, due_at, is_reckoned
from dossier_court_files() where coalesce(decided_at >= %(since)s, true) and accepted_at <= %(at)s order by accepted_at, passage_id"""
_HEALTH = """
select referral_id, case_id, body, sent_at, received_at, concluded_at
from dossier_health_files() where coalesce(concluded_at >= %(since)s, true) and sent_at <= %(at)s order by sent_at desc, referral_id"""


@dataclass(frozen=True, slots=True)
class CourtFile:
    """A file that a court accepted. case_id, number: for those who keep it; passage_id, summary (masked): for the court.

    due_at None: the law names no limit; is_reckoned False: a fact came in that the limits do not know yet.
    """

    case_id: UUID | None
    number: str
    court: str
    summary: str
    passage_id: UUID | None
    procedure: Procedure
    accepted_at: datetime
    decided_at: datetime | None
    due_at: datetime | None
    is_reckoned: bool

    def days(self, at: datetime) -> int:
        """From acceptance to the decision, or to now."""
        return rules.days(self.accepted_at, self.decided_at or at)

    def is_late(self, at: datetime) -> bool:
        """Not decided, and past the legal limit."""
        return self.decided_at is None and self.due_at is not None and self.due_at <= at


@dataclass(frozen=True, slots=True)
class CourtPace:
    """One court. median_days: from acceptance to decision, of those decided in the last 12 months. late: past the legal limit now, oldest first."""

    court: str
    decided: int
    median_days: float | None
    waiting: int
    late: tuple[CourtFile, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a determination: sent, received and concluded, each None until it is known. case_id: for those who keep the file."""

    id: UUID
    case_id: UUID | None
    body: str
    sent_at: datetime
    received_at: datetime | None
    concluded_at: datetime | None

    def days(self, at: datetime) -> int:
        """From the request to the conclusion, or to now."""
        return rules.days(self.sent_at, self.concluded_at or at)


@dataclass(frozen=True, slots=True)
class HealthPace:
    """One health body. median_days: from the request to the conclusion, of those concluded in the last 12 months."""

    body: str
    answered: int
    median_days: float | None
    waiting: int


def court_paces(actor: Actor, *, at: datetime) -> list[CourtPace]:
    """Each court that accepted files of the actor's places, or the actor's own court. One query.

    Empty for those who read no legal files. Raises MayNot."""
    if not access.reads(actor, DataClass.LEGAL):
        return []
    found: dict[str, list[CourtFile]] = {}
    for *told, code, accepted, decided, due, reckoned in fetch(_COURT, {"since": at - rules.LATELY, "at": at}):
        file = CourtFile(*told, Procedure(code), accepted, decided, due, reckoned)
        found.setdefault(file.court, []).append(file)
    return [_court_pace(court, files, at) for court, files in sorted(found.items())]


def _court_pace(court: str, files: list[CourtFile], at: datetime) -> CourtPace:
    decided = [file.days(at) for file in files if file.decided_at]
    late = sorted((file for file in files if file.is_late(at)), key=lambda file: file.due_at or at)
    return CourtPace(court, len(decided), rules.middle(decided), len(files) - len(decided), tuple(late))


def requests(actor: Actor, *, at: datetime) -> list[Request]:
    """Determinations asked by the actor's places or of his body: those open, and those concluded in the last 12 months, newest first. One query."""
    if not access.reads(actor, DataClass.LEGAL) and not access.reads(actor, DataClass.DETERMINATION):
        return []
    return [Request(*row) for row in fetch(_HEALTH, {"since": at - rules.LATELY, "at": at})]


def health_paces(found: Iterable[Request], *, at: datetime) -> list[HealthPace]:
    """The medians of these requests, each health body by itself."""
    bodies: dict[str, list[Request]] = {}
    for one in found:
        bodies.setdefault(one.body, []).append(one)
    made = []
    for body, asked in sorted(bodies.items()):
        answered = [one.days(at) for one in asked if one.concluded_at]
        made.append(HealthPace(body, len(answered), rules.middle(answered), len(asked) - len(answered)))
    return made
