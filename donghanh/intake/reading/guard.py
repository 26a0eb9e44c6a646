"""What is checked before a file is opened: name, size, first bytes, and what lies inside the archive (ASVS 5.0, 5.2.1–5.2.6).

Nothing here runs or unpacks anything. Each refusal is one fixed sentence with its mend.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from donghanh.kernel.errors import BadInput

LARGEST_FILE = 25 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
MOST_ENTRIES = 2_000
# A sheet of 100,000 repetitive rows packs about 30:1; a bomb packs 1,000:1. Small archives may pack well by chance.
HIGHEST_RATIO, RATIO_FROM = 100, 20 * 1024 * 1024

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
_SAVE_AS = "Mở tệp bằng Excel, chọn Lưu thành (Save As) loại Excel Workbook (.xlsx) rồi tải lên lại."
_OLE_NAME_STEP = 128


def too_large() -> BadInput:
    return BadInput(
        "Tệp lớn quá mức cho phép.",
        mend="Chia danh sách thành nhiều tệp, mỗi tệp dưới 25 MB và 200.000 dòng; xoá các ô lạc ở rất xa bảng.",
        field="file",
    )


def damaged() -> BadInput:
    return BadInput("Tệp bị hỏng hoặc không phải danh sách Excel.", mend=_SAVE_AS, field="file")


def empty() -> BadInput:
    return BadInput("Tệp trống.", mend="Chọn tệp có danh sách, mỗi dòng một người.", field="file")


def with_password() -> BadInput:
    return BadInput("Tệp có mật khẩu.", mend="Mở tệp bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên.", field="file")


def with_macros() -> BadInput:
    return BadInput("Tệp có macro (chương trình kèm theo).", mend=_SAVE_AS, field="file")


def with_links() -> BadInput:
    return BadInput(
        "Tệp có liên kết tới tệp khác.",
        mend="Trong Excel chọn Dữ liệu › Sửa liên kết › Ngắt liên kết, lưu lại rồi tải lên.",
        field="file",
    )


def wrong_type() -> BadInput:
    return BadInput("Loại tệp không dùng được.", mend="Chọn tệp .xlsx, .xls hoặc .csv.", field="file")


def other_inside(extension: str) -> BadInput:
    return BadInput(f"Nội dung tệp không đúng với đuôi {extension}.", mend=_SAVE_AS, field="file")


def check_file(path: Path, filename: str) -> str:
    """The kind of the file, "xlsx", "xls" or "csv", or BadInput with the fixed sentence of what is wrong with it."""
    extension = Path(filename).suffix.lower()
    if extension in (".xlsm", ".xltm", ".xlam", ".xlsb", ".xla"):
        raise with_macros()
    if extension not in (".xlsx", ".xls", ".csv"):
        raise wrong_type()
    size = path.stat().st_size
    if size == 0:
        raise empty()
    if size > LARGEST_FILE:
        raise too_large()
    with path.open("rb") as file:
        head = file.read(8)
    if head == OLE_MAGIC:
        _check_ole(path.read_bytes(), extension)
    elif head[:4] == ZIP_MAGIC:
        _check_zip(path, extension)
    elif extension != ".csv" or head[:4] in (b"%PDF", b"Rar!") or head[:2] in (b"MZ", b"\x1f\x8b"):
        raise other_inside(extension)
    return extension[1:]


def _check_ole(data: bytes, extension: str) -> None:
    """Old compound files: a password-protected .xlsx is one too. Directory names stand at multiples of 128 bytes."""
    if _has_stream(data, "EncryptedPackage") or _has_stream(data, "EncryptionInfo"):
        raise with_password()
    if extension != ".xls":
        raise other_inside(extension)
    if _has_stream(data, "_VBA_PROJECT_CUR") or _has_stream(data, "_VBA_PROJECT"):
        raise with_macros()
    if not (_has_stream(data, "Workbook") or _has_stream(data, "Book")):
        raise damaged()


def _has_stream(data: bytes, name: str) -> bool:
    wanted = (name + "\0").encode("utf-16-le")
    found = data.find(wanted)
    while found >= 0:
        if found % _OLE_NAME_STEP == 0:
            return True
        found = data.find(wanted, found + 1)
    return False


def _check_zip(path: Path, extension: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename.lower() for entry in entries}
            types = archive.read("[Content_Types].xml")[:200_000] if "[content_types].xml" in names and _small(archive) else b""
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise damaged() from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or (unpacked > RATIO_FROM and unpacked / packed > HIGHEST_RATIO):
        raise too_large()
    if any(entry.flag_bits & 1 for entry in entries):
        raise with_password()
    if extension != ".xlsx" or "xl/workbook.xml" not in names:
        raise other_inside(extension)
    if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise with_macros()
    if any(name.startswith("xl/externallinks/") for name in names):
        raise with_links()


def _small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("[Content_Types].xml").file_size < 1_000_000
