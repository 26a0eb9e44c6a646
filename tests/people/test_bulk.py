"""A whole list at once, and taking it back."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import MayNot
from donghanh.people import actions, queries
from donghanh.people.models import Address, Identifier, Person
from tests.factories import people

pytestmark = pytest.mark.django_db


def load(actor, rows, batch=None):
    with scope(actor):
        return actions.register_many(actor=actor, at=people.AT, unit_id=min(actor.unit_ids), rows=rows, batch_id=batch or uuid4())


def test_good_rows_are_made_and_the_others_come_back_with_the_reason():
    officer, other = people.official(), people.official(unit_id=people.THERE)
    people.register(other, identifiers=[people.citizen(1)])
    rows = [
        people.new("Trần Văn Bình", numbers=(people.citizen(2),), homes=(people.home(),)),
        people.new("Trần Văn Chín", numbers=(people.citizen(1),)),
        people.new("Trần Văn Mười", numbers=(people.citizen(2),)),
        people.new("??"),
        people.new("Lê Bé Năm", birth_year=2014),
    ]
    done = load(officer, rows)
    assert sorted(done.ids) == [0, 4]
    assert "có thể đã có ở hồ sơ khác" in done.refused[1]
    assert "một dòng khác" in done.refused[2]
    assert "Họ và tên" in done.refused[3]
    assert Person.objects.get(pk=done.ids[4]).is_sealed
    with scope(officer):
        assert queries.person_page(officer, done.ids[0]).addresses[0].detail == "Số 5, ấp 3"


def test_one_event_for_the_whole_list_and_few_statements():
    officer = people.official()

    def statements(count, first):
        with CaptureQueriesContext(connection) as seen:
            load(officer, [people.new(f"Trần Văn {'ABCDEGHIKLMNOPQRSTUVXY'[n % 22]}", numbers=(people.citizen(first + n),)) for n in range(count)])
        return len(seen)

    assert statements(2, 100) == statements(50, 200)
    with connection.cursor() as cursor:
        cursor.execute("select changes->>'made' from audit_event where verb = 'person.register_many' order by id")
        assert cursor.fetchall() == [("2",), ("50",)]


def test_a_list_is_taken_back_whole():
    officer, batch = people.official(), uuid4()
    stays = people.register(officer, identifiers=[people.citizen(50)])
    done = load(officer, [people.new(numbers=(people.citizen(1),), homes=(people.home(),)), people.new("Lê Ba")], batch)
    with scope(officer):
        removal = actions.remove_registered(actor=officer, at=people.AT, person_ids=list(done.ids.values()), batch_id=batch)
    assert set(removal.removed) == set(done.ids.values())
    assert removal.kept == ()
    assert [*Person.objects.values_list("pk", flat=True)] == [stays.pk]
    assert Identifier.objects.count() == 1
    assert Address.objects.count() == 0


def test_who_was_worked_on_since_stays_and_is_named():
    officer, batch = people.posted(), uuid4()
    done = load(officer, [people.new(name) for name in ("Lê Ba", "Lê Tư", "Lê Năm", "Lê Sáu", "Lê Bảy")], batch)
    ids = list(done.ids.values())
    with scope(officer):
        actions.correct(actor=officer, at=people.AT, person_id=ids[0], version=1, changes={"birth_year": 1991}, reason="Theo căn cước")
        actions.propose_merge(actor=officer, at=people.AT, kept_id=ids[1], gone_id=ids[2], reason="Cùng người")
        actions.link_household(actor=officer, at=people.AT, person_id=ids[3], with_person_id=ids[0], relation="CHILD", on=date(2026, 1, 1))
        removal = actions.remove_registered(actor=officer, at=people.AT, person_ids=ids, batch_id=batch)
    assert removal.removed == (ids[4],)
    assert removal.kept == tuple(ids[:4])


@pytest.mark.parametrize("wrong", ["batch", "unit"])
def test_only_people_of_this_batch_in_ones_own_place(wrong):
    officer, batch = people.official(), uuid4()
    done = load(officer, [people.new()], batch)
    actor = people.official(unit_id=people.THERE) if wrong == "unit" else officer
    with scope(actor):
        removal = actions.remove_registered(
            actor=actor, at=people.AT, person_ids=list(done.ids.values()), batch_id=uuid4() if wrong == "batch" else batch
        )
    assert removal.removed == ()
    assert Person.objects.count() == 1


def test_who_may_not():
    chair = people.official("commune_chair")
    with pytest.raises(MayNot):
        load(chair, [people.new()])
    with scope(chair), pytest.raises(MayNot):
        actions.remove_registered(actor=chair, at=people.AT, person_ids=[], batch_id=uuid4())
