"""After the signature: handing the decision over, and its files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.decisions import actions, queries
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.rules import CannotDecide
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access
from donghanh.web.decisions import forms, presenters
from donghanh.web.decisions.views._common import noted, opened
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import handed, tried


@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Record that the decision reached the person or a body that must have it."""
    access.require_verb(request.actor, "case.record")
    sheet = opened(request, decision_id, page="decisions:serve")
    if sheet.of_facility:
        raise CannotDecide(_("Văn bản này do cơ sở cai nghiện giao."), mend=_("Cơ sở ghi việc giao ở trang của mình; xã chỉ đọc."))
    if sheet.row.state != DraftState.SIGNED:
        raise CannotDecide(_("Chỉ giao được quyết định đã ký."), mend=_("Trình ký trước."))
    form = forms.ServeForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: _serve(request, sheet, form)):
        messages.success(request, _("Đã ghi việc giao quyết định."))
        return redirect("decisions:decision", decision_id)
    words = {"sheet": sheet, "form": form, "told": presenters.told(sheet), "name": presenters.NAMES[sheet.row.kind]}
    return render(request, "decisions/serve.jinja", words, status=422 if form.is_bound else 200)


@require_GET
def file(request: HttpRequest, decision_id: UUID, form: str) -> HttpResponse:
    """The signed letter as it was made, on a fresh proof of identity, its taking noted. No name in the name of the file."""
    sheet = queries.decision_sheet(request.actor, decision_id, at=request.at)
    sign_in.require_step_up(request)
    noted(request, page="decisions:file", person_id=sheet.row.person_id, unit_id=sheet.unit_id)
    kept = queries.file(request.actor, sheet, form)
    if kept is None:
        raise Http404
    return handed(kept, presenters.file_name(sheet))


def _serve(request: HttpRequest, sheet: DecisionSheet, form: forms.ServeForm) -> None:
    actions.serve(actor=request.actor, at=request.at, decision_id=sheet.row.id, **form.told(sheet.row.person_name))
