"""The report model (báo cáo): the same head and foot as a letter, with headed parts and tables between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from donghanh.base.documents.letter import Foot, Head, Line, Paragraph, as_paragraphs


@dataclass(frozen=True, slots=True)
class TableColumn:
    """title stands in the header row; numbers are set to the right; width is the share of the line, relative to the others."""

    title: str
    is_number: bool = False
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A captioned table of finished texts (figures come already written the Vietnamese way); total is the last, bold row."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A headed part: paragraphs first, then tables. A part may go without heading."""

    heading: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()


def part(heading: str, *lines: Line | Paragraph, tables: Iterable[Table] = ()) -> Part:
    """A part from a heading, paragraphs and tables."""
    return Part(heading=heading, paragraphs=as_paragraphs(lines), tables=tuple(tables))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A báo cáo (form 1.4). Draft as long as number or day is missing."""

    head: Head
    subject: str
    parts: tuple[Part, ...]
    foot: Foot
    type_title: str = "BÁO CÁO"
    addressees: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.head.number is None or self.head.issued_on is None
