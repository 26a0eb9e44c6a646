"""Sources, allocation, adjustment, payment, and requests for more."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import access, rules
from donghanh.programme.money.actions._paying import pay_out
from donghanh.programme.money.actions._shared import Paper, lock, void
from donghanh.programme.money.models import Adjustment, Allocation, Fund, Payment, Supplement
from donghanh.programme.money.queries import sums
from donghanh.programme.money.terms import AskState, FundKind, Programme, Purpose


def enter_fund(*, actor: Actor, at: datetime, unit_id: int, year: int, kind: FundKind, name: str, total: int, paper: Paper) -> Fund:
    """An approved source of a year at a place of the province. Raises NotInReach, MayNot, BadInput."""
    with audit.recording(actor=actor, verb="money.fund", at=at) as entry:
        access.check_over(actor, unit_id=unit_id)
        rules.check_year(year, on=local_day(at))
        rules.check_amount(total, field="total", may_be_zero=True)
        said = rules.check_words(name, field="name", mend="Ghi tên nguồn như trong quyết định.")
        made = Fund.objects.create(
            unit_id=unit_id, year=year, kind=kind, name=said, total=total, **paper.fields(on=local_day(at)), **stamp(actor, at)
        )
        entry.subject, entry.unit_id, entry.citation, entry.changes = str(made.pk), unit_id, made.document, {"kind": kind, "total": total}
        return made


def allocate(*, actor: Actor, at: datetime, fund_id: UUID, body_id: int, purpose: Purpose, content: str, amount: int, paper: Paper) -> Allocation:
    """A part of a source for a body and a purpose; 0 is a line said to be empty. Raises NotInReach, MayNot, BadInput, CannotSpend past the total."""
    with audit.recording(actor=actor, verb="money.allocate", at=at) as entry:
        made = _allocate(actor, at, fund_id=fund_id, body_id=body_id, purpose=purpose, content=content, amount=amount, paper=paper)
        entry.subject, entry.unit_id, entry.citation = str(made.pk), made.unit_id, made.document
        entry.changes = {"fund": str(fund_id), "purpose": purpose, "amount": amount}
        return made


def adjust(*, actor: Actor, at: datetime, allocation_id: UUID, is_increase: bool, amount: int, reason: str, paper: Paper) -> Adjustment:
    """More or less for an allocation, by a document. Raises NotInReach, MayNot, BadInput, CannotSpend past the source or below what is paid."""
    with audit.recording(actor=actor, verb="money.adjust", at=at, subject=str(allocation_id)) as entry:
        allocation = access.to_answer(actor, Allocation, allocation_id)
        rules.check_amount(amount)
        said = rules.check_words(reason, field="reason", mend="Ghi vì sao điều chỉnh.")
        lock("fund", allocation.fund_id)
        lock("allocation", allocation.pk)
        if is_increase:
            fund = allocation.fund
            rules.check_allocation(total=fund.total, allocated=sums.allocated(fund.pk), amount=amount, source=fund.name)
        else:
            rules.check_decrease(limit=sums.limit(allocation.pk), spent=sums.spent(allocation.pk), amount=amount)
        made = Adjustment.objects.create(
            allocation=allocation, unit_id=allocation.unit_id, body_id=allocation.body_id, is_increase=is_increase, amount=amount, reason=said,
            **paper.fields(on=local_day(at)), **stamp(actor, at),
        )  # fmt: skip
        entry.unit_id, entry.reason, entry.citation = allocation.unit_id, said, made.document
        entry.changes = {"amount": amount if is_increase else -amount}
        return made


def pay(
    *,
    actor: Actor,
    at: datetime,
    allocation_id: UUID,
    amount: int,
    paid_on: date,
    content: str,
    level_id: UUID | None = None,
    quantity: int | None = None,
    programme: Programme | str = "",
    voucher: str = "",
) -> Payment:
    """Write down money paid. Raises NotInReach, MayNot, BadInput, CannotSpend past the allocation or, with the rule cited, past the level."""
    with audit.recording(actor=actor, verb="money.pay", at=at) as entry:
        allocation = access.to_record(actor, Allocation, allocation_id)
        told = {"level_id": level_id, "quantity": quantity, "programme": programme, "voucher": voucher.strip()}
        made = pay_out(actor, at, allocation, amount=amount, paid_on=paid_on, content=content, **told)
        entry.subject, entry.unit_id, entry.changes = str(made.pk), made.unit_id, {"allocation": str(allocation_id), "amount": amount}
        return made


def settle_payment(*, actor: Actor, at: datetime, payment_id: UUID, voucher: str) -> Payment:
    """Account for an advance: the number of its voucher. Raises NotInReach, MayNot, BadInput, CannotMove where it is settled already."""
    with audit.recording(actor=actor, verb="money.settle", at=at, subject=str(payment_id)) as entry:
        payment = access.to_record(actor, Payment, payment_id)
        if payment.voucher or payment.voided_at:
            raise rules.CannotMove("Khoản này đã có chứng từ hoặc đã huỷ.", mend="Huỷ rồi ghi lại nếu chứng từ sai.")
        payment.voucher = rules.check_words(voucher, field="voucher", mend="Ghi số chứng từ.")
        payment.save(update_fields=["voucher"])
        entry.unit_id, entry.changes = payment.unit_id, {"voucher": payment.voucher}
        return payment


def void_payment(*, actor: Actor, at: datetime, payment_id: UUID, reason: str) -> Payment:
    """Take back a payment written down wrongly; it stays, with the reason. Raises NotInReach, MayNot, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="money.void_payment", at=at, subject=str(payment_id)) as entry:
        payment = access.to_record(actor, Payment, payment_id)
        if payment.voided_at or sums.is_of_support(payment.pk):
            raise rules.CannotMove("Khoản này đã huỷ, hoặc là hỗ trợ cho một người.", mend="Khoản hỗ trợ thì huỷ ở trang hỗ trợ của người đó.")
        void(payment, actor, at, reason)
        entry.unit_id, entry.reason, entry.changes = payment.unit_id, payment.void_reason, {"amount": payment.amount}
        return payment


def ask_supplement(*, actor: Actor, at: datetime, year: int, purpose: Purpose, content: str, reason: str, amount: int) -> Supplement:
    """Ask for money for a task that was not estimated. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="money.supplement.ask", at=at) as entry:
        unit_id, body_id = access.own_seat(actor)
        rules.check_year(year, on=local_day(at))
        rules.check_amount(amount)
        made = Supplement.objects.create(
            unit_id=unit_id, body_id=body_id, year=year, purpose=purpose, amount=amount,
            content=rules.check_words(content, field="content", mend="Ghi nhiệm vụ phát sinh."),
            reason=rules.check_words(reason, field="reason", mend="Ghi vì sao phát sinh, theo văn bản nào."), **stamp(actor, at),
        )  # fmt: skip
        entry.subject, entry.unit_id, entry.changes = str(made.pk), unit_id, {"amount": amount}
        return made


def answer_supplement(
    *, actor: Actor, at: datetime, supplement_id: UUID, fund_id: UUID | None, answer: str = "", paper: Paper | None = None
) -> Supplement:
    """Approve from a source, by a decision, which makes the line; or refuse with a reason (fund_id None). Raises as `allocate`, and CannotMove."""
    with audit.recording(actor=actor, verb="money.supplement.answer", at=at, subject=str(supplement_id)) as entry:
        asked = access.to_answer(actor, Supplement, supplement_id)
        lock("supplement", asked.pk)
        asked.refresh_from_db(fields=["state"])
        if asked.state != AskState.ASKED:
            raise rules.CannotMove("Đề nghị này đã được trả lời.", mend="Mở lại trang để xem câu trả lời.")
        asked.answered_by, asked.answered_at, asked.answer = actor.user_id or 0, at, answer.strip()
        if fund_id is None:
            asked.answer = rules.check_words(answer, field="answer", mend="Ghi vì sao không bổ sung.")
            asked.state = AskState.REFUSED
        else:
            if paper is None:
                raise BadInput("Chưa có quyết định bổ sung.", mend="Ghi số, ngày và cơ quan ban hành.", field="document_number")
            _allocate(
                actor, at, fund_id=fund_id, body_id=asked.body_id, purpose=Purpose(asked.purpose), content=asked.content, amount=asked.amount,
                paper=paper, supplement=asked,
            )  # fmt: skip
            asked.state, asked.decision = AskState.APPROVED, paper.said[:300]
        asked.save(update_fields=["state", "answered_by", "answered_at", "answer", "decision"])
        entry.unit_id, entry.citation, entry.changes = asked.unit_id, asked.decision, {"state": asked.state, "amount": asked.amount}
        return asked


def _allocate(
    actor: Actor, at: datetime, *, fund_id: UUID, body_id: int, purpose: Purpose, content: str, amount: int, paper: Paper, **more: Any
) -> Allocation:
    access.require_reader(actor)
    fund = Fund.objects.filter(pk=fund_id).first()
    if fund is None:
        raise NotInReach("Không tìm thấy nguồn này.", mend="Mở lại từ danh sách nguồn.")
    access.check_over(actor, unit_id=fund.unit_id)
    unit_id = sums.unit_of_body(body_id)
    access.check_over(actor, unit_id=unit_id)
    rules.check_amount(amount, may_be_zero=True)
    lock("fund", fund.pk)
    rules.check_allocation(total=fund.total, allocated=sums.allocated(fund.pk), amount=amount, source=fund.name)
    return Allocation.objects.create(
        fund=fund, unit_id=unit_id, body_id=body_id, purpose=purpose, amount=amount,
        content=rules.check_words(content, field="content", mend="Ghi nội dung phân bổ."), **more,
        **paper.fields(on=local_day(at)), **stamp(actor, at),
    )  # fmt: skip
