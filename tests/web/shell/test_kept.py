"""What was typed when the session ended is offered back to its owner, to nobody else, for half an hour, and recorded once."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.shortcuts import redirect
from django.test import Client
from django.urls import include, path

from donghanh.base.accounts import actions, kept
from donghanh.base.accounts.models import KeptForm
from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.kernel import access
from donghanh.web.shell import clock, sign_in
from donghanh.web.shell import kept as page
from tests.factories import accounts
from tests.factories.pages import PageClient

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
STORY = "Gặp gia đình, thống nhất lịch hẹn tuần sau"


def record(request):
    access.note()
    actions.step_up(actor=request.actor, at=request.at)
    return redirect("/xong/")


urlpatterns = [path("ghi/", record, name="record"), path("", include("donghanh.web.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def now(monkeypatch):
    moment = [START]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def held():
    return accounts.post(role="commune_officer")


def enter(client, held):
    return client.post("/dang-nhap/", {"username": held.user.username, "password": accounts.SIGN_IN_WITH})


def fields(**more) -> dict[str, str]:
    return {"_once": str(uuid.uuid4()), "story": STORY, "kind": "visit", **more}


def send_too_late(client, held, now, **more) -> dict[str, str]:
    """Sign in, type, wait past the session's end, send."""
    enter(client, held)
    sent = fields(**more)
    now[0] += timedelta(minutes=16)
    assert client.post("/ghi/?a=1", sent)["Location"].startswith("/dang-nhap/")
    return sent


def shown(client) -> str:
    return client.get("/gui-lai/").content.decode()


def recorded() -> int:
    return Event.objects.filter(verb="session.step_up").count()


def test_after_signing_in_again_the_form_is_there_and_is_recorded_once(client, held, now):
    sent = send_too_late(client, held, now)
    assert recorded() == 0
    assert "phần bạn vừa nhập được giữ" in client.get("/dang-nhap/").content.decode()
    assert enter(client, held)["Location"] == "/gui-lai/"
    html = shown(client)
    for part in ("Phần bạn vừa nhập còn đây", STORY, f'name="_once" value="{sent["_once"]}"', 'action="/ghi/?a=1"', 'name="kind" value="visit"'):
        assert part in html, part
    for _ in range(2):
        assert client.post("/ghi/?a=1", sent)["Location"] == "/xong/"
    assert recorded() == 1
    assert STORY not in shown(client), "what is recorded is not offered again"


def test_nobody_else_sees_it(client, held, now):
    send_too_late(client, held, now)
    other = accounts.post(role="commune_officer")
    assert enter(client, other)["Location"] == "/", "the next official at the same machine"
    assert STORY not in shown(client)
    with scope(accounts.actor("commune_officer", user_id=other.user_id)):
        assert not KeptForm.objects.exists()


def test_twin_without_row_security_and_owner_it_would_be_seen(client, held, now, monkeypatch):
    send_too_late(client, held, now)
    with connection.cursor() as cursor:
        cursor.execute("alter table accounts_keptform disable row level security")
    enter(client, accounts.post(role="commune_officer"))
    of_owner = partial(kept.forms_of, held.user_id)
    monkeypatch.setattr(page.kept, "forms_of", lambda _user_id, *, at: of_owner(at=at))
    assert STORY in shown(client)


def test_the_database_holds_no_readable_word_of_it(client, held, now):
    send_too_late(client, held, now)
    with connection.cursor() as cursor:
        cursor.execute("select convert_to(k::text, 'UTF8'), sealed_fields, data_key from accounts_keptform k")
        row = b"".join(bytes(part) for part in cursor.fetchone())
    assert b"visit" not in row
    assert "gia đình".encode() not in row
    assert b"/ghi/" in row, "the address alone is readable"


def test_it_is_gone_after_half_an_hour(client, held, now):
    send_too_late(client, held, now)
    now[0] += timedelta(minutes=30)
    assert enter(client, held)["Location"] == "/"
    keeper = accounts.actor("system_admin", may=frozenset({"accounts.tidy"}))
    assert actions.tidy(actor=keeper, at=now[0] + timedelta(seconds=1))["kept"] == 1


def test_its_owner_lets_it_go(client, held, now):
    sent = send_too_late(client, held, now)
    enter(client, held)
    client.post("/gui-lai/", {"drop": "not-a-key"})
    assert STORY in shown(client)
    client.post("/gui-lai/", {"drop": sent["_once"]})
    assert STORY not in shown(client)
    assert not KeptForm.objects.exists()


def test_passwords_and_forms_without_a_key_are_never_kept(client, held, now):
    enter(client, held)
    now[0] += timedelta(minutes=16)
    client.post("/doi-mat-khau/", {"old": "bi-mat", "new": "bi-mat", "again": "bi-mat"})
    enter(client, held)
    now[0] += timedelta(minutes=16)
    client.post("/ghi/", {"_once": "", "story": STORY})
    assert not KeptForm.objects.exists()


def test_with_two_roles_the_choice_comes_first(client, held, now):
    accounts.post(role="commune_police", holder=held.user)
    enter(client, held)
    client.post("/chon-vai-tro/", {"post": held.pk})
    now[0] += timedelta(minutes=16)
    client.post("/ghi/", fields())
    assert enter(client, held)["Location"] == "/chon-vai-tro/"
    assert client.post("/chon-vai-tro/", {"post": held.pk})["Location"] == "/gui-lai/"


def test_a_stranger_is_told_that_nothing_was_recorded(client):
    client.post("/ghi/", fields())
    assert "chưa được ghi" in client.get("/dang-nhap/").content.decode()
    assert not KeptForm.objects.exists()


@pytest.fixture
def strict(held):
    """A browser whose form tokens are checked."""
    client = Client(enforce_csrf_checks=True)
    return accounts.sign_in(client, held)


def test_all_cookies_gone_leads_to_the_sign_in_page_with_one_sentence(held):
    answer = Client(enforce_csrf_checks=True).post("/ghi/", fields(), headers={"Referer": "http://testserver/viec/?a=1"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết nên biểu mẫu vừa gửi chưa được ghi" in html
    assert "chưa có quyền" not in html
    assert 'action="/dang-nhap/?next=%2Fviec%2F%3Fa%3D1"' in html
    part = Client(enforce_csrf_checks=True).post("/ghi/", fields(), headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/dang-nhap/?next=%2F")
    again = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "x", "password": "y"}).content.decode()
    assert "không nhận cookie" in again


def test_an_old_token_of_our_own_page_keeps_the_text(strict):
    answer = strict.post("/ghi/", fields(), headers={"Origin": "http://testserver"})
    assert answer["Location"] == "/gui-lai/"
    assert STORY in strict.get("/gui-lai/").content.decode()


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example"])
def test_a_foreign_page_plants_nothing(strict, origin):
    answer = strict.post("/ghi/", fields(), headers={"Origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "Trang này mở đã lâu" in answer.content.decode()
    assert not KeptForm.objects.exists()


def test_twin_without_asking_whence_a_foreign_form_would_be_offered(strict, monkeypatch):
    monkeypatch.setattr(page, "sent_from_here", lambda _request: True)
    strict.post("/ghi/", fields(), headers={"Origin": "https://elsewhere.example"})
    assert KeptForm.objects.exists()


def test_without_a_role_the_official_is_himself_and_no_more(held, now):
    held.delete()
    client = accounts.sign_in(PageClient(), held)
    assert client.get("/ghi/")["Location"] == "/chon-vai-tro/"
    html = client.get("/chon-vai-tro/").content.decode()
    assert "Gọi quản trị của đơn vị" in html
    new = "bốn mùa cây trái quê ta"
    assert client.post("/doi-mat-khau/", {"old": accounts.SIGN_IN_WITH, "new": new, "again": new}).status_code == 302
    me = sign_in.own_actor(held.user)
    assert (me.may, me.grants, me.unit_ids) == (frozenset(), {}, frozenset())
    with scope(me), connection.cursor() as cursor:
        for table in ("people_person", "cases_case", "audit_event", "decisions_decision"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
