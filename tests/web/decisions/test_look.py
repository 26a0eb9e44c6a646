"""The pages of decisions in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops.

With DONGHANH_SHOTS=folder the pictures are kept there.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from donghanh.web.ui import build
from tests.factories import cases, decisions
from tests.web.decisions.conftest import step_up
from tests.web.ui.browser import axe, chromium, show

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]
SCREENS = [(1280, False), (360, True), (1280, True), (360, False), (320, False)]
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"
NOW = cases.NOW


@pytest.fixture
def pages(people, browser):
    """HTML of each page as the server sends it, with long names in it."""
    build.build()
    officer, police, chief = browser("commune_officer"), browser("commune_police"), browser("commune_police_chief", stepped_up=True)
    long = decisions.waiting(people, name=LONG, birth_year=2010, guardian_name="Nguyễn Phúc Hoàng Tôn Nữ Quỳnh Ẫm")
    other = decisions.waiting(people, name="Đặng Quỳnh Ngọc Phượng")
    team = ("Hồ Thị Ểnh, Hội Liên hiệp Phụ nữ xã, Tổ phó", "Lê Văn Ổn, Trưởng khu phố 3")
    made = decisions.checked(people, long, officer="Đại uý Nguyễn Hữu Ẵng, Công an xã", team=team)
    draft = decisions.drafted(people, other)
    done = decisions.signed(people, decisions.waiting(people, name="Phạm Nguyễn Hoàng Ẫm", at=NOW - timedelta(days=3)), at=NOW - timedelta(days=3))
    gone = decisions.signed(people, decisions.waiting(people, name="Hồ Thị Ẳm", at=NOW - timedelta(days=9)), at=NOW - timedelta(days=9))
    decisions.withdrawn(people, gone, at=NOW - timedelta(days=1))
    step_up(chief)
    form = f"/ho-so/{decisions.waiting(people, name='Vũ Đình Quang Ẵng').pk}/quyet-dinh/MANAGE_USER/"
    got = {name: client.get(url) for name, client, url in (
        ("signing", chief, "/cho-ky/"), ("sign", chief, f"/quyet-dinh/{made.pk}/"), ("check", police, f"/quyet-dinh/{draft.pk}/"),
        ("own", officer, f"/quyet-dinh/{draft.pk}/"), ("checking", police, "/cho-kiem-tra/"), ("returned", officer, "/bi-tra-lai/"),
        ("signed_list", chief, "/da-ky/"), ("signed", police, f"/quyet-dinh/{done.pk}/"), ("withdrawn", police, f"/quyet-dinh/{gone.pk}/"),
        ("draft", officer, form), ("return", chief, f"/quyet-dinh/{made.pk}/tra-lai/"), ("serve", police, f"/quyet-dinh/{done.pk}/giao/"),
        ("withdraw", officer, f"/quyet-dinh/{done.pk}/thu-hoi/"),
    )}  # fmt: skip
    got["draft-wrong"] = officer.post(form, {"reasons": "", "told_how": "trực tiếp"})
    got["sign-unread"] = chief.post(f"/quyet-dinh/{made.pk}/ky/", {"seen": "x"})
    assert {name: answer.status_code for name, answer in got.items() if answer.status_code not in (200, 422)} == {}
    return {name: answer.content.decode() for name, answer in got.items()}


def test_every_page_in_light_and_dark_wide_and_narrow(pages):
    folder = os.environ.get("DONGHANH_SHOTS")
    faults = []
    with chromium() as browser:
        for number, (name, html) in enumerate(pages.items()):
            for width, dark in SCREENS if folder else (SCREENS[number % 2], SCREENS[4]):
                with show(browser, html, width=width, dark=dark, strict=width == 1280 and not dark) as page:
                    at = f"{name} {width} {'dark' if dark else 'light'}"
                    if folder and width != 320:
                        page.screenshot(path=Path(folder) / f"{name}-{width}-{'dark' if dark else 'light'}.png", full_page=True)
                    if width == 1280 and not dark:
                        faults += [f"{at}: {said}" for said in page.complaints + page.foreign]
                    else:
                        faults += [f"{at}: {line}" for line in axe(page)]
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    faults += [f"{at}: {wide} px wide"] if wide > width else []
    assert faults == []
