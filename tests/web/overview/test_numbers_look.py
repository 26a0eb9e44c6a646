"""Pages of numbers, plans and reports in a real browser: accessible, and nothing wider than the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import accounts, places
from tests.factories.pages import PageClient
from tests.factories.programme import NOW, detected, load_plan, many
from tests.web.ui import looking

pytestmark = [pytest.mark.slow, pytest.mark.journey]
EARLY = NOW - timedelta(days=30)


def pages_of_the_province() -> dict[str, str]:
    many_of = {"Trảng Bom": (14, 12), "Trảng Dài": (3, 1), "An Lộc": (25, 20), "An Phước": (5, 2), "An Viễn": (8, 8)}
    many_of |= {"Bàu Hàm": (7, 2), "Biên Hòa": (48, 33)}
    for name, (total, reached) in many_of.items():
        many(places.commune(name).pk, total=total, reached=reached)
    lead = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))
    build_report = {"plan": "DN137", "period": "2026H2", "reason": "Bổ sung sự việc ghi muộn của xã Ẩn Ỗi"}
    report = lead.post("/bao-cao/chot/", build_report).url
    addresses = {
        "overview": "/tong-quan/",
        "empty": "/tong-quan/?ky=2024H1",
        "guarded": f"/tong-quan/{places.commune('Trảng Bom').pk}/",
        "reports": "/bao-cao/chot/",
        "report": f"{report}?tinh-lai=1",
        "plans": "/ke-hoach/",
        "plan": "/ke-hoach/DN137/",
    }
    found = {name: lead.get(address).content.decode() for name, address in addresses.items()}
    found["refused"] = lead.post("/bao-cao/chot/", {**build_report, "reason": ""}).content.decode()
    return found


def pages_of_a_commune() -> dict[str, str]:
    here = places.commune("Hưng Thịnh").pk
    detected(here, at=EARLY, managed=EARLY + timedelta(days=2), offered=EARLY + timedelta(days=2), name="Đặng Quỳnh Ngọc Phượng")
    detected(here, at=EARLY, offered=EARLY + timedelta(days=2), name="NGUYỄN THỊ ẨN ẴNG ỄNH")
    detected(here, at=EARLY, name="Lê Văn Hai", birth_year=2010, guardian_name="Lê Văn Ba")
    police = accounts.sign_in(PageClient(), accounts.post(role="commune_police", unit_id=here))
    return {"commune": police.get("/so-lieu/").content.decode(), "behind": police.get("/so-lieu/danh-sach/?loai=tat-ca").content.decode()}


@pytest.fixture(scope="module")
def pages(all_units, django_db_blocker) -> dict[str, str]:
    """Each page; the rows behind are gone again before the browser opens."""
    with looking.lived(django_db_blocker, NOW):
        places.load_holders()
        load_plan()
        many(places.commune("Trảng Bom").pk, total=2, reached=1)
        lead = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))
        withheld = lead.get("/tong-quan/").content.decode()
    with looking.lived(django_db_blocker, NOW):
        places.load_holders()
        load_plan()
        found = {"withheld": withheld, **pages_of_the_province(), **pages_of_a_commune()}
    return found


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []
