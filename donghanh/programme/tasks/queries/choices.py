"""What can be chosen in forms: receiving units, plans with their clauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.models import Clause, Plan
from donghanh.programme.tasks import access
from donghanh.programme.tasks.terms import DESKS, LEAD_AGENCY


@dataclass(frozen=True, slots=True)
class Receiver:
    """A body with a desk. level: of its place."""

    id: int
    kind: str
    name: str
    level: str


def receivers(actor: Actor, *, on: date) -> list[Receiver]:
    """Bodies with a desk within the places the actor counts, the province's first. One statement."""
    access.check_may_read(actor)
    stands = Q(ends_before=None) | Q(ends_before__gt=on)
    found = Body.objects.filter(stands, unit_id__in=actor.stat_unit_ids, kind__in=DESKS, starts_on__lte=on).select_related("unit")
    made = [Receiver(one.pk, one.kind, one.name, one.unit.level) for one in found.order_by("unit__folded", "kind", "id")]
    return sorted(made, key=lambda one: one.level == "COMMUNE")


def handlers(actor: Actor, *, on: date) -> list[Receiver]:
    """Whom a unit may ask in a difficulty: the lead agency of the day first, then the province's other bodies with a desk; never itself."""
    access.check_may_read(actor)
    serving = [body for body in places.bodies_at(actor.unit_id or 0, on) if body.kind in DESKS and body.id != actor.body_id]
    lead = _lead_agency(actor, on)
    made = [Receiver(one.id, one.kind, one.name, "PROVINCE" if one.kind.startswith("provincial") else "COMMUNE") for one in serving]
    return sorted(made, key=lambda one: (one.id != lead, one.level == "COMMUNE", one.name))


def _lead_agency(actor: Actor, on: date) -> int | None:
    try:
        return places.holder(LEAD_AGENCY, actor.unit_id or 0, on).body_id
    except Cannot:
        return None


def plans() -> list[tuple[str, str]]:
    """(id, number or day) of every plan; public papers."""
    found = Plan.objects.order_by("-issued_on", "id").values_list("id", "number", "issued_on")
    return [(plan_id, number or f"ngày {day:%d/%m/%Y}") for plan_id, number, day in found]


def check_clause(plan_id: str, code: str) -> None:
    """Both empty, a plan alone, or a clause that the plan has. Raises BadInput."""
    if code and not plan_id:
        raise BadInput("Đã ghi khoản mà chưa chọn kế hoạch.", mend="Chọn kế hoạch có khoản này.", field="plan")
    if plan_id and not Plan.objects.filter(pk=plan_id).exists():
        raise BadInput("Không có kế hoạch này.", mend="Chọn trong danh sách.", field="plan")
    if code and not Clause.objects.filter(plan_id=plan_id, code=code).exists():
        raise BadInput(f"Kế hoạch không có khoản “{code[:40]}”.", mend="Mở trang kế hoạch để xem mã khoản, ví dụ III.2.", field="clause")
