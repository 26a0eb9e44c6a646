"""A request for a determination, at the health body that was asked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.cases.diagnosis import actions, queries
from donghanh.cases.diagnosis.queries import Examination
from donghanh.cases.diagnosis.terms import State
from donghanh.web.cases.views._common import reviewed, stage
from donghanh.web.diagnosis import forms, presenters
from donghanh.web.shell.acts import both, shown, tried


def _opened(request: HttpRequest, referral_id: UUID, page: str) -> Examination:
    """The request, its opening noted before it is shown. Raises NotInReach, MayNot."""
    seen = queries.examination(request.actor, referral_id)
    about = {"person_id": seen.referral.person_id, "unit_id": seen.referral.unit_id, "classes": "D1 D4"}
    audit.note_reading(actor=request.actor, at=request.at, page=page, **about)
    return seen


@require_GET
def sheet(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What was found, what the rule makes of it and why, what is missing."""
    seen = _opened(request, referral_id, "diagnosis:sheet")
    return render(request, "diagnosis/sheet.jinja", presenters.page(seen))


@both
def record(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The findings: six criteria, how long, group of substances."""
    seen = _opened(request, referral_id, "diagnosis:record")
    form = forms.FindingsForm(request.POST or None, initial={"place": seen.referral.place})
    if form.is_valid() and tried(form, lambda: _record(request, referral_id, form)):
        messages.success(request, _("Đã ghi các tiêu chuẩn. Đọc phần đối chiếu trước khi ký kết luận."))
        return redirect("diagnosis:sheet", referral_id)
    return shown(request, "diagnosis/record.jinja", presenters.page(seen), form)


@both
def conclude(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The conclusion, read once more before it is signed."""
    seen = _opened(request, referral_id, "diagnosis:conclude")
    form = forms.ConclusionForm(request.POST or None, initial={"read": seen.newest.id if seen.newest else None})
    step = stage(request, form)
    if step == "review" and seen.state in (State.READY, State.LACKING):
        return reviewed(request, presenters.review(seen, form.cleaned_data, is_dependent=form.is_dependent, moment=form.moment), {"nav": "referrals"})
    if step != "fill" and tried(form, lambda: _conclude(request, referral_id, form)):
        messages.success(request, _("Đã gửi kết luận cho %(place)s.") % {"place": seen.referral.from_name})
        return redirect("cases:referrals")
    return shown(request, "diagnosis/conclude.jinja", presenters.page(seen), form)


@require_GET
def form(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The summary sheet filled from the findings, to be printed."""
    seen = _opened(request, referral_id, "diagnosis:form")
    return render(request, "diagnosis/form.jinja", presenters.page(seen) | {"layout": presenters.printed(seen, request.at)})


def _record(request: HttpRequest, referral_id: UUID, form: forms.FindingsForm) -> None:
    given = form.cleaned_data
    actions.record_findings(
        actor=request.actor,
        at=request.at,
        referral_id=referral_id,
        received_at=form.received_at,
        examined_at=form.moment,
        place=given["place"],
        groups=given["groups"],
        marks=form.marks,
        length=given["length"],
        is_observed=given["is_observed"],
        note=given["note"],
    )


def _conclude(request: HttpRequest, referral_id: UUID, form: forms.ConclusionForm) -> None:
    given = form.cleaned_data
    actions.conclude(
        actor=request.actor,
        at=request.at,
        referral_id=referral_id,
        assessment_id=given["read"],
        is_dependent=form.is_dependent,
        concluded_at=form.moment,
        number=given["number"],
        reason=given["reason"],
    )
