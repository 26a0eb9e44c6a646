"""A target divided among communes: as it stands, as it was, and a new division."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow, TargetRow
from donghanh.programme.shares import actions, queries
from donghanh.programme.shares.rules import said
from donghanh.programme.shares.terms import Way
from donghanh.web.plans import standing
from donghanh.web.plans.share_forms import SplitForm
from donghanh.web.shell import clock


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, plan_id: str, target_id: str) -> HttpResponse:
    """One target: its shares, every division there was, and the form for a new one."""
    plan = standing.plan(request.actor, plan_id)
    target = _target(request, plan, target_id)
    found = queries.splits(request.actor, target_id)
    rows = queries.shares(request.actor, target_id, found[0].number) if found else []
    form = _form(request, plan, {row.unit_id: said(row.value) for row in rows}) if queries.may_split(request.actor, plan) else None
    if form and request.method == "POST" and form.is_valid() and (answer := _made(request, form, plan_id, target_id)):
        return answer
    is_former = bool(found) and found[0].total != target.value
    shown = {"plan": plan, "target": target, "splits": found, "rows": rows, "form": form, "is_former": is_former, "said": said}
    return render(request, "plans/split.jinja", shown, status=422 if form and form.errors else 200)


def _form(request: HttpRequest, plan: PlanRow, now: dict[int, str]) -> SplitForm:
    if request.method == "POST":
        return SplitForm(request.POST)
    units = queries.communes(request.actor, plan, on=clock.local_date(request.at))
    lines = "\n".join(f"{code} {name} {now.get(unit, '')}".rstrip() for unit, code, name in units)
    return SplitForm(initial={"lines": lines, "way": Way.EQUAL})


def _made(request: HttpRequest, form: SplitForm, plan_id: str, target_id: str) -> HttpResponse | None:
    """The answer after the division; None where it was refused, with the reason in the form."""
    typed = form.cleaned_data | {"way": Way(form.cleaned_data["way"])}
    try:
        actions.split(actor=request.actor, at=request.at, plan_id=plan_id, target_id=target_id, **typed)
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Đã chia. Lần chia trước vẫn còn ở dưới."))
    return redirect("plans:split", plan_id, target_id)


def _target(request: HttpRequest, plan: PlanRow, target_id: str) -> TargetRow:
    try:
        return programme.target(request.actor, plan.id, target_id)
    except BadInput:
        raise NotInReach(_("Không tìm thấy chỉ tiêu này."), mend=_("Mở lại từ trang kế hoạch.")) from None
