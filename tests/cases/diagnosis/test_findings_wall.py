"""Past the application: findings are in the words of the rule and in their days. Each guard with its twin."""

from __future__ import annotations

from datetime import timedelta
from json import dumps
from uuid import uuid4

import pytest
from django.db import DatabaseError

from donghanh.base.privacy.scope import scope
from donghanh.cases.rules import CannotRecord
from donghanh.legal import diagnosis as law
from tests.cases.diagnosis.conftest import SENT
from tests.cases.diagnosis.test_walls import run
from tests.factories.cases import NOW
from tests.factories.diagnosis import ONE, THREE, examined

pytestmark = pytest.mark.django_db
INSERT = """insert into diagnosis_assessment (id, referral_id, body_id, place, received_at, examined_at, groups, marks, length, is_observed, note,
  says, confidence, law, recorded_at, recorded_by, reason, number)
  select %s, %s, %s, %s, %s, %s, %s, %s, %s, false, '', diagnosis_says(%s, %s, false), 'V', '', %s, %s, '', ''"""


def forged(actor, sent, *, marks=THREE, groups=("OPIOID",), place="body", length="together", received_at=NOW, examined_at=NOW) -> int:
    found, told = dumps(marks), [uuid4(), sent.pk, actor.body_id, place, received_at, examined_at]
    with scope(actor):
        return run(INSERT, [*told, dumps(groups), found, length, found, length, NOW, actor.user_id])


WORDS = {
    "an unknown mark": {"marks": ONE | {"BAD_HABIT": "present", "LOOKS": "present"}},
    "a mark of no value": {"marks": THREE | {"WITHDRAWAL": "maybe"}},
    "a criterion left out": {"marks": {"CRAVING": "present"}},
    "no group": {"groups": ()},
    "an unknown group": {"groups": ("TEA",)},
    "an unknown place": {"place": "home"},
    "an unknown length": {"length": "x"},
}
DAYS = {
    "examined tomorrow": {"examined_at": NOW + timedelta(days=1)},
    "received before the day of the request": {"received_at": SENT - timedelta(days=1), "examined_at": SENT},
}


@pytest.mark.parametrize("what", WORDS)
def test_findings_are_in_the_words_of_the_rule(station, sent, what):
    with pytest.raises(DatabaseError, match="diagnosis_assessment_in_words"):
        forged(station, sent, **WORDS[what])
    run("drop policy diagnosis_assessment_in_words on diagnosis_assessment")
    assert forged(station, sent, **WORDS[what]) == 1, "the twin"


@pytest.mark.parametrize("what", DAYS)
def test_findings_lie_after_the_request_and_behind(station, sent, what):
    with scope(station), pytest.raises(CannotRecord):
        examined(station, sent.pk, at=NOW, **DAYS[what])
    with pytest.raises(DatabaseError, match="diagnosis_assessment_in_its_days"):
        forged(station, sent, **DAYS[what])
    run("drop policy diagnosis_assessment_in_its_days on diagnosis_assessment")
    assert forged(station, sent, **DAYS[what]) == 1, "the twin"


def test_the_words_are_those_of_the_law(db):
    said = "select diagnosis_in_words(%s, %s)"
    for group in law.groups():
        assert run(said, [dumps(dict.fromkeys(law.criteria(), "unclear")), dumps([group])]) == [(True,)]
    assert set(law.lengths()) == {"together", "repeated", "short", "unknown"}
