"""True numbers are asked by a role that holds the counting functions and no table (docs/adr/0018)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from donghanh.base.privacy.scope import scope
from donghanh.kernel.workdays import ZONE
from donghanh.reports.counting import exactly
from tests.factories import places
from tests.factories.programme import detected, official

pytestmark = pytest.mark.django_db
TOTALS = "select files from reporting.step_totals(%s, %s)"
TABLES = ("people_person", "cases_case", "cases_fact", "decisions_decision")


@pytest.fixture
def lead(towns):
    detected(towns[0], at=datetime(2026, 2, 2, 8, tzinfo=ZONE))
    return official(places.DONG_NAI, "provincial_lead")


def test_the_statement_of_true_numbers_answers_for_the_places_of_the_reader_alone(lead, towns):
    now = datetime.now(ZONE)
    with scope(lead):
        assert exactly(TOTALS, [[towns[0]], now]) == [(1,)]
    with scope(official(towns[1])):
        assert exactly(TOTALS, [[towns[0]], now]) == []


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_a_table_is_read_by_it(lead, table):
    with pytest.raises(ProgrammingError, match="permission denied"), scope(lead):
        exactly(f"select count(*) from {table}", [])


def test_twin_with_the_right_to_a_table_its_rows_would_be_there(lead):
    with connection.cursor() as cursor:
        cursor.execute("grant select on cases_case to donghanh_counts; create policy c on cases_case to donghanh_counts using (true)")
    with scope(lead):
        assert exactly("select count(*) from cases_case", []) == [(1,)]
