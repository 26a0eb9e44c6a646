"""Who reaches a case and what for: 404 outside the place, 403 inside without the right. Asked past the row wall: this wall alone answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import access, actions
from donghanh.cases.terms import FactKind as K
from donghanh.kernel import access as kernel
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
READ, WRITE = {DataClass.LEGAL: "R"}, {DataClass.LEGAL: "W"}


@pytest.fixture
def police(town):
    return accounts.actor_in_db("commune_police", town[0].pk)


@pytest.fixture
def case(police):
    return cases.opened(police)


def only(actor, verb: str, grants):
    """The same official with this verb and these classes, and nothing else."""
    return replace(actor, may=frozenset({verb}), grants=grants)


DOORS = [
    (access.case_to_read, "case.read", READ),
    (access.case_to_record, "case.record", WRITE),
    (access.case_to_sign, "decision.sign", WRITE),
]


@pytest.mark.parametrize(("door", "verb", "grants"), DOORS)
def test_verb_and_class_open_the_case_of_the_place(case, police, door, verb, grants):
    kernel.forget()
    assert door(only(police, verb, grants), case.pk).pk == case.pk
    assert kernel.was_asked()


@pytest.mark.parametrize(("door", "verb", "grants"), DOORS)
def test_another_place_counted_or_not_and_an_unknown_case_are_one_answer(case, police, town, door, verb, grants):
    there = replace(only(police, verb, grants), unit_ids=frozenset({town[1].pk}), stat_unit_ids=frozenset({town[0].pk}))
    answers = set()
    for actor, case_id in ((there, case.pk), (only(police, verb, grants), uuid4())):
        with pytest.raises(NotInReach) as answer:
            door(actor, case_id)
        answers.add(str(answer.value))
    assert len(answers) == 1


@pytest.mark.parametrize(("door", "verb", "grants"), DOORS)
def test_inside_without_the_verb_or_the_class(case, police, door, verb, grants):
    for actor in (only(police, "person.read", grants), only(police, verb, {}), only(police, verb, {DataClass.IDENTITY: "S"})):
        with pytest.raises(MayNot) as answer:
            door(actor, case.pk)
        assert not isinstance(answer.value, NotInReach)
    if grants is WRITE:
        with pytest.raises(MayNot):
            door(only(police, verb, READ), case.pk)


def test_only_cases_of_the_place_are_visible_and_only_to_who_sees_legal_files(case, police, town):
    there = cases.opened(accounts.actor_in_db("commune_police", town[1].pk), "Trần Văn Bình")
    kernel.forget()
    assert [found.pk for found in access.visible(police)] == [case.pk]
    assert kernel.was_asked()
    assert not access.visible(replace(police, grants={DataClass.IDENTITY: "W"}))
    assert [found.pk for found in access.visible(replace(police, grants={DataClass.LEGAL: "M"}))] == [case.pk]
    assert [found.pk for found in access.visible(replace(police, unit_ids=frozenset({there.unit_id}), stat_unit_ids=frozenset({case.unit_id})))] == [
        there.pk
    ]


def test_lists_are_for_who_reads_in_full(police):
    access.require_list(only(police, "case.read", READ))
    for actor in (only(police, "case.record", READ), only(police, "case.read", {DataClass.LEGAL: "M"})):
        with pytest.raises(MayNot):
            access.require_list(actor)


def test_who_opens_a_case(police, town):
    access.check_may_open(only(police, "case.record", WRITE), town[0].pk)
    with pytest.raises(NotInReach):
        access.check_may_open(only(police, "case.record", WRITE), town[1].pk)
    for actor in (only(police, "case.read", WRITE), only(police, "case.record", READ)):
        with pytest.raises(MayNot):
            access.check_may_open(actor, town[0].pk)


def test_a_file_on_its_way_is_answered_by_the_place_it_goes_to(police, town):
    case = cases.managed(police)
    at = cases.NOW - timedelta(hours=1)
    cases.recorded(police, case.pk, K.DEPARTED, at - timedelta(hours=2))
    with scope(police):
        sent = actions.send_file(actor=police, at=at, case_id=case.pk, to_unit_id=town[1].pk)
    taker = accounts.actor_in_db("commune_police", town[1].pk)
    assert access.handover_to_answer(only(taker, "case.record", {}), sent.pk).pk == sent.pk
    for outside in (police, replace(taker, unit_ids=frozenset(), stat_unit_ids=frozenset({town[1].pk}))):
        with pytest.raises(NotInReach):
            access.handover_to_answer(outside, sent.pk)
    with pytest.raises(MayNot):
        access.handover_to_answer(only(taker, "case.read", WRITE), sent.pk)


def test_a_determination_is_answered_by_the_body_that_was_asked(police, case, town):
    doctor = accounts.actor_in_db("health_station", town[0].pk)
    with scope(police):
        sent = actions.request_determination(actor=police, at=cases.NOW, case_id=case.pk, to_body_id=doctor.body_id)
    able = replace(doctor, may=frozenset({"determination.record"}), grants={DataClass.DETERMINATION: "W"})
    assert access.referral_to_answer(able, sent.pk).pk == sent.pk
    for outside in (replace(able, body_id=police.body_id), replace(able, body_id=None)):
        with pytest.raises(NotInReach) as answer:
            access.referral_to_answer(outside, sent.pk)
        assert answer.value.mend
    for inside in (replace(able, may=frozenset({"case.read"})), replace(able, grants={DataClass.DETERMINATION: "R"}), replace(able, grants=WRITE)):
        with pytest.raises(MayNot):
            access.referral_to_answer(inside, sent.pk)
