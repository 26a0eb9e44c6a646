"""What the pages of this group share: opening a file and noting it, handing out a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from donghanh.base.audit import actions as audit
from donghanh.base.documents import render as documents
from donghanh.base.documents.leaflet import Leaflet
from donghanh.decisions import queries as decisions
from donghanh.decisions.queries import DecisionSheet
from donghanh.kernel import access
from donghanh.rights import queries
from donghanh.rights.queries import RightsSheet
from donghanh.web.shell import brake
from donghanh.web.shell.forms import Form

MADE = {
    "pdf": (documents.leaflet_pdf, "application/pdf"),
    "docx": (documents.leaflet_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def opened(request: HttpRequest, person_id: UUID, *, page: str) -> RightsSheet:
    """Everything the person asked, the look noted in the log. Raises NotInReach, MayNot."""
    sheet = queries.rights_sheet(request.actor, person_id, at=request.at)
    noted(request, sheet.person.id, sheet.person.unit_id, page)
    return sheet


def to_write(request: HttpRequest, person_id: UUID, *, page: str) -> RightsSheet:
    """The same for one who writes down what is asked."""
    sheet = opened(request, person_id, page=page)
    access.require_verb(request.actor, "case.record")
    return sheet


def decision_opened(request: HttpRequest, decision_id: UUID, *, page: str) -> DecisionSheet:
    """A decision, the look noted in the log. Raises NotInReach, MayNot."""
    sheet = decisions.decision_sheet(request.actor, decision_id, at=request.at)
    noted(request, sheet.row.person_id, sheet.unit_id, page)
    return sheet


def noted(request: HttpRequest, person_id: UUID, unit_id: int, page: str) -> None:
    """One look at a file for the person's own sake (purpose P7); many in a short time need a reason first."""
    brake.check(request, person_id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=person_id, unit_id=unit_id, classes="D1 D3", purpose="P7")


def form_page(request: HttpRequest, form: Form, words: dict[str, Any], person_id: UUID) -> HttpResponse:
    """The page of a form that leads back to the person: 422 while something is to be mended."""
    back = ("rights:person", person_id, _("Quyền của người trong hồ sơ"))
    return render(request, "rights/form.jinja", {"form": form, "back": back, "facts": (), "intro": "", **words}, status=422 if form.errors else 200)


def paper(leaflet: Leaflet, form: str, name: str) -> HttpResponse:
    """A leaflet as a file to take away; 404 for a form that is not made."""
    if form not in MADE:
        raise Http404
    make, media_type = MADE[form]
    answer = HttpResponse(make(leaflet), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
