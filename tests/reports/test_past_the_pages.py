"""What SQL of a reader who only counts is told: one moment a day of his own province, of published indicators. Each guard with its twin."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.reports import actions, parts, queries
from donghanh.reports.indicators import COUNTERS
from donghanh.reports.models import FrozenReport
from donghanh.reports.rules import CannotCount
from tests.factories import places
from tests.factories.programme import NOW, PERIOD, PLAN, detected, official
from tests.reports.typed.test_typed import other_province

pytestmark = pytest.mark.django_db
EARLY, BUILT = NOW - timedelta(days=30), NOW.replace(hour=9) - timedelta(days=5)
AT = "select unit_id from reporting.user_management_as_of_totals(%s, %s, %s, %s)"
OF_PARTS = """select unit_id, denominator, numerator
 from reporting.indicator_totals(%s::jsonb, %s, array[%s]::timestamptz[], array[%s]::timestamptz[], 'infinity')"""


@pytest.fixture
def lead(towns):
    for _ in range(9):
        detected(towns[0], at=EARLY)
    return official(places.DONG_NAI, "provincial_lead")


def report(actor, at, **more):
    with scope(actor):
        return actions.freeze(actor=actor, at=at, plan_id=PLAN, period=PERIOD, place_id=actor.unit_id, **more)


@contextmanager
def asking(actor):
    """A cursor of the web server's own login: the owner's is believed about days."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session authorization donghanh_app")
        try:
            with scope(actor):
                yield cursor
        finally:
            cursor.execute("reset session authorization")


def told(actor, town, moment) -> list:
    with asking(actor) as cursor:
        return cursor.execute(AT, [[town], PERIOD.since, PERIOD.until, moment]).fetchall()


def test_of_a_day_with_several_reports_the_last_moment_alone_is_answered(lead, towns):
    moments = [BUILT + timedelta(hours=n) for n in range(3)]
    kept = [report(lead, at, reason="bổ sung" if n else "") for n, at in enumerate(moments)]
    assert [told(lead, towns[0], at) for at in moments] == [[], [], [(towns[0],)]]
    assert told(lead, towns[0], BUILT - timedelta(hours=1)) == [], "no report speaks of this moment"
    with scope(lead):
        assert queries.derive_again(lead, kept[2].pk).is_same
        with pytest.raises(CannotCount, match="lập sau"):
            queries.derive_again(lead, kept[0].pk)


def test_a_report_of_another_province_or_of_a_commune_opens_no_moment_here(lead, towns):
    kept = report(official(towns[0]), BUILT + timedelta(hours=1))
    elsewhere = {field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields if field.attname != "id"}
    FrozenReport.objects.create(**{**elsewhere, "place_id": other_province(), "data_class": "D11", "as_of": BUILT})
    assert told(lead, towns[0], BUILT) == told(lead, towns[0], BUILT + timedelta(hours=1)) == []


def test_twin_where_any_report_opens_its_moment_each_of_them_is_answered(lead, towns):
    report(official(towns[0]), BUILT)
    with connection.cursor() as cursor:
        cursor.execute("""create or replace function reporting.is_day_of_report(province int, moment timestamptz) returns boolean language sql stable
          as $$ select exists (select from reports_frozenreport r where r.as_of = moment) $$""")
    assert told(lead, towns[0], BUILT) == [(towns[0],)]


FREE = [["registered_end", 0, 3], ["registered", 0, 16], ["registered", 0, 0], ["registered", 1, 128], ["aftercare", 0, 1], ["nobody", 0, 1]]
"""Marks put together freely; marks that the subject does not tell; nothing asked; an unknown subject."""


def of_parts(actor, asked, town) -> list:
    with asking(actor) as cursor:
        return cursor.execute(OF_PARTS, [json.dumps([[*one, 1] for one in asked]), [town], PERIOD.since, PERIOD.until]).fetchall()


@pytest.fixture
def registered(towns):
    """Nine people on the list of the first commune."""
    for _ in range(9):
        detected(towns[0], at=EARLY)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table cases_fact disable trigger user")
        cursor.execute("update cases_fact set kind = 'FOUND_DEPENDENT' where kind = 'TESTED_POSITIVE'")
        cursor.execute("alter table cases_fact enable trigger user")


def test_who_only_counts_asks_published_indicators_alone(lead, towns, registered):
    asked = ["registered", 0, 128]
    assert of_parts(lead, [asked], towns[0]) == [(towns[0], 20, 0)]
    assert of_parts(lead, FREE, towns[0]) == []
    assert of_parts(official(towns[0]), FREE[:2], towns[0]) == [(towns[0], 18, 0)] * 2, "who holds the files asks what the subject tells"
    assert of_parts(official(towns[0]), FREE[2:], towns[0]) == [], "and nothing else"


@pytest.mark.parametrize(("guard", "many"), [("is_published", 2), ("is_admissible", 3)])
def test_twin_without_the_lists_any_marks_are_counted(lead, towns, registered, guard, many):
    with connection.cursor() as cursor:
        cursor.execute(f"""create or replace function reporting.{guard}(subject text, among int, wanted int) returns boolean language sql as $$
          select true $$""")
    found = of_parts(lead if guard == "is_published" else official(towns[0]), FREE, towns[0])
    assert len(found) == many


def test_the_database_knows_the_published_indicators_and_no_others():
    formulas = [one for how in COUNTERS.values() for one in (how.formula, *how.shares.values()) if one]
    every = {(one.code, among, int(mark)) for one in parts.SUBJECTS.values() for among in (0, *map(int, one.among)) for mark in parts.Mark}
    with connection.cursor() as cursor:
        known = {one for one in every if cursor.execute("select reporting.is_published(%s, %s, %s)", one).fetchone()[0]}
    assert known == {(one.subject, int(one.among), int(one.having)) for one in formulas}
