"""Words of documents: the layouts of Decree 30/2020 that the house prints, and the file types it keeps."""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """DECISION: bases, resolving words, articles. NOTICE: any other named letter. DISPATCH: công văn, without a name."""

    DECISION = "DECISION"
    NOTICE = "NOTICE"
    DISPATCH = "DISPATCH"


class MediaType(StrEnum):
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
