"""Partners with their agreements, and what a year brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from donghanh.kernel.actor import Actor
from donghanh.programme.money import access as money_access
from donghanh.programme.money import queries as money
from donghanh.programme.money.queries import ContributionRow
from donghanh.programme.partners import access
from donghanh.programme.partners.models import Partner, Promise, Receipt
from donghanh.programme.partners.queries.agreements import AgreementRow, PromiseRow, agreements, promises_of
from donghanh.programme.partners.terms import PartnerKind, PromiseKind
from donghanh.programme.registers import access as registers


@dataclass(frozen=True, slots=True)
class PartnerRow:
    id: UUID
    kind: PartnerKind
    name: str
    field: str
    country: str
    contact: str
    keeper: str
    agreements: int


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """One partner, each agreement with its promises: offered, filled, kept after three months."""

    row: PartnerRow
    agreements: tuple[tuple[AgreementRow, tuple[PromiseRow, ...]], ...]
    may_record: bool


@dataclass(frozen=True, slots=True)
class Year:
    """What was promised by agreements begun in a year, and what came in it. abroad: value and money of international agreements.

    contributions: of the same year from the register of money, with what is unspent; None for who does not read money.
    """

    promised: dict[PromiseKind, int]
    came: dict[PromiseKind, int]
    abroad: tuple[int, int]
    contributions: tuple[ContributionRow, ...] | None

    @property
    def unspent(self) -> int:
        return sum(row.balance for row in self.contributions or ())


def partners(actor: Actor) -> list[PartnerRow]:
    """Partners within reach by name. One statement. Raises MayNot."""
    return [_row(one, one.n) for one in access.partners(actor).select_related("body").annotate(n=Count("agreements")).order_by("folded", "pk")]


def partner_sheet(actor: Actor, partner_id: UUID, *, on: date) -> PartnerSheet:
    """One partner whole. Raises MayNot, NotInReach."""
    found = access.partner(actor, partner_id)
    rows = [row for row in agreements(actor, on=on) if row.partner_id == found.pk]
    kept = promises_of([row.id for row in rows], on=on)
    may = access.RECORD in actor.may and found.body_id in registers.own_bodies(actor)
    return PartnerSheet(_row(found, len(rows)), tuple((row, kept[row.id]) for row in rows), may)


def year(actor: Actor, *, year: int) -> Year:
    """The year's sums within reach. Raises MayNot."""
    own = access.agreements(actor)
    begun = own.filter(starts_on__year=year)
    received = Receipt.objects.filter(promise__agreement__in=own.values("pk"), received_on__year=year)
    foreign = {"partner__kind": PartnerKind.INTERNATIONAL}
    came = received.filter(promise__kind=PromiseKind.FUNDS, promise__agreement__partner__kind=PartnerKind.INTERNATIONAL)
    return Year(
        _sums(Promise.objects.filter(agreement__in=begun.values("pk")), "kind"),
        _sums(received, "promise__kind"),
        (_sum(begun.filter(**foreign), "value"), _sum(came, "quantity")),
        money.giving(actor, year=year).rows if money_access.READ in actor.may else None,
    )


def _sums(found: QuerySet, by: str) -> dict[PromiseKind, int]:
    return {PromiseKind(kind): total or 0 for kind, total in found.order_by().values_list(by).annotate(total=Sum("quantity"))}


def _sum(found: QuerySet, column: str) -> int:
    return found.aggregate(total=Sum(column))["total"] or 0


def _row(one: Partner, count: int) -> PartnerRow:
    return PartnerRow(one.pk, PartnerKind(one.kind), one.name, one.field, one.country, one.contact, one.body.name, count)
