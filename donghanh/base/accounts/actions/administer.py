"""What system administrators do with accounts: two people for every grant, no look at any file."""

from __future__ import annotations

from datetime import date, datetime

from axes.utils import reset as forget_failures
from django.db import IntegrityError, transaction

from donghanh.base.accounts import access, first_password, queries, rules
from donghanh.base.accounts.models import Post, SecondFactor, User
from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit import actions as audit
from donghanh.kernel import access as gate
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day

USERNAME_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")


def create_user(*, actor: Actor, at: datetime, username: str, full_name: str, email: str = "") -> tuple[User, str]:
    """A new account and its first password, shown once; the official must choose his own at the first sign-in.

    Raises BadInput when the login name is taken or unreadable.
    """
    with audit.recording(actor=actor, verb="account.create", at=at) as entry:
        gate.require_verb(actor, "accounts.manage")
        user, first = _new_user(at, username, full_name, email)
        entry.subject = str(user.pk)
        return user, first


def make_first_admin(*, actor: Actor, at: datetime, on: date, username: str, full_name: str, body_id: int) -> str:
    """A system administrator made at the server's own command line, while fewer than three are there; returns the first password, shown once.

    Raises Cannot when three administrators stand already: then two of them decide, also about the third.
    """
    with audit.recording(actor=actor, verb="account.first_admin", at=at) as entry:
        gate.require_verb(actor, "accounts.first_admin")
        rules.check_needs_first_admin(len(queries.administrators(on=on)))
        user, first = _new_user(at, username, full_name)
        Post.objects.create(user=user, role="system_admin", body_id=body_id, starts_on=on, ends_before=on + rules.LONGEST)
        entry.subject = str(user.pk)
        return first


def propose_post(*, actor: Actor, at: datetime, user_id: int, role: str, body_id: int, starts_on: date, ends_before: date, office: str = "") -> Post:
    """Propose a role at a body for at most twelve months; it gives no right until a second administrator approves it."""
    with audit.recording(actor=actor, verb="post.propose", at=at, subject=str(user_id)) as entry:
        user = access.user_to_manage(actor, user_id)
        rules.check_other_person(actor_id=actor.user_id, holder_id=user.pk)
        rules.check_post_period(starts_on=starts_on, ends_before=ends_before)
        if role not in ROLES:
            raise BadInput("Không có vai trò này.", mend="Chọn một vai trò trong danh sách.", field="role")
        post = Post.objects.create(
            user=user, role=role, office=office, body_id=body_id, starts_on=starts_on, ends_before=ends_before, granted_by_id=actor.user_id
        )
        entry.changes = {"post": post.pk, "role": role, "body": body_id, "starts_on": starts_on, "ends_before": ends_before}
        return post


def approve_post(*, actor: Actor, at: datetime, post_id: int) -> Post:
    """The second administrator approves a proposal; from now on it gives its rights. Raises CannotGrant for the proposer or the holder."""
    with audit.recording(actor=actor, verb="post.approve", at=at) as entry:
        post = access.post_to_manage(actor, post_id)
        entry.subject, entry.changes = str(post.user_id), {"post": post.pk, "role": post.role}
        rules.check_other_person(actor_id=actor.user_id, holder_id=post.user_id, proposer_id=post.granted_by_id)
        rules.check_is_pending(proposed=post.granted_by_id is not None, approved=post.approved_by_id is not None)
        post.approved_by_id = actor.user_id
        post.save(update_fields=["approved_by"])
        return post


def refuse_post(*, actor: Actor, at: datetime, post_id: int, reason: str) -> None:
    """Turn a proposal down, with a reason; the proposal is removed, the log keeps it."""
    with audit.recording(actor=actor, verb="post.refuse", at=at, reason=reason) as entry:
        post = access.post_to_manage(actor, post_id)
        entry.subject, entry.changes = str(post.user_id), {"post": post.pk, "role": post.role, "body": post.body_id}
        rules.check_is_pending(proposed=post.granted_by_id is not None, approved=post.approved_by_id is not None)
        rules.check_reason(reason)
        post.delete()


def end_post(*, actor: Actor, at: datetime, on: date, post_id: int, reason: str) -> Post:
    """End a post on a day, today at the earliest; from that day on its next click has no rights."""
    with audit.recording(actor=actor, verb="post.end", at=at, reason=reason) as entry:
        post = access.post_to_manage(actor, post_id)
        rules.check_reason(reason)
        entry.subject, entry.changes = str(post.user_id), {"post": post.pk, "ends_before": [post.ends_before, on]}
        rules.check_can_end(starts_on=post.starts_on, ends_before=post.ends_before, on=on)
        if post.role == "system_admin":
            rules.check_is_spared(post.user_id, queries.administrators(on=on))
        post.ends_before = on
        post.save(update_fields=["ends_before"])
        return post


def disable_user(*, actor: Actor, at: datetime, user_id: int, reason: str) -> User:
    """Close an account; its open sessions end at their next click. Nobody closes his own, nor one of the last two administrators."""
    with audit.recording(actor=actor, verb="account.disable", at=at, subject=str(user_id), reason=reason) as entry:
        user = access.user_to_manage(actor, user_id)
        rules.check_other_person(actor_id=actor.user_id, holder_id=user.pk)
        rules.check_reason(reason)
        rules.check_is_spared(user.pk, queries.administrators(on=local_day(at)))
        entry.changes = {"is_active": [user.is_active, False]}
        user.is_active, user.reopening_by = False, None
        user.save(update_fields=["is_active", "reopening_by"])
        return user


def enable_user(*, actor: Actor, at: datetime, user_id: int, reason: str) -> User:
    """Open a closed account again: the first administrator asks, the second does it; it is open when `is_active` says so.

    The same administrator twice changes nothing and is refused; nobody does it for himself.
    """
    with audit.recording(actor=actor, verb="account.enable", at=at, subject=str(user_id), reason=reason) as entry:
        user = access.user_to_manage(actor, user_id)
        rules.check_is_closed(is_active=user.is_active)
        rules.check_other_person(actor_id=actor.user_id, holder_id=user.pk, proposer_id=user.reopening_by)
        rules.check_reason(reason)
        entry.changes = {"reopening_by": user.reopening_by, "is_active": [False, user.reopening_by is not None]}
        user.is_active, user.reopening_by = user.reopening_by is not None, None if user.reopening_by else actor.user_id
        user.save(update_fields=["is_active", "reopening_by"])
        return user


def unlock_user(*, actor: Actor, at: datetime, user_id: int) -> User:
    """Forget the failed sign-ins of an account, so that its owner need not wait."""
    with audit.recording(actor=actor, verb="account.unlock", at=at, subject=str(user_id)) as entry:
        user = access.user_to_manage(actor, user_id)
        entry.changes = {"failures": forget_failures(username=user.username)}
        return user


def take_off_code(*, actor: Actor, at: datetime, user_id: int) -> bool:
    """Take a lost code generator off an account: the first administrator asks, the second does it. True when it is off.

    The same administrator twice changes nothing and is refused; nobody does it for himself.
    """
    with audit.recording(actor=actor, verb="factor.take_off", at=at, subject=str(user_id)) as entry:
        user = access.user_to_manage(actor, user_id)
        factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
        rules.check_other_person(actor_id=actor.user_id, holder_id=user.pk, proposer_id=factor.removal_by if factor else None)
        rules.check_has_code(factor is not None)
        if factor.removal_by is None:
            SecondFactor.objects.filter(pk=user.pk).update(removal_by=actor.user_id)
        else:
            factor.delete()
        entry.changes = {"reopening_by": factor.removal_by, "off": factor.removal_by is not None}
        return factor.removal_by is not None


def _new_user(at: datetime, username: str, full_name: str, email: str = "") -> tuple[User, str]:
    username, first = username.strip().lower(), first_password.made()
    if not 3 <= len(username) <= 60 or not set(username) <= USERNAME_SIGNS:
        raise BadInput("Tài khoản chỉ gồm chữ không dấu, số, dấu chấm; dài từ 3 đến 60 ký tự.", mend="Ví dụ: an.tranthimy", field="username")
    if not full_name.strip():
        raise BadInput("Thiếu họ tên cán bộ.", mend="Ghi đủ họ, chữ đệm và tên.", field="full_name")
    try:
        with transaction.atomic():
            return User.objects.create_user(
                username, first, full_name=full_name.strip(), email=email, created_at=at, must_choose_password=True
            ), first
    except IntegrityError as error:
        raise BadInput("Tài khoản này đã có người dùng.", mend="Chọn tên tài khoản khác.", field="username") from error
