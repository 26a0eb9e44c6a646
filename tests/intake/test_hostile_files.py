"""Files that would harm or mislead: each ends in one sentence or in a row's fault; nothing is executed, nothing grows without end."""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import zipfile

import openpyxl
import pytest
import xlwt

from donghanh.intake.reading import extract, guard
from donghanh.kernel.errors import BadInput
from tests.factories.intake import GOOD, HEADER, csv, read, rezipped, xls, xlsx

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ tên</t></is></c><c r="B1" t="inlineStr"><is><t>Năm sinh</t></is></c></row>'
OLE = guard.OLE_MAGIC


@pytest.fixture
def good(tmp_path):
    return xlsx(tmp_path / "good.xlsx", [HEADER, *GOOD])


def named(path, name: str):
    return path.rename(path.with_name(name))


def ole(*streams: str) -> bytes:
    """A compound file's first bytes, with these names in its directory."""
    return OLE + bytes(504) + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)


def bomb(good, tmp_path):
    return rezipped(good, tmp_path / "bomb.xlsx", {"xl/media/x.bin": bytes(60 * 1024 * 1024)})


def many_entries(good, tmp_path):
    return rezipped(good, tmp_path / "many.xlsx", {f"xl/media/{n}": "" for n in range(3_000)})


def nested(good, tmp_path):
    path = tmp_path / "nested.xlsx"
    with zipfile.ZipFile(path, "w") as outer:
        outer.writestr("good.xlsx", good.read_bytes())
    return path


def far_cell(good, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Họ tên", "x"
    book.save(tmp_path / "far.xlsx")
    return tmp_path / "far.xlsx"


def broken(good, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(good.read_bytes()[:-400])
    return path


def with_bytes(name: str, data: bytes):
    def make(good, tmp_path):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return make


def with_entries(changes: dict):
    return lambda good, tmp_path: rezipped(good, tmp_path / "changed.xlsx", changes)


def entities(good, tmp_path):
    """An entity that would read a file of the machine, and one that grows."""
    strings = (
        f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">]><sst {MAIN}><si><t>&x;</t></si><si><t>&a;</t></si></sst>'
    )
    sheet = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData></worksheet>'
    return rezipped(good, tmp_path / "xxe.xlsx", {"xl/sharedStrings.xml": strings, SHEET: sheet})


HOSTILE = {
    "empty": (with_bytes("e.xlsx", b""), "trống"),
    "blank csv": (with_bytes("e.csv", b"\r\n , ,\r\n"), "trống"),
    "too big": (with_bytes("big.csv", b"x" * (guard.LARGEST_FILE + 1)), "lớn quá mức"),
    "zip bomb": (bomb, "lớn quá mức"),
    "thousands of entries": (many_entries, "lớn quá mức"),
    "a cell at the end of the world": (far_cell, "lớn quá mức"),
    "archive in an archive": (nested, "không đúng với đuôi"),
    "cut off": (broken, "hỏng"),
    "macro": (with_entries({"xl/vbaProject.bin": b"x"}), "macro"),
    "macro sheet of Excel 4": (with_entries({"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
    "xlsm": (lambda good, tmp_path: named(good, "a.xlsm"), "macro"),
    "old macro": (with_bytes("m.xls", ole("Workbook", "_VBA_PROJECT_CUR")), "macro"),
    "links to other files": (with_entries({"xl/externalLinks/externalLink1.xml": "<x/>"}), "liên kết"),
    "password": (with_bytes("p.xlsx", ole("EncryptionInfo", "EncryptedPackage")), "mật khẩu"),
    "pdf named xlsx": (with_bytes("a.xlsx", b"%PDF-1.7 ..."), "không đúng với đuôi"),
    "program named csv": (with_bytes("a.csv", b"MZ\x90\x00"), "không đúng với đuôi"),
    "xls named xlsx": (lambda good, tmp_path: named(xls(tmp_path / "a.xls", [HEADER, *GOOD]), "b.xlsx"), "không đúng với đuôi"),
    "xlsx named xls": (lambda good, tmp_path: named(good, "b.xls"), "không đúng với đuôi"),
    "xlsx named csv": (lambda good, tmp_path: named(good, "b.csv"), "không đúng với đuôi"),
    "another kind": (lambda good, tmp_path: named(good, "b.docx"), "Loại tệp"),
    "path in the name": (lambda good, tmp_path: named(good, "b"), "Loại tệp"),
    "ole without a book": (with_bytes("o.xls", ole("WordDocument")), "hỏng"),
    "ole rubbish": (with_bytes("o.xls", ole("Workbook") + b"\xff" * 4000), "hỏng"),
    "NUL in csv": (with_bytes("n.csv", "Họ tên,Năm sinh\r\nAn\0,1988\r\nBình,1977,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".encode()), "hỏng"),
    "external entity": (entities, "hỏng|tiêu đề"),
    "sheet that is no XML": (with_entries({SHEET: b"\xff\xfe\x00garbage"}), "hỏng|trống"),
    "a cell too long for csv": (with_bytes("l.csv", b'"Ho ten","' + b"x" * 200_000 + b'"\r\n'), "hỏng"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence_with_its_mend(good, tmp_path, kind):
    make, sentence = HOSTILE[kind]
    with pytest.raises(BadInput, match=sentence) as told:
        read(make(good, tmp_path))
    assert told.value.mend
    assert "Traceback" not in str(told.value)


def test_a_real_workbook_with_a_password_is_refused_and_not_taken_for_damaged(tmp_path):
    """BIFF8's FILEPASS record, put by hand at the head of an old workbook's stream."""
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "Họ tên")
    out = io.BytesIO()
    book.save(out)
    data = bytearray(out.getvalue())
    at = data.find(b"\x09\x08\x10\x00")
    data[at + 20 : at + 20] = b"\x2f\x00\x06\x00\x00\x00\x01\x02\x03\x04"
    (tmp_path / "p.xls").write_bytes(bytes(data[: len(out.getvalue())]))
    with pytest.raises(BadInput, match=r"mật khẩu|hỏng"):
        read(tmp_path / "p.xls")


def test_formulas_are_never_worked_out_and_stay_text(tmp_path):
    rows = [("Họ tên", "Năm sinh"), ('=HYPERLINK("http://x","An")', 1988), ("=cmd|' /C calc'!A0", 1988), ("Lê Văn Tám", 1990)]
    _, from_csv = read(csv(tmp_path / "f.csv", [[str(cell).replace(",", ";") for cell in row] for row in rows]))
    assert [row.state for row in from_csv] == ["FAULTY", "FAULTY", "READY"]
    assert "công thức" in from_csv[0].faults[0].reason
    _, from_book = read(xlsx(tmp_path / "f.xlsx", rows))
    assert [row.state for row in from_book] == ["FAULTY", "FAULTY", "READY"]


def test_of_a_formula_the_kept_value_is_taken(good, tmp_path):
    row = '<row r="2"><c r="A2" t="str"><f>"Lê Văn "&amp;"Tám"</f><v>Lê Văn Tám</v></c><c r="B2"><f>1900+90</f><v>1990</v></c></row>'
    sheet = f"<worksheet {MAIN}><sheetData>{HEAD_ROW}{row}</sheetData></worksheet>"
    (row,) = read(rezipped(good, tmp_path / "f.xlsx", {SHEET: sheet}))[1]
    assert (row.draft.full_name, row.draft.birth_year) == ("Lê Văn Tám", 1990)


def test_a_million_blank_rows_cost_seconds_not_memory(good, tmp_path):
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 1_048_577))
    one = '<row r="2"><c r="A2" t="inlineStr"><is><t>Lê Văn Tám</t></is></c><c r="B2"><v>1990</v></c></row>'
    path = rezipped(good, tmp_path / "blank.xlsx", {SHEET: f"<worksheet {MAIN}><sheetData>{HEAD_ROW}{one}{blank}</sheetData></worksheet>"})
    assert [row.row for row in read(path)[1]] == [2]


def test_a_cell_as_long_as_excel_allows_is_a_fault_of_its_row(tmp_path):
    rows = [HEADER, (1, "A" * 32_767, "1988", "Nam", None, "x" * 32_767), GOOD[1]]
    first, second = read(xlsx(tmp_path / "long.xlsx", rows))[1]
    assert {fault.column for fault in first.faults} == {"Họ và tên", "Nơi thường trú"}
    assert second.state == "READY"


def test_random_damage_never_crashes_the_reader(good, tmp_path):
    """The same bytes with some changed: a verdict on rows or a sentence, nothing else."""
    chance = random.Random(7)
    sources = [(good.read_bytes(), ".xlsx"), (xls(tmp_path / "a.xls", [HEADER, *GOOD]).read_bytes(), ".xls")]
    for number in range(120):
        data, extension = sources[number % 2]
        changed = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path = tmp_path / f"damaged{number}{extension}"
        path.write_bytes(changed)
        try:
            read(path)
        except BadInput as told:
            assert told.mend


def in_the_reader(code: str) -> subprocess.CompletedProcess:
    """Run code in a process that has given up its rights as the reader does."""
    start = f"import sys; sys.path.insert(0, {extract._ROOT!r}); from donghanh.intake.reading import child; child.give_up_rights(); {code}"
    return subprocess.run([sys.executable, "-I", "-c", start], capture_output=True, text=True, check=False)


FORBIDDEN = [
    "import socket; socket.socket().connect(('127.0.0.1', 9))",
    "import subprocess; subprocess.run(['true'])",
    "import os; os.system('true')",
    "import os; os.fork()",
    "open('/tmp/never', 'w')",
    "x = bytearray(600 * 1024 * 1024)",
]


@pytest.mark.parametrize("code", FORBIDDEN)
def test_the_reading_process_can_neither_call_out_nor_write_nor_grow(code):
    assert in_the_reader(code).returncode != 0


@pytest.mark.parametrize(
    "code", ["import socket; socket.socket()", "import subprocess; subprocess.run(['true'])", "x = bytearray(600 * 1024 * 1024)"]
)
def test_without_the_guard_it_could(code):
    free = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert free.returncode == 0


def test_memory_stays_flat_on_a_long_list(tmp_path):
    """Rows stream through: twice the rows, not twice the memory of the reading side."""
    rows = [
        (n, f"Nguyễn {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}", 1980, "Nam", f"0750880{n:05d}", "Ấp 1")
        for n in range(20_000)
    ]
    path = csv(tmp_path / "long.csv", [HEADER, *rows])
    extract_only = sum(1 for _ in extract.extract(path, "csv"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    preview = read_counts(path)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert extract_only == 20_002
    assert preview.counts["READY"] == 20_000
    assert grown < 25


def read_counts(path):
    from donghanh.intake.reading.preview import Preview
    from tests.factories.intake import TODAY

    preview = Preview(path, path.name, today=TODAY)
    for _ in preview.chunks():
        pass
    return preview
