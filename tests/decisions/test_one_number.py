"""One number of a register is borne by one paper: a decision and a paper never share it, whoever signs them together. With the twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import decisions

pytestmark = pytest.mark.django_db
SHARED = """insert into papers_paper (id, form, state, sealed_values, sealed_made, version, drafted_by, drafted_at, changed_at, changed_by, law,
  office, series, number, year, code, made_by, made_at, signer_name, has_digital_signature, withdraw_reason, body_id, case_id, person_id,
  unit_id, pdf_id)
  select gen_random_uuid(), 'x', 'FINAL', '', '', 1, drafted_by, drafted_at, drafted_at, drafted_by, '',
    office, series, number, year, 'ABCDABCDABCDABCD', signed_by, signed_at, signer_name, false, '', body_id, case_id, person_id,
    unit_id, pdf_id from decisions_decision"""


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def signed(people):
    return decisions.signed(people, decisions.waiting(people))


def test_a_paper_takes_no_number_that_a_decision_bears(signed):
    with pytest.raises(DatabaseError, match="a number is borne once"):
        run(SHARED)
    run(SHARED.replace("office, series, number, year, 'A", "office, 'CC-CAX', number, year, 'A").replace("'ABCDABCDABCDABCD'", "'ABCDABCDABCDABCE'"))
    decisions.switch("paper_number_borne_once", "papers_paper")
    run(SHARED)


def test_a_decision_takes_no_number_that_a_paper_bears(signed):
    decisions.switch("paper_number_borne_once", "papers_paper")
    run(SHARED)
    decisions.switch("signed_never_changes")
    with pytest.raises(DatabaseError, match="a number is borne once"):
        run("update decisions_decision set number = number")
    decisions.switch("decision_number_borne_once")
    run("update decisions_decision set number = number")
