"""Support of a person in a voluntary procedure: computed from his days and the level, paid once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import access, rules
from donghanh.programme.money.actions._paying import pay_out
from donghanh.programme.money.actions._shared import Paper, void
from donghanh.programme.money.models import Allocation, Priority, SupportLine
from donghanh.programme.money.queries import groups, support
from donghanh.programme.money.terms import PriorityGroup


def pay_support(
    *,
    actor: Actor,
    at: datetime,
    person_id: UUID,
    case_id: UUID,
    level_id: UUID,
    starts_on: date,
    ends_before: date,
    allocation_id: UUID,
    paid_on: date,
    voucher: str = "",
) -> SupportLine:
    """Pay what the level says for these days of a voluntary procedure. The last day is not counted.

    Raises NotInReach, MayNot, BadInput, CannotSupport outside the person's days or for days paid already, CannotSpend past the allocation.
    """
    with audit.recording(actor=actor, verb="money.support", at=at, person_id=person_id, case_id=case_id) as entry:
        access.person_to_support(actor, person_id, writes=True)
        episode = support.episode(actor, person_id, case_id, at=at)
        level, stands_before = support.level_to_pay(actor, level_id, episode, on=local_day(at))
        days, amount = rules.support(
            per=level.per or "", level=level.amount, starts_on=starts_on, ends_before=ends_before, within=episode.stays,
            valid=(level.valid_from, stands_before),
        )  # fmt: skip
        groups.check_group(actor, person_id, level, starts_on=starts_on, ends_before=ends_before)
        entry.citation, entry.changes = level.document, {"level": str(level.id), "allocation": str(allocation_id)}
        allocation = access.to_record(actor, Allocation, allocation_id)
        support.check_not_paid(actor, person_id, aim=level.name, starts_on=starts_on, ends_before=ends_before)
        try:
            with transaction.atomic():
                paid = pay_out(
                    actor, at, allocation, amount=amount, paid_on=paid_on, content=f"Hỗ trợ một người: {level.name}", voucher=voucher.strip()
                )
                made = SupportLine.objects.create(
                    unit_id=episode.unit_id, body_id=allocation.body_id, person_id=person_id, case_id=case_id, level_id=level.id, starts_on=starts_on,
                    ends_before=ends_before, days=days, amount=amount, payment=paid, **stamp(actor, at),
                )  # fmt: skip
        except IntegrityError as error:
            if not support.is_paid_twice(error):
                raise
            raise support.paid_already() from None
        entry.subject, entry.unit_id = str(made.pk), made.unit_id
        return made


def record_priority(
    *, actor: Actor, at: datetime, person_id: UUID, group: PriorityGroup | str, valid: tuple[date, date | None], paper: Paper
) -> Priority:
    """A person belongs to a group from a day, until a last day where the paper says one. Raises NotInReach, MayNot, BadInput."""
    with audit.recording(actor=actor, verb="money.priority", at=at, person_id=person_id) as entry:
        person = access.person_to_support(actor, person_id, writes=True)
        _unit, body_id = access.own_seat(actor, verb=access.SUPPORT)
        first, last = valid
        if last is not None and last < first:
            raise BadInput("Ngày hết diện trước ngày bắt đầu.", mend="Sửa lại hai ngày như trong giấy tờ.", field="valid_until")
        about = {"group": PriorityGroup(group), "valid_from": first, "valid_until": last, **paper.fields(on=local_day(at))}
        made = Priority.objects.create(person_id=person.id, unit_id=person.unit_id, body_id=body_id, **about, **stamp(actor, at))
        entry.subject, entry.unit_id, entry.citation = str(made.pk), person.unit_id, paper.said
        return made


def void_priority(*, actor: Actor, at: datetime, priority_id: UUID, reason: str) -> Priority:
    """Take back a group written down wrongly; what was paid stays and is taken back by itself. Raises NotInReach, MayNot, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="money.void_priority", at=at, subject=str(priority_id)) as entry:
        found = groups.priority_to_void(actor, priority_id)
        entry.person_id, entry.unit_id = found.person_id, found.unit_id
        void(found, actor, at, reason)
        entry.reason = found.void_reason
        return found


def void_support(*, actor: Actor, at: datetime, line_id: UUID, reason: str) -> SupportLine:
    """Take back a line written down wrongly, and its payment with it. Raises NotInReach, MayNot, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="money.void_support", at=at, subject=str(line_id)) as entry:
        line = support.line_to_void(actor, line_id)
        entry.person_id, entry.case_id, entry.unit_id = line.person_id, line.case_id, line.unit_id
        void(line, actor, at, reason)
        void(line.payment, actor, at, "Huỷ khoản hỗ trợ")
        entry.reason = line.void_reason
        return line
