"""What a target counts of a register: sites that run (programme/roadmap), former districts with one, answers of a survey. Pure.

Read from the target's own words, as the roadmap reads them, so that a plan of any province is counted alike. `asked` goes to the function of
migrations/0008_registers.py as it stands here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donghanh.kernel.text import fold
from donghanh.programme.queries import TargetRow
from donghanh.programme.roadmap import rules as roadmap
from donghanh.programme.roadmap.terms import NETWORK, SiteKind
from donghanh.programme.surveys.terms import Population


@dataclass(frozen=True, slots=True)
class Listed:
    """One question to a register. by_commune: the answer stands at communes, not at the whole place alone; is_sample: of people asked."""

    function: str
    asked: str
    by_commune: bool = False
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One number that a target sets: of what (empty where it sets one alone), how much (None: none is printed), what is counted."""

    name: str
    goal: Decimal | None
    listed: Listed


Parts = Callable[[TargetRow], tuple[Part, ...]]


def sites(*kinds: SiteKind) -> Parts:
    """Sites of these kinds that run at the end of the period."""
    return lambda target: tuple(
        Part(name, goal, Listed("sites_totals", _asked(target, name or target.name, frozenset(kinds)), by_commune=True))
        for name, goal in numbers(target)
    )


def districts(*kinds: SiteKind, effective: bool) -> Parts:
    """Districts of the day the plan was issued with a site that runs (and was judged effective); no kind: any model."""

    def parts(target: TargetRow) -> tuple[Part, ...]:
        asked = _asked(target, "", frozenset(kinds) or frozenset(SiteKind) - NETWORK, effective=effective, districts=True)
        return (Part("", target.value, Listed("site_districts_totals", asked)),)

    return parts


def answers(target: TargetRow) -> tuple[Part, ...]:
    """Answers of surveys, by the population that the words of the target name."""
    return tuple(
        Part(name, goal, Listed("survey_totals", json.dumps({"population": population_of(name or target.name)}), is_sample=True))
        for name, goal in numbers(target)
    )


def numbers(target: TargetRow) -> Iterable[tuple[str, Decimal | None]]:
    """(of what, how much) for each number the target sets; its parts only where no number stands above them."""
    return target.parts if target.parts and target.value is None else (("", target.value),)


def population_of(words: str) -> Population:
    """Whom these words of a plan mean; officials are named as such, other words mean another group."""
    said = fold(words)
    if "can bo" in said:
        return Population.OFFICIALS
    return Population.ADULTS if "truong thanh" in said or "nguoi dan" in said else Population.OTHER


def since_of(target: TargetRow) -> date | None:
    """The first day from which openings count, where the plan wants new ones: of the years it names, else of its own first year."""
    if not roadmap.wants_new(target.name):
        return None
    years = re.search(r"\b(20\d\d)\s*[-\u2013]\s*20\d\d", target.name)
    return date(int(years[1]) if years else target.from_year, 1, 1)


def _asked(target: TargetRow, words: str, kinds: frozenset[SiteKind], *, effective: bool = False, districts: bool = False) -> str:
    since, place = since_of(target), re.search(r" tại (.+)$", target.name)
    return json.dumps(
        {
            "kinds": sorted(roadmap.part_kinds(words, among=kinds) if words else kinds),
            "since": since.isoformat() if since else None,
            "effective": effective,
            "place": fold(place[1]) if place and not districts else None,
            "districts": [target.province, target.issued_on.isoformat()] if districts else None,
        }
    )
