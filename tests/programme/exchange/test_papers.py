"""A plan's paper is read sentence by sentence: what it proposes, how well, and that no file makes anything but proposals or a sentence."""

from __future__ import annotations

import json
import time
from io import BytesIO

import docx
import pytest
import typst
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from donghanh.base.documents.typeset import font_folders
from donghanh.jobs import cli
from donghanh.kernel.errors import BadInput
from donghanh.programme.exchange import finding, outline, papers, scoring
from donghanh.programme.exchange.addressees import addressees
from donghanh.programme.exchange.outline import Line
from tests.factories.papers import CONTENT, PAPER


def read(text):
    return finding.find(outline.outline(Line(f"dòng {n}", line) for n, line in enumerate(text.splitlines(), start=1)))


FOUND = read(PAPER)


def of(code):
    return [one for one in FOUND if one.code == code]


def test_a_paper_is_read_as_well_as_we_say():
    """The floor. Measured on the four plans of today: README."""
    targets, duties = scoring.targets(FOUND, CONTENT), scoring.duties(FOUND, CONTENT)
    assert targets.recall >= 0.9 and targets.precision >= 0.9, targets
    assert duties.recall == 1.0 and duties.precision >= 0.9, duties


@pytest.mark.parametrize("words", ["thành lập mỗi xã ", "thành lập các xã ", "từ 1% ", "1% "])
def test_a_line_without_end_takes_no_time_without_end(words):
    started = time.process_time()
    assert len(read(f"I. Mục tiêu\n1. {words * 4_000}")) == 1
    assert time.process_time() - started < 1  # the square of its length: four seconds here, hours in a file of 5 MB


def test_lines_that_never_end_a_sentence_do_not_grow_for_ever():
    lines = [Line("1", "I. Mục tiêu"), *(Line(str(n), "mỗi xã có trên " * 10) for n in range(200))]
    assert max(len(one.text) for one in outline.outline(lines)) < 4_500


def test_more_proposals_than_any_plan_has_are_refused():
    with pytest.raises(BadInput, match="quá 3000"):
        read("I. Mục tiêu\n1. " + "Phấn đấu 1% người. " * 3_001)


def test_the_measure_sees_what_is_missed_and_what_is_made_up():
    fewer = [one for one in FOUND if one.said.get("value") != 85]
    assert scoring.targets(fewer, CONTENT).found == scoring.targets(FOUND, CONTENT).found - 1
    more = dict(CONTENT, targets=CONTENT["targets"][2:])
    assert scoring.targets(FOUND, more).right < scoring.targets(FOUND, CONTENT).right


def test_each_proposal_stands_beside_its_sentence_and_says_how_sure_it_is():
    (one,) = of("I.2.a")
    assert (one.place, one.sentence, one.sureness) == ("dòng 11", "Phấn đấu trên 85% người có hồ sơ quản lý được tư vấn.", "HIGH")
    said = one.said
    assert (said["comparison"], said["value"], said["unit"], said["printed"], said["is_striving"]) == (">", 85, "%", "trên 85%", True)
    assert (said["due_on"], said["is_due_assumed"]) == ("2028-12-31", True)
    assert of("I.1")[0].sureness == "LOW" and of("I.1")[0].said["value"] is None and of("I.1")[0].said["comparison"] == "NOT_RISING"


def test_numbers_days_and_comparisons_are_those_of_the_sentence():
    assert [(one.said["value"], one.said["due_on"]) for one in of("I.2.c")] == [(60, "2028-12-31")]
    assert [(one.said["value"], one.said["comparison"]) for one in of("I.2.dd")] == [(15, "<=")]
    assert [(one.said["value"], one.said["due_on"], one.said["is_due_assumed"]) for one in of("II.1.2.1")] == [(50, "2026-12-31", False)]
    assert [(one.said["value"], one.said["due_on"]) for one in of("II.2.1")] == [(100, "2027-12-31")]
    assert [(one.said["value"], one.said["unit"]) for one in of("II.2.2")] == [(5, "câu lạc bộ")]


def test_what_the_plan_rests_on_and_to_whom_it_goes_is_no_proposal():
    said = " ".join(one.sentence for one in FOUND)
    assert "Nghị định" not in said and "Thường trực" not in said and "Công tác cai nghiện và quản lý" not in said


def test_work_is_addressed_as_the_heading_says_and_reports_have_their_day():
    assert of("III.1.b")[0].said["functions"] == ["provincial_police"] and of("III.2")[0].said["functions"] == ["finance_authority"]
    assert of("III.3")[0].said["functions"] == ["commune_committee"] and of("III.3")[0].said["rhythm"] == "continuous"
    assert of("III.1.a")[0].said["frequencies"] == ["HALF_YEAR", "YEAR"]
    assert of("III.4")[0].said["due_before"] == "05-31"


def test_a_line_torn_by_the_page_is_one_sentence_again():
    assert of("II.1.1")[0].sentence == "Tổ chức tập huấn cho cán bộ trực tiếp làm công tác cai nghiện tại các xã."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Công an xã, phường", "commune_police"),
        ("Chủ tịch UBND cấp xã", "commune_chair"),
        ("Sở Lao động- Thương binh", "rehabilitation_lead"),
    ],
)
def test_names_of_bodies_are_functions_the_longer_name_first(text, code):
    assert addressees(text) == (code,)


def as_docx(text):
    made, out = docx.Document(), BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def as_pdf(text, face="Noto Serif"):
    source = f"#set page(height: auto)\n#set text(font: {json.dumps(face)})\n#text({json.dumps(text, ensure_ascii=False)})"
    return typst.compile(source.encode(), font_paths=[str(folder) for folder in font_folders()])


KINDS = (("a.docx", as_docx), ("a.pdf", as_pdf), ("a.md", str.encode), ("a.txt", lambda text: text.encode("utf-16")))


@pytest.mark.parametrize(("name", "make"), KINDS, ids=[name for name, _make in KINDS])
def test_word_pdf_and_plain_text_say_the_same(tmp_path, name, make):
    (tmp_path / name).write_bytes(make(PAPER))
    found = finding.find(outline.outline(papers.read(tmp_path / name)))
    numbers = [(one.code, one.said["value"]) for one in FOUND if one.kind == "TARGET"]
    assert [(one.code, one.said["value"]) for one in found if one.kind == "TARGET"] == numbers
    assert ("đoạn" if name == "a.docx" else "trang 1" if name == "a.pdf" else "dòng") in found[0].place


NO_PAPERS = (("a.docx", b"PK\x03\x04x"), ("a.pdf", b"%PDF-1.7 x"), ("a.txt", b"\x00\x01"), ("a.md", b"  "), ("a.xlsx", b"x"))


@pytest.mark.parametrize(("name", "raw"), NO_PAPERS, ids=[name for name, _raw in NO_PAPERS])
def test_what_is_no_paper_is_a_sentence(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(BadInput) as refusal:
        papers.read(tmp_path / name)
    assert refusal.value.mend


def test_a_pdf_whose_letters_fell_apart_is_refused_and_not_read_wrongly(tmp_path):
    (tmp_path / "a.pdf").write_bytes(typst.compile(f"#raw({json.dumps(PAPER, ensure_ascii=False)})".encode()))
    with pytest.raises(BadInput, match="Lớp chữ của tệp"):
        papers.read(tmp_path / "a.pdf")


@how(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=12))
def test_no_text_makes_anything_but_proposals(lines):
    for one in read("\n".join(["I. MỤC TIÊU", "1. " + "x", *lines, "100% 5 mô hình mỗi xã 01 mô hình trước ngày 31/13/2026"])):
        json.dumps(one.said)


def test_the_command_proposes_measures_and_accepts_nothing(tmp_path, capsys):
    from tests.factories import plans

    (tmp_path / "a.txt").write_text(PAPER, encoding="utf-8")
    (tmp_path / "k.yaml").write_text(plans.SMALL, encoding="utf-8")
    assert cli.main(["plan", "read", str(tmp_path / "a.txt"), "--against", str(tmp_path / "k.yaml"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["proposals"]) == len(FOUND) and all(one["sentence"] and one["place"] and one["sure"] for one in said["proposals"])
    assert said["scores"]["targets"]["wanted"] == 2
    assert cli.main(["plan", "read", str(tmp_path / "a.txt")]) == 0 and "Chưa có gì được nhận" in capsys.readouterr().out
    assert cli.main(["plan", "read", str(tmp_path / "khong.txt"), "--json"]) == 2
