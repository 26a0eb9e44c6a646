"""Contributions, investment projects, catalogues."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.inspections import queries as inspections
from donghanh.programme.money import access, actions, queries
from donghanh.programme.roadmap import queries as roadmap
from donghanh.programme.roadmap.terms import State
from donghanh.reports import intake
from donghanh.web.money import forms, presenters
from donghanh.web.money.views._common import acting
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, today, year_of


@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """The year's register, its totals, and activities by linked programme."""
    year = year_of(request)
    shown = {"found": queries.giving(request.actor, year=year), "year": year, "p": presenters, "may_record": access.RECORD in request.actor.may}
    return render(request, "money/contributions.jinja", shown | {"years": range(today(request).year - 3, today(request).year + 1)})


@both
def contribution_new(request: HttpRequest) -> HttpResponse:
    """Write down a contribution."""
    unit_id, _body = access.own_seat(request.actor)
    own = roadmap.register(request.actor, on=today(request), province=unit_id, unit=unit_id)
    sites = [(str(one.id), one.name) for one in own if one.now.state in (State.FOUNDED, State.RUNNING)]
    form = forms.GiftPage(request.POST or None, sites=sites, initial={"site_id": request.GET.get("noi", "")})
    words = {"title": _("Ghi khoản đóng góp"), "verb": _("Ghi đóng góp"), "done": _("Đã ghi khoản đóng góp."), "back": ("money:contributions",)}
    to = {"to": lambda made: ("money:contribution", made.pk)}
    return acting(request, form, lambda: actions.receive_contribution(actor=request.actor, at=request.at, **form.cleaned_data), **words, **to)


@require_safe
def contribution(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """One contribution: what it was used for, what is left."""
    return render(request, "money/contribution.jinja", {"sheet": queries.contribution_sheet(request.actor, contribution_id), "p": presenters})


@both
def use(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """A part of it used."""
    require_verb(request.actor, access.RECORD)
    row = queries.contribution_sheet(request.actor, contribution_id).row
    form = forms.UseForm(request.POST or None, clauses=clauses(request), initial={"used_on": today(request)})
    words = {"title": _("Ghi việc dùng đóng góp"), "verb": _("Ghi đã dùng"), "done": _("Đã ghi."), "back": ("money:contribution", row.id)}
    words["facts"] = [(_("Đóng góp của"), row.giver), (_("Còn lại"), presenters.dong(row.balance))]
    told = {"actor": request.actor, "at": request.at, "contribution_id": contribution_id}
    return acting(request, form, lambda: actions.use_contribution(**told, **form.told), **words)


@both
def use_void(request: HttpRequest, contribution_id: UUID, use_id: UUID) -> HttpResponse:
    """Take back a use."""
    require_verb(request.actor, access.RECORD)
    row = queries.contribution_sheet(request.actor, contribution_id).row
    form = forms.ReasonForm(request.POST or None)
    words = {
        "title": _("Huỷ dòng ghi nhầm"),
        "verb": _("Huỷ dòng này"),
        "done": _("Đã huỷ; dòng cũ vẫn còn."),
        "back": ("money:contribution", row.id),
    }
    return acting(request, form, lambda: actions.void_use(actor=request.actor, at=request.at, use_id=use_id, **form.cleaned_data), **words)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Projects of the province, and the capital of each year."""
    asked = request.GET.get("co_so", "")
    facility = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    return render(
        request, "money/projects.jinja", {"found": queries.projects(request.actor, facility_id=facility), "p": presenters, "facility": facility}
    )


@both
def project_new(request: HttpRequest) -> HttpResponse:
    """Propose a project."""
    require_verb(request.actor, access.REVIEW)
    form = forms.ProjectForm(request.POST or None, facilities=queries.facilities(request.actor, on=today(request)))
    words = {"title": _("Đề xuất dự án đầu tư"), "verb": _("Đề xuất"), "done": _("Đã ghi đề xuất."), "back": ("money:projects",)}
    to = {"to": lambda made: ("money:project", made.pk)}
    return acting(request, form, lambda: actions.propose_project(actor=request.actor, at=request.at, **form.rest, paper=form.paper), **words, **to)


@both
def capital(request: HttpRequest) -> HttpResponse:
    """Write down the capital decision of a year."""
    require_verb(request.actor, access.APPRAISE)
    form = forms.CapitalForm(request.POST or None, initial={"year": today(request).year})
    words = {
        "title": _("Ghi quyết định giao vốn"),
        "verb": _("Ghi quyết định"),
        "done": _("Đã ghi quyết định giao vốn."),
        "back": ("money:projects",),
    }
    return acting(request, form, lambda: actions.decide_capital(actor=request.actor, at=request.at, **form.rest, paper=form.paper), **words)


@require_safe
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One project: steps, years, gap."""
    may = {"may_request": access.REVIEW in request.actor.may, "may_fund": access.APPRAISE in request.actor.may}
    row = queries.project(request.actor, project_id)
    reads = row.facility_id is not None and "inspection.read" in request.actor.may
    gaps = [one for one in inspections.open_findings(request.actor) if one.inspected_id == row.facility_id] if reads else []
    counts = row.facility_id is not None and "numbers.read" in request.actor.may
    province = intake.of_province(request.actor, province_id=row.unit_id, on=today(request)) if counts else None
    return render(
        request,
        "money/project.jinja",
        {"row": row, "gaps": gaps, "reads_gaps": reads, "intake": presenters.intake(province, row) if province else None, "p": presenters, **may},
    )


@both
def project_request(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Ask capital for a year."""
    require_verb(request.actor, access.REVIEW)
    row = queries.project(request.actor, project_id)
    form = forms.RequestForm(request.POST or None, initial={"year": today(request).year + 1})
    words = {"title": _("Đề nghị vốn năm"), "verb": _("Đề nghị"), "done": _("Đã ghi vốn đề nghị."), "back": ("money:project", row.id)}
    return acting(
        request, form, lambda: actions.request_capital(actor=request.actor, at=request.at, project_id=project_id, **form.cleaned_data), **words
    )


@both
def project_fund(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Balance and allocate capital of a year."""
    require_verb(request.actor, access.APPRAISE)
    row = queries.project(request.actor, project_id)
    form = forms.ShareForm(request.POST or None, initial={"year": today(request).year})
    words = {"title": _("Bố trí vốn năm"), "verb": _("Bố trí vốn"), "done": _("Đã ghi vốn bố trí."), "back": ("money:project", row.id)}
    return acting(
        request, form, lambda: actions.fund_project_year(actor=request.actor, at=request.at, project_id=project_id, **form.cleaned_data), **words
    )


@both
def project_step(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The next step of approval."""
    require_verb(request.actor, access.REVIEW if access.REVIEW in request.actor.may else access.APPRAISE)
    row = queries.project(request.actor, project_id)
    form = forms.StepForm(request.POST or None)
    title = _("Ghi bước: %(step)s") % {"step": row.next.label if row.next else _("đã hết")}
    words = {"title": title, "verb": _("Ghi bước này"), "done": _("Đã ghi bước mới."), "back": ("money:project", row.id)}
    told = {"actor": request.actor, "at": request.at, "project_id": project_id, "to": row.next}
    return acting(request, form, lambda: actions.advance_project(**told, paper=form.paper), **words)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Norms, spending levels, support levels, each with its document."""
    return render(request, "money/catalogue.jinja", {"found": queries.catalogue(request.actor, on=today(request)), "p": presenters})


@both
def norm_new(request: HttpRequest) -> HttpResponse:
    """Enter a norm."""
    require_verb(request.actor, access.CATALOGUE)
    form = forms.NormForm(request.POST or None)

    def act() -> object:
        told = {"valid": form.valid, "paper": form.paper, "confidence": form.cleaned_data["confidence"], "form": form.cleaned_data["form"]}
        return actions.enter_norm(actor=request.actor, at=request.at, parts=form.parts, **told)

    return acting(request, form, act, **_entering(_("Nhập định mức"), _("Nhập định mức")))


@both
def spending_new(request: HttpRequest) -> HttpResponse:
    """Enter a spending level."""
    require_verb(request.actor, access.CATALOGUE)
    form = forms.SpendingForm(request.POST or None)
    words = _entering(_("Nhập mức chi"), _("Nhập mức chi"))
    return acting(request, form, lambda: actions.enter_spending_level(actor=request.actor, at=request.at, **form.entry), **words)


@both
def support_level_new(request: HttpRequest) -> HttpResponse:
    """Enter a support level from its resolution."""
    require_verb(request.actor, access.CATALOGUE)
    form = forms.SupportLevelForm(request.POST or None)
    words = _entering(_("Nhập mức hỗ trợ"), _("Nhập mức hỗ trợ"))
    return acting(request, form, lambda: actions.enter_support_level(actor=request.actor, at=request.at, **form.entry), **words)


def _entering(title: str, verb: str) -> dict:
    intro = _("Chép đúng con số trong văn bản. Chưa có văn bản thì để trống, không ước lượng.")
    return {"title": title, "verb": verb, "done": _("Đã nhập."), "back": ("money:catalogue",), "intro": intro}
