"""The administrators' pages: two people for every grant, accounts closed at once, and no file content anywhere."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from donghanh.base.accounts.models import Post, SecondFactor, User
from donghanh.base.audit.models import Event
from tests.factories import accounts
from tests.factories.pages import PageClient
from tests.factories.places import commune, load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(client):
    """An administrator who has not proved anew who he is."""
    return accounts.sign_in(client, accounts.post(role="system_admin", unit_id=800_001, holder=accounts.user("mot.quantri", full_name="Vũ Minh Tâm")))


@pytest.fixture
def admin(late):
    return proved(late)


@pytest.fixture
def second():
    held = accounts.post(role="system_admin", unit_id=800_001, holder=accounts.user("hai.quantri", full_name="Nghiêm Hải Yến"))
    return accounts.sign_in(PageClient(), held)


def set_state(client, user_id: int, reason: str):
    """The button of the page as it stands now: closes the account, asks to open it, or opens it."""
    address = f"/tai-khoan/{user_id}/trang-thai/"
    seen = re.search(r'name="thay" value="([^"]*)"', client.get(address).content.decode())
    return client.post(address, {"reason": reason, "thay": seen[1]})


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def proved(client):
    """The administrator proves who he is, as require_step_up asks."""
    client.post("/xac-nhan-lai/", {"password": accounts.SIGN_IN_WITH})
    return client


PROPOSAL = {
    "role": "commune_police", "office": "commune_police", "place": "xã Trảng Bom, Đồng Nai", "body_kind": "commune_police",
    "starts_on": "1/12/2026", "ends_before": "30/11/2027",
}  # fmt: skip


def test_the_list_finds_officials_without_marks(admin):
    accounts.post(role="commune_officer", holder=accounts.user("uoc.tran", full_name="Trần Văn Ước"))
    page = text(admin.get("/tai-khoan/?q=van uoc"))
    assert "Trần Văn Ước" in page
    assert "Cán bộ xã" in page
    assert "mot.quantri" not in page
    assert "Không tìm thấy" in text(admin.get("/tai-khoan/?q=100%_"))


def test_a_new_account_gets_a_first_password_that_is_shown_once(admin):
    page = text(admin.post("/tai-khoan/moi/", {"username": "Lan.Pham", "full_name": "Phạm Thị Lan", "email": ""}))
    first = re.search(r"[a-z2-9]{5}(-[a-z2-9]{5}){3}", page).group()
    made = User.objects.get(username="lan.pham")
    assert made.check_password(first)
    assert made.must_choose_password
    assert first not in str(list(Event.objects.values()))
    again = admin.post("/tai-khoan/moi/", {"username": "lan.pham", "full_name": "Phạm Thị Lan"})
    assert again.status_code == 422
    assert "đã có người dùng" in text(again)
    assert admin.post("/tai-khoan/moi/", {"username": "có dấu", "full_name": "X"}).status_code == 422


def test_a_role_is_given_by_two_people(admin, second):
    load_units()
    one = accounts.user("moi", full_name="Lê Mới")
    assert admin.post(f"/tai-khoan/{one.pk}/giao-vai-tro/", PROPOSAL).status_code == 302
    post = Post.objects.get(user=one)
    assert (post.body.name, post.body.unit_id) == ("Công an xã Trảng Bom", commune("Trảng Bom").pk)
    assert accounts.queries.posts_of(one.pk, on=post.starts_on) == []
    own = proved(admin).post(f"/tai-khoan/de-xuat/{post.pk}/", {"answer": "approve"})
    assert own.status_code == 422
    assert "không tự duyệt" in text(own)
    assert "Chờ quản trị viên khác" in text(admin.get("/tai-khoan/"))
    assert second.get(f"/tai-khoan/de-xuat/{post.pk}/")["Location"].startswith("/xac-nhan-lai/")
    assert proved(second).post(f"/tai-khoan/de-xuat/{post.pk}/", {"answer": "approve"}).status_code == 302
    assert [p.pk for p in accounts.queries.posts_of(one.pk, on=post.starts_on)] == [post.pk]
    assert proved(second).get(f"/tai-khoan/de-xuat/{post.pk}/")["Location"] == "/tai-khoan/"
    verbs = set(Event.objects.filter(verb__startswith="post.").values_list("verb", "result"))
    assert verbs == {("post.propose", "done"), ("post.approve", "refused"), ("post.approve", "done")}


def graves(held) -> list[str]:
    """Every address at which an administrator changes what somebody may do."""
    return ["moi/", *(f"{held.user_id}/{act}/" for act in ("giao-vai-tro", "trang-thai", "mo-chan", "mat-khau")), f"vai-tro/{held.pk}/ket-thuc/"]


def test_whatever_changes_an_account_asks_for_a_fresh_proof(late):
    held = accounts.post(role="commune_officer")
    sent = {"username": "lan.pham", "full_name": "Phạm Thị Lan", "reason": "Nghỉ việc", **PROPOSAL}
    for address in graves(held):
        assert late.post(f"/tai-khoan/{address}", sent)["Location"].startswith("/xac-nhan-lai/"), address
    assert Post.objects.count() == 2 and User.objects.get(pk=held.user_id).is_active and not User.objects.filter(username="lan.pham").exists()


def test_twin_without_the_guard_a_stolen_session_closes_an_account(late, monkeypatch):
    monkeypatch.setattr("donghanh.web.accounts.views.require_step_up", lambda request: None)
    held = accounts.post(role="commune_officer")
    set_state(late, held.user_id, "Nghỉ việc")
    assert not User.objects.get(pk=held.user_id).is_active


def test_the_database_refuses_one_person_for_both():
    held = accounts.post(role="commune_officer")
    someone = accounts.user()
    for fields in ({"granted_by": someone, "approved_by": someone}, {"granted_by": held.user}, {"approved_by": held.user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=held.pk).update(**fields)


def test_twin_without_the_constraint_one_person_could():
    held = accounts.post(role="commune_officer")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table accounts_post drop constraint post_not_granted_to_oneself")
    assert Post.objects.filter(pk=held.pk).update(granted_by=held.user) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"ends_before": "2/12/2027"}, None), ({"ends_before": "30/12/2027"}, "12 tháng"), ({"ends_before": "1/12/2026"}, "sau ngày bắt đầu"),
     ({"place": "xã Không Có Thật"}, "Không có địa bàn"), ({"role": "king"}, "hợp lệ")],
)  # fmt: skip
def test_what_a_proposal_may_be(admin, change, sentence):
    load_units()
    one = accounts.user()
    answer = admin.post(f"/tai-khoan/{one.pk}/giao-vai-tro/", {**PROPOSAL, **change})
    assert answer.status_code == (422 if sentence else 302)
    assert sentence is None or sentence in text(answer)


def test_nobody_grants_to_himself(admin):
    load_units()
    me = User.objects.get(username="mot.quantri")
    answer = admin.post(f"/tai-khoan/{me.pk}/giao-vai-tro/", PROPOSAL)
    assert answer.status_code == 422
    assert "cho chính mình" in text(answer)


def test_a_proposal_is_turned_down_with_a_reason(admin, second):
    proposed = accounts.post(role="commune_officer", granted_by=User.objects.get(username="mot.quantri"))
    assert proved(second).post(f"/tai-khoan/de-xuat/{proposed.pk}/", {"answer": "refuse"}).status_code == 422
    second.post(f"/tai-khoan/de-xuat/{proposed.pk}/", {"answer": "refuse", "reason": "Sai cơ quan"})
    assert not Post.objects.filter(pk=proposed.pk).exists()


def test_ending_a_post_and_closing_an_account_take_effect_at_the_next_click(admin, second):
    held = accounts.post(role="commune_officer")
    theirs = accounts.sign_in(PageClient(), held)
    assert theirs.get("/xac-nhan-lai/").status_code == 200
    assert admin.post(f"/tai-khoan/vai-tro/{held.pk}/ket-thuc/", {"reason": "Chuyển công tác"}).status_code == 302
    assert theirs.get("/")["Location"] == "/chon-vai-tro/"
    assert set_state(admin, held.user_id, "").status_code == 422
    set_state(admin, held.user_id, "Nghỉ việc")
    assert theirs.get("/chon-vai-tro/").status_code == 302
    for _twice in range(2):
        set_state(admin, held.user_id, "Trở lại")
        assert not User.objects.get(pk=held.user_id).is_active
    assert "chờ duyệt mở lại" in admin.get(f"/tai-khoan/{held.user_id}/").content.decode()
    set_state(proved(second), held.user_id, "Trở lại")
    assert User.objects.get(pk=held.user_id).is_active


def test_who_presses_to_close_does_not_open_what_another_closed_meanwhile(admin, second):
    user_id = accounts.post(role="commune_officer").user_id
    closes = {"reason": "Nghỉ việc", "thay": "True:"}
    assert admin.post(f"/tai-khoan/{user_id}/trang-thai/", closes).status_code == 302
    assert proved(second).post(f"/tai-khoan/{user_id}/trang-thai/", closes).status_code == 409
    assert User.objects.get(pk=user_id).reopening_by is None
    asks = {"reason": "Trở lại", "thay": "False:"}
    assert admin.post(f"/tai-khoan/{user_id}/trang-thai/", asks).status_code == 302
    assert second.post(f"/tai-khoan/{user_id}/trang-thai/", asks).status_code == 409
    assert not User.objects.get(pk=user_id).is_active


def test_one_of_the_last_two_administrators_is_not_closed_by_one_hand(admin, second):
    user_id = User.objects.get(username="hai.quantri").pk
    refused = set_state(admin, user_id, "Nghi lộ mật khẩu")
    assert refused.status_code == 422 and "first-admin" in text(refused)
    accounts.post(role="system_admin", unit_id=800_001)
    assert set_state(admin, user_id, "Nghi lộ mật khẩu").status_code == 302
    assert not User.objects.get(pk=user_id).is_active


def test_unlocking(admin):
    held = accounts.post(role="commune_officer")
    stranger = PageClient()
    for _ in range(6):
        stranger.post("/dang-nhap/", {"username": held.user.username, "password": "sai"})
    assert stranger.post("/dang-nhap/", {"username": held.user.username, "password": accounts.SIGN_IN_WITH}).status_code == 429
    admin.post(f"/tai-khoan/{held.user_id}/mo-chan/")
    assert stranger.post("/dang-nhap/", {"username": held.user.username, "password": accounts.SIGN_IN_WITH}).status_code == 302


def test_a_lost_code_generator_is_taken_off_by_two(admin, second):
    held = accounts.post(role="commune_officer")
    SecondFactor.objects.create(user=held.user, data_key=b"k", sealed_secret=b"s", confirmed_at=held.user.created_at)
    address = f"/tai-khoan/{held.user_id}/go-ung-dung-ma/"
    assert second.get(address)["Location"].startswith("/xac-nhan-lai/")
    assert admin.post(address).status_code == 302
    assert SecondFactor.objects.filter(user=held.user).exists()
    assert admin.post(address).status_code == 422, "the same administrator again"
    assert "người thứ hai" in text(proved(second).get(address))
    second.post(address)
    assert not SecondFactor.objects.exists()
    assert second.post(address).status_code == 422
    assert list(Event.objects.filter(verb="factor.take_off").order_by("id").values_list("result", flat=True)) == [
        "done",
        "refused",
        "done",
        "refused",
    ]


@pytest.mark.parametrize("role", ["commune_officer", "commune_police_chief", "provincial_lead", "auditor"])
def test_closed_to_others(client, role):
    held = accounts.post(role=role, unit_id=900_008)
    accounts.sign_in(client, held)
    for address in ("", "moi/", f"{held.user_id}/", f"{held.user_id}/giao-vai-tro/", f"{held.user_id}/trang-thai/", f"vai-tro/{held.pk}/ket-thuc/"):
        assert client.get(f"/tai-khoan/{address}").status_code == 403
    assert client.post(f"/tai-khoan/{held.user_id}/mo-chan/").status_code == 403


def test_an_unknown_account_is_not_found(admin):
    assert admin.get("/tai-khoan/999999/").status_code == 404


def test_the_same_number_of_questions_for_two_officials_and_fifty(admin):
    admin.get("/tai-khoan/")
    counts = []
    for more in (2, 48):
        for _ in range(more):
            accounts.post(role="commune_officer")
        with CaptureQueriesContext(connection) as asked:
            admin.get("/tai-khoan/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
