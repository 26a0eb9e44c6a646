"""Giving a task, from a clause of a directive or by itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from donghanh.kernel import access
from donghanh.programme.tasks import actions, queries
from donghanh.web.shell.acts import both, shown, today, tried
from donghanh.web.tasks import giving_forms as forms


@both
def give(request: HttpRequest) -> HttpResponse:
    """A task to one lead and any coordinators; from a clause of a directive also one to each addressee."""
    access.require_verb(request.actor, "task.give")
    clause = _clause(request)
    on = today(request)
    receivers = queries.receivers(request.actor, on=on)
    start = {"plan": request.GET.get("ke-hoach", ""), "clause": request.GET.get("khoan", "")}
    about = {"receivers": receivers, "each": clause is not None, "plans": queries.plans()}
    form = forms.GiveForm(request.POST, **about) if request.method == "POST" else forms.GiveForm(initial=start, **about)
    made: list[UUID] = []
    if request.method == "POST" and tried(form, lambda: made.extend(_give(request, form, clause))):
        messages.success(request, _("Đã giao %(n)d nhiệm vụ.") % {"n": len(made)})
        return redirect("tasks:task", made[0]) if len(made) == 1 else redirect("tasks:directive", clause.directive_id)
    return shown(request, "tasks/give.jinja", {"form": form, "clause": clause}, form)


def _clause(request: HttpRequest):
    """The clause of a directive that the address names (?dieu=…). Raises NotInReach."""
    typed = request.GET.get("dieu", "")
    try:
        return queries.clause(request.actor, UUID(typed)) if typed else None
    except ValueError:
        return None


def _give(request: HttpRequest, form: forms.GiveForm, clause) -> list[UUID]:
    draft = form.draft(clause.pk if clause else None)
    who = {"actor": request.actor, "at": request.at, "draft": draft}
    if form.is_for_each and clause:
        to = [body for body in clause.directive.bodies if body != clause.directive.body_id]
        return [one.pk for one in actions.give_each(**who, lead_ids=tuple(to))]
    return [actions.give(**who).pk]
