"""What Decree 30/2020/NĐ-CP asks of a letter: every missing part is named at once, and nothing incomplete is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Foot, Head, Letter
from donghanh.base.documents.report import Report
from donghanh.base.documents.terms import LetterKind
from donghanh.kernel.errors import Cannot

CITATION = "Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class CannotPrint(Cannot):
    """The letter lacks a part of its form, or holds a sign that no letter may hold."""


def check_letter(letter: Letter | Report | FilledForm) -> None:
    """Raises CannotPrint naming every part that Decree 30/2020, or an official form, asks for and this letter lacks."""
    if isinstance(letter, FilledForm):
        found = list(_form_faults(letter))
    else:
        found = [*_head_faults(letter.head), *_body_faults(letter), *_foot_faults(letter.foot, letter.is_draft)]
    if any(has_unprintable(text) for text in _texts(letter)):
        found.append("có ký tự điều khiển hoặc xuống dòng trong một đoạn")
    if found:
        raise CannotPrint(f"Văn bản chưa đúng thể thức: {'; '.join(found)}.", mend="Bổ sung các phần đã nêu rồi xem lại bản in.", citation=CITATION)


def _form_faults(form: FilledForm) -> Iterator[str]:
    """An official form prints its own head and foot: only what no form goes without is asked."""
    if not form.head.place.strip():
        yield "thiếu địa danh"
    if form.head.number is not None and form.head.number < 1:
        yield "số văn bản phải từ 01"
    if not form.type_title.strip():
        yield "thiếu tên mẫu"
    if not form.parts:
        yield "thiếu nội dung"
    if not form.signatures or not any(title.strip() for title in form.signatures[-1].titles):
        yield "thiếu chức vụ hoặc tư cách của người ký"


def has_unprintable(text: str) -> bool:
    """A control sign, a line break or a sign that stands for nothing."""
    return bool(_UNPRINTABLE.search(text))


def _head_faults(head: Head) -> Iterator[str]:
    if not head.issuer.strip():
        yield "thiếu tên cơ quan ban hành"
    if not head.symbol.strip():
        yield "thiếu ký hiệu văn bản"
    if not head.place.strip():
        yield "thiếu địa danh"
    if (head.number is None) != (head.issued_on is None):
        yield "số và ngày ban hành phải có cùng lúc"
    if head.number is not None and head.number < 1:
        yield "số văn bản phải từ 01"


def _body_faults(letter: Letter | Report) -> Iterator[str]:
    if not letter.subject.strip():
        yield "thiếu trích yếu nội dung"
    if isinstance(letter, Report):
        yield from _report_faults(letter)
        return
    if letter.kind != LetterKind.DISPATCH and not letter.type_title.strip():
        yield "thiếu tên loại văn bản"
    if letter.kind == LetterKind.DECISION:
        yield from _decision_faults(letter)
    elif not any(p.text.strip() for p in letter.paragraphs):
        yield "thiếu nội dung"
    if letter.kind == LetterKind.DISPATCH and not any(a.strip() for a in letter.addressees):
        yield "thiếu nơi kính gửi"


def _decision_faults(letter: Letter) -> Iterator[str]:
    if not letter.authority.strip():
        yield "thiếu thẩm quyền ban hành"
    if not any(basis.strip() for basis in letter.bases):
        yield "thiếu căn cứ ban hành"
    if not letter.articles:
        yield "thiếu các điều của quyết định"
    for number, article in enumerate(letter.articles, start=1):
        if article.heading != f"Điều {number}.":
            yield f"điều thứ {number} phải mang tên “Điều {number}.”"
        if not any(p.text.strip() for p in article.paragraphs):
            yield f"Điều {number} không có nội dung"


def _report_faults(report: Report) -> Iterator[str]:
    if not report.type_title.strip():
        yield "thiếu tên loại văn bản"
    if not any(part.paragraphs or part.tables for part in report.parts):
        yield "thiếu nội dung"
    for table in (table for part in report.parts for table in part.tables):
        rows = [*table.rows, *([table.total] if table.total else [])]
        if not table.columns or any(len(row) != len(table.columns) for row in rows):
            yield f"bảng “{table.caption}” có dòng không khớp số cột"


def _foot_faults(foot: Foot, is_draft: bool) -> Iterator[str]:
    if not foot.recipients or not foot.recipients[-1].startswith("Lưu:"):
        yield "nơi nhận phải kết thúc bằng dòng “Lưu: …”"
    if not any(title.strip() for title in foot.signer_titles):
        yield "thiếu chức vụ của người ký"
    if not is_draft and not foot.signer_name.strip():
        yield "thiếu họ và tên người ký"


def _texts(value: object) -> Iterator[str]:
    """Every string anywhere in the letter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
