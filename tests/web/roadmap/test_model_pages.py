"""Pages of models, pilots, clubs and a commune's options; what a copy shows of its origin."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places.models import Unit
from donghanh.programme.roadmap.models import Proposal, Readiness, SiteFact
from donghanh.programme.roadmap.terms import SiteKind
from tests.factories import places, programme
from tests.factories.roadmap import site
from tests.programme.roadmap.test_models import assess, judge, pilot
from tests.support import same_queries
from tests.web.roadmap.test_pages import actor, page

pytestmark = pytest.mark.django_db
OPENED = date(2026, 2, 2)
JUDGED = {
    "viec": "danh-gia", "verdict": "tot", "criterion": "Bộ tiêu chí", "judge": "Công an tỉnh", "score": "82", "outcome": "", "cost": "",
    "document": "", "on": "2026-11-01", "advice": "REPLICATE", "places": "xã Xuân Lộc\nphường Trảng Dài", "by": "2027-03-01", "adaptation": "",
}  # fmt: skip


def test_an_evaluation_to_replicate_names_its_communes_on_the_page_of_models(lead, towns):
    made = site(actor(lead), places.commune("Trảng Bom"), SiteKind.AFTERCARE_CLUB, opened_on=OPENED)
    address = f"/lo-trinh/danh-ba/{made.pk}/"
    assert "Kiểm tra tên và ngày" in page(lead, address, 422, **JUDGED | {"places": "xã Không Có"})
    assert "Chưa ghi nhân rộng đến nơi nào" in page(lead, address, 422, **JUDGED | {"places": ""})
    assert lead.post(address, JUDGED).status_code == 302 and Proposal.objects.count() == 2
    shown = page(lead, "/lo-trinh/mo-hinh/")
    assert all(words in shown for words in ("phường Trảng Dài", "xã Xuân Lộc", "01/03/2027", "chờ lập", "Nhân rộng", "82"))
    assert "Điểm: 82/100" in page(lead, address)


@pytest.mark.requirement("DN137-IV.2.d.3", "TH38-III.1.1.5")
def test_a_copy_keeps_its_origin_in_the_list_and_on_the_map_with_its_date(lead, towns):
    programme.load_plan("DN257")
    who = actor(lead)
    first = site(who, Unit.objects.get(level="DISTRICT", code="737"), SiteKind.AFTERCARE_CLUB, opened_on=date(2024, 9, 11), name="Câu lạc bộ Gốc")
    other = Unit.objects.get(level="DISTRICT", code="741")
    site(who, other, SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 3, 14), origin_id=first.pk)
    words = "nhân rộng từ Câu lạc bộ Gốc, quyết định ngày 04/03/2025"
    assert words in page(lead, "/lo-trinh/danh-ba/") and words in page(lead, "/lo-trinh/mo-hinh/")
    drawn = page(lead, "/lo-trinh/DN257/?moc=9")
    assert f"1/1; {words}</title>" in drawn and drawn.count(words) > 1, "on the tile and in the table under it"


def test_conditions_are_recorded_and_a_pilot_that_is_not_ready_asks_why(sit, lead, towns):
    here = places.commune("Trảng Bom")
    chair = sit("commune_chair", here.pk)
    typed = {"unit": str(here.pk), "kind": "POINT", "has": ["has_staff"], "decision": "chua", "reason": "", "on": "2026-11-01", "document": ""}
    assert "Chưa ghi lý do" in page(chair, "/lo-trinh/thi-diem/", 422, **typed)
    chair.post("/lo-trinh/thi-diem/", typed | {"reason": "Chưa có địa điểm."})
    assert Readiness.objects.count() == 1 and "chưa đủ điều kiện" in page(chair, "/lo-trinh/thi-diem/")
    made = site(actor(lead), here, opened_on=OPENED)
    sent = {"viec": "thi-diem", "on": "2026-11-02", "starts_by": "", "review_by": "2026-11-10", "override": "", "document": ""}
    assert "Chưa có địa điểm" in page(lead, f"/lo-trinh/danh-ba/{made.pk}/", 422, **sent)
    lead.post(f"/lo-trinh/danh-ba/{made.pk}/", sent | {"override": "Tỉnh cho mượn địa điểm."})
    assert SiteFact.objects.filter(kind="PILOTED").count() == 1
    shown = page(lead, "/lo-trinh/thi-diem/")
    assert "Đi hướng dẫn lần đầu" in shown and "hạn 10/11/2026" in shown and "quá hạn" in shown


def test_a_commune_is_shown_its_options_and_who_reads_no_numbers_is_not(sit, towns):
    here = places.commune("Trảng Bom")
    Unit.objects.filter(pk=here.pk).update(is_remote=True)
    shown = page(sit("commune_chair", here.pk), f"/lo-trinh/dia-ban/{here.pk}/")
    assert shown.index("Quân dân y kết hợp</th>") < shown.index("Câu lạc bộ hỗ trợ xã hội</th>") and "có thể lập" in shown
    doctor = sit("facility_doctor", here.pk)
    for address in ("mo-hinh", "thi-diem", "cau-lac-bo", f"dia-ban/{here.pk}"):
        page(doctor, f"/lo-trinh/{address}/", 403)
    page(sit("commune_chair", here.pk), "/lo-trinh/dia-ban/1/", 404)


def test_the_pages_cost_the_same_with_many(lead, towns):
    who, communes = actor(lead), list(Unit.objects.filter(parent_id=places.DONG_NAI, ends_before=None).order_by("code"))

    def make(some):
        for commune in some:
            made = site(who, commune, SiteKind.AFTERCARE_CLUB, opened_on=OPENED)
            assess(who, commune, kind=SiteKind.AFTERCARE_CLUB)
            pilot(who, made)
            judge(who, made, score=70, advice="REPLICATE", places=[communes[-1].pk], by=date(2027, 1, 1))

    for address in ("mo-hinh", "thi-diem", "cau-lac-bo"):
        first, *rest = communes[:4]
        communes = communes[4:]
        assert same_queries(lead, f"/lo-trinh/{address}/", lambda first=first: make([first]), lambda rest=rest: make(rest)) <= 20
