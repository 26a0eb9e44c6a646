"""Models: how they were judged, where it is proposed to do the same, what pilots wait for, what was done for each club."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.roadmap import access, piloting
from donghanh.programme.roadmap.models import Proposal, Readiness
from donghanh.programme.roadmap.piloting import Waiting
from donghanh.programme.roadmap.queries import sites
from donghanh.programme.roadmap.queries.sites import FactRow, SiteRow
from donghanh.programme.roadmap.terms import CLUBS, NETWORK, ROUND, Happening, SiteKind, State

CONDITIONS = ("has_staff", "has_premises", "has_caseload", "has_partners", "has_funding")


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """How ready a commune was found for a kind of model; lacks: names of models.Readiness that it lacked."""

    unit: str
    unit_id: int
    kind: SiteKind
    on: date
    lacks: tuple[str, ...]
    is_go: bool
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A commune at which an evaluation proposes to do the same. made: the site founded there since then with this origin; None: not yet."""

    site: SiteRow
    evaluated_on: date
    score: int | None
    unit: str
    unit_id: int
    by: date
    adaptation: str
    made: SiteRow | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model that stands. trend: its score less the one before; waiting: of a pilot alone; copies: sites founded after it."""

    site: SiteRow
    trend: int | None
    waiting: Waiting | None
    proposals: tuple[ProposalRow, ...]
    copies: tuple[SiteRow, ...]


@dataclass(frozen=True, slots=True)
class ClubRow:
    """A club in a year. done: for each of terms.ROUND the last day of the quarter it was done, None: not yet; scores: (year, score) by year."""

    site: SiteRow
    done: tuple[date | None, ...]
    scores: tuple[tuple[int, int], ...]
    trend: int | None
    is_judged_this_year: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A kind of treatment or model for a commune: what runs there, and whether a plan names it for such a place (None: nobody said what it is)."""

    kind: SiteKind
    running: tuple[SiteRow, ...]
    is_named: bool | None


def models(actor: Actor, *, province: int, on: date) -> list[ModelRow]:
    """Models of the province that stand or were closed, by the score of their evaluation, the best first; not scored last. Raises MayNot."""
    register = [one for one in sites.register(actor, on=on, province=province) if one.now.state not in (State.NOT_YET, State.TAKEN_BACK)]
    proposed, copied = _proposals(register, on), defaultdict(list)
    for one in register:
        if one.origin:
            copied[one.origin[0]].append(one)
    rows = [_model(one, proposed[one.id], copied[one.id], on) for one in register if one.kind not in NETWORK]
    return sorted(rows, key=lambda row: (row.site.score is None, -(row.site.score or 0), row.site.name))


def _model(site: SiteRow, proposed: Sequence[ProposalRow], copies: Sequence[SiteRow], on: date) -> ModelRow:
    open_days = [one.by for one in proposed if one.made is None]
    waiting = piloting.waiting(facts=site.story, now=site.now, on=on, places_by=open_days)
    return ModelRow(site, piloting.trend(site.story, on=on), waiting, tuple(proposed), tuple(copies))


def proposals(actor: Actor, *, province: int, on: date) -> list[ProposalRow]:
    """What evaluations that stand propose, the nearest day first. Raises MayNot."""
    found = _proposals(sites.register(actor, on=on, province=province), on)
    return sorted((row for rows in found.values() for row in rows), key=lambda row: (row.by, row.unit))


def _proposals(register: Sequence[SiteRow], on: date) -> dict[UUID, list[ProposalRow]]:
    by_fact = {fact.id: (site, fact) for site in register for fact in site.facts if fact.kind == Happening.EVALUATED and not fact.taken_back}
    found: dict[UUID, list[ProposalRow]] = defaultdict(list)
    for one in Proposal.objects.filter(evaluation_id__in=list(by_fact)).select_related("unit").order_by("by", "unit__folded"):
        site, fact = by_fact[one.evaluation_id]
        made = next((new for new in register if _came_of(new, site, one.unit_id, fact)), None)
        told = (site, fact.on, fact.score, str(one.unit), one.unit_id, one.by, one.adaptation)
        found[site.id].append(ProposalRow(*told, made, made is None and on > one.by))
    return found


def _came_of(new: SiteRow, site: SiteRow, unit_id: int, fact: FactRow) -> bool:
    is_copy = new.origin is not None and new.origin[0] == site.id and new.now.state != State.TAKEN_BACK
    return is_copy and unit_id in (new.seat_id, new.unit_id) and new.decided_on >= fact.on


def readiness(actor: Actor, *, province: int, on: date) -> list[ReadinessRow]:
    """The assessment that holds for each commune and kind, by commune. Raises MayNot."""
    access.check_may_read(actor)
    found = Readiness.objects.filter(seat_id__in=places.units_below(province, on=on), on__lte=on).select_related("seat")
    latest = {(one.seat_id, one.kind): one for one in found.order_by("on", "made_at", "id")}
    return sorted(map(_ready, latest.values()), key=lambda row: (row.unit, row.kind))


def readiness_of(unit_id: int, kind: SiteKind, *, on: date) -> ReadinessRow | None:
    """The assessment that holds for a commune and a kind on this day."""
    found = Readiness.objects.filter(seat_id=unit_id, kind=kind, on__lte=on).select_related("seat").order_by("on", "made_at", "id").last()
    return _ready(found) if found else None


def _ready(one: Readiness) -> ReadinessRow:
    lacks = tuple(name for name in CONDITIONS if not getattr(one, name))
    return ReadinessRow(str(one.seat), one.seat_id, SiteKind(one.kind), one.on, lacks, one.is_go, one.reason, one.document)


def clubs(actor: Actor, *, province: int, on: date) -> list[ClubRow]:
    """Clubs that run on this day, by name: what was done for each this quarter, its score of every year and its trend. Raises MayNot."""
    running = [one for one in sites.register(actor, on=on, province=province) if one.kind in CLUBS and one.now.runs]
    return [_club(one, on) for one in sorted(running, key=lambda one: one.name)]


def _club(site: SiteRow, on: date) -> ClubRow:
    start, end = piloting.quarter(on)
    standing = [fact for fact in site.facts if not fact.taken_back and fact.on <= on]
    done = tuple(max((fact.on for fact in standing if fact.kind == kind and start <= fact.on < end), default=None) for kind in ROUND)
    scores = {fact.on.year: fact.score for fact in standing if fact.score is not None}
    is_judged = any(fact.kind == Happening.EVALUATED and fact.on.year == on.year for fact in standing)
    return ClubRow(site, done, tuple(sorted(scores.items())), piloting.trend(site.story, on=on), is_judged)


def options(actor: Actor, *, unit_id: int, on: date) -> tuple[UnitRow, list[Option]]:
    """A commune and the kinds of help there can be: what a plan names for it first. Army and civil medicine is named for mountain communes.

    Source: plan TH38, I.2.2.a. Raises NotInReach for an unknown place, MayNot.
    """
    access.check_may_read(actor)
    unit = places.unit_row(unit_id)
    if unit.level != "COMMUNE":
        raise NotInReach("Không tìm thấy xã, phường này.", mend="Mở lại từ trang Thí điểm hoặc Danh bạ.")
    here = [one for one in sites.register(actor, on=on, province=unit_id) if one.now.runs]
    rows = []
    for kind in SiteKind:
        if kind in (SiteKind.CENTRE, SiteKind.OTHER_MODEL):
            continue
        is_named = unit.is_remote if kind == SiteKind.ARMY_AND_CIVIL else True
        rows.append(Option(kind, tuple(one for one in here if one.now.kind == kind), is_named))
    return unit, sorted(rows, key=lambda row: (row.kind != SiteKind.ARMY_AND_CIVIL or not row.is_named, row.is_named is not True))
