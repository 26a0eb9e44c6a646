"""J8 and J9, their parts of roadmaps: where clubs and points are due, choosing, founding, and planned beside actual, with axe."""

from __future__ import annotations

from django.db import transaction

from tests.factories import cases, places, programme
from tests.factories.roadmap import people
from tests.journeys.offices import Commune
from tests.journeys.province import Province

ON = cases.NOW.date()


def test_two_communes_are_chosen_a_club_is_founded_and_the_roadmap_counts_it(province: Province):
    here = Commune(province, "Trảng Bom")
    with transaction.atomic():
        for plan_id in ("DN257", "TH38"):
            programme.load_plan(plan_id)
        people(here.unit.pk, aftercare=12)
        people(province.unit("Xuân Lộc").pk, aftercare=3)
    lead = province.desk(province.official("provincial_lead", places.Unit.objects.get(pk=places.DONG_NAI)), axe=True)

    # the plan asks for two communes with many people after rehabilitation: the first stands first, small numbers are not said
    lead.sit("/lo-trinh/").reads("257/KH-UBND").open("/lo-trinh/DN257/8/").reads("02 xã có nhiều người sau cai", "Chưa chọn nơi", "dưới 8")
    lead.follow("Chọn xã Trảng Bom").fill("Lý do", "Nhiều người sau cai, có nhà văn hoá.").press("Ghi quyết định")
    lead.reads("Đã ghi quyết định chọn nơi", "Đã chọn 1/2, còn thiếu 1").quiet()
    assert lead.axe() == []

    # the commune founds its club by a decision, on a phone
    chair = province.desk(here.post("commune_chair"), width=360, axe=True).sit("/lo-trinh/danh-ba/").follow("Ghi nơi mới")
    chair.page.get_by_label("Loại").select_option(label="Câu lạc bộ người sau cai")
    chair.fill("Tên", "Câu lạc bộ Ngày Mới").fill("Số quyết định thành lập", "21/QĐ-UBND").day("Ngày quyết định", ON)
    chair.fill("Cơ quan ban hành", "UBND xã Trảng Bom").fill("Đặt tại", "xã Trảng Bom").press("Ghi vào danh bạ")
    chair.reads("Đã ghi vào danh bạ", "chưa mở").quiet()
    assert chair.axe() == []
    site = chair.path

    # it counts once it is open
    lead.open("/lo-trinh/DN257/").reads("có quyết định, chưa mở")
    chair.open(site).page.locator("summary", has_text="Ghi diễn biến").click()
    chair.day("Ngày", ON).press("Ghi diễn biến").reads("Đang hoạt động")
    lead.open("/lo-trinh/DN257/?moc=9").reads("Câu lạc bộ Ngày Mới", "mở sau hạn", "nay có 1 nơi đang hoạt động", "0/11").quiet()
    assert lead.axe() == []

    # and the roadmap of 2014 is read in its own districts, both readings beside it
    lead.open("/lo-trinh/TH38/?moc=III.2.5").reads("Mường Lát", "0/19", "19 + 5 + 1", "8 nơi nêu tên", "Nay là").quiet()
    assert lead.axe() == [] and lead.sideways() <= 0
