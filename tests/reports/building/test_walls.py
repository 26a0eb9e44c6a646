"""Indicators built by SQL: versions in turn, at the place of the first, of parts that the subject tells. Each guard with its twin."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.reports import parts
from tests.factories import places
from tests.factories.programme import official
from tests.reports.building.test_building import saved
from tests.reports.conftest import all_units, plan, towns
from tests.reports.typed.test_typed import other_province

__all__ = ["all_units", "plan", "towns"]
pytestmark = pytest.mark.django_db
RAW = """insert into building_builtindicator (id, key, version, place_id, name, subject, among, "having", reason, made_by, made_at)
 values (%s, %s, %s, %s, 'x', %s, %s, %s, 'y', %s, now())"""


@pytest.fixture
def lead(towns):
    return official(places.DONG_NAI, "provincial_lead")


def built(actor, *, key=None, version=1, subject="aftercare", among=0, having=1024) -> None:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(RAW, [uuid4(), key or uuid4(), version, actor.unit_id, subject, among, having, actor.user_id])


@pytest.mark.parametrize("wrong", [{"subject": "others"}, {"having": 1}, {"among": 64}, {"among": -1}, {"version": 2}], ids=str)
def test_parts_that_no_subject_tells_and_versions_out_of_turn_are_refused(lead, wrong):
    with pytest.raises(DatabaseError), transaction.atomic():
        built(lead, **wrong)
    built(lead)


def test_nobody_writes_the_next_version_of_another_province(lead):
    first, other = saved(lead), official(other_province(), "provincial_lead")
    with pytest.raises(DatabaseError, match="stays that of its place"), transaction.atomic():
        built(other, key=first.key, version=2)
    built(lead, key=first.key, version=2)


@pytest.mark.parametrize("wrong", [{"having": 1}, {"among": 64}], ids=str)
def test_twin_without_the_guard_anything_is_counted_under_any_name(lead, wrong):
    with connection.cursor() as cursor:
        cursor.execute("alter table building_builtindicator disable trigger building_fits")
    built(lead, **wrong)
    built(official(other_province(), "provincial_lead"), key=saved(lead).key, version=2)


def test_the_database_and_the_parts_agree_on_the_marks():
    def bits(marks) -> int:
        return sum(int(mark) for mark in set(marks))

    with connection.cursor() as cursor:
        for one in parts.SUBJECTS.values():
            cursor.execute("select reporting.marks(%s)", [one.code])
            assert cursor.fetchone()[0] == [bits(one.among), bits(one.having)], one.code
        cursor.execute("select reporting.marks('others')")
        assert cursor.fetchone()[0] is None
