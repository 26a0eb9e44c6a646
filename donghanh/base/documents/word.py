"""DOCX by python-docx, from the same layout and measures as the PDF; opens in Word and LibreOffice without fields to refresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from donghanh.base.documents.layout import DRAFT_NOTE, STYLES, Block, Cosign, Layout, Paper, Style
from donghanh.base.documents.letter import Run
from donghanh.base.documents.report import Table

FACE = "Times New Roman"
PAPER = Paper()
RIGHT_COLUMN = 94
"""mm: the nation's name takes 88 at 12 points bold, the rest is air."""
MOTTO_LINE = 57
"""mm: the motto's own length at 13 points bold in Times New Roman."""
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# A file must say when it was made: the letter's own day, or for a draft a day that says nothing; no clock is read here.
_NO_DAY = (2020, 1, 1)


def docx(layout: Layout) -> bytes:
    """The laid-out letter as a DOCX file."""
    document = Document()
    _set_up(document, layout)
    _running_heads(document, layout)
    if layout.form_code:
        _paragraph(document.add_paragraph(), "form_code", [Run(layout.form_code)])
    _head(document, layout)
    for block in layout.body:
        if block.table is not None:
            _table(document, block.table)
        else:
            _add(document, block, PAPER.line, stays=block is layout.body[-1])
            if block.style == "caption":
                document.paragraphs[-1].paragraph_format.space_after = Pt(4)
    _foot(document, layout)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: DocxDocument, layout: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAPER.width), Mm(PAPER.height)
    section.top_margin, section.bottom_margin = Mm(PAPER.top), Mm(PAPER.bottom)
    section.left_margin, section.right_margin = Mm(PAPER.left), Mm(PAPER.right)
    section.header_distance, section.footer_distance = Mm(PAPER.header), Mm(PAPER.header)
    normal = document.styles["Normal"]
    _face(normal.element.get_or_add_rPr(), language="vi-VN")
    normal.font.name, normal.font.size, normal.font.color.rgb = FACE, Pt(13), RGBColor(0, 0, 0)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True
    properties = document.core_properties
    properties.title, properties.author, properties.language = layout.title[:255], layout.issuer[:255], "vi-VN"
    properties.last_modified_by, properties.comments = "", ""
    properties.created = properties.modified = datetime(*(layout.day or _NO_DAY), tzinfo=UTC)


def _face(properties, *, language: str) -> None:
    """Times New Roman for every script, so that no theme face slips in under letters with marks."""
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FACE)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    properties.append(spoken)


def _running_heads(document: DocxDocument, layout: Layout) -> None:
    """Page number centred in the top margin from page two on; a draft says so on every page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_field(number)
    if layout.is_draft:
        _draft_note(section.first_page_header.paragraphs[0])
        _draft_note(section.header.add_paragraph())


def _page_field(paragraph: DocxParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("2")
    run.font.size = Pt(PAPER.page_number)
    field.append(run._element)
    paragraph._element.append(field)


def _draft_note(paragraph: DocxParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)  # the text of a second page does not stand on the note
    run = paragraph.add_run(DRAFT_NOTE)
    run.font.size, run.font.color.rgb = Pt(11), RGBColor(90, 90, 90)


def _head(document: DocxDocument, layout: Layout) -> None:
    """Issuer and nation side by side; the nation alone, centred, where the form prints no issuer."""
    if not layout.left:
        for block in layout.right:
            _paragraph(document.add_paragraph(), block.style, block.runs)
        _rule(document.add_paragraph(), length=MOTTO_LINE, width=PAPER.line)
        for block in (*layout.number, *layout.place):
            placed = _paragraph(document.add_paragraph(), block.style, block.runs)
            placed.alignment, placed.paragraph_format.space_before = _ALIGN["right"], Pt(6)
        return
    left = PAPER.line - RIGHT_COLUMN
    table = _grid(document, (left, RIGHT_COLUMN), rows=2)
    _fill(table.cell(0, 0), layout.left, left)
    _fill(table.cell(0, 1), layout.right, RIGHT_COLUMN)
    _rule(table.cell(0, 1).add_paragraph(), length=MOTTO_LINE, width=RIGHT_COLUMN)
    _fill(table.cell(1, 0), layout.number, left)
    _fill(table.cell(1, 1), layout.place, RIGHT_COLUMN)


def _foot(document: DocxDocument, layout: Layout) -> None:
    """Recipients and signatures, never parted over two pages; the paragraph above stays with them.

    Others sign two in a row above; where nobody receives a copy, the last of them signs beside the main one.
    """
    _paragraph(document.add_paragraph(), "sign_note", [], stays=True)
    others: list[Cosign | None] = list(layout.cosigns)
    if layout.recipients and len(others) % 2:
        others.append(None)
    elif not layout.recipients and len(others) % 2 == 0:
        others.insert(0, None)
    rows = (len(others) + 2) // 2
    table = _grid(document, (PAPER.line / 2, PAPER.line / 2), rows=rows)
    for position, one in enumerate(others):
        if one is not None:
            _signature(table.cell(position // 2, position % 2), one)
    if layout.recipients:
        _fill(table.cell(rows - 1, 0), layout.recipients, PAPER.line / 2)
    _signature(table.cell(rows - 1, 1), Cosign(layout.titles, layout.sign_note, layout.signer_name))
    for block in layout.lookup:
        _paragraph(document.add_paragraph(), block.style, block.runs)


def _signature(cell: _Cell, one: Cosign) -> None:
    _fill(cell, one.titles, PAPER.line / 2)
    note = _paragraph(cell.add_paragraph(), "sign_note", [Run(one.note)])
    note.paragraph_format.space_before = note.paragraph_format.space_after = Mm(10)
    if one.name:
        _paragraph(cell.add_paragraph(), "signer_name", [Run(one.name)])


def _grid(document: DocxDocument, widths: Sequence[float], *, rows: int) -> DocxTable:
    """A table without borders whose rows do not break over pages; widths in mm."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, widths)
    for row in table.rows:
        _row_mark(row, "w:cantSplit")
    _cell_margins(table, Mm(0.5))
    return table


def _widths(table: DocxTable, widths: Sequence[float]) -> None:
    """Fixed column widths in mm, said in the grid (LibreOffice) and in every cell (Word)."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _row_mark(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _cell_margins(table: DocxTable, side: Length) -> None:
    margins = OxmlElement("w:tblCellMar")
    for edge in ("w:left", "w:right"):
        mark = OxmlElement(edge)
        mark.set(qn("w:w"), str(side.twips))
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    table._tbl.tblPr.append(margins)


def _fill(cell: _Cell, blocks: Sequence[Block], width: float) -> None:
    """Blocks into a cell, whose own empty paragraph takes the first."""
    for position, block in enumerate(blocks):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        _paragraph(paragraph, block.style, block.runs)
        if block.ruled:
            _rule(cell.add_paragraph(), length=_rule_length(block, width), width=width)


def _add(document: DocxDocument, block: Block, width: float, *, stays: bool) -> None:
    _paragraph(document.add_paragraph(), block.style, block.runs, stays=stays)
    if block.ruled:
        _rule(document.add_paragraph(), length=_rule_length(block, width), width=width)


def _rule_length(block: Block, width: float) -> float:
    """mm, between a third and a half of the line above (Appendix I): bold letters of Times are about 0.6 of their size wide."""
    style = STYLES[block.style]
    share = 0.72 if block.text.isupper() else 0.49
    return 0.42 * min(len(block.text) * style.size * share * 0.3528, width)


def _rule(paragraph: DocxParagraph, *, length: float, width: float) -> None:
    """A thin line of this length (mm) centred in this width: a border above an almost empty paragraph, indented on both sides."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.line_spacing, form.space_before, form.keep_with_next = Pt(3), Pt(2), True
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")):
        top.set(qn(name), value)
    borders.append(top)
    # The schema wants borders before spacing and indents; python-docx keeps the order only of what it knows.
    paragraph._element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _paragraph(paragraph: DocxParagraph, style_name: str, runs: Sequence[Run], *, stays: bool = False) -> DocxParagraph:
    style = STYLES[style_name]
    form = paragraph.paragraph_format
    paragraph.alignment = _ALIGN[style.align]
    form.space_before, form.first_line_indent, form.left_indent = Pt(style.before), Mm(style.indent), Mm(style.left)
    form.keep_with_next = stays or style.stays
    for run in runs:
        _run(paragraph, run, style)
    return paragraph


def _run(paragraph: DocxParagraph, run: Run, style: Style) -> None:
    made = paragraph.add_run(run.text)
    made.bold, made.italic = run.bold or style.bold, run.italic or style.italic
    made.font.size = Pt(style.size)


def _table(document: DocxDocument, table: Table) -> None:
    """A ruled table; its header row comes again on each page, its rows do not break."""
    shares = sum(column.width for column in table.columns)
    rows = [tuple(column.title for column in table.columns), *table.rows, *([table.total] if table.total else [])]
    made = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    _widths(made, [PAPER.line * column.width / shares for column in table.columns])
    for position, texts in enumerate(rows):
        row = made.add_row()
        _row_mark(row, "w:cantSplit")
        if position == 0:
            _row_mark(row, "w:tblHeader")
        is_bold = position == 0 or (bool(table.total) and position == len(rows) - 1)
        for cell, column, text in zip(row.cells, table.columns, texts, strict=True):
            paragraph = _paragraph(cell.paragraphs[0], "cell", [Run(text, bold=is_bold)])
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            paragraph.alignment = _ALIGN["center" if position == 0 else "right" if column.is_number else "left"]
