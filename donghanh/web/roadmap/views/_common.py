"""What the roadmap pages share: the roadmap asked for, the reader's province."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.programme.roadmap import queries
from donghanh.programme.roadmap.queries import Roadmap
from donghanh.web.shell.acts import today

PAGE = 30
"""So many rows of a list of models stand on one page."""


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


def paged(request: HttpRequest, total: int) -> dict[str, int]:
    """Which rows of a long list stand on this page of it (?trang=2)."""
    last = max(1, -(-total // PAGE))
    asked = request.GET.get("trang", "1")
    here = min(int(asked), last) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) else 1
    return {"page": here, "last": last, "start": (here - 1) * PAGE, "stop": here * PAGE}
