"""One delivery of a signed decision. Not an action: both roads call it inside their own recording."""

from __future__ import annotations

from datetime import datetime

from donghanh.decisions.models import Decision, Service
from donghanh.decisions.rules import CannotDecide
from donghanh.decisions.terms import DraftState, ServiceWay
from donghanh.kernel.actor import Actor


def check(decision: Decision, recipient: str, served_at: datetime, at: datetime) -> None:
    """Raises CannotDecide where nothing can be handed over, nobody is named, or the moment cannot be."""
    if decision.state != DraftState.SIGNED or decision.signed_at is None:
        raise CannotDecide("Chỉ giao được quyết định đã ký.", mend="Trình ký trước.")
    if decision.withdrawn_by.filter(state=DraftState.SIGNED).exists():
        raise CannotDecide("Quyết định này đã bị thu hồi.", mend="Giao quyết định thu hồi thay cho nó.")
    if not recipient.strip():
        raise CannotDecide("Chưa ghi người nhận.", mend="Ghi họ tên hoặc tên cơ quan nhận.", field="recipient")
    if served_at > at or served_at < decision.signed_at.replace(second=0, microsecond=0):
        raise CannotDecide("Thời điểm giao phải sau khi ký và không ở tương lai.", mend="Kiểm tra lại ngày giờ giao.", field="served_on")


def kept(decision: Decision, actor: Actor, at: datetime, *, recipient: str, is_person: bool, way: ServiceWay, served_at: datetime) -> Service:
    """The delivery as it is stored, at the place of the file."""
    return Service.objects.create(
        decision=decision,
        unit_id=decision.unit_id,
        recipient=recipient.strip()[:160],
        is_person=is_person,
        way=way,
        served_at=served_at,
        recorded_by=actor.user_id or 0,
        recorded_at=at,
    )
