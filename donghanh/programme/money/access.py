"""Who sees which money and who writes what: a body its own, the lead agency and the finance department their province."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.people import queries as people
from donghanh.people.queries import PersonReference
from donghanh.programme.money.models.shared import Owned

M = TypeVar("M", bound=Owned)
READ, RECORD, SUBMIT, REVIEW, APPRAISE, CATALOGUE, SUPPORT = (
    f"money.{verb}" for verb in ("read", "record", "submit", "review", "appraise", "catalogue", "support")
)


def require_reader(actor: Actor) -> None:
    """One who reads money at all. Raises MayNot."""
    access.require_verb(actor, READ)


def is_over(actor: Actor) -> bool:
    """True for those who look over a province: the lead agency, the finance department."""
    return bool({REVIEW, APPRAISE} & actor.may)


def reach(actor: Actor) -> Q:
    """Rows of the actor's own body and places; for those over a province, of all its bodies."""
    own = Q(unit_id__in=actor.unit_ids) | Q(body_id=actor.body_id)
    return own | Q(unit_id__in=actor.stat_unit_ids) if is_over(actor) else own


def visible(actor: Actor, model: type[M]) -> QuerySet[M]:
    """Where every reading of an owned table begins. Raises MayNot."""
    require_reader(actor)
    return model._default_manager.filter(reach(actor))


def to_read(actor: Actor, model: type[M], pk: UUID) -> M:
    """One row of an owned table. Raises MayNot, NotInReach."""
    found = visible(actor, model).filter(pk=pk).first()
    if found is None:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ danh sách.")
    return found


def to_record(actor: Actor, model: type[M], pk: UUID, *, verb: str = RECORD) -> M:
    """One row of the actor's own body or place, to go on with. Raises MayNot, NotInReach."""
    found = to_read(actor, model, pk)
    check_own(actor, unit_id=found.unit_id, body_id=found.body_id, verb=verb)
    return found


def to_answer(actor: Actor, model: type[M], pk: UUID, *, verb: str = APPRAISE) -> M:
    """One row of a body of the province, for those who look over it. Raises MayNot, NotInReach."""
    found = to_read(actor, model, pk)
    check_over(actor, unit_id=found.unit_id, verb=verb)
    return found


def check_own(actor: Actor, *, unit_id: int, body_id: int, verb: str = RECORD) -> None:
    """Writing for one's own body. Raises MayNot without the verb, NotInReach elsewhere."""
    access.require_verb(actor, verb)
    if unit_id not in actor.unit_ids and body_id != actor.body_id:
        raise NotInReach("Không tìm thấy mục này.", mend="Mở lại từ danh sách.")


def check_over(actor: Actor, *, unit_id: int, verb: str = APPRAISE) -> None:
    """Writing for a place of one's province. Raises MayNot without the verb, NotInReach elsewhere."""
    access.require_verb(actor, verb)
    if unit_id not in actor.stat_unit_ids:
        raise NotInReach("Không tìm thấy địa bàn này.", mend="Chọn một đơn vị của tỉnh mình.")


def own_seat(actor: Actor, *, verb: str = RECORD) -> tuple[int, int]:
    """Place and body for which the actor writes. Raises MayNot."""
    access.require_verb(actor, verb)
    if actor.unit_id is None or actor.body_id is None:
        raise NotInReach("Tài khoản chưa gắn với cơ quan nào.", mend="Nhờ quản trị kiểm tra vai trò.")
    return actor.unit_id, actor.body_id


def require_payer(actor: Actor) -> None:
    """One who pays support and reads the files it rests on. Raises MayNot."""
    access.require_verb(actor, SUPPORT)
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)
    access.require_read(actor, DataClass.SUPPORT)


def person_to_support(actor: Actor, person_id: UUID, *, writes: bool = False) -> PersonReference:
    """The person, for those who read his file and pay support. Raises NotInReach outside the scope, MayNot without the right."""
    access.require_verb(actor, SUPPORT)
    access.require_verb(actor, "case.read")
    person = people.reference(actor, person_id)
    access.require_read(actor, DataClass.LEGAL)
    access.require_read(actor, DataClass.SUPPORT)
    if writes:
        access.require_write(actor, DataClass.SUPPORT)
    return person
