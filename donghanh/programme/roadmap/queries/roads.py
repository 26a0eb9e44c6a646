"""Planned against actual: each step of a plan's roadmap by place, with the total it states and the sites that stand there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.kernel.text import fold
from donghanh.programme import queries as programme
from donghanh.programme.queries import StepRow
from donghanh.programme.roadmap import access
from donghanh.programme.roadmap.models import Choice
from donghanh.programme.roadmap.queries import building, sites
from donghanh.programme.roadmap.queries._rows import ChoiceRow, Roadmap
from donghanh.programme.roadmap.queries.areas import area_of
from donghanh.programme.roadmap.queries.building import Ground
from donghanh.programme.roadmap.terms import State


def roadmap(actor: Actor, plan_id: str, *, on: date) -> Roadmap:
    """The roadmap of a plan as it stands on this day. Raises BadInput for an unknown plan, MayNot."""
    access.check_may_read(actor)
    plan = programme.plan(actor, plan_id)
    area = area_of(plan.province, issued_on=plan.issued_on, on=on)
    clauses = {one.code: one for one in programme.clauses(actor, plan_id)}
    questions = programme.discrepancies(actor, plan_id)
    register = [one for one in sites.register(actor, on=on, province=area.now.id) if one.now.state != State.TAKEN_BACK] if area.now else []
    choices = _choices(plan_id)
    steps: dict[str, list[StepRow]] = defaultdict(list)
    for step in programme.roadmap(actor, plan_id):
        steps[step.clause].append(step)
    ground = Ground(plan, area, tuple(register), on)
    roads = tuple(
        building.road(ground, clauses[code], rows, choices[code], tuple(q for q in questions if code in q.clauses)) for code, rows in steps.items()
    )
    return Roadmap(plan, area, roads, programme.may_decide(actor, plan_id))


def _choices(plan_id: str) -> dict[str, tuple[ChoiceRow, ...]]:
    """Clause → the decision that holds for each place, in the order of the names."""
    latest: dict[str, dict[str, ChoiceRow]] = defaultdict(dict)
    for one in Choice.objects.filter(plan_id=plan_id).order_by("made_at", "id"):
        about = (one.reason, one.document, one.decided_on, one.beyond)
        latest[one.clause][fold(one.place)] = ChoiceRow(one.place, one.unit_id, one.is_chosen, *about)
    return defaultdict(tuple, {code: tuple(rows[key] for key in sorted(rows)) for code, rows in latest.items()})
