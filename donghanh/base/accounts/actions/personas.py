"""Made-up officials of a trial run. The command that calls this refuses outside of trial runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh.base.accounts.models import Post, User
from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit import actions as audit
from donghanh.base.places.models import Body, Coverage
from donghanh.kernel import access as gate
from donghanh.kernel.actor import Actor

HALF_A_TERM = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Persona:
    """One made-up official. login: his account name; the post: a role at a body."""

    login: str
    full_name: str
    role: str
    office: str
    body_id: int


def make_personas(*, actor: Actor, at: datetime, on: date, people: Sequence[Persona], password: str) -> list[Post]:
    """Make or renew these officials, all with this password and each with one post around this day; safe to repeat.

    Those of a commune also held it for the year before: the stories of a trial reach that far back, and who decided then had his post then.
    """
    with audit.recording(actor=actor, verb="accounts.personas", at=at) as entry:
        gate.require_verb(actor, "accounts.personas")
        posts = []
        for one in people:
            user = _renewed(one, at, password)
            posts.append(_hold(user, one, starts_on=on - HALF_A_TERM, ends_before=on + HALF_A_TERM))
            if ROLES[one.role].territory == "COMMUNE":
                _hold(user, one, starts_on=on - 3 * HALF_A_TERM, ends_before=on - HALF_A_TERM)
        entry.changes = {"posts": [post.pk for post in posts]}
        return posts


def _renewed(one: Persona, at: datetime, password: str) -> User:
    """The account of this name; its hash is left alone while the password is the same, so that sessions live on."""
    user = User.objects.filter(username=one.login).first()
    if user is None:
        return User.objects.create_user(one.login, password, full_name=one.full_name, created_at=at)
    user.full_name, user.is_active = one.full_name, True
    user.save(update_fields=["full_name", "is_active"])
    if not user.check_password(password):
        user.set_password(password)
    return user


def _hold(user: User, one: Persona, *, starts_on: date, ends_before: date) -> Post:
    """The post of this term: the one that touches it is renewed."""
    same = Post.objects.filter(user=user, role=one.role, body_id=one.body_id, starts_on__lt=ends_before, ends_before__gt=starts_on)
    post = same.order_by("starts_on").last() or Post(user=user, role=one.role, body_id=one.body_id)
    post.office, post.starts_on, post.ends_before = one.office, starts_on, ends_before
    post.save()
    return post


def make_facility(*, actor: Actor, at: datetime, unit_id: int, name: str, short_name: str, since: date) -> int:
    """Id of the trial's treatment facility at this place, made when missing."""
    with audit.recording(actor=actor, verb="accounts.facility", at=at) as entry:
        gate.require_verb(actor, "accounts.personas")
        body, made = Body.objects.get_or_create(
            kind="facility", unit_id=unit_id, name=name, starts_on=since, defaults={"short_name": short_name, "ends_before": None}
        )
        entry.changes = {"body": body.pk, "made": made}
        return body.pk


def make_covering(*, actor: Actor, at: datetime, kind: str, name: str, unit_id: int, communes: Sequence[int], since: date, citation: str) -> int:
    """Id of the trial's court or procuracy for these communes, made when missing; a commune whose court a source names keeps that one."""
    with audit.recording(actor=actor, verb="accounts.court", at=at) as entry:
        gate.require_verb(actor, "accounts.personas")
        body, made = Body.objects.get_or_create(kind=kind, unit_id=unit_id, name=name, starts_on=since, defaults={"short_name": name[:60]})
        for commune in communes:
            if not Coverage.objects.filter(unit_id=commune, body__kind=kind, ends_before=None).exists():
                Coverage.objects.create(body=body, unit_id=commune, starts_on=since, citation=citation, confidence="M")
        entry.changes = {"body": body.pk, "made": made}
        return body.pk
