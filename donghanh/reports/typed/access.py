"""Who types figures: for one's own place alone; who reads them: whoever counts the place."""

from __future__ import annotations

from django.db.models import QuerySet

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.reports.typed.models import TypedFigure

TYPE = "figure.type"


def check_may_type(actor: Actor, place_id: int) -> None:
    """Raises MayNot without the right, NotInReach for another place than the actor's own."""
    access.require_verb(actor, TYPE)
    if place_id != actor.unit_id:
        raise NotInReach("Chỉ nhập số của địa bàn mình.", mend="Đề nghị đơn vị của địa bàn đó nhập.")


def may_type(actor: Actor) -> bool:
    """Whether to offer the page: the bool twin of the check, for one's own place."""
    return access.holds(check_may_type, actor, actor.unit_id or 0)


def readable(actor: Actor) -> QuerySet[TypedFigure]:
    """Figures of the places the actor counts. Raises MayNot for a role that reads no numbers."""
    access.require_verb(actor, "numbers.read")
    return TypedFigure.objects.filter(place_id__in=actor.stat_unit_ids)
