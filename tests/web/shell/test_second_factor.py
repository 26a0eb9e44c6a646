"""Whoever sees or works on legal files, merges people or administers gives a code from his phone; without one no page opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from donghanh.base.accounts import actions, queries, rules
from donghanh.base.accounts.models import SecondFactor
from donghanh.base.accounts.roles import ROLES, Role
from donghanh.base.accounts.trial import check_trial_stays_here
from donghanh.kernel.privacy import DataClass
from donghanh.web.shell import clock, sign_in
from tests.factories import accounts
from tests.factories.pages import PageClient

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch, settings):
    """The pages' clock in the test's hands, and the rules of a real province."""
    settings.DEMO = False
    moment = [START]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def chief():
    return accounts.post(role="commune_police_chief")


def enter(held, client=None):
    client = client or PageClient()
    client.post("/dang-nhap/", {"username": held.user.username, "password": accounts.SIGN_IN_WITH})
    return client


def code(user_id: int, at: datetime) -> str:
    factor = SecondFactor.objects.get(pk=user_id)
    secret = bytes.fromhex(actions.own.vault.open_sealed(factor.data_key, factor.sealed_secret, context=factor.place))
    return rules.totp(secret).generate(int(at.timestamp())).decode()


def attach(client, held, now) -> None:
    client.get("/bao-mat/")
    assert client.post("/bao-mat/", {"code": code(held.user_id, now[0])}).status_code == 302
    now[0] += timedelta(seconds=60)


def where(client, path: str = "/cho-ky/") -> str:
    answer = client.get(path)
    return answer.headers.get("Location", "") if answer.status_code == 302 else str(answer.status_code)


def test_only_who_sees_nothing_of_a_person_does_without():
    assert {role.code for role in ROLES.values() if not role.needs_second_factor} == {"auditor", "department_officer"}


@pytest.mark.parametrize(
    ("grants", "may", "asked"),
    [
        ({DataClass.LEGAL: "M"}, "", True), ({}, "case.read", True), ({}, "dossier.stuck", True), ({}, "decision.draft", True),
        ({}, "determination.record", True), ({}, "person.merge.approve", True), ({}, "accounts.manage", True),
        ({DataClass.IDENTITY: "R"}, "person.read", False), ({DataClass.STATISTICS: "A"}, "numbers.read", False),
    ],
)  # fmt: skip
def test_what_asks_for_one(grants, may, asked):
    assert Role("x", "x", "x", "NONE", grants, frozenset(may.split())).needs_second_factor is asked


@pytest.mark.parametrize("role", [role.code for role in ROLES.values() if role.needs_second_factor])
def test_without_one_every_page_leads_to_attaching_it(now, role):
    held = accounts.post(role=role, unit_id=800_001 if role == "system_admin" else 900_001)
    client = enter(held)
    for path in ("/cho-ky/", "/tai-khoan/", "/viec/", "/so-lieu/"):
        assert where(client, path) == "/bao-mat/", path
    fragment = client.get("/cho-ky/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/bao-mat/")
    assert client.post("/tai-khoan/moi/", {"username": "x"})["Location"] == "/bao-mat/"
    assert "Gắn xong mới mở được" in client.get("/bao-mat/").content.decode()


def test_after_attaching_the_pages_open(now, chief):
    client = enter(chief)
    attach(client, chief, now)
    assert where(client) == "200"


def test_others_work_with_their_password(now):
    assert where(enter(accounts.post(role="auditor", unit_id=800_001)), "/nhat-ky/") == "200"


def test_twin_without_the_rule_an_officer_reads_with_his_password_alone(now, monkeypatch):
    officer = accounts.post(role="commune_officer")
    assert where(enter(officer), "/viec/") == "/bao-mat/"
    monkeypatch.setattr(Role, "needs_second_factor", False)
    assert where(enter(officer), "/viec/") == "200"


def test_the_next_sign_in_and_each_proof_want_the_code(now, chief):
    attach(enter(chief), chief, now)
    fresh = enter(chief)
    assert where(fresh) == "/dang-nhap/?next=/cho-ky/"
    assert fresh.post("/dang-nhap/ma/", {"code": code(chief.user_id, now[0])}).status_code == 302
    assert where(fresh) == "200"
    now[0] += timedelta(minutes=6)
    assert fresh.post("/xac-nhan-lai/", {"password": accounts.SIGN_IN_WITH}).status_code == 422
    assert fresh.post("/xac-nhan-lai/", {"code": code(chief.user_id, now[0])}).status_code == 302


def test_a_session_from_before_the_app_gives_the_code_first(now, chief):
    old, client = enter(chief), enter(chief)
    attach(client, chief, now)
    assert where(old) == "/xac-nhan-lai/?next=%2Fcho-ky%2F"
    assert old.post("/xac-nhan-lai/?next=/cho-ky/", {"code": code(chief.user_id, now[0])})["Location"] == "/cho-ky/"
    assert where(old) == "200"


def test_a_forged_session_without_a_code_signs_nothing(now, chief):
    client = accounts.sign_in(PageClient(), chief)
    session = client.session
    session[sign_in.STEPPED] = now[0].timestamp()
    session.save()
    assert where(client) == "/bao-mat/"


def test_an_app_taken_off_meanwhile_closes_the_pages_at_the_next_proof(now, chief):
    client = enter(chief)
    attach(client, chief, now)
    SecondFactor.objects.all().delete()
    now[0] += timedelta(minutes=6)
    assert client.post("/xac-nhan-lai/", {"password": accounts.SIGN_IN_WITH}).status_code == 302
    assert where(client) == "/bao-mat/"


def test_whoever_takes_his_app_off_must_attach_another(now, chief):
    client = enter(chief)
    attach(client, chief, now)
    client.post("/bao-mat/", {"code": code(chief.user_id, now[0])})
    assert queries.second_factor(chief.user_id) is None
    assert where(client) == "/bao-mat/"


def test_another_role_of_the_same_official_needs_no_second_code(now, chief):
    other = accounts.post(role="commune_chair", holder=chief.user)
    client = enter(chief)
    client.post("/chon-vai-tro/", {"post": chief.pk})
    client.post("/xac-nhan-lai/", {"password": accounts.SIGN_IN_WITH})
    attach(client, chief, now)
    client.post("/chon-vai-tro/", {"post": other.pk})
    assert where(client) == "200"


def test_twin_a_trial_run_does_not_ask_and_says_so(now, chief, settings):
    settings.DEMO = True
    client = enter(chief)
    assert where(client) == "200"
    assert "không đòi ứng dụng mã" in client.get("/cho-ky/").content.decode()


@pytest.mark.parametrize(
    ("demo", "debug", "server", "faults"),
    [(True, False, "", 0), (True, False, "postgres://db/dh", 1), (True, True, "postgres://db/dh", 0), (False, False, "postgres://db/dh", 0)],
)
def test_a_trial_run_never_stands_on_a_real_server(demo, debug, server, faults):
    with override_settings(DEMO=demo, DEBUG=debug, DATABASE_URL=server):
        assert len(check_trial_stays_here()) == faults
