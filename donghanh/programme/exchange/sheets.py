"""The one Excel form of a plan: its sheets and columns, with the note and the example of each. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from donghanh.programme.terms import Comparison, DiscrepancyKind, Frequency, Rhythm, StandsAs, Work


class Kind(StrEnum):
    """How a cell is written and read."""

    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    FUNCTION = "function"
    FUNCTIONS = "functions"
    INDICATOR = "indicator"
    NUMBER = "number"
    DAY = "day"
    MONTH_DAY = "month_day"
    FLAG = "flag"
    PHASE = "phase"
    PARTS = "parts"
    READINGS = "readings"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one line of the first sheet. key: its item in the YAML; note: what to write; example: how it may look."""

    key: str
    title: str
    kind: Kind
    note: str
    example: str = ""
    width: int = 18
    choices: type[TextChoices] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; key: its list in the YAML."""

    key: str
    title: str
    columns: tuple[Column, ...]


K = Kind
CLAUSE = Column("clause", "Khoản", K.TEXT, "Mã của một dòng ở trang Khoản.", "I.2.a", 12)
HEAD_SHEET, GUIDE_SHEET, LISTS_SHEET = "Kế hoạch", "Hướng dẫn", "Danh mục"
HEAD = (
    Column("id", "Mã kế hoạch", K.TEXT, "Do tỉnh đặt, không dấu; giữ nguyên khi sửa đổi kế hoạch.", "LC12"),
    Column("number", "Số kế hoạch", K.TEXT, "Như bản in; bản in không có số thì để trống.", "12/KH-UBND"),
    Column("issued_on", "Ngày ban hành", K.DAY, "Ngày in trên kế hoạch.", "15/01/2026"),
    Column("issuer", "Cơ quan ban hành", K.TEXT, "Tên đầy đủ.", "Ủy ban nhân dân tỉnh"),
    Column("province", "Mã tỉnh", K.TEXT, "Mã hai chữ số của tỉnh ban hành.", "75"),
    Column("title", "Tên kế hoạch", K.TEXT, "Trích yếu.", "Cai nghiện ma túy và quản lý sau cai nghiện năm 2026"),
    Column("from_year", "Năm đầu", K.NUMBER, "Năm bắt đầu thực hiện.", "2026"),
    Column("to_year", "Năm cuối", K.NUMBER, "Năm kết thúc.", "2028"),
    Column("phases", "Giai đoạn", K.PHASE, "Mỗi dòng một giai đoạn: tên | năm đầu | năm cuối.", "Thí điểm | 2026 | 2026"),
    Column("bases", "Căn cứ", K.LINES, "Mỗi dòng một văn bản.", "Nghị định số 116/2021/NĐ-CP ngày 21/12/2021"),
    Column("recipients", "Nơi nhận", K.LINES, "Mỗi dòng một nơi, như bản in.", "Thường trực Tỉnh uỷ"),
)
REPEATED = frozenset({"phases", "bases", "recipients"})
CLAUSES = Sheet(
    "clauses",
    "Khoản",
    (
        Column("code", "Khoản", K.TEXT, "Mã như bản in; chữ đ ghi dd.", "I.2.a", 12),
        Column("name", "Tên ngắn", K.TEXT, "Việc của khoản, dưới 200 chữ cái.", "Tập huấn cán bộ xã", 40),
        Column("meaning", "Ý của khoản", K.TEXT, "Chỉ ghi khi tên ngắn chưa đủ.", "", 40),
        Column("stands_as", "Là gì", K.CHOICE, "Loại của khoản.", StandsAs.DUTY.label, 20, StandsAs),
        Column("work", "Loại việc", K.CHOICE, "Loại việc phải làm.", Work.TRAINING.label, 20, Work),
        Column("rhythm", "Nhịp", K.CHOICE, "Bao lâu làm một lần.", Rhythm.YEAR.label, 16, Rhythm),
        Column("rhythm_note", "Ghi chú về nhịp", K.TEXT, "Điều bản in nói thêm.", "lần đầu trước 30/6", 20),
        Column("model", "Mô hình", K.TEXT, "Mã ở trang Mô hình, nếu khoản nói về một mô hình.", "club", 14),
        Column("functions", "Việc của ai", K.FUNCTIONS, "Theo trang Danh mục; nhiều nơi cách nhau dấu chấm phẩy.", "Sở Tài chính; Sở Tư pháp", 44),
        Column("why", "Vì sao không giao việc", K.TEXT, f"Chỉ ghi khi “Là gì” là “{StandsAs.PROVISION.label}”.", "", 24),
    ),
)
TARGETS = Sheet(
    "targets",
    "Chỉ tiêu",
    (
        Column("id", "Mã chỉ tiêu", K.TEXT, "Mã kế hoạch và mã khoản.", "LC12-I.2.a", 18),
        CLAUSE,
        Column("name", "Tên", K.TEXT, "Tên ngắn của chỉ tiêu.", "Cán bộ được tập huấn", 36),
        Column("indicator", "Chỉ số", K.INDICATOR, "Mã ở trang Danh mục; chưa chọn được thì để trống.", "staff_trained", 22),
        Column("printed", "Bản in ghi", K.TEXT, "Nguyên văn con số của bản in.", "ít nhất 90%", 24),
        Column("comparison", "So sánh", K.CHOICE, "“trên” khác “ít nhất”.", Comparison.AT_LEAST.label, 22, Comparison),
        Column("value", "Số", K.NUMBER, "Không có con số thì để trống, không đoán.", "90", 10),
        Column("unit", "Đơn vị", K.TEXT, "Đơn vị của con số.", "%", 12),
        Column("parts", "Các phần", K.PARTS, "Khi một khoản đặt nhiều số: mỗi dòng tên = số.", "Cấp xã = 90", 24),
        Column("due_on", "Hạn", K.DAY, "Không in ngày thì để trống.", "31/12/2026", 12),
        Column("is_due_assumed", "Hạn tạm hiểu", K.FLAG, "Ghi “có” khi bản in không nêu hạn.", "có", 12),
        Column("is_striving", "Phấn đấu", K.FLAG, "Ghi “có” khi bản in ghi “phấn đấu”.", "", 10),
        Column("note", "Ghi chú", K.TEXT, "Chỗ có thể hiểu cách khác.", "", 36),
    ),
)
ROADMAP = Sheet(
    "roadmap",
    "Lộ trình",
    (
        CLAUSE,
        Column("what", "Cái gì", K.TEXT, "Cái được lập hoặc làm.", "câu lạc bộ", 30),
        Column("place", "Nơi", K.TEXT, "Tên nơi, nếu bản in nêu.", "Xã Xuân Hoà", 22),
        Column("place_printed", "Tên in", K.TEXT, "Chỉ ghi khi bản in viết khác.", "", 18),
        Column("unit", "Mã nơi", K.TEXT, "Mã đơn vị hành chính, nếu biết.", "", 10),
        Column("rule", "Chọn nơi thế nào", K.TEXT, "Khi bản in chỉ nêu cách chọn.", "xã có trên 50 người", 26),
        Column("planned", "Số", K.NUMBER, "Bản in không nêu số thì để trống.", "1", 8),
        Column("from_year", "Từ năm", K.NUMBER, "Năm đầu.", "2026", 10),
        Column("to_year", "Đến năm", K.NUMBER, "Năm cuối.", "2026", 10),
        Column("note", "Ghi chú", K.TEXT, "Điều cần nhớ.", "", 30),
    ),
)
OBLIGATIONS = Sheet(
    "obligations",
    "Báo cáo",
    (
        Column("id", "Mã báo cáo", K.TEXT, "Mã kế hoạch và mã khoản.", "LC12-VI.1", 16),
        CLAUSE,
        Column("name", "Tên báo cáo", K.TEXT, "Tên của báo cáo.", "Báo cáo kết quả thực hiện", 34),
        Column("frequencies", "Kỳ", K.CHOICES, "Nhiều kỳ thì cách nhau dấu chấm phẩy.", "06 tháng; hằng năm", 22, Frequency),
        Column("recipient", "Gửi ai", K.TEXT, "Nơi nhận báo cáo.", "Ủy ban nhân dân tỉnh", 34),
        Column("due_days", "Số ngày sau kỳ", K.NUMBER, "Không in thì để trống.", "10", 14),
        Column("due_before", "Trước ngày", K.MONTH_DAY, "Ngày/tháng; chính ngày đó là muộn.", "31/05", 12),
        Column("assumed", "Số ngày tạm hiểu", K.ASSUMED, "Chỉ khi bản in không có hạn.", "", 16),
    ),
)
MODELS = Sheet(
    "models",
    "Mô hình",
    (
        Column("code", "Mã mô hình", K.TEXT, "Mã ngắn không dấu.", "club", 16),
        Column("name", "Tên mô hình", K.TEXT, "Tên đầy đủ.", "Câu lạc bộ người sau cai nghiện", 50),
    ),
)
DISCREPANCIES = Sheet(
    "discrepancies",
    "Chỗ chưa khớp",
    (
        Column("code", "Mã", K.TEXT, "Mã ngắn.", "C1", 8),
        Column("kind", "Loại", K.CHOICE, "Mâu thuẫn, in sai hay chưa đặt.", DiscrepancyKind.CONTRADICTION.label, 14, DiscrepancyKind),
        Column("clauses", "Các khoản", K.LINES, "Cách nhau dấu chấm phẩy.", "I.2.a; III.1", 18),
        Column("question", "Chỗ chưa khớp", K.TEXT, "Bản in không khớp ở đâu.", "In “06” nhưng kể tám nơi.", 50),
        Column("readings", "Các cách đọc", K.READINGS, "Mỗi dòng một cách: mã | khoản nói vậy | lời.", "six | LC12-I.2.a | Sáu nơi", 44),
        Column("in_use", "Đang theo", K.TEXT, "Mã của một cách đọc; chưa đặt thì để trống.", "six", 12),
        Column("effect", "Hệ thống làm gì", K.TEXT, "Trong khi chờ quyết định.", "Đếm đến 6.", 36),
        Column("set_by", "Ai đặt", K.FUNCTION, "Chỉ khi loại là “chưa đặt”.", "", 30),
    ),
)
SHEETS = (CLAUSES, TARGETS, ROADMAP, OBLIGATIONS, MODELS, DISCREPANCIES)
GUIDE = (
    "Mỗi trang là một phần của kế hoạch; không đổi tên trang và tên cột, thứ tự cột thì tuỳ.",
    "Điều bản in không ghi thì để trống: hệ thống ghi “chưa đặt”, không đoán và không tự sửa.",
    "Ô có danh sách thả xuống thì chọn trong danh sách; tên và mã đầy đủ ở trang Danh mục.",
    "Hai con số của bản in không khớp nhau thì giữ cả hai và ghi vào trang Chỗ chưa khớp.",
    "Điền xong, kiểm tra bằng trang Nhập kế hoạch hoặc lệnh donghanh plan check TỆP: mọi chỗ sai được nêu theo trang và ô.",
)
