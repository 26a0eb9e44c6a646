"""Words and shapes of the pages of places."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.base.places.queries import DayRow, FunctionRow, HolderRow, Kin, Match, UnitRow, vn_date

LEVELS = {"COUNTRY": _("Cả nước"), "PROVINCE": _("Cấp tỉnh"), "DISTRICT": _("Cấp huyện (đến 30/6/2025)"), "COMMUNE": _("Cấp xã")}
CONFIDENCE = {"S": _("nguồn thứ cấp"), "M": _("chưa xác nhận")}
REMOTE = {None: _("Chưa xác định"), True: _("Có"), False: _("Không")}


def title(unit: UnitRow) -> str:
    """ "Xã Trảng Bom", to begin a line."""
    return unit.title[:1].upper() + unit.title[1:]


def validity(unit: UnitRow) -> str:
    """From when to when the unit stands, in words; a start before our records is not shown as a date."""
    if unit.ends_before is None:
        return _("từ %(day)s đến nay") % {"day": vn_date(unit.starts_on)} if not unit.starts_before_records else _("đang dùng")
    last = vn_date(unit.ends_before - timedelta(days=1))
    return _("đến hết %(day)s") % {"day": last} if unit.starts_before_records else f"{vn_date(unit.starts_on)} – {last}"


@dataclass(frozen=True, slots=True)
class Card:
    """One result. word, role: the chip; choices: what a person must choose from."""

    unit: UnitRow
    title: str
    above: str
    word: str
    role: str
    note: str
    choices: tuple[Kin, ...]


def card(match: Match, on: date) -> Card:
    """A match as a card of the search page."""
    unit = match.unit
    stands = unit.stands(on)
    word = _("Đang dùng") if stands else _("Tên cũ") if unit.starts_on <= on else _("Chưa có vào ngày này")
    return Card(
        unit,
        title(unit),
        unit.path.partition(", ")[2],
        word,
        "ok" if stands else "neut",
        match.note,
        match.now if match.needs_choice else (),
    )


def facts(unit: UnitRow) -> list[tuple[str, str]]:
    """Rows of the facts panel of a unit."""
    rows = [(_("Mã"), unit.code), (_("Cấp"), LEVELS[unit.level]), (_("Hiệu lực"), validity(unit))]
    return [*rows, (_("Vùng sâu, vùng xa"), REMOTE[unit.is_remote])] if unit.level == "COMMUNE" else rows


@dataclass(frozen=True, slots=True)
class Decider:
    """A line of "who decides": the work, who holds it (empty where it is not set), under which article, how sure."""

    work: str
    who: str
    role: str
    citation: str
    confidence: str


def deciders(holders: list[tuple[FunctionRow, HolderRow | None]]) -> list[Decider]:
    """Functions in the law's own order, with the law's names for the work and for the office."""
    known = legal.holders()
    order = {held.function: number for number, held in reversed(list(enumerate(known)))}
    works = {held.function: held.function_vi for held in known}
    offices = {(held.function, held.office): held.office_vi for held in known}
    ordered = sorted(holders, key=lambda pair: (order.get(pair[0].function, len(known)), pair[0].function))
    return [
        Decider(
            works.get(held.function, held.function),
            row.title if row else "",
            offices.get((held.function, held.office), held.body_kind),
            held.citation,
            CONFIDENCE.get(held.confidence, ""),
        )
        for held, row in ordered
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month's table. state: "" | weekend | off | work; name: why, for a day that differs."""

    day: int
    state: str
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[Cell | None]]


def months(year: int, rows: list[DayRow]) -> list[Month]:
    """Twelve tables of a year, weeks from Monday; None: a day of another month."""
    named = {row.day: row for row in rows}
    return [
        Month(
            _("Tháng %(month)d") % {"month": month},
            [[_cell(date(year, month, day), named) if day else None for day in week] for week in calendar.monthcalendar(year, month)],
        )
        for month in range(1, 13)
    ]


def _cell(day: date, named: dict[date, DayRow]) -> Cell:
    row = named.get(day)
    if row:
        return Cell(day.day, "work" if row.is_working_day else "off", row.name)
    return Cell(day.day, "weekend" if day.weekday() >= 5 else "", "")
