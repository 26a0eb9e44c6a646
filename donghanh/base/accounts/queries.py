"""Reading of accounts: from a signed-in user and post to the actor that everything else asks for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from donghanh.base.accounts.models import Post
from donghanh.base.accounts.roles import ROLES
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor


def posts_of(user_id: int, *, on: date) -> list[Post]:
    """Posts the user holds on this day, oldest first."""
    return list(Post.objects.filter(user_id=user_id, starts_on__lte=on, ends_before__gt=on).select_related("body__unit").order_by("id"))


def actor_of(post: Post, *, user_name: str, on: date, request_id: UUID | None = None, stepped_up: bool = False) -> Actor:
    """The actor this post makes on this day: role, office, body, and the places it reaches."""
    role = ROLES[post.role]
    below = frozenset(places.units_below(post.body.unit_id, on=on)) if role.territory in ("COMMUNE", "PROVINCE") else frozenset()
    rows = below if role.territory == "COMMUNE" else frozenset()
    return Actor(
        user_id=post.user_id, name=user_name, role=role.code, role_title=role.title, body_id=post.body_id, body_name=post.body.name,
        office=post.office, unit_id=post.body.unit_id, unit_ids=rows, stat_unit_ids=below, grants=role.grants, may=role.may,
        request_id=request_id, stepped_up=stepped_up,
    )
