"""Money in words: amounts with dots and đ, chips of states, the sheet as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from donghanh.base.documents.sheet import Column, ColumnKind, Sheet
from donghanh.programme.money import queries
from donghanh.programme.money.queries import DeskRow, EstimateSheet, LevelRow, PaidTwice, Proposal, SupplementRow, UnitLine
from donghanh.programme.money.queries.investing import ProjectRow
from donghanh.programme.money.queries.ledger import AllocationRow
from donghanh.programme.money.rules import dong
from donghanh.programme.money.terms import AskState, EstimateState, Per, Purpose, Step
from donghanh.reports.intake import Intake
from donghanh.web.ui.helpers import ngay, so

__all__ = ["dong", "words_of"]
STATES = {
    EstimateState.DRAFT: "neut",
    EstimateState.SUBMITTED: "info",
    EstimateState.REVIEWED: "info",
    EstimateState.APPRAISED: "info",
    EstimateState.DECIDED: "ok",
    EstimateState.RETURNED: "warn",
}
ASKED = {AskState.ASKED: "info", AskState.APPROVED: "ok", AskState.REFUSED: "neut"}
WAYS = {
    Step.REVIEW: (("money:accept", "Đưa vào dự toán tổng hợp", True), ("money:give_back", "Trả lại kèm góp ý", False)),
    Step.APPRAISE: (("money:appraise", "Thẩm định", False), ("money:give_back", "Trả lại kèm góp ý", False)),
    Step.DECIDE: (("money:decide", "Ghi quyết định", False),),
}
"""What whoever it waits for may do: view, words, and whether one press does it."""


def words_of(purposes: Iterable[Purpose]) -> str:
    """ "phòng ngừa nghiện, sau cai nghiện"."""
    return ", ".join(f"{one.label[:1].lower()}{one.label[1:]}" for one in purposes)


def rate(value: float | None) -> str:
    """ "25,0 %", or a dash where nothing is allocated."""
    return "–" if value is None else f"{so(value * 100, 1)} %"


def number(value: int | None) -> str:
    """An amount in a table whose head says đồng; a dash where it is not known yet."""
    return "–" if value is None else so(value)


def flags(line: UnitLine) -> str:
    """For what nothing is allocated to this unit."""
    if len(line.empty) == len(Purpose):
        return _("chưa được phân bổ khoản nào")
    return _("chưa phân bổ: %(what)s") % {"what": words_of(line.empty)} if line.empty else ""


def lines(found: queries.Sheet, chosen: dict[str, Any], *, all_units: bool) -> dict[str, Any]:
    """The units with money, or all of them; how many were left out, with the way to them."""
    units = [one for one in found.by_unit if all_units or chosen["don_vi"] or one.sum.estimated or one.sum.allocated or one.sum.spent]
    return {"units": units, "left_out": len(found.by_unit) - len(units), "all_href": f"?{query(chosen, tat_ca=1)}"}


def desk_state(row: DeskRow) -> tuple[str, str]:
    """Chip of a unit's estimate: word and role."""
    if row.state is None:
        return (_("Quá hạn, chưa gửi"), "bad") if row.is_missing else (_("Chưa lập"), "neut")
    if row.is_missing:
        return _("Quá hạn, chưa gửi"), "bad"
    return row.state.label, STATES[row.state]


def ways(sheet: EstimateSheet) -> list[tuple[str, str, bool]]:
    """What the reader may do with it now: view, words, one press."""
    found: list[tuple[str, str, bool]] = []
    if sheet.newest.state == EstimateState.DRAFT and sheet.may_submit and sheet.lines:
        found.append(("money:submit", _("Gửi dự toán"), True))
    if sheet.newest.state == EstimateState.RETURNED and sheet.may_record:
        found.append(("money:revise", _("Lập bản sửa"), True))
    return [*found, *WAYS[sheet.step]] if sheet.may_answer and sheet.step else found


def waits(sheet: EstimateSheet) -> str:
    """For whom it waits, in one sentence."""
    if sheet.step:
        return _("Đang chờ: %(step)s.") % {"step": sheet.step.label}
    if sheet.newest.state == EstimateState.DRAFT:
        return _("Đơn vị đang lập. Khi gửi, bản này khoá lại.")
    return _("Đơn vị sửa lại theo góp ý.") if sheet.newest.state == EstimateState.RETURNED else ""


def level_choice(level: LevelRow) -> tuple[str, str]:
    """A spending level in a list."""
    return str(level.id), f"{level.name}: {dong(level.amount)} / {level.measure}"


def allocation_choice(row: AllocationRow) -> tuple[str, str]:
    """An allocation in a list, with what is left."""
    return str(row.id), f"{row.content} ({row.purpose.label}), {_('còn')} {dong(row.left)}"


def asked(row: SupplementRow) -> list[tuple[str, str]]:
    """What was asked for."""
    return [(_("Đơn vị"), row.body_name), (_("Nhiệm vụ"), row.content), (_("Lý do"), row.reason), (_("Số tiền"), dong(row.amount))]


def proposed(one: Proposal) -> list[tuple[str, str]]:
    """How the amount of a proposal comes about."""
    amount = f"{so(one.days)} {_('ngày')} × {dong(one.level.amount)} = {dong(one.amount)}" if one.level.per == Per.DAY else dong(one.amount)
    return [
        (_("Khoản"), f"{one.level.name} ({one.level.for_group.label})" if one.level.for_group else one.level.name),
        (_("Căn cứ"), one.level.document),
        (_("Hồ sơ"), f"{one.episode.case_number}, {one.episode.procedure_title}"),
        (_("Những ngày"), f"{ngay(one.starts_on)} – {_('trước')} {ngay(one.ends_before)}"),
        (_("Số tiền"), amount),
    ]


def twice(one: PaidTwice) -> str:
    """Which days of which support were paid twice; nobody is named in a list."""
    return f"{one.name}: {so(one.days)} {_('ngày')}, {ngay(one.starts_on)} – {_('trước')} {ngay(one.ends_before)}"


def query(chosen: dict[str, Any], **more: Any) -> str:
    """The address's part after "?" for what is chosen."""
    return urlencode({name: value for name, value in {**chosen, **more}.items() if value})


def workbook_sheets(found: queries.Sheet) -> list[Sheet]:
    """By unit, by source and by purpose, each with living totals."""
    columns = tuple(Column(title, ColumnKind.WHOLE, width=20, sums=True) for title in ("Dự toán (đồng)", "Phân bổ (đồng)", "Đã chi (đồng)"))
    share = Column("Tỷ lệ chi", ColumnKind.PERCENT, width=12, ratio_of=(2, 1))

    def rows(lines: Iterable[tuple[str, queries.Sum]]) -> tuple[tuple[Any, ...], ...]:
        return tuple((name, s.estimated, s.allocated, s.spent, s.rate) for name, s in lines)

    parts = (
        ("Theo đơn vị", "Đơn vị", [(line.name, line.sum) for line in found.by_unit]),
        ("Theo nguồn", "Nguồn", [(kind.label, one) for kind, one in found.by_kind]),
        ("Theo mục đích", "Mục đích", [(purpose.label, one) for purpose, one in found.by_purpose]),
    )
    shifted = (*columns, Column(share.title, share.kind, width=share.width, ratio_of=(3, 2)))
    return [
        Sheet(
            name=name,
            title=f"KINH PHÍ NĂM {found.year}",
            subtitle=name,
            columns=(Column(first, width=40), *shifted),
            rows=rows(lines),
            total_label="Tổng cộng",
        )
        for name, first, lines in parts
    ]


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A year: people who began, or what the straight line says; beside the room there is now."""

    year: int
    told: str
    beside: str
    is_line: bool


def intake(found: Intake, row: ProjectRow) -> list[IntakeRow]:
    """Whole years as counted, then the straight line, each beside the facility's present capacity."""
    counted = [IntakeRow(year, so(n), _beside(n, row.capacity), is_line=False) for year, n in found.years]
    return counted + [
        IntakeRow(year, _("chưa đủ ba năm") if n is None else f"≈ {so(round(n))}", _beside(n, row.capacity), is_line=True) for year, n in found.line
    ]


def _beside(n: float | None, capacity: int | None) -> str:
    if capacity is None:
        return _("chưa đặt")
    if n is None:
        return "–"
    over = round(n) - capacity
    return _("vượt %(n)s người") % {"n": so(over)} if over > 0 else _("còn %(n)s chỗ") % {"n": so(-over)}
