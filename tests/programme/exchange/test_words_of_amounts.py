"""What the words of a plan's paper say of an amount and a day: numbers in words, strictness, ranges, tables. No database."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from donghanh.programme.exchange import amounts, finding, numerals, outline, papers, tables
from donghanh.programme.exchange.days import due, last_year
from donghanh.programme.exchange.outline import Line

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spoken(number: int) -> str:
    """The number as a clerk writes it out; by another way than the one under test."""
    if number >= 1000:
        rest = number % 1000
        return f"{spoken(number // 1000)} nghìn" + (
            f" {'không trăm ' if rest < 100 else ''}{'linh ' if rest < 10 else ''}{spoken(rest)}" if rest else ""
        )
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} trăm" + (f" {'linh ' if rest < 10 else ''}{spoken(rest)}" if rest else "")
    if number >= 10:
        tens, one = divmod(number, 10)
        last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(one, ONES[one])
        return f"{'mười' if tens == 1 else f'{ONES[tens]} mươi'} {last}".strip()
    return ONES[number]


@how(max_examples=200, deadline=None)
@given(st.integers(0, 999_999))
def test_a_number_in_words_is_that_number(number):
    assert numerals.value_of(spoken(number)) == number
    assert numerals.value_of(spoken(number).upper()) == number


@pytest.mark.parametrize("words", ["hai năm mươi", "mươi", "một mươi", "trăm", "nghìn", "một trăm hai", "linh năm", "", "mười mười"])
def test_words_that_say_no_number_are_none(words):
    assert numerals.value_of(words) is None


def one(sentence):
    (found,) = amounts.find(sentence, among_targets=True)
    return found.value, found.unit, found.comparison


@how(max_examples=60, deadline=None)
@given(
    st.integers(1, 99),
    st.sampled_from([("trên", ">"), ("hơn", ">"), ("vượt", ">"), ("vượt quá", ">"), ("ít nhất", ">="), ("tối thiểu", ">="), ("không dưới", ">="),
                     ("không thấp hơn", ">="), ("đạt", ">="), ("không quá", "<="), ("không vượt quá", "<="), ("tối đa", "<="), ("dưới", "<"),
                     ("giảm còn", "<="), ("xuống dưới", "<")]),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_how_a_share_compares_is_what_the_words_say(number, said, in_words, spelled_sign):
    word, kind = said
    text = f"Tỷ lệ người được tư vấn {word} {spoken(number) if in_words else number}{' phần trăm' if spelled_sign or in_words else '%'} trong kỳ."
    assert one(text) == (number, "%", kind)


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "kind"),
    [
        ("Thành lập mười điểm tư vấn tại cộng đồng.", 10, "điểm tư vấn", ">="),
        ("Xây dựng không quá ba mô hình.", 3, "mô hình", "<="),
        ("Từ 80% cán bộ trở lên được tập huấn.", 80, "%", ">="),
        ("Tỷ lệ tái nghiện 15% trở xuống.", 15, "%", "<="),
        ("Đạt 97,5% số người được lập hồ sơ.", 97.5, "%", ">="),
        ("Triển khai trên 100% số xã, phường.", 100, "%", ">="),
        ("Phấn đấu 80-85% người được tư vấn.", 80, "%", ">="),
        ("Phấn đấu từ 80% đến 85% người được tư vấn.", 80, "%", ">="),
        ("Tỷ lệ tái nghiện tối đa 10 - 15%.", 15, "%", "<="),
        ("Nâng tỷ lệ người có việc làm từ 40% đến 60%.", 60, "%", ">="),
        ("Thành lập 5 đến 7 mô hình.", 5, "mô hình", ">="),
        ("Tư vấn cho 1.200 người, phấn đấu đủ.", 1200, "người", ">="),
    ],
)
def test_a_sentence_sets_what_it_says(sentence, value, unit, kind):
    assert one(sentence) == (value, unit, kind)


def test_a_range_is_never_sure_and_keeps_its_print():
    (found,) = amounts.find("Phấn đấu 80-85% người được tư vấn.", among_targets=True)
    assert (found.sureness, found.printed) == ("LOW", "80-85%")


def test_years_and_articles_are_no_numbers_in_words():
    for sentence in ("Hằng năm xã, phường xây dựng kế hoạch.", "Trong năm, người dân được thông tin; tổ chức một số hoạt động."):
        assert all(found.value is None for found in amounts.find(sentence, among_targets=True)), sentence


DAYS = [
    ("trước ngày 31/12/2026", date(2026, 12, 30)), ("trước ngày 31 tháng 5 năm 2026", date(2026, 5, 30)), ("đến ngày 31/12/2026", date(2026, 12, 31)),
    ("chậm nhất là ngày 15/6/2026", date(2026, 6, 15)), ("trước năm 2027", date(2026, 12, 31)), ("trong quý II năm 2026", date(2026, 6, 30)),
    ("hết tháng 2/2028", date(2028, 2, 29)), ("trước tháng 10 năm 2026", date(2026, 9, 30)), ("6 tháng đầu năm 2026", date(2026, 6, 30)),
    ("so với năm 2025", None), ("so với cùng kỳ năm 2025, xong trước ngày 01/7/2026", date(2026, 6, 30)),
    ("quý IV/2026", date(2026, 12, 31)), ("theo Nghị định số 116/2021/NĐ-CP ngày 21 tháng 12 năm 2021", None), ("trước ngày 31/13/2026", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day"), DAYS, ids=[words for words, _day in DAYS])
def test_the_last_day_is_strict_where_the_words_are(words, day):
    assert due(words, f"100% người được tư vấn {words}.", ()) == (day, day is not None)


@how(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)))
def test_before_a_day_is_one_day_less_than_until_it(day):
    said = f"{day.day}/{day.month}/{day.year}"
    assert due(f"đến ngày {said}", "", ())[0] == day and due(f"trước ngày {said}", "", ())[0] == day - timedelta(days=1)


def test_a_plans_own_last_year_is_only_assumed():
    assert due("100% người được tư vấn", "", (), 2028) == (date(2028, 12, 31), False)
    assert last_year(["Thực hiện Quyết định số 12/QĐ-TTg ngày 01 tháng 2 năm 2021", "Công tác cai nghiện giai đoạn 2026 - 2028"]) == 2028
    assert last_year(["Kế hoạch phòng, chống ma túy"]) is None


def read(text):
    return finding.find(outline.outline(Line(f"dòng {n}", line) for n, line in enumerate(text.splitlines(), start=1)))


def test_years_on_a_line_of_their_own_are_meant_by_what_follows():
    cut = ["- Giai đoạn 2026-2027:", "Tổ chức đào tạo cho 80% cán bộ.", "- Giai đoạn 2028-2030:", "- Đào tạo 100% cán bộ."]
    found = [one.said for one in read("\n".join(["I. LỘ TRÌNH", "1. Đào tạo cán bộ", *cut]))]
    assert [(one["value"], one["due_on"], one["is_due_assumed"]) for one in found] == [(80, "2027-12-31", True), (100, "2030-12-31", True)]


def test_a_half_year_and_a_year_with_days_of_their_own_are_two_reports():
    found = read("I. BÁO CÁO\n1. Định kỳ 6 tháng (trước ngày 31/5), hằng năm (chậm nhất ngày 29 tháng 11) các đơn vị gửi báo cáo về Công an tỉnh.")
    assert [(one.said["frequencies"], one.said["due_before"]) for one in found] == [(["HALF_YEAR"], "05-31"), (["YEAR"], "11-30")]


GRID = [
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kế hoạch"],
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2027"],
    ["1", "Người được tư vấn", "%", "80", "≥ 85,5"],
    ["2", "Điểm tư vấn", "điểm", "10", "12"],
    ["3", "Lập danh sách", "", "Thường xuyên", "Thường xuyên"],
]


def test_a_table_of_targets_is_read_cell_by_cell_and_other_tables_row_by_row():
    assert tables.lines(GRID) == [
        "- Người được tư vấn: chỉ tiêu 80% đến hết năm 2026.",
        "- Người được tư vấn: chỉ tiêu ít nhất 85,5% đến hết năm 2027.",
        "- Điểm tư vấn: chỉ tiêu 10 điểm đến hết năm 2026.",
        "- Điểm tư vấn: chỉ tiêu 12 điểm đến hết năm 2027.",
        "3 Lập danh sách Thường xuyên.",
    ]
    assert tables.lines([["UBND TỈNH", "CỘNG HOÀ"], ["Số: 12", "Số: 12"], []]) == ["UBND TỈNH CỘNG HOÀ.", "Số: 12.", ""]


def test_merged_cells_of_a_word_table_become_targets_with_their_years(tmp_path):
    made, out = docx.Document(), BytesIO()
    for line in ("I. MỤC TIÊU", "1. Chỉ tiêu cụ thể"):
        made.add_paragraph(line)
    table = made.add_table(rows=len(GRID), cols=5)
    for row, cells in enumerate(GRID):
        for at, text in enumerate(cells):
            table.cell(row, at).text = text if row != 1 or at > 2 else ""
    for at in range(3):
        table.cell(0, at).merge(table.cell(1, at))
    table.cell(0, 3).text = table.cell(0, 4).text = ""
    table.cell(0, 3).merge(table.cell(0, 4)).text = "Kế hoạch"
    made.save(out)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    found = [one for one in finding.find(outline.outline(papers.read(tmp_path / "a.docx"))) if one.kind == "TARGET"]
    assert [(one.said["name"], one.said["value"], one.said["unit"], one.said["due_on"]) for one in found] == [
        ("Người được tư vấn", 80, "%", "2026-12-31"), ("Người được tư vấn", 85.5, "%", "2027-12-31"),
        ("Điểm tư vấn", 10, "điểm", "2026-12-31"), ("Điểm tư vấn", 12, "điểm", "2027-12-31"),
    ]  # fmt: skip


def test_an_annex_after_the_recipients_is_read_and_its_table_sets_targets_of_any_unit():
    grid = [["Chỉ tiêu", "Năm 2026", "Năm 2027"], ["Số hồ sơ được lập (hồ sơ)", "1.200", "1.350"], ["Tỷ lệ tái nghiện (%)", "<8", ""],
            ["Câu lạc bộ sau cai", "02", "mỗi xã 01"]]  # fmt: skip
    body = ["I. KINH PHÍ", "1. Ngân sách nhà nước bảo đảm kinh phí hằng năm.", "Nơi nhận:", "- Công an tỉnh, 12 xã;", "PHỤ LỤC I. CÁC CHỈ TIÊU"]
    found = read("\n".join([*body, *tables.lines(grid)]))
    told = [
        (one.said["name"], one.said["value"], one.said["unit"], one.said["comparison"], one.said["due_on"]) for one in found if one.kind == "TARGET"
    ]
    assert told == [
        ("Số hồ sơ được lập (hồ sơ)", 1200, "hồ sơ", ">=", "2026-12-31"), ("Số hồ sơ được lập (hồ sơ)", 1350, "hồ sơ", ">=", "2027-12-31"),
        ("Tỷ lệ tái nghiện (%)", 8, "%", "<", "2026-12-31"), ("Câu lạc bộ sau cai", 2, "", ">=", "2026-12-31"),
    ]  # fmt: skip
    assert [one.sentence for one in found if "mỗi xã" in one.sentence] == ["Câu lạc bộ sau cai: mỗi xã 01 đến hết năm 2027."]
    assert not [one for one in found if "12 xã" in one.sentence]


def test_what_a_change_moves_stays_in_its_name_and_a_quarterly_report_is_a_report():
    (fall,) = read("I. MỤC TIÊU\n1. Giảm từ 10-12% số người nghiện mới so với năm 2025.")
    assert (fall.said["name"], fall.said["due_on"]) == ("Giảm từ 10-12% số người nghiện mới so với năm 2025", None)
    (owed,) = read("I. BÁO CÁO\n1. Các xã gửi báo cáo quý về Công an tỉnh chậm nhất ngày 10 của tháng cuối quý.")
    assert (owed.kind, owed.said["frequencies"]) == ("REPORT", ["QUARTER"])


@how(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["", "Chỉ tiêu", "ĐVT", "Năm 2026", "2027", "80", "%", "điểm", "x"]), max_size=5), max_size=5))
def test_no_table_breaks_the_reading(grid):
    assert all(isinstance(line, str) for line in tables.lines(grid))
