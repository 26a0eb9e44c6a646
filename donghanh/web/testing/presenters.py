"""The words of the pages of tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.cases.terms import FactKind, Sample, Substance
from donghanh.cases.testing.queries import Follow, TestRow
from donghanh.cases.testing.terms import Step
from donghanh.web.cases import words
from donghanh.web.ui.helpers import gio, ngay

MARKS = {Step.ASKED: "warn", Step.TAKEN: "info", Step.ANSWERED: "warn", Step.RECEIVED: "ok", Step.WITHDRAWN: "neut"}


@dataclass(frozen=True, slots=True)
class Line:
    """One test in a list. said: the sentence of where it stands, with its moment."""

    id: UUID
    who: str
    place: str
    word: str
    mark: str
    said: str
    result: str
    result_mark: str
    asked: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the four moments: when, and how long after the one before (or for how long one waits already)."""

    name: str
    when: str
    waited: str


@dataclass(frozen=True, slots=True)
class Way:
    """What a positive result leads to: a button, or why not now."""

    title: str
    act: str
    case_id: UUID | None
    opens: bool
    why_not: str


def line(request: HttpRequest, row: TestRow, *, for_unit: bool = False) -> Line:
    """A test in the list of the asker or of the health unit; a person under the seal of minors is not named in the asker's list."""
    who = row.person_name if row.person_name != "—" else _("Người sinh năm")
    named = f"{who} {row.birth_year}" if row.person_name == "—" else f"{who}, {row.birth_year}"
    if not for_unit:
        hidden = words.names_hidden(request)
        named = words.person_line(request.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=hidden)
    word, mark = result(row)
    place = row.unit_name if for_unit else row.body_name
    step_word = _("Đã gửi kết quả") if for_unit and row.answered_at else str(row.step.label)
    step_mark = "ok" if for_unit and row.answered_at else MARKS[row.step]
    return Line(row.id, named, place, step_word, step_mark, said(row, request.at), word, mark, moment(row.asked_at))


def said(row: TestRow, at: datetime) -> str:
    """Where the test stands, in one sentence with its moment."""
    if row.withdrawn_at:
        return _("Đã rút lúc %(when)s") % {"when": moment(row.withdrawn_at)}
    if row.resulted_at:
        return _("Kết quả đã có lúc %(when)s") % {"when": moment(row.resulted_at)}
    if row.taken_at:
        return _("Đã lấy mẫu lúc %(when)s, chờ kết quả %(wait)s") % {"when": moment(row.taken_at), "wait": span(at - row.taken_at)}
    return _("Chờ lấy mẫu %(wait)s") % {"wait": span(at - row.asked_at)}


def result(row: TestRow) -> tuple[str, str]:
    """The result as a word and its mark; nothing while there is none."""
    if row.is_positive is None:
        return "", ""
    return (_("Dương tính"), "warn") if row.is_positive else (_("Âm tính"), "ok")


def moments(row: TestRow, at: datetime) -> list[Moment]:
    """Asked → taken → result → received, each with the time after the one before."""
    steps = [
        (_("Yêu cầu"), row.asked_at),
        (_("Lấy mẫu"), row.taken_at),
        (_("Có kết quả"), row.resulted_at),
        (_("Nơi gửi nhận"), row.received_at),
    ]
    made: list[Moment] = []
    before: datetime | None = None
    for name, when in steps:
        if when is None:
            waits = _("đang chờ %(wait)s") % {"wait": span(at - before)} if before and not row.withdrawn_at else ""
            made.append(Moment(name, _("Chưa có"), waits))
        else:
            made.append(Moment(name, moment(when), _("sau %(wait)s") % {"wait": span(when - before)} if before else ""))
        before = when
    return made


def about(row: TestRow) -> list[tuple[str, str]]:
    """What was asked and how the sample was taken."""
    pairs = [
        (_("Nơi xét nghiệm"), row.body_name),
        (_("Vì sao được xét nghiệm"), str(row.ground.label)),
        (_("Mẫu"), str(Sample(row.sample or row.wanted_sample).label)),
        (_("Người đồng ý lấy mẫu"), row.consented_by),
        (_("Văn bản yêu cầu"), row.paper),
        (_("Người đọc kết quả"), row.tester),
        (_("Lý do rút"), row.withdraw_reason),
    ]
    return [(name, value) for name, value in pairs if value]


def panel(row: TestRow) -> list[tuple[str, str, str]]:
    """Substance, result, mark."""
    return [(str(Substance(code).label), *((_("Dương tính"), "warn") if positive else (_("Âm tính"), "ok"))) for code, positive in row.panel]


def ways(found: list[Follow]) -> list[Way]:
    """What a positive result leads to."""
    return [_way(one) for one in found]


def _way(one: Follow) -> Way:
    why = str(one.refusal) if one.refusal else ""
    if one.kind == FactKind.TESTED_POSITIVE:
        return Way(_("Lập hồ sơ quản lý người sử dụng"), _("Lập hồ sơ quản lý"), None, True, why)
    title = _("Hồ sơ %(number)s đang mở: %(procedure)s") % {"number": one.number, "procedure": one.procedure.label}
    return Way(title, _("Ghi vào hồ sơ %(number)s") % {"number": one.number}, one.case_id, False, why)


def page(request: HttpRequest, row: TestRow) -> dict[str, Any]:
    """What both sides are shown of one test."""
    return {"row": row, "moments": moments(row, request.at), "about": about(row), "panel": panel(row), "mark": MARKS[row.step]}


def moment(when: datetime) -> str:
    return f"{gio(when)} {ngay(when)}"


def span(time: timedelta) -> str:
    """A time of waiting in words: minutes below an hour, hours and minutes below two days, then days."""
    minutes = max(0, int(time.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if minutes < 60:
        return _("%(n)d phút") % {"n": minutes}
    if hours < 48:
        return _("%(h)d giờ %(m)d phút") % {"h": hours, "m": rest} if rest else _("%(h)d giờ") % {"h": hours}
    return _("%(n)d ngày") % {"n": hours // 24}
