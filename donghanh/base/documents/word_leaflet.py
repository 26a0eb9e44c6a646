"""A leaflet as DOCX: real headings and lists, so that a screen reader finds its way."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.shared import Mm, Pt, RGBColor

from donghanh.base.documents.leaflet import Leaflet, Section
from donghanh.base.documents.report import Table
from donghanh.base.documents.word import FACE
from donghanh.kernel.text import nfc


def docx(leaflet: Leaflet) -> bytes:
    """The leaflet as a DOCX file."""
    document = Document()
    _set_up(document, leaflet)
    _line(document, leaflet.issuer, size=12)
    document.add_heading(nfc(leaflet.title), level=1)
    _line(document, leaflet.lead)
    for section in leaflet.sections:
        _section(document, section)
    for sentence in leaflet.closing:
        _line(document, sentence, size=10.5)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: DocxDocument, leaflet: Leaflet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(16), Mm(14), Mm(22), Mm(18)
    for name, size in (("Normal", 13.5), ("Heading 1", 18), ("Heading 2", 15), ("List Bullet", 13.5)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), RGBColor(0, 0, 0)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            style.element.get_or_add_rPr().get_or_add_rFonts().set(f"{{{style.element.nsmap['w']}}}{script}", FACE)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(9 if name == "Heading 2" else 0), Pt(3)
    properties = document.core_properties
    properties.title, properties.author, properties.language = nfc(leaflet.title)[:255], nfc(leaflet.issuer)[:255], "vi-VN"
    properties.last_modified_by, properties.comments = "", ""
    day = leaflet.made_on
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def _section(document: DocxDocument, section: Section) -> None:
    document.add_heading(nfc(section.heading), level=2)
    for sentence in section.sentences:
        _line(document, sentence)
    for point in section.points:
        document.add_paragraph(nfc(point), style="List Bullet")
    for table in section.tables:
        _table(document, table)


def _line(document: DocxDocument, text: str, *, size: float = 13.5, bold: bool = False) -> None:
    run = document.add_paragraph().add_run(nfc(text))
    run.font.size, run.bold = Pt(size), bold


def _table(document: DocxDocument, table: Table) -> None:
    if table.caption:
        _line(document, table.caption, bold=True)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(nfc(column.title)).bold = True
    for values in table.rows:
        for cell, value in zip(made.add_row().cells, values, strict=True):
            cell.text = nfc(value)
