"""Words and small sums of the lists' pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from donghanh.intake.queries import BatchLine, BatchSheet
from donghanh.intake.reading.columns import Column

STEPS = ("Tải mẫu", "Chọn tệp", "Kiểm tra", "Nhập")
_CHIPS = {
    "READING": "info",
    "CHECKED": "warn",
    "UNREADABLE": "bad",
    "ENTERING": "info",
    "CONFIRMED": "ok",
    "CANCELLED": "neut",
    "UNDOING": "info",
    "UNDONE": "neut",
}
_RUNNING = {"READING": "Đang đọc tệp", "ENTERING": "Đang nhập thành hồ sơ", "UNDOING": "Đang gỡ các hồ sơ đã nhập"}


@dataclass(frozen=True, slots=True)
class Bar:
    """The line under the heading: widths and starts in per cent of good, doubled and faulty rows."""

    ready: str
    duplicate_from: str
    duplicate: str
    faulty_from: str
    faulty: str


def chip(line: BatchLine) -> tuple[str, str]:
    """Word and colour of a list's state."""
    return line.state_word, _CHIPS[line.state]


def step(state: str) -> int:
    """Which of the four steps this list stands at."""
    return 4 if state in ("ENTERING", "CONFIRMED", "UNDOING", "UNDONE") else 3


def part(line: BatchLine, asked: str) -> str:
    """Which rows the page shows: da-nhap the people made, dung-duoc what can be entered, can-sua what is to be mended."""
    good = "da-nhap" if line.state == "CONFIRMED" and line.entered else "dung-duoc"
    bad = bool(line.faulty + line.duplicate)
    if asked in (good, "can-sua") and (bad or asked == good):
        return asked
    return "can-sua" if bad and good == "dung-duoc" else good


def parts(line: BatchLine) -> list[dict[str, str]]:
    """The two lists of a file as tabs; none where there is but one."""
    bad = line.faulty + line.duplicate
    good, word, count = ("da-nhap", _("Đã nhập"), line.entered) if line.state == "CONFIRMED" else ("dung-duoc", _("Dùng được"), line.ready)
    if line.state not in ("CHECKED", "CONFIRMED") or not (bad and count):
        return []
    mended = {"key": "can-sua", "name": _("Cần xem lại"), "href": "?xem=can-sua", "n": number(bad)}
    made = {"key": good, "name": word, "href": f"?xem={good}", "n": number(count)}
    return [mended, made] if good == "dung-duoc" else [made, mended]


def running(sheet: BatchSheet) -> str:
    """What the worker is doing now, "" where it does nothing."""
    return f"{_(words)}: {sheet.progress} %" if (words := _RUNNING.get(sheet.line.state)) else ""


def heading(line: BatchLine) -> str:
    """The verdict in one line."""
    if line.state == "CONFIRMED":
        return _("Đã nhập %(n)s người") % {"n": number(line.entered)}
    if line.state == "UNDONE":
        return _("Đã gỡ đợt nhập này")
    if line.state == "CANCELLED":
        return _("Đã huỷ danh sách này")
    if line.state == "UNREADABLE":
        return _("Chưa đọc được tệp này")
    parts = [_("%(n)s dòng dùng được") % {"n": number(line.ready)}, _("%(n)s dòng cần sửa") % {"n": number(line.faulty)}]
    parts += [_("%(n)s dòng trùng") % {"n": number(line.duplicate)}] if line.duplicate else []
    return ", ".join(parts)


def bar(line: BatchLine) -> Bar | None:
    """Shares of the rows, with a hair's breadth between them; None for a list without rows."""
    if not line.rows:
        return None
    ready, duplicate = 100 * line.ready / line.rows, 100 * line.duplicate / line.rows
    gap = 0.3
    faulty = 100 - ready - duplicate
    return Bar(
        ready=f"{ready:.1f}%",
        duplicate_from=f"{ready + gap:.1f}%",
        duplicate=f"{max(duplicate - gap, 0):.1f}%",
        faulty_from=f"{ready + duplicate + gap:.1f}%",
        faulty=f"{max(faulty - gap, 0):.1f}%",
    )


def number(value: int) -> str:
    """12.345, as written in Viet Nam."""
    return f"{value:,}".replace(",", ".")


def column_choices() -> list[tuple[str, str]]:
    """Kinds of columns for the select boxes."""
    return [("", _("Không dùng")), *((column.name, column.value) for column in Column)]


def letter(place: int) -> str:
    """Excel's name of a column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
