"""The two-yearly check of effectiveness: who is late under a plan's clause, what counts for a place that was another one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.base.places.models import Unit, UnitSuccession
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme.inspections import queries
from donghanh.programme.models import Clause, Plan
from tests.factories.inspections import act
from tests.factories.tasks import HERE, NOW, ON, PROVINCE, THERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(offices) -> Clause:
    """A plan of 10 March 2024 that asks for a check every two years."""
    code = Unit.objects.get(pk=PROVINCE).code
    about = {"issued_on": date(2024, 3, 10), "issuer": "UBND tỉnh", "title": "Kế hoạch", "from_year": 2024, "to_year": 2030, "digest": "x"}
    kept = Plan.objects.create(id="TH38", province=code, loaded_at=NOW, **about)
    told = {"name": "02 năm một lần kiểm tra, đánh giá", "stands_as": "duty", "work": "inspection", "rhythm": "two_years"}
    return Clause.objects.create(plan=kept, code="III.4.2", position=1, **told)


def lines(who, *, on=ON) -> dict[int, tuple[date | None, int]]:
    with scope(who):
        return {line.unit_id: (line.due_on, line.days_late) for line in queries.effect(who, on=on).lines}


def checked(o, place: int, day: date, **about):
    return act(o.lead, "record_check", place_id=place, done_on=day, **{"result": "Hiệu quả khá", "paper": "12/BC"} | about)


@pytest.mark.requirement("TH38-III.4.2")
def test_a_place_whose_last_check_is_over_24_months_ago_is_overdue(offices, plan):
    checked(offices, HERE, date(2024, 11, 21))
    checked(offices, THERE, date(2024, 11, 20))
    assert lines(offices.lead) == {HERE: (date(2026, 11, 21), 0), THERE: (date(2026, 11, 20), 1)}
    checked(offices, THERE, ON)
    assert lines(offices.chair)[THERE] == (date(2028, 11, 21), 0)


def test_a_place_never_checked_is_due_two_years_after_the_plan(offices, plan):
    assert lines(offices.lead)[HERE] == (date(2026, 3, 10), (ON - date(2026, 3, 10)).days)


def test_without_such_a_clause_no_day_is_invented(offices):
    checked(offices, HERE, ON)
    assert set(lines(offices.lead).values()) == {(None, 0)}


def test_a_check_of_the_former_district_counts_for_the_commune_of_today(offices, plan):
    ended = {"folded": "cu", "starts_on": date(2000, 1, 1), "ends_before": date(2025, 7, 1)}
    district = {"id": 900_198, "level": "DISTRICT", "code": "998", "kind": "huyện", "name": "Cũ", "path": "huyện Cũ", "parent_id": PROVINCE}
    former = Unit.objects.create(**district, **ended)
    inside = {"id": 900_199, "level": "COMMUNE", "code": "999", "kind": "xã", "name": "Cũ", "path": "xã Cũ, huyện Cũ", "parent_id": former.pk}
    commune = Unit.objects.create(**inside, **ended)
    Unit.objects.filter(pk=HERE).update(starts_on=date(2025, 7, 1))
    UnitSuccession.objects.create(predecessor=commune, successor_id=HERE, on=date(2025, 7, 1), is_partial=False)
    checked(offices, former.pk, date(2025, 1, 5))
    assert lines(offices.lead)[HERE] == (date(2027, 1, 5), 0) and lines(offices.lead)[THERE][0] == date(2026, 3, 10)
    with scope(offices.lead):
        line = next(one for one in queries.effect(offices.lead, on=ON).lines if one.unit_id == HERE)
    assert line.last is not None and line.last.at_former == "huyện Cũ"


def test_only_the_lead_agency_records_and_not_the_future(offices):
    with pytest.raises(MayNot):
        act(offices.chair, "record_check", place_id=HERE, done_on=ON, result="x", paper="x")
    with pytest.raises(BadInput, match="chưa đến"):
        checked(offices, HERE, ON + timedelta(days=1))
