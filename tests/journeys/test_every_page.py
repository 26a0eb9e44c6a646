"""Every page, for every role that may open it, on things that exist: nothing sideways at 320 px (400 % zoom), nothing for axe to find.

With DONGHANH_SHOTS=folder a picture of each page is kept there, wide and narrow, light and dark.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Error

from donghanh.base.accounts.roles import ROLES
from donghanh.web import permissions
from tests.journeys.desk import Desk
from tests.journeys.lived_in import furnish

NOT_PAGES = {
    "shell:health": "text for machines", "shell:code": "only after the password of somebody with a code generator", "shell:home": "leads on",
    "shell:sign_out": "POST", "ui:theme": "leads back", "intake:template": "file", "intake:faults_file": "file", "intake:confirm": "POST",
    "intake:undo": "only once a list was entered", "people:reveal": "POST", "people:end_number": "POST", "desk:hide_names": "POST",
    "decisions:check": "POST", "decisions:sign": "POST", "decisions:drop": "POST", "decisions:file": "file", "accounts:unlock": "POST",
    "accounts:take_off_code": "only for somebody with a code generator", "accounts:decide_reset": "only while a reset waits", "reports:file": "file",
    "reports:version_file": "file",
    "inspections:file": "file", "inspections:minutes": "file", "plans:form": "file", "plans:draft_file": "file",
    "tasks:file": "file", "tasks:board_file": "file", "money:sheet_file": "file", "money:unline": "POST", "money:submit": "POST",
    "money:revise": "POST", "money:accept": "POST", "api:openapi-json": "text for machines", "api:api-root": "text for machines",
    "api:explain": "text for machines", "api:events": "text for machines", "papers:make": "POST", "papers:drop": "POST", "papers:file": "file",
    "papers:withdraw": "only for a final paper (tests/web/papers/test_look.py)", "dossiers:decide_voiding": "POST", "testing:receive": "POST",
    "desk:calendar_open": "POST", "desk:calendar_close": "POST", "desk:feed": "file", "decisions:take_back": "POST",
    "rights:extract": "file", "rights:notice": "file", "dossiers:onward": "only once the decision has effect (tests/web/dossiers)",
    "dossiers:propose_voiding": "only for a step of one's own (tests/web/dossiers)", "papers:check": "404 for a code that is not ours",
    "testing:follow": "POST", "rights:acknowledge": "POST", "testing:link": "only for a test on paper (tests/web/testing/test_pages.py)",
    "learning:reward_file": "file", "learning:reward_letter": "file", "learning:study_file": "file", "learning:policy_file": "file",
    **dict.fromkeys(("held:check", "held:sign", "held:take_back", "held:drop"), "POST"), "held:kept": "file",
    **dict.fromkeys(("held:file", "held:draft", "held:decision", "held:return", "held:serve", "held:withdraw", "held:complain", "held:complaint"),
                    "only of a file that lies with a facility (tests/web/held/test_look.py)"),
    "staffing:desk_file": "file", "indicators:export": "file",
}  # fmt: skip
"""Addresses that show no page of their own, and why."""
PARTS = "#noi-dung, .idbar, .signbar"
"""What is the page's own; the frame around it is looked at once a role."""
SKELETON = f"""() => [...new Set([...document.querySelectorAll('{PARTS.replace(",", " *,")} *')].map((e) =>
  [e.tagName, e.className?.baseVal ?? e.className, e.role, e.getAttribute('aria-current'), e.type].join('|')))].sort().join('\\n')"""
"""Of what a page is made; the same parts are looked at once."""
SHOTS = os.environ.get("DONGHANH_SHOTS", "")


@pytest.fixture(scope="module")
def world(open_province, tmp_path_factory):
    open_province.go("2026-11-21T09:00")
    return furnish(open_province, tmp_path_factory.mktemp("lists"))


def names(role: str) -> list[str]:
    """Views this role may open that show a page; those that are the same for everybody only once."""
    mine = (name for name in permissions.TABLE if name not in NOT_PAGES and role in permissions.roles_for(name, ROLES))
    return sorted(name for name in mine if name not in OPENED or permissions.TABLE[name] not in (permissions.PUBLIC, permissions.SIGNED_IN))


def pages(desk: Desk, world, role: str):
    """Open each page of this role in turn; answers its name when it stands, or what went wrong."""
    for name in names(role):
        told = []
        for address in world.addresses(name):
            try:
                answer = desk.page.goto(address)
            except Error:  # a file that came instead of a page hides no other page
                told.append(f"no page {address}")
                continue
            if answer.status == 200 and desk.path.split("?")[0] == address:
                yield name, ""
                break
            told.append(f"{answer.status} {desk.path}")
        else:
            yield name, "; ".join(told)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_pages_of_this_role(province, world, role):
    desk = province.desk(world.posts[role], axe=True)
    desk.page.set_default_timeout(60_000)
    found, shown = [], 0
    if "shell:sign_in" not in OPENED:
        OPENED.add("shell:sign_in")
        found += [f"sign_in: {line}" for line in looked_at(desk.open("/dang-nhap/"), "shell:sign_in", 0)]
    desk.sign_in()
    if "people:new" in names(role):  # the form of a new person opens only after a search
        desk.open("/nguoi/").fill("Số CCCD hoặc họ và tên", "không ai cả").press("Tìm").reads("Không thấy hồ sơ nào")
    for name, wrong in pages(desk, world, role):
        if wrong:
            MISSED.setdefault(name, []).append(f"{role}: {wrong}")
            continue
        shown += 1
        OPENED.add(name)
        found += [f"{name}: {line}" for line in looked_at(desk, name, shown)]
    found += [f"said: {line}" for line in {*desk.said, *desk.foreign} if "status of 4" not in line]
    assert shown and not found, "\n".join(found)


OPENED: set[str] = set()
LOOKED_AT: set[str] = set()
MISSED: dict[str, list[str]] = {}


def test_no_page_was_left_out():
    """Runs after the roles: each page was shown to somebody."""
    expected = {name for name in permissions.TABLE if name not in NOT_PAGES}
    assert {name: MISSED.get(name) for name in expected - OPENED} == {}


def looked_at(desk: Desk, name: str, number: int) -> list[str]:
    """What is wrong with the page that stands: at 320 px, and to axe in the dark, wide or narrow by turns; every fourth in forced colours too.

    In forced colours the colours are the reader's own, while Chromium still tells axe the page's: contrast is judged in the dark alone.
    """
    faults = []
    desk.page.set_viewport_size({"width": 320, "height": 700})
    if desk.sideways() > 0:
        faults.append(f"{desk.sideways()} px sideways at 320")
    desk.page.set_viewport_size({"width": 1280 if number % 4 < 2 else 360, "height": 800})
    parts = desk.page.evaluate(SKELETON)
    if parts not in LOOKED_AT or number == 1:
        LOOKED_AT.add(parts)
        where = None if number < 2 else {"include": [[one] for one in PARTS.split(", ") if desk.page.locator(one).count()]}
        desk.page.emulate_media(color_scheme="dark")
        faults += [f"dark: {line}" for line in desk.axe(where)]
        if len(LOOKED_AT) % 4 == 0:
            desk.page.emulate_media(color_scheme="light", forced_colors="active")
            faults += [f"forced colours: {line}" for line in desk.axe(where) if not line.startswith("color-contrast")]
    desk.page.emulate_media(color_scheme="null", forced_colors="null")
    if SHOTS:
        pictures(desk, name)
    return faults


def pictures(desk: Desk, name: str) -> None:
    """For the eye: wide and narrow, light and dark; the first role that opens a page gives its picture."""
    for width in (1280, 360):
        for scheme in ("light", "dark"):
            file = Path(SHOTS) / f"{name.replace(':', '-')}-{width}-{scheme}.png"
            if not file.exists():
                desk.page.set_viewport_size({"width": width, "height": 900 if width == 1280 else 780})
                desk.page.emulate_media(color_scheme=scheme)
                desk.page.screenshot(path=file, full_page=True)
    desk.page.emulate_media(color_scheme="null")


def test_twin_a_box_too_wide_and_a_field_without_label_go_red(province, world):
    desk = province.desk(world.posts["auditor"], axe=True).sit("/nhat-ky/")
    desk.page.evaluate("""document.querySelector('#noi-dung').insertAdjacentHTML('beforeend',
        '<input id="nameless"><p class="num" id="wide">' + 'x'.repeat(400) + '</p>')""")
    faults = looked_at(desk, "", 2)
    assert any("sideways at 320" in line for line in faults) and any("nameless" in line for line in faults)
