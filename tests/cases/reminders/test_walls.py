"""Who sets how early the desk reminds, and from which day: asked past the application too. The twins take the guard off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.reminders import access
from donghanh.cases.reminders.models import Reminder
from tests.cases.reminders.test_settings import TODAY, held
from tests.factories import cases

pytestmark = pytest.mark.django_db
OFF = "alter policy reminders_reminder_insert on reminders_reminder with check (set_by = (select app_user()))"


def put(who, **how) -> None:
    about = {"unit_id": 900_001, "role": "", "days": 3, "reason": "Trình ký sớm hơn", "since": TODAY, "set_at": cases.NOW, "set_by": who.user_id}
    with transaction.atomic(), scope(who):
        Reminder.objects.create(**about | how)


def refused(who, **how) -> None:
    with pytest.raises(DatabaseError):
        put(who, **how)
    with connection.cursor() as cursor:
        cursor.execute(OFF)
    put(who, **how)


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_who_heads_nothing_sets_no_number(role):
    refused(held(role))


@pytest.mark.parametrize(
    "how",
    [{"since": TODAY - timedelta(days=1)}, {"since": TODAY + timedelta(days=400)}, {"role": "health_station"}, {"reason": "  "}],
)
def test_what_the_rules_refuse_the_database_refuses(how):
    refused(held("commune_chair"), **how)


def test_a_number_is_set_for_every_role_with_a_working_list():
    for role in ("", *access.roles_reminded()):
        put(held("commune_chair"), role=role)
    assert Reminder.objects.count() == len(access.roles_reminded()) + 1
