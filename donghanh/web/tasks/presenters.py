"""The words of the task pages: where a task stands, how long it still has or is late, what a chip says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.tasks.queries import Cell, Handed, PartRow, PlanRef, StepRow, TaskRow
from donghanh.programme.tasks.terms import PartRole, Severity, State, StepKind
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import gio, ngay, so

CHIPS = {
    State.GIVEN: "warn",
    State.ACKNOWLEDGED: "info",
    State.RETURNED: "bad",
    State.DONE: "info",
    State.ACCEPTED: "ok",
    State.TAKEN_BACK: "neut",
}
HANDED = {
    Handed.DUE: (lazy("Chưa đến hạn"), "neut"),
    Handed.MISSING: (lazy("Chưa gửi"), "bad"),
    Handed.SUBMITTED: (lazy("Chờ duyệt"), "info"),
    Handed.LATE: (lazy("Gửi muộn, chờ duyệt"), "warn"),
    Handed.RETURNED: (lazy("Bị trả lại"), "bad"),
    Handed.APPROVED: (lazy("Đã duyệt"), "ok"),
}
GRAVITY = {Severity.ASKS: "neut", Severity.SLOWS: "warn", Severity.STOPS: "bad"}
DID = {
    StepKind.ACKNOWLEDGED: lazy("Tiếp nhận"),
    StepKind.DONE: lazy("Báo xong"),
    StepKind.RETURNED: lazy("Trả lại"),
    StepKind.ACCEPTED: lazy("Nghiệm thu"),
    StepKind.AMENDED: lazy("Sửa nhiệm vụ"),
    StepKind.REMINDED: lazy("Nhắc việc quá hạn"),
    StepKind.TAKEN_BACK: lazy("Thu hồi"),
}
NEAR = 3
"""So many days before the last one a limit is said to be near."""


@dataclass(frozen=True, slots=True)
class Line:
    """A task in a list. who: the other side; said: reminder or reason of a return."""

    id: UUID
    title: str
    who: str
    from_what: str
    due: Due
    word: str
    mark: str
    said: str
    responsible: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A unit's part in words."""

    body: str
    role: str
    what: str
    word: str
    mark: str
    responsible: str
    result: str
    returned: str
    done: str
    proof: tuple[UUID, str] | None


def due(day: date, *, on: date, is_late: bool, is_over: bool = False, passed: str = "") -> Due:
    """The mark of a last day, in days. passed: what is said after it where nothing is late."""
    left = (day - on).days
    if is_over:
        return Due("none", ngay(day), _("đã kết thúc"))
    if is_late:
        return Due("late", ngay(day), _("quá hạn %(n)d ngày") % {"n": -left})
    if left < 0:
        return Due("none", ngay(day), passed or _("chờ nghiệm thu"))
    if left == 0:
        return Due("today", ngay(day), _("hạn hôm nay"))
    return Due("soon" if left <= NEAR else "far", ngay(day), _("còn %(n)d ngày") % {"n": left})


def due_of_paper(day: date, cell: Cell, *, on: date) -> Due:
    """The mark of the last day of a unit's paper; one that was returned is asked for again, whenever it came first."""
    passed = _("cần gửi lại") if cell.state == Handed.RETURNED else _("chờ duyệt")
    return due(day, on=on, is_late=cell.state == Handed.MISSING, is_over=cell.state == Handed.APPROVED, passed=passed)


def line(row: TaskRow, *, on: date, own: frozenset[int] = frozenset()) -> Line:
    """A task as one of these units sees it: the giver for those who do it, the lead for the giver."""
    part = row.part_of(own)
    state = part.standing.state if part and not row.now.state.is_over and part.role != PartRole.LEAD else row.now.state
    who = _("%(giver)s giao") % {"giver": row.giver} if part else _("%(lead)s chủ trì") % {"lead": row.lead.body}
    who = _("%(who)s · %(union)s thực hiện") % {"who": who, "union": row.union.label} if row.union else who
    said = row.now.reminder if row.now.is_overdue(on) and row.now.reminder else ""
    said = _("Nhắc: %(text)s") % {"text": said} if said else ""
    if part and part.standing.returned:
        said = _("Trả lại: %(text)s") % {"text": part.standing.returned}
    mark = due(row.now.due_on, on=on, is_late=row.now.is_overdue(on), is_over=row.now.state.is_over)
    answers = (part or row.lead).standing.responsible
    return Line(row.id, row.title, who, source(row), mark, str(State(state).label), CHIPS[State(state)], said, answers)


def lines(found: tuple[TaskRow, ...], *, on: date, own: frozenset[int] = frozenset()) -> list[Line]:
    return [line(row, on=on, own=own) for row in found]


def source(row: TaskRow) -> str:
    """From which paper it comes: the directive's clause, the plan's, or nothing."""
    if row.directive and row.clause:
        return _("%(paper)s, khoản %(code)s") % {"paper": row.directive[1], "code": row.clause[0]}
    if row.plan:
        return plan_words(row.plan)
    return ""


def plan_words(plan: PlanRef) -> str:
    """ "Kế hoạch 137/KH-UBND: … (khoản III.2)"."""
    named = ": ".join(filter(None, (_("Kế hoạch %(number)s") % {"number": plan.number}, plan.words)))
    return _("%(named)s (khoản %(code)s)") % {"named": named, "code": plan.code} if plan.code else named


def part(row: PartRow) -> PartLine:
    """A unit's part."""
    now = row.standing
    role = str(PartRole(row.role).label) if row.role == PartRole.LEAD or row.is_mandatory else _("Phối hợp, không bắt buộc")
    word = _("Đã báo xong") if now.state == State.DONE else str(State(now.state).label)
    done = moment(now.done_at) if now.done_at else ""
    mark = "ok" if now.state == State.DONE else CHIPS[State(now.state)]
    return PartLine(row.body, role, row.what, word, mark, now.responsible, now.result, now.returned, done, row.proof)


def story(row: TaskRow, names: dict[int, str]) -> list[dict[str, str]]:
    """Everything that happened, the newest first, with the giving as the last line."""
    told = [_told(step, names) for step in reversed(row.steps)]
    return [*told, {"at": ngay(row.given_at), "title": _("Giao nhiệm vụ"), "text": "", "who": f"{gio(row.given_at)} · {row.giver}"}]


def _told(step: StepRow, names: dict[int, str]) -> dict[str, str]:
    title = f"{DID[step.kind]}: {step.part}" if step.part else str(DID[step.kind])
    extra = {
        StepKind.ACKNOWLEDGED: _("Người phụ trách: %(name)s") % {"name": step.responsible},
        StepKind.AMENDED: _("Hạn %(day)s. %(title)s") % {"day": ngay(step.due_on), "title": step.title},
    }.get(step.kind, "")
    text = ". ".join(filter(None, (extra, step.note)))
    who = ", ".join(filter(None, (names.get(step.by, ""), step.body)))
    return {"at": ngay(step.at), "title": title, "text": text, "who": f"{gio(step.at)} · {who}"}


def handed(cell: Cell | None) -> tuple[str, str]:
    """The chip of a unit's paper, with how late it is; nothing where it owes none."""
    if cell is None:
        return "", ""
    word, mark = HANDED[cell.state]
    late = cell.days_late if cell.state in (Handed.MISSING, Handed.LATE) else 0
    return (_("%(word)s, muộn %(n)d ngày") % {"word": word, "n": late} if late else str(word)), mark


def waited(time: timedelta) -> str:
    """ "2 ngày 3 giờ", "40 phút"."""
    minutes = max(0, int(time.total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("%(d)d ngày %(h)d giờ") % {"d": days, "h": hours}
    return _("%(h)d giờ %(m)d phút") % {"h": hours, "m": minutes % 60} if hours else _("%(m)d phút") % {"m": minutes}


def money(amount: int | None) -> str:
    """1.234.000 đ; said aloud where nobody set it."""
    return _("chưa đặt") if amount is None else f"{so(amount)} đ"


def percent(value: int | None) -> str:
    return "–" if value is None else f"{value} %"


def moment(when: datetime) -> str:
    return f"{gio(when)} {ngay(when)}"
