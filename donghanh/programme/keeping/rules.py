"""What may be written down and handed in. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from donghanh.kernel.errors import BadInput

LONGEST_FILE = 10 * 1024 * 1024
_A_NUMBER_OF_SOMEBODY = re.compile(r"(?<![\d.,])(\d{12}|\d{9})(?![\d.,]*\d)")
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_OFFICE = {
    "docx": (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file as it was handed in."""

    name: str
    content: bytes


def check_words(text: str, *, field: str, most: int = 2000, name: str, needed: bool = True) -> str:
    """The text without blanks at its ends. Raises BadInput: empty, too long, or with what looks like the number of somebody's paper."""
    kept = text.strip()
    if needed and not kept:
        raise BadInput(f"Chưa ghi {name}.", mend=f"Ghi {name} bằng một vài câu.", field=field)
    if len(kept) > most:
        raise BadInput(f"Phần {name} dài quá.", mend=f"Viết gọn trong {most} ký tự, phần còn lại để trong tệp.", field=field)
    if _A_NUMBER_OF_SOMEBODY.search(kept):
        mend = "Bỏ số đó. Ở đây không ghi tên, số giấy tờ hay hoàn cảnh của người dân; việc của một người nằm trong hồ sơ của người đó."
        raise BadInput(f"Phần {name} có số giống số căn cước hoặc chứng minh.", mend=mend, field=field)
    return kept


def media_type(content: bytes) -> str:
    """What the file is by its own first bytes. Raises BadInput for anything but PDF, Word, Excel, PNG and JPEG, and above 10 MB."""
    if not content:
        raise BadInput("Tệp rỗng.", mend="Chọn lại tệp.", field="file")
    if len(content) > LONGEST_FILE:
        raise BadInput("Tệp lớn quá 10 MB.", mend="Giảm dung lượng hoặc chia thành nhiều tệp.", field="file")
    for start, kind in _KINDS:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        for inside, kind in _OFFICE.values():
            if inside in content and b"vbaProject" not in content:
                return kind
    raise BadInput("Không nhận loại tệp này.", mend="Gửi tệp PDF, Word (.docx), Excel (.xlsx), PNG hoặc JPEG, không có macro.", field="file")
