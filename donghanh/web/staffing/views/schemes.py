"""Job-position schemes: drafted, appraised, approved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.staffing import access, actions, queries
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, filled, today
from donghanh.web.staffing import forms
from donghanh.web.staffing.views._common import acting, page


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """Schemes, the newest first."""
    return page(request, "schemes", rows=queries.schemes(request.actor))


@both
def scheme_new(request: HttpRequest, body_id: int) -> HttpResponse:
    """A scheme of this body."""
    require_verb(request.actor, access.RECORD)
    row = queries.body_sheet(request.actor, body_id, on=today(request)).row
    offices = [(str(one.id), one.name) for one in queries.appraisers(request.actor, on=today(request))]
    form = filled(request, forms.SchemeForm, offices=offices, clauses=clauses(request))
    told = {"title": _("Lập đề án vị trí việc làm"), "done": _("Đã lập và gửi thẩm định."), "back": ("staffing:body", body_id)}
    about = {"facts": [(_("Cơ quan"), row.name)], "to": lambda made: ("staffing:scheme", made.pk)}
    return acting(request, form, lambda: actions.draft_scheme(actor=request.actor, at=request.at, draft=form.draft(body_id)), **told, **about)


@require_safe
def scheme(request: HttpRequest, scheme_id: UUID) -> HttpResponse:
    """One scheme: its posts, where it stands."""
    return page(request, "scheme", sheet=queries.scheme_sheet(request.actor, scheme_id))


@both
def appraise(request: HttpRequest, scheme_id: UUID) -> HttpResponse:
    """By the office it was sent to."""
    require_verb(request.actor, access.APPRAISE)
    form = filled(request, forms.AppraiseForm)
    told = {"title": _("Ghi thẩm định"), "done": _("Đã ghi thẩm định."), **_about(request, scheme_id)}
    about = {"actor": request.actor, "at": request.at, "scheme_id": scheme_id}
    return acting(request, form, lambda: actions.appraise(**about, paper=form.paper, **form.rest), **told)


@both
def approve(request: HttpRequest, scheme_id: UUID) -> HttpResponse:
    """By a third person, with the paper of who approves."""
    require_verb(request.actor, access.APPROVE)
    form = filled(request, forms.ApproveForm, initial={"starts_on": today(request)})
    told = {"title": _("Ghi phê duyệt"), "done": _("Đã phê duyệt; các vị trí có định mức mới."), **_about(request, scheme_id)}
    about = {"actor": request.actor, "at": request.at, "scheme_id": scheme_id}
    return acting(request, form, lambda: actions.approve(**about, paper=form.paper, **form.rest), **told)


@both
def give_back(request: HttpRequest, scheme_id: UUID) -> HttpResponse:
    """Sent back with a reason."""
    require_verb(request.actor, access.APPRAISE)
    form = filled(request, forms.ReturnForm)
    told = {"title": _("Trả lại đề án"), "done": _("Đã trả lại."), "danger": True, **_about(request, scheme_id)}
    about = {"actor": request.actor, "at": request.at, "scheme_id": scheme_id}
    return acting(request, form, lambda: actions.return_scheme(**about, **form.cleaned_data), **told)


def _about(request: HttpRequest, scheme_id: UUID) -> dict[str, Any]:
    row = queries.scheme_sheet(request.actor, scheme_id).row
    return {"back": ("staffing:scheme", scheme_id), "facts": [(_("Đề án"), row.title), (_("Cơ quan"), row.body)]}
