"""The two forms of one letter. Both are made from the same layout, so neither can say what the other does not."""

from __future__ import annotations

from donghanh.base.documents import typeset, word, word_leaflet
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.layout import composed
from donghanh.base.documents.leaflet import Leaflet, as_json, check_leaflet
from donghanh.base.documents.letter import Letter
from donghanh.base.documents.report import Report


def pdf(letter: Letter | Report | FilledForm) -> bytes:
    """PDF/A-2b, A4. A letter without number and day is marked as a draft. Raises rules.CannotPrint where its form is incomplete."""
    return typeset.pdf(composed(letter))


def docx(letter: Letter | Report | FilledForm) -> bytes:
    """The same letter for Word and LibreOffice. Raises rules.CannotPrint where its form is incomplete."""
    return word.docx(composed(letter))


def leaflet_pdf(leaflet: Leaflet) -> bytes:
    """A sheet for the person himself, PDF/A-2b, A4. Raises rules.CannotPrint where it says nothing or holds a sign that cannot be printed."""
    check_leaflet(leaflet)
    return typeset.leaflet_pdf(as_json(leaflet))


def leaflet_docx(leaflet: Leaflet) -> bytes:
    """The same sheet for Word and LibreOffice. Raises rules.CannotPrint as leaflet_pdf does."""
    check_leaflet(leaflet)
    return word_leaflet.docx(leaflet)
