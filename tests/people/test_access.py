"""Who reaches a person and what for: 404 outside the place, 403 inside without the right. Asked past the row wall: this wall alone answers."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.kernel import access as kernel
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.people import access, actions
from tests.factories import people
from tests.factories.people import HERE, THERE

pytestmark = pytest.mark.django_db
ID_READ, ID_WRITE = {DataClass.IDENTITY: "R"}, {DataClass.IDENTITY: "W"}


@pytest.fixture
def officer():
    return people.official()


@pytest.fixture
def person(officer):
    return people.register(officer)


def only(actor, verb: str, grants):
    """The same official with this verb and these classes, and nothing else."""
    return replace(actor, may=frozenset({verb}), grants=grants)


def there(actor):
    """He works in the other commune and only counts this one."""
    return replace(actor, unit_ids=frozenset({THERE}), stat_unit_ids=frozenset({HERE}))


def write(actor, person_id):
    return access.person_to_write(actor, person_id, "person.correct")


DOORS = [(access.person_to_read, "person.read", ID_READ), (write, "person.correct", ID_WRITE)]


@pytest.mark.parametrize(("door", "verb", "grants"), DOORS)
def test_each_door_asks_for_place_and_verb(person, officer, door, verb, grants):
    able = only(officer, verb, grants)
    kernel.forget()
    assert door(able, person.pk).pk == person.pk
    assert kernel.was_asked()
    for outside, person_id in ((there(able), person.pk), (able, uuid4()), (replace(able, grants={DataClass.LEGAL: "S"}), person.pk)):
        with pytest.raises(NotInReach):
            door(outside, person_id)
    with pytest.raises(MayNot):
        door(only(officer, "person.register", grants), person.pk)


def test_writing_asks_for_the_class_that_is_written(person, officer):
    with pytest.raises(MayNot):
        write(only(officer, "person.correct", ID_READ), person.pk)
    household = only(officer, "person.correct", ID_READ | {DataClass.HOUSEHOLD: "W"})
    assert access.person_to_write(household, person.pk, "person.correct", data_class=DataClass.HOUSEHOLD).pk == person.pk
    with pytest.raises(MayNot):
        access.person_to_write(only(officer, "person.correct", ID_WRITE), person.pk, "person.correct", data_class=DataClass.HOUSEHOLD)


def test_only_people_of_the_place_are_visible_and_only_to_who_sees_identities(person, officer):
    kernel.forget()
    assert [found.pk for found in access.visible(replace(officer, grants={DataClass.IDENTITY: "M"}))] == [person.pk]
    assert kernel.was_asked()
    assert not access.visible(there(officer))
    assert not access.visible(replace(officer, grants={DataClass.LEGAL: "S"}))


def test_where_one_may_look(officer):
    able = replace(only(officer, "person.read", {DataClass.IDENTITY: "M"}), unit_ids=frozenset({THERE, HERE}), stat_unit_ids=frozenset({7}))
    assert access.units_to_read(able) == [HERE, THERE]
    assert access.units_to_read(able, THERE) == [THERE]
    with pytest.raises(NotInReach):
        access.units_to_read(able, 7)
    for unable in (replace(able, may=frozenset({"person.register"})), replace(able, grants={DataClass.LEGAL: "S"})):
        with pytest.raises(MayNot) as answer:
            access.units_to_read(unable)
        assert answer.value.mend


@pytest.mark.parametrize(
    ("check", "verb", "grants"),
    [
        (lambda actor: access.check_may_register(actor, HERE), "person.register", ID_WRITE),
        (access.check_may_remove, "person.register", ID_WRITE),
        (access.check_may_correct, "person.correct", {}),
        (access.check_may_propose, "person.merge.propose", {}),
        (access.check_may_see_merges, "person.merge.propose", {}),
        (access.check_may_see_merges, "person.merge.approve", {}),
    ],
)
def test_forms_open_to_the_verb_and_the_class(officer, check, verb, grants):
    check(only(officer, verb, grants))
    with pytest.raises(MayNot):
        check(only(officer, "person.read", grants))
    if grants:
        with pytest.raises(MayNot):
            check(only(officer, verb, ID_READ))


def test_nobody_registers_in_another_place(officer):
    with pytest.raises(NotInReach):
        access.check_may_register(there(only(officer, "person.register", ID_WRITE)), HERE)


@pytest.mark.parametrize(
    ("verb", "grants", "may"),
    [
        ("person.correct", {DataClass.HOUSEHOLD: "W"}, True),
        ("person.correct", {DataClass.HOUSEHOLD: "R"}, False),
        ("person.correct", ID_WRITE, False),
        ("person.read", {DataClass.HOUSEHOLD: "W"}, False),
    ],
)
def test_household_forms_are_offered_to_who_may_save_them(officer, verb, grants, may):
    assert access.may_write_households(only(officer, verb, grants)) is may
    assert access.may(only(officer, verb, grants), verb)
    assert not access.may(only(officer, verb, grants), "person.register")


def test_merges_are_decided_in_their_place(officer, person):
    gone = people.register(officer, "Nguyễn Thị Ân")
    proposer = people.posted()
    with scope(proposer):
        merge = actions.propose_merge(actor=proposer, at=people.AT, kept_id=person.pk, gone_id=gone.pk, reason="Cùng một người")
    chief = only(people.official("commune_police_chief"), "person.merge.approve", ID_READ)
    kernel.forget()
    assert [found.pk for found in access.merges(replace(chief, grants={DataClass.IDENTITY: "M"}))] == [merge.pk]
    assert kernel.was_asked()
    assert access.merge_to_decide(chief, merge.pk).pk == merge.pk
    for hidden in (there(chief), replace(chief, grants={DataClass.LEGAL: "S"})):
        assert not access.merges(hidden)
        with pytest.raises(NotInReach):
            access.merge_to_decide(hidden, merge.pk)
    with pytest.raises(NotInReach):
        access.merge_to_decide(chief, uuid4())
    with pytest.raises(MayNot):
        access.merge_to_decide(only(chief, "person.read", ID_READ), merge.pk)
