"""A forgotten password: two administrators, one half each, all sessions end, and the owner is told by name who did it."""

from __future__ import annotations

import re

import pytest

from donghanh.base.accounts import actions
from donghanh.base.accounts.models import PasswordReset, User
from donghanh.base.audit.models import Event
from donghanh.web.accounts import views
from tests.factories import accounts
from tests.factories.pages import PageClient

pytestmark = pytest.mark.django_db
HALF = re.compile(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b")


def administrator(login: str, name: str):
    held = accounts.post(role="system_admin", unit_id=800_001, holder=accounts.user(login, full_name=name))
    client = accounts.sign_in(PageClient(), held)
    client.post("/xac-nhan-lai/", {"password": accounts.SIGN_IN_WITH})
    return client


@pytest.fixture
def admin():
    return administrator("mot.quantri", "Vũ Minh Tâm")


@pytest.fixture
def second():
    return administrator("hai.quantri", "Nghiêm Hải Yến")


@pytest.fixture
def signer():
    return accounts.post(role="commune_police_chief")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def half(answer) -> str:
    return HALF.search(text(answer)).group()


def address(held, more: str = "") -> str:
    return f"/tai-khoan/{held.user_id}/mat-khau/{more}"


def propose(client, held):
    return client.post(address(held), {"reason": "Quên mật khẩu"})


def sign_in(held, password: str):
    client = PageClient()
    return client, client.post("/dang-nhap/", {"username": held.user.username, "password": password})


def test_two_halves_make_the_password_and_the_owner_is_told(admin, second, signer):
    theirs = accounts.sign_in(PageClient(), signer)
    first = half(propose(admin, signer))
    assert theirs.get("/xac-nhan-lai/").status_code == 200, "a proposal changes nothing"
    assert "Xem và duyệt" in text(second.get("/tai-khoan/"))
    last = half(second.post(address(signer, "duyet/"), {"answer": "approve"}))
    assert theirs.get("/xac-nhan-lai/").status_code == 302, "every session of the account is over"
    for guess in (first, last, f"{last}-{first}", accounts.SIGN_IN_WITH):
        assert sign_in(signer, guess)[1].status_code == 422
    client, answer = sign_in(signer, f"{first}-{last}")
    assert answer.status_code == 302
    assert client.get("/viec/")["Location"] == "/doi-mat-khau/"
    told = text(client.get("/doi-mat-khau/"))
    assert re.search(r"được đặt lại ngày \d\d/\d\d/\d{4} ?, lúc .* do Vũ Minh Tâm đề nghị ?, Nghiêm Hải Yến duyệt", told), told
    new = "bốn mùa cây trái quê ta"
    client.post("/doi-mat-khau/", {"old": f"{first}-{last}", "new": new, "again": new})
    assert PasswordReset.objects.get().told_at
    assert "được đặt lại ngày" not in text(client.get("/doi-mat-khau/"))
    client.post("/xac-nhan-lai/", {"password": new})
    assert "Vũ Minh Tâm đề nghị" in text(re_read := client.get("/bao-mat/")), re_read.status_code
    assert not [row for row in Event.objects.values() if first in str(row) or last in str(row)]


def test_one_administrator_alone_gets_nowhere(admin, signer, second):
    propose(admin, signer)
    answer = admin.post(address(signer, "duyet/"), {"answer": "approve"})
    assert answer.status_code == 422
    assert "không tự duyệt" in text(answer)
    assert admin.post(address(signer)).status_code == 302, "the open proposal is shown instead of a second one"
    assert User.objects.get(pk=signer.user_id).check_password(accounts.SIGN_IN_WITH)
    assert list(Event.objects.filter(verb="account.approve_reset").values_list("result", flat=True)) == ["refused"]


def test_twin_without_the_rule_and_the_function_one_would_suffice(admin, second, signer, monkeypatch):
    propose(admin, signer)
    monkeypatch.setattr(actions.resets.rules, "check_other_person", lambda **_who: None)
    with pytest.raises(Exception, match="another administrator"):
        admin.post(address(signer, "duyet/"), {"answer": "approve"})


def test_twin_with_both_walls_down_one_administrator_takes_a_signers_account(admin, second, signer, monkeypatch):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("alter table accounts_passwordreset drop constraint reset_three_people")
        cursor.execute("select pg_get_functiondef('accounts_give_password'::regproc)")
        cursor.execute(cursor.fetchone()[0].replace("and proposed_by_id <> public.app_user()", ""))
    monkeypatch.setattr(actions.resets.rules, "check_other_person", lambda **_who: None)
    first = half(propose(admin, signer))
    last = half(admin.post(address(signer, "duyet/"), {"answer": "approve"}))
    assert sign_in(signer, f"{first}-{last}")[1].status_code == 302


def test_the_only_administrator_is_told_what_to_do(admin, signer):
    answer = propose(admin, signer)
    assert answer.status_code == 422
    assert "first-admin" in text(answer)
    assert not PasswordReset.objects.exists()


def test_two_administrators_cannot_approve_for_one_of_them(admin, second):
    answer = admin.post(f"/tai-khoan/{User.objects.get(username='hai.quantri').pk}/mat-khau/", {"reason": "Quên"})
    assert answer.status_code == 422
    assert "first-admin" in text(answer)


def test_nobody_resets_his_own_and_a_reason_is_needed(admin, second, signer):
    assert "chính mình" in text(admin.post(f"/tai-khoan/{User.objects.get(username='mot.quantri').pk}/mat-khau/", {"reason": "Quên"}))
    assert admin.post(address(signer), {"reason": " "}).status_code == 422


def test_a_proposal_is_dropped_and_the_old_password_stays(admin, second, signer):
    propose(admin, signer)
    assert "chỉ hiện một lần" in text(admin.get(address(signer, "duyet/")))
    assert admin.post(address(signer, "duyet/"), {"answer": "drop"}).status_code == 302
    assert not PasswordReset.objects.exists()
    assert second.post(address(signer, "duyet/"), {"answer": "approve"}).status_code == 302
    assert sign_in(signer, accounts.SIGN_IN_WITH)[1].status_code == 302


def test_both_steps_ask_for_a_fresh_proof(admin, second, signer, monkeypatch):
    propose(admin, signer)
    late = accounts.sign_in(PageClient(), accounts.post(role="system_admin", unit_id=800_001))
    for path in (address(signer, "duyet/"), f"/tai-khoan/{accounts.user().pk}/mat-khau/"):
        assert late.post(path, {"answer": "approve", "reason": "x"})["Location"].startswith("/xac-nhan-lai/")
    monkeypatch.setattr(views, "require_step_up", lambda _request: None)
    assert late.get(address(signer, "duyet/")).status_code == 200, "the twin: without the guard the page opens"
