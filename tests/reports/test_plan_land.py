"""A plan of a former province is counted over the communes that came from it: one land for the roadmap, the indicator and the report."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.programme import queries as programme
from donghanh.programme.roadmap.queries import area_of
from donghanh.reports import periods, repository, territory
from donghanh.reports.indicators import COUNTERS
from tests.factories import places, roadmap
from tests.factories.programme import ON, PLAN

pytestmark = pytest.mark.django_db
YEAR = periods.read("2026")
MODELS = "DN137-VI.15.dd.4"


@pytest.fixture
def lead(towns):
    return roadmap.lead(places.DONG_NAI)


def models(lead) -> tuple[repository.Figure, dict[int, repository.Figure]]:
    with scope(lead):
        table = repository.by_place_of(lead, plan=programme.plan(lead, PLAN), period=YEAR, area=territory.of(places.DONG_NAI, on=ON))
    whole, *rows = (next(one for one in row.targets if one.target_id == MODELS) for row in (table.total, *table.rows))
    return whole, {row.place.id: figure for row, figure in zip(table.rows, rows, strict=True)}


def test_the_roadmap_and_the_indicator_speak_of_the_same_communes(lead):
    with scope(lead):
        plan = programme.plan(lead, PLAN)
    land = area_of(plan.province, issued_on=plan.issued_on, on=ON)
    whole, rows = models(lead)
    assert {unit for unit, one in rows.items() if one.denominator} == {one.id for one in land.today}
    assert whole.denominator == len(land.today) == 55 and len(rows) == 95


def test_without_the_rule_every_commune_of_today_would_count(lead):
    with connection.cursor() as cursor:
        name = "reporting.beyond(units int[], province text, day date)"
        cursor.execute(f"create or replace function {name} returns int[] language sql as $$ select array[]::int[] $$")
    assert models(lead)[0].denominator == 95, "twin"


@pytest.mark.parametrize(("province", "day"), [("75", date(2026, 1, 5)), ("38", date(2014, 1, 5))])
def test_a_plan_of_today_and_a_plan_of_another_province_leave_nothing_out(towns, province, day):
    with connection.cursor() as cursor:
        cursor.execute("select reporting.beyond(%s, %s, %s)", [territory.of(places.DONG_NAI, on=ON).ids, province, day])
        assert cursor.fetchone() == ([],)


def test_only_counts_of_communes_and_clubs_leave_land_out():
    """People over the land of a former province, set against those of today's, would say how many are on the rest."""
    left = [how for how in COUNTERS.values() if how.by_land]
    assert left and all(how.of_places and not (how.of_staff or how.formula or how.people or how.found or how.shares) for how in left)
