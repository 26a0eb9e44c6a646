"""What the database lets whom write and read of communes, past the application."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.rules import VIET_NAM
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.programme.communes import actions, queries
from donghanh.programme.communes.models import Line
from donghanh.programme.communes.terms import Grade
from donghanh.reports import periods, repository
from tests.factories import accounts, places, roadmap
from tests.factories.programme import NOW, ON

pytestmark = pytest.mark.django_db
END = date(2025, 12, 31)
INSERT = (
    'insert into communes_line (id, unit_id, kind, "on", name, grade, document, year, made_at, made_by)'
    " values (gen_random_uuid(), %s, %s, %s, 'x', %s, 'x', %s, %s, %s)"
)


@pytest.fixture
def desks(towns):
    """(the officer here, the officer there, the lead)."""
    here, there = towns
    made = [accounts.actor_in_db(role, unit, stepped_up=True) for role, unit in (("commune_officer", here), ("commune_officer", there))]
    return *made, roadmap.lead(places.DONG_NAI)


def written(who, unit: int, kind: str, *, grade: str = "", year: int | None = None, by: int | None = None) -> bool:
    with scope(who), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(INSERT, [unit, kind, ON, grade, year, NOW, by or who.user_id])
        except Error:
            return False
    return True


def test_each_commune_speaks_for_itself_and_the_lead_classes(desks, towns):
    (here, there), (own, other, lead) = towns, desks
    assert written(own, here, "NOBODY") and not written(own, there, "NOBODY") and not written(lead, here, "NOBODY")
    assert written(lead, here, "CLASSED", grade="GOOD", year=2026) and not written(own, here, "CLASSED", grade="GOOD", year=2026)
    assert not written(lead, places.DONG_NAI, "CLASSED", grade="GOOD", year=2026), "a province has no class"
    with scope(other), connection.cursor() as cursor:
        assert cursor.execute("select count(*) from communes_line").fetchone()[0] == 0
    with scope(lead), connection.cursor() as cursor:
        assert cursor.execute("select count(*) from communes_line").fetchone()[0] == 2
        for sql in ("update communes_line set name = 'y'", "delete from communes_line"):
            with pytest.raises(Error), transaction.atomic():
                cursor.execute(sql)


FUTURE, PAST = "made_at + interval '1 day'", "made_at - interval '1 day'"
DAYS = [("ACTIVITY", FUTURE, "null"), ("CONFIRMED", PAST, "null"), ("NOBODY", FUTURE, "null"), ("CLASSED", "made_at", "2099")]


@pytest.mark.parametrize(("kind", "day", "year"), DAYS)
def test_past_the_application_a_line_is_of_a_day_that_came(desks, towns, kind, day, year):
    who = desks[2] if kind == "CLASSED" else desks[0]

    def told() -> None:
        grade = "GOOD" if kind == "CLASSED" else ""
        sql = f"""insert into communes_line (id, unit_id, kind, "on", name, grade, document, year, made_at, made_by)
          select gen_random_uuid(), {towns[0]}, '{kind}', ({day})::date, 'x', '{grade}', 'x', {year}, made_at, {who.user_id}
          from (select %s::timestamptz as made_at) t"""
        with scope(who), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [NOW])

    with pytest.raises(Error, match="row-level security"):
        told()
    with connection.cursor() as cursor:
        cursor.execute("create policy open on communes_line for insert to donghanh_web with check (true)")
    told()


def test_twin_with_a_wall_open_another_commune_could_speak(desks, towns):
    with connection.cursor() as cursor:
        cursor.execute("create policy open on communes_line for insert to donghanh_web with check (true)")
    assert written(desks[0], towns[1], "NOBODY")


@pytest.mark.requirement("DN137-III.2.b.3")
def test_a_nil_return_makes_a_commune_one_that_uses_the_system_for_thirty_days(desks, towns):
    (here, _there), (own, _other, lead) = towns, desks

    def using() -> tuple[int, bool]:
        with scope(lead):
            rows = queries.communes(lead, year=2025, on=END)
            found = repository.figures(lead, plan_id="DN137", period=periods.read("2025"), place_id=places.DONG_NAI, on=ON)
        share = next(one for one in found.targets if one.target_id == "DN137-III.2.b.3")
        assert (share.denominator, len(rows)) == (55, 95), "the plan speaks of the communes that were its province's"
        return share.numerator, next(row.is_using for row in rows if row.unit.id == here)

    assert using() == (0, False)
    with scope(own):
        actions.confirm(actor=own, at=datetime(2025, 12, 1, 9, tzinfo=VIET_NAM), is_nobody=False)
    assert using() == (0, False), "no confirmation within 30 days"
    with scope(own):
        actions.confirm(actor=own, at=datetime(2025, 12, 2, 9, tzinfo=VIET_NAM), is_nobody=True)
    assert using() == (1, True)


@pytest.mark.requirement("DN137-III.2.b.2")
def test_the_list_without_activity_shrinks_when_one_is_logged_and_grows_when_it_is_taken_back(desks):
    own, _other, lead = desks

    def without() -> tuple[int, int]:
        with scope(lead):
            rows = queries.communes(lead, year=2025, on=ON)
            found = repository.figures(lead, plan_id="DN137", period=periods.read("2025"), place_id=places.DONG_NAI, on=ON)
        share = next(one for one in found.targets if one.target_id == "DN137-III.2.b.2")
        assert (share.denominator, len(rows)) == (55, 95)
        return sum(not row.activities for row in rows), share.numerator

    before = without()
    with scope(own):
        held = actions.hold(actor=own, at=NOW, on=END, name="Nói chuyện chuyên đề tại nhà văn hoá")
    assert without() == (before[0] - 1, 1)
    with scope(own):
        actions.take_back(actor=own, at=NOW, line_id=held.pk, reason="Ghi nhầm xã")
    assert without() == before
    with scope(own), pytest.raises(NotInReach):
        actions.take_back(actor=own, at=NOW, line_id=held.pk, reason="Lần nữa")


@pytest.mark.requirement("DN137-VI.9.b", "QN22-II.5")
def test_classes_of_two_years_stand_side_by_side_and_say_which_went_up_down_or_stayed(desks, towns):
    (here, there), (own, _other, lead) = towns, desks
    given = {here: (Grade.COMPLEX, Grade.GOOD), there: (Grade.CLEAN, Grade.GOOD), places.commune("An Lộc").pk: (Grade.GOOD, Grade.GOOD)}
    about = {"criteria": "Theo bộ tiêu chí của tỉnh", "document": "12/QĐ-UBND"}
    with scope(lead):
        for unit, grades in given.items():
            for year, grade in zip((2025, 2026), grades, strict=True):
                decided = date(year, 11, 10)
                actions.classify(actor=lead, at=NOW, unit_id=unit, year=year, grade=grade, decided_on=decided, **about)
        rows = {row.unit.id: row for row in queries.communes(lead, year=2026, on=ON)}
    assert [rows[unit].move.value for unit in given] == ["UP", "DOWN", "SAME"] and rows[here].before == Grade.COMPLEX
    assert sum(row.grade is not None for row in rows.values()) == 3
    with scope(own), pytest.raises(MayNot):
        actions.classify(actor=own, at=NOW, unit_id=here, year=2026, grade=Grade.GOOD, decided_on=ON, **about)
    with scope(lead), pytest.raises(MayNot, match="Chỉ cán bộ của xã"):
        actions.confirm(actor=lead, at=NOW, is_nobody=True)
    assert Line.objects.count() == 6
