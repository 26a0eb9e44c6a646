"""The report desk in words: when a report is due, where it stands, who has sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.reports.filing.queries import Desk, Duty, Owed, Received, Roll
from donghanh.reports.filing.rules import Standing
from donghanh.reports.filing.terms import State
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import ngay, so

CHIPS = {State.NOT_BEGUN: "neut", State.DRAFTING: "info", State.SENT: "info", State.RETURNED: "bad", State.ACCEPTED: "ok"}
NEAR = 14
"""From so many days before the last one on it is said to be near: time enough to write."""


@dataclass(frozen=True, slots=True)
class Line:
    """A report that is owed."""

    title: str
    href: str
    about: str
    due: Due
    word: str
    mark: str
    said: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A report that is received. parts: (number, words) of what is to be told of it."""

    title: str
    href: str
    about: str
    due: Due
    sent: int
    owed: int
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of a roll."""

    name: str
    href: str
    word: str
    mark: str
    late: str
    sent: str


@dataclass(frozen=True, slots=True)
class RollPage:
    due: Due
    told: tuple[dict[str, str], ...]
    rows: tuple[Row, ...]


def name_of(duty: Duty) -> str:
    """ "Báo cáo kết quả thực hiện kế hoạch, 06 tháng đầu năm 2026"."""
    return f"{duty.name}, {duty.period.label[:1].lower()}{duty.period.label[1:]}"


def owed(one: Owed, *, on: date) -> Line:
    """A report in a list of the desk."""
    duty = one.duty
    href = reverse("reports:filing", args=[duty.code, duty.period.code])
    to = _("gửi %(who)s") % {"who": duty.receiver}
    about = f"{_('Kế hoạch')} {duty.plan.number}{_(', khoản ') + duty.clause if duty.clause else ''} · {to}"
    said = "" if one.is_open else _("Kỳ chưa bắt đầu.")
    return Line(name_of(duty), href, about, due(duty, one.now, on=on), word(one.now, duty), mark(one.now), said)


def groups(desk: Desk, *, on: date) -> list[tuple[str, list[Line]]]:
    """(heading, reports): to write, to come, done; empty ones are left out."""
    to_write = [one for one in desk.owed if one.now.state.is_with_sender and one.is_open]
    to_come = [one for one in desk.owed if one.now.state.is_with_sender and not one.is_open]
    done = [one for one in desk.owed if not one.now.state.is_with_sender]
    named = ((_("Phải gửi"), to_write), (_("Đã gửi"), done), (_("Sắp tới"), to_come))
    return [(title, [owed(one, on=on) for one in found]) for title, found in named if found]


def received(one: Received, *, on: date) -> Sum:
    """A report of the communes, counted."""
    href = reverse("reports:roll", args=[one.duty.code, one.duty.period.code])
    told = ((one.waiting, _("chờ nhận")), (one.returned, _("đang trả lại")), (one.late, _("quá hạn, chưa gửi")))
    about = f"{_('Kế hoạch')} {one.duty.plan.number}"
    open_ones = one.owed - one.accepted
    return Sum(name_of(one.duty), href, about, last_day(one.duty, on=on, is_over=not open_ones), one.sent, one.owed,
               tuple((so(n), words) for n, words in told if n))  # fmt: skip


def word(now: Standing, duty: Duty) -> str:
    """Where it stands, in a word; late ones say so."""
    if now.state == State.SENT:
        return _("Đã gửi, chờ nhận") if duty.receiver_id else _("Đã gửi")
    return str(State(now.state).label)


def mark(now: Standing) -> str:
    """The chip's colour: red for what is late or returned."""
    return "bad" if now.state.is_with_sender and now.is_late else CHIPS[State(now.state)]


def due(duty: Duty, now: Standing, *, on: date) -> Due:
    """The mark of the last day, as its writer sees it."""
    if now.first_sent and duty.due.day:
        late = _("gửi muộn %(n)s ngày") % {"n": so(now.days_late)} if now.is_late else _("gửi đúng hạn")
        return Due("none", ngay(duty.due.day), late)
    return last_day(duty, on=on)


def last_day(duty: Duty, *, on: date, is_over: bool = False) -> Due:
    """The last day and how far it is; without a day: that none is set."""
    day = duty.due.day
    if day is None:
        return Due("none", _("Chưa đặt hạn"), _("kế hoạch không ghi"))
    left = (day - on).days
    if is_over:
        return Due("none", ngay(day), _("đã xong"))
    if left < 0:
        return Due("late", ngay(day), _("quá hạn %(n)s ngày") % {"n": so(-left)})
    if left == 0:
        return Due("today", ngay(day), _("hạn hôm nay"))
    return Due("soon" if left <= NEAR else "far", ngay(day), _("còn %(n)s ngày") % {"n": so(left)})


def roll(found: Roll, *, on: date) -> RollPage:
    """Who has sent and who has not."""
    states = [line.now.state for line in found.lines]
    late = sum(line.now.is_late and not line.now.number for line in found.lines)
    sent = sum(line.now.number > 0 for line in found.lines)
    told = (
        (len(states), _("phải gửi")),
        (sent, _("đã gửi")),
        (states.count(State.SENT), _("chờ nhận")),
        (states.count(State.ACCEPTED), _("đã nhận")),
    )
    rows = []
    for line in found.lines:
        href = reverse("reports:received", args=[found.duty.code, found.duty.period.code, line.unit.body_id]) if line.version else ""
        overdue = ""
        if line.now.is_late:
            overdue = _("gửi muộn %(n)s ngày") if line.now.number else _("quá hạn %(n)s ngày")
            overdue %= {"n": so(line.now.days_late)}
        moment = ngay(line.now.last_sent) if line.now.last_sent else ""
        rows.append(Row(line.unit.body, href, word(line.now, found.duty), mark(line.now), overdue, moment))
    numbers = [{"n": so(n), "label": words} for n, words in (*told, (late, _("quá hạn, chưa gửi")))]
    return RollPage(last_day(found.duty, on=on, is_over=states.count(State.ACCEPTED) == len(states)), tuple(numbers), tuple(rows))
