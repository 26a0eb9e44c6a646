"""The pages of papers in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from donghanh.decisions.papers.models import Paper
from tests.factories import decisions
from tests.factories.pages import PageClient
from tests.web.papers.test_pages import drafted
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"


@pytest.fixture
def pages(people, browser):
    """HTML of each page as the server sends it, with a long name in it."""
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
    assert looking.faults(pages) == []
