"""Pages of communes in a real browser: accessible, nothing wider than the screen."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.programme.communes import actions
from donghanh.programme.communes.terms import Grade
from tests.factories import accounts, places, programme, roadmap
from tests.factories.pages import PageClient
from tests.factories.programme import NOW, ON
from tests.web.ui import looking

pytestmark = [pytest.mark.slow, pytest.mark.journey]


@pytest.fixture(scope="module")
def pages(all_units, django_db_blocker) -> dict[str, str]:
    """Each page; the rows behind are gone again before the browser opens."""
    with looking.lived(django_db_blocker, NOW):
        places.load_holders()
        programme.load_plan()
        here = places.commune("Trảng Bom").pk
        officer, lead = accounts.actor_in_db("commune_officer", here, stepped_up=True), roadmap.lead(places.DONG_NAI)
        with scope(officer):
            actions.confirm(actor=officer, at=NOW, is_nobody=True)
            held = actions.hold(actor=officer, at=NOW, on=ON, name="Nói chuyện chuyên đề tại nhà văn hoá khu phố 2")
            actions.hold(actor=officer, at=NOW, on=ON, name="Phát tờ rơi tại chợ")
            actions.take_back(actor=officer, at=NOW, line_id=held.pk, reason="Ghi nhầm xã")
        with scope(lead):
            for year, grade in ((2025, Grade.COMPLEX), (2026, Grade.GOOD)):
                told = {"criteria": "Bộ tiêu chí của tỉnh", "document": "12/QĐ-UBND", "decided_on": date(year, 11, 10)}
                actions.classify(actor=lead, at=NOW, unit_id=here, year=year, grade=grade, **told)
        desk = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))
        own = accounts.sign_in(PageClient(), accounts.post(role="commune_officer", unit_id=here))
        found = {"communes": desk.get("/xa-phuong/").content.decode(), "own": own.get(f"/xa-phuong/{here}/").content.decode()}
        found["classing"] = desk.get(f"/xa-phuong/{here}/").content.decode()
        found["refused"] = own.post(f"/xa-phuong/{here}/", {"viec": "hoat-dong"}).content.decode()
    return found


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []
