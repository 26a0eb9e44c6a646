"""The period figures of a plan for a province, asked of the repository and of one statement written by hand, side by side in one run.

For `./dev bench`: budget of the repository is twice the statement (decisions.md, part 6).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from django.db import connection

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.actor import Actor
from donghanh.reports import repository, territory
from donghanh.reports.periods import Period

BY_HAND = """
select count(*) as denominator, count(*) filter (where managed and offered) as numerator
from (
  select coalesce(p.merged_into_id, p.id) as person, bool_or(c.managed_at < %(until)s) as managed, bool_or(c.offered_at < %(until)s) as offered,
         (array_agg(coalesce(h.from_unit_id, c.unit_id) order by c.detected_at, c.id))[1] as place
  from cases_case c join people_person p on p.id = c.person_id
  left join lateral (select m.from_unit_id from cases_handover m where m.case_id = c.id and m.received_at > c.detected_at
                     order by m.received_at limit 1) h on true
  where c.procedure = 'USER_MANAGEMENT' and c.detected_at >= %(since)s and c.detected_at < %(until)s and c.unit_id = any(%(units)s)
  group by 1
) people where place = any(%(units)s)"""
"""As somebody would write it who knows that figures belong to the place of the detection, and lets go of who has left the province."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of each round, and the answer of both: (numerator, denominator)."""

    repository_ms: tuple[float, ...]
    by_hand_ms: tuple[float, ...]
    answer: tuple[int, int]
    by_hand_answer: tuple[int, int]

    @property
    def ratio(self) -> float:
        """Median of the repository over median of the statement."""
        return _median(self.repository_ms) / _median(self.by_hand_ms)


def measure(actor: Actor, *, plan_id: str, period: Period, place_id: int, on: date, rounds: int = 20) -> Measured:
    """Ask both, turn about, `rounds` times after two to warm up. actor: one who may count the whole place."""
    units = territory.of(place_id, on=on).ids
    asked: list[list[float]] = [[], []]
    answers: list[tuple[int, int]] = [(0, 0), (0, 0)]

    def by_repository() -> tuple[int, int]:
        with scope(actor):
            found = repository.figures(actor, plan_id=plan_id, period=period, place_id=place_id, on=on)
        figure = next(f for t, f in zip(found.plan.targets, found.targets, strict=True) if t.indicator == "user_management")
        return figure.numerator or 0, figure.denominator or 0

    def by_hand() -> tuple[int, int]:
        with as_jobs(), connection.cursor() as cursor:
            cursor.execute(BY_HAND, {"units": units, "since": period.since, "until": period.until})
            denominator, numerator = cursor.fetchone()
        return numerator, denominator

    ways: tuple[Callable[[], tuple[int, int]], ...] = (by_repository, by_hand)
    for turn in range(rounds + 2):
        for i, way in enumerate(ways):
            began = perf_counter()
            answers[i] = way()
            if turn >= 2:
                asked[i].append((perf_counter() - began) * 1000)
    return Measured(tuple(asked[0]), tuple(asked[1]), answers[0], answers[1])


def _median(values: tuple[float, ...]) -> float:
    return sorted(values)[len(values) // 2]
