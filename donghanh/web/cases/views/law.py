"""What changes in the law between two days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from donghanh.cases.terms import Procedure
from donghanh.kernel import access
from donghanh.web.cases import changing, words


@require_GET
def law_changes(request: HttpRequest) -> HttpResponse:
    """Any two days, one procedure; the law is for everybody who is signed in, counts of files for those who read them."""
    access.note()
    form = changing.ChangesForm(changing.asked(request.GET, words.day_of(request.at)))
    found, procedure = None, request.GET.get("procedure", Procedure.USER_MANAGEMENT.value)
    if form.is_valid():
        data, procedure = form.cleaned_data, form.cleaned_data["procedure"]
        found = changing.compared(request.actor, request.at, Procedure(procedure), data["first"], data["second"])
    about = {"form": form, "found": found, "pairs": changing.pairs(procedure)}
    return render(request, "cases/changes.jinja", about, status=200 if found else 422)
