"""The letter model: what an official letter says, before anything about paper. Rooms above fill it; renderers print it.

Parts after Decree 30/2020/NĐ-CP, Article 8 and Appendix I. All values are frozen; `dataclasses.replace` makes the signed
letter from the draft. A letter without number and day is a draft and prints "DỰ THẢO".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from donghanh.base.documents.terms import LetterKind

BLANK = "…"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. highlight marks what the signer must look at: shown on the page, never printed."""

    text: str
    bold: bool = False
    italic: bool = False
    highlight: bool = False


Line = str | Run | Iterable[str | Run]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of runs; made most easily by `paragraph`."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraph(*parts: str | Run) -> Paragraph:
    """A paragraph of plain strings and runs: `paragraph("đối với bà ", bold("NGUYỄN THỊ ẨN"), ", sinh năm 1994.")`."""
    return Paragraph(tuple(part if isinstance(part, Run) else Run(part) for part in parts))


def bold(text: str, *, highlight: bool = False) -> Run:
    """A bold run."""
    return Run(text, bold=True, highlight=highlight)


def as_paragraphs(lines: Iterable[Line | Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs from strings, runs, sequences of both, or finished paragraphs."""
    made = []
    for line in lines:
        if isinstance(line, Paragraph):
            made.append(line)
        else:
            made.append(paragraph(line) if isinstance(line, (str, Run)) else paragraph(*line))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the bold heading "Điều 1." opens the first paragraph, the others follow."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


def articles(*contents: Iterable[Line | Paragraph]) -> tuple[Article, ...]:
    """Articles numbered from "Điều 1."; each content is the sequence of that article's paragraphs."""
    return tuple(Article(f"Điều {number}.", as_paragraphs(content)) for number, content in enumerate(contents, start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of page one. symbol is the part after the number ("QĐ-CAX"); form_code the printed name of the form ("Mẫu số 04")."""

    issuer: str
    symbol: str
    place: str
    issuer_parent: str = ""
    number: int | None = None
    issued_on: date | None = None
    form_code: str = ""

    @property
    def number_text(self) -> str:
        """ "Số: 07/QĐ-CAX": below ten with a zero in front (Appendix I, part II, section 3); a draft leaves room for it."""
        number = BLANK if self.number is None else f"{self.number:02d}"
        return f"Số: {number}/{self.symbol}"

    @property
    def place_and_date(self) -> str:
        """ "Trảng Bom, ngày 05 tháng 12 năm 2026"; a draft leaves room for the day."""
        return f"{self.place}, {long_date(self.issued_on)}"


def long_date(on: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026": a zero before days below 10 and before months 1 and 2 (Appendix I, part II, section 4)."""
    if on is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """The end: recipients with "Lưu: …" last, the signer's title lines ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name, and what stands above it."""

    recipients: tuple[str, ...]
    signer_titles: tuple[str, ...]
    signer_name: str = ""
    sign_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A decision, another named letter, or a công văn. `rules.check_letter` says what is missing; renderers refuse it then.

    lookup: words under the letter by which anybody may ask whether it is ours; square: the same as a QR code, rows of "0" and "1".
    """

    kind: LetterKind
    head: Head
    subject: str
    foot: Foot
    type_title: str = ""
    authority: str = ""
    bases: tuple[str, ...] = ()
    resolves: str = "QUYẾT ĐỊNH:"
    articles: tuple[Article, ...] = ()
    addressees: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    lookup: str = ""
    square: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.head.number is None or self.head.issued_on is None


def decision(
    *, head: Head, subject: str, authority: str, bases: Iterable[str], articles: Iterable[Article], foot: Foot,
    type_title: str = "QUYẾT ĐỊNH", resolves: str = "QUYẾT ĐỊNH:",
) -> Letter:  # fmt: skip
    """A decision (form 1.2 and 1.3 of Decree 30/2020, Appendix III)."""
    return Letter(
        kind=LetterKind.DECISION, head=head, subject=subject, foot=foot, type_title=type_title, authority=authority, bases=tuple(bases),
        resolves=resolves, articles=tuple(articles),
    )  # fmt: skip


def notice(
    *, head: Head, subject: str, body: Iterable[Line | Paragraph], foot: Foot, type_title: str = "THÔNG BÁO", addressees: Iterable[str] = (),
    bases: Iterable[str] = (),
) -> Letter:  # fmt: skip
    """A named letter that is no decision: thông báo, giấy mời, tờ trình … (form 1.4)."""
    return Letter(
        kind=LetterKind.NOTICE, head=head, subject=subject, foot=foot, type_title=type_title, bases=tuple(bases),
        addressees=tuple(addressees), paragraphs=as_paragraphs(body),
    )  # fmt: skip


def dispatch(*, head: Head, subject: str, addressees: Iterable[str], body: Iterable[Line | Paragraph], foot: Foot) -> Letter:
    """A công văn (form 1.5): "V/v …" stands under the number; the addressees open the text."""
    return Letter(kind=LetterKind.DISPATCH, head=head, subject=subject, foot=foot, addressees=tuple(addressees), paragraphs=as_paragraphs(body))
