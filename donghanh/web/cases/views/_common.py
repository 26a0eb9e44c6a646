"""What the pages of cases share: opening a case and noting it, the page that says what is about to happen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from donghanh.base.audit import actions as audit
from donghanh.cases import queries
from donghanh.cases.queries import CaseSheet
from donghanh.kernel import access
from donghanh.web.cases.reviews import Review
from donghanh.web.shell import brake
from donghanh.web.shell.forms import Form
from donghanh.web.shell.once import FIELD

CLASSES = "D1 D3"
AGREE, CHANGE = "dong_y", "sua"
"""Names of the two buttons of a review page: go on, or back to the form."""


def opened(request: HttpRequest, case_id: UUID, *, page: str) -> CaseSheet:
    """The case, its opening noted in the log before it is shown. Raises NotInReach, MayNot."""
    sheet = queries.case_sheet(request.actor, case_id, at=request.at)
    brake.check(request, sheet.row.person_id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=sheet.row.person_id, unit_id=sheet.unit_id, classes=CLASSES)
    return sheet


def opened_to_record(request: HttpRequest, case_id: UUID, *, page: str) -> CaseSheet:
    """The case for one who adds to it. Raises NotInReach, MayNot."""
    sheet = opened(request, case_id, page=page)
    access.require_verb(request.actor, "case.record")
    return sheet


def stage(request: HttpRequest, form: Form) -> str:
    """Where a step of two pages stands: "fill" (anew, or to be mended), "review" (filled well, not agreed to yet), "act"."""
    if not form.is_valid() or CHANGE in request.POST:
        return "fill"
    return "act" if AGREE in request.POST else "review"


def reviewed(request: HttpRequest, review: Review, about: dict[str, Any]) -> HttpResponse:
    """The page that says what is about to happen; what was typed goes along, out of sight. Nothing is recorded yet."""
    ours = {AGREE, CHANGE, FIELD, "csrfmiddlewaretoken"}
    typed = [(name, value) for name, values in request.POST.lists() if name not in ours for value in values]
    return render(request, "cases/review.jinja", about | {"review": review, "typed": typed})
