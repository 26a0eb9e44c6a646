"""What these pages share: opening one decision and noting it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from donghanh.base.audit import actions as audit
from donghanh.decisions.held import queries
from donghanh.decisions.held.queries import HeldSheet
from donghanh.web.shell import brake

CLASSES = "D1 D2 D3"
"""A letter names the person, where he lives, and what was decided."""


def opened(request: HttpRequest, passage_id: UUID, decision_id: UUID, *, page: str) -> HeldSheet:
    """The decision of this hand-over, its opening noted before it is shown. Raises NotInReach, MayNot; 404 under the address of another file."""
    sheet = queries.sheet(request.actor, decision_id, at=request.at)
    if sheet.row.passage_id != passage_id:
        raise Http404
    noted(request, page=page, person_id=sheet.row.person_id)
    return sheet


def noted(request: HttpRequest, *, page: str, person_id: UUID | None) -> None:
    """One look at a file, in the log; many in a short time need a reason first."""
    if person_id is not None:
        brake.check(request, person_id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=person_id, unit_id=None, classes=CLASSES)
