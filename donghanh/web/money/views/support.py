"""Support of one person. Opening it is noted like opening the file itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.money import access, actions, queries
from donghanh.programme.money.queries import SupportSheet
from donghanh.web.money import forms, presenters
from donghanh.web.money.views._common import acting
from donghanh.web.shell import brake
from donghanh.web.shell.acts import both, today


@require_safe
def support(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is due to this person, what was paid."""
    return render(request, "money/support.jinja", {"sheet": _opened(request, person_id), "p": presenters})


@both
def pay_support(request: HttpRequest, person_id: UUID, case_id: UUID, level_id: UUID) -> HttpResponse:
    """Pay one proposal, or a part of its days."""
    sheet = _opened(request, person_id)
    found = next((one for one in sheet.proposals if one.episode.case_id == case_id and one.level.id == level_id), None)
    if found is None:
        return redirect("money:support", person_id)
    days = {"starts_on": found.starts_on, "ends_before": found.ends_before, "paid_on": today(request)}
    form = forms.SupportForm(request.POST or None, allocations=[presenters.allocation_choice(row) for row in sheet.allocations], initial=days)
    words = {"title": _("Chi hỗ trợ"), "verb": _("Chi hỗ trợ"), "done": _("Đã ghi khoản hỗ trợ."), "back": ("money:support", person_id)}
    words["facts"] = presenters.proposed(found)
    told = {"actor": request.actor, "at": request.at, "person_id": sheet.person.id, "case_id": case_id, "level_id": level_id}
    return acting(request, form, lambda: actions.pay_support(**told, **form.cleaned_data), **words)


@both
def priority_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A group the person belongs to."""
    sheet = _opened(request, person_id)
    form = forms.PriorityForm(request.POST or None)
    words = {"title": _("Ghi diện ưu tiên"), "verb": _("Ghi diện"), "done": _("Đã ghi; mức hỗ trợ của diện này được đề xuất ngay.")}
    words |= {"back": ("money:support", person_id), "intro": _("Chỉ ghi khi đã xem giấy tờ: danh sách hộ hằng năm, giấy chứng nhận.")}
    told = {"actor": request.actor, "at": request.at, "person_id": sheet.person.id}
    return acting(request, form, lambda: actions.record_priority(**told, **form.given), **words)


@both
def void_priority(request: HttpRequest, person_id: UUID, priority_id: UUID) -> HttpResponse:
    """Take back a group written down wrongly."""
    _opened(request, person_id)
    form = forms.ReasonForm(request.POST or None)
    words = {"title": _("Huỷ diện ưu tiên ghi nhầm"), "verb": _("Huỷ diện này"), "done": _("Đã huỷ; dòng cũ vẫn còn.")}
    told = {"actor": request.actor, "at": request.at, "priority_id": priority_id}
    return acting(request, form, lambda: actions.void_priority(**told, **form.cleaned_data), back=("money:support", person_id), **words)


@both
def void_support(request: HttpRequest, person_id: UUID, line_id: UUID) -> HttpResponse:
    """Take back a line written down wrongly."""
    _opened(request, person_id)
    form = forms.ReasonForm(request.POST or None)
    words = {
        "title": _("Huỷ khoản hỗ trợ ghi nhầm"),
        "verb": _("Huỷ khoản này"),
        "done": _("Đã huỷ; dòng cũ vẫn còn."),
        "back": ("money:support", person_id),
    }
    return acting(request, form, lambda: actions.void_support(actor=request.actor, at=request.at, line_id=line_id, **form.cleaned_data), **words)


def _opened(request: HttpRequest, person_id: UUID) -> SupportSheet:
    require_verb(request.actor, access.SUPPORT)
    brake.check(request, person_id)
    return queries.support_sheet(request.actor, person_id, at=request.at)
