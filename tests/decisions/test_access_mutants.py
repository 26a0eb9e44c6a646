"""Who reaches a decision and what for: 404 outside the place, 403 inside without the right. Asked past the row wall."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from donghanh.decisions import access, queries
from donghanh.kernel import access as kernel
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from tests.factories import decisions

pytestmark = pytest.mark.django_db
READ, WRITE = {DataClass.LEGAL: "R"}, {DataClass.LEGAL: "W"}
DOORS = [
    (access.to_read, "case.read", READ),
    (lambda actor, decision_id: access.to_change(actor, decision_id, "decision.check"), "decision.check", WRITE),
]


@pytest.fixture
def made(people):
    return decisions.signed(people, decisions.waiting(people))


def only(actor, verb: str, grants):
    return replace(actor, may=frozenset({verb}), grants=grants)


@pytest.mark.parametrize(("door", "verb", "grants"), DOORS)
def test_each_door_asks_for_place_verb_and_class(made, people, door, verb, grants):
    actor = only(people.police, verb, grants)
    kernel.forget()
    assert door(actor, made.pk).pk == made.pk
    assert kernel.was_asked()
    there = replace(actor, unit_ids=frozenset({made.unit_id + 1}), stat_unit_ids=actor.unit_ids)
    for outside, decision_id in ((there, made.pk), (actor, uuid4())):
        with pytest.raises(NotInReach):
            door(outside, decision_id)
    for inside in (only(actor, "person.read", grants), only(actor, verb, {}), only(actor, verb, {DataClass.IDENTITY: "S"})):
        with pytest.raises(MayNot):
            door(inside, made.pk)


def test_reading_the_file_is_not_enough_to_change_a_decision(made, people):
    with pytest.raises(MayNot):
        access.to_change(only(people.police, "decision.check", READ), made.pk, "decision.check")


def test_only_decisions_of_the_place_and_only_for_who_reads_legal_files(made, people):
    actor = only(people.police, "case.read", READ)
    kernel.forget()
    assert access.units(actor) == [made.unit_id]
    assert kernel.was_asked()
    assert [found.id for found in queries.of_cases(actor, [made.case_id])] == [made.pk]
    elsewhere = replace(actor, unit_ids=frozenset({made.unit_id + 1}), stat_unit_ids=actor.unit_ids)
    assert queries.of_cases(elsewhere, [made.case_id]) == []
    for grants in ({DataClass.LEGAL: "M"}, {DataClass.IDENTITY: "W"}):
        assert access.units(replace(actor, grants=grants)) == queries.of_cases(replace(actor, grants=grants), [made.case_id]) == []
