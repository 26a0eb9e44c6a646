"""What the pages of decisions share: opening one and noting it, and trying an act of a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from donghanh.base.audit import actions as audit
from donghanh.decisions import queries
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.rules import Overtaken
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.web.shell import brake
from donghanh.web.shell.errors import refusal_response
from donghanh.web.shell.forms import Form

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


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form. What the file or the law does not allow is shown in the form; Overtaken goes on to its own page."""
    try:
        act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


def overtaken(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    """409: somebody else was quicker, or the letter is no longer the one that was read."""
    return refusal_response(request, refusal, status=409)
