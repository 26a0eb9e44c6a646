"""J12 (5): a yearly inspection with a finding and its remedy, accepted by a second person, in the browser with axe.

It happens in 2027, a year of which no other journey has a plan.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.factories import places
from tests.journeys.offices import Commune
from tests.journeys.province import Province

ON = date(2027, 3, 2)
ITEMS = "Hồ sơ đủ giấy tờ | 60 | 10 | Đủ 10 | Hồ sơ rút ngẫu nhiên\nCó kế hoạch năm | 40 | 5 | Có 5 | Kế hoạch của xã | không cần căn cứ"
SEEN = "Thiếu biên bản giao nhận hồ sơ sau cai"


def test_an_inspection_is_planned_made_answered_and_the_remedy_accepted(province: Province, tmp_path: Path):
    province.go("2027-03-02T09:00")
    here = Commune(province, "Tân Triều")
    committee = here.actor("commune_chair").body_name
    post = province.official("provincial_lead", places.Unit.objects.get(pk=places.DONG_NAI), name="Huỳnh Thị Kim Ẩn")
    lead = province.desk(post, axe=True)

    # given a plan of the year, criteria and a trained official
    lead.sit("/kiem-tra/").reads("Năm 2027 chưa có kế hoạch kiểm tra").follow("Ghi kế hoạch")
    lead.fill("Số, ký hiệu", "21/KH").day("Ngày ký", ON).fill("Tên kế hoạch", "Kiểm tra năm 2027").press("Ghi kế hoạch").reads("0/0")
    lead.open("/kiem-tra/tieu-chi/moi/").fill("Tên bộ tiêu chí", "Sau cai của xã").fill("Căn cứ", "Kế hoạch 137").fill("Các tiêu chí", ITEMS)
    lead.day("Dùng từ ngày", ON).press("Ban hành").reads("Hồ sơ đủ giấy tờ")
    lead.open("/kiem-tra/tap-huan/").fill("Tài khoản công vụ", post.user.username).fill("Khoá tập huấn", "Đánh giá chất lượng")
    lead.fill("Số giấy chứng nhận", "1/GCN").fill("Nơi cấp", "Công an tỉnh").day("Ngày cấp", ON).press("Ghi giấy chứng nhận").reads("1/GCN")

    # when an inspection is planned with its team and announced
    lead.open("/kiem-tra/moi/")
    lead.page.get_by_label("Đơn vị được kiểm tra").select_option(label=committee)
    lead.page.get_by_label("Bộ tiêu chí").select_option(label="Sau cai của xã, bản 1")
    lead.fill("Nội dung", "Quản lý sau cai").day("Ngày đầu", ON).day("Ngày cuối", ON).press("Lập cuộc kiểm tra").reads("Chưa lập đoàn")
    kept = lead.path
    lead.pick(f"{post.user.full_name}, ").page.get_by_label("Trưởng đoàn").select_option(value=str(post.user_id))
    lead.press("Lập đoàn").press("Công bố kiểm tra").reads("Đã công bố")
    assert lead.axe() == []

    # then the team marks, finds and concludes
    lead.follow("Chấm điểm").fill("Hồ sơ đủ giấy tờ: điểm", "8").fill("Căn cứ: Hồ sơ đủ giấy tờ", "Xem năm hồ sơ").fill("Có kế hoạch năm: điểm", "5")
    lead.press("Ghi điểm").reads("88,0/100").open(kept)
    lead.page.locator("summary", has_text="Ghi một kiến nghị").click()
    lead.pick("Sai phạm phải khắc phục").fill("Điều phát hiện", SEEN).fill("Yêu cầu khắc phục", "Bổ sung biên bản")
    lead.day("Hạn khắc phục", ON + timedelta(days=2)).press("Ghi kiến nghị").reads("còn 2 ngày")
    lead.page.locator("summary", has_text="Kết luận").click()
    lead.fill("Nội dung kết luận", "Thực hiện khá.").press("Kết luận, khép lại việc kiểm tra").reads("Đã kết luận").quiet()

    # and the commune, late, answers with a proof on a phone
    province.go("2027-03-06T09:00")
    officer = province.desk(here.post("commune_officer"), width=360, axe=True).sit("/kiem-tra/").reads("quá hạn 2 ngày")
    assert officer.axe() == [] and officer.sideways() == 0
    officer.follow(SEEN).fill("Đã khắc phục thế nào", "Đã bổ sung hai biên bản.")
    proof = tmp_path / "bien-ban.pdf"
    proof.write_bytes(b"%PDF-1.7 thu")
    officer.page.get_by_label("Tệp minh chứng").set_input_files(proof)
    officer.press("Báo đã khắc phục").reads("Chờ công nhận", "bien-ban.pdf").never_reads("Công nhận, khép kiến nghị").quiet()

    # and a second person accepts; another commune sees nothing of it
    lead.sit("/kiem-tra/").reads("Đã bổ sung hai biên bản", "1/1").follow(SEEN)
    assert lead.axe() == []
    lead.press("Công nhận, khép kiến nghị").reads("Đã khắc phục").open("/kiem-tra/kien-nghi/").never_reads(SEEN).quiet()
    province.desk(Commune(province, "Xuân Lộc").post("commune_chair")).sit("/kiem-tra/").never_reads("Quản lý sau cai").closed(kept)
