"""The estimate desk of a unit and of those who review, and one estimate on its way."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.money import access, actions, queries
from donghanh.programme.money.terms import Step
from donghanh.web.money import forms, presenters
from donghanh.web.money.views._common import acting
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, today, year_of

MOVES = {
    "gui": (actions.submit_estimate, "Đã gửi dự toán. Bản này đã khoá."),
    "lap-ban-sua": (actions.revise_estimate, "Đã lập bản sửa từ bản bị trả lại."),
    "tong-hop": (actions.accept_estimate, "Đã đưa vào dự toán tổng hợp."),
}
"""Acts that ask for nothing more: by the last part of the address."""


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Estimates of a year: who has sent, who has not, what the accepted ones add up to."""
    found = queries.desk(request.actor, year=year_of(request, ahead=1), on=today(request))
    may = request.actor.may
    own = any(row.body_id == request.actor.body_id for row in found.rows)
    shown = {"desk": found, "p": presenters, "may_open": access.RECORD in may and not own, "may_set": bool({access.REVIEW, access.APPRAISE} & may)}
    return render(request, "money/desk.jinja", shown | {"years": range(today(request).year - 2, today(request).year + 3)})


@both
def deadline(request: HttpRequest) -> HttpResponse:
    """Set the day by which estimates are due."""
    require_verb(request.actor, access.READ)
    require_verb(request.actor, access.REVIEW if access.REVIEW in request.actor.may else access.APPRAISE)
    form = forms.DeadlineForm(request.POST or None, initial={"year": year_of(request, ahead=1)})
    words = {"title": _("Đặt hạn gửi dự toán"), "verb": _("Đặt hạn"), "done": _("Đã đặt hạn."), "back": ("money:desk",)}
    return acting(request, form, lambda: actions.set_deadline(actor=request.actor, at=request.at, **form.cleaned_data), **words)


@both
def open_estimate(request: HttpRequest) -> HttpResponse:
    """Begin the estimate of one's own body."""
    access.own_seat(request.actor)
    form = forms.YearForm(request.POST or None, initial={"year": year_of(request, ahead=1)})
    words = {"title": _("Lập dự toán năm"), "verb": _("Lập dự toán"), "done": _("Đã mở bản dự toán. Thêm từng dòng."), "back": ("money:desk",)}
    to = {"to": lambda made: ("money:estimate", made.estimate_id)}
    return acting(request, form, lambda: actions.open_estimate(actor=request.actor, at=request.at, **form.cleaned_data), **words, **to)


@require_safe
def estimate(request: HttpRequest, estimate_id: UUID) -> HttpResponse:
    """One estimate: its lines, its versions, whose turn it is."""
    found = queries.estimate_sheet(request.actor, estimate_id, on=today(request))
    shown = {"sheet": found, "p": presenters, "who": queries.who_acted(request.actor, found), "ways": presenters.ways(found)}
    return render(request, "money/estimate.jinja", shown)


@both
def line(request: HttpRequest, estimate_id: UUID) -> HttpResponse:
    """Add one line to the draft."""
    found = _own(request, estimate_id)
    form = forms.LineForm(request.POST or None, clauses=clauses(request))
    words = {"title": _("Thêm dòng dự toán"), "verb": _("Thêm dòng"), "done": _("Đã thêm dòng."), "back": ("money:estimate", found.id)}
    norms = [row for row in queries.norms(request.actor, on=today(request)) if row.is_standing]
    words["facts"] = [(row.form_title, _("%(cost)s một người") % {"cost": presenters.dong(row.cost)}) for row in norms]
    return acting(request, form, lambda: actions.add_line(actor=request.actor, at=request.at, estimate_id=estimate_id, **form.told), **words)


@require_POST
def unline(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Take a line out of the draft."""
    estimate_id = actions.remove_line(actor=request.actor, at=request.at, line_id=line_id)
    messages.success(request, _("Đã bỏ dòng."))
    return redirect("money:estimate", estimate_id)


@require_POST
def move(request: HttpRequest, estimate_id: UUID, verb: str) -> HttpResponse:
    """Send, begin the corrected version, or accept."""
    act, said = MOVES[verb]
    act(actor=request.actor, at=request.at, estimate_id=estimate_id)
    messages.success(request, said)
    return redirect("money:estimate", estimate_id)


@both
def give_back(request: HttpRequest, estimate_id: UUID) -> HttpResponse:
    """Return it to the unit with a comment."""
    found = _answered(request, estimate_id)
    form = forms.CommentForm(request.POST or None)
    words = {"title": _("Trả lại dự toán"), "verb": _("Trả lại"), "done": _("Đã trả lại đơn vị."), "back": ("money:estimate", found.id)}
    words["intro"] = _("Bản này giữ nguyên như đã gửi; đơn vị lập bản sửa.")
    return acting(
        request, form, lambda: actions.return_estimate(actor=request.actor, at=request.at, estimate_id=estimate_id, **form.cleaned_data), **words
    )


@both
def appraise(request: HttpRequest, estimate_id: UUID) -> HttpResponse:
    """Appraise every line."""
    require_verb(request.actor, access.APPRAISE)
    found = _answered(request, estimate_id)
    form = forms.LinesForm(request.POST or None, lines=found.lines, notes=True)
    words = {"title": _("Thẩm định dự toán"), "verb": _("Ghi thẩm định"), "done": _("Đã ghi số thẩm định."), "back": ("money:estimate", found.id)}
    words["intro"] = _("Số khác số đề nghị thì phải có ghi chú.")
    return acting(
        request, form, lambda: actions.appraise_estimate(actor=request.actor, at=request.at, estimate_id=found.id, found=form.appraised), **words
    )


@both
def decide(request: HttpRequest, estimate_id: UUID) -> HttpResponse:
    """Write down the decision."""
    require_verb(request.actor, access.APPRAISE)
    found = _answered(request, estimate_id)
    if found.step != Step.DECIDE:
        return redirect("money:estimate", found.id)
    form = forms.DecisionForm(request.POST or None, lines=found.lines, notes=False)
    words = {"title": _("Ghi quyết định dự toán"), "verb": _("Ghi quyết định"), "done": _("Đã ghi quyết định."), "back": ("money:estimate", found.id)}
    told = {"actor": request.actor, "at": request.at, "estimate_id": found.id}
    return acting(request, form, lambda: actions.decide_estimate(**told, approved=form.amounts, paper=form.paper), **words)


def _own(request: HttpRequest, estimate_id: UUID) -> queries.EstimateSheet:
    require_verb(request.actor, access.RECORD)
    return queries.estimate_sheet(request.actor, estimate_id, on=today(request))


def _answered(request: HttpRequest, estimate_id: UUID) -> queries.EstimateSheet:
    require_verb(request.actor, access.REVIEW if access.REVIEW in request.actor.may else access.APPRAISE)
    return queries.estimate_sheet(request.actor, estimate_id, on=today(request))
