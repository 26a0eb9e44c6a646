"""What was promised, what came, what stayed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.money import access as money
from donghanh.programme.money.models import Contribution
from donghanh.programme.partners import access, queries, rules
from donghanh.programme.partners.drafting import ReceiptDraft
from donghanh.programme.partners.models import Activity, Agreement, Promise, Receipt, Retention
from donghanh.programme.partners.terms import ActivityKind, PromiseKind
from donghanh.programme.registers.access import found as check_found
from donghanh.programme.registers.rules import check_past


def promise(*, actor: Actor, at: datetime, agreement_id: UUID, kind: PromiseKind | str, what: str, quantity: int | None) -> Promise:
    """What the partner promises in an agreement that is not over. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="partner.promise", at=at, subject=str(agreement_id)) as entry:
        found = _running(actor, agreement_id, on=local_day(at))
        counted = rules.check_quantity(PromiseKind(kind), quantity)
        entry.changes = {"kind": kind, "quantity": counted}
        said = check_words(what, field="what", name="cam kết", most=300)
        return Promise.objects.create(agreement=found, kind=PromiseKind(kind), what=said, quantity=counted, **stamp(actor, at))


def receive(*, actor: Actor, at: datetime, agreement_id: UUID, promise_id: UUID, draft: ReceiptDraft) -> Receipt:
    """What came of a promise; places never beyond it. Raises MayNot, NotInReach, BadInput, CannotFill."""
    with audit.recording(actor=actor, verb="partner.receive", at=at, subject=str(promise_id)) as entry:
        found = access.agreement(actor, agreement_id, writes=True)
        promised = Promise.objects.filter(agreement=found, pk=promise_id).first()
        check_found(promised)
        assert promised is not None
        kind = PromiseKind(promised.kind)
        counted = rules.check_quantity(kind, draft.quantity)
        filled = Receipt.objects.filter(promise=promised).aggregate(sum=Sum("quantity"))["sum"] or 0
        rules.check_fill(kind, promised=promised.quantity, filled=filled, quantity=counted)
        gift = money.to_read(actor, Contribution, draft.contribution_id) if draft.contribution_id else None
        if gift is not None and (kind != PromiseKind.FUNDS or gift.value != counted or gift.body_id != found.body_id):
            mend = "Chỉ gắn khoản đóng góp của cơ quan mình có đúng giá trị này."
            raise BadInput("Khoản đóng góp không khớp số tiền.", mend=mend, field="contribution")
        about = {
            "received_on": check_past(draft.received_on, on=local_day(at), field="received_on"), "quantity": counted, "contribution": gift,
            "what": check_words(draft.what, field="what", name="đã nhận gì", most=300),
            "source": check_words(draft.source, field="source", name="nguồn số liệu", most=200),
        }  # fmt: skip
        entry.changes = {"quantity": counted}
        return _receipt(promised, about | stamp(actor, at))


def count_retention(*, actor: Actor, at: datetime, agreement_id: UUID, receipt_id: UUID, counted_on: date, kept: int) -> Retention:
    """How many places of a receipt are still held after three months; once. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="partner.retention", at=at, subject=str(receipt_id)) as entry:
        found = access.agreement(actor, agreement_id, writes=True)
        receipt = Receipt.objects.filter(promise__agreement=found, promise__kind__in=["JOBS", "TRAINING"], pk=receipt_id).first()
        check_found(receipt)
        assert receipt is not None
        filled = receipt.quantity or 0
        rules.check_retention(received_on=receipt.received_on, counted_on=counted_on, kept=kept, filled=filled, on=local_day(at))
        entry.changes = {"kept": kept, "of": filled}
        try:
            with transaction.atomic():
                return Retention.objects.create(receipt=receipt, counted_on=counted_on, kept=kept, **stamp(actor, at))
        except IntegrityError:
            raise rules.CannotMove("Lần nhận này đã đếm rồi.", mend="Xem số đã ghi trên trang thoả thuận.") from None


def report_activity(*, actor: Actor, at: datetime, agreement_id: UUID, kind: ActivityKind | str, on: date, text: str, source: str) -> Activity:
    """What was done, reported or reached. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="partner.activity", at=at, subject=str(agreement_id)) as entry:
        found = access.agreement(actor, agreement_id, writes=True)
        entry.changes = {"kind": kind}
        about = {
            "on": check_past(on, on=local_day(at), field="on"), "text": check_words(text, field="text", name="nội dung", most=1000),
            "source": check_words(source, field="source", name="nguồn", most=200),
        }  # fmt: skip
        return Activity.objects.create(agreement=found, kind=ActivityKind(kind), **about, **stamp(actor, at))


def _running(actor: Actor, agreement_id: UUID, *, on: date) -> Agreement:
    found = access.agreement(actor, agreement_id, writes=True)
    now = queries.agreement_row(found, on=on).standing
    if not now.is_running and now != "UPCOMING":
        raise rules.CannotMove(f"Thoả thuận không còn hiệu lực: {now.label.lower()}.", mend="Gia hạn trước, hoặc ghi thoả thuận mới.")
    return found


def _receipt(promised: Promise, about: dict) -> Receipt:
    try:
        with transaction.atomic():
            return Receipt.objects.create(promise=promised, **about)
    except IntegrityError as wrong:
        if "receipt_of_contribution" in str(wrong):
            raise BadInput("Khoản đóng góp này đã gắn với cam kết khác.", mend="Chọn khoản khác hoặc để trống.", field="contribution") from None
        raise rules.CannotFill("Vừa có người ghi nhận thêm.", mend="Tải lại trang để xem còn bao nhiêu chỗ.") from None
