"""The guards around every page: one transaction, the actor's scope in the database, no answer without an access decision."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.http import FileResponse, HttpResponse, JsonResponse
from django.test import Client
from django.urls import include, path

from donghanh.base.accounts.models import Post, User
from donghanh.base.privacy import scope
from donghanh.kernel import access
from donghanh.people.models import Person
from donghanh.web.shell import sign_in
from donghanh.web.shell.middleware import AccessGuardMiddleware
from tests.factories import accounts


def state(request):
    """What the database knows of this request."""
    access.note()
    with connection.cursor() as cursor:
        cursor.execute("select current_user, app_units(), app_user(), current_setting('statement_timeout'), current_setting('TimeZone')")
        keys = ("role", "units", "user", "timeout", "zone")
        return JsonResponse(dict(zip(keys, cursor.fetchone(), strict=True)))


def write_and(request, how):
    """Writes a row, then ends in one way or another."""
    access.note()
    User.objects.filter(pk=request.actor.user_id).update(must_choose_password=True)
    if how == "raise":
        raise RuntimeError("broken")
    if how == "stream":
        return FileResponse(iter([b"x"]))
    return HttpResponse(status=int(how))


def forgot(request):
    return HttpResponse("everything")


def grave(request):
    access.note()
    sign_in.require_step_up(request)
    return HttpResponse("signed" if request.actor.stepped_up else "not signed")


urlpatterns = [
    path("state/", state),
    path("write/<how>/", write_and),
    path("forgot/", forgot, name="forgot"),
    path("grave/", grave),
    path("", include("donghanh.web.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def held() -> Post:
    return accounts.post(role="commune_police")


@pytest.fixture
def official(client, held):
    client.raise_request_exception = False
    return accounts.sign_in(client, held)


def test_a_page_runs_under_the_web_role_in_the_officials_places(official, held):
    assert official.get("/state/").json() == {
        "role": "donghanh_web",
        "units": [held.body.unit_id],
        "user": held.user_id,
        "timeout": "30s",
        "zone": "UTC",
    }


def test_after_the_page_the_scope_is_gone(official):
    official.get("/state/")
    with connection.cursor() as cursor:
        cursor.execute("select current_user <> 'donghanh_web', app_units() is null")
        assert cursor.fetchone() == (True, True)


@pytest.mark.parametrize(
    ("how", "kept"), [("200", True), ("302", True), ("422", True), ("500", False), ("503", False), ("raise", False), ("stream", False)]
)
def test_what_fails_is_rolled_back_and_what_is_answered_is_kept(official, held, how, kept):
    official.get(f"/write/{how}/")
    held.user.refresh_from_db()
    assert held.user.must_choose_password is kept


def test_a_page_that_forgot_to_ask_for_access_is_stopped(official):
    assert official.get("/forgot/").status_code == 500


def test_twin_without_the_guard_the_page_would_be_shown(official, monkeypatch):
    monkeypatch.setattr(AccessGuardMiddleware, "__call__", lambda self, request: self.get_response(request))
    assert official.get("/forgot/").content == b"everything"


def test_every_answer_carries_the_headers(official):
    for answer in (official.get("/state/"), official.get("/dang-nhap/"), official.get("/khong-co/")):
        assert answer["Cache-Control"] == "no-store"
        policy = answer["Content-Security-Policy"]
        for part in (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ):
            assert part in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_grave_act_asks_for_the_password_first_and_comes_back(official):
    asked = official.get("/grave/?a=1")
    assert asked["Location"] == "/xac-nhan-lai/?next=%2Fgrave%2F%3Fa%3D1"
    assert official.post(asked["Location"], {"password": "sai"}).status_code == 422
    assert official.get("/grave/").status_code == 302
    back = official.post(asked["Location"], {"password": accounts.SIGN_IN_WITH})
    assert back["Location"] == "/grave/?a=1"
    assert official.get("/grave/").content == b"signed"


def test_the_proof_is_good_for_five_minutes(official):
    for age, good in ((299, True), (300, False)):
        session = official.session
        session[sign_in.STEPPED] = sign_in.clock.now().timestamp() - age - (0 if good else 1)
        session.save()
        assert (official.get("/grave/").status_code == 200) is good


def test_a_sent_form_without_proof_leads_back_to_its_page(official):
    asked = official.post("/grave/", headers={"Referer": "http://testserver/viec/1/?b=2"})
    assert asked["Location"] == "/xac-nhan-lai/?next=%2Fviec%2F1%2F%3Fb%3D2"
    foreign = official.post("/grave/", headers={"Referer": "https://elsewhere.example/x"})
    assert foreign["Location"] == "/xac-nhan-lai/?next=%2F"
    part = official.post("/grave/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/xac-nhan-lai/?next=%2F")


def test_few_queries_stand_before_every_page(official, settings, django_assert_num_queries):
    settings.SCOPE_CACHE_SECONDS = 60
    official.get("/state/")
    # savepoint, scope of nobody, session, user with posts, scope of the official, the page's own question, scope away, release
    with django_assert_num_queries(8):
        official.get("/state/")


def test_places_are_read_anew_after_their_short_life(official, settings, monkeypatch):
    settings.SCOPE_CACHE_SECONDS = 60
    official.get("/state/")
    child = accounts.unit(900_777, parent_id=900_001)
    at = sign_in.clock.now()
    monkeypatch.setattr(sign_in.clock, "now", lambda: at + timedelta(seconds=61))
    assert child.pk in official.get("/state/").json()["units"]


@pytest.mark.django_db(transaction=True)
def test_the_apps_own_login_reads_nothing_without_a_scope():
    """A second connection as donghanh_app, as the web server has it: no scope, no rows; the web role without a scope: no rows either."""
    held = accounts.post(role="commune_police")
    Person.objects.create(
        unit_id=held.body.unit_id,
        full_name="Nguyễn Thị Ẩn",
        sort_key="an",
        sex="FEMALE",
        birth_year=1990,
        data_key=b"k",
        registered_at=held.user.created_at,
    )
    db = connection.settings_dict
    with psycopg.connect(dbname=db["NAME"], host=db["HOST"], port=db["PORT"] or None, user="donghanh_app", password=db["PASSWORD"]) as app:
        for table in ("people_person", "accounts_user", "audit_event", "django_session"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(f"select * from {table}")
            app.rollback()
        app.execute("set local role donghanh_web")
        assert app.execute("select count(*) from people_person").fetchone() == (0,)
        app.execute("select set_config('app.units', %s, true), set_config('app.reads', '{D1}', true)", [f"{{{held.body.unit_id}}}"])
        assert app.execute("select count(*) from people_person").fetchone() == (1,), "twin: with the scope the row is there"
        app.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("drop table people_person")


def test_signed_out_pages_see_no_rows(held):
    with scope.scope(None):
        assert Person.objects.count() == 0
    assert Client().get("/suc-khoe/").content == b"ok"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/thu-tuc/?sau=", "/danh-sach/?sau="])
def test_an_address_with_a_nul_is_a_broken_request_not_a_fault_of_ours(client, url):
    browser = accounts.sign_in(client, accounts.post(role="commune_police"))
    assert browser.get(f"{url}%00").status_code == 400
    assert browser.get(f"{url}a").status_code == 200
