"""Who files, receives, arranges and confers. A unit is a body; former bodies that it follows count as its own."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.base.places.queries import UnitRow
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.reports import access as reports

ARRANGE, CALL, CONFER = "plan.decide", "task.oversee", "task.give"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an official sits. province: the unit of that level his place is, or lies in. bodies: his own and those it follows."""

    body_id: int
    body: str
    kind: str
    unit_id: int
    province: UnitRow
    bodies: frozenset[int]


def seat(actor: Actor) -> Seat:
    """The desk an official sits at. Raises MayNot without the right to reports, NotInReach without a body in a province."""
    reports.check_may_open_reports(actor)
    body = Body.objects.filter(pk=actor.body_id).first() if actor.body_id else None
    above = places.ancestors(body.unit_id) if body else []
    province = next((one for one in above if one.level == "PROVINCE"), None)
    if body is None or province is None:
        raise NotInReach("Tài khoản này không gửi báo cáo nào.", mend="Nhờ quản trị gắn tài khoản với cơ quan của bạn.")
    return Seat(body.pk, body.name, body.kind, body.unit_id, province, frozenset(places.bodies_followed(body.pk)))


def found(row: object | None) -> None:
    """Raises NotInReach for what is not there, or not the actor's: the row wall makes them one."""
    access.note()
    if row is None:
        raise NotInReach("Không tìm thấy báo cáo này.", mend="Mở lại từ trang Báo cáo.")


def check_is_own(here: Seat, body_id: int | None, *, what: str) -> None:
    """The act is for this body alone, or one that follows it. Raises MayNot."""
    access.note()
    if body_id not in here.bodies:
        raise MayNot(f"Việc này là của {what}.", mend="Chuyển cho cơ quan đó làm.")


def check_may_arrange(actor: Actor, here: Seat, province: str) -> None:
    """The lead agency decides about a plan of its own province (code). Raises MayNot."""
    access.require_verb(actor, ARRANGE)
    if here.province.code != province or here.unit_id != here.province.id:
        raise MayNot("Kế hoạch này của tỉnh khác.", mend="Chỉ cán bộ đầu mối của tỉnh ban hành kế hoạch quyết định.")


def check_may_call(actor: Actor) -> None:
    """The lead agency asks for a report beside the plan's rhythm. Raises MayNot."""
    access.require_verb(actor, CALL)


def check_may_file(actor: Actor) -> None:
    """Who builds reports writes, sends and answers them; the head of the body reads them. Raises MayNot."""
    reports.check_may_build(actor)


def may_file(actor: Actor) -> bool:
    """Whether to offer writing and answering: the bool twin of the check."""
    return access.holds(check_may_file, actor)


def check_may_confer(actor: Actor) -> None:
    """Who reports and may give tasks keeps conferences. Raises MayNot."""
    reports.check_may_build(actor)
    access.require_verb(actor, CONFER)
