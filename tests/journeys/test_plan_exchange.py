"""A plan comes in: a faulty file, the mended one confirmed, a target divided, an amendment compared; in the browser with axe."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.factories import places, plans
from tests.journeys.desk import Desk
from tests.journeys.province import Province

SIGNED = date(2026, 1, 15)
MORE = (("printed: 06 câu", "printed: 08 câu"), ("value: 6", "value: 8"), ("Đồng bằng, value: 4", "Đồng bằng, value: 6"))


def brought(lead: Desk, folder: Path, *changes: tuple[str, str]) -> Desk:
    """The page of this file, just uploaded."""
    file = folder / "thu.yaml"
    file.write_text(plans.changed(*changes), encoding="utf-8")
    lead.open("/ke-hoach/nhap/").page.get_by_label("Tệp kế hoạch").set_input_files(file)
    return lead.press("Kiểm tra tệp").reads("Tải lên 09:00 21/11/2026")


def confirmed(lead: Desk, instrument: str, **typed: str) -> Desk:
    for label, words in {"Số văn bản": instrument, **typed}.items():
        lead.fill(label, words)
    return lead.day("Ngày ký", SIGNED).day("Có hiệu lực từ", SIGNED).press("Nhập kế hoạch này")


def test_a_plan_is_mended_confirmed_divided_amended_and_compared(province: Province, tmp_path: Path):
    lead = province.desk(province.official("provincial_lead", places.Unit.objects.get(pk=places.DONG_NAI)), axe=True).sit("/ke-hoach/nhap/")

    # the first file has two faults: each is told beside its place, nothing can be confirmed
    brought(lead, tmp_path, ("value: 90", "value: chín mươi"), ("work: model", "work: y")).reads("2 chỗ phải sửa", "thu.yaml, dòng 17")
    lead.never_reads("Nhập kế hoạch này")
    assert lead.axe() == []

    # the mended one becomes the plan
    brought(lead, tmp_path).reads("Kế hoạch mới: chưa có bản nào để so").page.locator("summary", has_text="Cần đọc lại").click()
    lead.reads("ghi 6 nhưng lộ trình kể 2 nơi")
    confirmed(lead, "12/KH-UBND").reads("Câu lạc bộ được lập").quiet()

    # six clubs are divided among the communes of the province, on their own page
    lead.follow("Chia cho các xã").reads("Chưa chia").fill("Lý do", "Theo lộ trình 2026").press("Chia").reads("Lần chia 1: chia đều")
    assert lead.axe() == []

    # an amendment wants its reason; it says what changes before it is confirmed, and the division asks to be made again
    brought(lead, tmp_path, *MORE).reads("số từ 6 thành 8")
    confirmed(lead, "99/KH-UBND").reads("Có vấn đề cần sửa")
    confirmed(lead, "99/KH-UBND", **{"Lý do sửa đổi": "Thêm hai câu lạc bộ."}).reads("Đã chia cho 6 xã (lần 1)")
    lead.follow("Đã chia cho 6 xã (lần 1)").reads("theo số cũ là 6", "Cần chia lại").quiet()

    # and both versions are read side by side
    lead.open("/ke-hoach/so-sanh/").page.get_by_label("Bản trước").select_option(value="THU26@1")
    lead.page.get_by_label("Bản sau").select_option(value="THU26@2")
    lead.press("So sánh").reads("số từ 6 thành 8").quiet()
    assert lead.axe() == []
