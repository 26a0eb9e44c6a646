"""What a letter, a report and a form lack, each fault in its words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from donghanh.base.documents import rules
from donghanh.base.documents.filled import FilledForm, FormPart, Signature
from donghanh.base.documents.letter import Head, articles, paragraph
from donghanh.base.documents.report import part
from donghanh.base.documents.terms import LetterKind
from tests.factories import documents as make
from tests.said import check, outcome, page

LETTER, REPORT = make.management_decision(), make.half_year_report()
FORM = FilledForm(
    head=Head(issuer="", symbol="", place="Trảng Bom"),
    type_title="BIÊN BẢN",
    parts=(FormPart(lines=(paragraph("Họ tên: …"),)),),
    signatures=(Signature(titles=("NGƯỜI LẬP",)),),
)
DISPATCH = replace(LETTER, kind=LetterKind.DISPATCH, type_title="", addressees=("UBND xã",), articles=(), paragraphs=(paragraph("Đề nghị."),))
NOTICE = replace(
    DISPATCH, kind=next(one for one in LetterKind if one not in (LetterKind.DISPATCH, LetterKind.DECISION)), type_title="THÔNG BÁO", addressees=()
)
SIGNS = ("\x00", "\x1f", "\n", "\t", "\x7f", "\x9f", "\u2028", "\ud800", "\ufffe", " ", "a", "\u00a0", "😀")


def rows() -> Iterator[tuple[str, str, str]]:
    head, foot = LETTER.head, LETTER.foot
    heads = [
        {"issuer": " "}, {"symbol": " "}, {"place": " "}, {"number": None, "issued_on": date(2026, 11, 22)}, {"number": 1, "issued_on": None},
        {"number": 0, "issued_on": date(2026, 11, 22)}, {"number": 1, "issued_on": date(2026, 11, 22)}, {"number": None, "issued_on": None},
    ]  # fmt: skip
    for change in heads:
        yield "a decision", f"head {change}", said(replace(LETTER, head=replace(head, **change)))
    feet = [
        {"recipients": ()}, {"recipients": ("Lưu: VT.", "Như trên")}, {"signer_titles": (" ",)}, {"signer_titles": (" ", "CHỦ TỊCH")},
        {"signer_name": " "}, {"signer_name": "Lê Thị Ỗi"},
    ]  # fmt: skip
    for change in feet:
        for name, letter in {"draft": replace(LETTER, head=replace(head, number=None, issued_on=None)), "signed": signed()}.items():
            yield "a decision", f"{name} foot {change}", said(replace(letter, foot=replace(foot, **change)))
    bodies = [
        {"subject": " "}, {"type_title": " "}, {"authority": " "}, {"bases": (" ",)}, {"bases": ()}, {"articles": ()},
        {"articles": articles([" "], ["Hai."])},
        {"articles": articles(["Một."], ["Hai."])[::-1]}, {"subject": "a\nb"}, {"bases": ("Căn cứ\x00",)},
    ]  # fmt: skip
    for change in bodies:
        yield "a decision", "body " + ", ".join(change), said(replace(LETTER, **change))
    for name, letter in {"a dispatch": DISPATCH, "a notice": NOTICE}.items():
        for change in ({}, {"type_title": " "}, {"paragraphs": ()}, {"paragraphs": (paragraph(" "),)}, {"addressees": (" ",)}, {"addressees": ()}):
            yield name, str(sorted(change)), said(replace(letter, **change))
    yield from reports()
    yield from forms()
    for sign in SIGNS:
        yield "has_unprintable", repr(sign), str(rules.has_unprintable(f"x{sign}y"))


def signed() -> object:
    return replace(LETTER, head=replace(LETTER.head, number=7, issued_on=date(2026, 11, 22)))


def reports() -> Iterator[tuple[str, str, str]]:
    fine = make.table(2)
    tables = {
        "fine": fine, "no columns": replace(fine, columns=(), rows=(), total=()), "a short row": replace(fine, rows=(*fine.rows, ("1",))),
        "a short total": replace(fine, total=("1",)), "no total": replace(fine, total=()),
    }  # fmt: skip
    for name, table in tables.items():
        yield "a report", name, said(replace(REPORT, parts=(part("I. Kết quả", tables=[table]),)))
    for name, change in {"no title": {"type_title": " "}, "no parts": {"parts": ()}, "an empty part": {"parts": (part("I. Kết quả"),)}}.items():
        yield "a report", name, said(replace(REPORT, **change))


def forms() -> Iterator[tuple[str, str, str]]:
    changes = {
        "fine": {}, "no place": {"head": replace(FORM.head, place=" ")}, "number 0": {"head": replace(FORM.head, number=0)},
        "no title": {"type_title": " "},
        "number 1": {"head": replace(FORM.head, number=1)}, "no parts": {"parts": ()}, "no signatures": {"signatures": ()},
        "an empty signature": {"signatures": (Signature(titles=("A",)), Signature(titles=(" ",)))}, "a broken line": {"subject": "a\nb"},
        "two titles": {"signatures": (Signature(titles=(" ", "A")),)},
    }  # fmt: skip
    for name, change in changes.items():
        yield "a form", name, said(replace(FORM, **change))


def said(letter: object) -> str:
    return outcome(lambda: rules.check_letter(letter))


def test_every_fault_in_its_words():
    check(Path(__file__).parent / "said" / "rules.txt", page(rows()))
