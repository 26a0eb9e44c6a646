"""A file kept here under a court's decision is seen when the same person registers: the action asks why, the page of the new file says it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, queries
from donghanh.cases.models import Case
from donghanh.cases.procedures import court_order
from donghanh.cases.procedures.compulsory_steps import AT_COURT, DRAWING_UP, HELD, RULED
from donghanh.cases.procedures.shape import stages
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.cases.terms import Stage as S
from tests.factories import accounts, cases, people
from tests.factories.cases import NOW


@pytest.fixture
def police(db):
    return accounts.actor_in_db("commune_police", 900_001)


def registers(police, person, at=NOW, **data) -> Case:
    with scope(police):
        return actions.open_case(
            actor=police,
            at=NOW,
            person_id=person.pk,
            kind=K.REGISTERED,
            procedure=P.HOME_REHABILITATION,
            happened_at=at,
            data={"form": "home", **data},
        )


def test_registering_somebody_awaiting_execution_asks_why_and_says_it_on_the_file(police):
    person = people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990)
    cases.ruled(person)
    with scope(police):
        assert queries.beside_court_order(police, person.pk, at=NOW).value == "unsaid"
        assert queries.beside_court_order(police, person.pk, at=NOW - timedelta(days=41)) is None
    with pytest.raises(CannotRecord, match="chưa được thi hành"):
        registers(police, person)
    case = registers(police, person, despite="Toà án có văn bản 12/TB-TA")
    with scope(police):
        findings = queries.case_sheet(police, case.pk, at=NOW).view.findings
    assert [one.status for one in findings if one.question == "voluntary.meanwhile"] == ["silent"]


def test_what_happened_before_the_ruling_is_not_beside_it(police):
    person = people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990)
    cases.ruled(person)
    case = registers(police, person, at=NOW - timedelta(days=45))
    with scope(police):
        assert not [one for one in queries.case_sheet(police, case.pk, at=NOW).view.findings if one.question == "voluntary.meanwhile"]


def test_a_file_opened_in_error_stands_over_nobody(police):
    person = people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990)
    Case.objects.filter(pk=cases.ruled(person).pk).update(stage="IN_ERROR")
    registers(police, person)


def test_past_the_application_the_reason_is_asked_too(police, monkeypatch):
    """By the database alone, in every stage in which a measure stands; and the twin."""
    person = people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990)
    cases.ruled(person)
    monkeypatch.setattr(court_order, "check_reason", lambda fact, life: None)
    for given in ({}, {"despite": "  "}):
        with pytest.raises(DatabaseError, match="cases_fact_despite"), transaction.atomic():
            registers(police, person, **given)
    with transaction.atomic():
        registers(police, person, despite="Toà án có văn bản 12/TB-TA")
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("drop policy cases_fact_despite on cases_fact")
    registers(police, person)


@pytest.mark.django_db
def test_the_database_and_the_procedures_know_the_same_stages():
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'case_is_compelled'")
        asked = set(re.findall(r"'([A-Z_]+)'", cursor.fetchone()[0]))
    standing = {S.POSTPONED, *HELD, *stages(S.EFFECTIVE, S.TO_ENTER), *RULED, *DRAWING_UP, *AT_COURT}
    words = {"COMPULSORY", "COMPULSORY_MINOR", "IN_ERROR", "INTERIM_BEGAN", "INTERIM_ENDED"}
    assert asked - words == {stage.value for stage in standing}
