"""Entering norms and levels, each from its document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import access, rules
from donghanh.programme.money.actions._shared import Paper
from donghanh.programme.money.models import Norm, NormItem, SpendingLevel, SupportLevel
from donghanh.programme.money.models.catalogue import Entry
from donghanh.programme.money.rules import Part
from donghanh.programme.money.terms import Confidence, Per, PriorityGroup, Purpose

E = TypeVar("E", bound=Entry)


def enter_norm(
    *, actor: Actor, at: datetime, form: str, parts: Sequence[Part], valid: tuple[date, date | None], paper: Paper, confidence: Confidence
) -> Norm:
    """The cost of one case of a form of rehabilitation, by parts, as a document says it. Raises MayNot, BadInput, CannotMove where one stands."""
    with audit.recording(actor=actor, verb="money.norm", at=at) as entry:
        if not parts:
            raise BadInput("Định mức chưa có phần nào.", mend="Nhập ít nhất một phần: nhân công, vật tư, thuốc hoặc phần khác.")
        for part in parts:
            rules.check_part(part)
        made = _entered(Norm, actor, at, valid=valid, paper=paper, confidence=confidence, form=form)
        NormItem.objects.bulk_create(
            NormItem(norm=made, position=n, part=p.part, name=p.name, measure=p.measure, quantity=p.quantity, unit_cost=p.unit_cost)
            for n, p in enumerate(parts, start=1)
        )
        entry.subject, entry.citation, entry.changes = str(made.pk), paper.said, {"form": form, "cost": rules.cost_of(parts, 1)}
        return made


def enter_spending_level(
    *, actor: Actor, at: datetime, name: str, measure: str, amount: int, valid: tuple[date, date | None], paper: Paper, confidence: Confidence
) -> SpendingLevel:
    """The most that may be paid for one measure of a content. Raises MayNot, BadInput, CannotMove where one stands."""
    with audit.recording(actor=actor, verb="money.level", at=at) as entry:
        said = {"name": rules.check_words(name, field="name", mend="Ghi nội dung chi."), "amount": amount}
        said["measure"] = rules.check_words(measure, field="measure", mend="Ghi mỗi đơn vị là gì, ví dụ: buổi.")
        made = _entered(SpendingLevel, actor, at, valid=valid, paper=paper, confidence=confidence, **said)
        entry.subject, entry.citation, entry.changes = str(made.pk), paper.said, {"amount": amount}
        return made


def enter_support_level(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    purpose: Purpose,
    procedure: str,
    per: Per,
    amount: int,
    valid: tuple[date, date | None],
    paper: Paper,
    confidence: Confidence,
    for_group: PriorityGroup | str = "",
) -> SupportLevel:
    """What a person in this procedure (for_group: of this group alone) is paid, from the resolution. Raises MayNot, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="money.support_level", at=at) as entry:
        if procedure not in rules.VOLUNTARY:
            raise BadInput(
                "Mức hỗ trợ chỉ tính cho cai nghiện tự nguyện, điều trị thay thế.", mend="Chọn một trong các thủ tục đó.", field="procedure"
            )
        said = {"name": rules.check_words(name, field="name", mend="Ghi hỗ trợ khoản gì, ví dụ: tiền ăn."), "amount": amount}
        made = _entered(
            SupportLevel,
            actor,
            at,
            valid=valid,
            paper=paper,
            confidence=confidence,
            purpose=purpose,
            procedure=procedure,
            per=per,
            for_group=for_group,
            **said,
        )
        entry.subject, entry.citation, entry.changes = str(made.pk), paper.said, {"procedure": procedure, "amount": amount}
        return made


def _entered(model: type[E], actor: Actor, at: datetime, *, valid: tuple[date, date | None], paper: Paper, confidence: Confidence, **said: Any) -> E:
    """A row of one of the three catalogues, for the actor's own province."""
    unit_id, _body = access.own_seat(actor, verb=access.CATALOGUE)
    if "amount" in said:
        rules.check_amount(said["amount"])
    first, last = valid
    if last is not None and last < first:
        raise BadInput("Ngày hết hiệu lực trước ngày có hiệu lực.", mend="Sửa lại hai ngày như trong văn bản.", field="valid_until")
    told = {"valid_from": first, "valid_until": last, "confidence": confidence, **paper.fields(on=local_day(at)), **said}
    try:
        with transaction.atomic():
            return model._default_manager.create(unit_id=unit_id, **told, **stamp(actor, at))
    except IntegrityError:
        mend = "Xem lại bản đã nhập; văn bản mới thì có ngày hiệu lực khác."
        raise rules.CannotMove("Đã nhập một mức như vậy có hiệu lực từ chính ngày này.", mend=mend, field="valid_from") from None
