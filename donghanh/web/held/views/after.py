"""After the signature: handing the decision over, and its files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.decisions.held import actions, queries
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.rules import CannotDecide
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access
from donghanh.web.decisions.forms import ServeForm
from donghanh.web.held import presenters
from donghanh.web.held.views._common import opened
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import handed, tried


@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """Record that it reached the person or a body that must have it."""
    access.require_verb(request.actor, "held.draft")
    sheet = opened(request, passage_id, decision_id, page="held:serve")
    if sheet.row.state != DraftState.SIGNED:
        raise CannotDecide(_("Chỉ giao được quyết định đã ký."), mend=_("Trình ký trước."))
    form = ServeForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: _serve(request, sheet, form)):
        messages.success(request, _("Đã ghi việc giao quyết định."))
        return redirect("held:decision", passage_id, decision_id)
    words = {"sheet": sheet, "form": form, "told": presenters.told(sheet)}
    return render(request, "held/serve.jinja", words, status=422 if form.is_bound else 200)


@require_GET
def kept(request: HttpRequest, passage_id: UUID, decision_id: UUID, form: str) -> HttpResponse:
    """The signed letter as it was made, on a fresh proof of identity, its taking noted. No name in the name of the file."""
    sheet = opened(request, passage_id, decision_id, page="held:kept")
    sign_in.require_step_up(request)
    found = queries.file(request.actor, sheet, form)
    if found is None:
        raise Http404
    return handed(found, presenters.file_name(sheet))


def _serve(request: HttpRequest, sheet: HeldSheet, form: ServeForm) -> None:
    actions.serve(actor=request.actor, at=request.at, decision_id=sheet.row.id, **form.told(sheet.row.person_name))
