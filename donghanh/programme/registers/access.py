"""Where an official stands towards a register."""

from __future__ import annotations

from django.db.models import Q

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach


def own_bodies(actor: Actor) -> frozenset[int]:
    """The actor's body and those it follows. One statement."""
    return frozenset(places.bodies_followed(actor.body_id)) if actor.body_id else frozenset()


def seen(actor: Actor, *, read: str, over: str, own: frozenset[int] | None = None) -> Q:
    """Headers within reach: those that name the actor's bodies; with the verb `over`, all of the places he counts. Raises MayNot without `read`."""
    access.require_verb(actor, read)
    mine = Q(bodies__overlap=sorted(own_bodies(actor) if own is None else own))
    return mine | Q(unit_id__in=actor.stat_unit_ids) if over in actor.may else mine


def found(row: object | None) -> None:
    """Raises NotInReach for what is not there, or not the actor's."""
    access.note()
    if row is None:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ danh sách.")


def seat(actor: Actor, verb: str) -> tuple[int, int]:
    """Place and body for which the actor writes. Raises MayNot."""
    access.require_verb(actor, verb)
    if actor.unit_id is None or actor.body_id is None:
        raise NotInReach("Tài khoản chưa gắn với cơ quan nào.", mend="Nhờ quản trị kiểm tra vai trò.")
    return actor.unit_id, actor.body_id


def check_is_keeper(actor: Actor, body_id: int, *, verb: str) -> None:
    """Only the body that keeps a row goes on with it. Raises MayNot."""
    access.require_verb(actor, verb)
    if body_id not in own_bodies(actor):
        raise MayNot("Mục này do cơ quan khác giữ.", mend="Nhờ cơ quan đó ghi tiếp.")


def check_among(wanted: set[int], allowed: set[int], *, field_of: str = "đơn vị") -> None:
    """Only what a form offered is taken. Raises NotInReach."""
    access.note()
    if not wanted <= allowed:
        raise NotInReach(f"Không tìm thấy {field_of} này.", mend="Chọn trong danh sách.")
