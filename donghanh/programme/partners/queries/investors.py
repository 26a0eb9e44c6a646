"""Applications of investors with their steps; what is published now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.programme.partners import access, rules
from donghanh.programme.partners.models import Application, ApplicationStep
from donghanh.programme.partners.terms import FacilityKind, InvestorStep


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with its day, paper and note."""

    kind: InvestorStep
    on: date
    paper: str
    note: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as it stands. steps: in their order; partner_id: whom it is of."""

    id: UUID
    partner_id: UUID
    kind: FacilityKind
    name: str
    place: str
    documents: str
    applied_on: date
    keeper: str
    body_id: int
    steps: tuple[StepRow, ...]

    @property
    def now(self) -> InvestorStep | None:
        """The last step; None: applied."""
        return self.steps[-1].kind if self.steps else None

    @property
    def since(self) -> date:
        """The day of the last step, or of the application."""
        return self.steps[-1].on if self.steps else self.applied_on

    @property
    def is_published(self) -> bool:
        """Whether it stands on the public list."""
        return self.now == InvestorStep.PUBLISHED

    @property
    def open_steps(self) -> tuple[InvestorStep, ...]:
        """What can follow."""
        return rules.open_steps([one.kind for one in self.steps])

    def on_day_of(self, kind: InvestorStep) -> date | None:
        """When this step was taken; None: not yet."""
        return next((one.on for one in self.steps if one.kind == kind), None)


def applications(actor: Actor) -> list[ApplicationRow]:
    """Applications within reach, and those published, the newest first. Two statements. Raises MayNot."""
    return _rows(access.applications(actor).order_by("-applied_on", "pk"))


def application(actor: Actor, application_id: UUID) -> ApplicationRow:
    """One application. Raises MayNot, NotInReach."""
    return _rows([access.application(actor, application_id)])[0]


def _rows(found: Iterable[Application]) -> list[ApplicationRow]:
    kept = list(found)
    steps: dict[UUID, list[StepRow]] = defaultdict(list)
    for one in ApplicationStep.objects.filter(application_id__in=[row.pk for row in kept]).order_by("made_at", "pk"):
        steps[one.application_id].append(StepRow(InvestorStep(one.kind), one.on, one.paper, one.note))
    return [
        ApplicationRow(
            one.pk, one.partner_id, FacilityKind(one.kind), one.name, str(one.place), one.documents, one.applied_on, one.body.name, one.body_id,
            tuple(steps[one.pk]),
        )
        for one in kept
    ]  # fmt: skip
