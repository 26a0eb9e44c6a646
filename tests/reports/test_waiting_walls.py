"""Files by step, courts and health bodies, asked straight of the database by a role that only counts."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.cases.procedures.shape import UNDER_WAY
from donghanh.cases.terms import Procedure
from donghanh.kernel.workdays import ZONE
from donghanh.reports import waiting
from tests.factories import places
from tests.factories.programme import detected, many, official

pytestmark = pytest.mark.django_db


def steps(actor, unit: int) -> set[int | None]:
    """How many files each step shows at this commune."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute("select files from reporting.step_totals(%s, %s)", [[unit], datetime.now(ZONE)])
        return {files for (files,) in cursor.fetchall()}


def test_who_only_counts_is_told_no_small_number_of_a_commune(towns):
    here, there = towns
    many(here, total=9, reached=9)
    detected(there, at=datetime(2026, 2, 2, 8, tzinfo=ZONE))
    lead, police = official(places.DONG_NAI, "provincial_lead"), official(there)
    assert steps(lead, there) == {None} and steps(lead, here) == {10}
    assert steps(police, there) == {1}


def test_twin_where_the_function_rounds_nothing_one_person_stands_there(towns):
    _, there = towns
    detected(there, at=datetime(2026, 2, 2, 8, tzinfo=ZONE))
    with connection.cursor() as cursor:
        cursor.execute("create or replace function reporting.shown(n bigint, is_exact boolean) returns bigint language sql as $$ select n $$")
    assert steps(official(places.DONG_NAI, "provincial_lead"), there) == {1}


def test_the_page_still_adds_up_true_numbers(towns):
    here, there = towns
    many(here, total=9, reached=9)
    many(there, total=3, reached=0)
    lead, now = official(places.DONG_NAI, "provincial_lead"), datetime.now(ZONE)
    with scope(lead):
        found = waiting.by_step(lead, procedure=None, at=now, on=now.date())
    assert sum(found.counts.values()) == 12


def test_of_minors_no_commune_is_told_past_the_application_or_on_the_page(towns):
    here, _ = towns
    many(here, total=9, reached=9)
    Case.objects.update(procedure=Procedure.COMPULSORY_MINOR, stage="FOUND")
    lead, now = official(places.DONG_NAI, "provincial_lead"), datetime.now(ZONE)
    assert steps(lead, here) == set() and steps(official(here), here) == {9}
    with scope(lead):
        found = waiting.by_step(lead, procedure=Procedure.COMPULSORY_MINOR, at=now, on=now.date())
    assert sum(found.counts.values()) == 9 and found.rows == (), "the province's total alone"
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('reporting.step_totals'::regproc)")
        cursor.execute(cursor.fetchone()[0].replace("<> 'COMPULSORY_MINOR'", "<> 'NONE'"))
    assert steps(lead, here) == {10}, "the twin"


def test_what_stands_over_a_person_is_one_list_here_and_in_the_cases():
    assert set(import_module("donghanh.reports.migrations.0004_files_waiting").UNDER_WAY) == {one.value for one in UNDER_WAY}
