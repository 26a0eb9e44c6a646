"""A plan whole on its page, who does what on a day, and how a print that contradicts itself is decided."""

from __future__ import annotations

import re

import pytest

from donghanh.programme.models import ReadingDecision
from tests.factories import programme
from tests.support import queries_of
from tests.web.plans.test_plan_pages import page

pytestmark = pytest.mark.django_db
THANH_HOA = 2100038
WHO, C8 = "/ke-hoach/DN137/ai-lam/", "/ke-hoach/DN137/cho-chua-khop/C8/"
TYPED = {"reading": "district", "reason": "Mức xã chỉ là lời kêu gọi", "decided_on-d": "20", "decided_on-m": "11", "decided_on-y": "2026"}


@pytest.fixture
def thanh_hoa(towns):
    programme.load_plan("TH38")


@pytest.mark.requirement("DN137-0", "DN257-1", "QN22-0", "TH38-0")
def test_the_register_shows_each_plan_as_printed(lead, thanh_hoa):
    programme.load_plan("DN257")
    programme.load_plan("QN22")
    said = {
        "DN137": ("137/KH-UBND", "31/05/2023", "2023–2025", "1393/QĐ-LĐTBXH", "15</span>", "160</span>", "Thường trực Tỉnh uỷ"),
        "DN257": ("257/KH-UBND", "25/07/2024", "Đang thực hiện", "Câu lạc bộ người sau cai nghiện", "6</span>"),
        "QN22": ("25/03/2022", "bản gốc không ghi số", "116/2021/NĐ-CP", "1452/QĐ-TTg", "332/LĐTBXH", "227-KH/TU", "36-CT/TW", "1616/QĐ-UBND"),
        "TH38": ("Giai đoạn đến năm 2015 · Giai đoạn 2016 - 2020", "Đã hết thời gian, 31/12/2020", "2596/QĐ-TTg"),
    }
    for plan_id, words in said.items():
        shown = page(lead, f"/ke-hoach/{plan_id}/")
        assert [word for word in words if word not in shown] == [], plan_id


def test_the_plan_page_has_its_money_in_place(lead):
    shown = page(lead, "/ke-hoach/DN137/")
    assert 'id="kinh-phi"' in shown and "Chưa có dòng dự toán đã gửi nào ghi khoản của kế hoạch này" in shown


def test_every_row_stands_on_the_page_with_who_holds_it_today(lead):
    shown = page(lead, "/ke-hoach/DN137/")
    assert shown.count('id="khoan-') == 160 and "VI.3.đ.1" in shown and "VI.3.dd.1</" not in shown
    row = shown[shown.index('id="khoan-VI.1.a.1"') :][:1500]
    assert "Phòng Cảnh sát điều tra tội phạm về ma túy, Công an tỉnh Đồng Nai" in row
    assert "Ủy ban nhân dân cấp huyện: chưa rõ ai" in shown
    for words in ("Đã hết thời gian, 31/12/2025", "Danh sách nơi nhận.", "Theo dấu chân học viên", "thường xuyên"):
        assert words in shown, words


@pytest.mark.requirement("TH38-III.1.3.a")
def test_both_readings_are_announced_where_they_matter_and_what_is_open_is_said(lead, thanh_hoa):
    shown = page(lead, "/ke-hoach/TH38/")
    assert shown.count("/cho-chua-khop/C1/") == 4  # at its target, its step, its row and in the list
    assert "in: Quang Xương" in shown and "in: Nhữ Xuân" in shown and '<td class="r">19</td>' in shown
    road = shown[shown.index("III.1.3.a. ") :]
    assert road[: road.index("</table>")].count("chưa đặt") == 16
    assert "19 cơ sở; 05 cơ sở cấp phát thuốc" in shown and "Số cơ sở điều trị thay thế từng nơi không in." in shown
    assert "Chưa đặt</p>" in shown and "Không in số địa bàn trọng điểm" in shown


def test_who_did_it_then_and_who_does_it_now(lead):
    asked = f"{WHO}?chuc_nang=rehabilitation_lead&ngay-d=1&ngay-m=6&ngay-y=2023"
    now, then = (shown[shown.index("<main") :] for shown in (page(lead, WHO), page(lead, asked)))
    assert "21/11/2026" in now and "Phòng Cảnh sát điều tra tội phạm về ma túy, Công an tỉnh Đồng Nai" in now
    assert "Giám đốc Sở LĐTBXH tỉnh Đồng Nai" in then and "Phòng Cảnh sát" not in then
    assert "Trước đó: UBND cấp huyện, đến 30/06/2025." in now and "đọc gián tiếp" in now


def test_one_function_shows_only_its_rows_and_links_carry_the_day(lead):
    shown = page(lead, f"{WHO}?chuc_nang=trade_authority&ngay=2024-01-01")
    assert re.findall(r"#khoan-([^\"]+)\"", shown) == ["VI.11"] and "(1 khoản" not in shown
    assert "ngay=2024-01-01#viec" in shown and 'value="2024"' in shown


@pytest.mark.parametrize("asked", ["chuc_nang=vua", "ngay-d=31&ngay-m=2&ngay-y=2026", "ngay=hom-qua"])
def test_what_cannot_be_asked_is_said_and_the_page_stands(lead, asked):
    assert "Ma trận trách nhiệm" in page(lead, f"{WHO}?{asked}", status=422)


@pytest.mark.parametrize("address", ["/ke-hoach/XX/ai-lam/", "/ke-hoach/XX/cho-chua-khop/C8/", "/ke-hoach/DN137/cho-chua-khop/C99/"])
def test_what_is_not_there_is_not_found(lead, address):
    page(lead, address, status=404)


def test_the_lead_decides_and_the_badge_stays(lead):
    before = page(lead, C8)
    assert "VI.15.đ.4" in before and "DN137-VI.15.dd.4" not in before
    assert "chưa ai quyết định" in before
    assert lead.post(C8, TYPED).status_code == 302
    after = page(lead, C8)
    assert "Đang dùng" in after and "Mức xã chỉ là lời kêu gọi" in after and "Để ngỏ lại, chưa quyết định" in after
    assert "Hai chỉ tiêu riêng" in after and "/cho-chua-khop/C8/" in page(lead, "/ke-hoach/DN137/")
    assert lead.post(C8, TYPED | {"reading": "open", "reason": "Chờ ý kiến"}).status_code == 302
    assert [one.reading for one in ReadingDecision.objects.order_by("decided_at", "id")] == ["district", ""]


@pytest.mark.requirement("TH38-III.1.3.b")
def test_whether_lang_chanh_is_one_of_the_five_is_open_until_somebody_says_so_by_name(sit, thanh_hoa):
    address, browser = "/ke-hoach/TH38/cho-chua-khop/C2/", sit("provincial_lead", THANH_HOA)
    before = page(browser, address)
    assert "trong hay ngoài số 05" in before and "chưa đặt" in before and "/cho-chua-khop/C2/" in page(browser, "/ke-hoach/TH38/")
    assert browser.post(address, TYPED | {"reading": "beyond"}).status_code == 302
    after = page(browser, address)
    assert "Nguyễn Thị Ẩn" in after and "trong hay ngoài số 05" in after and "19 + 5, Lang Chánh nằm trong số 05" in after


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reading": ""}, "Chọn tỉnh đọc theo cách nào"),
        ({"reason": ""}, "Nhập lý do"),
        ({"reading": "other"}, "Ghi rõ tỉnh hiểu thế nào"),
        ({"decided_on-y": "2020"}, "trước ngày ban hành"),
        ({"decided_on-y": "2027"}, "trước hôm nay"),
    ],
)
def test_a_decision_that_cannot_be_keeps_what_was_typed(lead, typed, sentence):
    answer = lead.post(C8, TYPED | typed)
    assert answer.status_code == 422 and sentence in answer.content.decode() and ReadingDecision.objects.count() == 0


def test_another_province_or_another_role_reads_and_does_not_decide(lead, sit, towns, thanh_hoa):
    for reader, address in ((lead, "/ke-hoach/TH38/cho-chua-khop/C1/"), (sit("commune_officer", towns[0]), C8)):
        assert "Quyết định cách đọc" not in page(reader, address)
        assert reader.post(address, TYPED | {"reading": "other", "words": "Cách khác"}).status_code == 403
    assert ReadingDecision.objects.count() == 0


def test_the_pages_cost_few_statements(lead, thanh_hoa):
    for address in ("/ke-hoach/DN137/", "/ke-hoach/TH38/", WHO, C8):
        lead.get(address)
        assert queries_of(lead, address) <= 31, address
