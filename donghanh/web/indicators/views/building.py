"""An officer of the province makes an indicator from parts: looks at it on real data, keeps it, changes it by a new version."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.reports import periods
from donghanh.reports.building import access, actions, queries
from donghanh.reports.parts import SUBJECTS
from donghanh.web.indicators import presenters
from donghanh.web.indicators.forms import BuildForm
from donghanh.web.overview.forms import QuestionForm
from donghanh.web.shell import clock


@require_http_methods(["GET", "HEAD", "POST"])
def build(request: HttpRequest) -> HttpResponse:
    """First the subject, then its conditions; each GET looks, only POST keeps."""
    access.check_may_build(request.actor)
    typed = request.POST if request.method == "POST" else request.GET
    subject = SUBJECTS.get(typed.get("nhom", ""))
    form = BuildForm(typed if subject and ("dieu_kien" in typed or "ten" in typed) else None, subject=subject) if subject else None
    shown = {"subjects": SUBJECTS.values(), "subject": subject, "form": form, "looks": _looked(request, form)}
    if request.method == "POST" and shown["looks"] and form and (answer := _kept(request, form)):
        return answer
    return render(request, "indicators/build.jinja", shown, status=422 if form and form.is_bound and form.errors else 200)


@require_safe
def built(request: HttpRequest, key: UUID) -> HttpResponse:
    """A built indicator: value and that of the year before, its parts in words, its versions."""
    on = clock.local_date(request.at)
    versions = queries.versions(request.actor, key)
    offered = periods.offered(on=on, from_year=on.year - 3)
    form = QuestionForm(request.GET, periods=offered, default=periods.running_half(on))
    looks = queries.look(request.actor, versions[0].formula, period=form.period, on=on)
    shown = {"form": form, "row": versions[0], "versions": presenters.versions(versions), "looks": presenters.looks(looks), "period": form.period}
    shown["parts"] = presenters.parts(versions[0].formula)
    shown["change"] = presenters.change_address(versions[0]) if access.may_build(request.actor) else ""
    return render(request, "indicators/built.jinja", shown, status=422 if form.errors else 200)


def _looked(request: HttpRequest, form: BuildForm | None) -> list[presenters.Row]:
    """The rows of the preview; empty where nothing can be looked at yet, with the reason in the form."""
    if form is None or not form.is_bound or not form.is_valid():
        return []
    on = clock.local_date(request.at)
    try:
        return presenters.looks(queries.look(request.actor, form.formula(), period=periods.running_half(on), on=on))
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return []


def _kept(request: HttpRequest, form: BuildForm) -> HttpResponse | None:
    """The answer after the indicator is kept; None where it was refused, with the reason in the form."""
    try:
        made = actions.save(actor=request.actor, at=request.at, **form.chosen())
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Đã giữ chỉ số này."))
    return redirect("indicators:built", made.key)
