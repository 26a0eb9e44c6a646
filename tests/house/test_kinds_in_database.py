"""The function under which a kind is decided, and the fact that it makes: what the database believes (decisions/migrations/0004_own_office) is what
the law's table says."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from donghanh import legal
from donghanh.decisions.terms import DecisionKind
from donghanh.legal.decision_kinds import decision_kinds

pytestmark = pytest.mark.django_db
KINDS = sorted({*DecisionKind.values, *decision_kinds()})


def in_database(kind: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("select decision_function(%s)", [kind])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("kind", KINDS)
def test_both_agree_under_which_function_a_kind_is_decided(kind):
    assert in_database(kind) == decision_kinds()[kind].function


@pytest.mark.parametrize("kind", KINDS)
def test_both_agree_which_fact_a_signature_makes(kind):
    with connection.cursor() as cursor:
        cursor.execute("select decision_effect(%s)", [kind])
        assert cursor.fetchone()[0] == decision_kinds()[kind].effect


@pytest.mark.parametrize("day", ["2022-01-01", "2026-06-30", "2026-07-01", "2027-01-01"])
def test_both_agree_which_office_heads_a_facility(day):
    with connection.cursor() as cursor:
        cursor.execute("select facility_head_office(%s)", [day])
        assert cursor.fetchone()[0] == legal.holder("facility_head", date.fromisoformat(day)).office


def test_a_kind_that_nobody_defined_has_none():
    assert in_database("OTHER") is None


def test_a_kind_that_the_database_forgot_is_seen():
    with connection.cursor() as cursor:
        cursor.execute("create or replace function decision_function(made_as text) returns text language sql immutable as $$ select 'x' $$")
    assert in_database("MANAGE_USER") != decision_kinds()["MANAGE_USER"].function
