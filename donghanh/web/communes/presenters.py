"""Communes in words: whether they use the system, what they held, their classes of two years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from donghanh.kernel.text import fold
from donghanh.programme.communes.queries import CommuneRow, LineRow
from donghanh.programme.communes.terms import LineKind, Move
from donghanh.web.ui.helpers import ngay, so

WITHOUT, SILENT = "chua-hoat-dong", "chua-dung"
PAGE = 25
"""So many communes stand on one page."""
MOVES = {
    Move.UP: later("lên"),
    Move.DOWN: later("xuống"),
    Move.SAME: later("giữ nguyên"),
    Move.NEW: later("năm trước chưa xếp"),
    Move.NONE: later("chưa xếp"),
}


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """A commune's row. role: of the chip that says whether it uses the system."""

    name: str
    href: str
    said: str
    state: str
    role: str
    held: str
    grade: str
    before: str
    move: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of a commune."""

    id: UUID
    on: str
    what: str
    more: str
    by: str
    at: datetime
    gone: str
    can_go: bool


def communes(rows: list[CommuneRow], *, which: str, year: int, sought: str = "") -> dict[str, Any]:
    """Rows of the table, the sums above it and the ways to leave rows out; sums and ways are of all communes, whatever name is sought."""
    silent, without = [one for one in rows if not one.is_using], [one for one in rows if not one.activities]
    shown = {SILENT: silent, WITHOUT: without}.get(which, rows)
    here, typed = reverse("communes:list"), f"&{urlencode({'tim': sought})}" if sought else ""
    names = [("", _("Mọi xã, phường"), rows), (SILENT, _("Chưa dùng"), silent), (WITHOUT, _("Chưa có hoạt động trong năm"), without)]
    tabs = [{"name": f"{name} ({so(len(found))})", "href": f"{here}?nam={year}&loc={slug}{typed}"} for slug, name, found in names]
    chosen = which if which in (SILENT, WITHOUT) else ""
    open_tab = next(tab["name"] for (slug, *_rest), tab in zip(names, tabs, strict=True) if slug == chosen)
    lines = [_commune(one) for one in shown if fold(sought) in fold(one.unit.title)]
    return {"rows": lines, "tabs": tabs, "tab": open_tab, "sums": _sums(rows, silent, without), "turn": f"?nam={year}&loc={chosen}{typed}&trang="}


def lines(rows: list[LineRow]) -> list[SaidLine]:
    """The lines of one commune."""
    return [_line(one) for one in rows]


def _sums(rows: list[CommuneRow], silent: list[CommuneRow], without: list[CommuneRow]) -> list[dict[str, str]]:
    whole = so(len(rows))
    return [
        {"n": so(len(rows) - len(silent)), "label": _("xã, phường đang dùng, trên %(n)s") % {"n": whole}, "sub": _("xác nhận trong 30 ngày")},
        {"n": so(len(rows) - len(without)), "label": _("có hoạt động phòng ngừa trong năm, trên %(n)s") % {"n": whole}},
        {"n": so(sum(1 for one in rows if one.grade)), "label": _("đã xếp loại năm này, trên %(n)s") % {"n": whole}},
    ]


def _commune(one: CommuneRow) -> CommuneLine:
    said = _("chưa xác nhận lần nào") if one.said_on is None else ngay(one.said_on) + (_(", không có người") if one.is_nobody else "")
    return CommuneLine(
        name=one.unit.title[:1].upper() + one.unit.title[1:],
        href=reverse("communes:commune", args=[one.unit.id]),
        said=said,
        state=_("Đang dùng") if one.is_using else _("Chưa dùng"),
        role="ok" if one.is_using else "warn",
        held=so(one.activities),
        grade=str(one.grade.label) if one.grade else "–",
        before=str(one.before.label) if one.before else "–",
        move=str(MOVES[one.move]),
    )


def _line(one: LineRow) -> SaidLine:
    what = f"{one.kind.label} {one.year}: {one.grade.label}" if one.kind is LineKind.CLASSED and one.grade else str(one.kind.label)
    more = " · ".join(filter(None, (one.name, one.document)))
    return SaidLine(one.id, ngay(one.on), what, more, one.by, one.at, one.why, one.kind is LineKind.ACTIVITY and not one.is_gone)
