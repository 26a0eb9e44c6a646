"""Small pieces of the pages of cases: identity bar, rows of lists, tabs, first values of forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import CaseRow, CaseSheet, FactRow, HandoverRow
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.web.cases import roll, story, words
from donghanh.web.cases.happenings import say
from donghanh.web.cases.presenters import STAGE_MARKS, PersonPanels
from donghanh.web.ui.due import Due, due_of
from donghanh.web.ui.helpers import ngay

MOST_LINES = 500
SHORT: dict[Procedure, Any] = {
    Procedure.USER_MANAGEMENT: lazy("Người sử dụng"),
    Procedure.DETERMINATION: lazy("Xác định tình trạng nghiện"),
    Procedure.HOME_REHABILITATION: lazy("Cai tại nhà, cộng đồng"),
    Procedure.PRIVATE_REHABILITATION: lazy("Cơ sở tư nhân"),
    Procedure.PUBLIC_REHABILITATION: lazy("Cơ sở công lập"),
    Procedure.SUBSTITUTION: lazy("Điều trị thay thế"),
    Procedure.COMPULSORY: lazy("Cai bắt buộc"),
    Procedure.COMPULSORY_MINOR: lazy("Cai bắt buộc, dưới 18"),
    Procedure.AFTERCARE: lazy("Sau cai nghiện"),
    Procedure.COMMUNE_EDUCATION: lazy("Giáo dục tại xã"),
    Procedure.MONITORING: lazy("Giám sát điện tử"),
}
"""Names of procedures on tabs and in rows."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list of several."""

    href: str
    number: str
    what: str
    who: str
    stage: str
    mark: str
    since: str
    begins: str
    ends: str
    due: Due


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A file on its way, arrived, or sent back. case_href is empty once the file lies elsewhere."""

    id: UUID
    summary: str
    from_name: str
    to_name: str
    sent_at: datetime
    word: str
    mark: str
    reason: str
    case_href: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact, to be shown before it is taken back."""

    title: str
    at: str
    text: str


def number(text: str | None, otherwise: int) -> int:
    """A number of lines from an address; what is no number counts as not asked."""
    return min(int(text), MOST_LINES) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def bar(actor: Actor, sheet: CaseSheet, panels: PersonPanels | None = None) -> dict[str, Any]:
    """The identity bar of one case: one person alone may be named by right, a minor too."""
    row = sheet.row
    chips = panels.chips if panels else ((row.stage.label, STAGE_MARKS.get(row.stage, "info")),)
    return {
        "name": row.person_name if actor.reads(DataClass.IDENTITY) else names.masked(row.person_name),
        "facts": [(_("Sinh năm"), row.birth_year), (_("Hồ sơ"), row.number), (_("Đơn vị"), sheet.unit_name)],
        "chips": [*chips, *([(_("Niêm phong"), "seal")] if row.is_sealed else [])],
        "tabs": [
            *([{"name": _("Người"), "href": href}] if (href := words.address("people:person", row.person_id)) else []),
            {"name": _("Thủ tục"), "href": words.address("cases:case", row.id)},
        ],
    }


def page(request: HttpRequest, rows: Sequence[CaseRow], size: int) -> dict[str, Any]:
    """A page of a list that turns by the last case number; one row more than fits means that there is a next page."""
    there_is_more = len(rows) > size
    lines = [_case_line(request, row) for row in rows[:size]]
    return {"rows": lines, "after": rows[size - 1].number if there_is_more else "", "is_first": not request.GET.get("sau")}


def _case_line(request: HttpRequest, row: CaseRow) -> CaseLine:
    return CaseLine(
        href=words.address("cases:case", row.id),
        number=row.number,
        what=str(SHORT.get(row.procedure, row.procedure.label)),
        who=words.person_line(request.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=words.names_hidden(request)),
        stage=row.stage.label,
        mark=STAGE_MARKS.get(row.stage, "info"),
        since=_("từ") if row.active_from else _("lập ngày"),
        begins=ngay(row.active_from or row.opened_at),
        ends=ngay(roll.last_day(row.active_until)) if row.active_until else "",
        due=due_of(row.active_until, request.at),
    )


def day_asked(text: str) -> date | None:
    """The day of an address, such as 2026-07-01; None where it holds none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def stage_tabs(procedure: Procedure | None) -> list[dict[str, str]]:
    """One tab a step of the procedure (of all procedures: none), and one for all."""
    if procedure is None:
        return []
    every = f"{words.address('cases:procedures')}?thu-tuc={procedure.value}"
    stages = dict.fromkeys(manifest(procedure).moves.values())
    return [{"name": _("Mọi bước"), "href": every}, *({"name": one.label, "href": f"{every}&buoc={one.value}"} for one in stages)]


def procedure_tabs(view: str, counts: Mapping[Procedure, int], *, keep: Procedure | None = None) -> list[dict[str, Any]]:
    """One tab a procedure that has somebody, with how many, and one for all; the open one stays even when it is empty."""
    every = words.address(view)
    shown = [one for one in Procedure if counts.get(one) or one == keep]
    named = [{"name": SHORT.get(one, one.label), "href": f"{every}?thu-tuc={one.value}", "n": counts.get(one, 0)} for one in shown]
    return [{"name": _("Tất cả"), "href": every, "n": None}, *named]


def handovers(rows: Sequence[HandoverRow]) -> list[HandoverLine]:
    """Files on their way or arrived, in words."""
    return [_handover(row) for row in rows]


def _handover(row: HandoverRow) -> HandoverLine:
    if row.received_at:
        word, mark = _("Đã ký nhận %(day)s") % {"day": ngay(row.received_at)}, "ok"
    elif row.returned_at:
        word, mark = _("Bị trả lại %(day)s") % {"day": ngay(row.returned_at)}, "bad"
    else:
        word, mark = _("Chờ ký nhận"), "warn"
    href = "" if row.received_at else words.address("cases:case", row.case_id)
    return HandoverLine(row.id, row.summary, row.from_name, row.to_name, row.sent_at, word, mark, row.return_reason, href)


def fact_line(fact: FactRow) -> FactLine:
    """A fact in words."""
    return FactLine(fact.kind.label, story.when(fact), say(fact.data, fact.place_name))


def initial(sheet: CaseSheet, kind: FactKind) -> dict[str, Any]:
    """What is known already is not asked again: residence is the commune in charge until somebody says otherwise."""
    if kind == FactKind.RESIDENCE_VERIFIED:
        return {"place": sheet.unit_name}
    return {"place": _place_told(sheet)} if kind == FactKind.ARRIVED else {}


def destination(sheet: CaseSheet) -> dict[str, Any]:
    """Where the file most likely goes: the place that was told last."""
    return {"place": _place_told(sheet)}


def _place_told(sheet: CaseSheet) -> str:
    told = (f.place_name for f in sheet.facts if f.voided_at is None and f.kind in (FactKind.ARRIVED, FactKind.DEPARTED))
    return next((name for name in told if name), "")
