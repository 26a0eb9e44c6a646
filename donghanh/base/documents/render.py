"""The two forms of one letter. Both are made from the same layout, so neither can say what the other does not."""

from __future__ import annotations

from donghanh.base.documents import typeset, word
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.layout import composed
from donghanh.base.documents.letter import Letter
from donghanh.base.documents.report import Report


def pdf(letter: Letter | Report | FilledForm) -> bytes:
    """PDF/A-2b, A4. A letter without number and day is marked as a draft. Raises rules.CannotPrint where its form is incomplete."""
    return typeset.pdf(composed(letter))


def docx(letter: Letter | Report | FilledForm) -> bytes:
    """The same letter for Word and LibreOffice. Raises rules.CannotPrint where its form is incomplete."""
    return word.docx(composed(letter))
