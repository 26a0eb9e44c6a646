"""Partners, agreements, what was promised and what came."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.money import access as money_access
from donghanh.programme.money import queries as money
from donghanh.programme.partners import access, actions, queries
from donghanh.web.learning import presenters
from donghanh.web.learning.forms import partners as forms
from donghanh.web.learning.views._common import acting, page
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, filled, number_of, today


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Agreements, those that end soon first, and partners by name."""
    rows = queries.agreements(request.actor, on=today(request))
    may = access.RECORD in request.actor.may
    return page(request, "agreements", rows=rows, partners=queries.partners(request.actor), may_record=may)


@require_safe
def partners_year(request: HttpRequest) -> HttpResponse:
    """What a year brought."""
    this = today(request).year
    year = number_of(request, "nam", this)
    return page(request, "partners_year", found=queries.year(request.actor, year=year), year=year, years=range(this - 3, this + 1))


@both
def partner_new(request: HttpRequest) -> HttpResponse:
    """Write a partner down."""
    require_verb(request.actor, access.RECORD)
    form = filled(request, forms.PartnerForm)
    told = {"title": _("Ghi đối tác"), "verb": _("Ghi đối tác"), "done": _("Đã ghi đối tác."), "back": ("learning:agreements",)}
    to = {"to": lambda made: ("learning:partner", made.pk)}
    return acting(request, form, lambda: actions.register(actor=request.actor, at=request.at, draft=form.draft), **told, **to)


@require_safe
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """One partner with its agreements: offered, filled, kept."""
    return page(request, "partner", sheet=queries.partner_sheet(request.actor, partner_id, on=today(request)))


@both
def agreement_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """An agreement with this partner."""
    require_verb(request.actor, access.RECORD)
    row = queries.partner_sheet(request.actor, partner_id, on=today(request)).row
    form = filled(request, forms.AgreementForm, clauses=clauses(request))
    told = {"title": _("Ghi thoả thuận"), "verb": _("Ghi thoả thuận"), "done": _("Đã ghi thoả thuận."), "back": ("learning:partner", partner_id)}
    about = {"facts": [(_("Đối tác"), row.name)], "to": lambda made: ("learning:agreement", made.pk)}
    return acting(request, form, lambda: actions.sign(actor=request.actor, at=request.at, draft=form.draft(partner_id)), **told, **about)


@require_safe
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement whole."""
    return page(request, "agreement", sheet=queries.agreement_sheet(request.actor, agreement_id, on=today(request)))


@both
def promise(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """What the partner promises."""
    form = filled(request, forms.PromiseForm)
    told = {**_of(request, agreement_id), "title": _("Ghi cam kết"), "verb": _("Ghi cam kết"), "done": _("Đã ghi cam kết.")}
    about = {"actor": request.actor, "at": request.at, "agreement_id": agreement_id}
    return acting(request, form, lambda: actions.promise(**about, **form.cleaned_data), **told)


@both
def receipt(request: HttpRequest, agreement_id: UUID, promise_id: UUID) -> HttpResponse:
    """What came of a promise."""
    form = filled(request, forms.ReceiptForm, contributions=_gifts(request), initial={"received_on": today(request)})
    told = {**_of(request, agreement_id), "title": _("Ghi đã nhận"), "verb": _("Ghi đã nhận"), "done": _("Đã ghi.")}
    about = {"actor": request.actor, "at": request.at, "agreement_id": agreement_id, "promise_id": promise_id}
    return acting(request, form, lambda: actions.receive(**about, draft=form.draft), **told)


@both
def retention(request: HttpRequest, agreement_id: UUID, receipt_id: UUID) -> HttpResponse:
    """How many places are still held after three months."""
    form = filled(request, forms.RetentionForm, initial={"counted_on": today(request)})
    told = {**_of(request, agreement_id), "title": _("Đếm lại sau ba tháng"), "verb": _("Ghi số còn giữ"), "done": _("Đã ghi số còn giữ.")}
    about = {"actor": request.actor, "at": request.at, "agreement_id": agreement_id, "receipt_id": receipt_id}
    return acting(request, form, lambda: actions.count_retention(**about, **form.cleaned_data), **told)


@both
def activity(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """What was done, reported or reached."""
    form = filled(request, forms.ActivityForm, initial={"on": today(request)})
    told = {**_of(request, agreement_id), "title": _("Ghi hoạt động, kết quả"), "verb": _("Ghi vào sổ"), "done": _("Đã ghi.")}
    about = {"actor": request.actor, "at": request.at, "agreement_id": agreement_id}
    return acting(request, form, lambda: actions.report_activity(**about, **form.cleaned_data), **told)


@both
def agreement_change(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Extend it, or end it before its day."""
    form = filled(request, forms.ChangeForm)
    told = {**_of(request, agreement_id), "title": _("Gia hạn, chấm dứt"), "verb": _("Ghi thay đổi"), "done": _("Đã ghi; nội dung cũ vẫn còn.")}
    about = {"actor": request.actor, "at": request.at, "agreement_id": agreement_id}
    return acting(request, form, lambda: actions.change(**about, paper=form.paper, **form.rest), **told)


def _of(request: HttpRequest, agreement_id: UUID) -> dict:
    require_verb(request.actor, access.RECORD)
    row = queries.agreement_sheet(request.actor, agreement_id, on=today(request)).row
    return {"back": ("learning:agreement", agreement_id), "facts": [(_("Đối tác"), row.partner), (_("Thoả thuận"), row.title)]}


def _gifts(request: HttpRequest) -> list[tuple[str, str]]:
    """Contributions of this year and the last that a receipt may name."""
    if money_access.READ not in request.actor.may:
        return []
    rows = [row for year in (0, 1) for row in money.giving(request.actor, year=today(request).year - year).rows]
    return [(str(row.id), f"{row.giver}, {row.receipt}: {presenters.dong(row.value)}") for row in rows]
