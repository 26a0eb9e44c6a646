"""What a page or the seed hands to the actions: a survey as somebody wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donghanh.programme.surveys.terms import Population


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDraft:
    """A survey before it is kept. target: a plan's (Target.id), from which threshold and strictness are taken where it has them."""

    name: str
    place_id: int
    population: Population
    sampling: str
    starts_on: date
    ends_on: date
    questions: tuple[str, ...]
    needed: int
    population_size: int | None = None
    target: str = ""
    threshold: Decimal | None = None
    is_strict: bool = False
