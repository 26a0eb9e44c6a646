"""Setting the number: by the heads of the commune, with reason and day; a number for the role stands before one for all; rows only grow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.cases.reminders import actions, queries
from donghanh.cases.reminders.models import Reminder
from donghanh.cases.reminders.terms import usual_days
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
TODAY = cases.NOW.date()


def held(role: str, unit_id: int = 900_001):
    return cases.actor_of(accounts.post(role=role, unit_id=unit_id))


def put(actor, days: int, *, role: str = "", since=TODAY, unit_id: int = 900_001, at=cases.NOW):
    with scope(actor):
        return actions.set_days(actor=actor, at=at, unit_id=unit_id, role=role, days=days, since=since, reason="Trình ký sớm hơn")


def days(actor, *, on=TODAY) -> int:
    with scope(actor):
        return queries.days_for(actor, on=on)


def test_where_nobody_has_set_a_number_the_usual_one_stands():
    for role in ("commune_police", "commune_chair"):
        assert days(held(role)) == usual_days(role)


def test_a_number_stands_from_its_day_on_and_the_latest_counts():
    chief, police = held("commune_police_chief"), held("commune_police")
    put(chief, 3)
    put(chief, 7, since=TODAY + timedelta(days=10))
    assert [days(police, on=TODAY + timedelta(days=n)) for n in (-1, 0, 9, 10)] == [1, 3, 3, 7]
    put(chief, 4, at=cases.NOW + timedelta(minutes=1))
    assert days(police) == 4


def test_a_number_for_the_role_stands_before_one_for_all():
    chief, police = held("commune_police_chief"), held("commune_police")
    put(chief, 3, role="commune_police")
    put(chief, 9, at=cases.NOW + timedelta(minutes=1))
    assert (days(police), days(chief)) == (3, 9)


def test_another_commune_keeps_its_own():
    put(held("commune_police_chief"), 9)
    assert days(held("commune_police", 900_002)) == usual_days("commune_police")


@pytest.mark.parametrize("role", ["commune_police", "commune_officer"])
def test_only_the_heads_set_it(role):
    with pytest.raises(MayNot):
        put(held(role), 3)
    assert not Reminder.objects.exists()


def test_not_for_another_commune_nor_for_a_role_without_a_list():
    chief = held("commune_police_chief")
    accounts.unit(900_002)
    with pytest.raises(NotInReach):
        put(chief, 3, unit_id=900_002)
    with pytest.raises(BadInput, match="vai trò"):
        put(chief, 3, role="auditor")


def test_it_is_logged_with_its_reason():
    put(held("commune_chair"), 5)
    event = Event.objects.get(verb="reminder.set")
    assert event.changes == {"role": "", "days": 5, "since": TODAY.isoformat()} and event.reason == "Trình ký sớm hơn"


def test_a_row_is_never_changed_removed_or_written_in_anothers_name():
    chief = held("commune_police_chief")
    made = put(chief, 3)
    other = {"role": "", "days": 1, "reason": "x", "since": TODAY, "set_at": cases.NOW}
    attempts = (
        lambda: Reminder.objects.filter(pk=made.pk).update(days=9),
        lambda: Reminder.objects.filter(pk=made.pk).delete(),
        lambda: Reminder.objects.create(unit_id=900_001, set_by=(chief.user_id or 0) + 1, **other),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic(), scope(chief):
            attempt()
    assert Reminder.objects.get().days == 3


def test_twin_without_the_wall_it_would_be_rewritten():
    chief = held("commune_police_chief")
    made = put(chief, 3)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("grant update on reminders_reminder to donghanh_web; alter table reminders_reminder disable row level security")
    with scope(chief):
        Reminder.objects.filter(pk=made.pk).update(days=9)
    assert Reminder.objects.get().days == 9


def test_the_sheet_tells_who_set_it_and_why():
    chief = held("commune_police_chief")
    put(chief, 3, role="commune_police")
    with scope(chief):
        sheet = queries.sheet(chief, on=TODAY)
    (row,) = sheet.rows
    assert (row.days, row.role_title, row.reason, row.since, row.set_by) == (3, "Công an xã", "Trình ký sớm hơn", TODAY, chief.name)
    assert sheet.may_set and dict((code, n) for code, _title, n in sheet.roles)["commune_police"] == 3
