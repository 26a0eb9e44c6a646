"""Who holds a post, one member, his courses and certificates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.kernel.errors import NotInReach
from donghanh.programme.staffing import access, actions, queries
from donghanh.programme.staffing.queries import HolderRow, PostRow
from donghanh.web.shell.acts import both, filled, today
from donghanh.web.staffing import forms, presenters
from donghanh.web.staffing.views._common import acting, page


@both
def assign(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Somebody for a post."""
    require_verb(request.actor, access.RECORD)
    row = queries.post(request.actor, position_id, on=today(request))
    people = forms.offered(
        queries.known_members(request.actor, row.body_id), queries.logins(request.actor, row.body_id, on=today(request)), row.holders
    )
    form = filled(request, forms.HoldForm, people=people, initial={"functions": list(row.functions), "starts_on": today(request)})
    told = {"title": _("Bố trí người"), "done": _("Đã bố trí."), "back": ("staffing:body", row.body_id), "facts": forms.facts(row)}
    return acting(request, form, lambda: actions.assign(actor=request.actor, at=request.at, draft=form.draft(position_id)), **told)


@both
def reassign(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Other functions on the same post."""
    row, held = _held(request, holding_id)
    known = {"functions": list(held.functions), "is_part_time": held.is_part_time, "on": today(request)}
    form = filled(request, forms.FunctionsForm, initial=known)
    told = {"title": _("Phân công lại việc"), "done": _("Đã phân công lại; việc cũ vẫn còn trong lịch sử."), **_back(row, held)}
    about = {"actor": request.actor, "at": request.at, "holding_id": holding_id}
    return acting(request, form, lambda: actions.reassign(**about, paper=form.paper, **form.rest), **told)


@both
def move(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """To another post."""
    row, held = _held(request, holding_id)
    form = filled(request, forms.MoveForm, positions=queries.positions_to_move_to(request.actor, beside=row.id), initial={"on": today(request)})
    told = {"title": _("Điều động"), "done": presenters.moved_said, **_back(row, held)}
    about = {"actor": request.actor, "at": request.at, "holding_id": holding_id}
    return acting(request, form, lambda: actions.move(**about, draft=form.draft), **told)


@both
def end(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """No longer on this post."""
    row, held = _held(request, holding_id)
    form = filled(request, forms.EndForm, initial={"on": today(request)})
    told = {"title": _("Thôi giữ vị trí"), "done": _("Đã ghi thôi giữ vị trí."), "danger": True, **_back(row, held)}
    about = {"actor": request.actor, "at": request.at, "holding_id": holding_id}
    return acting(request, form, lambda: actions.end(**about, **form.cleaned_data), **told)


@require_safe
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member: posts, courses, certificates."""
    return page(request, "member", sheet=queries.member_sheet(request.actor, member_id, on=today(request)))


@both
def award(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """A course or certificate of this member."""
    require_verb(request.actor, access.RECORD)
    sheet = queries.member_sheet(request.actor, member_id, on=today(request))
    form = filled(request, forms.AwardForm)
    told = {"title": _("Ghi khoá học, chứng chỉ"), "done": _("Đã ghi."), "back": ("staffing:member", member_id), "facts": [(_("Họ tên"), sheet.name)]}
    about = {"actor": request.actor, "at": request.at, "member_id": member_id}
    return acting(request, form, lambda: actions.award(**about, draft=form.draft), **told)


@both
def revoke(request: HttpRequest, member_id: UUID, qualification_id: UUID) -> HttpResponse:
    """A paper that counts no more."""
    require_verb(request.actor, access.RECORD)
    sheet = queries.member_sheet(request.actor, member_id, on=today(request))
    paper = next((one for one in sheet.papers if one.id == qualification_id), None)
    if paper is None:
        raise NotInReach(_("Không tìm thấy văn bằng này."), mend=_("Mở lại trang của người đó."))
    form = filled(request, forms.RevokeForm, initial={"on": today(request)})
    told = {"title": _("Ghi thu hồi"), "done": _("Đã ghi thu hồi."), "danger": True, "back": ("staffing:member", member_id)}
    facts = [(_("Họ tên"), sheet.name), (_("Văn bằng"), paper.kind.label)]
    about = {"actor": request.actor, "at": request.at, "qualification_id": qualification_id}
    return acting(request, form, lambda: actions.revoke(**about, **form.cleaned_data), **told, facts=facts)


def _held(request: HttpRequest, holding_id: UUID) -> tuple[PostRow, HolderRow]:
    """A holding that stands. Raises MayNot, NotInReach."""
    require_verb(request.actor, access.RECORD)
    row, held = queries.holder(request.actor, holding_id, on=today(request))
    if held is None:
        raise NotInReach(_("Người này không giữ vị trí đó hôm nay."), mend=_("Mở lại trang cơ quan."))
    return row, held


def _back(row: PostRow, held: HolderRow) -> dict[str, Any]:
    return {"back": ("staffing:body", row.body_id), "facts": [(_("Họ tên"), held.name), *forms.facts(row)]}
