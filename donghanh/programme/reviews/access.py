"""Who reads reviews: who counts the place. Who writes them: the lead agency, of its own place."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.reviews.models import Own

READ, WRITE = "numbers.read", "inspection.plan"
Row = TypeVar("Row", bound=Own)


def check_may_read(actor: Actor) -> None:
    """Raises MayNot."""
    access.require_verb(actor, READ)


def visible(actor: Actor, model: type[Row]) -> QuerySet[Row]:
    """Lines about the places the actor counts. Raises MayNot."""
    check_may_read(actor)
    return model._default_manager.filter(unit_id__in=actor.stat_unit_ids)


def one(actor: Actor, model: type[Row], key: UUID) -> Row:
    """One line within reach. Raises MayNot, NotInReach."""
    found = visible(actor, model).filter(pk=key).first()
    if found is None:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ danh sách.")
    return found


def seat(actor: Actor) -> dict[str, int]:
    """Columns of models.Own: the actor's place and body. Raises MayNot, and NotInReach for an account without a body."""
    access.require_verb(actor, WRITE)
    if actor.unit_id is None or actor.body_id is None:
        raise NotInReach("Tài khoản chưa gắn với cơ quan nào.", mend="Nhờ quản trị kiểm tra vai trò.")
    return {"unit_id": actor.unit_id, "body_id": actor.body_id}


def own(actor: Actor, key: UUID, *among: type[Row]) -> Row:
    """A line about the writer's own place, in one of these tables. Raises MayNot, NotInReach."""
    place = seat(actor)["unit_id"]
    for model in among:
        if found := visible(actor, model).filter(pk=key, unit_id=place).first():
            return found
    raise NotInReach("Không tìm thấy dòng này.", mend="Tải lại trang.")


def former_district(actor: Actor, unit_id: int, *, on: date) -> int:
    """A former district of which communes of the writer's province came. Raises MayNot, NotInReach."""
    seat(actor)
    unit = places.unit_row(unit_id)
    if unit.level != "DISTRICT" or not any(kin.unit.id in actor.stat_unit_ids for kin in places.successors(unit_id, on)):
        raise NotInReach("Không có địa bàn cấp huyện cũ này.", mend="Chọn trong danh sách.")
    return unit.id
