"""Figures follow the units: people counted at a commune that is gone are shown at the one that took it over, moved or not, and sums stay."""

from __future__ import annotations

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.programme import queries as programme
from donghanh.reports import counting, periods, repository
from donghanh.reports.terms import Which
from tests.base.places.conftest import all_units
from tests.factories import accounts, places
from tests.factories.programme import NOW, PLAN, TARGET, detected, load_plan, official
from tests.reports.test_moves import SPRING, SUMMER, move
from tests.succession.conftest import ON, carried, confirmed

pytestmark = pytest.mark.django_db
YEAR = periods.read("2026")
__all__ = ["all_units"]


@pytest.fixture
def towns(all_units, db):
    """(goes, takes it over, another), in Đồng Nai: three people detected where it goes, one of them moved away; one at the second."""
    places.load_holders()
    load_plan()
    goes, stays, other = (places.commune(name).pk for name in ("Trảng Dài", "Trảng Bom", "Bàu Hàm"))
    for name in ("Lê Thị Ỗi", "Lê Thị Ổi"):
        detected(goes, at=SUMMER, name=name)
    move(detected(goes, at=SPRING, name="Lê Thị Ối"), other, SUMMER)
    detected(stays, at=SUMMER, name="Lê Thị Ơi")
    return goes, stays, other


def tally(units, **kw):
    lead = official(places.DONG_NAI, "provincial_lead")
    with scope(lead):
        target = programme.target(lead, PLAN, TARGET)
        return {unit: one.denominator for unit, one in counting.tallies(target, units, YEAR, **kw).items()}


def merge(former: int, successor: int):
    lead = accounts.actor_in_db("provincial_lead", places.DONG_NAI, on=ON)
    return confirmed(lead, accounts.actor_in_db("system_admin", places.DONG_NAI, on=ON), (former,), (successor,))


@pytest.mark.parametrize("as_of", [None, NOW])
def test_the_successor_shows_what_both_had_before_and_after_the_worker(towns, as_of):
    goes, stays, other = towns
    kw = {"as_of": as_of} if as_of else {}
    assert tally([goes, stays, other], **kw) == {goes: 3, stays: 1}
    made = merge(goes, stays)
    assert tally([stays, other], **kw) == {stays: 4}
    assert carried(made) == 2
    assert tally([stays, other], **kw) == {stays: 4} == tally([stays], **kw) and tally([other], **kw) == {}
    assert tally([goes, stays, other], **kw) == {stays: 4}


def test_the_list_behind_the_figure_names_as_many(towns):
    goes, stays, _other = towns
    merge(goes, stays)
    officer = official(stays, "commune_police")
    officer = accounts.actor("commune_police", stays, unit_ids=officer.unit_ids | {goes}, stat_unit_ids=officer.stat_unit_ids | {goes}, body_id=None)
    with scope(officer):
        about = {"plan_id": PLAN, "target_id": TARGET, "period": YEAR, "place_id": stays, "on": ON, "which": Which.DENOMINATOR}
        assert len(repository.rows_behind(officer, **about)) == 3  # who moved away is counted, but his file lies at another commune


def test_twin_without_the_mapping_the_sum_loses_those_who_had_moved_away(towns):
    goes, stays, other = towns
    carried(merge(goes, stays))
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('units_and_former'::regproc)")
        cursor.execute(cursor.fetchone()[0].replace("line.step < 20", "false"))
    assert tally([stays, other]) == {stays: 3}
