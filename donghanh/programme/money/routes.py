"""The way of an estimate through a province, as dated data (seeds/money/routes.yaml). Pure but for reading that file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from donghanh.kernel import yaml_file
from donghanh.programme.money.terms import Confidence, EstimateState, Step


@dataclass(frozen=True, slots=True)
class Route:
    """steps in their order; from_on: first day on which an estimate is sent this way."""

    code: str
    province: str
    from_on: date
    steps: tuple[Step, ...]
    citation: str
    confidence: Confidence

    def next_step(self, state: str) -> Step | None:
        """What a version in this state waits for; None where it waits for nobody."""
        passed = {EstimateState.SUBMITTED: 0, EstimateState.REVIEWED: 1, EstimateState.APPRAISED: len(self.steps) - 1}
        return self.steps[passed[EstimateState(state)]] if state in passed else None


@lru_cache(maxsize=4)
def read(path: Path) -> tuple[Route, ...]:
    """Every route of the file."""
    return tuple(
        Route(one["code"], one["province"], one["from_on"], tuple(Step(s) for s in one["steps"]), one["citation"], Confidence(one["confidence"]))
        for one in yaml_file.read(path)
    )


def standing(routes: tuple[Route, ...], province: str, on: date) -> Route | None:
    """The newest route of this province that has begun on this day; None where nothing printed says one."""
    begun = [one for one in routes if one.province == province and one.from_on <= on]
    return max(begun, key=lambda one: one.from_on, default=None)


def named(routes: tuple[Route, ...], code: str) -> Route | None:
    """The route by which a version was sent."""
    return next((one for one in routes if one.code == code), None)
