"""Signing in, the choice of a role, how long a session lives, and how it ends."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from donghanh.base.accounts import queries, rules
from donghanh.base.accounts.models import SecondFactor
from donghanh.base.audit.models import Event
from donghanh.web.shell import clock
from tests.factories import accounts
from tests.factories.pages import PageClient

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Clock:
    """The clock of the pages, in the test's hands."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, **span) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def now(monkeypatch):
    one = Clock(START)
    monkeypatch.setattr(clock, "now", one)
    return one


@pytest.fixture
def officer():
    return accounts.post(role="commune_officer")


def enter(client, held, password=accounts.SIGN_IN_WITH, **more):
    return client.post("/dang-nhap/" + more.pop("query", ""), {"username": held.user.username, "password": password, **more})


def is_in(client) -> bool:
    return client.get("/chon-vai-tro/").status_code == 200


def verbs(**more) -> list[tuple[str, str, str]]:
    return list(Event.objects.filter(verb__startswith="session", **more).order_by("id").values_list("verb", "result", "reason"))


def test_name_and_password_open_a_session_in_the_only_role(client, officer):
    assert client.get("/dang-nhap/").status_code == 200
    answer = enter(client, officer, query="?next=/chon-vai-tro/")
    assert (answer.status_code, answer["Location"]) == (302, "/chon-vai-tro/")
    assert is_in(client)
    assert verbs() == [("session.begin", "done", "")]


def test_the_way_back_never_leads_to_another_site(client, officer):
    assert enter(client, officer, query="?next=https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, officer):
    wrong = enter(client, officer, "khong-phai-mat-khau")
    unknown = client.post("/dang-nhap/", {"username": "khong.co.ai", "password": "khong-phai-mat-khau"})
    assert wrong.status_code == unknown.status_code == 422
    sentence = "Tài khoản hoặc mật khẩu không đúng."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert verbs() == [("session.refuse", "done", "password")] * 2
    assert not any("khong" in str(row) for row in Event.objects.values())


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client):
    answer = client.get("/bao-mat/?a=1")
    assert answer["Location"] == "/dang-nhap/?next=/bao-mat/%3Fa%3D1"
    fragment = client.get("/bao-mat/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/dang-nhap/?next=/bao-mat/")


def test_five_failures_slow_down_and_ten_lock_for_fifteen_minutes_only(client, officer, now):
    for _ in range(5):
        enter(client, officer, "sai")
    AccessAttempt.objects.update(attempt_time=now.at)
    slowed = enter(client, officer)
    assert slowed.status_code == 429
    assert "2 giây" in slowed.content.decode()
    AccessAttempt.objects.update(failures_since_start=10, attempt_time=now.at)
    assert "15 phút" in enter(client, officer).content.decode()
    AccessAttempt.objects.update(attempt_time=now.at - timedelta(days=9))  # axes counts its 15 minutes by the machine's clock
    assert enter(client, officer).status_code == 302


def test_an_unknown_name_waits_like_a_known_one(client, officer, now):
    for _ in range(5):
        client.post("/dang-nhap/", {"username": "khong.co.ai", "password": "sai"})
    AccessAttempt.objects.update(attempt_time=now.at)
    assert client.post("/dang-nhap/", {"username": "khong.co.ai", "password": "sai"}).status_code == 429


def test_fifteen_minutes_without_a_click_end_the_session(client, officer, now):
    enter(client, officer)
    now.go(minutes=14)
    assert is_in(client)
    now.go(minutes=14)
    assert is_in(client)
    now.go(minutes=15)
    assert not is_in(client)
    assert verbs()[-1] == ("session.end", "done", "idle")


def test_twelve_hours_end_the_session_however_busy(client, officer, now):
    enter(client, officer)
    for _ in range(71):
        now.go(minutes=10)
        assert is_in(client)
    now.go(minutes=10)
    assert not is_in(client)
    assert verbs()[-1] == ("session.end", "done", "old")


def test_a_disabled_official_is_out_at_the_next_click(client, officer):
    enter(client, officer)
    officer.user.is_active = False
    officer.user.save()
    assert not is_in(client)
    assert enter(PageClient(), officer).status_code == 422


def test_an_ended_post_gives_nothing_at_the_next_click(client, officer, now):
    enter(client, officer)
    officer.ends_before = clock.local_date(now.at)
    officer.save()
    assert client.get("/")["Location"] == "/chon-vai-tro/"
    page = client.get("/chon-vai-tro/").content.decode()
    assert "chưa có vai trò" in page


def test_signing_out_ends_the_session_and_empties_the_browser(client, officer):
    enter(client, officer)
    answer = client.post("/dang-xuat/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(client)
    assert verbs()[-1] == ("session.end", "done", "left")
    assert client.get("/dang-xuat/").status_code == 405


def test_another_role_is_another_session(client, officer):
    second = accounts.post(role="commune_police", holder=officer.user)
    assert enter(client, officer)["Location"] == "/chon-vai-tro/"
    first_key = client.session.session_key
    page = client.get("/chon-vai-tro/").content.decode()
    assert "Cán bộ xã" in page
    assert "Công an xã" in page
    client.post("/chon-vai-tro/", {"post": second.pk})
    assert client.session.session_key != first_key
    assert not Session.objects.filter(pk=first_key).exists()
    assert client.session["post"] == second.pk
    client.post("/chon-vai-tro/", {"post": officer.pk})
    assert [v for v, _, _ in verbs()] == ["session.begin", "session.end", "session.begin"]
    assert client.post("/chon-vai-tro/", {"post": 0}).status_code == 422


def test_a_given_password_must_be_replaced_first(client, officer):
    officer.user.must_choose_password = True
    officer.user.save()
    enter(client, officer)
    assert client.get("/nhat-ky/")["Location"] == "/doi-mat-khau/"
    short = client.post("/doi-mat-khau/", {"old": accounts.SIGN_IN_WITH, "new": "ngan", "again": "ngan"})
    assert short.status_code == 422
    new = "bốn mùa cây trái quê ta"
    client.post("/doi-mat-khau/", {"old": accounts.SIGN_IN_WITH, "new": new, "again": new})
    assert is_in(client)
    officer.user.refresh_from_db()
    assert officer.user.check_password(new)
    assert not officer.user.must_choose_password


def test_a_new_password_closes_the_other_sessions(client, officer):
    other = PageClient()
    enter(client, officer)
    enter(other, officer)
    new = "bốn mùa cây trái quê ta"
    client.post("/doi-mat-khau/", {"old": accounts.SIGN_IN_WITH, "new": new, "again": new})
    assert is_in(client)
    assert not is_in(other)


def attach(client, now) -> bytes:
    """Attach a code generator through the page; returns its secret."""
    page = client.get("/bao-mat/").content.decode()
    value = queries.offered_secret(SecondFactor.objects.get().user_id)
    assert "<svg" in page
    assert base64.b32encode(value).decode()[:4] in page
    assert client.post("/bao-mat/", {"code": code(value, now.at)}).status_code == 302
    return value


def code(secret: bytes, at: datetime) -> str:
    return rules.totp(secret).generate(int(at.timestamp())).decode()


def test_a_code_generator_is_asked_for_after_the_password_and_no_code_works_twice(client, officer, now):
    enter(client, officer)
    secret = attach(client, now)
    sealed = bytes(SecondFactor.objects.get().sealed_secret)
    assert secret not in sealed
    assert secret.hex().encode() not in sealed
    now.go(seconds=60)
    fresh = PageClient()
    assert enter(fresh, officer)["Location"] == "/dang-nhap/ma/"
    assert not is_in(fresh)
    assert fresh.post("/dang-nhap/ma/", {"code": "000000"}).status_code == 422
    used = code(secret, now.at)
    assert fresh.post("/dang-nhap/ma/", {"code": f"{used[:3]} {used[3:]}"}).status_code == 302
    assert is_in(fresh)
    again = PageClient()
    enter(again, officer)
    assert again.post("/dang-nhap/ma/", {"code": used}).status_code == 422
    assert not is_in(again)


def test_the_code_page_waits_five_minutes_and_only_after_a_password(client, officer, now):
    assert client.get("/dang-nhap/ma/")["Location"] == "/dang-nhap/"
    enter(client, officer)
    secret = attach(client, now)
    fresh = PageClient()
    enter(fresh, officer)
    now.go(minutes=5)
    assert fresh.post("/dang-nhap/ma/", {"code": code(secret, now.at)})["Location"] == "/dang-nhap/"


def test_a_code_generator_is_taken_off_with_a_last_code(client, officer, now):
    enter(client, officer)
    secret = attach(client, now)
    now.go(seconds=60)
    assert client.post("/bao-mat/", {"code": "123"}).status_code == 422
    assert client.post("/bao-mat/", {"code": code(secret, now.at)}).status_code == 302
    assert not SecondFactor.objects.exists()


@pytest.mark.parametrize(("unix", "expected"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")])
def test_codes_are_those_of_rfc_6238(unix, expected):
    secret, at = b"12345678901234567890", datetime.fromtimestamp(unix, UTC)
    assert rules.matching_step(secret, expected, at=at, after_step=0) == unix // 30
    assert rules.matching_step(secret, expected, at=at, after_step=unix // 30) is None
    assert rules.matching_step(secret, expected, at=at + timedelta(seconds=90), after_step=0) is None
