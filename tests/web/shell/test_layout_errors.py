"""Refusals become calm pages with the right number; one answer for "is not there" and "is not yours"."""

from __future__ import annotations

import pytest
from django.http import Http404

from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach, Overtaken
from donghanh.web.shell import errors
from tests.web.ui.browser import request


@pytest.mark.parametrize(("kind", "status"), [(Cannot, 422), (BadInput, 422), (MayNot, 403), (NotInReach, 404)])
@pytest.mark.parametrize("role", ["commune_officer", None])
def test_each_refusal_has_its_number_and_heading(kind, status, role):
    answer = errors.refusal_response(request(role=role), kind("Câu lý do.", mend="Cách làm."))
    assert answer.status_code == status
    assert errors.HEADINGS[status] in answer.content.decode()


def test_reason_mend_and_article_are_shown():
    page = errors.refusal_response(request(), Cannot("Thời hạn đã hết.", mend="Lập hồ sơ mới.", citation="NĐ 163/2026, Điều 58")).content.decode()
    assert "Thời hạn đã hết." in page
    assert "Lập hồ sơ mới." in page
    assert "NĐ 163/2026, Điều\u00a058" in page


def test_a_conflict_is_409():
    assert errors.refusal_response(request(), Overtaken("Người khác vừa sửa.")).status_code == 409


def test_what_was_typed_is_never_markup():
    assert "<script>" not in errors.refusal_response(request(role=None), BadInput("<script>alert(1)</script>")).content.decode().split("<main")[1]


def test_outside_and_absent_answer_alike(monkeypatch):
    outside = errors.refusal_response(request(), NotInReach("Hồ sơ của Nguyễn Văn A ở xã khác."))
    absent = errors.page_not_found(request(), Http404())
    assert _still(outside) == _still(absent)


def test_the_guard_off_would_tell_them_apart(monkeypatch):
    monkeypatch.setattr(errors, "page_not_found", lambda asked: errors._page(asked, 404, "Hồ sơ của Nguyễn Văn A ở xã khác.", ""))
    outside = errors.refusal_response(request(), NotInReach("Hồ sơ của Nguyễn Văn A ở xã khác."))
    assert "Nguyễn Văn A" in outside.content.decode()


def _still(answer) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def test_htmx_gets_a_message_for_its_own_place():
    asked = request()
    asked.htmx = True
    answer = errors.refusal_response(asked, MayNot("Không có quyền."))
    assert answer["HX-Retarget"] == "#loi"
    assert "<html" not in answer.content.decode()


def test_only_refusals_are_caught():
    middleware = errors.RefusalMiddleware(lambda asked: None)
    assert middleware.process_exception(request(), ValueError("hỏng")) is None
    assert middleware.process_exception(request(), Cannot("Không được.")).status_code == 422


def test_the_last_page_needs_no_template(monkeypatch):
    monkeypatch.setattr(errors, "_page", lambda *a, **k: 1 / 0)
    answer = errors.server_error(request())
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()


def test_500_shows_nothing_of_the_fault_and_asks_no_session():
    asked = request()
    del asked.session, asked._messages
    page = errors.server_error(asked).content.decode()
    assert "Traceback" not in page
    assert "Không có gì được ghi dở dang." in page


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.permission_denied, 403), (errors.csrf_failure, 403)])
def test_djangos_own_refusals_are_calm_too(view, status):
    answer = view(request(role=None))
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_address(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/thanh-phan/", "/tro-giup/", "/tro-giup/phim-tat/"])
def test_public_pages_open_without_signing_in(client, path):
    assert client.get(path).status_code == 200
