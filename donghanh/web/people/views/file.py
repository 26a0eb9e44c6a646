"""One person's file, its numbers in full, and who has looked at it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from donghanh.base.accounts import queries as accounts
from donghanh.base.audit import actions as audit
from donghanh.base.audit import queries as looks
from donghanh.kernel import access
from donghanh.kernel.privacy import DataClass
from donghanh.people import actions, queries
from donghanh.people.access import may
from donghanh.people.queries import PersonFile
from donghanh.people.rules import Shut
from donghanh.web.cases.presenters import FIRST_LINES, person_panels
from donghanh.web.people import presenters
from donghanh.web.shell import brake, sign_in

CLASSES = "D1 D2 D10"
MOST_LINES = 500


@require_GET
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The overview; opening it is noted before it is shown."""
    return show(request, person_id)


@require_POST
def reveal(request: HttpRequest, person_id: UUID, number_id: UUID) -> HttpResponse:
    """The file with one number in full, this once, on a fresh proof of identity; noted as an act and as a reading."""
    access.require_verb(request.actor, "person.read")
    sign_in.require_step_up(request)
    number = actions.reveal_identifier(actor=request.actor, at=request.at, identifier_id=number_id)
    return show(request, person_id, revealed={number_id: number})


@require_GET
def access_log(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who has opened this file, when and as what: shown to everybody who may open it himself."""
    file = opened(request, person_id, page="people:access", may_be_shut=True)
    rows = looks.readings_of_person(request.actor, file.id)
    reads = may(request.actor, "case.read") and request.actor.reads(DataClass.LEGAL)
    bar = presenters.bar(file, reads_cases=reads)
    words = {"file": file, "bar": bar, "readings": presenters.readings(rows, accounts.names_of({row.actor_id for row in rows}))}
    return render(request, "people/access.jinja", words)


def opened(request: HttpRequest, person_id: UUID, *, page: str, classes: str = CLASSES, may_be_shut: bool = False) -> PersonFile:
    """The file, its opening noted in the log with the classes shown. Raises Shut for a sealed one on pages that have nothing to say of it."""
    file = queries.person_page(request.actor, person_id)
    if file.is_shut and not may_be_shut:
        raise Shut
    brake.check(request, file.id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=file.id, unit_id=file.unit_id, classes=classes)
    return file


def show(request: HttpRequest, person_id: UUID, *, revealed: dict[UUID, str] | None = None) -> HttpResponse:
    """The overview page of one person, with the panels of his cases for those who read cases."""
    file = opened(request, person_id, page="people:person", classes=f"{CLASSES} D3", may_be_shut=True)
    lines = request.GET.get("xem", "")
    panels = person_panels(request.actor, file.records, request.at, shown=min(int(lines), MOST_LINES) if lines.isdecimal() else FIRST_LINES)
    words = {
        "file": file,
        "bar": presenters.bar(file, panels),
        "identity": presenters.identity(file),
        "revealed": revealed or {},
        "case_panels": panels,
        "may_correct": may(request.actor, "person.correct") and not file.merged_into and not file.is_shut,
        "may_merge": may(request.actor, "person.merge.propose") and not file.merged_into and not file.is_shut,
        "may_support": may(request.actor, "money.support") and not file.merged_into and not file.is_shut,
        "may_unseal": file.is_sealed and may(request.actor, "person.unseal.ask"),
    }
    return render(request, "people/person.jinja", words)
