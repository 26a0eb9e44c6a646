"""What an official does with his own account: sign in and out, confirm it is still he, choose a password, a code generator."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from donghanh.base.accounts import access, queries, rules
from donghanh.base.accounts.models import PasswordReset, SecondFactor, User
from donghanh.base.audit import actions as audit
from donghanh.base.privacy import vault
from donghanh.kernel import access as gate
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Cannot

SECRET_BYTES = 20


class WrongCode(Cannot):
    """The one-time code is wrong, too old or already used."""


def begin_session(*, actor: Actor, at: datetime) -> None:
    """Record that this official opened a session in this role."""
    with audit.recording(actor=actor, verb="session.begin", at=at, subject=str(actor.user_id)):
        access.own_account(actor)


def end_session(*, actor: Actor, at: datetime, reason: str = "") -> None:
    """Record that a session ended; reason is a code: left, idle, old, disabled."""
    with audit.recording(actor=actor, verb="session.end", at=at, subject=str(actor.user_id), reason=reason):
        gate.note()


def refuse_sign_in(*, actor: Actor, at: datetime, reason: str) -> None:
    """Record a failed sign-in. reason is a code: password, code, locked. What was typed is never kept."""
    with audit.recording(actor=actor, verb="session.refuse", at=at, subject=str(actor.user_id or ""), reason=reason):
        gate.note()


def step_up(*, actor: Actor, at: datetime) -> None:
    """Record that the official proved anew who he is, before a grave act."""
    with audit.recording(actor=actor, verb="session.step_up", at=at, subject=str(actor.user_id)):
        access.own_account(actor)


def choose_password(*, actor: Actor, at: datetime, old: str, new: str) -> User:
    """Change one's own password. Raises BadInput when the old one is wrong or the new one is weak; other sessions end.

    Whoever chooses has seen on that page who had his password reset: from now on he counts as told.
    """
    is_his = _proves(actor, old)
    with audit.recording(actor=actor, verb="account.choose_password", at=at, subject=str(actor.user_id)):
        user = access.own_account(actor)
        if not is_his:
            raise BadInput("Mật khẩu hiện tại không đúng.", mend="Nhập lại mật khẩu đang dùng.", field="old")
        try:
            validate_password(new, user)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), mend="Chọn một câu dài, dễ nhớ với riêng bạn.", field="new") from error
        if old == new:
            raise BadInput("Mật khẩu mới trùng mật khẩu cũ.", mend="Chọn mật khẩu khác.", field="new")
        user.set_password(new)
        user.must_choose_password = False
        user.save(update_fields=["must_choose_password"])
        PasswordReset.objects.filter(user=user, approved_at__isnull=False, told_at__isnull=True).update(told_at=at)
        return user


def renew_hash(*, actor: Actor, at: datetime, password: str) -> None:
    """Hash the password that was just proved anew, because its hash was made with older settings. Raises BadInput for another password."""
    is_his = _proves(actor, password)
    with audit.recording(actor=actor, verb="account.renew_hash", at=at, subject=str(actor.user_id)):
        user = access.own_account(actor)
        if not is_his:
            raise BadInput("Mật khẩu hiện tại không đúng.", mend="Nhập lại mật khẩu đang dùng.", field="password")
        user.set_password(password)


def _proves(actor: Actor, password: str) -> bool:
    """It is his password. Asked before the recording begins: within a part of the transaction that can be taken back the database gives no hash
    (migrations/0003_two_people)."""
    return access.own_account(actor).check_password(password)


def offer_second_factor(*, actor: Actor, at: datetime) -> bytes:
    """A fresh secret for a code generator, kept sealed and without force until a code confirms it. Raises Cannot when one is in use."""
    with audit.recording(actor=actor, verb="factor.offer", at=at, subject=str(actor.user_id)):
        user = access.own_account(actor)
        if SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists():
            raise Cannot("Tài khoản này đã có ứng dụng mã.", mend="Gỡ ứng dụng cũ trước khi gắn ứng dụng mới.")
        secret, data_key = secrets.token_bytes(SECRET_BYTES), vault.new_person_key()
        sealed = vault.seal(data_key, secret.hex(), context=SecondFactor(user=user).place)
        offered = {"data_key": data_key, "sealed_secret": sealed, "last_step": 0}
        if not SecondFactor.objects.filter(user=user).update(**offered):
            SecondFactor.objects.create(user=user, **offered)
        return secret


def confirm_second_factor(*, actor: Actor, at: datetime, code: str) -> None:
    """The first code from the app puts the generator in force. Raises WrongCode."""
    with audit.recording(actor=actor, verb="factor.confirm", at=at, subject=str(actor.user_id)):
        access.own_account(actor)
        factor = SecondFactor.objects.select_for_update().filter(user_id=actor.user_id, confirmed_at__isnull=True).first()
        _spend(factor, code, at)
        SecondFactor.objects.filter(user_id=actor.user_id).update(confirmed_at=at)


def use_code(*, actor: Actor, at: datetime, code: str) -> None:
    """Spend a one-time code of the generator in force; the same code never works twice. Raises WrongCode."""
    with audit.recording(actor=actor, verb="factor.use", at=at, subject=str(actor.user_id)):
        access.own_account(actor)
        factor = SecondFactor.objects.select_for_update().filter(user_id=actor.user_id, confirmed_at__isnull=False).first()
        _spend(factor, code, at)


def remove_second_factor(*, actor: Actor, at: datetime, code: str) -> None:
    """Take the generator off one's own account, with one last code of it. Raises WrongCode."""
    with audit.recording(actor=actor, verb="factor.remove", at=at, subject=str(actor.user_id)):
        access.own_account(actor)
        factor = SecondFactor.objects.select_for_update().filter(user_id=actor.user_id, confirmed_at__isnull=False).first()
        _spend(factor, code, at)
        SecondFactor.objects.filter(user_id=actor.user_id).delete()


def _spend(factor: SecondFactor | None, code: str, at: datetime) -> None:
    step = None
    if factor:
        step = rules.matching_step(queries.secret_of(factor), code, at=at, after_step=factor.last_step)
    if factor is None or step is None:
        raise WrongCode("Mã không đúng hoặc đã dùng.", mend="Chờ mã mới trong ứng dụng rồi nhập lại 6 chữ số.", field="code")
    SecondFactor.objects.filter(pk=factor.pk).update(last_step=step)
