"""The text of a plan's paper, line by line with its place: DOCX, PDF with a text layer, TXT and MD. The file is a stranger's."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
import zipfile
from pathlib import Path

from donghanh.intake.reading import extract
from donghanh.kernel.errors import BadInput
from donghanh.programme.exchange.outline import Line

KINDS = (".docx", ".pdf", ".txt", ".md")
LARGEST, LARGEST_UNPACKED, MOST_LINES = 20 * 1024 * 1024, 60 * 1024 * 1024, 20_000
SECONDS = 60
_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
"""Signs that no text has: a PDF whose letters were put together from pieces."""


def read(path: Path, *, name: str = "") -> list[Line]:
    """The lines of the paper that say something. Raises BadInput with the mend for another kind of file, a scan without text, a password."""
    name = name or path.name
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise BadInput(f"Tệp “{name}” không phải văn bản đọc được.", mend="Chọn tệp .docx, .pdf có chữ, .txt hoặc .md.", field="file")
    if not path.is_file():
        raise BadInput(f"Không có tệp “{name}”.", mend="Kiểm tra lại đường dẫn tới tệp.", field="file")
    raw = path.read_bytes()
    if not raw or len(raw) > LARGEST:
        raise BadInput(f"Tệp “{name}” trống hoặc lớn quá 20 MB.", mend="Chọn văn bản của một kế hoạch.", field="file")
    lines = _plain(raw, name) if suffix in (".txt", ".md") else _by_child(path, suffix[1:], name)
    if not any(line.text.strip() for line in lines):
        mend = "Tệp quét ảnh thì nhận dạng chữ (OCR) trước, hoặc dùng bản Word."
        raise BadInput(f"Tệp “{name}” không có chữ nào đọc được.", mend=mend, field="file")
    if sum(1 for line in lines if _BROKEN.search(line.text)) > len(lines) // 10:
        mend = "Mở bằng Word rồi lưu thành .docx, hoặc xin bản Word của nơi ban hành."
        raise BadInput(f"Lớp chữ của tệp “{name}” hỏng, dấu tiếng Việt rời khỏi chữ.", mend=mend, field="file")
    return lines[:MOST_LINES]


def _plain(raw: bytes, name: str) -> list[Line]:
    for encoding in ("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1258"):
        try:
            text = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeError:
            continue
        if "\0" not in text:
            return [Line(f"dòng {number}", line) for number, line in enumerate(text.splitlines(), start=1)]
    raise BadInput(f"Tệp “{name}” không đọc được chữ.", mend="Lưu lại với mã UTF-8.", field="file")


def _by_child(path: Path, kind: str, name: str) -> list[Line]:
    """Opened in a process of its own without rights, which says lines as JSON; its death is a damaged file."""
    if kind == "docx":
        _check_zip(path, name)
    with path.open("rb") as file, extract.start("donghanh.programme.exchange.papers_child", kind, file) as child:
        try:
            answer = json.loads(child.communicate(timeout=SECONDS)[0])
        except (subprocess.TimeoutExpired, ValueError):
            child.kill()
            answer = {"refused": "damaged"}
    if answer.get("refused") == "password":
        raise BadInput(f"Tệp “{name}” có mật khẩu.", mend="Bỏ mật khẩu rồi tải lên lại.", field="file")
    if "lines" not in answer:
        raise BadInput(f"Tệp “{name}” bị hỏng hoặc không đúng loại.", mend="Mở tệp, lưu lại thành .docx hoặc .pdf mới.", field="file")
    return [Line(place, text) for place, text in answer["lines"]]


def _check_zip(path: Path, name: str) -> None:
    """Raises BadInput for an archive that would unpack beyond any document."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        size = -1
    if not 0 <= size <= LARGEST_UNPACKED:
        raise BadInput(f"Tệp “{name}” bị hỏng hoặc không đúng loại.", mend="Mở tệp, lưu lại thành .docx mới.", field="file")
