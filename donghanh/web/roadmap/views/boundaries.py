"""Uploading boundaries, so that maps are drawn from them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel import access
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.boundaries import LONGEST_FILE
from donghanh.web.roadmap.forms import BoundariesForm
from donghanh.web.roadmap.views._common import province_of
from donghanh.web.shell.acts import tried


@require_http_methods(["GET", "HEAD", "POST"])
def boundaries(request: HttpRequest) -> HttpResponse:
    """The files that were uploaded; a province adds its own here."""
    access.require_verb(request.actor, "places.edit")
    form = BoundariesForm(request.POST, request.FILES) if request.method == "POST" else BoundariesForm()
    if request.method == "POST" and tried(form, lambda: _upload(request, form)):
        messages.success(request, _("Đã nhận ranh giới. Bản đồ của các lộ trình vẽ theo tệp này."))
        return redirect("roadmap:boundaries")
    rows = queries.uploads(request.actor, province_of(request))
    return render(request, "roadmap/boundaries.jinja", {"form": form, "rows": rows}, status=422 if form.errors else 200)


def _upload(request: HttpRequest, form: BoundariesForm) -> None:
    content = form.cleaned_data["file"].read(LONGEST_FILE + 1)
    actions.upload_boundaries(actor=request.actor, at=request.at, content=content, source=form.cleaned_data["source"])
