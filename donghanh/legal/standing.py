"""How firmly the law answers: a closed set of four, each with its sentence."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """definite: read in the article. unconfirmed: second-hand or from memory. silent: no text read says it.
    conflict: two texts differ. There is no fifth."""

    DEFINITE = "definite"
    UNCONFIRMED = "unconfirmed"
    SILENT = "silent"
    CONFLICT = "conflict"

    @property
    def sentence(self) -> str:
        """What to tell a reader beside a value of this standing."""
        return _SENTENCES[self]


_SENTENCES = {
    Standing.DEFINITE: "Điều luật đã đọc quy định rõ.",
    Standing.UNCONFIRMED: "Điểm này theo nguồn thứ cấp hoặc chưa được xác nhận; hỏi bộ phận pháp chế trước khi dựa vào.",
    Standing.SILENT: "Các quy định đã đọc không nói rõ điểm này.",
    Standing.CONFLICT: "Hai quy định nói khác nhau; cả hai cách hiểu được nêu kèm căn cứ.",
}
