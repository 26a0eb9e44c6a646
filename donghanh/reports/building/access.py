"""Who makes indicators: the numbers role of a province, for it; who reads them: whoever counts it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.reports.building.models import BuiltIndicator

BUILD = "indicator.build"


def check_may_build(actor: Actor) -> int:
    """The province the actor makes indicators for. Raises MayNot for anybody else."""
    access.require_verb(actor, BUILD)
    unit = places.unit_row(actor.unit_id) if actor.unit_id else None
    if unit is None or unit.level != "PROVINCE":
        raise MayNot("Chỉ số tự dựng là của tỉnh.", mend="Đề nghị cán bộ đầu mối của tỉnh dựng.")
    return unit.id


def may_build(actor: Actor) -> bool:
    """Whether to offer the page: the bool twin of the check."""
    return access.holds(check_may_build, actor)


def readable(actor: Actor) -> QuerySet[BuiltIndicator]:
    """Those of the places the actor counts. Raises MayNot for a role that reads no numbers."""
    access.require_verb(actor, "numbers.read")
    return BuiltIndicator.objects.filter(place_id__in=actor.stat_unit_ids)


def to_read(actor: Actor, key: UUID) -> BuiltIndicator:
    """The latest version. Raises MayNot, NotInReach."""
    found = readable(actor).filter(key=key).order_by("-version").first()
    if found is None:
        raise NotInReach("Không tìm thấy chỉ số này.", mend="Mở lại từ danh sách chỉ tiêu.")
    return found
