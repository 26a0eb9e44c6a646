"""What a stolen dump of the database gives away: not one sealed number, not one secret of a code generator."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime

import pytest
from django.db import connection

from config import postgres
from donghanh.base.accounts import actions
from donghanh.base.privacy import vault
from donghanh.people.models import Identifier, Person
from tests.factories import accounts

CANARY = "079199123456"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def dump() -> bytes:
    """The whole test database as pg_dump writes it, rows as text."""
    db = connection.settings_dict
    command = [postgres.binaries() / "pg_dump", "--inserts", "-h", db["HOST"], "-U", db["USER"], "-d", db["NAME"]]
    if db["PORT"]:
        command += ["-p", db["PORT"]]
    env = {**os.environ, "PGPASSWORD": db["PASSWORD"]}
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, env=env).stdout


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_dump_holds_no_identity_number_and_no_secret():
    held = accounts.post(role="commune_police")
    key = vault.new_person_key()
    person = Person.objects.create(
        unit_id=held.body.unit_id, full_name="Nguyễn Thị Ẩn", sort_key="an", sex="FEMALE", birth_year=1990, data_key=key, registered_at=AT
    )
    sealed = vault.seal(key, CANARY, context=f"{person.pk}/citizen_id")
    Identifier.objects.create(
        person=person,
        unit_id=held.body.unit_id,
        kind="CITIZEN_ID",
        sealed=sealed,
        blind_index=vault.blind_index("CITIZEN_ID", CANARY),
        last_digits=CANARY[-3:],
        recorded_at=AT,
    )
    secret = actions.offer_second_factor(actor=accounts.actor(user_id=held.user_id), at=AT)
    text = dump()
    assert "Nguyễn Thị Ẩn".encode() in text, "the dump is the real one"
    for canary in (CANARY.encode(), CANARY.encode().hex().encode(), secret, secret.hex().encode(), secret.hex().encode().hex().encode()):
        assert canary not in text
    Person.objects.filter(pk=person.pk).update(other_name=CANARY)
    assert CANARY.encode() in dump(), "twin: an unsealed number would be seen"
