"""What a letter must say before it may be printed, and that the database gives it back word for word."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from donghanh.base.documents import frozen, rules
from donghanh.base.documents.letter import Article, long_date, paragraph
from donghanh.base.documents.report import Table, part
from donghanh.kernel.errors import BadInput
from tests.factories import documents as make

ALL = [make.management_decision(), make.draft(), make.file_notice(), make.cover_letter(), make.half_year_report()]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_a_day_is_written_as_the_decree_wants_it(on, said):
    assert long_date(on) == said


@pytest.mark.parametrize(("number", "said"), [(1, "Số: 01/QĐ-CAX"), (9, "Số: 09/QĐ-CAX"), (182, "Số: 182/QĐ-CAX"), (None, "Số: …/QĐ-CAX")])
def test_a_number_below_ten_has_a_zero_in_front(number, said):
    assert make.head(number=number).number_text == said


@pytest.mark.parametrize("letter", ALL)
def test_complete_letters_pass(letter):
    rules.check_letter(letter)


@pytest.mark.parametrize(
    ("letter", "missing"),
    [
        (make.management_decision(head=make.head(issuer=" ")), "tên cơ quan ban hành"),
        (make.management_decision(head=make.head(symbol="")), "ký hiệu"),
        (make.management_decision(head=make.head(place="")), "địa danh"),
        (make.management_decision(head=make.head(number=None)), "số và ngày ban hành phải có cùng lúc"),
        (make.management_decision(head=make.head(number=0)), "số văn bản phải từ 01"),
        (make.management_decision(subject=""), "trích yếu"),
        (make.management_decision(type_title=""), "tên loại"),
        (make.management_decision(authority=""), "thẩm quyền"),
        (make.management_decision(bases=("  ",)), "căn cứ"),
        (make.management_decision(articles=()), "các điều"),
        (make.management_decision(articles=(Article("Điều 2.", (paragraph("x"),)),)), "“Điều 1.”"),
        (make.management_decision(articles=(Article("Điều 1.", ()),)), "Điều 1 không có nội dung"),
        (make.management_decision(foot=make.foot(recipients=("Như Điều 5",))), "Lưu: …"),
        (make.management_decision(foot=make.foot(signer_titles=())), "chức vụ"),
        (make.management_decision(foot=make.foot(signer_name="")), "họ và tên người ký"),
        (make.file_notice(paragraphs=()), "nội dung"),
        (make.cover_letter(addressees=()), "nơi kính gửi"),
        (make.half_year_report(type_title=""), "tên loại"),
        (make.half_year_report(parts=(part("I. Tình hình"),)), "nội dung"),
        (make.half_year_report(parts=(part("", "x", tables=[replace(make.table(2), total=("x",))]),)), "không khớp số cột"),
        (make.half_year_report(parts=(part("", "x", tables=[Table(caption="B", columns=(), rows=())]),)), "không khớp số cột"),
        (make.management_decision(subject="Về việc\nquản lý"), "ký tự điều khiển"),
        (make.management_decision(name="NGUYỄN\x00THỊ"), "ký tự điều khiển"),
    ],
)
def test_what_is_missing_is_named(letter, missing):
    with pytest.raises(rules.CannotPrint) as refusal:
        rules.check_letter(letter)
    assert missing in refusal.value.message
    assert refusal.value.mend
    assert "30/2020" in refusal.value.citation


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(rules.CannotPrint, match=r"địa danh.*trích yếu.*họ và tên người ký"):
        rules.check_letter(make.management_decision(head=make.head(place=""), subject="", foot=make.foot(signer_name="")))


def test_a_draft_needs_neither_number_nor_name():
    assert make.draft().is_draft
    assert not make.management_decision().is_draft
    rules.check_letter(make.draft())


@pytest.mark.parametrize("letter", ALL)
def test_json_gives_the_same_letter_back(letter):
    stored = json.loads(json.dumps(frozen.to_json(letter), ensure_ascii=False))
    assert frozen.from_json(stored) == letter


def test_json_keeps_composed_letters_only():
    apart = unicodedata.normalize("NFD", "NGUYỄN THỊ ẨN")
    stored = json.dumps(frozen.to_json(make.management_decision(name=apart)), ensure_ascii=False)
    assert "NGUYỄN THỊ ẨN" in stored
    assert unicodedata.is_normalized("NFC", stored)


def _changed(path: list[str], value: object) -> dict:
    stored = json.loads(json.dumps(frozen.to_json(make.management_decision())))
    inner = stored
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return stored


@pytest.mark.parametrize(
    "stored",
    [
        {},
        _changed(["format"], 2),
        _changed(["model"], "poem"),
        _changed(["content"], None),
        _changed(["content", "kind"], "POEM"),
        _changed(["content", "subject"], 7),
        _changed(["content", "head", "number"], "7"),
        _changed(["content", "head", "issued_on"], "5/12/2026"),
        _changed(["content", "articles"], 5),
        _changed(["content", "unknown"], ""),
    ],
)
def test_json_that_is_no_letter_is_refused_in_a_sentence(stored):
    with pytest.raises(BadInput, match="không đọc được"):
        frozen.from_json(stored)
