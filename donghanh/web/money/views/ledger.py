"""Sources, allocations, payments, and requests for more."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.money import access, actions, queries
from donghanh.web.money import forms, presenters
from donghanh.web.money.views._common import acting
from donghanh.web.shell.acts import both, today, year_of


@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """Sources of a year, and what of each is given out and paid."""
    year = year_of(request)
    years = range(today(request).year - 3, today(request).year + 2)
    shown = {"rows": queries.funds(request.actor, year=year), "year": year, "years": years, "p": presenters}
    shown |= {"may_enter": access.APPRAISE in request.actor.may, "is_over": access.is_over(request.actor)}
    return render(request, "money/funds.jinja", shown)


@both
def fund_new(request: HttpRequest) -> HttpResponse:
    """Write down an approved source."""
    require_verb(request.actor, access.APPRAISE)
    form = forms.FundForm(request.POST or None, units=queries.units(request.actor, on=today(request)), initial={"year": year_of(request)})
    words = {"title": _("Ghi nguồn kinh phí"), "verb": _("Ghi nguồn"), "done": _("Đã ghi nguồn."), "back": ("money:funds",)}
    to = {"to": lambda made: ("money:fund", made.pk)}
    return acting(request, form, lambda: actions.enter_fund(actor=request.actor, at=request.at, **form.rest, paper=form.paper), **words, **to)


@require_safe
def fund(request: HttpRequest, fund_id: UUID) -> HttpResponse:
    """One source with its lines."""
    return render(request, "money/fund.jinja", {"sheet": queries.fund_sheet(request.actor, fund_id), "p": presenters})


@both
def allocate(request: HttpRequest, fund_id: UUID) -> HttpResponse:
    """Give a part of a source to a body."""
    require_verb(request.actor, access.APPRAISE)
    row = queries.fund_sheet(request.actor, fund_id).row
    form = forms.AllocateForm(request.POST or None, bodies=queries.receiving_bodies(request.actor, on=today(request)))
    words = {"title": _("Phân bổ kinh phí"), "verb": _("Phân bổ"), "done": _("Đã phân bổ."), "back": ("money:fund", row.id)}
    words["facts"] = [(_("Nguồn"), row.name), (_("Tổng số"), presenters.dong(row.total)), (_("Còn chưa phân bổ"), presenters.dong(row.free))]
    told = {"actor": request.actor, "at": request.at, "fund_id": fund_id}
    return acting(request, form, lambda: actions.allocate(**told, **form.rest, paper=form.paper), **words)


@require_safe
def allocation(request: HttpRequest, allocation_id: UUID) -> HttpResponse:
    """One allocation: adjustments, payments, what is left."""
    return render(request, "money/allocation.jinja", {"sheet": queries.allocation_sheet(request.actor, allocation_id), "p": presenters})


@both
def pay(request: HttpRequest, allocation_id: UUID) -> HttpResponse:
    """Write down a payment."""
    require_verb(request.actor, access.RECORD)
    row = queries.allocation_sheet(request.actor, allocation_id).row
    levels = [presenters.level_choice(level) for level in queries.spending(request.actor, on=today(request)) if level.is_standing]
    form = forms.PayForm(request.POST or None, levels=levels, initial={"paid_on": today(request)})
    words = {"title": _("Ghi khoản chi"), "verb": _("Ghi khoản chi"), "done": _("Đã ghi khoản chi."), "back": ("money:allocation", row.id)}
    words["facts"] = [(_("Phân bổ"), row.content), (_("Còn lại"), presenters.dong(row.left))]
    return acting(request, form, lambda: actions.pay(actor=request.actor, at=request.at, allocation_id=allocation_id, **form.told), **words)


@both
def adjust(request: HttpRequest, allocation_id: UUID) -> HttpResponse:
    """More or less for an allocation."""
    require_verb(request.actor, access.APPRAISE)
    row = queries.allocation_sheet(request.actor, allocation_id).row
    form = forms.AdjustForm(request.POST or None, initial={"is_increase": "1"})
    words = {"title": _("Điều chỉnh phân bổ"), "verb": _("Điều chỉnh"), "done": _("Đã điều chỉnh."), "back": ("money:allocation", row.id)}
    words["facts"] = [(_("Đơn vị"), row.body_name), (_("Được phân bổ"), presenters.dong(row.limit)), (_("Đã chi"), presenters.dong(row.spent))]
    told = {"actor": request.actor, "at": request.at, "allocation_id": allocation_id}
    return acting(request, form, lambda: actions.adjust(**told, **_signed(form), paper=form.paper), **words)


@both
def settle(request: HttpRequest, allocation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Account for an advance."""
    require_verb(request.actor, access.RECORD)
    row = queries.allocation_sheet(request.actor, allocation_id).row
    form = forms.VoucherForm(request.POST or None)
    words = {"title": _("Quyết toán tạm ứng"), "verb": _("Ghi chứng từ"), "done": _("Đã ghi chứng từ."), "back": ("money:allocation", row.id)}
    return acting(
        request, form, lambda: actions.settle_payment(actor=request.actor, at=request.at, payment_id=payment_id, **form.cleaned_data), **words
    )


@both
def void(request: HttpRequest, allocation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Take back a payment written down wrongly."""
    require_verb(request.actor, access.RECORD)
    row = queries.allocation_sheet(request.actor, allocation_id).row
    form = forms.ReasonForm(request.POST or None)
    words = {
        "title": _("Huỷ khoản chi ghi nhầm"),
        "verb": _("Huỷ khoản chi"),
        "done": _("Đã huỷ; dòng cũ vẫn còn."),
        "back": ("money:allocation", row.id),
    }
    return acting(
        request, form, lambda: actions.void_payment(actor=request.actor, at=request.at, payment_id=payment_id, **form.cleaned_data), **words
    )


@require_safe
def supplements(request: HttpRequest) -> HttpResponse:
    """Requests of a year."""
    year = year_of(request)
    shown = {"rows": queries.supplements(request.actor, year=year), "year": year, "p": presenters, "may_ask": access.RECORD in request.actor.may}
    return render(request, "money/supplements.jinja", shown)


@both
def supplement_new(request: HttpRequest) -> HttpResponse:
    """Ask for more."""
    access.own_seat(request.actor)
    form = forms.AskForm(request.POST or None, initial={"year": today(request).year})
    words = {"title": _("Đề nghị bổ sung kinh phí"), "verb": _("Gửi đề nghị"), "done": _("Đã gửi đề nghị."), "back": ("money:supplements",)}
    return acting(request, form, lambda: actions.ask_supplement(actor=request.actor, at=request.at, **form.cleaned_data), **words)


@both
def approve(request: HttpRequest, supplement_id: UUID) -> HttpResponse:
    """Approve a request from a source."""
    require_verb(request.actor, access.APPRAISE)
    row = queries.supplement(request.actor, supplement_id)
    sources = [(str(one.id), f"{one.name} ({_('còn')} {presenters.dong(one.free)})") for one in queries.funds(request.actor, year=row.year)]
    form = forms.ApproveForm(request.POST or None, funds=sources)
    words = {"title": _("Bổ sung kinh phí"), "verb": _("Bổ sung"), "done": _("Đã bổ sung; đã có dòng phân bổ."), "back": ("money:supplements",)}
    words["facts"] = presenters.asked(row)
    told = {"actor": request.actor, "at": request.at, "supplement_id": supplement_id}
    return acting(request, form, lambda: actions.answer_supplement(**told, fund_id=UUID(form.cleaned_data["fund_id"]), paper=form.paper), **words)


@both
def refuse(request: HttpRequest, supplement_id: UUID) -> HttpResponse:
    """Refuse a request with a reason."""
    require_verb(request.actor, access.APPRAISE)
    row = queries.supplement(request.actor, supplement_id)
    form = forms.RefuseForm(request.POST or None)
    words = {"title": _("Không bổ sung"), "verb": _("Ghi không bổ sung"), "done": _("Đã trả lời."), "back": ("money:supplements",)}
    words["facts"] = presenters.asked(row)
    told = {"actor": request.actor, "at": request.at, "supplement_id": supplement_id, "fund_id": None}
    return acting(request, form, lambda: actions.answer_supplement(**told, **form.cleaned_data), **words)


def _signed(form: forms.AdjustForm) -> dict:
    return {**form.rest, "is_increase": bool(form.cleaned_data["is_increase"])}
