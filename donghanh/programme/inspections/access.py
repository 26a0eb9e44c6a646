"""Who looks at inspections, plans them, inspects and answers. A unit is a body; former bodies that it follows count as its own."""

from __future__ import annotations

from collections.abc import Iterable

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach

READ, PLAN = "inspection.read", "inspection.plan"


def check_may_read(actor: Actor) -> None:
    """Everybody at a desk that may be inspected, or inspects. Raises MayNot."""
    access.require_verb(actor, READ)


def check_may_plan(actor: Actor) -> None:
    """The lead agency of the province. Raises MayNot."""
    access.require_verb(actor, PLAN)


def own_bodies(actor: Actor) -> frozenset[int]:
    """The actor's body and those it follows. One statement."""
    return frozenset(places.bodies_followed(actor.body_id)) if actor.body_id else frozenset()


def found(row: object | None) -> None:
    """Raises NotInReach for what is not there, or not the actor's: the row wall makes them one."""
    access.note()
    if row is None:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ trang Kiểm tra.")


def check_is_of(actor: Actor, body_id: int, *, what: str) -> None:
    """The act is for this body alone, or one that follows it. Raises MayNot saying whose it is."""
    access.note()
    if body_id not in own_bodies(actor):
        raise MayNot(f"Việc này là của {what}.", mend="Chuyển cho đơn vị đó làm.")


def check_is_in_team(actor: Actor, members: Iterable[int]) -> None:
    """Raises MayNot for whoever is not in the team of today."""
    access.note()
    if actor.user_id not in set(members):
        raise MayNot("Chỉ thành viên đoàn kiểm tra làm việc này.", mend="Nhờ trưởng đoàn, hoặc cơ quan đầu mối bổ sung bạn vào đoàn.")


def check_leads(actor: Actor, leader: int | None) -> None:
    """Raises MayNot for everybody but the team's leader."""
    access.note()
    if actor.user_id is None or actor.user_id != leader:
        raise MayNot("Chỉ trưởng đoàn kiểm tra làm việc này.", mend="Chuyển cho trưởng đoàn.")


def check_receives(wanted: int, allowed: Iterable[int]) -> None:
    """Only bodies of the planner's province are inspected. Raises NotInReach."""
    access.note()
    if wanted not in set(allowed):
        raise NotInReach("Không tìm thấy đơn vị này.", mend="Chọn đơn vị trong danh sách.")
