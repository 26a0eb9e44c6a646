"""What can be chosen in forms: units to inspect, criteria, officials with their training, whose task a remedy is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from donghanh.base.accounts import queries as accounts
from donghanh.base.accounts.models import Post
from donghanh.base.accounts.roles import ROLES
from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.programme.inspections import access
from donghanh.programme.inspections.models import Criteria, Inspection, Item, Training
from donghanh.programme.inspections.terms import DESKS, Subject
from donghanh.programme.models import Function

INSPECTORS = frozenset(code for code, role in ROLES.items() if access.READ in role.may)


@dataclass(frozen=True, slots=True)
class Target:
    """A body that can be inspected. level: of its place."""

    id: int
    kind: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A certificate of an official."""

    id: UUID
    user_id: int
    name: str
    course: str
    certificate: str
    issuer: str
    issued_on: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Official:
    """One who can be put into a team, with his newest certificate. bodies: every body in which he holds a post that day."""

    user_id: int
    name: str
    body_id: int
    body: str
    bodies: frozenset[int]
    training: TrainingRow | None


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """A version of a set of criteria. used: by how many inspections; is_newest: of its set."""

    id: UUID
    code: str
    version: int
    subject: Subject
    name: str
    source: str
    starts_on: date
    items: tuple[Item, ...]
    used: int
    is_newest: bool

    @property
    def title(self) -> str:
        return f"{self.name}, bản {self.version}"


def targets(actor: Actor, *, on: date) -> list[Target]:
    """Bodies of the planner's province that can be inspected, the province's first. One statement. Raises MayNot."""
    access.check_may_plan(actor)
    stands = Q(ends_before=None) | Q(ends_before__gt=on)
    found = Body.objects.filter(stands, unit_id__in=actor.stat_unit_ids, kind__in=DESKS, starts_on__lte=on).select_related("unit")
    made = [Target(one.pk, one.kind, one.name, one.unit.level) for one in found.order_by("kind", "unit__folded", "id")]
    return sorted(made, key=lambda one: one.level == "COMMUNE")


def trainings(actor: Actor) -> list[TrainingRow]:
    """Certificates that the reader may know of, the newest first. Raises MayNot."""
    access.check_may_read(actor)
    found = list(Training.objects.order_by("-issued_on", "-made_at")[:500])
    names = accounts.names_of({one.user_id for one in found})
    return [
        TrainingRow(one.pk, one.user_id, names.get(one.user_id, ""), one.course, one.certificate, one.issuer, one.issued_on, one.valid_until)
        for one in found
    ]


def officials(actor: Actor, *, on: date) -> list[Official]:
    """Officials of the province's own bodies, and everybody whose training is recorded; the trained first. Raises MayNot."""
    access.check_may_plan(actor)
    by_user: dict[int, TrainingRow] = {}
    for one in trainings(actor):
        by_user.setdefault(one.user_id, one)
    held = Post.objects.filter(starts_on__lte=on, ends_before__gt=on, user__is_active=True, role__in=INSPECTORS)
    held = held.exclude(Q(granted_by__isnull=False, approved_by__isnull=True))
    held = held.filter(Q(body__unit_id=actor.unit_id) | Q(user_id__in=by_user, body__unit_id__in=actor.stat_unit_ids))
    posts: dict[int, list[Post]] = {}
    for post in held.select_related("body", "user").order_by("id"):
        posts.setdefault(post.user_id, []).append(post)
    made = [
        Official(user, own[0].user.full_name, own[0].body_id, own[0].body.name, frozenset(one.body_id for one in own), by_user.get(user))
        for user, own in posts.items()
    ]
    return sorted(made, key=lambda one: (one.training is None, one.name))


def criteria(actor: Actor, *, only: UUID | None = None) -> list[CriteriaRow]:
    """Sets of criteria of the province with all their versions, the newest first. Raises MayNot; NotInReach for an `only` that is not there."""
    access.check_may_read(actor)
    above = [unit.id for unit in places.ancestors(actor.unit_id or 0)]
    found = list(Criteria.objects.filter(unit_id__in=above).prefetch_related("items").order_by("name", "code", "-version"))
    used: dict[UUID, int] = {}
    for (criteria_id,) in Inspection.objects.values_list("criteria_id"):
        used[criteria_id] = used.get(criteria_id, 0) + 1
    newest: dict[str, int] = {}
    for one in found:
        newest.setdefault(one.code, one.version)
    made = [
        CriteriaRow(
            one.pk, one.code, one.version, Subject(one.subject), one.name, one.source, one.starts_on,
            tuple(sorted(one.items.all(), key=lambda item: item.position)), used.get(one.pk, 0), newest[one.code] == one.version,
        )
        for one in found
        if only is None or one.pk == only
    ]  # fmt: skip
    if only:
        access.found(made or None)
    return made


def responsibles(unit_id: int, *, on: date) -> list[tuple[str, str, int]]:
    """(function, words, body) for the functions of the law that somebody here holds at this place on this day."""
    try:
        held = {row.function: holder for row, holder in places.holders_at(unit_id, on) if holder and holder.body_kind in DESKS}
    except Cannot:
        return []  # the unit was divided or put together: the inspected body itself answers
    wanted = [one for one in Function.objects.exclude(law="").order_by("title") if one.law in held]
    return [(one.code, f"{one.title}: {held[one.law].body_name}", held[one.law].body_id) for one in wanted]
