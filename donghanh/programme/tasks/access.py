"""Who reads, does, gives and oversees tasks. A unit is a body; former bodies that it follows count as its own."""

from __future__ import annotations

from collections.abc import Iterable

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach

DO, GIVE, OVERSEE = "task.do", "task.give", "task.oversee"


def check_may_read(actor: Actor) -> None:
    """Everybody with a task desk. Raises MayNot."""
    access.require_verb(actor, DO)


def check_may_give(actor: Actor) -> None:
    """The head of a commune's committee and the lead agency of the province. Raises MayNot."""
    access.require_verb(actor, GIVE)


def check_may_oversee(actor: Actor) -> None:
    """The lead agency. Raises MayNot."""
    access.require_verb(actor, OVERSEE)


def own_bodies(actor: Actor) -> frozenset[int]:
    """The actor's body and those it follows. One statement."""
    return frozenset(places.bodies_followed(actor.body_id)) if actor.body_id else frozenset()


def found(row: object | None) -> None:
    """Raises NotInReach for what is not there, or not the actor's: the row wall makes them one."""
    access.note()
    if row is None:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ trang Nhiệm vụ.")


def check_is_of(actor: Actor, body_id: int, *, what: str) -> None:
    """The act is for this body alone, or one that follows it. Raises MayNot saying whose it is."""
    access.note()
    if body_id not in own_bodies(actor):
        raise MayNot(f"Việc này là của {what}.", mend="Chuyển cho đơn vị đó làm.")


def check_receivers(actor: Actor, wanted: Iterable[int], allowed: Iterable[int]) -> None:
    """Only bodies with a desk within the giver's place are given anything. Raises NotInReach."""
    access.note()
    if not set(wanted) <= set(allowed):
        raise NotInReach("Không tìm thấy đơn vị này.", mend="Chọn đơn vị trong danh sách.")
