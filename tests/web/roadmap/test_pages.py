"""Pages of roadmaps: both readings, planned and actual, choosing, the register."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.base.accounts import queries as accounts_of
from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from donghanh.programme.roadmap.models import Choice, Site
from donghanh.programme.roadmap.terms import SiteKind
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import ON, site
from tests.support import same_queries

pytestmark = pytest.mark.django_db
THANH_HOA = 2100038
FOUND = {
    "kind": "AFTERCARE_CLUB",
    "name": "Câu lạc bộ Niềm Tin",
    "number": "15/QĐ-UBND",
    "decided_on-d": "1",
    "decided_on-m": "10",
    "decided_on-y": "2026",
    "issuer": "UBND xã Trảng Bom",
    "unit": "xã Trảng Bom",
    "place": "",
    "opened_on-d": "5",
    "opened_on-m": "10",
    "opened_on-y": "2026",
    "origin": "",
}


def page(client, address, status=200, **data) -> str:
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def everywhere(towns):
    for plan_id in ("TH38", "QN22", "DN257"):
        programme.load_plan(plan_id)


def actor(client):
    return accounts_of.actor_of(Post.objects.get(pk=client.session["post"]), user_name="x", on=ON)


def test_the_page_of_thanh_hoa_shows_every_place_total_and_reading(lead, everywhere):
    th = roadmap.lead(THANH_HOA)
    for _ in range(3):
        site(th, Unit.objects.get(level="DISTRICT", code="380"))
    shown = page(lead, "/lo-trinh/TH38/")
    for words in (
        "0/19", "0/5", "3/19", "0/3", "Kế hoạch không in số từng nơi", "19 + 5 + 1, Lang Chánh là nơi thứ 17", "19 + 5, Lang Chánh nằm trong số 05",
        "Cộng các nơi: 19, khớp tổng in trong kế hoạch", "Cộng các nơi: 3, khớp tổng", "8 nơi nêu tên", "Đã chọn 0/6", "in: Nhữ Xuân", 
        "Trung tâm chưa có", "mỗi xã có trên 50 người nghiện", "chưa đặt", "không còn trong danh mục địa bàn",
    ):  # fmt: skip
        assert words in shown, words
    assert "Số xã theo quy tắc chỉ tính được ở tỉnh của kế hoạch" in shown
    drawn = page(lead, "/lo-trinh/TH38/?moc=III.2.5")
    assert "◐ 3/4" in drawn and drawn.count('<rect class="q') == 12


@pytest.mark.requirement("DN257-9")
def test_clubs_of_dong_nai_name_the_districts_without_one(lead, everywhere):
    shown = page(lead, "/lo-trinh/DN257/")
    assert "0/11" in shown and "Chưa có: " in shown and "huyện Trảng Bom" in shown and "Ba chỉ tiêu riêng" in shown
    assert "Lộ trình" in page(lead, "/lo-trinh/") and "Nơi đặt: chưa đặt" in page(lead, "/lo-trinh/QN22/")


def test_a_place_is_chosen_with_a_reason_and_refusals_are_said(lead, everywhere):
    address = "/lo-trinh/DN257/8/"
    typed = {"place": "xã Trảng Bom", "way": "chon", "reason": "Nhiều người sau cai.", "beyond": "", "document": "", "decided_on": "2026-11-20"}
    assert "Nhập lý do" in page(lead, address, 422, **typed | {"reason": ""})
    lead.post(address, typed)
    assert Choice.objects.get().place == "xã Trảng Bom" and "Đã chọn 1/2, còn thiếu 1" in page(lead, address)
    assert "đang như vậy rồi" in page(lead, address, 422, **typed)


def test_a_commune_chair_reads_but_does_not_choose(sit, everywhere):
    chair = sit("commune_chair", places.commune("Trảng Bom").pk)
    assert "Cán bộ đầu mối của tỉnh ban hành kế hoạch chọn nơi" in page(chair, "/lo-trinh/DN257/8/")
    page(chair, "/lo-trinh/DN257/8/", 403, place="xã Trảng Bom", way="chon", reason="x", decided_on="2026-11-20")
    page(sit("facility_doctor", places.commune("Trảng Bom").pk), "/lo-trinh/", 403)
    page(sit("commune_officer", places.commune("Trảng Bom").pk), "/lo-trinh/danh-ba/moi/", 403)


def test_the_commune_founds_a_site_and_its_state_stands_in_the_register(sit, everywhere):
    chair = sit("commune_chair", places.commune("Trảng Bom").pk)
    assert "Nhập số quyết định thành lập" in page(chair, "/lo-trinh/danh-ba/moi/", 422, **FOUND | {"number": ""})
    assert "Ngày 01/10/2026 có 0 nơi" in page(chair, "/lo-trinh/danh-ba/moi/", 422, **FOUND | {"unit": "huyện Trảng Bom"})
    closed = {f"opened_on-{one}": "" for one in "dmy"}
    chair.post("/lo-trinh/danh-ba/moi/", FOUND | closed)
    made = Site.objects.get()
    address = f"/lo-trinh/danh-ba/{made.pk}/"
    assert "Đã có quyết định, chưa mở" in page(chair, address) and "0/11" in page(chair, "/lo-trinh/DN257/")
    chair.post(address, {"viec": "ghi", "kind": "OPENED", "on": "2026-10-05", "unit": "", "document": "", "reason": ""})
    shown = page(chair, "/lo-trinh/danh-ba/")
    assert "Câu lạc bộ Niềm Tin" in shown and "Đang hoạt động" in shown and "94 xã, phường chưa có nơi nào" in shown
    assert "Chưa ghi lý do" in page(chair, address, 422, viec="ghi", kind="CLOSED", on="2026-11-01", unit="", document="", reason="")
    assert "Ghi đánh giá" not in page(chair, address)


def test_the_lead_judges_and_takes_back(lead, everywhere):
    made = site(actor(lead), places.commune("Trảng Bom"), SiteKind.AFTERCARE_CLUB, opened_on=ON.replace(month=3))
    address = f"/lo-trinh/danh-ba/{made.pk}/"
    judged = {"viec": "danh-gia", "verdict": "tot", "criterion": "Họp mỗi tháng.", "judge": "Công an tỉnh", "on": "2026-11-01", "document": ""}
    assert "Nhập theo tiêu chí nào" in page(lead, address, 422, **judged | {"criterion": ""})
    lead.post(address, judged)
    assert "Công an tỉnh đánh giá ngày 01/11/2026, theo: Họp mỗi tháng." in page(lead, address)
    lead.post(address, {"viec": "rut", "line": "", "reason": "Ghi trùng."})
    assert "Ghi nhầm, đã rút" in page(lead, address)


def test_a_wrong_address_is_not_found(lead, everywhere):
    for address in ("/lo-trinh/khong-co/", "/lo-trinh/DN257/99/", "/lo-trinh/danh-ba/00000000-0000-0000-0000-000000000000/"):
        page(lead, address, 404)


def test_pages_cost_the_same_with_many_sites(lead, everywhere):
    who, communes = actor(lead), list(Unit.objects.filter(parent_id=places.DONG_NAI, ends_before=None).order_by("code"))

    def make(some):
        for commune in some:
            site(who, commune, SiteKind.AFTERCARE_CLUB, opened_on=ON.replace(month=2))

    make(communes[:1])
    assert same_queries(lead, "/lo-trinh/DN257/", lambda: make(communes[1:2]), lambda: make(communes[2:8])) <= 40
    assert same_queries(lead, "/lo-trinh/danh-ba/", lambda: None, lambda: make(communes[8:12])) <= 20


def test_the_map_is_drawn_from_uploaded_lines(lead, everywhere):
    square = [[[107.0, 10.9], [107.1, 10.9], [107.1, 11.0], [107.0, 10.9]]]
    told = {"type": "FeatureCollection", "features": [{"properties": {"code": "737"}, "geometry": {"type": "Polygon", "coordinates": square}}]}
    address = "/lo-trinh/ranh-gioi/"
    assert "Tệp này không phải GeoJSON" in page(lead, address, 422, file=SimpleUploadedFile("a.json", b"x"), source="Sở")
    assert "Sơ đồ theo tâm địa bàn" in page(lead, "/lo-trinh/DN257/?moc=9")
    lead.post(address, {"file": SimpleUploadedFile("a.geojson", json.dumps(told).encode()), "source": "Sở Nông nghiệp và Môi trường"})
    shown = page(lead, "/lo-trinh/DN257/?moc=9")
    assert "Vẽ theo ranh giới tỉnh đã tải lên" in shown and "huyện Trảng Bom: 0/1" in shown


def test_what_opened_in_time_and_was_judged_later_is_not_said_to_have_opened_late(lead, everywhere):
    made = site(actor(lead), places.commune("Trảng Bom"), SiteKind.PREVENTION, opened_on=date(2025, 10, 21))
    lead.post(
        f"/lo-trinh/danh-ba/{made.pk}/",
        {"viec": "danh-gia", "verdict": "tot", "criterion": "Bộ tiêu chí.", "judge": "Sở Y tế", "on": "2026-11-01", "document": ""},
    )
    shown = page(lead, "/lo-trinh/DN137/")
    assert "đánh giá hiệu quả sau hạn" in shown and "mở 21/10/2025, đánh giá hiệu quả 01/11/2026" in shown and "mở sau hạn" not in shown
    assert "Địa bàn của kế hoạch: 55 xã, phường của hiện nay" in shown and "0/55" in shown
    target = page(lead, "/chi-tieu/models_in_communes/")
    assert "1 trên 55" in target and "thuộc tỉnh lúc ban hành kế hoạch, đến hết ngày" in target, "one count on both pages"
