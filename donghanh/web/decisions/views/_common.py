"""What the pages of decisions share: opening one and noting it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from donghanh.base.audit import actions as audit
from donghanh.decisions import queries
from donghanh.decisions.queries import DecisionSheet
from donghanh.web.shell import brake

CLASSES = "D1 D2 D3"
"""A letter names the person, where he lives, and what was decided."""


def opened(request: HttpRequest, decision_id: UUID, *, page: str) -> DecisionSheet:
    """The decision, its opening noted in the log before it is shown. Raises NotInReach, MayNot."""
    sheet = queries.decision_sheet(request.actor, decision_id, at=request.at)
    noted(request, page=page, person_id=sheet.row.person_id, unit_id=sheet.unit_id)
    return sheet


def noted(request: HttpRequest, *, page: str, person_id: UUID, unit_id: int) -> None:
    """One look at a file, in the log; many in a short time need a reason first."""
    brake.check(request, person_id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=person_id, unit_id=unit_id, classes=CLASSES)
