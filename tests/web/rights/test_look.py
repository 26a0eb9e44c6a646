"""The pages of requests in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops.

With DONGHANH_SHOTS=folder the pictures are kept there.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from donghanh.web.ui import build
from tests.factories import cases, decisions, rights
from tests.web.ui.browser import axe, chromium, show

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]
SCREENS = [(1280, False), (360, True), (1280, True), (360, False), (320, False)]
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"
NOW = cases.NOW


@pytest.fixture
def pages(people, browser):
    """HTML of each page as the server sends it, with a long name in it."""
    build.build()
    officer, chief = browser("commune_officer"), browser("commune_police_chief")
    case = decisions.waiting(people, name=LONG, at=NOW - timedelta(days=3))
    made = decisions.signed(people, case, at=NOW - timedelta(days=3))
    rights.delegate(people.officer, case.person_id, full_name=LONG)
    rights.showing(people.officer, case.person_id)
    correction = rights.correction(people.officer, case)
    contest = rights.contest(people.officer, made, at=NOW)
    own = f"/nguoi/{case.person_id}/quyen/"
    got = {name: client.get(url) for name, client, url in (
        ("person", officer, own), ("wrong", officer, f"{own}bao-sai/"), ("delegate", officer, f"{own}nguoi-dai-dien/"),
        ("correction", officer, f"/bao-sai/{correction.pk}/"), ("complaint", chief, f"/khieu-nai/{contest.pk}/"),
        ("complain", officer, f"/quyet-dinh/{made.pk}/khieu-nai/"), ("open", chief, "/yeu-cau/"),
    )}  # fmt: skip
    got["delegate-wrong"] = officer.post(f"{own}nguoi-dai-dien/", {"full_name": "", "kind": "LAWYER"})
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
