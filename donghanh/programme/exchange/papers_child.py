"""The process that opens a stranger's DOCX or PDF: few rights, little memory, no network, nothing to write to (intake/reading/child.py).

It reads the file from standard input and says {"lines": [[place, text], …]} or {"refused": CODE}. It is started by papers.py, never imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from donghanh.intake.reading.child import give_up_rights
from donghanh.programme.exchange import tables

_PAGE_NUMBER = re.compile(r"(?:trang\s+)?[-–\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*", re.IGNORECASE)


def main(kind: str) -> None:
    """Read standard input as this kind and say its lines."""
    import docx
    import pypdf

    raw = sys.stdin.buffer.read()
    give_up_rights()
    try:
        lines = list(_docx(docx.Document(BytesIO(raw))) if kind == "docx" else _pdf(pypdf.PdfReader(BytesIO(raw))))
        answer: dict[str, Any] = {"lines": lines}
    except pypdf.errors.FileNotDecryptedError:
        answer = {"refused": "password"}
    except Exception:
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def _docx(document: Any) -> Iterator[tuple[str, str]]:
    """Paragraphs in order, tables too."""
    number = 0
    for block in document.iter_inner_content():
        for text in [block.text] if hasattr(block, "text") else tables.lines([[cell.text for cell in row.cells] for row in block.rows]):
            number += 1
            for line in text.splitlines():
                yield f"đoạn {number}", line


def _pdf(reader: Any) -> Iterator[tuple[str, str]]:
    """Lines as they stand; a first or last line that only counts the page would be read as a number of the sentence it tears apart."""
    for page, sheet in enumerate(reader.pages, start=1):
        lines = [(number, line) for number, line in enumerate((sheet.extract_text() or "").splitlines(), start=1) if line.strip()]
        for at, (number, line) in enumerate(lines):
            if at not in (0, len(lines) - 1) or not _PAGE_NUMBER.fullmatch(line.strip()):
                yield f"trang {page}, dòng {number}", line
