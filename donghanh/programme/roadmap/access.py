"""Who reads the register of sites, who writes a line, who judges and chooses. Sites are public institutions: all who read numbers read them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.programme import access as programme
from donghanh.programme.models import Plan
from donghanh.programme.roadmap.models import Guide, Site

READ, RECORD, DECIDE, DRAW = "numbers.read", "roadmap.record", "plan.decide", "places.edit"


def check_may_read(actor: Actor) -> None:
    """Raises MayNot."""
    access.require_verb(actor, READ)


def visible(actor: Actor) -> QuerySet[Site]:
    """Where every reading of sites begins. Raises MayNot."""
    check_may_read(actor)
    return Site.objects.select_related("unit", "seat", "origin")


def check_may_record(actor: Actor, seat_id: int) -> None:
    """A commune for itself, the lead agency for its province. Raises MayNot without the right, NotInReach elsewhere."""
    access.require_verb(actor, RECORD)
    if seat_id not in actor.stat_unit_ids:
        raise NotInReach("Nơi này ngoài địa bàn của bạn.", mend="Chọn một nơi trong địa bàn của đơn vị mình.")


def site_to_record(actor: Actor, site_id: UUID, *, judging: bool = False) -> Site:
    """The site, for those who write its lines. judging: only the lead agency evaluates. Raises NotInReach, MayNot."""
    found = visible(actor).filter(pk=site_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy nơi này.", mend="Mở lại từ danh bạ của lộ trình.")
    check_may_record(actor, found.seat_id)
    if judging:
        access.require_verb(actor, DECIDE)
    return found


def plan_to_choose(actor: Actor, plan_id: str) -> tuple[Plan, int]:
    """The plan and the province of today for which its lead chooses places. Raises NotInReach, MayNot as programme.check_may_decide."""
    access.require_verb(actor, DECIDE)
    found = Plan.objects.filter(pk=plan_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy kế hoạch này.", mend="Mở lại từ danh sách kế hoạch.")
    return found, programme.check_may_decide(actor, found.province)


def seat_of(actor: Actor, unit_id: int, *, on: date) -> int:
    """The place of today whose row a site at this unit is: the one commune it lies in now, else the actor's province.

    Raises MayNot, NotInReach where it lies outside the actor's places.
    """
    access.require_verb(actor, RECORD)
    now = [kin.unit for kin in places.successors(unit_id, on)]
    inside = [unit for unit in now if unit.id in actor.stat_unit_ids]
    if not inside:
        raise NotInReach("Nơi này ngoài địa bàn của bạn.", mend="Chọn một nơi trong địa bàn của đơn vị mình.")
    seat = inside[0].id if len(now) == 1 else actor.unit_id or 0
    check_may_record(actor, seat)
    return seat


def province_to_draw(actor: Actor) -> int:
    """The province whose boundaries the actor uploads: his own. Raises MayNot."""
    access.require_verb(actor, DRAW)
    if actor.unit_id is None or actor.unit_id not in actor.stat_unit_ids or places.unit_row(actor.unit_id).level != "PROVINCE":
        raise MayNot("Chỉ cơ quan cấp tỉnh tải ranh giới của tỉnh mình.", mend="Gửi tệp cho cán bộ đầu mối tỉnh.")
    return actor.unit_id


def provinces_of(actor: Actor) -> frozenset[int]:
    """The province of the actor's own place; nothing for an account without one."""
    above = places.ancestors(actor.unit_id) if actor.unit_id is not None else []
    return frozenset(one.id for one in above if one.level == "PROVINCE")


def guide_to_replace(actor: Actor, guide_id: UUID | None) -> tuple[int, Guide | None]:
    """The province whose guides the actor publishes, and the newest version of the one to be replaced. Raises MayNot, NotInReach."""
    access.require_verb(actor, DECIDE)
    if actor.unit_id is None or actor.body_id is None or actor.unit_id not in actor.stat_unit_ids:
        raise MayNot("Chỉ cơ quan đầu mối của tỉnh ban hành tài liệu.", mend="Gửi tài liệu cho cơ quan đầu mối.")
    if guide_id is None:
        return actor.unit_id, None
    named = Guide.objects.filter(pk=guide_id, unit_id=actor.unit_id).first()
    if named is None:
        raise NotInReach("Không tìm thấy tài liệu này.", mend="Chọn lại trong danh sách.")
    return actor.unit_id, Guide.objects.filter(unit_id=actor.unit_id, code=named.code).order_by("version").last()
