"""Drawing up a decision, with the letter beside it as it would be printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.cases import queries as cases
from donghanh.decisions import actions, choosing, queries
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel import access
from donghanh.legal.decision_kinds import decision_kind
from donghanh.legal.forms import to_type
from donghanh.web.decisions import forms, presenters
from donghanh.web.decisions.views._common import noted, opened
from donghanh.web.shell.acts import both, tried


@require_GET
def choose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every decision of this procedure, what each does, and where it is made."""
    access.require_verb(request.actor, "decision.draft")
    case = cases.case_sheet(request.actor, case_id, at=request.at)
    noted(request, page="decisions:choose", person_id=case.row.person_id, unit_id=case.unit_id)
    found = choosing.choices(request.actor, case, at=request.at)
    return render(request, "decisions/choose.jinja", {"case": case, "page": presenters.choose_page(request, case, found)})


@both
def draft(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """A decision of this kind for a case."""
    access.require_verb(request.actor, "decision.draft")
    if kind not in DecisionKind.values or kind == DecisionKind.WITHDRAW:
        raise Http404
    return _drafting(request, case_id, DecisionKind(kind), initial=_sent_back(request, case_id))


@both
def withdraw(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A decision that withdraws this one."""
    access.require_verb(request.actor, "decision.draft")
    sheet = opened(request, decision_id, page="decisions:withdraw")
    return _drafting(request, sheet.row.case_id, DecisionKind.WITHDRAW, target=sheet)


def _drafting(
    request: HttpRequest, case_id: UUID, kind: DecisionKind, *, target: DecisionSheet | None = None, initial: dict | None = None
) -> HttpResponse:
    case = cases.case_sheet(request.actor, case_id, at=request.at)
    noted(request, page="decisions:draft", person_id=case.row.person_id, unit_id=case.unit_id)
    initial = initial or presenters.first_words(case, kind)
    form = forms.DraftForm(request.POST or None, kind=kind, initial=initial, **_asked(request, case_id, kind, initial))
    is_look = "xem" in request.POST
    if request.method == "POST" and not is_look and form.is_valid():
        made: list[UUID] = []
        if tried(form, lambda: made.append(_draft(request, case_id, kind, form, target))):
            messages.success(request, _("Đã soạn. Dự thảo đang chờ người khác kiểm tra."))
            return redirect("decisions:decision", made[0])
    preview = queries.preview(request.actor, case_id, kind, form.given(withdraws=target.row.id if target else None), at=request.at)
    form.propose(preview.findings.get("term_ends", ""))
    is_wrong = not is_look and form.is_bound and bool(form.errors)
    words = {"case": case, "form": form, "kind": kind, "target": target, "page": presenters.draft_page(case, kind, preview), "is_wrong": is_wrong}
    return render(request, "decisions/draft.jinja", words, status=422 if is_wrong else 200)


def _asked(request: HttpRequest, case_id: UUID, kind: DecisionKind, initial: dict) -> dict[str, Any]:
    """The blanks of the form that nobody knows, and the law's length of a term among them; none for a kind in our own sentences."""
    if not decision_kind(kind).forms:
        return {}
    given = DraftInput(initial.get("reasons", ""), values=initial.get("values", {}))
    found = queries.preview(request.actor, case_id, kind, given, at=request.at)
    return {"asked": to_type(found.filled), "term_law": found.findings.get("term_law", "")}


def _draft(request: HttpRequest, case_id: UUID, kind: DecisionKind, form: forms.DraftForm, target: DecisionSheet | None) -> UUID:
    made = actions.draft(
        actor=request.actor,
        at=request.at,
        case_id=case_id,
        kind=kind,
        given=form.given(withdraws=target.row.id if target else None),
        rights_told_at=form.told_at,
        rights_told_how=form.cleaned_data["told_how"],
    )
    return made.pk


def _sent_back(request: HttpRequest, case_id: UUID) -> dict | None:
    """The words of a draft of this case that came back, to be mended instead of typed again; of another case nothing is read."""
    try:
        decision_id = UUID(request.GET.get("tu", ""))
    except ValueError:
        return None
    sheet = queries.decision_sheet(request.actor, decision_id, at=request.at)
    if sheet.row.case_id != case_id:
        raise Http404
    return presenters.words_of(sheet)
