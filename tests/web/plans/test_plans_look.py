"""Pages of plans in a real browser: accessible, nothing wider than the screen, and the matrix on paper."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from donghanh.web.ui import build
from tests.factories import accounts, places
from tests.factories.pages import PageClient
from tests.factories.programme import NOW, load_plan
from tests.web.plans.test_whole_pages import C8, TYPED, WHO
from tests.web.ui import looking
from tests.web.ui.browser import chromium, show

pytestmark = [pytest.mark.slow, pytest.mark.journey]


@pytest.fixture(scope="module")
def pages(all_units, django_db_blocker) -> dict[str, str]:
    """Each page; the rows behind are gone again before the browser opens."""
    with looking.lived(django_db_blocker, NOW):
        places.load_holders()
        for plan_id in ("DN137", "TH38", "DN257"):
            load_plan(plan_id)
        lead = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))
        addresses = {
            "history": "/ke-hoach/TH38/",
            "club": "/ke-hoach/DN257/",
            "who": WHO,
            "then": f"{WHO}?chuc_nang=rehabilitation_lead&ngay=2023-06-01",
            "open": "/ke-hoach/TH38/cho-chua-khop/C1/",
        }
        found = {name: lead.get(address).content.decode() for name, address in addresses.items()}
        found["refused"] = lead.post(C8, TYPED | {"reason": ""}).content.decode()
        lead.post(C8, TYPED)
        found["decided"] = lead.get(C8).content.decode()
    return found


@pytest.fixture(scope="module")
def browser(pages):
    build.build()
    with chromium() as opened:
        yield opened


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []


def test_the_matrix_prints_whole(browser, pages):
    with show(browser, pages["who"]) as page:
        page.emulate_media(media="print")
        if folder := os.environ.get("DONGHANH_SHOTS"):
            page.pdf(path=Path(folder) / "who.pdf", prefer_css_page_size=True)
        assert page.locator("form").first.is_hidden()
        assert page.evaluate("[...document.querySelectorAll('.scroll')].every(one => getComputedStyle(one).overflowX === 'visible')")
