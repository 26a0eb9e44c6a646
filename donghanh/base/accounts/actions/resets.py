"""A forgotten password: one administrator proposes a new one, another gives it, each sees one half, and the owner is told."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import connection

from donghanh.base.accounts import access, first_password, queries, rules
from donghanh.base.accounts.models import PasswordReset
from donghanh.base.audit import actions as audit
from donghanh.base.privacy import vault
from donghanh.kernel.actor import Actor


def propose_reset(*, actor: Actor, at: datetime, on: date, user_id: int, reason: str) -> str:
    """Propose a new first password; returns its first half, shown once. Nothing changes until another administrator approves.

    Raises CannotGrant for one's own account, without a reason, while a proposal is open, or when no other administrator could approve.
    """
    with audit.recording(actor=actor, verb="account.propose_reset", at=at, subject=str(user_id), reason=reason) as entry:
        user = access.user_to_manage(actor, user_id)
        rules.check_other_person(actor_id=actor.user_id, holder_id=user.pk)
        rules.check_reason(reason)
        rules.check_can_propose_reset(
            is_open=PasswordReset.objects.filter(user=user, approved_by__isnull=True).exists(),
            others=len(queries.administrators(on=on) - {actor.user_id, user.pk}),
        )
        half, reset = first_password.made(first_password.HALF), PasswordReset(user=user, reason=reason[:300], proposed_at=at)
        reset.proposed_by_id, reset.data_key = actor.user_id, vault.new_person_key()
        reset.sealed_half = vault.seal(reset.data_key, half, context=reset.place)
        reset.save(force_insert=True)
        entry.changes = {"reset": reset.pk}
        return half


def approve_reset(*, actor: Actor, at: datetime, user_id: int) -> str:
    """The second administrator gives the new password; returns its second half, shown once.

    All sessions of the account end, its code generator stays, the owner must choose a password of his own and is told who did this.
    Raises CannotGrant for the proposer, for the owner, and when nothing is proposed.
    """
    with audit.recording(actor=actor, verb="account.approve_reset", at=at, subject=str(user_id)) as entry:
        user = access.user_to_manage(actor, user_id)
        reset = PasswordReset.objects.filter(user=user, approved_by__isnull=True).first()
        rules.check_is_pending(proposed=reset is not None, approved=False)
        rules.check_other_person(actor_id=actor.user_id, holder_id=user.pk, proposer_id=reset.proposed_by_id)
        first = vault.open_sealed(reset.data_key, reset.sealed_half, context=reset.place)
        second = first_password.made(first_password.HALF)
        with connection.cursor() as cursor:
            cursor.execute("select accounts_give_password(%s, %s, %s)", [reset.pk, make_password(first_password.joined(first, second)), at])
        entry.changes = {"reset": reset.pk, "proposed_by": reset.proposed_by_id}
        return second


def drop_reset(*, actor: Actor, at: datetime, user_id: int) -> None:
    """Take a proposal back or turn it down; the log keeps it. Raises CannotGrant when nothing is proposed."""
    with audit.recording(actor=actor, verb="account.drop_reset", at=at, subject=str(user_id)) as entry:
        user = access.user_to_manage(actor, user_id)
        reset = PasswordReset.objects.filter(user=user, approved_by__isnull=True).first()
        rules.check_is_pending(proposed=reset is not None, approved=False)
        entry.changes = {"reset": reset.pk, "proposed_by": reset.proposed_by_id}
        reset.delete()
