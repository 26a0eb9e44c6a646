"""The words of the inspection pages: where things stand, how long they still have, what a chip says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.terms import Procedure
from donghanh.programme.inspections.queries import FindingRow, InspectionRow, StepRow, StratumRow
from donghanh.programme.inspections.terms import FindingState, RemedyStep, Severity, State, StepKind
from donghanh.programme.surveys.queries import SurveyRow
from donghanh.programme.surveys.rules import Share
from donghanh.programme.surveys.terms import Verdict
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import gio, ngay, so

CHIPS = {State.PLANNED: "neut", State.ANNOUNCED: "info", State.CONCLUDED: "warn", State.CLOSED: "ok", State.CANCELLED: "neut"}
FOUND = {FindingState.OPEN: "warn", FindingState.REMEDIED: "info", FindingState.RETURNED: "bad", FindingState.ACCEPTED: "ok"}
GRAVITY = {Severity.GUIDANCE: "neut", Severity.MINOR: "info", Severity.MAJOR: "warn", Severity.GRAVE: "bad"}
TARGET = {Verdict.MET: "ok", Verdict.NOT_MET: "bad", Verdict.UNSURE: "warn", Verdict.NO_TARGET: "neut"}
DID = {
    StepKind.CHANGED: lazy("Đổi lịch"),
    StepKind.ANNOUNCED: lazy("Công bố kiểm tra"),
    StepKind.CONCLUDED: lazy("Kết luận"),
    StepKind.SIGNED: lazy("Ký kết luận"),
    StepKind.CANCELLED: lazy("Huỷ"),
    RemedyStep.ANSWERED: lazy("Ý kiến của đơn vị"),
    RemedyStep.REMEDIED: lazy("Báo đã khắc phục"),
    RemedyStep.RETURNED: lazy("Trả lại"),
    RemedyStep.ACCEPTED: lazy("Công nhận đã khắc phục"),
    RemedyStep.EXTENDED: lazy("Gia hạn"),
}
NEAR = 7
"""So many days before the last one a limit is said to be near."""


@dataclass(frozen=True, slots=True)
class Line:
    """An inspection in a list."""

    id: UUID
    title: str
    who: str
    due: Due
    word: str
    mark: str
    total: str
    left: int


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list. said: the reason of a return, or what the unit reported."""

    id: UUID
    text: str
    who: str
    order: str
    due: Due
    word: str
    mark: str
    severity: str
    gravity: str
    said: str


def line(row: InspectionRow, *, on: date) -> Line:
    """An inspection: its unit and subject, its days, what it came to."""
    title = f"{row.inspected}: {row.subject}"
    return Line(
        row.id,
        title,
        f"{row.kind.label} · {row.planner}",
        days(row, on=on),
        row.now.state.label,
        CHIPS[row.now.state],
        points(row.total),
        row.findings[0],
    )


def days(row: InspectionRow, *, on: date) -> Due:
    """The mark of an inspection's days."""
    first, last = row.now.starts_on, row.now.ends_on
    if row.now.state in (State.CONCLUDED, State.CLOSED, State.CANCELLED):
        return Due("none", ngay(last), _("đã xong"))
    if row.now.is_overdue(on):
        return Due("late", ngay(last), _("quá %(n)d ngày") % {"n": (on - last).days})
    if first <= on:
        return Due("today", ngay(last), _("đang kiểm tra"))
    left = (first - on).days
    return Due("soon" if left <= NEAR else "far", ngay(first), _("còn %(n)d ngày") % {"n": left})


def finding(row: FindingRow, *, on: date) -> FindingLine:
    """A finding: what, who remedies it, until when."""
    late, left = row.now.days_late(on), (row.now.due_on - on).days
    if not row.now.is_open:
        mark = Due("none", ngay(row.now.due_on), _("đã khắc phục"))
    elif late:
        mark = Due("late", ngay(row.now.due_on), _("quá hạn %(n)d ngày") % {"n": late})
    else:
        state = "today" if left == 0 else "soon" if left <= NEAR else "far"
        mark = Due(state, ngay(row.now.due_on), _("hạn hôm nay") if left == 0 else _("còn %(n)d ngày") % {"n": left})
    said = _("Trả lại: %(text)s") % {"text": row.now.returned} if row.now.returned else ""
    if row.now.state == FindingState.REMEDIED:
        said = _("Đơn vị báo: %(text)s") % {"text": row.now.remedy}
    who = _("%(body)s khắc phục") % {"body": row.body}
    words = (row.now.state.label, FOUND[row.now.state], row.severity.label, GRAVITY[row.severity])
    return FindingLine(row.id, row.text, who, row.order, mark, *words, said)


def findings(rows: tuple[FindingRow, ...] | list[FindingRow], *, on: date) -> list[FindingLine]:
    return [finding(row, on=on) for row in rows]


def points(total: Decimal | None) -> str:
    """ "74,0/100"; a dash while a criterion has no points."""
    return f"{so(total, 1)}/100" if total is not None else "–"


def story(steps: tuple[StepRow, ...], first: dict[str, str]) -> list[dict[str, str]]:
    """Everything that happened, the newest first; first: how it began."""
    return [*(_told(step) for step in reversed(steps)), first]


def _told(step: StepRow) -> dict[str, str]:
    extra = ""
    if step.starts_on and step.ends_on:
        extra = _("Từ %(first)s đến %(last)s") % {"first": ngay(step.starts_on), "last": ngay(step.ends_on)}
    elif step.starts_on:
        extra = _("Hạn %(day)s") % {"day": ngay(step.starts_on)}
    text = ". ".join(part.rstrip(".") for part in (extra, step.note) if part)
    who = ", ".join(filter(None, (step.by, step.body)))
    return {"at": ngay(step.at), "title": str(DID[step.kind]), "text": text, "who": f"{gio(step.at)} · {who}"}


def drawn(row: StratumRow) -> str:
    """ "Quản lý người sử dụng: rút 4 trong khoảng 10 hồ sơ"."""
    named = Procedure(row.procedure).label if row.procedure in Procedure.values else row.procedure
    whole = _("khoảng %d") % row.total if row.total is not None else _("dưới 8")
    return _("%(name)s: rút %(n)d trong %(total)s hồ sơ") % {"name": named, "n": len(row.numbers), "total": whole}


def share(found: Share | None) -> str:
    """ "82,5 % (khoảng 77,1–86,8 %)"; a dash while nobody was asked."""
    if found is None:
        return "–"
    if found.low == found.high:
        return _("%(share)s %% (hỏi mọi người trong nhóm)") % {"share": so(round(found.share * 100, 1), 1)}
    low, high = (so(round(end * 100, 1), 1) for end in (found.low, found.high))
    return _("%(share)s %% (khoảng %(low)s–%(high)s %%)") % {"share": so(round(found.share * 100, 1), 1), "low": low, "high": high}


def said(row: SurveyRow) -> tuple[str, str]:
    """The chip of a survey: the target against the interval."""
    if row.share is None:
        return _("Chưa có kết quả"), "neut"
    return row.verdict.label, TARGET[row.verdict]


def level(row: SurveyRow) -> str:
    """ "từ 80 %"; "trên 80 %" where strict; "chưa đặt"."""
    if row.threshold is None:
        return _("chưa đặt")
    number = so(row.threshold.normalize() if row.threshold % 1 else int(row.threshold))
    return _("trên %(n)s %%") % {"n": number} if row.is_strict else _("từ %(n)s %%") % {"n": number}
