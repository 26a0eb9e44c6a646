"""A filled official form: head, title, parts with labelled blanks, signatures. Laid out by `layout.composed` like a letter."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.base.documents.letter import Head, Paragraph, Run, paragraph
from donghanh.base.documents.report import Table

DOTS = "…" * 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """A part in its order: a bold heading, then lines, then a table where the blank is a list."""

    heading: str = ""
    lines: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One place to sign: the lines above it, what stands in the place of the signature, and the name below."""

    titles: tuple[str, ...]
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """The form as it will be printed. A head without issuer prints the nation's name alone; without symbol, no number.

    subject stands under the title where the form has one. signatures: the last is the one that makes the paper, at the right.
    lookup: words under the paper by which anybody may ask whether it is ours; square: the same as a QR code, rows of "0" and "1".
    """

    head: Head
    type_title: str
    subject: str = ""
    authority: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    resolves: str = ""
    parts: tuple[FormPart, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()
    lookup: str = ""
    square: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Without a day, or without the number that the form prints."""
        return self.head.issued_on is None or (bool(self.head.symbol) and self.head.number is None)


def blank(label: str, value: str, *, is_known: bool = False) -> Paragraph:
    """A labelled blank: "Họ và tên: LÊ THỊ ỖI", or dots to be filled by hand. What the data gave is marked on the page, not in print.

    Where the value begins with the words on which the label ends, they are said once: "của Trưởng" + "Công an xã Trảng Bom".
    """
    head = _before_value(label, value)
    if head:
        return paragraph(f"{head} ", Run(value, highlight=is_known))
    return paragraph(f"{label}: ", Run(value, highlight=is_known) if value else DOTS)


def _before_value(label: str, value: str) -> str:
    """The label without the words that the value begins with; empty where it shares none, or is nothing else."""
    ours, theirs = label.casefold().split(), value.casefold().split()
    shared = next((n for n in range(min(len(ours), len(theirs)), 0, -1) if ours[-n:] == theirs[:n]), 0)
    return " ".join(label.split()[:-shared]) if shared else ""


def joined(lines: tuple[Paragraph, ...]) -> Paragraph:
    """Several blanks on one line, parted by semicolons."""
    runs: list[Run] = []
    for line in lines:
        runs += [*([Run("; ")] if runs else []), *line.runs]
    return Paragraph(tuple(runs))
