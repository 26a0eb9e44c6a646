"""A complaint against what the head of a facility signed: received by its people, answered by the head, read where the file lies. Past the
application too; each guard with its twin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.decisions.terms import DecisionKind as D
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.rights import actions, queries
from donghanh.rights.models import Contest
from donghanh.rights.rules import CannotAsk
from donghanh.rights.terms import Effect
from tests.decisions.held.conftest import AT, DAY, all_units, case, house, passage, police, town
from tests.factories import accounts, decisions, held, rights

__all__ = ["all_units", "case", "house", "passage", "police", "town"]
pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=2)
REASONS = "Đã xem lại đơn và hồ sơ, căn cứ cho ra còn đúng."
RECEIVE = f"""insert into rights_contest (id, decision_id, person_id, unit_id, known_on, complained_on, content, late_because, recorded_at,
 recorded_by, effect, answer) select gen_random_uuid(), id, person_id, issuing_unit_id, '{LATER.date()}', '{LATER.date()}', 'Không đồng ý.', '',
 '{LATER.isoformat()}', app_user(), '', '' from decisions_decision"""
ANSWER = f"update rights_contest set effect = 'NONE', answer = 'Giữ.', answered_at = '{LATER.isoformat()}', answered_by = app_user()"


def run(actor, sql: str) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(sql)


def seen(actor) -> int:
    with scope(actor):
        return Contest.objects.count()


@pytest.fixture
def signed(house, passage):
    return held.signed(house, passage, D.LEND, at=DAY)


@pytest.fixture
def made(house, signed):
    return rights.contest(house.intake, signed, at=LATER, known_on=DAY.date())


@pytest.fixture
def other(house):
    body = accounts.Body.objects.create(
        kind="facility", unit_id=house.body.unit_id, name="Cơ sở cai nghiện ma tuý số 2", short_name="Cơ sở 2", starts_on=accounts.SINCE
    )
    return held.house(body, at=AT)


@pytest.fixture
def chief(town):
    """Signs for the commune that keeps the file, in which the facility lies."""
    return accounts.actor_in_db("commune_police_chief", town[0].pk)


def answer(actor, contest, effect=Effect.NONE):
    with scope(actor):
        return actions.answer_contest(actor=actor, at=LATER, contest_id=contest.pk, effect=effect, reasons=REASONS)


def test_received_by_the_facility_and_answered_by_its_head_alone(house, made, other, chief):
    with scope(house.head):
        assert [one.id for one in queries.open_in_facility(house.head)] == [made.pk]
    for actor, refusal in ((house.intake, MayNot), (house.second, MayNot), (other.head, NotInReach), (chief, NotInReach)):
        with pytest.raises(refusal):
            answer(actor, made)
    with pytest.raises(CannotAsk, match="chưa tạm ngừng được"):
        answer(house.head, made, Effect.SUSPENDED)
    answer(house.head, made)
    with scope(house.intake):
        row = queries.contest_row(house.intake, made.pk)
        assert (row.answer, row.answered_by, row.is_open, row.is_here, row.is_late) == (REASONS, "Lý Thị Ẩm", False, True, False)
        assert row.limit.last_day is not None
        assert queries.open_in_facility(house.intake) == []


def test_the_place_of_the_file_sees_that_it_was_answered_and_no_words(house, made, signed, police, chief):
    answer(house.head, made)
    with scope(police):
        row = queries.rights_sheet(police, signed.person_id, at=LATER).contests[0]
        assert (row.effect, row.is_open, row.is_here) == (Effect.NONE, False, False)
        assert (row.content, row.answer, row.late_because) == ("", "", "")
    with scope(chief), pytest.raises(MayNot, match="gửi đến nơi đã ký"):
        rights.contest(chief, signed, at=LATER)


def test_it_is_read_where_it_was_signed_and_where_the_file_lies(house, made, other, police, town):
    stranger = accounts.actor_in_db("commune_police_chief", town[1].pk)
    assert [seen(one) for one in (house.intake, house.head, police, other.head, stranger)] == [1, 1, 1, 0, 0]


def test_the_place_of_the_facility_reads_none_of_a_file_that_lies_elsewhere(house, made, signed, town):
    neighbour = accounts.actor_in_db("commune_police_chief", town[1].pk)
    owner(f"alter table rights_contest disable trigger user; update rights_contest set unit_id = {town[1].pk}")
    assert seen(neighbour) == 0
    owner("drop policy rights_contest_held_wall on rights_contest")
    assert seen(neighbour) == 1, "the twin"


def at_the_place_of(town) -> None:
    """The register of the facility is kept by the commune itself, whose people the older policies would let in."""
    decisions.switch("signed_never_changes")
    owner(f"update decisions_decision set issuing_unit_id = {town[0].pk}; alter table rights_contest disable trigger answered_stays;"
          f" update rights_contest set unit_id = {town[0].pk}")  # fmt: skip


def test_only_the_people_of_the_facility_receive_it(house, signed, other, chief, town):
    at_the_place_of(town)
    assert run(other.intake, RECEIVE) == 0, "another facility sees no decision to complain of"
    for actor in (house.head, chief):
        with pytest.raises(DatabaseError, match="row-level security policy"):
            run(actor, RECEIVE)
    assert run(house.intake, RECEIVE) == 1
    owner("drop policy rights_contest_held_begun on rights_contest")
    assert (run(chief, RECEIVE), run(house.head, RECEIVE)) == (1, 1), "the twin"


def test_only_the_head_answers_it(house, made, other, chief, town):
    at_the_place_of(town)
    assert (run(other.head, ANSWER), run(chief, ANSWER)) == (0, 0)
    with pytest.raises(DatabaseError, match="rights_contest_answered_by_post"):
        run(house.second, ANSWER)
    owner("drop policy rights_contest_answered_by_post on rights_contest")
    with transaction.atomic():
        assert run(house.second, ANSWER) == 1, "the twin"
        transaction.set_rollback(True)
    owner("drop policy rights_contest_held_changed on rights_contest")
    assert run(chief, ANSWER) == 1, "the twin"


def test_the_head_answers_past_the_application_too(house, made):
    assert run(house.head, ANSWER) == 1
