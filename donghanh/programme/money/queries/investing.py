"""Investment projects of a province: where each stands, the capital of each year, and the gap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.programme.money import access, rules
from donghanh.programme.money.models import CapitalDecision, Project, ProjectStep, ProjectYear
from donghanh.programme.money.terms import ProjectState


@dataclass(frozen=True, slots=True)
class YearRow:
    """Development capital of one year. gap: asked for and not allocated."""

    year: int
    requested: int
    balanced: int
    allocated: int

    @property
    def gap(self) -> int:
        return max(0, self.requested - self.allocated)


@dataclass(frozen=True, slots=True)
class StepRow:
    state: ProjectState
    document: str
    document_date: date


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """uncovered: what of the whole capital no year has allocated yet. capacity: people the facility has room for now; None: not set."""

    id: UUID
    name: str
    facility_id: int | None
    facility_name: str
    gap: str
    need: str
    total: int
    priority: int
    state: ProjectState
    years: tuple[YearRow, ...]
    steps: tuple[StepRow, ...]
    unit_id: int
    capacity: int | None

    @property
    def allocated(self) -> int:
        return sum(year.allocated for year in self.years)

    @property
    def uncovered(self) -> int:
        return max(0, self.total - self.allocated)

    @property
    def next(self) -> ProjectState | None:
        return rules.step_after(self.state)


@dataclass(frozen=True, slots=True)
class CapitalRow:
    """A year's capital decision beside what is allocated of it: they are equal when everything is given out."""

    year: int
    total: int
    allocated: int
    document: str

    @property
    def left(self) -> int:
        return self.total - self.allocated


@dataclass(frozen=True, slots=True)
class ProjectList:
    rows: tuple[ProjectRow, ...]
    capital: tuple[CapitalRow, ...]
    may_propose: bool
    may_decide: bool


def projects(actor: Actor, *, facility_id: int | None = None) -> ProjectList:
    """All projects the reader sees by priority, or those of one facility. Four queries. Raises MayNot."""
    found = access.visible(actor, Project).select_related("facility").order_by("priority", "name")
    rows = _rows(list(found.filter(facility_id=facility_id) if facility_id else found))
    given: dict[int, int] = defaultdict(int)
    for year, amount in access.visible(actor, ProjectYear).values_list("year", "allocated"):
        given[year] += amount
    decisions = CapitalDecision.objects.filter(unit_id__in=actor.stat_unit_ids).order_by("-year")
    capital = tuple(CapitalRow(one.year, one.total, given[one.year], one.document) for one in decisions)
    return ProjectList(tuple(rows), capital, access.REVIEW in actor.may, access.APPRAISE in actor.may)


def project(actor: Actor, project_id: UUID) -> ProjectRow:
    """One project. Raises NotInReach, MayNot."""
    return _rows([access.to_read(actor, Project, project_id)])[0]


def facilities(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """Facilities of the province for which a project may be proposed."""
    access.require_reader(actor)
    here = Body.objects.filter(kind="facility", unit_id__in=actor.stat_unit_ids, starts_on__lte=on).exclude(ends_before__lte=on)
    return list(here.order_by("name").values_list("id", "name"))


def _rows(found: list[Project]) -> list[ProjectRow]:
    ids = [one.pk for one in found]
    years: dict[UUID, list[YearRow]] = defaultdict(list)
    for y in ProjectYear.objects.filter(project_id__in=ids).order_by("year"):
        years[y.project_id].append(YearRow(y.year, y.requested, y.balanced, y.allocated))
    steps: dict[UUID, list[StepRow]] = defaultdict(list)
    for s in ProjectStep.objects.filter(project_id__in=ids).order_by("made_at"):
        steps[s.project_id].append(StepRow(ProjectState(s.state), s.document, s.document_date))
    return [_row(one, tuple(years[one.pk]), tuple(steps[one.pk])) for one in found]


def _row(one: Project, years: tuple[YearRow, ...], steps: tuple[StepRow, ...]) -> ProjectRow:
    facility = one.facility.name if one.facility else ""
    return ProjectRow(
        one.pk,
        one.name,
        one.facility_id,
        facility,
        one.gap,
        one.need,
        one.total,
        one.priority,
        ProjectState(one.state),
        years,
        steps,
        one.unit_id,
        one.capacity,
    )
