"""What stands in the table of sessions opens no session: the key itself is in the visitor's cookie alone."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from donghanh.web.shell import sessions
from tests.factories import accounts

pytestmark = pytest.mark.django_db
PAGE = "/ngay-nghi/"


@pytest.fixture
def cookie(client):
    """The session cookie of a signed-in officer."""
    accounts.sign_in(client, accounts.post(role="commune_officer"))
    assert client.get(PAGE).status_code == 200
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def status_with(client, key: str) -> int:
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client.get(PAGE).status_code


def test_the_table_holds_no_key_that_opens_a_page(client, cookie):
    stolen = Session.objects.get().session_key
    assert stolen != cookie and status_with(client, stolen) == 302
    assert status_with(client, cookie) == 200


def test_twin_with_the_key_kept_as_it_is_the_thief_is_in(client, monkeypatch):
    monkeypatch.setattr(sessions, "kept_key", lambda key: key or "")
    accounts.sign_in(client, accounts.post(role="commune_officer"))
    stolen = Session.objects.get().session_key
    client.cookies.clear()
    assert status_with(client, stolen) == 200


def test_a_new_key_ends_the_old_one_and_signing_out_ends_all(db):
    one = sessions.SessionStore()
    one["a"] = 1
    one.save()
    first = one.session_key
    one.cycle_key()
    one.save()
    assert not one.exists(first) and one.exists(one.session_key)
    assert sessions.SessionStore(one.session_key)["a"] == 1 and sessions.SessionStore(first).load() == {}
    one.flush()
    assert not Session.objects.exists()
