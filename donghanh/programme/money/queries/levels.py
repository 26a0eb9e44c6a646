"""Norms and levels as they were entered, and which one stands on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.base.places import queries as places
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from donghanh.programme.money import access, rules
from donghanh.programme.money.models import Norm, SpendingLevel, SupportLevel
from donghanh.programme.money.models.catalogue import Entry
from donghanh.programme.money.rules import Part
from donghanh.programme.money.terms import Confidence, NormPart, Per, PriorityGroup, Purpose

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm with its parts; cost: of one case, in đồng."""

    id: UUID
    form: str
    form_title: str
    parts: tuple[Part, ...]
    valid_from: date
    valid_until: date | None
    document: str
    confidence: Confidence
    is_standing: bool

    @property
    def cost(self) -> int:
        return rules.cost_of(self.parts, 1)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level. measure: "buổi" of a spending level; per, procedure and for_group (None: for all): of a support level."""

    id: UUID
    name: str
    amount: int
    measure: str
    per: Per | None
    procedure: str
    purpose: Purpose | None
    valid_from: date
    valid_until: date | None
    document: str
    confidence: Confidence
    is_standing: bool
    for_group: PriorityGroup | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything entered for the actor's province, what is valid last first. may_enter: the reader may add to it."""

    norms: tuple[NormRow, ...]
    spending: tuple[LevelRow, ...]
    support: tuple[LevelRow, ...]
    may_enter: bool


def catalogue(actor: Actor, *, on: date) -> Catalogue:
    """All three catalogues. Raises MayNot."""
    access.require_reader(actor)
    return Catalogue(tuple(norms(actor, on=on)), tuple(spending(actor, on=on)), tuple(support_levels(actor, on=on)), access.CATALOGUE in actor.may)


def norms(actor: Actor, *, on: date) -> list[NormRow]:
    """Norms of the actor's province."""
    access.require_reader(actor)
    rows = list(_of(Norm, province_of(actor.unit_id)).prefetch_related("items"))
    standing = _standing(rows, on, lambda row: row.form)
    return [_norm(row, row.pk in standing) for row in rows]


def norm_standing(actor: Actor, form: str, *, unit_id: int, on: date) -> NormRow | None:
    """The norm of a form of rehabilitation that is valid on this day in the unit's province; the newest, or None."""
    access.require_reader(actor)
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    found = _of(Norm, province_of(unit_id)).filter(valid, form=form, valid_from__lte=on).order_by("-valid_from").first()
    return _norm(found, True) if found else None


def spending(actor: Actor, *, on: date) -> list[LevelRow]:
    """Spending levels of the actor's province."""
    access.require_reader(actor)
    rows = list(_of(SpendingLevel, province_of(actor.unit_id)))
    standing = _standing(rows, on, lambda row: row.name.casefold())
    return [_level(row, row.pk in standing, measure=row.measure) for row in rows]


def support_levels(actor: Actor, *, on: date, unit_id: int | None = None) -> list[LevelRow]:
    """Support levels of the province of this unit (the actor's own unless told)."""
    access.require_reader(actor)
    rows = list(_of(SupportLevel, province_of(actor.unit_id if unit_id is None else unit_id)))
    standing = _standing(rows, on, lambda row: f"{row.procedure} {row.for_group} {row.name.casefold()}")
    return [_support(row, row.pk in standing) for row in rows]


def province_of(unit_id: int | None) -> int | None:
    """The province in which the unit lies, or itself."""
    return next((one.id for one in places.ancestors(unit_id) if one.level == "PROVINCE"), None) if unit_id is not None else None


def _of(model: type[E], province: int | None) -> QuerySet[E]:
    return model._default_manager.filter(unit_id=province).order_by("-valid_from", "-made_at")


def _standing(rows: Iterable[E], on: date, key: Callable[[E], str]) -> set[UUID]:
    """Of each key the row that became valid last and is valid on this day; rows come the newest first."""
    found: dict[str, UUID] = {}
    for row in rows:
        if row.valid_from <= on and (row.valid_until is None or row.valid_until >= on):
            found.setdefault(key(row), row.pk)
    return set(found.values())


def _norm(row: Norm, is_standing: bool) -> NormRow:
    items = sorted(row.items.all(), key=lambda one: one.position)
    parts = tuple(Part(NormPart(one.part).label, one.name, one.measure, one.quantity, one.unit_cost) for one in items)
    title = Procedure(row.form).label
    return NormRow(row.pk, row.form, title, parts, row.valid_from, row.valid_until, row.document, Confidence(row.confidence), is_standing)


def _support(row: SupportLevel, is_standing: bool) -> LevelRow:
    made = _level(row, is_standing, per=Per(row.per), procedure=row.procedure, purpose=Purpose(row.purpose))
    return replace(made, for_group=PriorityGroup(row.for_group)) if row.for_group else made


def _level(
    row: SpendingLevel | SupportLevel,
    is_standing: bool,
    *,
    measure: str = "",
    per: Per | None = None,
    procedure: str = "",
    purpose: Purpose | None = None,
) -> LevelRow:
    return LevelRow(
        row.pk, row.name, row.amount, measure, per, procedure, purpose, row.valid_from, row.valid_until, row.document,
        Confidence(row.confidence), is_standing,
    )  # fmt: skip
