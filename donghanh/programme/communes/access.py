"""Who reads the lines of communes, who writes those of his own, who classes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.programme.communes.models import Committee, Line
from donghanh.programme.communes.terms import LineKind

READ, SAY, CLASS = "numbers.read", "report.build", "plan.decide"


def check_may_read(actor: Actor) -> None:
    """Raises MayNot."""
    access.require_verb(actor, READ)


def visible(actor: Actor) -> QuerySet[Line]:
    """Lines of the places the actor counts. Raises MayNot."""
    check_may_read(actor)
    return Line.objects.filter(unit_id__in=actor.stat_unit_ids)


def committees(actor: Actor) -> QuerySet[Committee]:
    """Steering committees of the places the actor counts. Raises MayNot."""
    check_may_read(actor)
    return Committee.objects.filter(unit_id__in=actor.stat_unit_ids)


def commune(actor: Actor, unit_id: int) -> UnitRow:
    """A commune of the actor's places. Raises MayNot, NotInReach."""
    check_may_read(actor)
    if unit_id not in actor.stat_unit_ids or (found := places.unit_row(unit_id)).level != "COMMUNE":
        raise NotInReach("Không có xã, phường này trong địa bàn của bạn.", mend="Mở lại từ danh sách xã, phường.")
    return found


def check_may_say(actor: Actor) -> int:
    """The commune that speaks: the actor's own. Raises MayNot without the right and for a post of no commune."""
    access.require_verb(actor, SAY)
    if actor.unit_id is None or places.unit_row(actor.unit_id).level != "COMMUNE":
        raise MayNot("Chỉ cán bộ của xã ghi điều xã tự nói.", mend="Đề nghị xã ghi.")
    return actor.unit_id


def check_may_class(actor: Actor, unit_id: int) -> None:
    """Raises MayNot for anybody but the lead agency, NotInReach outside its province."""
    access.require_verb(actor, CLASS)
    commune(actor, unit_id)


def activity_to_take_back(actor: Actor, line_id: UUID) -> Line:
    """An activity of the actor's own commune that stands. Raises MayNot, NotInReach."""
    own = check_may_say(actor)
    found = Line.objects.filter(pk=line_id, unit_id=own, kind=LineKind.ACTIVITY).first()
    if found is None or Line.objects.filter(undoes=found).exists():
        raise NotInReach("Không tìm thấy hoạt động này.", mend="Tải lại trang.")
    return found
