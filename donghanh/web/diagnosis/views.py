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
from donghanh.cases.queries import referrals
from donghanh.cases.terms import FactKind
from donghanh.kernel import access
from donghanh.web.cases.views._common import reviewed, stage
from donghanh.web.diagnosis import forms, presenters, steps
from donghanh.web.shell.acts import acting, both, shown, tried


def _opened(request: HttpRequest, referral_id: UUID, page: str) -> Examination:
    """The request, its opening noted before it is shown. Raises NotInReach, MayNot."""
    seen = queries.examination(request.actor, referral_id)
    about = {"person_id": seen.referral.person_id, "unit_id": seen.referral.unit_id, "classes": "D1 D4"}
    audit.note_reading(actor=request.actor, at=request.at, page=page, **about)
    return seen


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Persons sent to this health body, and those who came by themselves: what is owed next, and until when."""
    rows = referrals(request.actor)
    audit.note_reading(actor=request.actor, at=request.at, page="diagnosis:list", person_id=None, unit_id=request.actor.unit_id, classes="D1")
    states, owed = queries.states(request.actor, rows), queries.owed(request.actor, rows)
    return render(request, "diagnosis/list.jinja", {"lines": presenters.lines(rows, states, owed, request.at)})


@require_GET
def sheet(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What was found, what the rule makes of it and why, what is missing; beside it the summary sheet to be printed, while a name is there."""
    seen = _opened(request, referral_id, "diagnosis:sheet")
    page = presenters.page(seen)
    layout = presenters.printed(seen, request.at) if page["who"] else None
    return render(request, "diagnosis/sheet.jinja", page | {"steps": steps.made(seen, request.at), "layout": layout})


@both
def step(request: HttpRequest, referral_id: UUID, kind: str) -> HttpResponse:
    """One step of the body beside findings and conclusion: staff sent, person received, observation, request sent back, result sent."""
    seen = _opened(request, referral_id, "diagnosis:step")
    told = steps.asked(kind)
    form = forms.StepForm(told, request.POST or None)
    about = {"facts": presenters.about(seen), "intro": steps.INTROS[told], "verb": steps.VERBS[told], "danger": told == FactKind.DOSSIER_RETURNED}
    done, back = _("Đã ghi: %(what)s.") % {"what": steps.VERBS[told]}, ("diagnosis:sheet", referral_id)
    return acting(request, form, lambda: _tell(request, referral_id, told, form), nav="referrals", title=told.label, done=done, back=back, **about)


@both
def volunteer(request: HttpRequest) -> HttpResponse:
    """A person who came by himself asks for a determination."""
    access.require_verb(request.actor, "determination.record")
    form = forms.VolunteerForm(request.POST or None)
    return acting(
        request,
        form,
        lambda: _receive(request, form),
        nav="referrals",
        title=_("Tiếp nhận người tự đến"),
        intro=_("Người này tự đề nghị và tự chọn cơ sở của bạn. Không xã nào được báo; kết quả giao cho chính người này."),
        verb=_("Tiếp nhận"),
        done=_("Đã tiếp nhận. Bước sau là ghi các tiêu chuẩn."),
        back=("diagnosis:list",),
        to=lambda made: ("diagnosis:sheet", made),
    )


@both
def record(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The findings: six criteria, how long, group of substances."""
    seen = _opened(request, referral_id, "diagnosis:record")
    form = forms.FindingsForm(request.POST or None, initial=presenters.known(seen))
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
        messages.success(request, _("Đã ký kết luận. Giao và gửi phiếu kết quả rồi ghi “Gửi kết quả”."))
        return redirect("diagnosis:sheet", referral_id)
    return shown(request, "diagnosis/conclude.jinja", presenters.page(seen), form)


@require_GET
def form(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The summary sheet filled from the findings, to be printed."""
    seen = _opened(request, referral_id, "diagnosis:form")
    return render(request, "diagnosis/form.jinja", presenters.page(seen) | {"layout": presenters.printed(seen, request.at)})


def _tell(request: HttpRequest, referral_id: UUID, kind: FactKind, form: forms.StepForm) -> None:
    given = form.cleaned_data
    more = {"why": given.get("why", ""), "was_told": given.get("was_told", False)}
    actions.tell(actor=request.actor, at=request.at, referral_id=referral_id, kind=kind, happened_at=form.moment, **more)


def _receive(request: HttpRequest, form: forms.VolunteerForm) -> UUID:
    given = form.cleaned_data
    who = {name: given[name] for name in ("full_name", "birth_year", "consented_by")}
    return actions.receive_volunteer(actor=request.actor, at=request.at, came_at=form.moment, **who)


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
