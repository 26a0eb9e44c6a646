"""Sources with what is allocated of them, one allocation with what is paid, and requests for more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.money import access
from donghanh.programme.money.models import Adjustment, Allocation, Fund, Payment, Supplement, SupportLine
from donghanh.programme.money.queries.sums import SIGNED
from donghanh.programme.money.terms import AskState, FundKind, Programme, Purpose


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """limit: amount and adjustments; spent: paid; unsettled: paid without a voucher yet."""

    id: UUID
    fund_id: UUID
    fund_name: str
    year: int
    kind: FundKind
    body_id: int
    body_name: str
    unit_id: int
    purpose: Purpose
    content: str
    document: str
    amount: int
    limit: int
    spent: int
    unsettled: int

    @property
    def left(self) -> int:
        return self.limit - self.spent


@dataclass(frozen=True, slots=True)
class FundRow:
    """A source: total, allocated and paid as far as the reader sees them."""

    id: UUID
    year: int
    kind: FundKind
    name: str
    unit_name: str
    document: str
    total: int
    allocated: int
    spent: int

    @property
    def free(self) -> int:
        return self.total - self.allocated


@dataclass(frozen=True, slots=True)
class FundSheet:
    """A source and its allocations; bodies: to whom the reader may allocate."""

    row: FundRow
    allocations: tuple[AllocationRow, ...]
    may_allocate: bool


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment. is_support: of a person, whose name stands nowhere here."""

    id: UUID
    paid_on: date
    content: str
    amount: int
    level_name: str
    quantity: int | None
    programme: Programme | None
    voucher: str
    void_reason: str
    is_support: bool


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """More (positive) or less (negative), by a document."""

    amount: int
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class AllocationSheet:
    """One allocation whole."""

    row: AllocationRow
    adjustments: tuple[AdjustmentRow, ...]
    payments: tuple[PaymentRow, ...]
    may_pay: bool
    may_adjust: bool


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """A request for money for a task that was not estimated."""

    id: UUID
    year: int
    body_name: str
    unit_id: int
    purpose: Purpose
    content: str
    reason: str
    amount: int
    state: AskState
    asked_at: datetime
    answer: str
    decision: str
    allocation_id: UUID | None
    may_answer: bool


def funds(actor: Actor, *, year: int) -> list[FundRow]:
    """Sources of a year in the actor's province, by kind and name. Raises MayNot."""
    return [_fund(one) for one in _funds(actor).filter(year=year).order_by("kind", "name")]


def fund_sheet(actor: Actor, fund_id: UUID) -> FundSheet:
    """One source with its lines: allocated, paid and left. Raises NotInReach, MayNot."""
    found = _funds(actor).filter(pk=fund_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy nguồn này.", mend="Mở lại từ danh sách nguồn.")
    rows = [_allocation(one) for one in allocations(actor).filter(fund_id=fund_id).order_by("body__name", "purpose", "made_at")]
    return FundSheet(_fund(found), tuple(rows), access.APPRAISE in actor.may)


def receiving_bodies(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """To whom finance may allocate: bodies of the province and committees of its communes that stand on this day."""
    access.require_reader(actor)
    kinds = ("commune_committee", "provincial_police", "provincial_health", "provincial_committee", "facility")
    here = Body.objects.filter(kind__in=kinds, unit_id__in=actor.stat_unit_ids, starts_on__lte=on)
    standing = here.exclude(ends_before__lte=on).exclude(unit__ends_before__lte=on)
    return list(standing.order_by("kind", "name").values_list("id", "name"))


def allocation_sheet(actor: Actor, allocation_id: UUID) -> AllocationSheet:
    """One allocation with its adjustments and payments. Raises NotInReach, MayNot."""
    found = allocations(actor).filter(pk=allocation_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy khoản phân bổ này.", mend="Mở lại từ trang nguồn hoặc bảng kinh phí.")
    is_own = found.unit_id in actor.unit_ids or found.body_id == actor.body_id
    changes = Adjustment.objects.filter(allocation=found).order_by("made_at")
    return AllocationSheet(
        row=_allocation(found),
        adjustments=tuple(AdjustmentRow(one.amount if one.is_increase else -one.amount, one.reason, one.document) for one in changes),
        payments=tuple(payments(actor, allocation_id)),
        may_pay=is_own and access.RECORD in actor.may,
        may_adjust=access.APPRAISE in actor.may and found.unit_id in actor.stat_unit_ids,
    )


def payments(actor: Actor, allocation_id: UUID) -> list[PaymentRow]:
    """What was paid out of an allocation, the newest first."""
    of_support = SupportLine.objects.filter(payment_id=OuterRef("pk")).values("pk")[:1]
    rows = access.visible(actor, Payment).filter(allocation_id=allocation_id).select_related("level")
    return [_payment(one) for one in rows.annotate(support=Subquery(of_support)).order_by("-paid_on", "-made_at")]


def allocations_of(actor: Actor, *, year: int, body_id: int) -> list[AllocationRow]:
    """Allocations of a body in a year: what stands behind its line of the sheet. Raises MayNot."""
    found = allocations(actor).filter(fund__year=year, body_id=body_id)
    return [_allocation(one) for one in found.order_by("purpose", "made_at")]


def units(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """Places of the province whose budget a source may belong to: the province first. Raises MayNot."""
    access.require_reader(actor)
    here = Unit.objects.filter(pk__in=actor.stat_unit_ids, level__in=("PROVINCE", "COMMUNE"), starts_on__lte=on).exclude(ends_before__lte=on)
    return [(one.pk, str(one)) for one in here.order_by("-level", "folded")]


def allocations_to_pay(actor: Actor, *, year: int) -> list[AllocationRow]:
    """Own allocations of a year with something left."""
    own = allocations(actor).filter(fund__year=year, unit_id__in=actor.unit_ids)
    return [row for row in (_allocation(one) for one in own.order_by("purpose", "made_at")) if row.left > 0]


def supplements(actor: Actor, *, year: int) -> list[SupplementRow]:
    """Requests of a year, those that wait first. Raises MayNot."""
    rows = access.visible(actor, Supplement).filter(year=year).select_related("body")
    lines = dict(access.visible(actor, Allocation).exclude(supplement=None).filter(supplement__year=year).values_list("supplement_id", "id"))
    found = [_supplement(actor, one, lines.get(one.pk)) for one in rows.order_by("-made_at")]
    return sorted(found, key=lambda row: row.state != AskState.ASKED)


def supplement(actor: Actor, supplement_id: UUID) -> SupplementRow:
    """One request. Raises NotInReach, MayNot."""
    one = access.to_read(actor, Supplement, supplement_id)
    return _supplement(actor, one, access.visible(actor, Allocation).filter(supplement=one).values_list("id", flat=True).first())


def allocations(actor: Actor) -> QuerySet[Allocation]:
    """Allocations the reader sees, each with what was adjusted, paid, and paid without voucher. One query. Raises MayNot."""
    paid = Payment.objects.filter(allocation=OuterRef("pk"), voided_at=None)
    sums = {
        "adjusted": _sub(Adjustment.objects.filter(allocation=OuterRef("pk")), "allocation", SIGNED),
        "spent": _sub(paid, "allocation", Sum("amount")),
        "unsettled": _sub(paid.filter(voucher=""), "allocation", Sum("amount")),
    }
    return access.visible(actor, Allocation).select_related("body", "fund").annotate(**sums)


def _funds(actor: Actor) -> QuerySet[Fund]:
    """Sources of the actor's own places and of his province."""
    access.require_reader(actor)
    seen = access.reach(actor)
    shares = Allocation.objects.filter(seen, fund=OuterRef("pk"))
    changes = Adjustment.objects.filter(seen, allocation__fund=OuterRef("pk"))
    paid = Payment.objects.filter(seen, allocation__fund=OuterRef("pk"), voided_at=None)
    sums = {
        "first": _sub(shares, "fund", Sum("amount")),
        "adjusted": _sub(changes, "allocation__fund", SIGNED),
        "spent": _sub(paid, "allocation__fund", Sum("amount")),
    }
    rows = Fund.objects.select_related("unit").annotate(**sums)
    return (
        rows.filter(unit_id__in=actor.stat_unit_ids)
        if access.is_over(actor)
        else rows.filter(pk__in=access.visible(actor, Allocation).values("fund"))
    )


def _sub(rows: QuerySet[Any], by: str, of: Any) -> Any:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(found=of).values("found")), 0)


def _fund(one: Any) -> FundRow:
    name = str(one.unit)
    return FundRow(one.pk, one.year, FundKind(one.kind), one.name, name, one.document, one.total, int(one.first + one.adjusted), int(one.spent))


def _allocation(one: Any) -> AllocationRow:
    return AllocationRow(
        one.pk, one.fund_id, one.fund.name, one.fund.year, FundKind(one.fund.kind), one.body_id, one.body.name, one.unit_id,
        Purpose(one.purpose), one.content, one.document, one.amount, int(one.amount + one.adjusted), int(one.spent), int(one.unsettled),
    )  # fmt: skip


def _payment(one: Any) -> PaymentRow:
    programme = Programme(one.programme) if one.programme else None
    level = one.level.name if one.level else ""
    return PaymentRow(
        one.pk, one.paid_on, one.content, one.amount, level, one.quantity, programme, one.voucher, one.void_reason, one.support is not None
    )


def _supplement(actor: Actor, one: Supplement, line: UUID | None) -> SupplementRow:
    may = access.APPRAISE in actor.may and one.unit_id in actor.stat_unit_ids and one.state == AskState.ASKED
    return SupplementRow(
        one.pk, one.year, one.body.name, one.unit_id, Purpose(one.purpose), one.content, one.reason, one.amount, AskState(one.state),
        one.made_at, one.answer, one.decision, line, may,
    )  # fmt: skip
