"""What the pages of cases share: opening a case and noting it, trying an act of a form, answering one who came second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from donghanh.base.audit import actions as audit
from donghanh.cases import queries
from donghanh.cases.queries import CaseSheet
from donghanh.cases.rules import Overtaken
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput, Cannot, Refusal
from donghanh.web.cases.reviews import Review
from donghanh.web.shell import brake
from donghanh.web.shell.errors import refusal_response
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


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form. What the file or the law does not allow is shown in the form; Overtaken goes on to its own page."""
    try:
        act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(_with_article(refusal))
        return False
    return True


def _with_article(refusal: Cannot | BadInput) -> Refusal:
    """The same refusal with the article behind its mend, where the law decides."""
    if not refusal.citation:
        return refusal
    mend = _("%(mend)s Căn cứ: %(article)s.") % {"mend": refusal.mend, "article": refusal.citation}
    return Refusal(refusal.message, mend=mend.strip(), field=refusal.field)


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


def shown(request: HttpRequest, template: str, words: dict[str, Any], form: Form) -> HttpResponse:
    """The page of a form: 422 while something is to be mended."""
    return render(request, template, words | {"form": form}, status=422 if form.is_bound and form.errors else 200)


def overtaken(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    """409: somebody else was quicker."""
    return refusal_response(request, refusal, status=409)
