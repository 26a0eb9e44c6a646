"""The pages of requests in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import cases, decisions, rights
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"
NOW = cases.NOW


@pytest.fixture
def pages(people, browser):
    """HTML of each page as the server sends it, with a long name in it."""
    officer, chief = browser("commune_officer"), browser("commune_police_chief")
    case = decisions.waiting(people, name=LONG, at=NOW - timedelta(days=3))
    made = decisions.signed(people, case, at=NOW - timedelta(days=3))
    rights.delegate(people.officer, case.person_id, full_name=LONG)
    rights.showing(people.officer, case.person_id)
    correction = rights.correction(people.officer, case)
    contest = rights.contest(people.officer, made, at=NOW)
    ruling = cases.ruled(case.person, number="9/2026/QĐ-TA", months=24, contest_days=60, contest_reason="Quyết định nêu")
    own = f"/nguoi/{case.person_id}/quyen/"
    got = {name: client.get(url) for name, client, url in (
        ("person", officer, own), ("wrong", officer, f"{own}bao-sai/"), ("delegate", officer, f"{own}nguoi-dai-dien/"),
        ("correction", officer, f"/bao-sai/{correction.pk}/"), ("complaint", chief, f"/khieu-nai/{contest.pk}/"),
        ("complain", officer, f"/quyet-dinh/{made.pk}/khieu-nai/"), ("open", chief, "/yeu-cau/"),
        ("contest_ruling", officer, f"/ho-so/{ruling.pk}/quyet-dinh-toa-an/khieu-nai/"),
    )}  # fmt: skip
    got["delegate-wrong"] = officer.post(f"{own}nguoi-dai-dien/", {"full_name": "", "kind": "LAWYER"})
    assert {name: answer.status_code for name, answer in got.items() if answer.status_code not in (200, 422)} == {}
    return {name: answer.content.decode() for name, answer in got.items()}


def test_every_page_in_light_and_dark_wide_and_narrow(pages):
    assert looking.faults(pages) == []
