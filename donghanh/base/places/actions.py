"""Writing of places: loading the seed and the function-holders, and the calendar of decreed days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.base.places import seeding
from donghanh.base.places.models import FunctionHolder, Holiday
from donghanh.base.places.rules import check_day
from donghanh.kernel import access
from donghanh.kernel.actor import Actor


class Held(Protocol):
    """A row of the law's table of functions. until: last day on which it stands, or None."""

    function: str
    body_kind: str
    office: str
    citation: str
    confidence: str
    since: date
    until: date | None


def load_units(*, actor: Actor, at: datetime, folder: Path) -> dict[str, int]:
    """Bring units, successions, bodies and court coverage to what the seed files in `folder` say; counts by table.

    Repeatable: what is already so stays untouched, remoteness set by an officer is kept, nothing is deleted.
    Raises BadInput where a file is missing or a row cannot be read; then nothing is changed.
    """
    with audit.recording(actor=actor, verb="places.load", at=at, subject="units") as entry:
        access.require_verb(actor, "places.load")
        seeding.check_files(folder)
        with connection.cursor() as cursor:
            counts = seeding.load(cursor, folder)
        entry.changes = counts
        return counts


def load_holders(*, actor: Actor, at: datetime, holders: Iterable[Held]) -> int:
    """Replace the country-wide function-holders by the law's own rows; rows set for one place stay."""
    with audit.recording(actor=actor, verb="places.load", at=at, subject="holders") as entry:
        access.require_verb(actor, "places.load")
        rows = [seeding.holder_row(held) for held in holders]
        FunctionHolder.objects.filter(unit=None).delete()
        made = FunctionHolder.objects.bulk_create(rows)
        entry.changes = {"rows": len(made)}
        return len(made)


def set_day(*, actor: Actor, at: datetime, day: date, name: str, is_working_day: bool, source: str, note: str = "") -> Holiday:
    """Say that this day is off, or is worked in a swap, from which decree; every count of working days follows at once.

    Raises MayNot without the right, BadInput where name or source is missing or the day is outside the calendar's years.
    """
    with audit.recording(actor=actor, verb="calendar.set", at=at, subject=day.isoformat()) as entry:
        access.require_verb(actor, "calendar.edit")
        values = check_day(day=day, name=name, source=source, note=note) | {"is_working_day": is_working_day}
        before = Holiday.objects.filter(pk=day).values("name", "is_working_day", "source", "note").first()
        kept, _ = Holiday.objects.update_or_create(day=day, defaults=values)
        entry.changes = {"before": before, "after": values, "version": _next_version()}
        return kept


def unset_day(*, actor: Actor, at: datetime, day: date) -> None:
    """Take a decreed day back: the built-in calendar holds for it again. A day that is not in the table changes nothing."""
    with audit.recording(actor=actor, verb="calendar.unset", at=at, subject=day.isoformat()) as entry:
        access.require_verb(actor, "calendar.edit")
        before = Holiday.objects.filter(pk=day).values("name", "is_working_day", "source", "note").first()
        if before is None:
            return
        Holiday.objects.filter(pk=day).delete()
        entry.changes = {"before": before, "after": None, "version": _next_version()}


def _next_version() -> int:
    """Count the change: the number comes from a sequence, so a change that is rolled back never lends its number to another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into places_calendarversion values (1, nextval('places_calendar_number'))"
            " on conflict (id) do update set number = nextval('places_calendar_number') returning number"
        )
        return cursor.fetchone()[0]
