"""Past the application: whose findings these are, that they stand, and that the rule's answer is not the page's to write."""

from __future__ import annotations

from itertools import product
from json import dumps
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Fact
from donghanh.legal import diagnosis as law
from tests.factories import accounts
from tests.factories.cases import NOW
from tests.factories.diagnosis import ONE, THREE, examined

INSERT = """insert into diagnosis_assessment (id, referral_id, body_id, place, received_at, examined_at, groups, marks, length, is_observed, note,
  says, confidence, law, recorded_at, recorded_by, reason, number)
  values (%s, %s, %s, 'body', %s, %s, '["OPIOID"]', %s, 'together', false, '', %s, 'V', '', %s, %s, '', '')"""
CONCLUDE = "select conclude_referral(%s, %s, %s, %s, %s, %s, %s)"


def run(sql, params=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def forged(actor, sent, *, found=THREE, says="dependent", by=None):
    told = [uuid4(), sent.pk, actor.body_id, NOW, NOW, dumps(found), says, NOW, by or actor.user_id]
    with scope(actor):
        return run(INSERT, told)


def test_police_and_commune_read_no_line_of_what_was_found(station, police, sent):
    with scope(station):
        examined(station, sent.pk, at=NOW)
        assert run("select count(*) from diagnosis_assessment") == [(1,)]
    for other in (police, accounts.actor_in_db("commune_officer", 900_001), accounts.actor_in_db("commune_police_chief", 900_001),
                  accounts.actor_in_db("health_station", 900_002)):  # fmt: skip
        with scope(other):
            assert run("select count(*) from diagnosis_assessment") == [(0,)]


def test_twin_without_the_wall_the_police_would_read_it(station, police, sent):
    with scope(station):
        examined(station, sent.pk, at=NOW)
    run("set constraints all immediate; alter table diagnosis_assessment disable row level security")
    with scope(police):
        assert run("select count(*) from diagnosis_assessment") == [(1,)]


def test_findings_are_written_by_the_body_that_was_asked_in_its_own_name(station, police, sent):
    assert forged(station, sent) == 1
    other = accounts.actor_in_db("health_station", 900_002)
    for actor, more in ((police, {}), (other, {}), (station, {"by": police.user_id})):
        with pytest.raises(DatabaseError):
            forged(actor, sent, **more)


def test_the_answer_of_the_rule_is_worked_out_by_the_database_too(station, sent):
    with pytest.raises(DatabaseError):
        forged(station, sent, found=ONE, says="dependent")


def test_twin_without_the_policy_any_answer_is_taken(station, sent):
    run("drop policy diagnosis_assessment_insert on diagnosis_assessment")
    run("create policy loose on diagnosis_assessment for insert to donghanh_web with check (true)")
    assert forged(station, sent, found=ONE, says="dependent") == 1


def test_rule_and_database_agree_on_every_set_of_findings(db):
    criteria = list(law.criteria())
    asked = [
        (dict(zip(criteria, marks, strict=True)), length, observed)
        for marks in product(("present", "absent", "unclear"), repeat=len(criteria))
        for length, observed in (("together", False), ("short", False), ("unknown", False), ("repeated", True))
    ]
    rows = dumps([{"marks": marks, "length": length, "observed": observed} for marks, length, observed in asked])
    sql = "select diagnosis_says(one->'marks', one->>'length', (one->>'observed')::boolean) from jsonb_array_elements(%s::jsonb) one"
    said = [row[0] for row in run(sql, [rows])]
    on = NOW.date()
    assert said == [law.weigh(marks, length=length, is_observed=observed, on=on).answer.value for marks, length, observed in asked]


def test_what_was_found_is_never_rewritten(station, sent):
    with scope(station):
        made = examined(station, sent.pk, at=NOW)
        with pytest.raises(DatabaseError):
            run("update diagnosis_assessment set says = 'observe'")
    with pytest.raises(DatabaseError, match="never rewritten"):
        run("update diagnosis_assessment set marks = '{}' where id = %s", [made.pk])


def test_twin_with_the_trigger_off_findings_could_be_rewritten(station, sent):
    with scope(station):
        examined(station, sent.pk, at=NOW)
    run("set constraints all immediate; alter table diagnosis_assessment disable trigger assessment_stands")
    assert run("update diagnosis_assessment set note = 'x'") == 1


def test_a_forged_conclusion_without_findings_or_reason_or_by_another_carries_nothing(station, police, sent, case):
    with scope(station):
        assert run(CONCLUDE, [sent.pk, uuid4(), True, NOW, "1/PKQ", "", NOW]) == [(None,)]
        made = examined(station, sent.pk, at=NOW, found=ONE)
        for paper, why in (("1/PKQ", ""), ("", "có lý do")):
            with pytest.raises(DatabaseError, match="assessment_conclusion_complete"):
                run(CONCLUDE, [sent.pk, made.pk, True, NOW, paper, why, NOW])
    with scope(police):
        assert run(CONCLUDE, [sent.pk, made.pk, False, NOW, "1/PKQ", "", NOW]) == [(None,)]
    assert not Fact.objects.filter(case=case, kind__startswith="FOUND").exists()


def test_twin_without_the_constraint_a_differing_conclusion_passes_in_silence(station, sent):
    run("set constraints all immediate; alter table diagnosis_assessment drop constraint assessment_conclusion_complete")
    with scope(station):
        made = examined(station, sent.pk, at=NOW, found=ONE)
        assert run(CONCLUDE, [sent.pk, made.pk, True, NOW, "1/PKQ", "", NOW]) != [(None,)]
