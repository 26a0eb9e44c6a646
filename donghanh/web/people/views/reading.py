"""Why an official reads many files in a short time."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel.errors import BadInput
from donghanh.people import access, actions
from donghanh.web.people.forms import ReadingReasonForm
from donghanh.web.shell import brake, sign_in


@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest) -> HttpResponse:
    """Why so many; then back to the file."""
    access.check_may_read(request.actor)
    back = sign_in.safe_next(request, request.GET.get("next", "/"))
    form = ReadingReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.go_on_reading(actor=request.actor, at=request.at, reason=form.cleaned_data["reason"])
        except BadInput as refusal:
            form.refuse(refusal)
        else:
            brake.note_reason(request)
            messages.success(request, _("Đã ghi lý do. Lý do có giá trị một giờ và thanh tra thấy được."))
            return redirect(back)
    return render(
        request,
        "people/reason.jinja",
        {"form": form, "limits": settings.READING_BRAKE, "asked": settings.ELSEWHERE_BRAKE},
        status=422 if form.errors else 200,
    )
