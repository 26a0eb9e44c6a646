"""Job-position schemes and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from donghanh.kernel import access as kernel
from donghanh.kernel.actor import Actor
from donghanh.programme.staffing import access, rules
from donghanh.programme.staffing.models import Scheme, SchemeStep
from donghanh.programme.staffing.terms import QualificationKind, SchemeState, StaffFunction, WorkGroup


@dataclass(frozen=True, slots=True)
class SchemeRow:
    id: UUID
    title: str
    body_id: int
    body: str
    appraiser: str
    state: SchemeState


@dataclass(frozen=True, slots=True)
class LineRow:
    title: str
    group: WorkGroup
    quantity: int
    functions: tuple[StaffFunction, ...]
    needs: tuple[QualificationKind, ...]


@dataclass(frozen=True, slots=True)
class SchemeSheet:
    """steps: (what, paper, note). may_*: as the actor stands now, by law and by hand."""

    row: SchemeRow
    lines: tuple[LineRow, ...]
    steps: tuple[tuple[SchemeState, str, str], ...]
    may_appraise: bool
    may_approve: bool


def schemes(actor: Actor, *, body_id: int | None = None) -> list[SchemeRow]:
    """Schemes within reach, the newest first; of one body where it is given. Two statements. Raises MayNot."""
    found = access.schemes(actor)
    return [_row(one) for one in (found.filter(body_id=body_id) if body_id else found).order_by("-made_at", "pk")]


def scheme_sheet(actor: Actor, scheme_id: UUID) -> SchemeSheet:
    """One scheme whole. Raises MayNot, NotInReach."""
    one = access.scheme(actor, scheme_id)
    row, steps = _row(one), sorted(one.steps.all(), key=lambda step: step.made_at)
    apart = actor.user_id not in {one.made_by, *(step.made_by for step in steps)}
    lines = tuple(
        LineRow(
            line.title, WorkGroup(line.group), line.quantity, tuple(StaffFunction(code) for code in line.functions),
            tuple(QualificationKind(code) for code in line.needs),
        )
        for line in one.lines.order_by("number")
    )  # fmt: skip
    return SchemeSheet(
        row, lines, tuple(_step(step) for step in steps),
        row.state == SchemeState.DRAFT and apart and kernel.holds(access.check_may_appraise, actor, one),
        row.state == SchemeState.APPRAISED and apart and kernel.holds(access.check_may_approve, actor, one),
    )  # fmt: skip


def _step(step: SchemeStep) -> tuple[SchemeState, str, str]:
    return SchemeState(step.kind), step.paper, step.note


def _row(one: Scheme) -> SchemeRow:
    state = rules.state({step.kind for step in one.steps.all()})
    return SchemeRow(one.pk, one.title, one.body_id, one.body.name, one.appraiser.name, state)
