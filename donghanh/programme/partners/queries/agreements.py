"""Agreements as they stand on a day, with what was promised and what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.programme.partners import access, rules
from donghanh.programme.partners.models import Activity, Agreement, Change, Promise, Receipt
from donghanh.programme.partners.terms import ActivityKind, ChangeKind, PartnerKind, PromiseKind, Standing
from donghanh.programme.registers import access as registers


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """ends_on: as last extended. received: đồng that came."""

    id: UUID
    partner_id: UUID
    partner: str
    partner_kind: PartnerKind
    title: str
    paper: str
    value: int | None
    starts_on: date
    ends_on: date | None
    responsible: str
    keeper: str
    unit: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """kept: places still held three months later; None while nobody counted. may_count: three months have passed."""

    id: UUID
    received_on: date
    quantity: int | None
    what: str
    source: str
    contribution_id: UUID | None
    kept: int | None
    counted_on: date | None
    may_count: bool


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """filled, left: of quantity; None for support said in words."""

    id: UUID
    kind: PromiseKind
    what: str
    quantity: int | None
    receipts: tuple[ReceiptRow, ...]

    @property
    def filled(self) -> int:
        return sum(one.quantity or 0 for one in self.receipts)

    @property
    def left(self) -> int | None:
        return None if self.quantity is None else max(0, self.quantity - self.filled)

    @property
    def kept(self) -> tuple[int, int] | None:
        """Of the places counted again after three months: still held, and counted."""
        counted = [one for one in self.receipts if one.kept is not None]
        return (sum(one.kept or 0 for one in counted), sum(one.quantity or 0 for one in counted)) if counted else None


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    row: AgreementRow
    clause: tuple[str, str]
    promises: tuple[PromiseRow, ...]
    activities: tuple[tuple[ActivityKind, date, str, str], ...]
    changes: tuple[tuple[ChangeKind, date, str, str], ...]
    may_record: bool

    @property
    def disbursed(self) -> int:
        """Đồng that came."""
        return sum(one.filled for one in self.promises if one.kind == PromiseKind.FUNDS)


def agreements(actor: Actor, *, on: date) -> list[AgreementRow]:
    """Every agreement within reach: those that end soon first, then running ones by partner. Three statements. Raises MayNot."""
    order = (Standing.ENDING, Standing.RUNNING, Standing.UPCOMING, Standing.EXPIRED, Standing.ENDED)
    rows = _rows(access.agreements(actor), on=on)
    return sorted(rows, key=lambda row: (order.index(row.standing), row.ends_on or date.max, row.partner))


def agreement_row(found: Agreement, *, on: date) -> AgreementRow:
    """One agreement that the caller was admitted to."""
    return _rows([found], on=on)[0]


def agreement_sheet(actor: Actor, agreement_id: UUID, *, on: date) -> AgreementSheet:
    """One agreement whole. Raises MayNot, NotInReach."""
    found = access.agreement(actor, agreement_id)
    activities = Activity.objects.filter(agreement=found).order_by("-on", "-made_at")
    changes = Change.objects.filter(agreement=found).order_by("-made_at")
    return AgreementSheet(
        agreement_row(found, on=on),
        (found.plan_id, found.clause_code),
        promises_of([found.pk], on=on)[found.pk],
        tuple((ActivityKind(one.kind), one.on, one.text, one.source) for one in activities),
        tuple((ChangeKind(one.kind), one.on, one.reason, one.paper) for one in changes),
        access.RECORD in actor.may and found.body_id in registers.own_bodies(actor),
    )


def promises_of(ids: list[UUID], *, on: date) -> dict[UUID, tuple[PromiseRow, ...]]:
    """Promises by agreement, each with what came of it. Two statements."""
    receipts: dict[UUID, list[ReceiptRow]] = defaultdict(list)
    for one in Receipt.objects.filter(promise__agreement__in=ids).select_related("retention").order_by("received_on", "made_at"):
        receipts[one.promise_id].append(_receipt(one, on))
    made: dict[UUID, list[PromiseRow]] = {one: [] for one in ids}
    for p in Promise.objects.filter(agreement__in=ids).order_by("made_at", "pk"):
        made[p.agreement_id].append(PromiseRow(p.pk, PromiseKind(p.kind), p.what, p.quantity, tuple(receipts[p.pk])))
    return {one: tuple(rows) for one, rows in made.items()}


def _receipt(one: Receipt, on: date) -> ReceiptRow:
    again = getattr(one, "retention", None)
    return ReceiptRow(
        one.pk, one.received_on, one.quantity, one.what, one.source, one.contribution_id, again.kept if again else None,
        again.counted_on if again else None, again is None and one.received_on + rules.THREE_MONTHS <= on,
    )  # fmt: skip


def _rows(found: Iterable[Agreement], *, on: date) -> list[AgreementRow]:
    rows = list(found)
    changes: dict[UUID, list[Change]] = defaultdict(list)
    for one in Change.objects.filter(agreement__in=[row.pk for row in rows]).order_by("made_at"):
        changes[one.agreement_id].append(one)
    return [_row(one, changes[one.pk], on) for one in rows]


def _row(one: Agreement, changes: list[Change], on: date) -> AgreementRow:
    ends_on = max([c.on for c in changes if c.kind == ChangeKind.EXTENDED], default=one.ends_on)
    ended_on = next((c.on for c in changes if c.kind == ChangeKind.ENDED), None)
    return AgreementRow(
        one.pk, one.partner_id, one.partner.name, PartnerKind(one.partner.kind), one.title, one.paper, one.value, one.starts_on, ends_on,
        one.responsible, one.body.name, one.unit.name, rules.standing(starts_on=one.starts_on, ends_on=ends_on, ended_on=ended_on, on=on),
    )  # fmt: skip
