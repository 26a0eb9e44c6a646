"""What the roadmap pages share: the roadmap asked for, the reader's province."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.programme.roadmap import queries
from donghanh.programme.roadmap.queries import Roadmap
from donghanh.web.shell.acts import today


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
