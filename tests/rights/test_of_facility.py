"""A complaint against what the head of a facility signed: received by its people, answered by the head, read where the file lies. Past the
application too; each guard with its twin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import FactKind as K
from donghanh.decisions.held import queries as decided
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


def would(actor, sql: str) -> int:
    """How many rows it would touch; nothing is kept."""
    with transaction.atomic():
        count = run(actor, sql)
        transaction.set_rollback(True)
    return count


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
    answer(house.head, made)
    with scope(house.intake):
        row = queries.contest_row(house.intake, made.pk)
        assert (row.answer, row.answered_by, row.is_open, row.is_here, row.is_late) == (REASONS, "Lý Thị Ẩm", False, True, False)
        assert row.limit.last_day is not None
        assert queries.open_in_facility(house.intake) == []


def test_an_answer_of_withdrawing_waits_on_the_desk_until_the_withdrawal_is_signed(house, passage, made, signed):
    answer(house.head, made, Effect.WITHDRAWN)
    for actor in (house.head, house.intake):
        with scope(actor):
            assert [(one.id, one.effect, one.is_withdrawn) for one in queries.open_in_facility(actor)] == [(made.pk, Effect.WITHDRAWN, False)]
    held.signed(house, passage, D.WITHDRAW, at=LATER + timedelta(hours=1), reasons=REASONS, withdraws=signed.pk)
    with scope(house.head):
        assert queries.open_in_facility(house.head) == []


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
    assert would(house.intake, RECEIVE) == 1
    owner("drop policy rights_contest_held_begun on rights_contest")
    assert (would(chief, RECEIVE), would(house.head, RECEIVE)) == (1, 1), "the twin"


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


def test_a_complaint_is_answered_by_a_day_that_is_said_to_be_unconfirmed(house, made):
    with scope(house.head):
        limit = queries.contest_row(house.head, made.pk).answer_by
    assert (limit.last_day - LATER.date()).days >= 30 and limit.longest_day > limit.last_day
    assert limit.confidence == "M" and limit.caution_vi


def test_one_complaint_at_a_time_against_a_decision_past_the_application_too(house, made, signed):
    with pytest.raises(CannotAsk, match="chưa được trả lời") as refusal:
        rights.contest(house.intake, signed, at=LATER, known_on=DAY.date())
    assert "đơn bổ sung" in refusal.value.mend
    with pytest.raises(DatabaseError, match="contest_one_open_per_decision"):
        run(house.intake, RECEIVE)
    answer(house.head, made)
    assert rights.contest(house.intake, signed, at=LATER, known_on=DAY.date()).pk != made.pk


GOES = "select tell_dossier(passage_id, gen_random_uuid(), 'BORROWED', %s, %s, '{}', id) is not null from decisions_decision where id = %s"


def may_go(actor, signed) -> bool:
    with transaction.atomic():
        with scope(actor), connection.cursor() as cursor:
            cursor.execute(GOES, [LATER, LATER, signed.pk])
            went = bool(cursor.fetchone()[0])
        transaction.set_rollback(True)
    return went


def test_by_what_the_head_suspended_nobody_goes_out_until_it_is_answered(house, made, signed, passage):
    assert may_go(house.intake, signed)
    answer(house.head, made, Effect.SUSPENDED)
    with scope(house.intake):
        assert decided.to_go_by(house.intake, passage.pk, K.BORROWED) == []
        assert [row.is_suspended for row in decided.of_file(house.intake, passage.pk)] == [True]
    assert not may_go(house.intake, signed)
    answer(house.head, made)
    assert may_go(house.intake, signed)


def test_twin_with_the_suspension_unasked_he_would_go(house, made, signed):
    answer(house.head, made, Effect.SUSPENDED)
    owner("create or replace function held_is_suspended(decision uuid) returns boolean language sql as $$ select false $$")
    assert may_go(house.intake, signed)


@pytest.fixture
def lawyer(police, signed):
    return rights.delegate(police, signed.person_id, at=DAY)


def test_a_delegate_named_at_the_commune_complains_at_the_facility(house, signed, lawyer, other, police):
    with scope(house.intake):
        acting = queries.spokesmen(house.intake, signed.pk, on=LATER.date())
        assert [(one.view.full_name, one.view.basis, one.stands) for one in acting] == [("Ngô Thị Ỷ", "", True)]
    with scope(other.intake):
        assert queries.spokesmen(other.intake, signed.pk, on=LATER.date()) == []
    made = rights.contest(house.intake, signed, at=LATER, known_on=DAY.date(), delegate_id=lawyer.pk)
    with scope(house.head):
        assert queries.contest_row(house.head, made.pk).by == "Ngô Thị Ỷ"
    with scope(police):
        assert queries.contests_of(police, signed.pk)[0].by == "Ngô Thị Ỷ"


def test_a_grant_that_does_not_stand_is_refused_past_the_application_too(house, signed, lawyer):
    spoken = RECEIVE.replace("answer) select", "answer, delegate_id) select").replace("'', '' from", f"'', '', '{lawyer.pk}' from")
    assert would(house.intake, spoken) == 1
    owner(f"update rights_delegate set ends_before = starts_on + 1 where id = '{lawyer.pk}'")
    with pytest.raises(CannotAsk, match="không còn đại diện"):
        rights.contest(house.intake, signed, at=LATER, known_on=DAY.date(), delegate_id=lawyer.pk)
    with pytest.raises(DatabaseError, match="rights_contest_open"):
        run(house.intake, spoken)
    owner("create or replace function held_delegate_may(wanted uuid, decision uuid, day date) returns boolean language sql as $$ select true $$")
    assert would(house.intake, spoken) == 1, "the twin"
