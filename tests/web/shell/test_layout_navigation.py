"""The menu of a role: short, in its order, without dead links."""

from __future__ import annotations

import pytest

from donghanh.base.accounts.roles import ROLES
from donghanh.web.permissions import roles_for
from donghanh.web.shell import presenters
from tests.web.ui.browser import render, request


@pytest.fixture
def all_pages(monkeypatch):
    """As if every page of the menu stood."""
    monkeypatch.setattr(presenters, "_address", lambda view: f"/{view.replace(':', '/')}/")


@pytest.mark.parametrize("role", ROLES)
def test_every_key_of_a_role_has_a_page_and_the_menu_is_short(all_pages, role):
    menu = presenters.navigation(request(role=role))
    assert [item.key for item in menu.items] == list(ROLES[role].nav)
    assert 1 <= len(menu.items) <= presenters.MENU_LIMIT
    assert len(menu.bar) + bool(menu.rest) <= presenters.BAR_LIMIT
    assert menu.bar + menu.rest == menu.items == menu.top + menu.more
    assert len(menu.top) + bool(menu.more) <= presenters.TOP_LIMIT
    assert menu.home == menu.items[0].href


@pytest.mark.parametrize("key", ["moves", "requests", "unassigned"])
def test_whoever_may_open_what_waits_for_an_answer_finds_it_in_the_menu(key):
    assert {role for role in roles_for(presenters.MENU[key].view, ROLES) if key not in ROLES[role].nav} == set()


def test_who_signs_for_files_of_a_court_or_a_facility_finds_them_in_the_menu():
    assert {code for code, role in ROLES.items() if role.may & {"dossier.send", "dossier.answer"} and "dossiers" not in role.nav} == set()


def test_what_is_behind_the_last_word_is_a_menu_of_its_own(all_pages):
    html = render("shell/error.jinja", {"heading": "H", "message": "M", "mend": "", "citation": "", "framed": True})
    nav = html.split('class="nav"')[1].split("</nav>")[0]
    assert "<details" in nav and nav.count("<a ") == len(ROLES["commune_officer"].nav) and "Hồ sơ chưa phân" in nav.split("<summary")[1]


def test_a_page_not_built_is_left_out(monkeypatch):
    monkeypatch.setattr(presenters, "_address", lambda view: "/nguoi/" if view == "people:search" else None)
    assert [item.key for item in presenters.navigation(request()).items] == ["people"]


@pytest.mark.parametrize(
    ("path", "current"), [("/people/search/", "people"), ("/people/search/0198/sua/", "people"), ("/desk/today/", "today"), ("/elsewhere/", None)]
)
def test_the_address_says_where_one_is(all_pages, path, current):
    assert next((item.key for item in presenters.navigation(request(path)).items if item.current), None) == current


def test_a_page_may_say_it_itself(all_pages):
    menu = presenters.navigation(request("/cases/0198/"), "procedures")
    assert [item.key for item in menu.items if item.current] == ["procedures"]


def test_a_visitor_has_no_menu():
    assert presenters.navigation(request(role=None)).items == ()
    assert presenters.account(request(role=None)) is None


def test_the_account_says_name_role_and_body_and_how_to_leave(all_pages):
    html = render("shell/error.jinja", {"heading": "H", "message": "M", "mend": "", "citation": "", "framed": True})
    for words in ("Trần Thị Mỹ Ẩn", "Cán bộ xã · UBND xã Trảng Bom", "Đăng xuất", 'action="/shell/sign_out/"'):
        assert words in html


@pytest.mark.parametrize(("cookie", "theme"), [("giao_dien=dark", "dark"), ("giao_dien=light", "light"), ('giao_dien="><script>', ""), ("", "")])
def test_light_or_dark_by_cookie(cookie, theme):
    assert presenters.theme(request(cookie=cookie)) == theme


@pytest.mark.parametrize(
    ("asked", "kept", "back"),
    [
        ("?mau=dark&ve=/nguoi/", "dark", "/nguoi/"), ("?mau=light&ve=https://xau.example/", "light", "/"), ("?mau=x&ve=//xau.example", "", "/"),
        ("?mau=&ve=/nhap/", "", "/nhap/"), ("", "", "/"),
    ],
)  # fmt: skip
def test_the_choice_is_remembered_and_leads_back_to_this_site_only(rf, asked, kept, back):
    from donghanh.web.ui.views import theme

    answer = theme(rf.get(f"/giao-dien/{asked}"))
    assert answer.url == back
    assert answer.cookies["giao_dien"].value == kept


NOT_YET = {"today", "procedures", "moves", "expiring", "referrals", "signing", "signed", "numbers", "overview", "plans", "reports"}
"""Keys of the menu whose pages do not stand yet; the list may only grow shorter."""


def test_a_page_that_stands_is_in_the_menu_under_its_true_name():
    missing = {key for key, place in presenters.MENU.items() if presenters._address(place.view) is None}
    assert missing <= NOT_YET
