"""Sample values of the gallery: invented people, every state of every component."""

from __future__ import annotations

from types import SimpleNamespace as Row
from typing import Any

from django import forms

from donghanh.base.documents.layout import Layout, composed
from donghanh.base.documents.letter import Foot, Head, articles, bold, decision
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.ui.due import Due

GOLDEN = "Nguyễn Thị Ẩn, ẪM ẴNG ỄNH ỖI, Đặng Quỳnh Ngọc Phượng, ượ ựợ ặ ậ, 0123456789"
"""Every hard mark of Vietnamese, on capitals and under letters; nothing of it may clip or meet its neighbour."""


class SampleForm(Form):
    full_name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ, có dấu", max_length=120)
    citizen_id = forms.CharField(label="Số CCCD", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    served_on = DateField(label="Ngày giao văn bản", help_text="Ví dụ 5/3/2026. Gõ liền 05032026 vào ô đầu cũng được.", past=True)
    office = forms.ChoiceField(label="Đơn vị", choices=[("", "Chọn đơn vị"), ("tb", "xã Trảng Bom"), ("tbi", "phường Trấn Biên")])
    what = forms.CharField(
        label="Việc đã xảy ra là gì?", help_text="Tối đa 500 chữ. Người trong hồ sơ có thể đọc.", widget=forms.Textarea, required=False
    )
    how = forms.ChoiceField(
        label="Cách nói quyền khiếu nại", choices=[("self", "Trực tiếp"), ("guardian", "Qua người đại diện")], widget=forms.RadioSelect
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ đã nhận", choices=[("a", "Biên bản"), ("b", "Phiếu kết quả")], widget=forms.CheckboxSelectMultiple
    )
    served = forms.BooleanField(label="Đã giao văn bản cho người liên quan")
    file = forms.FileField(label="Quyết định đã ký (PDF, tối đa 10 MB)", help_text="Kéo tệp vào đây cũng được.")

    def clean_citizen_id(self) -> str:
        typed = "".join(self.cleaned_data["citizen_id"].split())
        if not (typed.isdigit() and len(typed) == 12):
            raise forms.ValidationError("Nhập số CCCD gồm 12 chữ số")
        return typed


DUES = (
    Due("none", "Không có hạn", "luật không ghi"),
    Due("far", "T4 06/01/2027", "còn 7 ngày"),
    Due("soon", "T5 31/12", "còn 1 ngày làm việc", "#han"),
    Due("today", "14:00 hôm nay", "còn 5 giờ 25 phút", "#han"),
    Due("now", "10:15 hôm nay", "còn 1 giờ 40 phút", "#han"),
    Due("late", "T3 29/12 lúc 10:20", "quá hạn 22 giờ", "#han"),
)
CHIPS = (("Xong", "ok"), ("Đang làm", "info"), ("Sắp hết hạn", "warn"), ("Bị trả lại", "bad"), ("Chưa làm", "neut"), ("Niêm phong", "seal"))
STEPS = (
    Row(state="done", name="Xác minh nơi cư trú", word="Xong", meta="21/12/2026 · NĐ 163/2026, Điều 58.1"),
    Row(state="now", name="Lập đề nghị quản lý", word="Đang làm", meta="Bạn soạn, Trưởng Công an xã ký · Điều 58.5", href="#buoc", due=DUES[2]),
    Row(state="todo", name="Gửi thông báo kết quả", word="Chưa làm", meta="Điều 58.6", href="#buoc"),
    Row(state="later", name="Kiểm tra hằng tháng", word="Chưa thể làm", meta="sau khi có quyết định"),
)
TIMELINE = (
    Row(
        at="30/12 08:31", title="Nhận thông báo trước ngày hết thời hạn", text="Mẫu 51, hai trang.", who="Cơ sở cai nghiện ma tuý số 2", href="#dong"
    ),
    Row(at="14/12/2026", title="Xác minh nơi cư trú", who="Trần Thị Mỹ Ẩn, Công an xã Trảng Bom"),
)
COUNT = tuple(
    Row(w=w, d=d, k=k, t=t)
    for w, d, k, t in (
        ("T4", "30/12", "start", "nhận"),
        ("T5", "31/12", "count", "1"),
        ("T6", "01/01", "skip", "Tết Dương lịch"),
        ("T7", "02/01", "skip", "nghỉ"),
        ("CN", "03/01", "skip", "nghỉ"),
        ("T2", "04/01", "end", "2 = hạn"),
    )
)


def _agenda() -> list[Row]:
    row = Row(
        due=DUES[5],
        href="#viec",
        task="Gửi hồ sơ chuyển nơi cư trú",
        who="Phạm Nguyễn Hoàng Ẫm, 1999",
        ref="QL-2026-0087",
        next="Bạn gửi",
        to="Công an xã Bàu Hàm",
        cite="Luật 120/2025, Điều 27.2",
    )
    other = Row(**vars(row) | {"due": DUES[3], "task": "Xác minh nơi cư trú", "who": "Lê Quỳnh Ngọc Phượng, 2003", "ref": "QL-2026-0103", "to": ""})
    return [Row(name="Quá hạn", rows=[row]), Row(name="Hôm nay", rows=[other, other])]


def _person() -> Row:
    tabs = [Row(name="Tổng quan", href="#"), Row(name="Thủ tục", href="#thu-tuc", n=2), Row(name="Dòng thời gian", href="#dong", n=34)]
    facts = [("Sinh năm", "1994 · nữ"), ("Hồ sơ", "CN-2025-0148"), ("Đơn vị", "Công an xã Trảng Bom")]
    return Row(name="Nguyễn Thị Ẩn", facts=facts, chips=[("Quản lý sau cai", "info"), ("Niêm phong một phần", "seal")], tabs=tabs)


def _letter() -> Layout:
    name = bold("NGUYỄN THỊ ẨN")
    return composed(
        decision(
            head=Head(
                issuer="CÔNG AN XÃ TRẢNG BOM", issuer_parent="CÔNG AN TỈNH ĐỒNG NAI", symbol="QĐ-CAX", place="Trảng Bom", form_code="Mẫu số 04"
            ),
            subject="Về việc áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy",
            authority="TRƯỞNG CÔNG AN XÃ TRẢNG BOM",
            bases=("Căn cứ Luật Phòng, chống ma túy số 120/2025/QH15, Điều 24;", "Xét đề nghị của cán bộ phụ trách."),
            articles=articles(
                [["Áp dụng biện pháp quản lý đối với bà ", name, ", sinh năm 1994. Thời hạn: ", bold("01 năm", highlight=True), "."]],
                ["Quyết định này có hiệu lực kể từ ngày ký./."],
            ),
            foot=Foot(recipients=("Như Điều 1", "UBND cấp xã", "Lưu: VT, HS"), signer_titles=("TRƯỞNG CÔNG AN",)),
        )
    )


def gallery() -> dict[str, Any]:
    """Everything the gallery page shows."""
    wrong = {
        "full_name": GOLDEN,
        "citizen_id": "0750940012",
        "served_on-d": "31",
        "served_on-m": "2",
        "served_on-y": "2026",
        "office": "tb",
        "how": "self",
    }
    months = [f"{m:02d}" for m in range(1, 13)]
    series = [
        Row(values=[61.8, 62.4, 64, 63.1, 66, 67.2, 69, 70.5, 72, 74.8, 77, 78.4], word="Trảng Bom", last="78,4", dy="-12"),
        Row(values=[58, 58.5, 59, 60, 60.2, 61, 62, 62.5, 63, 64, 64.5, 65], word="cả tỉnh", last="65", dy="22"),
    ]
    units = [Row(name=f"Xã số {i + 1}", num=[5, 50, 65, 75, 85, 95][i % 6], den=100 if i % 6 else 6, note="", c=i % 6, r=i // 6) for i in range(18)]
    units[7] = Row(name="Xã số 8", num=0, den=0, note="không hiện", c=1, r=1)
    return {
        "golden": GOLDEN,
        "form": None,
        "filled": SampleForm(wrong),
        "blank": SampleForm(auto_id="trong_%s"),
        "chips": CHIPS,
        "dues": DUES,
        "steps_rows": STEPS,
        "timeline_rows": TIMELINE,
        "count": COUNT,
        "groups": _agenda(),
        "person": _person(),
        "letter": _letter(),
        "months": months,
        "series": [vars(s) for s in series],
        "units": units,
        "figure_rows": [
            Row(n=2, label="Quá hạn", href="#so"),
            Row(n="78,4 %", label="Được hỗ trợ", sub="1.875 trên 2.391", href="#so"),
            Row(n="< 8", label="Ở xã này", sub="quá ít để hiện"),
            Row(n="1.204", label="Đang quản lý", href="#so"),
        ],
    }
