"""Contributions with what was used of each; the year's totals by giver, form, purpose and programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from donghanh.kernel.actor import Actor
from donghanh.programme.money import access
from donghanh.programme.money.models import Contribution, Payment, Use
from donghanh.programme.money.terms import GiftForm, GiverKind, Programme, Purpose

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """used: of value, in đồng; the rest is the balance."""

    id: UUID
    body_name: str
    giver: str
    giver_kind: GiverKind
    form: GiftForm
    what: str
    value: int
    used: int
    purpose: Purpose
    received_on: date
    receipt: str
    site: tuple[UUID, str] | None

    @property
    def balance(self) -> int:
        return self.value - self.used


@dataclass(frozen=True, slots=True)
class UseRow:
    id: UUID
    used_on: date
    activity: str
    amount: int
    plan_id: str
    clause: str
    programme: Programme | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity that shares its money with a programme: a payment, or the use of a contribution."""

    programme: Programme
    on: date
    body_name: str
    content: str
    amount: int
    is_contribution: bool


@dataclass(frozen=True, slots=True)
class GivingYear:
    """Contributions received in a year, and activities by linked programme. Each of the totals adds up to `total`."""

    rows: tuple[ContributionRow, ...]
    total: int
    used: int
    by_giver: dict[GiverKind, int]
    by_form: dict[GiftForm, int]
    by_purpose: dict[Purpose, int]
    activities: tuple[Activity, ...]

    @property
    def balance(self) -> int:
        return self.total - self.used


@dataclass(frozen=True, slots=True)
class SiteFund:
    """What was given for one club or other place, in đồng, the newest first; nothing more than the balance is ever used."""

    rows: tuple[ContributionRow, ...]

    @property
    def total(self) -> int:
        return sum(row.value for row in self.rows)

    @property
    def used(self) -> int:
        return sum(row.used for row in self.rows)

    @property
    def balance(self) -> int:
        return self.total - self.used


@dataclass(frozen=True, slots=True)
class ContributionSheet:
    row: ContributionRow
    uses: tuple[UseRow, ...]
    may_record: bool


def giving(actor: Actor, *, year: int) -> GivingYear:
    """The year's register, the newest first. Three queries. Raises MayNot."""
    rows = tuple(_row(one) for one in _contributions(actor).filter(received_on__year=year).order_by("-received_on", "-made_at"))
    return GivingYear(
        rows=rows,
        total=sum(row.value for row in rows),
        used=sum(row.used for row in rows),
        by_giver=_by(rows, lambda row: row.giver_kind),
        by_form=_by(rows, lambda row: row.form),
        by_purpose=_by(rows, lambda row: row.purpose),
        activities=tuple(_activities(actor, year)),
    )


def site_fund(actor: Actor, *, site_id: UUID) -> SiteFund:
    """The fund of a club or other place, of what the reader sees: his own body's, his province's. One query. Raises MayNot."""
    return SiteFund(tuple(_row(one) for one in _contributions(actor).filter(site_id=site_id).order_by("-received_on", "-made_at")))


def contribution_sheet(actor: Actor, contribution_id: UUID) -> ContributionSheet:
    """One contribution and every use of it. Raises NotInReach, MayNot."""
    found = access.to_read(actor, Contribution, contribution_id)
    row = _row(_contributions(actor).get(pk=found.pk))
    uses = Use.objects.filter(contribution=found).order_by("-used_on", "-made_at")
    is_own = found.unit_id in actor.unit_ids or found.body_id == actor.body_id
    return ContributionSheet(row, tuple(_use(one) for one in uses), is_own and access.RECORD in actor.may)


def _contributions(actor: Actor) -> QuerySet[Contribution]:
    uses = Use.objects.filter(contribution=OuterRef("pk"), voided_at=None).order_by().values("contribution")
    used = Coalesce(Subquery(uses.annotate(found=Sum("amount")).values("found")), 0)
    return access.visible(actor, Contribution).select_related("body", "site").annotate(used=used)


def _by(rows: Iterable[ContributionRow], kind: Callable[[ContributionRow], K]) -> dict[K, int]:
    made: dict[K, int] = defaultdict(int)
    for row in rows:
        made[kind(row)] += row.value
    return dict(made)


def _activities(actor: Actor, year: int) -> list[Activity]:
    uses = access.visible(actor, Use).filter(used_on__year=year, voided_at=None).exclude(programme="").select_related("body")
    paid = access.visible(actor, Payment).filter(paid_on__year=year, voided_at=None).exclude(programme="").select_related("body")
    found = [Activity(Programme(one.programme), one.used_on, one.body.name, one.activity, one.amount, True) for one in uses]
    found += [Activity(Programme(one.programme), one.paid_on, one.body.name, one.content, one.amount, False) for one in paid]
    return sorted(found, key=lambda one: (one.programme.label, one.on))


def _row(one: Contribution) -> ContributionRow:
    return ContributionRow(
        one.pk, one.body.name, one.giver, GiverKind(one.giver_kind), GiftForm(one.form), one.what, one.value, int(one.used),
        Purpose(one.purpose), one.received_on, one.receipt, (one.site.pk, one.site.name) if one.site else None,
    )  # fmt: skip


def _use(one: Use) -> UseRow:
    programme = Programme(one.programme) if one.programme else None
    return UseRow(one.pk, one.used_on, one.activity, one.amount, one.plan_id, one.clause, programme, one.void_reason)
