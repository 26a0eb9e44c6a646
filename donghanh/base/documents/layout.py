"""One letter laid out: the blocks in their order and the measures of Decree 30/2020, from which both renderers (and the page) work.

Measures are those of Appendix I, parts I and II, to Decree 30/2020/NĐ-CP: A4 (I.1); margins top and bottom 20–25 mm, left
30–35 mm, right 15–20 mm (I.3); Times New Roman, Unicode TCVN 6909:2001, black (I.4); page number 13–14, centred in the top
margin, not on page one (I.7); sizes per part as noted at each style. Lengths are in mm, type sizes and gaps in points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from donghanh.base.documents.filled import FilledForm, FormPart, Signature
from donghanh.base.documents.letter import Article, Head, Letter, Paragraph, Run
from donghanh.base.documents.report import Part, Report, Table
from donghanh.base.documents.rules import check_letter
from donghanh.base.documents.terms import LetterKind
from donghanh.kernel.text import nfc

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
DRAFT_NOTE = "DỰ THẢO, chưa có giá trị thi hành"


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet: 210 × 297 mm; header is the distance of the page number from the edge."""

    width: int = 210
    height: int = 297
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    header: int = 10
    page_number: int = 13

    @property
    def line(self) -> int:
        """Width of the text, mm."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Style:
    """size and before (gap above) in points; indent (first line) and left in mm; stays: never parted from the block below."""

    size: float = 13
    bold: bool = False
    italic: bool = False
    align: str = "justify"
    before: float = 6
    indent: float = 0
    left: float = 0
    stays: bool = False


def _centred(size: float, before: float) -> Style:
    return Style(size=size, bold=True, align="center", before=before, stays=True)


STYLES: dict[str, Style] = {
    "form_code": Style(size=11, align="right", before=0),
    "parent": Style(size=12, align="center", before=0),  # 12–13 upright capitals
    "issuer": Style(size=12, bold=True, align="center", before=0),  # 12–13 bold capitals, a line beneath
    "nation": Style(size=12, bold=True, align="center", before=0),  # 12–13 bold capitals
    "motto": Style(size=13, bold=True, align="center", before=0),  # 13–14 bold, a line beneath of its own length
    "number": Style(size=13, align="center", before=0),
    "reference": Style(size=12, align="center", before=6),  # "V/v …" of a công văn: 12–13, 6 pt below the number
    "place": Style(size=13, italic=True, align="center", before=0),
    "title": _centred(14, 18),
    "subject": _centred(14, 0),
    "authority": _centred(13, 12),
    "basis": Style(italic=True, indent=10),
    "resolves": _centred(13, 12),
    "paragraph": Style(indent=10),  # 13–14, first line 1 cm or 1.27 cm, at least 6 pt between paragraphs
    "heading": Style(bold=True, align="left", before=10, indent=10, stays=True),
    "addressee": Style(align="center", before=12),
    "addressees": Style(align="left", before=12, left=30, stays=True),
    "addressee_item": Style(align="left", before=0, left=45),
    "caption": _centred(13, 10),
    "cell": Style(size=12, align="left", before=0),
    "blank": Style(align="left", before=3, indent=10),
    "lookup": Style(size=10, align="left", before=0),
    "recipients": Style(size=12, bold=True, italic=True, align="left", before=0),  # "Nơi nhận:" 12 bold italic
    "recipient": Style(size=11, align="left", before=0),  # 11 upright
    "signer_title": Style(bold=True, align="center", before=0),
    "sign_note": Style(size=11, italic=True, align="center", before=0),
    "signer_name": Style(bold=True, align="center", before=0),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph in a style, or (style "table") a table of rows of texts; ruled: a short line beneath, a third to half as long."""

    style: str
    runs: tuple[Run, ...] = ()
    ruled: bool = False
    table: Table | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything a renderer sets, top to bottom. The last block of body is kept on one page with the signature."""

    title: str
    issuer: str
    is_draft: bool
    day: tuple[int, int, int] | None
    form_code: str
    left: tuple[Block, ...]
    number: tuple[Block, ...]
    right: tuple[Block, ...]
    place: tuple[Block, ...]
    body: tuple[Block, ...]
    recipients: tuple[Block, ...]
    titles: tuple[Block, ...]
    sign_note: str
    signer_name: str
    cosigns: tuple[Cosign, ...] = ()
    lookup: tuple[Block, ...] = ()
    square: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cosign:
    """A place to sign beside or above the main one."""

    titles: tuple[Block, ...]
    note: str
    name: str


def composed(letter: Letter | Report | FilledForm) -> Layout:
    """The letter as blocks, all text NFC. Raises rules.CannotPrint where a part of the form is missing."""
    check_letter(letter)
    if isinstance(letter, FilledForm):
        return _composed_form(letter)
    head, foot = letter.head, letter.foot
    reference = isinstance(letter, Letter) and letter.kind == LetterKind.DISPATCH
    subject = f"V/v {letter.subject}" if reference else letter.subject
    return Layout(
        title=nfc(f"{letter.type_title} {subject}".strip()),
        issuer=nfc(head.issuer),
        is_draft=letter.is_draft,
        day=(head.issued_on.year, head.issued_on.month, head.issued_on.day) if head.issued_on else None,
        form_code=nfc(head.form_code),
        left=tuple(_issuer(head)),
        number=(_block("number", head.number_text), *([_block("reference", subject)] if reference else [])),
        right=(_block("nation", NATION), _block("motto", MOTTO)),
        place=(_block("place", head.place_and_date),),
        body=tuple(_report_body(letter) if isinstance(letter, Report) else _letter_body(letter)),
        recipients=tuple(_recipients(foot.recipients)),
        titles=tuple(_block("signer_title", title) for title in foot.signer_titles),
        sign_note=nfc(foot.sign_note),
        signer_name=nfc(foot.signer_name),
        lookup=(_block("lookup", letter.lookup),) if isinstance(letter, Letter) and letter.lookup else (),
        square=letter.square if isinstance(letter, Letter) else (),
    )


def _composed_form(form: FilledForm) -> Layout:
    head, main = form.head, form.signatures[-1]
    return Layout(
        title=nfc(f"{form.type_title} {form.subject}".strip()),
        issuer=nfc(head.issuer),
        is_draft=form.is_draft,
        day=(head.issued_on.year, head.issued_on.month, head.issued_on.day) if head.issued_on and not form.is_draft else None,
        form_code=nfc(head.form_code),
        left=tuple(_issuer(head)) if head.issuer else (),
        number=(_block("number", head.number_text),) if head.symbol else (),
        right=(_block("nation", NATION), _block("motto", MOTTO)),
        place=(_block("place", head.place_and_date),),
        body=tuple(_form_body(form)),
        recipients=tuple(_recipients(form.recipients)) if form.recipients else (),
        titles=tuple(_block("signer_title", title) for title in main.titles),
        sign_note=nfc(main.note),
        signer_name=nfc(main.name),
        cosigns=tuple(_cosign(one) for one in form.signatures[:-1]),
        lookup=(_block("lookup", form.lookup),) if form.lookup else (),
        square=form.square,
    )


def _cosign(one: Signature) -> Cosign:
    return Cosign(tuple(_block("signer_title", title) for title in one.titles), nfc(one.note), nfc(one.name))


def _form_body(form: FilledForm) -> Iterator[Block]:
    yield _block("title", form.type_title, ruled=not form.subject)
    if form.subject:
        yield _block("subject", form.subject, ruled=True)
    if form.authority:
        yield _block("authority", form.authority)
    yield from _addressees(form.addressees)
    yield from (_block("basis", _ended(basis, "." if basis == form.bases[-1] else ";")) for basis in form.bases)
    if form.resolves:
        yield _block("resolves", form.resolves)
    for part in form.parts:
        yield from _form_part(part)


def _form_part(part: FormPart) -> Iterator[Block]:
    if part.heading:
        yield _block("heading", part.heading)
    yield from (_block("blank", *line.runs) for line in part.lines)
    for table in part.tables:
        yield _block("caption", table.caption)
        yield Block("table", table=_composed_table(table))


def as_json(layout: Layout) -> str:
    """The layout with paper and styles as one JSON text, as the typesetter takes it."""
    fixed = {"paper": asdict(Paper()), "styles": {name: asdict(style) for name, style in STYLES.items()}, "draft": DRAFT, "draft_note": DRAFT_NOTE}
    return json.dumps({**asdict(layout), **fixed}, ensure_ascii=False)


def _block(style: str, *parts: str | Run, ruled: bool = False) -> Block:
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return Block(style, tuple(Run(nfc(r.text), r.bold, r.italic, r.highlight) for r in runs), ruled)


def _issuer(head: Head) -> Iterator[Block]:
    if head.issuer_parent:
        yield _block("parent", head.issuer_parent)
    yield _block("issuer", head.issuer, ruled=True)


def _letter_body(letter: Letter) -> Iterator[Block]:
    if letter.kind != LetterKind.DISPATCH:
        yield _block("title", letter.type_title)
        yield _block("subject", letter.subject, ruled=True)
    if letter.kind == LetterKind.DECISION:
        yield _block("authority", letter.authority)
    yield from _addressees(letter.addressees)
    yield from (_block("basis", _ended(basis, "." if basis == letter.bases[-1] else ";")) for basis in letter.bases)
    if letter.kind == LetterKind.DECISION:
        yield _block("resolves", letter.resolves)
        for article in letter.articles:
            yield from _article(article)
    yield from (_paragraph(p) for p in letter.paragraphs)


def _report_body(report: Report) -> Iterator[Block]:
    yield _block("title", report.type_title)
    yield _block("subject", report.subject, ruled=True)
    yield from _addressees(report.addressees)
    for part in report.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[Block]:
    if part.heading:
        yield _block("heading", part.heading)
    yield from (_paragraph(p) for p in part.paragraphs)
    for table in part.tables:
        yield _block("caption", table.caption)
        yield Block("table", table=_composed_table(table))


def _composed_table(table: Table) -> Table:
    def composed_row(row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(nfc(cell) for cell in row)

    return Table(caption=nfc(table.caption), columns=table.columns, rows=tuple(map(composed_row, table.rows)), total=composed_row(table.total))


def _article(article: Article) -> Iterator[Block]:
    first, *others = article.paragraphs
    yield _block("paragraph", Run(f"{article.heading} ", bold=True), *first.runs)
    yield from (_paragraph(p) for p in others)


def _paragraph(paragraph: Paragraph) -> Block:
    return _block("paragraph", *paragraph.runs)


def _addressees(names: tuple[str, ...]) -> Iterator[Block]:
    """ "Kính gửi: X" on one line; several each on a line of their own, ended by ";" and the last by "." (II.9)."""
    if len(names) == 1:
        yield _block("addressee", f"Kính gửi: {names[0]}")
    elif names:
        yield _block("addressees", "Kính gửi:")
        for position, name in enumerate(names, start=1):
            yield _block("addressee_item", "- " + _ended(name, "." if position == len(names) else ";"))


def _recipients(names: tuple[str, ...]) -> Iterator[Block]:
    yield _block("recipients", "Nơi nhận:")
    for position, name in enumerate(names, start=1):
        yield _block("recipient", "- " + _ended(name, "." if position == len(names) else ";"))


def _ended(text: str, sign: str) -> str:
    """The text with this sign at its end, in place of one that stands there."""
    return text.strip().rstrip(".;") + sign
