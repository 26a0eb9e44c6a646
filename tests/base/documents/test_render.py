"""One letter, two files: the same words in both, on paper as Decree 30/2020 wants it."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from donghanh.base.documents import layout, render, typeset
from donghanh.base.documents.letter import articles
from donghanh.base.documents.rules import CannotPrint
from tests.factories import documents as make

ALL = {
    "decision": make.management_decision(),
    "notice": make.file_notice(),
    "công văn": make.cover_letter(),
    "report": make.half_year_report(),
}
MARKS = "Ấ Ầ Ẩ Ẫ Ậ Ắ Ằ Ẳ Ẵ Ặ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự Ỳ Ỷ Ỹ Ỵ Đ ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ỷ ỹ ỵ đ"
MM = 72 / 25.4


def pages(content: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(content)).pages)


def words_of_pdf(content: bytes) -> list[str]:
    """All words in reading order, without page numbers and the header rows a table repeats."""
    texts = [page.extract_text() for page in pages(content)]
    return " ".join(re.sub(rf"^{number}\s", "", text) if number > 1 else text for number, text in enumerate(texts, start=1)).split()


def words_of_docx(content: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(content)).element.body
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))).split()


def placed(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """x and y (points, from the lower left corner) of each stretch of text."""
    found: list[tuple[float, float, str]] = []

    def visit(text, matrix, text_matrix, _font, _size):
        if text.strip():
            x = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
            y = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
            found.append((x, y, text))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("name", ["decision", "notice", "công văn"])
def test_both_files_say_the_same(name):
    assert words_of_pdf(render.pdf(ALL[name])) == words_of_docx(render.docx(ALL[name]))


def test_both_files_of_a_report_say_the_same_but_for_repeated_header_rows():
    header = "STT Đơn vị Số người phát hiện Được quản lý Tỷ lệ (%)"
    pdf, word = " ".join(words_of_pdf(render.pdf(ALL["report"]))), " ".join(words_of_docx(render.docx(ALL["report"])))
    assert pdf.count(header) > 1, "the header row comes again on each page"
    first, rest = pdf.split(header, 1)
    assert first + header + rest.replace(f" {header}", "") == word


@pytest.mark.parametrize("make_file", [lambda letter: words_of_pdf(render.pdf(letter)), lambda letter: words_of_docx(render.docx(letter))])
def test_marks_come_out_right_and_composed(make_file):
    letter = make.management_decision(name=unicodedata.normalize("NFD", MARKS), authority=f"TRƯỞNG CÔNG AN {MARKS}")
    said = " ".join(make_file(letter))
    assert said.count(MARKS) == 2
    assert unicodedata.is_normalized("NFC", said)


@pytest.mark.parametrize("text", ["#set page(width: 1cm)", "*đậm* _nghiêng_ $x$ @ref <nhãn> \\ `mã`", "A & B <b>đậm</b> ]]>", "\"ngoặc\" 'đơn' -- …"])
def test_text_is_text_and_never_an_instruction(text):
    letter = make.management_decision(name=text)
    assert " ".join(text.split()) in " ".join(words_of_pdf(render.pdf(letter)))
    assert " ".join(text.split()) in " ".join(words_of_docx(render.docx(letter)))


def test_a_full_decision_takes_one_page():
    assert len(pages(render.pdf(ALL["decision"]))) == 1


@pytest.mark.parametrize("letter", [ALL["decision"], make.management_decision(name=make.LONG_NAME), ALL["report"]])
def test_nothing_stands_in_the_margins(letter):
    for page in pages(render.pdf(letter)):
        assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (210, 297)
        texts = [t for t in placed(page) if not t[2].strip().isdigit()]
        assert min(x for x, _, _ in texts) >= 30 * MM - 0.5
        assert max(x for x, _, _ in texts) <= (210 - 15) * MM
        assert min(y for _, y, _ in texts) >= 20 * MM
        assert max(y for _, y, _ in texts) <= (297 - 20) * MM


def has_ink_in_margins(letter) -> bool:
    """Where a line ends is seen on the picture, not in the text."""
    width, height, grey = picture(letter)
    left, right = round(30 / 210 * width) - 2, round(195 / 210 * width) + 2
    lines = [grey[y * width : (y + 1) * width] for y in range(height)]
    return any(set(line[:left] + line[right:]) != {255} for line in lines)


@pytest.mark.parametrize(
    "letter", [ALL["decision"], make.management_decision(name=make.LONG_NAME), make.cover_letter(subject="chuyển hồ sơ quản lý " * 20)]
)
def test_ink_stays_off_the_side_margins(letter):
    assert not has_ink_in_margins(letter)


def test_twin_a_word_longer_than_the_line_is_seen_in_the_margin():
    assert has_ink_in_margins(make.management_decision(name="X" * 120))


def picture(letter) -> tuple[int, int, bytes]:
    """The first page as grey pixels, 50 dots an inch, drawn by the typesetter itself."""
    compiler = typeset._compiler(tuple(typeset.font_folders()))
    made = compiler.compile(format="png", ppi=50, sys_inputs={"data": layout.as_json(layout.composed(letter))})
    png = made[0] if isinstance(made, list) else made
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    return width, height, _unfiltered(zlib.decompress(data), width, height)


def _unfiltered(raw: bytes, width: int, height: int) -> bytes:
    """PNG scan lines (8 bit RGBA) to one grey byte a pixel."""
    step, line, out, above = 4, 4 * width, bytearray(), bytearray(4 * width)
    for y in range(height):
        kind, now = raw[y * (line + 1)], bytearray(raw[y * (line + 1) + 1 : (y + 1) * (line + 1)])
        for i in range(line):
            a, b, c = (now[i - step] if i >= step else 0), above[i], (above[i - step] if i >= step else 0)
            now[i] = (now[i] + _predicted(kind, a, b, c)) & 255
        out += now[1::step]
        above = now
    return bytes(out)


def _predicted(kind: int, a: int, b: int, c: int) -> int:
    nearest = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
    return (0, a, b, (a + b) // 2, nearest)[kind]


def test_page_number_stands_in_the_top_margin_from_page_two():
    first, second, *_ = pages(render.pdf(ALL["report"]))
    assert not [t for t in placed(first) if t[1] > 277 * MM]
    (number,) = [t for t in placed(second) if t[1] > 277 * MM]
    assert number[2].strip() == "2"
    assert abs(number[0] / MM - (30 + 195) / 2) < 3, "centred over the text"


def test_signature_never_stands_alone_on_a_page():
    """However long the text, the last paragraph goes along with the signature."""
    for lines in range(18, 40, 3):
        last = pages(render.pdf(make.management_decision(articles=articles(["Nội dung. " * 8] * lines, ["Đoạn cuối cùng./."]))))[-1].extract_text()
        assert "TRƯỞNG CÔNG AN" in last
        assert "Đoạn cuối cùng" in last


def test_issued_letters_are_pdf_a_2b_with_everything_embedded():
    reader = pypdf.PdfReader(io.BytesIO(render.pdf(ALL["decision"])))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>B<", xmp)
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert root["/Lang"] == "vi-VN"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title.startswith("QUYẾT ĐỊNH Áp dụng")
    assert reader.metadata.author == "CÔNG AN XÃ TRẢNG BOM"
    assert not reader.is_encrypted
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    for font in fonts:
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert descriptor.keys() & {"/FontFile2", "/FontFile3"}
        assert "/ToUnicode" in font.get_object()


def test_the_same_letter_gives_the_same_bytes():
    assert render.pdf(ALL["decision"]) == render.pdf(ALL["decision"])


def test_many_threads_may_print_at_once():
    wanted = render.pdf(ALL["decision"])
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(render.pdf, [ALL["decision"]] * 16)) == {wanted}


def test_a_draft_says_so_in_both_files_and_an_issued_letter_does_not():
    draft, issued = make.draft(), ALL["decision"]
    assert layout.DRAFT_NOTE in " ".join(words_of_pdf(render.pdf(draft)))
    assert layout.DRAFT_NOTE in docx.Document(io.BytesIO(render.docx(draft))).sections[0].first_page_header.paragraphs[0].text
    assert b"pdfaid" not in render.pdf(draft), "a draft is not for the archive"
    assert layout.DRAFT not in " ".join(words_of_pdf(render.pdf(issued)))
    assert layout.DRAFT not in zipfile.ZipFile(io.BytesIO(render.docx(issued))).read("word/document.xml").decode()


@pytest.mark.parametrize("make_file", [render.pdf, render.docx])
def test_an_incomplete_letter_is_not_printed(make_file):
    with pytest.raises(CannotPrint, match="thiếu căn cứ"):
        make_file(make.management_decision(bases=()))


@pytest.mark.parametrize("name", ["NGUYỄN 😀 ẨN", "陳氏"])
def test_a_sign_without_a_face_is_refused_in_a_sentence(name):
    with pytest.raises(CannotPrint, match="phông chữ"):
        render.pdf(make.management_decision(name=name))


def test_without_times_measures_noto_serif_prints_the_same_words(monkeypatch):
    monkeypatch.setattr(typeset, "LIBERATION", Path("/nowhere"))
    made = render.pdf(make.management_decision(authority=f"TRƯỞNG CÔNG AN {MARKS}"))
    assert words_of_pdf(made) == words_of_docx(render.docx(make.management_decision(authority=f"TRƯỞNG CÔNG AN {MARKS}")))
    assert {str(f.get_object()["/BaseFont"]).split("+")[1].split("-")[0] for f in pages(made)[0]["/Resources"]["/Font"].values()} == {"NotoSerif"}


def test_docx_has_the_paper_and_face_of_the_decree():
    document = docx.Document(io.BytesIO(render.docx(ALL["decision"])))
    section = document.sections[0]
    measures = [section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(m.mm) for m in measures] == [210, 297, 20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    assert "PAGE" in section.header._element.xml
    sizes = {run.font.size.pt for p in document.paragraphs for run in p.runs}
    assert sizes <= {11, 12, 13, 14}
    foot = document.tables[-1].rows[0]
    assert foot._tr.trPr.find(qn("w:cantSplit")) is not None
    assert document.paragraphs[-1].paragraph_format.keep_with_next


def test_docx_needs_nothing_from_outside():
    with zipfile.ZipFile(io.BytesIO(render.docx(ALL["report"]))) as archive:
        names = archive.namelist()
        links = "".join(archive.read(n).decode() for n in names if n.endswith(".rels"))
    assert not [n for n in names if "vba" in n.lower() or "macro" in n.lower()]
    assert 'TargetMode="External"' not in links


def test_the_layout_keeps_what_the_page_highlights():
    blocks = layout.composed(make.draft()).body
    assert [run.text for block in blocks for run in block.runs if run.highlight] == ["01 năm"]
