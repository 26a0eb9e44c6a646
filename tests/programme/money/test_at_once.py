"""Two hands at the same moment: the second waits for the first, and is then told what the first did. Each with its twin."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from donghanh.people.models import Person
from donghanh.programme.money import actions
from donghanh.programme.money.models import EstimateLine, EstimateVersion, SupportLine
from donghanh.programme.money.queries import support as reading
from donghanh.programme.money.rules import CannotSupport
from donghanh.programme.money.terms import EstimateState
from tests.factories import money
from tests.programme.money.conftest import PROVINCE, make_town

pytestmark = pytest.mark.django_db(transaction=True)
NEXT = "jsonb_build_object('id', gen_random_uuid(), 'position', 2)"
COPY = f"insert into money_estimateline select (jsonb_populate_record(l, {NEXT})).* from money_estimateline l"
SENT = "update money_estimateversion set state = 'SUBMITTED', route = 'x', submitted_by = 1, submitted_at = now()"


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def at_once(first: Callable[[], object], second: Callable[[], object]) -> tuple[bool, list[Exception]]:
    """First does and holds its transaction open while second begins; whether second waited, and what it was refused with."""
    refused: list[Exception] = []

    def other() -> None:
        try:
            with transaction.atomic():
                second()
        except (DatabaseError, CannotSupport) as error:
            refused.append(error)
        finally:
            connections.close_all()

    hand = threading.Thread(target=other)
    with transaction.atomic():
        first()
        hand.start()
        hand.join(0.3)
        waited = hand.is_alive()
    hand.join(20)
    return waited, refused


def test_no_line_comes_into_a_version_that_is_just_being_sent():
    money.drafted(make_town().officer)
    waited, refused = at_once(lambda: run(SENT), lambda: run(COPY))
    assert waited and "are locked" in str(refused[0]) and EstimateLine.objects.count() == 1


def test_twin_without_the_lock_the_line_slips_in():
    money.drafted(make_town().officer)
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('money_line_locked'::regproc)")
        (guard,) = cursor.fetchone()
    run(guard.replace("for share", ""))
    try:
        waited, refused = at_once(lambda: run(SENT), lambda: run(COPY))
    finally:
        run(guard)
    assert not waited and not refused and EstimateLine.objects.count() == 2
    assert EstimateVersion.objects.get().state == EstimateState.SUBMITTED


def paying(monkeypatch) -> tuple[Callable[[], object], Callable[[], object]]:
    """Two records of one human being, each about to be paid for the same days out of a line of its own."""
    monkeypatch.setattr(reading, "check_not_paid", lambda *_a, **_k: None)
    town = make_town("51")
    with transaction.atomic():
        kept, gone = money.rehabilitation(town.officer), money.rehabilitation(town.officer)
        Person.objects.filter(pk=gone.person_id).update(merged_into=kept.person_id)
        level, source = money.support_level(town.lead), money.fund(town.finance, unit_id=PROVINCE)
        lines = [money.allocated(town.finance, source, body_id=town.officer.body_id, amount=10_000_000) for _ in "ab"]
    days = {"starts_on": money.ON - timedelta(days=60), "ends_before": money.ON - timedelta(days=20), "paid_on": money.ON, "level_id": level.pk}

    def pay(case, line):
        told = {"person_id": case.person_id, "case_id": case.pk, "allocation_id": line.pk, **days}
        return lambda: money.do(actions.pay_support, town.officer, **told)

    return pay(kept, lines[0]), pay(gone, lines[1])


def test_two_records_of_one_human_being_are_not_paid_at_once(monkeypatch):
    waited, refused = at_once(*paying(monkeypatch))
    assert waited and isinstance(refused[0], CannotSupport) and SupportLine.objects.count() == 1


def test_twin_without_the_one_lock_both_are_paid(monkeypatch):
    hands = paying(monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('money_support_once'::regproc)")
        (guard,) = cursor.fetchone()
    run(guard.replace("money_lock('support', kept)", "money_lock('support', new.person_id)"))
    try:
        waited, refused = at_once(*hands)
    finally:
        run(guard)
    assert not waited and not refused and SupportLine.objects.count() == 2
