"""Communes of a province with what they said, held and were classed; one commune with its lines and forms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.communes import access, actions, queries
from donghanh.programme.communes.terms import Grade
from donghanh.web.communes import presenters
from donghanh.web.communes.forms import ClassForm, CommitteeForm, ConfirmForm, EndForm, HoldForm, TakeBackForm, YearForm
from donghanh.web.shell import clock
from donghanh.web.shell.acts import paged
from donghanh.web.shell.forms import Form

ACT = "viec"
FROM_YEAR = 2022


@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """Communes of the reader's places by code, page by page. ?loc=chua-dung or chua-hoat-dong, and a name sought (?tim=), leave out the others."""
    on = clock.local_date(request.at)
    form = YearForm(request.GET, years=range(FROM_YEAR, on.year + 1))
    rows = queries.communes(request.actor, year=form.year, on=on)
    which = request.GET.get("loc", "")
    shown = presenters.communes(rows, year=form.year, which=which, sought=form.sought) | {"form": form, "year": form.year, "on": on, "loc": which}
    shown |= paged(request, len(shown["rows"]), size=presenters.PAGE)
    return render(request, "communes/list.jinja", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def commune(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One commune: what it said, with the forms of those who may say more."""
    unit = access.commune(request.actor, unit_id)
    forms = _forms(request, unit_id)
    sent = request.POST.get(ACT, "")
    if request.method == "POST" and sent in forms and _done(request, sent, forms[sent], unit_id):
        messages.success(request, _("Đã ghi."))
        return redirect("communes:commune", unit_id)
    committee = queries.committees(request.actor, on=clock.local_date(request.at)).get(unit_id)
    shown = {"unit": unit, "committee": committee, "lines": presenters.lines(queries.lines(request.actor, unit_id)), "forms": forms}
    return render(request, "communes/commune.jinja", shown, status=422 if any(form.errors for form in forms.values()) else 200)


def _forms(request: HttpRequest, unit_id: int) -> dict[str, Form]:
    """The forms that this reader may send, that of the act sent filled."""
    kinds: dict[str, type[Form]] = {}
    if access.SAY in request.actor.may and request.actor.unit_id == unit_id:
        kinds = {"xac-nhan": ConfirmForm, "hoat-dong": HoldForm, "rut": TakeBackForm, "ban-chi-dao": CommitteeForm, "thoi-ban": EndForm}
    if access.CLASS in request.actor.may:
        kinds["xep-loai"] = ClassForm
    return {name: kind(request.POST if request.POST.get(ACT) == name else None, auto_id=f"{name}-%s") for name, kind in kinds.items()}


def _done(request: HttpRequest, act: str, form: Form, unit_id: int) -> bool:
    """Whether the act was done; what is refused is shown in its form."""
    if not form.is_valid():
        return False
    try:
        _do(request, act, dict(form.cleaned_data), unit_id)
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return False
    return True


def _do(request: HttpRequest, act: str, typed: dict[str, object], unit_id: int) -> None:
    who = {"actor": request.actor, "at": request.at}
    if act == "xac-nhan":
        actions.confirm(**who, is_nobody=typed["is_nobody"] == "1")
    elif act == "hoat-dong":
        actions.hold(**who, **typed)
    elif act == "ban-chi-dao":
        actions.set_committee(**who, **typed | {"members": str(typed["members"]).splitlines()})
    elif act == "thoi-ban":
        actions.end_committee(**who, **typed)
    elif act == "rut":
        actions.take_back(**who, line_id=UUID(str(typed["line"])), reason=str(typed["reason"]))
    else:
        actions.classify(**who, **typed | {"unit_id": unit_id, "grade": Grade(str(typed["grade"]))})
