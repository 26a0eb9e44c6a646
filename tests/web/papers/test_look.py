"""The pages of papers in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops.

With DONGHANH_SHOTS=folder the pictures are kept there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from donghanh.decisions.papers.models import Paper
from donghanh.web.ui import build
from tests.factories import decisions
from tests.factories.pages import PageClient
from tests.web.papers.test_pages import drafted
from tests.web.ui.browser import axe, chromium, show

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]
SCREENS = [(1280, False), (360, True), (1280, True), (360, False), (320, False)]
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"


@pytest.fixture
def pages(people, browser):
    """HTML of each page as the server sends it, with a long name in it."""
    build.build()
    police, chief = browser("commune_police", stepped_up=True), browser("commune_police_chief", stepped_up=True)
    case = decisions.waiting(people, name=LONG, birth_year=2010, guardian_name="Nguyễn Phúc Hoàng Tôn Nữ Quỳnh Ẫm")
    made = drafted(people, police, case)
    got = {"list": police.get(f"/ho-so/{case.pk}/mau-giay-to/"), "begin": police.get(f"/ho-so/{case.pk}/mau-giay-to/ND163-III-05/")}
    got["draft"], got["to-sign"] = police.get(f"/giay-to/{made.pk}/"), chief.get(f"/giay-to/{made.pk}/")
    got["unread"] = chief.post(f"/giay-to/{made.pk}/lap/", {"seen": "1"})
    chief.post(f"/giay-to/{made.pk}/lap/", {"seen": "1", "has_read": "on"})
    made = Paper.objects.get(pk=made.pk)
    got["final"], got["withdraw"] = chief.get(f"/giay-to/{made.pk}/"), chief.get(f"/giay-to/{made.pk}/thu-hoi/")
    got["check"], got["unknown"] = PageClient().get(f"/kiem-tra/{made.code}/"), PageClient().get("/kiem-tra/ABCD/")
    assert {name: answer.status_code for name, answer in got.items() if answer.status_code not in (200, 404, 422)} == {}
    if folder := os.environ.get("DONGHANH_SHOTS"):
        (Path(folder) / "paper.pdf").write_bytes(bytes(made.pdf.content))
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
