"""A file goes to the body that its hand-over names, whoever writes the row: asked past the application, each guard with its twin."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers.models import Passage
from donghanh.legal import dossiers as law
from tests.cases.dossiers.conftest import AT
from tests.cases.dossiers.test_walls import ask
from tests.cases.dossiers.test_whole_way import EFFECTIVE, effective, facility, in_facility, intake
from tests.factories import accounts

pytestmark = pytest.mark.django_db
__all__ = ["facility", "intake"]
LINES = json.dumps([{"id": "court_decision", "title": "Quyết định", "standing": "have", "version": 1, "class": "D3"}])
ON = "select send_on_dossier(%s, gen_random_uuid(), %s, %s, %s, %s::jsonb, '', %s)"
ANY_BODY = "create or replace function dossier_receiver(leg text, commune int, day date) returns int language sql as 'select {}'"
SEND = """insert into dossiers_passage (id, case_id, unit_id, procedure, leg, to_body_id, to_name, summary, lines, why_missing, sent_at, sent_by,
  rule_id, faults, on_paper) values (gen_random_uuid(), %s, %s, %s, %s, %s, %s, '', '[]', '', %s, app_user(), '', '[]', '')"""


def on(actor, passage, leg: str, body: int | None, name: str = "Nơi nào đó"):
    with scope(actor):
        return ask(ON, [passage.pk, leg, body, name, LINES, EFFECTIVE])


def police_of(unit) -> int:
    return accounts.body("commune_police", unit.pk).pk


def test_the_court_sends_its_decision_to_the_police_of_the_place_under_its_name(police, clerk, case, town):
    passage = effective(police, clerk, case)
    elsewhere = police_of(town[1])
    for other in (elsewhere, accounts.body("commune_committee", town[0].pk).pk, None):
        assert on(clerk, passage, "to_execution", other) is None
    assert on(clerk, passage, "to_execution", police_of(town[0]), "Tên khác") == case.pk
    assert Passage.objects.get(case=case, leg="to_execution").to_name == accounts.body("commune_police", town[0].pk).name


def test_twin_with_the_receiver_unasked_it_goes_to_another_commune(police, clerk, case, town):
    passage = effective(police, clerk, case)
    elsewhere = police_of(town[1])
    ask(ANY_BODY.format(elsewhere))
    assert on(clerk, passage, "to_execution", elsewhere) == case.pk


def test_the_facility_returns_the_file_to_the_police_of_the_place_and_not_before_the_end(police, clerk, intake, case, town):
    in_facility(police, clerk, intake, case)
    passage = Passage.objects.get(case=case, leg="to_facility")
    assert on(intake, passage, "to_commune", police_of(town[0])) is None
    ask("create or replace function case_stage(file uuid) returns text language sql as $$ select 'COMPLETED' $$")
    for other in (police_of(town[1]), accounts.body("commune_committee", town[0].pk).pk):
        assert on(intake, passage, "to_commune", other) is None
    assert on(intake, passage, "to_commune", police_of(town[0])) == case.pk, "the twin: with the end told"


def forged(actor, case, leg: str, body, name: str = "", procedure: str = "COMPULSORY") -> None:
    with scope(actor), transaction.atomic():
        ask(SEND, [case.pk, case.unit_id, procedure, leg, body and body.pk, name or (body.name if body else "Cơ sở"), AT])


def test_the_commune_sends_to_a_facility_that_serves_it_and_to_no_other_body(police, case, town, facility):
    other = accounts.body("commune_committee", town[1].pk)
    ask("drop policy dossiers_passage_has_basis on dossiers_passage")  # another guard (test_basis)
    for leg, body, name in (
        ("to_facility", other, ""),
        ("to_check", other, ""),
        ("to_execution", other, ""),
        ("to_facility", facility, "Tên khác"),
        ("to_facility", None, ""),
    ):
        with pytest.raises(DatabaseError, match="dossiers_passage_to_its_body"):
            forged(police, case, leg, body, name)
    with pytest.raises(DatabaseError, match="dossiers_passage_to_its_body"):
        forged(police, case, "to_facility", facility, procedure="AFTERCARE")
    ask("drop policy dossiers_passage_to_its_body on dossiers_passage")
    forged(police, case, "to_check", other)
    assert Passage.objects.filter(to_body=other).exists(), "the twin"


def test_the_functions_are_those_of_the_law():
    named = {"to_check": "checker_compulsory_file", "to_execution": "executor_compulsory", "to_commune": "preparer_compulsory_file"}
    assert {leg: ask("select dossier_function(%s)", [leg]) for leg in named} == named
    assert {(one.id, one.to) for one in law.legs() if one.id in named and one.to} == set(named.items())
