"""A plan's targets in words: what is printed, what was reached here, or what is missing and who must record it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from donghanh.programme.queries import ObligationRow, PlanRow, TargetRow
from donghanh.programme.terms import Source
from donghanh.reports.repository import Figure, PlanFigures
from donghanh.web.overview.presenters import target_line, wanted
from donghanh.web.ui.helpers import so


@dataclass(frozen=True, slots=True)
class Row:
    """One target. state, role: its chip; reached: the figure here, with how it is counted; due: the day, said to be assumed where it is."""

    target: TargetRow
    wanted: str
    due: str
    reached: str
    counts: str
    state: str
    role: str


def rows(plan: PlanRow, found: PlanFigures | None, *, on: date) -> list[Row]:
    """Every target in the order of the plan. found: the figures of the reader's place; None where he counts none of this plan."""
    figures = {figure.target_id: figure for figure in found.targets} if found else {}
    ends = found.period.last if found else on
    return [_row(plan, target, figures.get(target.id), ends, on) for target in plan.targets]


def counted(plan: PlanRow) -> str:
    """ "15 chỉ tiêu, 2 tính được từ hồ sơ"."""
    return _("%(all)s chỉ tiêu, %(some)s tính được từ hồ sơ") % {"all": so(len(plan.targets)), "some": so(len(plan.counted))}


def when(one: ObligationRow) -> str:
    """By when a report is owed, and whether the plan says so."""
    if one.due_before:
        month, day = one.due_before.split("-")
        return _("Hạn: trước ngày %(d)s/%(m)s, chính ngày đó là muộn.") % {"d": int(day), "m": int(month)}
    if not one.is_assumed:
        return _("Hạn: %(n)s ngày sau khi hết kỳ.") % {"n": one.due_days}
    return _("Kế hoạch không ghi ngày; tạm lấy %(n)s ngày sau khi hết kỳ.") % {"n": one.due_days} if one.due_days else _("Kế hoạch không ghi ngày.")


def _row(plan: PlanRow, target: TargetRow, figure: Figure | None, ends: date, on: date) -> Row:
    due = _due(target)
    if not target.source.is_counted:
        state, role = (_("Chưa tính được"), "warn") if target.source is Source.MISSING else (_("Không phải số đo"), "neut")
        return Row(target, wanted(target), due, "", "", state, role)
    if figure is None:
        return Row(target, wanted(target), due, "", "", _("Tính được"), "neut")
    line = target_line(plan, target, figure, ends=ends, on=on)
    partly = target.source is Source.PARTIAL and figure.met is None
    return Row(target, line.wanted, due, line.rate, line.counts, _("Tính một phần") if partly else line.state, line.role)


def _due(target: TargetRow) -> str:
    if target.due_on is None:
        return _("không ghi")
    said = f"{target.due_on:%d/%m/%Y}"
    return _("%(day)s (hết kỳ kế hoạch; không in ngày riêng)") % {"day": said} if target.is_due_assumed else said
