"""The law data as a page for reading: every topic over time, who decides since when, how days are counted, the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from donghanh.legal import book
from donghanh.legal.model import Topic, TopicEntry, cited


def rules_markdown() -> str:
    """The whole page in Markdown; the same data always gives the same text."""
    parts = [
        "# Luật trong hệ thống",
        f"Phiên bản dữ liệu: `{book.edition()}`. Độ tin cậy: V đã đọc lời văn, S nguồn thứ cấp, M chưa xác nhận.",
        "## Văn bản",
        _table(("Mã", "Văn bản", "Tên", "Hiệu lực", "Tin cậy"), _instrument_rows()),
        "## Các giai đoạn của luật",
        _table(("Mã", "Giai đoạn", "Thời gian", "Nghĩa", "Tin cậy"), _regime_rows()),
        "## Quy tắc theo chủ đề",
        *(part for code, title in book.procedures().items() for part in _procedure(code, title)),
        "## Hai quy định nói khác nhau",
        _table(("Quy tắc", "Điểm khác nhau", "Cách hiểu", "Căn cứ"), _conflict_rows()),
        "## Luật im lặng",
        "Người có thẩm quyền đặt giá trị, ghi lý do và ngày; hệ thống không tự điền.",
        _table(("Quy tắc", "Điểm luật không nói", "Căn cứ"), ((f"`{r.id}`", r.silent_vi, r.citation_vi) for r in book.rules() if r.silent_vi)),
        "## Không thành quy tắc tính được",
        _table(("Mã", "Lý do", "Nơi giữ", "Căn cứ"), ((f"`{r.id}`", r.reason_vi, r.kept_in, r.citation_vi) for r in book.unexecutable())),
        "## Quy tắc nhắc lại",
        _table(("Quy tắc", "Nhắc lại", "Căn cứ"), ((f"`{r.id}`", ", ".join(r.restates), r.citation_vi) for r in book.rules() if r.restates)),
        "## Ai có thẩm quyền",
        _table(("Chức năng", "Người giữ", "Thời gian", "Căn cứ", "Tin cậy"), _holder_rows()),
        "## Cách đếm",
        _table(
            ("Mã", "Giá trị", "Nghĩa", "Căn cứ", "Tin cậy"),
            _convention_rows(),
        ),
        "## Từ ngữ",
        _table(("Mã", "Từ của luật", "Căn cứ"), ((f"`{t.code}`", t.wording, t.citation_vi) for t in book.terms())),
    ]
    return "\n\n".join(parts) + "\n"


def _regime_rows() -> Iterable[Sequence[str]]:
    for found in book.regimes():
        span = _span(found.valid_from, found.valid_to) if found.valid_from else f"đến {book.day_vi(found.valid_to)}" if found.valid_to else ""
        yield f"`{found.id}`", found.title_vi, span, found.meaning_vi, found.confidence


def _procedure(code: str, title: str) -> Iterable[str]:
    yield f"### {title} (`{code}`)"
    yield from (_topic(topic) for topic in book.topics() if topic.procedure == code)


def _conflict_rows() -> Iterable[Sequence[str]]:
    for rule in book.rules():
        for reading in rule.readings:
            yield f"`{rule.id}`", rule.conflict_vi, reading.text_vi, reading.citation_vi


def _instrument_rows() -> Iterable[Sequence[str]]:
    for found in book.instruments():
        yield f"`{found.id}`", found.name, found.title, _span(found.valid_from, found.valid_to), f"{found.confidence} ({found.validity_confidence})"


def _topic(topic: Topic) -> str:
    rows = [_entry_row(entry) for entry in topic.entries]
    return f"#### {topic.title_vi} (`{topic.id}`)\n\n" + _table(("Thời gian", "Quy tắc", "Mức", "Tính từ", "Căn cứ", "Tin cậy"), rows)


def _entry_row(entry: TopicEntry) -> Sequence[str]:
    span = _span(entry.valid_from, entry.valid_to)
    if entry.gap_vi:
        return span, "không có hạn", "", entry.gap_vi, cited(entry.citations), ""
    rule = book.rule(entry.rule_id)
    confidence = rule.confidence if entry.confidence == "V" else f"{rule.confidence}; áp dụng: {entry.confidence}"
    return span, f"`{rule.id}`", rule.amount_vi, rule.counts_from_vi, (entry.rule or rule).citation_vi, confidence


def _convention_rows() -> Iterable[Sequence[str]]:
    for found in book.conventions():
        yield f"`{found.id}`", str(found.value), found.meaning_vi, found.citation_vi, found.confidence


def _holder_rows() -> Iterable[Sequence[str]]:
    for row in book.holders(everywhere=True):
        yield f"{row.function_vi} (`{row.function}`)", row.office_vi, _span(row.since, row.until), row.citation, row.confidence


def _span(since: date, until: date | None) -> str:
    return f"{book.day_vi(since)} – {book.day_vi(until)}" if until else f"từ {book.day_vi(since)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
