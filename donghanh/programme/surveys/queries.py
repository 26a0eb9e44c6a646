"""All reading of surveys: the list, one survey with its result, the targets of plans that a survey answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.programme.models import Target
from donghanh.programme.surveys import access, rules
from donghanh.programme.surveys.models import Result, Survey
from donghanh.programme.surveys.rules import Share
from donghanh.programme.surveys.terms import How, Population, Verdict

INDICATOR = "basic_knowledge"
"""The indicator (plans/indicators) whose targets a survey of knowledge answers."""


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A plan's target that a survey can answer; threshold None: no number is printed."""

    id: str
    name: str
    printed: str
    threshold: Decimal | None
    is_strict: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with how it was answered and the share of right answers; None: no result yet."""

    position: int
    text: str
    right: int
    wrong: int
    blank: int
    share: Share | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One version of a result, the newest first."""

    id: UUID
    at: datetime
    by: str
    how: How
    asked: int
    reached: int
    source: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey as it stands. share None: no result yet; verdict: the target against the interval. wanted: sheets for ± 5 points at most."""

    id: UUID
    name: str
    body_id: int
    body: str
    place: str
    population: Population
    population_size: int | None
    sampling: str
    starts_on: date
    ends_on: date
    needed: int
    target: TargetChoice | None
    threshold: Decimal | None
    is_strict: bool
    questions: tuple[QuestionRow, ...]
    results: tuple[ResultRow, ...]
    share: Share | None
    verdict: Verdict
    wanted: int
    may_record: bool


def surveys(actor: Actor) -> list[SurveyRow]:
    """Surveys of the reader's province, the newest first. Raises MayNot."""
    access.check_may_read(actor)
    return _rows(actor, Survey.objects.order_by("-starts_on", "-id"))


def survey(actor: Actor, survey_id: UUID) -> SurveyRow:
    """One survey. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    found = _rows(actor, Survey.objects.filter(pk=survey_id))
    access.found(found or None)
    return found[0]


def targets() -> list[TargetChoice]:
    """Targets of plans that a survey of knowledge answers; public papers."""
    found = Target.objects.filter(indicator=INDICATOR).select_related("clause").order_by("clause__plan_id", "clause__position", "position")
    return [_target(one) for one in found]


def _target(one: Target) -> TargetChoice:
    number = one.value if one.unit == "%" else None
    return TargetChoice(one.pk, f"{one.clause.plan_id}, {one.clause.code}: {one.name}", one.printed, number, one.comparison == ">", one.due_on)


def _rows(actor: Actor, found: QuerySet[Survey]) -> list[SurveyRow]:
    above = [unit.id for unit in places.ancestors(actor.unit_id or 0)]
    kept = list(found.filter(unit_id__in=above).select_related("body", "place").prefetch_related("questions", "results__answers")[:200])
    names = accounts.names_of({result.made_by for one in kept for result in one.results.all()})
    by_id = {one.id: one for one in targets()}
    may = holds(access.check_may_plan, actor)
    return [_row(one, names, by_id, may=may and one.body_id == actor.body_id) for one in kept]


def _row(one: Survey, names: dict[int, str], by_id: dict[str, TargetChoice], *, may: bool) -> SurveyRow:
    results = sorted(one.results.all(), key=lambda result: (result.made_at, result.pk), reverse=True)
    newest = results[0] if results else None
    share = rules.share_of(newest.reached, newest.asked, population=one.population_size) if newest else None
    return SurveyRow(
        id=one.pk,
        name=one.name,
        body_id=one.body_id,
        body=one.body.name,
        place=str(one.place),
        population=Population(one.population),
        population_size=one.population_size,
        sampling=one.sampling,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        needed=one.needed,
        target=by_id.get(one.target),
        threshold=one.threshold,
        is_strict=one.is_strict,
        questions=_questions(one, newest),
        results=tuple(
            ResultRow(r.pk, r.made_at, names.get(r.made_by, ""), How(r.how), r.asked, r.reached, r.source, r.sha256, r.reason) for r in results
        ),
        share=share,
        verdict=rules.verdict(share, threshold=one.threshold, is_strict=one.is_strict) if share else Verdict.NO_TARGET,
        wanted=rules.needed_sheets(0.05, population=one.population_size),
        may_record=may,
    )


def _questions(one: Survey, newest: Result | None) -> tuple[QuestionRow, ...]:
    answers = {answer.question_id: answer for answer in newest.answers.all()} if newest else {}
    made = []
    for question in sorted(one.questions.all(), key=lambda q: q.position):
        given = answers.get(question.pk)
        counts = (given.right, given.wrong, given.blank) if given else (0, 0, 0)
        made.append(
            QuestionRow(
                question.position, question.text, *counts, rules.share_of(counts[0], sum(counts), population=one.population_size) if given else None
            )
        )
    return tuple(made)
