"""Letters, reports and sheets for tests: each is complete, every part can be replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from donghanh.base.documents.letter import Foot, Head, Letter, articles, bold, decision, dispatch, notice
from donghanh.base.documents.report import Report, Table, TableColumn, part
from donghanh.base.documents.sheet import Column, ColumnKind, Sheet

AT = datetime(2026, 12, 5, 2, 0, tzinfo=UTC)
LONG_NAME = "NGUYỄN PHÚC HOÀNG TÔN NỮ DIỄM TRÚC QUỲNH HƯƠNG THỤY KHUÊ ẨN " + "NGUYỄN PHÚC HOÀNG TÔN NỮ DIỄM TRÚC QUỲNH HƯƠNG THỤY KHUÊ"


def head(**fields) -> Head:
    """The head of a commune police; numbered 7 on 5 December 2026."""
    values = {
        "issuer_parent": "CÔNG AN TỈNH ĐỒNG NAI",
        "issuer": "CÔNG AN XÃ TRẢNG BOM",
        "symbol": "QĐ-CAX",
        "place": "Trảng Bom",
        "number": 7,
        "issued_on": date(2026, 12, 5),
    }
    return Head(**{**values, **fields})


def foot(**fields) -> Foot:
    """Recipients and the chief's signature."""
    values = {
        "recipients": ("Như Điều 5", "UBND xã Trảng Bom", "Lưu: VT, HS"),
        "signer_titles": ("TRƯỞNG CÔNG AN",),
        "signer_name": "Trung tá Đỗ Ngọc Ẩm",
        "sign_note": "Đã ký số",
    }
    return Foot(**{**values, **fields})


def management_decision(*, name: str = "NGUYỄN THỊ ẨN", **fields) -> Letter:
    """A decision as full as form III-04 of Decree 163/2026 makes it: five articles, the person's particulars, the team."""
    content = articles(
        [
            [
                "Áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy đối với bà ",
                bold(name),
                ", giới tính: Nữ, sinh ngày 05 tháng 3 năm 1994 tại Đồng Nai; quê quán: xã Bàu Hàm, tỉnh Đồng Nai; nơi thường trú: khu phố 3,"
                " xã Trảng Bom, tỉnh Đồng Nai; số căn cước: 075194000123, cấp ngày 10 tháng 02 năm 2022; dân tộc: Kinh; tôn giáo: Không;"
                " trình độ học vấn: 12/12; nghề nghiệp: công nhân.",
            ],
            "Tóm tắt hành vi: sử dụng trái phép chất ma túy tại nơi ở; kết quả xét nghiệm dương tính ngày 28 tháng 11 năm 2026.",
            ["Thời hạn quản lý: ", bold("01 năm", highlight=True), ", kể từ ngày 05 tháng 12 năm 2026."],
        ],
        [
            "Thành lập Tổ quản lý gồm: đồng chí Trần Văn Ẫm, Công an xã, Tổ trưởng; bà Hồ Thị Ểnh, đại diện khu phố 3, Tổ phó;"
            " ông Nguyễn Văn Ổn, đại diện gia đình, Tổ viên; bà Lê Thị Mỹ, Hội Liên hiệp Phụ nữ xã, Tổ viên."
        ],
        ["Công an xã theo dõi cư trú, tổ chức xét nghiệm. Tổ quản lý tư vấn, động viên, giúp đỡ. Gia đình phối hợp giúp đỡ."],
        ["Bà Nguyễn Thị Ẩn có quyền khiếu nại trong thời hạn 90 ngày, hoặc khởi kiện tại Tòa án nhân dân khu vực."],
        ["Quyết định này có hiệu lực kể từ ngày ký. Các cá nhân có tên tại Điều 1 và Điều 2 chịu trách nhiệm thi hành./."],
    )
    letter = decision(
        head=head(),
        subject="Áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy",
        authority="TRƯỞNG CÔNG AN XÃ TRẢNG BOM",
        bases=[
            "Căn cứ Luật Phòng, chống ma túy ngày 10 tháng 12 năm 2025;",
            "Căn cứ Nghị định số 163/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ",
            "Xét Thông báo số 412/TB-CAX ngày 30 tháng 11 năm 2026 của Công an xã Trảng Bom",
        ],
        articles=content,
        foot=foot(),
    )
    return replace(letter, **fields)


def draft(**fields) -> Letter:
    """The same decision before number, day and signature."""
    return management_decision(head=head(number=None, issued_on=None), foot=foot(signer_name="", sign_note=""), **fields)


def file_notice(**fields) -> Letter:
    """A thông báo with an addressee."""
    letter = notice(
        head=head(symbol="TB-CAX"),
        subject="Chuyển hồ sơ quản lý",
        addressees=["Công an xã Bàu Hàm", "Ủy ban nhân dân xã Bàu Hàm"],
        body=["Công an xã Trảng Bom thông báo chuyển hồ sơ quản lý của bà Nguyễn Thị Ẩn./."],
        foot=foot(),
    )
    return replace(letter, **fields)


def cover_letter(**fields) -> Letter:
    """A công văn."""
    letter = dispatch(
        head=head(symbol="CAX"),
        subject="chuyển hồ sơ quản lý",
        addressees=["Công an xã Bàu Hàm"],
        body=["Công an xã Trảng Bom chuyển hồ sơ của bà Nguyễn Thị Ẩn để tiếp tục quản lý./."],
        foot=foot(),
    )
    return replace(letter, **fields)


def table(rows: int = 60) -> Table:
    """Communes with two counts and a share."""
    return Table(
        caption="Bảng 1. Kết quả theo xã",
        columns=(
            TableColumn("STT"),
            TableColumn("Đơn vị", width=5),
            TableColumn("Số người phát hiện", is_number=True, width=2),
            TableColumn("Được quản lý", is_number=True, width=2),
            TableColumn("Tỷ lệ (%)", is_number=True, width=2),
        ),
        rows=tuple((str(n), f"Xã Ẩn {n}", str(3 * n), str(2 * n), "66,7") for n in range(1, rows + 1)),
        total=("", "Tổng cộng", "5.490", "3.660", "66,7"),
    )


def half_year_report(**fields) -> Report:
    """A báo cáo of three parts with one table longer than a page."""
    report = Report(
        head=head(issuer_parent="TỈNH ĐỒNG NAI", issuer="ỦY BAN NHÂN DÂN XÃ TRẢNG BOM", symbol="BC-UBND", number=12, issued_on=date(2026, 2, 3)),
        subject="Kết quả thực hiện Kế hoạch số 137 trong 06 tháng đầu năm 2026",
        addressees=("Ủy ban nhân dân tỉnh Đồng Nai",),
        parts=(
            part("I. Tình hình", "Trong kỳ có 91 người được phát hiện sử dụng trái phép chất ma túy."),
            part("II. Kết quả", "Chỉ tiêu III.2.b.1: mọi người được phát hiện đều được quản lý.", tables=[table()]),
            part("III. Kiến nghị", "Không./."),
        ),
        foot=foot(recipients=("Như trên", "Lưu: VT"), signer_titles=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), signer_name="Lê Văn Ẵng", sign_note=""),
    )
    return replace(report, **fields)


def plan_sheet(**fields) -> Sheet:
    """Two communes, two counts, a share."""
    sheet = Sheet(
        name="Kết quả",
        title="KẾT QUẢ THỰC HIỆN KẾ HOẠCH 137",
        subtitle="06 tháng đầu năm 2026, tỉnh Đồng Nai",
        columns=(
            Column("Đơn vị", width=28),
            Column("Được quản lý", ColumnKind.WHOLE, sums=True),
            Column("Phát hiện", ColumnKind.WHOLE, sums=True),
            Column("Tỷ lệ", ColumnKind.PERCENT, ratio_of=(1, 2)),
        ),
        rows=(("Xã Trảng Bom", 1, 2, 0.5), ("Xã Bàu Hàm", 9, 10, 0.9)),
        total_label="Tổng cộng",
        notes=("Số liệu chốt ngày 03/02/2026.",),
    )
    return replace(sheet, **fields)
