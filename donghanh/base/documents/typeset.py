"""PDF/A-2b by typst. The letter goes in as JSON data, never as markup, so that no text can become an instruction."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Literal

import fontpkg_noto_serif
import typst

from donghanh.base.documents.layout import Layout, as_json
from donghanh.base.documents.rules import CannotPrint

_HERE = Path(__file__).parent
LIBERATION = Path("/usr/share/fonts/truetype/liberation2")
"""Debian's fonts-liberation2: Liberation Serif has the measures of Times New Roman, line for line."""
NOTO = Path(fontpkg_noto_serif.__file__).parent / "files"

# One compiler keeps fonts and layout in memory; it may be used by one thread at a time.
_one_at_a_time = threading.Lock()


def font_folders() -> list[Path]:
    """Folders of the faces a letter may use: Times measures where the machine has them, Noto Serif always."""
    return [folder for folder in (LIBERATION, NOTO) if folder.is_dir()]


@cache
def _compiler(folders: tuple[Path, ...], template: str = "letter.typ") -> typst.Compiler:
    return typst.Compiler(str(_HERE / template), font_paths=[str(f) for f in folders], ignore_system_fonts=True)


def pdf(layout: Layout) -> bytes:
    """The laid-out letter, the same bytes each time: PDF/A-2b, or plain PDF for a draft, which has no day and is not archived.

    Raises CannotPrint where no face has a sign of the text.
    """
    return _set("letter.typ", as_json(layout), "1.7" if layout.is_draft else "a-2b")


def leaflet_pdf(data: str) -> bytes:
    """A leaflet from its JSON, PDF/A-2b. Raises CannotPrint as pdf does."""
    return _set("leaflet.typ", data, "a-2b")


def _set(template: str, data: str, standard: Literal["1.7", "a-2b"]) -> bytes:
    faces = tuple(font_folders())
    with _one_at_a_time:
        try:
            made = _compiler(faces, template).compile(format="pdf", pdf_standards=standard, sys_inputs={"data": data})
        except typst.TypstError as fault:
            if "could not be displayed" not in str(fault) and ".notdef" not in str(fault) and "glyph" not in str(fault):
                raise
            raise CannotPrint(
                "Văn bản có ký tự mà phông chữ của văn bản hành chính không có (hình vẽ, biểu tượng, chữ nước ngoài).",
                mend="Thay ký tự đó bằng chữ tiếng Việt.",
            ) from fault
    assert isinstance(made, bytes)
    return made
