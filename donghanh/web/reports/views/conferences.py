"""Reviews of a plan's work that end in tasks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.programme.tasks import queries as tasks
from donghanh.reports import periods
from donghanh.reports.filing import actions, queries
from donghanh.reports.filing.drafting import ConferenceDraft
from donghanh.reports.filing.terms import ConferenceKind
from donghanh.web.reports.filing_forms import ConferenceForm
from donghanh.web.shell.acts import both, shown, today, tried


@require_safe
def conferences(request: HttpRequest) -> HttpResponse:
    """Reviews that this unit kept or got a task from."""
    return render(request, "reports/conferences.jinja", {"rows": queries.conferences(request.actor)})


@require_safe
def conference(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    """One review with its conclusions and where each task stands."""
    return render(request, "reports/conference.jinja", {"sheet": queries.conference(request.actor, conference_id)})


@both
def confer(request: HttpRequest) -> HttpResponse:
    """Keep a review; each conclusion becomes a task."""
    access.require_verb(request.actor, "plan.decide")
    form = ConferenceForm(request.POST or None, choices=_choices(request))
    made = []
    if request.method == "POST" and tried(form, lambda: made.append(_held(request, form))):
        messages.success(request, _("Đã ghi hội nghị; mỗi kết luận là một nhiệm vụ."))
        return redirect("reports:conference", made[0])
    return shown(request, "reports/confer.jinja", {"form": form}, form)


def _choices(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    on = today(request)
    offered = periods.offered(on=on, from_year=on.year - 1)
    return {
        "plans": queries.plan_heads(request.actor),
        "periods": [(one.code, one.label) for one in offered],
        "versions": [(str(pk), words) for pk, words in queries.packs(request.actor)],
        "units": [(str(one.id), one.name) for one in tasks.receivers(request.actor, on=on)],
    }


def _held(request: HttpRequest, form: ConferenceForm) -> UUID:
    given = form.cleaned_data
    about = {"kind": ConferenceKind(given["kind"]), "plan_id": given["plan"], "version_id": form.version_id, "conclusions": form.conclusions}
    draft = ConferenceDraft(title=given["title"], held_on=given["held_on"], period=given["period"], summary=given["summary"], **about)
    return actions.confer(actor=request.actor, at=request.at, draft=draft).pk
