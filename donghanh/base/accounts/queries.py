"""Reading of accounts: from a signed-in user and post to the actor that everything else asks for; lists for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.contrib.auth.hashers import identify_hasher
from django.db import connection
from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from donghanh.base.accounts.models import PasswordReset, Post, SecondFactor, User
from donghanh.base.accounts.roles import ROLES
from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.base.privacy import vault
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach

PENDING = Q(granted_by__isnull=False, approved_by__isnull=True)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as administrators see it. pending: proposed, not yet approved by a second person."""

    id: int
    user_id: int
    user_name: str
    role: str
    role_title: str
    office: str
    body_name: str
    starts_on: date
    ends_before: date
    pending: bool
    proposed_by: int | None
    proposed_by_name: str


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official's account with his posts of a day; nothing about any file.

    removal_by: who asked to take his code generator off; reopening_by: to open his closed account.
    """

    id: int
    username: str
    full_name: str
    email: str
    is_active: bool
    reopening_by: int | None
    has_second_factor: bool
    removal_by: int | None
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class ResetRow:
    """A proposed new password that waits for a second administrator."""

    user_id: int
    user_name: str
    reason: str
    proposed_by: int
    proposed_by_name: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class OwnReset:
    """What an official is told of a reset of his own password."""

    at: datetime
    proposed_by_name: str
    approved_by_name: str


def posts_of(user_id: int, *, on: date) -> list[Post]:
    """Posts the user holds on this day, oldest first; a proposal that nobody approved gives none, nor does a body that is gone."""
    stands = Q(body__ends_before=None) | Q(body__ends_before__gt=on)
    held = Post.objects.filter(stands, user_id=user_id, starts_on__lte=on, ends_before__gt=on).exclude(PENDING)
    return list(held.select_related("body__unit").order_by("id"))


_USER = [field.attname for field in User._meta.concrete_fields]
_KNOWN = len(_USER) + 1  # and the mark of his password
_POST = ["id", "user_id", "role", "office", "body_id"]
_SIGNED_IN = f"""
select {", ".join(_USER)}, mark, post_id, id, role, office, body_id, body_id, body_kind, body_name, body_unit_id
from accounts_signed_in(%(user)s, %(on)s)"""


def signed_in(user_id: int, *, on: date) -> User | None:
    """The account, closed or not, with `held`: what `posts_of` says of this day. One statement, since every page begins with it, at a moment when
    nobody is signed in yet and no table of accounts is read (migrations/0009_signed_in).
    """
    with connection.cursor() as cursor:
        cursor.execute(_SIGNED_IN, {"user": user_id, "on": on})
        rows = cursor.fetchall()
    if not rows:
        return None
    user = User.from_db("default", _USER, rows[0][: len(_USER)])
    user.mark = rows[0][len(_USER)]
    user.held = [_held(row[_KNOWN:]) for row in rows if row[_KNOWN] is not None]
    return user


def _held(row: tuple) -> Post:
    post = Post.from_db("default", _POST, row[: len(_POST)])
    post.body = Body.from_db("default", ["id", "kind", "name", "unit_id"], row[len(_POST) :])
    return post


def actor_of(post: Post, *, user_name: str, on: date, request_id: UUID | None = None, stepped_up: bool = False, moment: int | None = None) -> Actor:
    """The actor this post makes on this day: role, office, body, and the places it reaches.

    moment: a number that changes with time; places already read under the same number are not read again.
    """
    role = ROLES[post.role]
    below: frozenset[int] = frozenset()
    if role.territory in ("COMMUNE", "STATION", "PROVINCE"):
        below = _below(post.body.unit_id, on) if moment is None else _below_kept(post.body.unit_id, on, moment)
    rows = below if role.territory == "COMMUNE" else frozenset()
    return Actor(
        user_id=post.user_id,
        name=user_name,
        role=role.code,
        role_title=role.title,
        body_id=post.body_id,
        body_name=post.body.name,
        body_kind=post.body.kind,
        office=post.office,
        unit_id=post.body.unit_id,
        unit_ids=rows,
        stat_unit_ids=below,
        grants=role.grants,
        may=role.may,
        request_id=request_id,
        stepped_up=stepped_up,
    )


def _below(unit_id: int, on: date) -> frozenset[int]:
    return frozenset(places.units_below(unit_id, on=on))


@lru_cache(maxsize=512)
def _below_kept(unit_id: int, on: date, moment: int) -> frozenset[int]:
    return _below(unit_id, on)


def active_user(user_id: int) -> User | None:
    """The user with this id, unless the account is closed."""
    return User.objects.filter(pk=user_id, is_active=True).first()


def user_named(username: str) -> User | None:
    """The user who signs in with this name."""
    return User.objects.filter(username=username).first()


def second_factor(user_id: int) -> SecondFactor | None:
    """The confirmed code generator of this user, if he has one."""
    return SecondFactor.objects.filter(user_id=user_id, confirmed_at__isnull=False).first()


def offered_secret(user_id: int) -> bytes:
    """The secret offered to this user for a code generator and not confirmed yet. Raises NotInReach when none is."""
    factor = SecondFactor.objects.filter(user_id=user_id, confirmed_at__isnull=True).first()
    if factor is None:
        raise NotInReach("Chưa có mã nào được đề nghị.", mend="Mở lại trang bảo mật.")
    return secret_of(factor)


def secret_of(factor: SecondFactor) -> bytes:
    """The secret of this code generator, opened. The database gives it to its owner alone (migrations/0003_two_people)."""
    with connection.cursor() as cursor:
        cursor.execute("select data_key, sealed_secret from accounts_own_factor(%s)", [factor.pk])
        data_key, sealed = cursor.fetchone()
    return bytes.fromhex(vault.open_sealed(data_key, sealed, context=factor.place))


def officials(actor: Actor, *, text: str = "", on: date, after: str = "", limit: int = 50) -> list[OfficialRow]:
    """Accounts by login name, with the posts of this day and the proposals. text: part of the login or of the name, marks ignored."""
    access.require_verb(actor, "accounts.manage")
    users = User.objects.filter(username__gt=after).order_by("username")
    if text.strip():
        folded = Func(Concat("full_name", Value(" "), "username"), function="vn_fold", output_field=TextField())
        users = users.annotate(folded=folded).filter(folded__contains=Func(Value(text.strip()), function="vn_fold", output_field=TextField()))
    found = list(_with_factor(users)[:limit])
    posts: dict[int, list[PostRow]] = {}
    for post in _posts().filter(user__in=found).filter(Q(ends_before__gt=on)):
        posts.setdefault(post.user_id, []).append(_post_row(post))
    return [_official_row(user, posts.get(user.pk, [])) for user in found]


def official(actor: Actor, user_id: int) -> OfficialRow:
    """One account with all its posts, old ones too. Raises NotInReach when there is none."""
    access.require_verb(actor, "accounts.manage")
    user = _with_factor(User.objects.filter(pk=user_id)).first()
    if user is None:
        raise NotInReach("Không tìm thấy tài khoản này.", mend="Quay lại danh sách tài khoản.")
    return _official_row(user, [_post_row(post) for post in _posts().filter(user=user)])


def require_manager(actor: Actor) -> None:
    """Raises MayNot for all but administrators; for pages that read nothing yet."""
    access.require_verb(actor, "accounts.manage")


def post(actor: Actor, post_id: int) -> PostRow:
    """One post. Raises NotInReach when there is none."""
    access.require_verb(actor, "accounts.manage")
    found = _posts().filter(pk=post_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy vị trí này.", mend="Quay lại danh sách tài khoản.")
    return _post_row(found)


def pending_posts(actor: Actor) -> list[PostRow]:
    """Proposals that wait for a second administrator, oldest first."""
    access.require_verb(actor, "accounts.manage")
    return [_post_row(post) for post in _posts().filter(PENDING)]


def pending_resets(actor: Actor) -> list[ResetRow]:
    """Proposed new passwords that wait for a second administrator, oldest first."""
    access.require_verb(actor, "accounts.manage")
    rows = PasswordReset.objects.filter(approved_by__isnull=True).select_related("user", "proposed_by").order_by("id")
    return [ResetRow(r.user_id, r.user.full_name, r.reason, r.proposed_by_id, r.proposed_by.full_name, r.proposed_at) for r in rows]


def resets_of(user_id: int, *, untold: bool = False, limit: int = 5) -> list[OwnReset]:
    """How often this official's password was reset and by whom, newest first; for himself. untold: only those he was not told of."""
    rows = PasswordReset.objects.filter(user_id=user_id, approved_at__isnull=False).select_related("proposed_by", "approved_by")
    rows = rows.filter(told_at__isnull=True) if untold else rows
    return [OwnReset(r.approved_at, r.proposed_by.full_name, r.approved_by.full_name) for r in rows.order_by("-approved_at")[:limit]]


def administrators(*, on: date) -> set[int]:
    """Who may approve on this day: open accounts with an approved administrator's post."""
    held = Post.objects.filter(role="system_admin", starts_on__lte=on, ends_before__gt=on, user__is_active=True).exclude(PENDING)
    return set(held.values_list("user_id", flat=True))


def hash_is_old(user: User) -> bool:
    """True when the password's hash was made with other settings than today's."""
    return identify_hasher(user.kept_hash).must_update(user.kept_hash)


def names_of(user_ids: set[int]) -> dict[int, str]:
    """Full names of officials by id, for pages that show who acted."""
    if not user_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select id, full_name from accounts_user where id = any(%s)", [sorted(user_ids)])
        return dict(cursor.fetchall())


def _with_factor(users: QuerySet[User]) -> QuerySet[User]:
    return users.select_related("second_factor").defer("second_factor__data_key", "second_factor__sealed_secret")


def serving(body_id: int, *, on: date) -> dict[int, str]:
    """Full names of officials who hold an approved post at this body on this day, by id and in the order of their names. One statement."""
    held = Post.objects.filter(body_id=body_id, starts_on__lte=on, ends_before__gt=on, user__is_active=True).exclude(PENDING)
    return dict(held.order_by("user__full_name", "user_id").values_list("user_id", "user__full_name"))


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("body", "user", "granted_by").order_by("id")


def _post_row(post: Post) -> PostRow:
    role = ROLES.get(post.role)
    return PostRow(
        post.pk,
        post.user_id,
        post.user.full_name,
        post.role,
        role.title if role else post.role,
        post.office,
        post.body.name,
        post.starts_on,
        post.ends_before,
        post.granted_by_id is not None and post.approved_by_id is None,
        post.granted_by_id,
        post.granted_by.full_name if post.granted_by else "",
    )


def _official_row(user: User, posts: list[PostRow]) -> OfficialRow:
    factor = getattr(user, "second_factor", None)
    return OfficialRow(
        user.pk,
        user.username,
        user.full_name,
        user.email,
        user.is_active,
        user.reopening_by,
        bool(factor and factor.confirmed_at),
        factor.removal_by if factor else None,
        tuple(posts),
    )
