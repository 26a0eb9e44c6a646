"""Pages act in their own name alone: every column that says who did something, asked of the database itself."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
GUARDED = {
    "cases_fact": {"voided_by:voided_at", ":recorded_at"},
    "cases_hold": {"opened_by:opened_at", "lifted_by:lifted_at"},
    "decisions_decision": {":drafted_at", ":checked_at", ":returned_at", ":signed_at"},
    "decisions_service": {"recorded_by:recorded_at"},
    "rights_contest": {"answered_by:answered_at", "recorded_by:recorded_at", "suspended_by:suspended_at"},
    "rights_correction": {"acknowledged_by:acknowledged_at", "answered_by:answered_at", "recorded_by:recorded_at"},
    "rights_delegate": {"ended_by:ended_at", "recorded_by:recorded_at"},
    "rights_showing": {":recorded_at", "shown_by"},
}


def test_these_tables_are_guarded_in_these_columns():
    with connection.cursor() as cursor:
        cursor.execute("select tgrelid::regclass::text, encode(tgargs, 'escape') from pg_trigger where tgfoid = 'by_own_hand'::regproc")
        found = {table: set(told.split("\\000")) - {""} for table, told in cursor.fetchall()}
    assert {table: found.get(table) for table in GUARDED} == GUARDED
