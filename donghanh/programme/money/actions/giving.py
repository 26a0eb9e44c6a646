"""Contributions and what they are used for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import access, rules
from donghanh.programme.money.actions._shared import check_clause, lock, void
from donghanh.programme.money.models import Contribution, Use
from donghanh.programme.money.queries import sums
from donghanh.programme.money.terms import GiftForm, GiverKind, Programme, Purpose
from donghanh.programme.roadmap import queries as roadmap


def receive_contribution(
    *,
    actor: Actor,
    at: datetime,
    giver: str,
    giver_kind: GiverKind,
    form: GiftForm,
    value: int,
    purpose: Purpose,
    received_on: date,
    receipt: str,
    what: str = "",
    site_id: UUID | None = None,
) -> Contribution:
    """Write down a gift to the own body, for a club or other place of its seat where one is named.

    Raises MayNot, BadInput, NotInReach, CannotMove for a place elsewhere and where the receipt's number is used already.
    """
    with audit.recording(actor=actor, verb="money.contribution", at=at) as entry:
        unit_id, body_id = access.own_seat(actor)
        rules.check_amount(value, field="value")
        rules.check_past(received_on, on=local_day(at), field="received_on")
        named = rules.check_words(giver, field="giver", mend="Ghi tên người, tổ chức đóng góp.")
        number = rules.check_words(receipt, field="receipt", mend="Ghi số biên nhận.")
        if form == GiftForm.KIND:
            rules.check_words(what, field="what", mend="Ghi hiện vật gì, bao nhiêu.")
        _check_site(actor, site_id, unit_id=unit_id, on=local_day(at))
        try:
            with transaction.atomic():
                made = Contribution.objects.create(
                    unit_id=unit_id, body_id=body_id, giver=named, giver_kind=giver_kind, form=form, what=what.strip(), value=value,
                    purpose=purpose, received_on=received_on, receipt=number, site_id=site_id, **stamp(actor, at),
                )  # fmt: skip
        except IntegrityError:
            raise rules.CannotMove(f"Biên nhận {number} đã ghi rồi.", mend="Mở khoản đóng góp đó trong danh sách.", field="receipt") from None
        entry.subject, entry.unit_id, entry.changes = str(made.pk), unit_id, {"form": form, "value": value}
        return made


def _check_site(actor: Actor, site_id: UUID | None, *, unit_id: int, on: date) -> None:
    if site_id is not None and roadmap.site(actor, site_id, on=on).seat_id != unit_id:
        raise rules.CannotMove("Nơi này không thuộc địa bàn của đơn vị.", mend="Chọn câu lạc bộ, mô hình ở địa bàn mình.", field="site_id")


def use_contribution(
    *,
    actor: Actor,
    at: datetime,
    contribution_id: UUID,
    amount: int,
    activity: str,
    used_on: date,
    plan_id: str = "",
    clause: str = "",
    programme: Programme | str = "",
) -> Use:
    """A part of a contribution used for an activity. Raises NotInReach, MayNot, BadInput, CannotSpend past the balance."""
    with audit.recording(actor=actor, verb="money.use", at=at) as entry:
        gift = access.to_record(actor, Contribution, contribution_id)
        rules.check_amount(amount)
        rules.check_past(used_on, on=local_day(at), field="used_on")
        check_clause(plan_id, clause)
        said = rules.check_words(activity, field="activity", mend="Ghi dùng cho hoạt động nào.")
        lock("contribution", gift.pk)
        rules.check_use(value=gift.value, used=sums.used(gift.pk), amount=amount)
        made = Use.objects.create(
            contribution=gift, unit_id=gift.unit_id, body_id=gift.body_id, amount=amount, activity=said, used_on=used_on, plan_id=plan_id,
            clause=clause, programme=programme, **stamp(actor, at),
        )  # fmt: skip
        entry.subject, entry.unit_id, entry.changes = str(made.pk), gift.unit_id, {"contribution": str(gift.pk), "amount": amount}
        return made


def void_use(*, actor: Actor, at: datetime, use_id: UUID, reason: str) -> Use:
    """Take back a use written down wrongly. Raises NotInReach, MayNot, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="money.void_use", at=at, subject=str(use_id)) as entry:
        found = access.to_record(actor, Use, use_id)
        void(found, actor, at, reason)
        entry.unit_id, entry.reason, entry.changes = found.unit_id, found.void_reason, {"amount": found.amount}
        return found
