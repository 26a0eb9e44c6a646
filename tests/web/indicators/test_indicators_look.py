"""Pages of indicators in a real browser: accessible, nothing wider than the screen."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.cases.terms import FactKind as K
from donghanh.programme.surveys.terms import Population
from tests.factories import accounts, places, roadmap
from tests.factories.pages import PageClient
from tests.factories.programme import NOW, load_plan, many
from tests.reports.test_parts import told
from tests.reports.test_registers import THANH_HOA, asked
from tests.web.indicators.test_indicator_pages import TYPED, cared
from tests.web.indicators.test_targets_told import dependent
from tests.web.ui import looking

pytestmark = [pytest.mark.slow, pytest.mark.journey]


@pytest.fixture(scope="module")
def pages(all_units, django_db_blocker) -> dict[str, str]:
    """Each page; the rows behind are gone again before the browser opens."""
    with looking.lived(django_db_blocker, NOW):
        places.load_holders()
        for plan_id in ("DN137", "QN22", "DN257", "TH38"):
            load_plan(plan_id)
        here = places.commune("Trảng Bom").pk
        for n in range(9):
            case = cared(here, f"Người Thứ {chr(65 + n)}")
            if n < 5:
                told(case, K.RESIDENCE_CHECKED, "2026-10-05")
            if n < 3:
                told(case, K.AFTERCARE_SUPPORT, "2026-06-05")
        many(here, total=14, reached=12)
        dependent(here, *[date(2025, 3, n) for n in range(1, 13)], *[date(2026, 3, n) for n in range(1, 26)])
        th = roadmap.lead(THANH_HOA)
        asked(th, Population.OFFICIALS, date(2015, 6, 1), of=400, knew=352)
        asked(th, Population.ADULTS, date(2018, 6, 1), of=1000, knew=710)
        survey = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=THANH_HOA))
        lead = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))
        officer = accounts.sign_in(PageClient(), accounts.post(role="commune_officer", unit_id=here))
        lead.post("/chi-tieu/methadone_patients/nhap/", TYPED)
        shown = {
            "list": (lead, "/chi-tieu/"),
            "province": (lead, "/chi-tieu/user_management/"),
            "commune": (officer, "/chi-tieu/aftercare_followed/"),
            "missing": (lead, "/chi-tieu/facilities_published/"),
            "behind": (officer, "/chi-tieu/aftercare_followed/danh-sach/?loai=chua-dat"),
            "assigned": (lead, "/chi-tieu/methadone_patients/"),
            "years": (lead, "/chi-tieu/newly_dependent/?ky=2026"),
            "ways": (lead, "/chi-tieu/treatment_mix/?ky=2026"),
            "survey": (survey, "/chi-tieu/basic_knowledge/"),
            "three": (lead, "/chi-tieu/ba-giam/"),
            "build": (lead, "/chi-tieu/tu-dung/?nhom=aftercare&dieu_kien=SUPPORTED&ten=Thử"),
        }
        found = {name: client.get(address).content.decode() for name, (client, address) in shown.items()}
        found["refused"] = lead.post("/chi-tieu/facilities_published/nhap/", TYPED | {"document": ""}).content.decode()
    return found


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []
