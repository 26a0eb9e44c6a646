"""Who sees names and who writes them: the body itself, the body above it, who oversees the place. Everybody else has counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from donghanh.base.places.models import Body
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.programme.registers import access as registers
from donghanh.programme.staffing.models import Holding, Member, Position, Qualification, Scheme

R = TypeVar("R")
READ, RECORD, OVERSEE, APPRAISE, APPROVE = "staff.read", "staff.record", "staff.oversee", "staff.appraise", "staff.approve"


def reach(actor: Actor, *, own: frozenset[int] | None = None, of: str = "") -> Q:
    """Rows of bodies within reach; of: the way to the row that names body and unit ("position__"). Raises MayNot."""
    access.require_verb(actor, READ)
    bodies = sorted(registers.own_bodies(actor) if own is None else own)
    found = Q(**{f"{of}body_id__in": bodies})
    if OVERSEE in actor.may:
        found |= Q(**{f"{of}unit_id__in": actor.stat_unit_ids}) | Q(**{f"{of}body__parent_id__in": bodies})
    return found


def bodies(actor: Actor) -> QuerySet[Body]:
    """Bodies whose people the actor sees by name. Raises MayNot."""
    own = sorted(registers.own_bodies(actor))
    access.require_verb(actor, READ)
    found = Q(pk__in=own)
    if OVERSEE in actor.may:
        found |= Q(unit_id__in=actor.stat_unit_ids) | Q(parent_id__in=own)
    return Body.objects.filter(found).select_related("unit")


def body(actor: Actor, body_id: int, *, verb: str = READ) -> Body:
    """One body within reach. Raises MayNot, NotInReach."""
    access.require_verb(actor, verb)
    return _found(bodies(actor).filter(pk=body_id).first())


def gone(ids: Iterable[int], *, on: date) -> list[int]:
    """Of these bodies, those that stand no more on this day; public. One statement."""
    return list(Body.objects.filter(pk__in=list(ids), ends_before__lte=on).values_list("pk", flat=True))


def position(actor: Actor, position_id: UUID, *, verb: str = READ) -> Position:
    """One post within reach. Raises MayNot, NotInReach."""
    access.require_verb(actor, verb)
    return _found(Position.objects.filter(reach(actor), pk=position_id).select_related("body", "unit").first())


def holding(actor: Actor, holding_id: UUID, *, verb: str = READ) -> Holding:
    """One holding within reach. Raises MayNot, NotInReach."""
    access.require_verb(actor, verb)
    rows = Holding.objects.filter(reach(actor), pk=holding_id)
    return _found(rows.select_related("member__user", "position", "body", "unit", "end").first())


def members(actor: Actor) -> QuerySet[Member]:
    """Members whom a body within reach wrote down, or who hold or held a post there. Raises MayNot."""
    own = registers.own_bodies(actor)
    held = Exists(Holding.objects.filter(reach(actor, own=own), member_id=OuterRef("pk")))
    return Member.objects.filter(reach(actor, own=own) | held).select_related("user")


def member(actor: Actor, member_id: UUID, *, verb: str = READ) -> Member:
    """One member within reach. Raises MayNot, NotInReach."""
    access.require_verb(actor, verb)
    return _found(members(actor).filter(pk=member_id).first())


def qualification(actor: Actor, qualification_id: UUID) -> Qualification:
    """A paper of a member within reach, to end it. Raises MayNot, NotInReach."""
    access.require_verb(actor, RECORD)
    own = Qualification.objects.filter(pk=qualification_id, member__in=members(actor).values("pk"))
    return _found(own.select_related("end").first())


def schemes(actor: Actor) -> QuerySet[Scheme]:
    """Schemes of bodies within reach, and those sent to the actor's body. Raises MayNot."""
    own = registers.own_bodies(actor)
    found = Scheme.objects.filter(reach(actor, own=own) | Q(bodies__overlap=sorted(own)))
    return found.select_related("body", "unit", "appraiser").prefetch_related("steps")


def scheme(actor: Actor, scheme_id: UUID) -> Scheme:
    """One scheme. Raises MayNot, NotInReach."""
    return _found(schemes(actor).filter(pk=scheme_id).first())


def check_may_appraise(actor: Actor, one: Scheme) -> None:
    """The body it was sent to. Raises MayNot."""
    access.require_verb(actor, APPRAISE)
    if one.appraiser_id not in registers.own_bodies(actor):
        raise MayNot("Đề án này gửi cơ quan khác thẩm định.", mend="Chờ cơ quan đó thẩm định.")


def check_may_approve(actor: Actor, one: Scheme) -> None:
    """Who approves at the places he answers for. Raises MayNot."""
    access.require_verb(actor, APPROVE)
    if one.unit_id not in actor.stat_unit_ids:
        raise MayNot("Đề án này thuộc địa bàn khác.", mend="Nhờ cơ quan của tỉnh đó.")


def _found(row: R | None) -> R:
    access.note()
    if row is None:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ danh sách nhân sự.")
    return row
