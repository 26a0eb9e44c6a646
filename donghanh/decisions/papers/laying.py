"""From a form of the catalogue and its values to the paper that will be printed: one engine for all forms. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.base.documents.filled import DOTS, FilledForm, FormPart, Signature, blank, joined
from donghanh.base.documents.letter import Head, Paragraph, Run, bold, paragraph
from donghanh.base.documents.report import Table, TableColumn
from donghanh.decisions.papers.rules import Issuer
from donghanh.legal.decision_kinds import HEAD
from donghanh.legal.forms import UNASKED, Field, Filled, Form, Part

TYPES = (
    *("Quyết định", "Thông báo", "Biên bản", "Giấy xác nhận", "Giấy cam kết", "Đơn đề nghị", "Đơn xin", "Bản tường trình", "Bản tóm tắt"),
    *("Bản xác nhận", "Phiếu kết quả", "Phiếu thu thập", "Hợp đồng", "Văn bản đề nghị", "Kế hoạch", "Danh sách", "Sổ", "Tóm tắt"),
)
"""Names of kinds of papers with which a title begins; the rest of it is the subject."""
HEADERS = ("PLACE_DATE", "DOC_NUMBER", "ADDRESSEE", "HDR_")
"""Blocks that stand in the head of the paper, not among its lines."""
_SAME_LINE = ("_issued_on", "_issued_by", "_date", "_issuer", "_position", "_agency", "_sex")
UNSIGNED = "(bản chưa ký số)"
BY_HAND = "(ký, ghi rõ họ tên)"
DIGITAL = "(đã ký số)"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the making of the paper adds. number, issued_on None: a draft. note: what stands in place of the signature."""

    issuer: Issuer
    place: str
    number: int | None = None
    issued_on: date | None = None
    signer_name: str = ""
    note: str = ""
    lookup: str = ""
    square: tuple[str, ...] = ()


def lay_out(form: Form, filled: Sequence[Filled], setting: Setting) -> FilledForm:
    """The paper as it will be printed; blanks without a value print dots for the hand."""
    by_key = {one.field.key: one for one in filled}
    parts = [(part, [by_key[field.key] for field in part.fields]) for part in form.parts]
    kind, subject = title_of(form.title)
    is_decision = form.kind == "decision"
    return FilledForm(
        head=_head(form, filled, setting),
        type_title=kind.upper(),
        subject=subject,
        authority=setting.issuer.office_title.upper() if is_decision else "",
        addressees=tuple(_addressees(form, filled)),
        bases=(*form.bases, *_typed_bases(parts)),
        resolves="QUYẾT ĐỊNH:" if is_decision else "",
        parts=tuple(_parts(parts)),
        signatures=tuple(_signatures(form, setting)),
        recipients=tuple(_recipients(form, parts, setting)),
        lookup=setting.lookup,
        square=setting.square,
    )


def note_of(*, office: str, has_digital_signature: bool) -> str:
    """What stands in place of the signature of a final paper."""
    if has_digital_signature:
        return DIGITAL
    return UNSIGNED if office else BY_HAND


def series_of(form: Form, issuer: Issuer) -> str:
    """The symbol after the number: "QĐ-CAX" of the police of a commune, "QĐ-CAP" of a ward's, "QĐ-CSCN" of a facility as its other forms print it."""
    if issuer.office == HEAD:
        return form.symbol.replace("{police}", "CSCN")
    return form.symbol.replace("{police}", "CAP" if "phường" in issuer.body_name.lower() else "CAX")


def title_of(title: str) -> tuple[str, str]:
    """ "Quyết định quản lý …" in two: the kind of paper, and what it is about."""
    kind = next((one for one in TYPES if title.startswith(one)), title)
    rest = title[len(kind) :].strip()
    return kind, rest[:1].upper() + rest[1:]


def _head(form: Form, filled: Sequence[Filled], setting: Setting) -> Head:
    named = {one.field.key: one.value for one in filled if one.field.block.startswith("HDR_")}
    parent = named.pop("parent_unit_name", "")
    return Head(
        issuer=next((value for value in named.values() if value), "" if not named else DOTS).upper(),
        issuer_parent=parent.upper(),
        symbol=series_of(form, setting.issuer),
        place=setting.place,
        number=setting.number,
        issued_on=setting.issued_on,
        form_code=form.code,
    )


def _addressees(form: Form, filled: Sequence[Filled]) -> Iterator[str]:
    found = [one.value for one in filled if one.field.block == "ADDRESSEE" and one.value]
    if found or form.addressee:
        yield from found or [form.addressee]


def _typed_bases(parts: Sequence[tuple[Part, list[Filled]]]) -> Iterator[str]:
    for part, blanks in parts:
        for line in _lines(blanks) if part.role == "bases" else ():
            yield line.text


def _parts(parts: Sequence[tuple[Part, list[Filled]]]) -> Iterator[FormPart]:
    """Body parts in their order; what stands at the top beside the header comes first, articles are numbered."""
    number = 0
    for part, blanks in parts:
        if part.role in ("bases", "signatures"):
            continue
        opening: tuple[Paragraph, ...] = ()
        if part.is_article:
            number += 1
            opening = (paragraph(bold(f"Điều {number}. "), part.says),)
        shown = [one for one in blanks if not one.field.block.startswith(HEADERS) and one.field.kind not in UNASKED]
        lists = [one for one in shown if one.field.columns]
        lines = (*opening, *_lines([one for one in shown if not one.field.columns]))
        if part.heading or lines or lists:
            yield FormPart(heading=part.heading, lines=lines, tables=tuple(map(_table, lists)))


def _lines(blanks: Sequence[Filled]) -> Iterator[Paragraph]:
    """One line a blank; day and place of a paper, and position and body of an officer, go on with the line before."""
    waiting: list[Paragraph] = []
    for one in blanks:
        first, *others = (one.value.upper() if "in hoa" in one.field.label else one.value).split("\n")
        if waiting and not one.field.key.endswith(_SAME_LINE):
            yield joined(tuple(waiting))
            waiting = []
        waiting.append(_choice(one.field) if one.field.options and not first else blank(one.field.words, first, is_known=one.is_known))
        if others:
            yield joined(tuple(waiting))
            waiting = []
            yield from (paragraph(line) for line in others if line.strip())
    if waiting:
        yield joined(tuple(waiting))


def _choice(field: Field) -> Paragraph:
    """A choice nobody has made yet: boxes for the hand."""
    return paragraph(f"{field.words}: ", Run("; ".join(f"[  ] {option}" for option in field.options)))


def _table(one: Filled) -> Table:
    """A list: a row a line, cells parted by semicolons; two empty rows where nothing is told."""
    width = len(one.field.columns)
    told = [[cell.strip() for cell in line.split(";")] for line in one.value.split("\n") if line.strip()] or [[], []]
    rows = tuple(tuple([*cells[: width - 1], "; ".join(cells[width - 1 :])] + [""] * width)[:width] for cells in told)
    return Table(caption=one.field.words, columns=tuple(TableColumn(name) for name in one.field.columns), rows=rows)


def _signatures(form: Form, setting: Setting) -> Iterator[Signature]:
    """Those who sign beside come first, each as the form names them; the last makes the paper."""
    signer = form.signer
    fields = [field for field in form.fields if field.kind == "signature"]
    main = next((f for f in fields if f.key in ("sign_head", "sign_chair") or (signer and f.words == signer.title)), fields[-1] if fields else None)
    for field in fields:
        if field is not main:
            yield Signature(titles=(field.words,), note=BY_HAND)
    titles = signer.titles if signer else ((main.words,) if main else ())
    yield Signature(titles=titles, note=setting.note or BY_HAND, name=setting.signer_name)


_NAMED = "Người có tên và người thân có tên trong Quyết định"


def _recipients(form: Form, parts: Sequence[tuple[Part, list[Filled]]], setting: Setting) -> Iterator[str]:
    named = [b.value for part, blanks in parts if part.role == "signatures" for b in blanks if b.field.kind not in UNASKED and b.value]
    shown = [line.replace(" …", "").replace("…", "").strip() for line in form.recipients]
    if not shown and not named and not form.symbol:
        return
    if not form.recipients and form.kind == "decision" and form.about == "person":
        yield _NAMED  # the form leaves the list open, and its last article binds those it names
    yield from (line for line in shown if line)
    yield from named
    yield "Lưu: VT, HS"
