"""Registering: search before create, one number one person, the seal of minors."""

from datetime import date

import pytest
from django.db import connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.people import actions, queries
from donghanh.people.models import Address, Identifier, Person
from donghanh.people.rules import CannotRegister, Number
from donghanh.people.terms import IdentifierKind, WhyNotSame
from tests.factories import people

pytestmark = pytest.mark.django_db


def events(verb):
    with connection.cursor() as cursor:
        cursor.execute("select result, changes::text, reason from audit_event where verb = %s order by id", [verb])
        return cursor.fetchall()


def test_a_person_is_kept_with_sealed_numbers_and_addresses():
    person = people.register(full_name="  nguyễn  Thị Ẩn ", identifiers=[people.citizen(1)], addresses=[people.home()])
    assert (person.full_name, person.birth_year, person.version) == ("nguyễn Thị Ẩn", 1994, 1)
    number = Identifier.objects.get(person=person)
    assert b"075094000001" not in bytes(number.sealed)
    assert number.last_digits == "001"
    assert "ấp 3".encode() not in bytes(Address.objects.get(person=person).sealed_detail)


def test_one_event_a_registration_without_name_or_number():
    people.register(identifiers=[people.citizen(2)])
    [(result, changes, _)] = events("person.register")
    assert result == "done"
    assert "Ẩn" not in changes
    assert "075" not in changes


@pytest.mark.requirement("QN22-II.6.a")
def test_similar_records_ask_for_a_reason_before_a_second_one_is_made():
    people.register(full_name="Đặng Quỳnh Ngọc Phượng", birth_year=1997)
    with pytest.raises(CannotRegister, match="1 hồ sơ có thể là cùng một người"):
        people.register(full_name="Dang Quynh Ngoc Phuong", birth_year=1997, why_not_same="")
    assert Person.objects.count() == 1
    people.register(full_name="Dang Quynh Ngoc Phuong", birth_year=1997, why_not_same=WhyNotSame.OTHER_PAPERS)
    assert Person.objects.count() == 2


def test_the_reason_is_kept_in_the_log_and_the_refusal_too():
    officer = people.official()
    people.register(officer, full_name="Lê Văn Ơn", birth_year=1988)
    with scope(officer), pytest.raises(CannotRegister):
        again = people.values("Lê Văn Ơn", birth_year=1988, why_not_same="")
        actions.register(actor=officer, at=people.AT, unit_id=people.HERE, **again)
    people.register(full_name="Lê Văn Ơn", birth_year=1988, why_not_same=WhyNotSame.MET)
    log = events("person.register")
    assert [row[0] for row in log] == ["done", "refused", "done"]
    assert '"why_not_same": "MET"' in log[2][1]


@pytest.mark.requirement("QN22-II.6.a")
def test_a_number_belongs_to_one_person_whatever_the_reason():
    people.register(identifiers=[people.citizen(3)])
    with pytest.raises(CannotRegister, match="Số này có thể đã có ở hồ sơ khác") as refusal:
        people.register(full_name="Trần Văn Bảy", birth_year=1960, sex="MALE", identifiers=[people.citizen(3)])
    assert refusal.value.field == "numbers"
    assert Person.objects.count() == 1


def test_a_number_kept_in_another_commune_gets_the_same_answer_as_one_kept_here():
    people.register(people.official(unit_id=people.THERE), identifiers=[people.citizen(4)])
    people.register(identifiers=[people.citizen(5)])
    answers = []
    for serial in (4, 5):
        with pytest.raises(CannotRegister) as refusal:
            people.register(full_name="Võ Thị Sáu", birth_year=1970, identifiers=[people.citizen(serial)])
        answers.append(str(refusal.value))
    assert answers[0] == answers[1]


def test_a_refused_number_leaves_nothing_half_written():
    people.register(identifiers=[people.citizen(6)])
    with pytest.raises(CannotRegister):
        people.register(full_name="Hồ Thị Ểnh", birth_year=1959, identifiers=[Number(IdentifierKind.OLD_ID, "271234567"), people.citizen(6)])
    assert Person.objects.count() == Identifier.objects.count() == 1


def test_an_ended_number_can_be_found_but_is_free_again():
    officer = people.official()
    first = people.register(officer, identifiers=[people.citizen(7)])
    with scope(officer):
        actions.end_identifier(actor=officer, at=people.AT, identifier_id=Identifier.objects.get().pk, reason="Ghi nhầm số")
    second = people.register(officer, full_name="Bùi Văn Tám", sex="MALE", identifiers=[people.citizen(7)])
    with scope(officer):
        assert {hit.person_id for hit in queries.search(officer, people.citizen(7).value).rows} == {first.pk, second.pk}


@pytest.mark.parametrize(
    ("born_on", "birth_year", "sealed"),
    [
        (date(2008, 11, 22), None, True),
        (date(2008, 11, 21), None, False),
        (None, 2008, True),
        (None, 2007, False),
        (date(2010, 1, 1), None, True),
        (None, 1990, False),
    ],
)
def test_under_eighteen_is_sealed_on_the_day_of_registration(born_on, birth_year, sealed):
    assert people.register(born_on=born_on, birth_year=birth_year).is_sealed is sealed


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"full_name": "A"}, "full_name"),
        ({"full_name": "Nguyễn Văn 5"}, "full_name"),
        ({"birth_year": None}, "birth_year"),
        ({"birth_year": 2027}, "birth_year"),
        ({"birth_year": 1899}, "birth_year"),
        ({"born_on": date(1990, 2, 1), "birth_year": 1991}, "birth_year"),
        ({"sex": "x"}, "sex"),
        ({"identifiers": [Number(IdentifierKind.CITIZEN, "07509400001")]}, "citizen_id"),
        ({"identifiers": [Number(IdentifierKind.OLD_ID, "12345")]}, "old_id"),
        ({"identifiers": [Number(IdentifierKind.PASSPORT, "C-1")]}, "passport"),
        ({"identifiers": [people.citizen(8), people.citizen(9)]}, "numbers"),
        ({"guardian_name": "??"}, "guardian_name"),
        ({"addresses": [people.home(on=date(2026, 11, 22))]}, "starts_on"),
        ({"addresses": [people.home(detail="x" * 201)]}, "detail"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_with_the_mend(given, field):
    with pytest.raises(BadInput) as refusal:
        people.register(**given)
    assert refusal.value.field == field
    assert refusal.value.mend
    assert Person.objects.count() == 0


def test_outside_the_scope_and_without_the_right():
    officer, chair = people.official(), people.official("commune_chair")
    with pytest.raises(NotInReach), scope(officer):
        actions.register(actor=officer, at=people.AT, unit_id=people.THERE, **people.values())
    with pytest.raises(MayNot):
        people.register(chair)


def test_the_wall_under_the_application_refuses_a_row_for_another_commune():
    officer = people.official()
    people.official(unit_id=people.THERE)
    person = people.register(officer)
    sql = "update people_person set unit_id = %s where id = %s"
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), scope(officer), connection.cursor() as cursor:
        cursor.execute(sql, [people.THERE, person.pk])


def test_without_the_unique_index_one_number_would_belong_to_two():
    """Twin: the guard is the index; without it both records stand."""
    with connection.cursor() as cursor:
        cursor.execute("drop index identifier_one_living_person")
    people.register(identifiers=[people.citizen(10)])
    people.register(full_name="Trần Văn Bảy", birth_year=1960, sex="MALE", identifiers=[people.citizen(10)])
    assert Identifier.objects.count() == 2
