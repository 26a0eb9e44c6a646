"""Who reads plans, who loads them, and who decides how a print is to be read."""

from __future__ import annotations

from donghanh.base.places import queries as places
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.programme.models import Discrepancy


def check_may_read(actor: Actor) -> None:
    """Plans are public papers: read by who reads numbers, and by offices that only have work in them. Raises MayNot."""
    access.require_verb(actor, "numbers.read" if "numbers.read" in actor.may else "plan.read")


def check_may_load(actor: Actor) -> None:
    """Loading is for the command line alone: no role of an official holds this right. Raises MayNot."""
    access.require_verb(actor, "plan.load")


def check_may_decide(actor: Actor, province: str) -> int:
    """The lead of the province whose plan it is; answers that province's unit. Raises MayNot for anybody else."""
    access.require_verb(actor, "plan.decide")
    unit = places.unit_row(actor.unit_id) if actor.unit_id else None
    if unit is None or unit.level != "PROVINCE" or unit.code != province:
        raise MayNot("Kế hoạch này của tỉnh khác.", mend="Chỉ cán bộ đầu mối của tỉnh ban hành kế hoạch quyết định cách đọc.")
    return unit.id


def check_may_import(actor: Actor) -> tuple[int, str]:
    """The lead of a province that stands; answers the province's unit and code. Raises MayNot for anybody else."""
    access.require_verb(actor, "plan.import")
    unit = places.unit_row(actor.unit_id) if actor.unit_id else None
    if unit is None or unit.level != "PROVINCE":
        raise MayNot("Chỉ cấp tỉnh nhập kế hoạch.", mend="Gửi tệp cho cán bộ đầu mối của tỉnh.")
    return unit.id, unit.code


def check_is_own(code: str, province: str) -> None:
    """Raises MayNot where the plan is of another province than the actor's, whose code is `code`."""
    if province != code:
        why = f"Kế hoạch ghi mã tỉnh “{province}”, tỉnh của bạn có mã “{code}”."
        raise MayNot(why, mend="Sửa mã tỉnh trong tệp, hoặc chuyển tệp cho tỉnh đó.")


def discrepancy_to_decide(actor: Actor, plan_id: str, code: str) -> tuple[Discrepancy, int]:
    """The question and the province that decides it. Raises NotInReach where the plan has no such question, MayNot as check_may_decide."""
    access.require_verb(actor, "plan.decide")
    found = Discrepancy.objects.select_related("plan").filter(plan_id=plan_id, code=code).first()
    if found is None:
        raise NotInReach("Không tìm thấy chỗ chưa khớp này.", mend="Mở lại từ trang kế hoạch.")
    return found, check_may_decide(actor, found.plan.province)
