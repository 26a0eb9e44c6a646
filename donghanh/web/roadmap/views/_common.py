"""What the roadmap pages share: the day, the reader's province, one form of several on a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.programme.roadmap import queries
from donghanh.programme.roadmap.queries import Roadmap
from donghanh.web.shell import clock
from donghanh.web.shell.forms import Form

ACT = "viec"
"""Name of the hidden field that says which of a page's forms was sent."""


def today(request: HttpRequest) -> date:
    return clock.local_date(request.at)


def roadmap_of(request: HttpRequest, plan_id: str) -> Roadmap:
    """The roadmap of this plan. Raises NotInReach for an unknown one."""
    try:
        return queries.roadmap(request.actor, plan_id, on=today(request))
    except BadInput:
        raise NotInReach(_("Không tìm thấy kế hoạch này."), mend=_("Mở lại từ danh sách kế hoạch.")) from None


def province_of(request: HttpRequest) -> int:
    """The province of the reader's place; 0 for a post without a place."""
    above = places.ancestors(request.actor.unit_id or 0)
    return next((one.id for one in above if one.level == "PROVINCE"), 0)


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form; what is refused is shown in it."""
    if not form.is_valid():
        return False
    try:
        act()
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


def bound(request: HttpRequest, act: str, kind: type[Form], **about: Any) -> Any:
    """The form of one act, filled where this act was sent, with ids of its own."""
    if sent(request, act):
        about.pop("initial", None)
        return kind(request.POST, auto_id=f"{act}-%s", **about)
    return kind(auto_id=f"{act}-%s", **about)


def sent(request: HttpRequest, act: str) -> bool:
    """True where this form of the page was sent."""
    return request.method == "POST" and request.POST.get(ACT) == act
