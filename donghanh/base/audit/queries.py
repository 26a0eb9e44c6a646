"""Reading of the log: for the auditor all rows of his province, for others what was done and read about persons of their places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from donghanh.base.audit.models import Event, Reading, Seal
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass

ACTS, READINGS = "acts", "readings"
MODELS = {ACTS: Event, READINGS: Reading}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the log. verb: what was done, or for a look the page that was opened. Nothing here names a person in care.

    reason: the code of a sign-in that was refused; what people typed is read by nobody here (migrations/0004_typed_words).
    """

    id: UUID
    at: datetime
    actor_id: int | None
    role: str
    body_id: int | None
    unit_id: int | None
    verb: str
    person_id: UUID | None
    case_id: UUID | None = None
    subject: str = ""
    result: str = "done"
    reason: str = ""
    citation: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the auditor looks for; an empty field asks for nothing. since and until: half-open moments."""

    since: datetime | None = None
    until: datetime | None = None
    verb: str = ""
    role: str = ""
    actor_id: int | None = None
    person_id: UUID | None = None
    case_id: UUID | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal as the auditor sees it. link: the value to note outside the system."""

    id: int
    log: str
    rows: int
    sealed_at: datetime
    link: str


def log(actor: Actor, kind: str, wanted: Filter, *, after: tuple[datetime, UUID] | None = None, limit: int = 50) -> list[LogRow]:
    """Rows of one log (ACTS or READINGS), newest first; after: moment and id of the last row shown before. Raises MayNot for all but auditors.

    Verbs, classes and ids only: a reason that somebody typed may name a person in care, so the database itself keeps it (trust.md 6.3, role 23).
    """
    access.require_verb(actor, "audit.read")
    rows = _rows(kind).filter(_condition(kind, wanted))
    if after:
        rows = rows.filter(Q(at__lt=after[0]) | Q(at=after[0], id__lt=after[1]))
    return _with_codes([_row(row) for row in rows.order_by("-at", "-id")[:limit]])


def readings_of_person(actor: Actor, person_id: UUID, *, limit: int = 50) -> list[LogRow]:
    """Who looked at this person's file, newest first; in the actor's own places. The caller has admitted the actor to the file."""
    access.require_read(actor, DataClass.IDENTITY)
    rows = _rows(READINGS).filter(person_id=person_id, unit_id__in=actor.unit_ids)
    return [_row(row) for row in rows.order_by("-at", "-id")[:limit]]


def events_of_person(actor: Actor, person_id: UUID, *, limit: int = 50) -> list[LogRow]:
    """What was done about this person, newest first; in the actor's own places."""
    access.require_read(actor, DataClass.IDENTITY)
    return _events(actor, Q(person_id=person_id), limit)


def events_of_case(actor: Actor, case_id: UUID, *, limit: int = 50) -> list[LogRow]:
    """What was done in this case, newest first; in the actor's own places. Never a data source for the case itself."""
    access.require_read(actor, DataClass.LEGAL)
    return _events(actor, Q(case_id=case_id), limit)


def sample(actor: Actor, *, since: datetime, until: datetime, draw: str, size: int = 50) -> list[LogRow]:
    """So many looks of a span, drawn by lot: the order of SHA-256(draw, id), so that the same draw gives the same looks again."""
    access.require_verb(actor, "audit.read")
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from audit_reading where at >= %s and at < %s order by sha256(convert_to(%s || id::text, 'UTF8')) limit %s",
            [since, until, draw, size],
        )
        drawn = [row[0] for row in cursor.fetchall()]
    found = {row.pk: row for row in _rows(READINGS).filter(pk__in=drawn)}
    return [_row(found[key]) for key in drawn]


def newest_seals(actor: Actor, *, limit: int = 20) -> list[SealRow]:
    """The last seals of both logs, newest first."""
    access.require_verb(actor, "audit.read")
    return [
        SealRow(seal.pk, seal.log, seal.rows, seal.sealed_at, bytes(seal.chain).hex()) for seal in Seal.objects.order_by("-sealed_at", "-id")[:limit]
    ]


def _events(actor: Actor, about: Q, limit: int) -> list[LogRow]:
    rows = _rows(ACTS).filter(about, unit_id__in=actor.unit_ids, person_id__isnull=False)
    return [_row(row) for row in rows.order_by("-at", "-id")[:limit]]


def _condition(kind: str, wanted: Filter) -> Q:
    asked = {
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        "role": wanted.role,
        "actor_id": wanted.actor_id,
        "person_id": wanted.person_id,
        ("page" if kind == READINGS else "verb"): wanted.verb,
    }
    if kind == ACTS:
        asked |= {"case_id": wanted.case_id, "result": "refused" if wanted.refused else ""}
    return Q(**{name: value for name, value in asked.items() if value not in ("", None)})


def _rows(kind: str) -> QuerySet:
    """Rows without the column that holds typed words: the database refuses it to pages."""
    return MODELS[kind].objects.defer("purpose" if kind == READINGS else "reason")


def _with_codes(rows: list[LogRow]) -> list[LogRow]:
    """Why a sign-in was refused is a code of our own."""
    wanted = [row.id for row in rows if row.verb.startswith("session.")]
    if not wanted:
        return rows
    with connection.cursor() as cursor:
        cursor.execute("select id, code from audit_sign_in_codes(%s)", [wanted])
        codes = dict(cursor.fetchall())
    return [replace(row, reason=codes.get(row.id, "")) for row in rows]


def _row(row: Event | Reading) -> LogRow:
    if isinstance(row, Reading):
        return LogRow(row.pk, row.at, row.actor_id, row.role, row.body_id, row.unit_id, row.page, row.person_id, classes=row.classes)
    about = (row.verb, row.person_id, row.case_id, row.subject, row.result)
    return LogRow(row.pk, row.at, row.actor_id, row.role, row.body_id, row.unit_id, *about, citation=row.citation)
