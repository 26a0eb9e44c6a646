"""Drawing up what the head will sign, with the letter beside it as it would be printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.held import actions, queries
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.terms import HELD, DecisionKind
from donghanh.kernel import access
from donghanh.legal.forms import to_type
from donghanh.web.decisions.forms import DraftForm
from donghanh.web.held import presenters
from donghanh.web.held.views._common import noted, opened
from donghanh.web.shell.acts import both, tried


@both
def draft(request: HttpRequest, passage_id: UUID, kind: str) -> HttpResponse:
    """A decision of this kind for the file that lies here; of a draft that came back (`tu`) the words stand there to be mended."""
    access.require_verb(request.actor, "held.draft")
    if kind not in HELD:
        raise Http404
    return _drafting(request, passage_id, DecisionKind(kind), initial=_sent_back(request, passage_id))


@both
def withdraw(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """A decision that withdraws this one."""
    access.require_verb(request.actor, "held.draft")
    return _drafting(request, passage_id, DecisionKind.WITHDRAW, target=opened(request, passage_id, decision_id, page="held:withdraw"))


def _drafting(
    request: HttpRequest, passage_id: UUID, kind: DecisionKind, *, target: HeldSheet | None = None, initial: dict[str, Any] | None = None
) -> HttpResponse:
    initial, is_look = initial or {"reasons": ""}, "xem" in request.POST
    form = DraftForm(request.POST or None, kind=kind, initial=initial, asked=_asked(request, passage_id, kind, initial))
    given = form.given(withdraws=target.row.id if target else None)
    if request.method == "POST" and not is_look and form.is_valid():
        made: list[UUID] = []
        if tried(form, lambda: made.append(_draft(request, passage_id, kind, form, given))):
            messages.success(request, _("Đã soạn. Dự thảo đang chờ người khác kiểm tra."))
            return redirect("held:decision", passage_id, made[0])
    file, drawn, holder = queries.preview(request.actor, passage_id, kind, given, at=request.at)
    noted(request, page="held:draft", person_id=file.person_id)
    is_wrong = not is_look and form.is_bound and bool(form.errors)
    words = {"form": form, "target": target, "page": presenters.draft_page(file, kind, drawn, holder), "is_wrong": is_wrong}
    return render(request, "held/draft.jinja", words, status=422 if is_wrong else 200)


def _asked(request: HttpRequest, passage_id: UUID, kind: DecisionKind, initial: dict[str, Any]) -> tuple[Any, ...]:
    """The blanks of the form that nobody knows; none for a withdrawal, which has our own sentences."""
    if kind == DecisionKind.WITHDRAW:
        return ()
    given = DraftInput(initial.get("reasons", ""), values=initial.get("values", {}))
    return to_type(queries.preview(request.actor, passage_id, kind, given, at=request.at)[1].filled)


def _draft(request: HttpRequest, passage_id: UUID, kind: DecisionKind, form: DraftForm, given: DraftInput) -> UUID:
    told = {"rights_told_at": form.told_at, "rights_told_how": form.cleaned_data["told_how"]}
    return actions.draft(actor=request.actor, at=request.at, passage_id=passage_id, kind=kind, given=given, **told).pk


def _sent_back(request: HttpRequest, passage_id: UUID) -> dict[str, Any] | None:
    try:
        decision_id = UUID(request.GET.get("tu", ""))
    except ValueError:
        return None
    sheet = opened(request, passage_id, decision_id, page="held:draft")
    return {"reasons": sheet.row.reasons, "values": sheet.values}
