"""J12, its last step: a proposal with its proof, the council's votes, the decision, and no second reward for the same merit, with axe."""

from __future__ import annotations

import pytest

from tests.factories import cases, places, registers
from tests.journeys.offices import Commune
from tests.journeys.province import Province

ON = cases.NOW.date()


@pytest.mark.requirement("QN22-V.1.h.2", "DN257-27")
def test_a_merit_is_proposed_voted_on_and_rewarded_once(province: Province):
    here, above = Commune(province, "Tân Triều"), places.Unit.objects.get(pk=places.DONG_NAI)
    lead, health, finance = (
        province.desk(province.official(role, above), axe=True) for role in ("provincial_lead", "department_officer", "finance_officer")
    )
    chair = province.desk(here.post("commune_chair"), width=360, axe=True)
    registers.plan(places.DONG_NAI)
    registers.criteria(cases.actor_of(lead.post), of=(registers.PLAN, registers.CLAUSE))
    seats = tuple(desk.post.body_id for desk in (lead, health, finance))
    registers.council(cases.actor_of(lead.post), seats=seats)

    # given a proposal of the commune, on a telephone
    chair.sit("/khen-thuong/").reads("Chưa có đề nghị nào").follow("Đề nghị khen thưởng").pick("Cá nhân làm công tác")
    chair.page.get_by_label("Đơn vị được khen").select_option(str(here.post("commune_chair").body_id))
    chair.fill("Họ và tên", "Trần Thị Ẩn").pick("Định kỳ").day("Thành tích từ ngày", registers.FROM).day("Đến ngày", registers.TO)
    chair.page.get_by_label("Người đó làm công tác gì").select_option("CLUB")
    chair.fill("Thành tích", "Lập câu lạc bộ đầu tiên của xã.").fill("Hình thức khen đề nghị", "Bằng khen")
    chair.fill("Có sáng kiến", "Biên bản thành lập").fill("Việc xong đúng hạn", "Báo cáo 06 tháng")
    proposal = chair.press("Gửi đề nghị").reads("Đã gửi đề nghị khen thưởng", "nhiệm vụ chủ trì").quiet().path
    assert chair.axe() == [] and chair.sideways() == 0

    # when the council is asked, and every seat votes
    lead.sit(proposal).follow("Đưa ra hội đồng")
    lead.page.get_by_label("Hội đồng").select_option(index=1)
    lead.press("Mở biểu quyết").reads("Đã mở biểu quyết", "Chưa đủ phiếu").never_reads("Ghi quyết định")
    for desk in (lead, health, finance):
        desk.sit(proposal).follow("Bỏ phiếu").pick("Đồng ý").press("Bỏ phiếu").reads("Đã bỏ phiếu")

    # then the decision is written down with number and day
    lead.open(proposal).follow("Ghi quyết định").fill("Hình thức khen", "Bằng khen").fill("Số văn bản", "88/QĐ-UBND").day("Ngày văn bản", ON)
    lead.fill("Cơ quan ban hành", "Chủ tịch UBND tỉnh").press("Ghi quyết định").reads("Đã có quyết định khen thưởng", "88/QĐ-UBND").quiet()
    assert lead.axe() == []

    # and the same merit is refused with a sentence; another commune sees nothing
    chair.open(proposal).reads("88/QĐ-UBND", "Hội đồng thông qua")
    province.desk(Commune(province, "Xuân Lộc").post("commune_chair")).sit("/khen-thuong/").never_reads("Trần Thị Ẩn").closed(proposal)
