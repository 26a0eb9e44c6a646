"""Sites with their story, as they stand on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.base.places.queries.units import standing
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.roadmap import access, rules
from donghanh.programme.roadmap.models import Site, SiteFact
from donghanh.programme.roadmap.rules import Fact, Standing
from donghanh.programme.roadmap.terms import Happening, SiteKind


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line of a site's story. where: the place it moved to; taken_back: the reason why it no longer stands, empty while it does."""

    id: UUID
    kind: Happening
    on: date
    where: str
    document: str
    is_effective: bool | None
    criterion: str
    judge: str
    reason: str
    by: str
    at: datetime
    taken_back: str
    score: int | None = None
    advice: str = ""
    outcome: str = ""
    cost: int | None = None
    starts_by: date | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as it stands on the day asked for; words of models.Site. unit: where it was founded. facts: by day, the latest last.

    seat: the place that keeps its row on that day: where the one of the row has gone into another by then, that other.
    """

    id: UUID
    kind: SiteKind
    name: str
    unit_id: int
    unit: str
    place: str
    seat_id: int
    seat: str
    number: str
    decided_on: date
    issuer: str
    origin: tuple[UUID, str] | None
    now: Standing
    facts: tuple[FactRow, ...]
    story: tuple[Fact, ...]
    may_record: bool
    may_judge: bool

    def on(self, day: date) -> Standing:
        """Where it stood at the end of that day."""
        return rules.standing(kind=self.kind, decided_on=self.decided_on, unit=self.unit_id, place=self.place, facts=self.story, on=day)

    @property
    def score(self) -> int | None:
        """Of the evaluation that holds."""
        return self.evaluation.score if self.evaluation else None

    @property
    def evaluation(self) -> FactRow | None:
        """The evaluation that holds; None: "chưa đặt"."""
        return next((one for one in self.facts if one.id == self.now.evaluated), None)


def register(actor: Actor, *, on: date, province: int, kind: str = "", unit: int | None = None) -> list[SiteRow]:
    """Sites of a province of today (or of one of its communes), by kind and name; what was taken back comes last. Raises MayNot."""
    found = access.visible(actor).filter(seat_id__in=places.units_below(unit or province, on=on))
    rows = _rows(actor, found.filter(kind=kind) if kind else found, on)
    order = list(SiteKind)
    return sorted(rows, key=lambda one: (one.now.state == "TAKEN_BACK", order.index(one.kind), one.name))


def site(actor: Actor, site_id: UUID, *, on: date) -> SiteRow:
    """One site. Raises MayNot, NotInReach."""
    found = _rows(actor, access.visible(actor).filter(pk=site_id), on)
    if not found:
        raise NotInReach("Không tìm thấy nơi này.", mend="Mở lại từ danh bạ của lộ trình.")
    return found[0]


def lacking(actor: Actor, rows: list[SiteRow], *, province: int, on: date) -> list[UnitRow]:
    """Communes of a province in which nothing of these rows runs, by name. Raises MayNot."""
    access.check_may_read(actor)
    busy = {row.seat_id for row in rows if row.now.runs}
    return sorted((unit for unit in places.communes_of(province, on) if unit.id not in busy), key=lambda unit: unit.name)


def facts_of(site_id: UUID) -> list[Fact]:
    """The story of one site as rules need it, in the order in which it was written."""
    return [_fact(one) for one in SiteFact.objects.filter(site_id=site_id).order_by("made_at", "id")]


def _rows(actor: Actor, found: QuerySet[Site], on: date) -> list[SiteRow]:
    sites = list(found)
    told: dict[UUID, list[SiteFact]] = defaultdict(list)
    for one in SiteFact.objects.filter(site__in=[site.pk for site in sites]).select_related("unit").order_by("made_at", "id"):
        told[one.site_id].append(one)
    names = accounts.names_of({one.made_by for rows in told.values() for one in rows}) if told else {}
    seats = _seats(sites, on)
    return [_row(actor, one, told[one.pk], names, on, seat=seats.get(one.seat_id)) for one in sites]


def _seats(sites: list[Site], on: date) -> dict[int, UnitRow]:
    """A seat that no longer stands on this day → what it went into as a whole. A seat that was divided stays: nobody said into which part."""
    gone = {one.seat_id for one in sites if one.seat.ends_before is not None and one.seat.ends_before <= on}
    kin = standing(gone, on=on, forward=True) if gone else {}
    whole = {seat: [one.unit for one in units if not one.is_partial] for seat, units in kin.items()}
    return {seat: units[0] for seat, units in whole.items() if len(units) == 1}


def _row(actor: Actor, one: Site, told: list[SiteFact], names: dict[int, str], on: date, *, seat: UnitRow | None) -> SiteRow:
    story = tuple(map(_fact, told))
    kind = SiteKind(one.kind)
    now = rules.standing(kind=kind, decided_on=one.decided_on, unit=one.unit_id, place=one.place, facts=story, on=on)
    why = {fact.undoes_id: fact.reason for fact in told if fact.kind == Happening.TAKEN_BACK}
    may = holds(access.check_may_record, actor, one.seat_id) and None not in why
    where = (one.unit_id, one.unit.path, one.place, *((seat.id, seat.title) if seat else (one.seat_id, str(one.seat))))
    about = (one.number, one.decided_on, one.issuer, (one.origin.pk, one.origin.name) if one.origin else None)
    facts = tuple(sorted((_shown(fact, why, names) for fact in told), key=lambda fact: fact.on))
    return SiteRow(one.pk, kind, one.name, *where, *about, now, facts, story, may, may and access.DECIDE in actor.may)


def _shown(one: SiteFact, why: dict[UUID | None, str], names: dict[int, str]) -> FactRow:
    where = one.unit.path if one.unit else ""
    judged = (one.is_effective, one.criterion, one.judge, one.reason)
    scored = (one.points, one.advice, one.outcome, one.cost)
    by = (names.get(one.made_by, ""), one.made_at)
    return FactRow(one.pk, Happening(one.kind), one.on, where, one.document, *judged, *by, why.get(one.pk, ""), *scored, one.starts_by, one.review_by)


def _fact(one: SiteFact) -> Fact:
    of_model = (one.advice, one.points, one.starts_by, one.review_by)
    return Fact(one.pk, Happening(one.kind), one.on, one.unit_id, one.place, one.is_effective, one.undoes_id, *of_model)
