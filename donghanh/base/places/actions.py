"""Writing of places: loading the seed and the function-holders, the calendar of decreed days, proposals of reorganisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.base.places import seeding
from donghanh.base.places.models import FunctionHolder, Holiday, Reorganisation, ReorganisationPart, Unit
from donghanh.base.places.rules import CannotReorganise, check_court, check_day, check_document, check_new_unit, check_units
from donghanh.base.places.terms import Change
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import local_day


class Held(Protocol):
    """A row of the law's table of functions. until: last day on which it stands, or None."""

    function: str
    body_kind: str
    office: str
    citation: str
    confidence: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Document:
    """The deciding document, and the day from which it has effect."""

    number: str
    signed_on: date
    issuer: str
    on: date


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A commune that confirming makes: code of five digits, kind in lower case ("xã"), name."""

    code: str
    kind: str
    name: str


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


def propose_units(
    *, actor: Actor, at: datetime, document: Document, former: Sequence[int], successors: Sequence[int], new_units: Sequence[NewUnit] = ()
) -> Reorganisation:
    """Propose that communes go into one, or one into several, from document.on; a second person confirms it (succession.actions).

    Successors stand already or are made by confirming; the first of them (a standing one before a new one) takes over archive, registers
    and the files that nobody has divided. Raises BadInput, CannotReorganise, MayNot.
    """
    with audit.recording(actor=actor, verb="places.propose", at=at) as entry:
        access.require_verb(actor, "places.edit")
        check_units(former, [*successors, *(None for _ in new_units)])
        for new in new_units:
            check_new_unit(code=new.code, kind=new.kind, name=new.name)
        made = _proposed(actor, at, Change.UNITS, document)
        targets = [{"successor_unit_id": unit} for unit in successors]
        targets += [{"new_code": new.code, "new_kind": new.kind, "new_name": tidy(new.name)} for new in new_units]
        for unit in former:
            for number, target in enumerate(targets):
                ReorganisationPart.objects.create(reorganisation=made, former_unit_id=unit, is_main=number == 0, **target)
        entry.subject, entry.changes = str(made.pk), {"former": list(former), "successors": list(successors), "new": len(new_units)}
        return _fitting(made, former)


def propose_body(*, actor: Actor, at: datetime, document: Document, former: int, successor: int | None = None, new_name: str = "") -> Reorganisation:
    """Propose that another body, standing or new at the same place, follows this one from document.on. Errors as propose_units."""
    with audit.recording(actor=actor, verb="places.propose", at=at) as entry:
        access.require_verb(actor, "places.edit")
        name = tidy(new_name)[:200]
        if (successor is None) == (not name):
            raise BadInput("Chọn cơ quan kế tục, hoặc ghi tên cơ quan mới.", mend="Chỉ ghi một trong hai.", field="new_name")
        made = _proposed(actor, at, Change.BODY, document)
        ReorganisationPart.objects.create(reorganisation=made, former_body_id=former, successor_body_id=successor, new_name=name)
        entry.subject, entry.changes = str(made.pk), {"former": former, "successor": successor}
        return _fitting(made)


def propose_holder(*, actor: Actor, at: datetime, document: Document, function: str, unit_id: int, body_kind: str, office: str) -> Reorganisation:
    """Propose that from document.on another kind of body or office holds a function at this place. Errors as propose_units."""
    with audit.recording(actor=actor, verb="places.propose", at=at) as entry:
        access.require_verb(actor, "places.edit")
        made = _proposed(actor, at, Change.HOLDER, document)
        ReorganisationPart.objects.create(reorganisation=made, successor_unit_id=unit_id, function=function, body_kind=body_kind, office=office)
        entry.subject, entry.changes = str(made.pk), {"function": function, "unit": unit_id, "body": body_kind, "office": office}
        return _fitting(made)


def _proposed(actor: Actor, at: datetime, kind: Change, document: Document) -> Reorganisation:
    number, issuer = check_document(
        number=document.number, issuer=document.issuer, document_date=document.signed_on, on=document.on, today=local_day(at)
    )
    values = {"document_number": number, "document_issuer": issuer, "document_date": document.signed_on}
    return Reorganisation.objects.create(kind=kind, on=document.on, proposed_by=actor.user_id or 0, proposed_at=at, **values)


def _fitting(made: Reorganisation, former: Sequence[int] = ()) -> Reorganisation:
    """Raises CannotReorganise where units, bodies or rows of that day do not allow it; the proposal is then not kept."""
    with connection.cursor() as cursor:
        cursor.execute("select reorganisation_fits(%s)", [made.pk])
        if cursor.fetchone()[0] and Unit.objects.filter(pk__in=former).exclude(level=Unit.Level.COMMUNE).count() == 0:
            return made
    raise CannotReorganise(
        "Đơn vị, cơ quan hoặc thẩm quyền này đã đổi, hoặc không đang tồn tại vào ngày đó.",
        mend="Xem danh sách việc sắp xếp; chỉ chọn xã, cơ quan đang hoạt động và chưa có ngày kết thúc.",
    )


def set_court(*, actor: Actor, at: datetime, unit_id: int, kind: str, name: str, since: date, reason: str) -> int:
    """Say which regional court or procuracy serves this commune from a day on, where no source says it; id of the body, made when new.

    Raises MayNot without the right, BadInput where something is missing, CannotReorganise where a source or a later row already says it.
    """
    with audit.recording(actor=actor, verb="places.court", at=at, subject=str(unit_id), reason=reason) as entry:
        access.require_verb(actor, "places.edit")
        name, reason = check_court(kind=kind, name=name, reason=reason)
        with connection.cursor() as cursor:
            cursor.execute("select set_coverage(%s, %s, %s, %s, %s)", [unit_id, kind, name, since, reason])
            body_id = cursor.fetchone()[0]
        if body_id is None:
            raise CannotReorganise(
                "Xã này không thuộc địa bàn của bạn, hoặc đã có nguồn hay một thiết lập muộn hơn nói nơi phụ trách.",
                mend="Xem nguồn đang ghi; cơ quan đổi tên hoặc kế tục thì ghi ở trang Sắp xếp.",
            )
        entry.changes = {"kind": kind, "body": body_id, "since": since.isoformat()}
        return body_id


def _next_version() -> int:
    """Count the change: the number comes from a sequence, so a change that is rolled back never lends its number to another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into places_calendarversion values (1, nextval('places_calendar_number'))"
            " on conflict (id) do update set number = nextval('places_calendar_number') returning number"
        )
        return cursor.fetchone()[0]
