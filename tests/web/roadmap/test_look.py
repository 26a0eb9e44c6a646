"""The roadmap pages in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.base.places.models import Unit
from donghanh.programme.roadmap.terms import SiteKind
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import ON, choose, people, site
from tests.programme.roadmap.test_models import assess, judge, pilot
from tests.web.roadmap.test_pages import FOUND, THANH_HOA, actor
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def square(unit: Unit) -> dict:
    x, y = unit.longitude, unit.latitude
    ring = [[x - 0.08, y - 0.06], [x + 0.1, y - 0.07], [x + 0.06, y + 0.08], [x - 0.07, y + 0.05], [x - 0.08, y - 0.06]]
    return {"properties": {"ma_huyen": unit.code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_pages_pass_axe_and_fit_the_screen(lead, sit):
    for plan_id in ("TH38", "QN22", "DN257"):
        programme.load_plan(plan_id)
    who, th = actor(lead), roadmap.lead(THANH_HOA)
    for code, count in (("380", 3), ("384", 1), ("385", 1)):
        for _ in range(count):
            site(th, Unit.objects.get(level="DISTRICT", code=code))
    here = places.commune("Trảng Bom")
    people(here.pk, aftercare=12)
    people(places.commune("Xuân Lộc").pk, aftercare=3)
    choose(who, "DN257", "8", str(here))
    made = site(who, here, SiteKind.AFTERCARE_CLUB, opened_on=ON.replace(month=3), name="Câu lạc bộ NIỀM TIN ẤP ỄNH ƯƠNG")
    site(who, Unit.objects.get(level="DISTRICT", code="731"), SiteKind.AFTERCARE_CLUB, opened_on=ON.replace(year=2024))
    addresses = {
        "plans": "", "th": "TH38/", "th-points": "TH38/?moc=III.2.5", "dn137": "DN137/", "qn": "QN22/", "choose": "DN257/8/", "due": "DN257/7/",
        "register": "danh-ba/", "found": "danh-ba/moi/", "site": f"danh-ba/{made.pk}/", "boundaries": "ranh-gioi/",
    }  # fmt: skip
    pages = {name: lead.get(f"/lo-trinh/{address}").content.decode() for name, address in addresses.items()}
    pages["mistakes"] = lead.post("/lo-trinh/danh-ba/moi/", FOUND | {"number": "", "unit": "huyện Trảng Bom"}).content.decode()
    pages["tiles"] = lead.get("/lo-trinh/DN257/?moc=9").content.decode()
    lines = {"type": "FeatureCollection", "features": [square(one) for one in Unit.objects.filter(level="DISTRICT", parent__code="75")]}
    lead.post("/lo-trinh/ranh-gioi/", {"file": SimpleUploadedFile("a.json", json.dumps(lines).encode()), "source": "Sở"})
    pages["drawn"] = lead.get("/lo-trinh/DN257/?moc=9").content.decode()
    pages["chair"] = sit("commune_chair", here.pk).get("/lo-trinh/danh-ba/").content.decode()
    assert looking.faults(pages) == []


def test_pages_of_models_pass_axe_and_fit_the_screen(lead, sit, towns):
    programme.load_plan("DN257")
    who, here, there = actor(lead), places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    old = Unit.objects.get(level="DISTRICT", code="737")
    made = site(who, old, SiteKind.AFTERCARE_CLUB, opened_on=ON.replace(year=2024), name="Câu lạc bộ NIỀM TIN ẤP ỄNH ƯƠNG")
    site(who, there, SiteKind.AFTERCARE_CLUB, opened_on=ON.replace(month=3), origin_id=made.pk)
    point = site(who, here, opened_on=ON.replace(month=2))
    assess(who, here, kind=SiteKind.POINT, lacks=["has_staff", "has_funding"], is_go=False, reason="Chưa có cán bộ chuyên trách.")
    pilot(who, point, on=ON.replace(month=3), override="Tỉnh cử cán bộ tăng cường.", review_by=ON.replace(month=8))
    judge(who, made, score=71, on=ON.replace(year=2025))
    told = {"advice": "REPLICATE", "places": [here.pk, there.pk], "outcome": "18 người có việc làm", "cost": 40_000_000, "adaptation": "Họp theo ấp"}
    judge(who, made, score=84, on=ON.replace(month=2), by=ON.replace(month=10), **told)
    addresses = {
        "models": "mo-hinh/",
        "pilots": "thi-diem/",
        "clubs": "cau-lac-bo/",
        "options": f"dia-ban/{here.pk}/",
        "judged": f"danh-ba/{made.pk}/",
    }
    pages = {name: lead.get(f"/lo-trinh/{address}").content.decode() for name, address in addresses.items()}
    pages["pilots-empty"] = sit("commune_chair", there.pk).get("/lo-trinh/thi-diem/").content.decode()
    pages["by-place"] = lead.get("/nhiem-vu/ke-hoach-don-vi/dia-ban/").content.decode()
    assert looking.faults(pages) == []
