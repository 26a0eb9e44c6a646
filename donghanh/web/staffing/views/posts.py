"""One body with its posts; a post and its norm."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.staffing import access, actions, queries
from donghanh.web.shell.acts import both, filled, today
from donghanh.web.staffing import forms
from donghanh.web.staffing.views._common import acting, page


@require_safe
def body(request: HttpRequest, body_id: int) -> HttpResponse:
    """Posts, norm, holders, who held them before, schemes."""
    sheet = queries.body_sheet(request.actor, body_id, on=today(request))
    return page(request, "body", sheet=sheet, schemes=queries.schemes(request.actor, body_id=body_id))


@both
def position_new(request: HttpRequest, body_id: int) -> HttpResponse:
    """A post of this body."""
    require_verb(request.actor, access.RECORD)
    row = queries.body_sheet(request.actor, body_id, on=today(request)).row
    form = filled(request, forms.PositionForm, initial={"starts_on": today(request)})
    told = {"title": _("Ghi vị trí"), "done": _("Đã ghi vị trí."), "back": ("staffing:body", body_id), "facts": [(_("Cơ quan"), row.name)]}
    return acting(request, form, lambda: actions.open_position(actor=request.actor, at=request.at, draft=form.draft(body_id)), **told)


@both
def norm(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Another norm from a day on."""
    require_verb(request.actor, access.RECORD)
    row = queries.post(request.actor, position_id, on=today(request))
    known = {"quantity": row.required, "functions": list(row.functions), "needs": list(row.needs), "starts_on": today(request)}
    form = filled(request, forms.NormForm, initial=known)
    told = {"title": _("Đặt định mức"), "done": _("Đã đặt định mức; định mức cũ vẫn còn."), "back": ("staffing:body", row.body_id)}
    about = {"actor": request.actor, "at": request.at, "position_id": position_id}
    return acting(request, form, lambda: actions.set_norm(**about, draft=form.norm), **told, facts=forms.facts(row))
