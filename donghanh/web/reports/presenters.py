"""Reports in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from donghanh.base.accounts import queries as accounts
from donghanh.programme.terms import Counting
from donghanh.reports import printed
from donghanh.reports.frozen import FrozenCell, FrozenPlace, FrozenTarget
from donghanh.reports.printed import wanted
from donghanh.reports.queries import Derivation, ReportRow, ReportSheet
from donghanh.web.ui.helpers import so

__all__ = ["built_by", "lines", "main", "number", "rate", "reached", "verdict", "wanted", "whole_of_main"]
WORDS = {
    "numerator": later("người đạt"),
    "denominator": later("trong diện đếm"),
    "value": later("tỷ lệ"),
    "met": later("đạt hay không"),
    "missing": later("người chưa đạt"),
    "without_decision": later("người chưa có quyết định"),
    "without_service": later("người chưa được giới thiệu dịch vụ"),
    "before": later("tỷ lệ cùng kỳ năm trước"),
    "parts": later("từng phần"),
    "is_withheld": later("bảng theo xã, phường"),
    "is_hidden": later("không hiện"),
    "is_numerator_hidden": later("không hiện số đạt"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list."""

    title: str
    href: str
    place: str
    as_of: datetime
    who: str
    reason: str
    state: str
    role: str


def lines(rows: list[ReportRow]) -> list[Line]:
    """Reports, newest first; officials' names with one question for all."""
    names = accounts.names_of({row.made_by for row in rows if row.made_by})
    return [_line(row, names) for row in rows]


def built_by(row: ReportRow) -> str:
    """Who built it."""
    return accounts.names_of({row.made_by}).get(row.made_by, "") if row.made_by else _("Lệnh của hệ thống")


def verdict(found: Derivation) -> tuple[str, str, list[str]]:
    """(kind of note, sentence, lines) of a report counted again."""
    if found.is_same and found.same_files:
        return "ok", _("Tính lại từ sự việc: mọi số đúng như đã in, từ cùng những hồ sơ."), []
    if found.is_same:
        return "warn", _("Các số đúng như đã in, nhưng những hồ sơ đứng sau không còn như cũ. Báo quản trị hệ thống kiểm tra nhật ký."), []
    said = [
        _("%(where)s, %(what)s: đã in %(printed)s, tính lại %(counted)s")
        % {"where": one.where or _("Toàn địa bàn"), "what": WORDS[one.what], "printed": _told(one.printed), "counted": _told(one.counted)}
        for one in found.differences
    ]
    why = "" if found.same_definition else " " + _("Cách tính cũng đã đổi từ khi lập báo cáo.")
    return "bad", _("Tính lại từ sự việc thì khác số đã in.") + why, said


def main(place: FrozenPlace, sheet: ReportSheet) -> FrozenCell:
    """The cell that the communes' table shows: people detected, else the first share."""
    share = _main(sheet).id
    return next(cell for cell in place.cells if cell.target_id == share)


def whole_of_main(sheet: ReportSheet) -> str:
    """What its denominator is, in the target's own words."""
    return printed.whole(_main(sheet))


def _main(sheet: ReportSheet) -> FrozenTarget:
    told = sorted(sheet.figures.targets, key=lambda one: (one.counting != Counting.SHARE, not one.by_commune))
    return next((one for one in told if one.without_decision is not None), told[0])


def rate(value: float | None) -> str:
    """One decimal, or a dash where there is no rate."""
    return "–" if value is None else f"{so(value, 1)} %"


def number(cell: FrozenCell) -> str:
    """People found in a commune, as the report prints them."""
    return _cell(printed.people(cell))


def reached(cell: FrozenCell) -> str:
    """People reached in a commune, as the report prints them."""
    return _cell(printed.people_reached(cell))


def _line(row: ReportRow, names: dict[int, str]) -> Line:
    state, role = (_("Bản %(n)s, mới nhất") % {"n": row.version}, "ok") if row.is_newest else (_("Bản %(n)s, đã thay") % {"n": row.version}, "neut")
    who = names.get(row.made_by, "") if row.made_by else _("Lệnh của hệ thống")
    return Line(
        f"{row.plan_number} · {row.period.label}", reverse("reports:report", args=[row.id]), row.place, row.as_of, who, row.reason, state, role
    )


def _cell(value: int | str) -> str:
    return value if isinstance(value, str) else so(value)


def _told(value: object) -> str:
    if value is None:
        return _("không ghi số")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return so(value) if isinstance(value, (int, float)) else str(value)
