"""What the forms of staffing offer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from donghanh.base.accounts import queries as accounts
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.programme.registers import queries as choices
from donghanh.programme.staffing import access
from donghanh.programme.staffing.models import Member, Position
from donghanh.programme.staffing.queries.posts import name_of


def appraisers(actor: Actor, *, on: date) -> list[choices.Place]:
    """Offices of the province that may be asked to appraise a scheme."""
    found = Body.objects.filter(unit_id=choices.province_of(actor), kind__startswith="provincial", starts_on__lte=on)
    stands = found.filter(Q(ends_before=None) | Q(ends_before__gt=on)).order_by("kind", "pk")
    return [choices.Place(one.pk, one.name) for one in stands]


def logins(actor: Actor, body_id: int, *, on: date) -> dict[int, str]:
    """Officials with a login at this body who are in no list of staff yet. Raises MayNot, NotInReach."""
    access.body(actor, body_id)
    served = accounts.serving(body_id, on=on)
    known = set(Member.objects.filter(user_id__in=served).values_list("user_id", flat=True))
    return {key: name for key, name in served.items() if key not in known}


def known_members(actor: Actor, body_id: int) -> list[tuple[UUID, str]]:
    """Members that this body wrote down or that hold or held a post there, by name. Raises MayNot, NotInReach."""
    body = access.body(actor, body_id)
    found = Member.objects.filter(Q(body=body) | Q(holdings__body=body)).select_related("user").distinct()
    return sorted(((one.pk, name_of(one)) for one in found), key=lambda pair: (pair[1], str(pair[0])))


def positions_to_move_to(actor: Actor, *, beside: UUID) -> list[tuple[UUID, str]]:
    """Posts within reach but this one, by place and body. Raises MayNot."""
    found = Position.objects.filter(access.reach(actor)).exclude(pk=beside).select_related("body", "unit")
    return [(one.pk, f"{one.title}, {one.body.name}") for one in found.order_by("unit__folded", "body_id", "folded")]
