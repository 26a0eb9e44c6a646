"""A file that was opened in error: the second person's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.cases import actions
from donghanh.web.cases import forms, sheets
from donghanh.web.cases.views._common import opened_to_record
from donghanh.web.shell.acts import shown, tried


@require_http_methods(["GET", "POST"])
def in_error(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say, with a reason, that this file should not have been opened; for another official than the one who opened it."""
    sheet = opened_to_record(request, case_id, page="cases:in_error")
    form = forms.ReasonForm(request.POST or None)

    def act() -> None:
        actions.close_as_error(actor=request.actor, at=request.at, case_id=case_id, reason=form.cleaned_data["reason"], key=request.once_taken)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Hồ sơ %(number)s đã được xác nhận là lập nhầm.") % {"number": sheet.row.number})
        return redirect("cases:case", case_id)
    return shown(request, "cases/in_error.jinja", {"sheet": sheet, "bar": sheets.bar(request.actor, sheet)}, form)
