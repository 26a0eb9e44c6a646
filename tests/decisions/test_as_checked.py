"""What was checked is what is signed, past the application too: by raw SQL of the signer himself. Each guard with its twin."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DraftState
from tests.decisions.test_own_office import OWN_NAME, SIGNED, run
from tests.factories import cases, decisions
from tests.support import ANY_ORDER

pytestmark = pytest.mark.django_db
NEXT_DAY = cases.NOW + timedelta(days=1)


@pytest.fixture
def checked(people):
    return decisions.checked(people, decisions.waiting(people))


def swapped(words: str, by: str) -> str:
    """The signature by raw SQL, and these words of the letter in place of those."""
    return SIGNED.replace("jsonb_set(letter,", f"jsonb_set(replace(letter::text, '{words}', '{by}')::jsonb,")


OTHER = {
    "another person": swapped("Lê Thị Ỗi", "Ai Khác"),
    "another article": swapped("Điều 2.", "Điều 5."),
    "another day of today's draft": swapped("2027", "2028"),
    "no body": SIGNED.replace("jsonb_set(letter,", "jsonb_set(letter #- '{{content,articles}}',".format()),
    "another basis": SIGNED + ', findings = findings || \'{"basis": "moved"}\'',
    "another form": SIGNED + ', findings = findings || \'{"form": "x"}\'',
    "another article of the form": SIGNED + ', findings = findings || \'{"form_citation": "Điều 1"}\'',
    "another holder": SIGNED + ', findings = findings || \'{"holder": "Điều 1"}\'',
    "a longer term": SIGNED + ", findings = jsonb_set(findings, '{term,last_day}', '\"2030-01-01\"')",
    "a law less sure": SIGNED + ", findings = jsonb_set(findings, '{term,confidence}', '\"M\"')",
    "something more": SIGNED + ', findings = findings || \'{"why": "x"}\'',
}
BEARS_NOT = {
    "number": SIGNED.replace("to_jsonb(1)", "to_jsonb(2)"),
    "day": SIGNED.replace(f"to_jsonb('{cases.NOW.date()}'::text)", "to_jsonb('2026-01-01'::text)"),
    "name": SIGNED.replace(f"to_jsonb(({OWN_NAME})::text)", "to_jsonb('Ai Khác'::text)"),
    "code": SIGNED.replace("to_jsonb(code)", "to_jsonb('https://noi-khac.example/AAAA'::text)"),
}


def refused(people, sql: str, why: str) -> None:
    """By the signer himself; with the guard off it goes in (the twin)."""
    with pytest.raises(DatabaseError, match=why):
        run(people.chief, sql)
    decisions.switch("decision_signed_as_checked")
    run(people.chief, sql)
    assert Decision.objects.get().state == DraftState.SIGNED, "the twin"


@pytest.mark.parametrize("what", OTHER)
def test_the_signer_swaps_nothing_of_what_was_checked(people, checked, what):
    refused(people, OTHER[what], "what was checked is what is signed")


@pytest.mark.parametrize("what", BEARS_NOT)
def test_the_letter_bears_what_the_row_says(people, checked, what):
    refused(people, BEARS_NOT[what], "bears its number, day, name and code")


def test_a_letter_dated_anew_the_next_day_is_signed(people, checked):
    made = decisions.sign(checked, people.chief, at=NEXT_DAY)
    assert made.letter != checked.letter and made.state == DraftState.SIGNED


SERVE = """insert into decisions_service (id, decision_id, unit_id, recipient, is_person, way, served_at, recorded_by, recorded_at)
  select gen_random_uuid(), id, unit_id, 'A', true, 'POST', signed_at, app_user(), signed_at from decisions_decision where kind = 'MANAGE_USER'"""


def test_what_was_withdrawn_is_not_handed_over(people, checked):
    decisions.withdrawn(people, decisions.sign(checked, people.chief))
    with pytest.raises(DatabaseError, match="what was withdrawn is not handed over"):
        run(people.police, SERVE)
    decisions.switch("service_by_post", "decisions_service")
    run(people.police, SERVE)


TELL = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, decision_id,
  data, void_reason)
  select gen_random_uuid(), case_id, unit_id, decision_effect(kind), {happened}, {is_day}, signed_at, app_user(), app_body(), id, '{data}', ''
  from decisions_decision where kind = '{kind}'"""
LIES = {
    "an earlier moment": {"happened": "signed_at - interval '90 days'"},
    "a day alone": {"is_day": "true"},
    "another number": {"data": '{"number": 7}'},
    "another series": {"data": '{"series": "QĐ-KHÁC"}'},
}


def told(people, **said) -> None:
    run(people.chief, TELL.format(**{"happened": "signed_at", "is_day": "false", "data": "{}", "kind": "MANAGE_USER", **said}))


@pytest.mark.parametrize("what", LIES)
def test_the_fact_of_a_decision_says_what_the_decision_says(people, checked, what):
    run(people.chief, SIGNED)
    with connection.cursor() as cursor:
        cursor.execute(ANY_ORDER)
    with pytest.raises(DatabaseError, match="cases_fact_of_decision"):
        told(people, **LIES[what])
    told(people)
    with connection.cursor() as cursor:
        cursor.execute("drop policy cases_fact_of_decision on cases_fact")
    told(people, **LIES[what])


def test_a_withdrawal_takes_back_in_the_file_what_it_names(people, checked):
    target = decisions.sign(checked, people.chief)
    made = decisions.withdrawn(people, target)
    with connection.cursor() as cursor:
        cursor.execute(ANY_ORDER)
    for data in ("{}", f'{{"withdraws": "{made.pk}"}}'):
        with pytest.raises(DatabaseError, match="cases_fact_of_decision"):
            told(people, kind="WITHDRAW", data=data)
    told(people, kind="WITHDRAW", data=f'{{"withdraws": "{target.pk}"}}')


SAYS = "select says_the_same(letter_bare(%s), letter_bare(%s), '2026-09-01', '2026-09-03')"
DAYS = {
    ("từ 01/09/2026 đến ngày 01 tháng 9 năm 2027", "từ 03/09/2026 đến ngày 03 tháng 9 năm 2027"): True,
    ("từ 01/09/2026", "từ 01/09/2026"): True,
    ("đến 28/02/2027", "đến 04/03/2027"): True,
    ("sinh 05/06/1990", "sinh 07/06/1990"): False,
    ("đến 01/09/2027", "đến 01/12/2027"): False,
    ("đến 01/09/2027", "đến #"): False,
    ("đến #", "đến 01/09/2027"): False,
}


@pytest.mark.parametrize("said", DAYS)
def test_only_the_days_that_follow_from_the_signature_go_on(said):
    with connection.cursor() as cursor:
        cursor.execute(SAYS, [json.dumps({"content": one}) for one in said])
        assert cursor.fetchone()[0] is DAYS[said]


def test_findings_are_read_with_their_days_too():
    with connection.cursor() as cursor:
        for now, is_same in (("2027-09-03", True), ("2027-12-01", False)):
            cursor.execute(
                "select says_the_same(findings_bare(%s), findings_bare(%s), '2026-09-01', '2026-09-03')",
                [json.dumps({"law": law, "term": {"last_day": day, "steps": [law]}}) for law, day in (("a", "2027-09-01"), ("b", now))],
            )
            assert cursor.fetchone()[0] is is_same
