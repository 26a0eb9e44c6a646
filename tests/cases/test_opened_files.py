"""A health body reads the people sent to it, while the request is open; of all others of its commune, nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from donghanh.base.accounts.roles import ROLES
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.kernel.errors import NotInReach
from donghanh.people import actions as people_actions
from donghanh.people import queries as people_queries
from donghanh.people.models import Identifier
from tests.factories import accounts, cases, diagnosis, people

pytestmark = pytest.mark.django_db
NOW = cases.NOW
TABLES = ["people_person", "people_identifier", "people_address"]


@pytest.fixture
def police(town):
    return accounts.actor_in_db("commune_police", town[0].pk)


@pytest.fixture(params=["health_station", "facility_doctor"])
def doctor(request, town):
    """One of the commune's health station, or of a facility."""
    place = town[0].pk if request.param == "health_station" else town[0].parent_id
    return accounts.actor_in_db(request.param, place)


@pytest.fixture
def station(town):
    return accounts.actor_in_db("health_station", town[0].pk)


@pytest.fixture
def two(police, town):
    """Two people of the same name: the first one's case, and the second."""
    about = {"identifiers": [people.citizen(1)], "addresses": [people.home(town[0].pk)]}
    first = cases.opened(police, "Lê Thị Ỗi", **about)
    second = cases.opened(police, "Lê Thị Ỗi Nhỏ", identifiers=[people.citizen(2)], addresses=[people.home(town[0].pk)])
    return first, second


def asked(police, case, body_id: int):
    with scope(police), connection.cursor() as cursor:
        cursor.execute("select kind from places_body where id = %s", [body_id])
        return actions.request_determination(actor=police, at=NOW, case_id=case.pk, to_body_id=body_id)


def rows(actor) -> dict[str, set[UUID]]:
    found = {}
    with scope(actor), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"select {'id' if table == 'people_person' else 'person_id'} from {table}")
            found[table] = {row[0] for row in cursor.fetchall()}
    return found


def answered(actor, sent) -> None:
    later = NOW + timedelta(hours=1)
    with scope(actor):
        diagnosis.concluded(actor=actor, at=later, referral_id=sent.pk, is_dependent=False, concluded_at=later)


def test_before_a_request_nobody_of_the_commune_is_seen(two, doctor):
    assert rows(doctor) == {table: set() for table in TABLES}


def test_the_one_sent_is_seen_until_the_answer_and_nobody_else(two, police, station):
    first, second = two
    sent = asked(police, first, station.body_id)
    assert rows(station)["people_person"] == rows(station)["people_identifier"] == rows(station)["people_address"] == {first.person_id}
    with scope(station):
        file = people_queries.person_page(station, first.person_id)
        assert file.name == "Lê Thị Ỗi" and [a.detail for a in file.addresses] == ["Số 5, ấp 3"] and file.household == ()
        with pytest.raises(NotInReach):
            people_queries.person_page(station, second.person_id)
    answered(station, sent)
    assert rows(station) == {table: set() for table in TABLES}
    with scope(station), pytest.raises(NotInReach):
        people_queries.person_page(station, first.person_id)


@pytest.mark.parametrize(
    ("words", "found"), [("le thi oi", 1), ("oi", 1), ("Lê Thị Ỗi Nhỏ", 0), ("075094000001", 1), ("075094000002", 0), ("", 0), ("x", 0)]
)
def test_search_finds_among_those_sent_only(two, police, station, words, found):
    asked(police, two[0], station.body_id)
    with scope(station):
        assert len(people_queries.search(station, words).rows) == found


def test_a_number_is_opened_only_of_one_who_was_sent(two, police, station):
    asked(police, two[0], station.body_id)
    own, other = (Identifier.objects.get(person_id=case.person_id).pk for case in two)
    with scope(station):
        assert people_actions.reveal_identifier(actor=station, at=NOW, identifier_id=own) == people.citizen(1).value
        with pytest.raises(NotInReach):
            people_actions.reveal_identifier(actor=station, at=NOW, identifier_id=other)


def test_another_health_body_sees_nothing_of_the_request(two, police, station, town):
    asked(police, two[0], station.body_id)
    assert rows(accounts.actor_in_db("health_station", town[1].pk)) == {table: set() for table in TABLES}
    assert rows(replace(police, unit_ids=frozenset(), body_id=station.body_id)) == {table: set() for table in TABLES}, (
        "nor one who determines nothing"
    )


def test_twin_with_the_place_for_a_scope_the_whole_commune_stood_open(two, town, monkeypatch):
    monkeypatch.setitem(ROLES, "health_station", replace(ROLES["health_station"], territory="COMMUNE"))
    station = accounts.actor_in_db("health_station", town[0].pk)
    assert len(rows(station)["people_person"]) == 2
    with scope(station):
        assert len(people_queries.search(station, "oi").rows) == 2


def test_twin_if_an_answered_request_still_opened_the_file_would_stay(two, police, station):
    sent = asked(police, two[0], station.body_id)
    answered(station, sent)
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function people_opened() returns uuid[] language sql stable security definer set search_path = public"
            " as 'select array_agg(person_id) from cases_referral where to_body_id = app_body()'"
        )
    assert rows(station)["people_person"] == {two[0].person_id}
