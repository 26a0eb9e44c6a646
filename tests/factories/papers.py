"""A plan's paper in words of our own, shaped as provinces write theirs, and what a person makes of it; for measuring the reading."""

from __future__ import annotations

PAPER = """\
ỦY BAN NHÂN DÂN TỈNH
Số: 12/KH-UBND
KẾ HOẠCH
Công tác cai nghiện và quản lý sau cai nghiện giai đoạn 2026 - 2028
Thực hiện Nghị định số 116/2021/NĐ-CP ngày 21 tháng 12 năm 2021 của Chính phủ, 100% xã đã có kế hoạch năm 2025.

I. MỤC TIÊU
1. Mục tiêu chung
Kiềm chế sự gia tăng số người nghiện mới trên địa bàn.
2. Chỉ tiêu cụ thể
a) Phấn đấu trên 85% người có hồ sơ quản lý được tư vấn.
b) 100% cán bộ cấp xã được tập huấn; 70% tình nguyện viên được tập huấn hằng năm.
c) Nâng tỷ lệ người có việc làm từ 40% vào năm 2026 lên 60% vào năm 2028.
d) Thành lập mới 12 điểm tư vấn tại cộng đồng.
đ) Tỷ lệ tái nghiện giảm còn 15% đến năm 2028.

II. NHIỆM VỤ
1. Nâng cao năng lực
- Tổ chức tập huấn cho cán bộ trực tiếp làm công tác
cai nghiện tại các xã.
- Lộ trình đào tạo:
+ Năm 2026: 50% cán bộ được đào tạo;
+ Năm 2028: 100% cán bộ được đào tạo.
2. Mô hình
- Phấn đấu mỗi xã có 01 mô hình phòng ngừa đến hết năm 2027.
- Duy trì 5 câu lạc bộ tại các xã có trên 50 người.

III. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh
a) Chủ trì tổng hợp, định kỳ 6 tháng và hằng năm báo cáo Ủy ban nhân dân tỉnh.
b) Rà soát, lập danh sách theo quy định.
2. Sở Tài chính: Tham mưu bố trí kinh phí thực hiện kế hoạch hằng năm.
3. UBND các xã, phường
Thường xuyên thăm hỏi, giúp đỡ người sau cai nghiện tại nơi cư trú.
4. Các sở, ban, ngành gửi báo cáo trước ngày 31/5 cho cơ quan đầu mối.

Nơi nhận:
- Thường trực Tỉnh uỷ;
- Lưu: VT.
"""


def _target(clause: str, name: str, value: float | None) -> dict:
    return {"id": f"X-{clause}", "clause": clause, "name": name, "printed": "", "value": value, "unit": "%", "parts": []}


def _clause(code: str, stands_as: str = "duty") -> dict:
    return {"code": code, "name": "?", "stands_as": stands_as}


CONTENT = {
    "targets": [
        _target("I.1", "Kiềm chế người nghiện mới", None),
        _target("I.2.a", "Người được tư vấn", 85),
        _target("I.2.b", "Cán bộ được tập huấn", 100),
        _target("I.2.b", "Tình nguyện viên", 70),
        _target("I.2.c", "Có việc làm", 60),
        _target("I.2.d", "Điểm tư vấn", 12),
        _target("I.2.dd", "Tái nghiện", 15),
        _target("II.1.2.1", "Đào tạo 2026", 50),
        _target("II.1.2.2", "Đào tạo 2028", 100),
        _target("II.2.1", "Mỗi xã một mô hình", 100),
        _target("II.2.2", "Câu lạc bộ", 5),
    ],
    "clauses": [
        *(_clause(code, "target") for code in ("I.1", "I.2.a", "I.2.b", "I.2.c", "I.2.d", "I.2.dd", "II.1.2.1", "II.1.2.2", "II.2.1", "II.2.2")),
        *(_clause(code) for code in ("II.1.1", "III.1.b", "III.2", "III.3")),
        *(_clause(code, "report") for code in ("III.1.a", "III.4")),
    ],
}
"""What a person makes of it, as far as the measuring asks (exchange/scoring.py)."""
