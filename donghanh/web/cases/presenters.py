"""What the pages show of cases: next step, steps of the procedure, legal term, timeline, decisions. Formats only what queries gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.cases import queries
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import Procedure, Stage
from donghanh.decisions import queries as decisions
from donghanh.decisions.terms import DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.web.cases import acts as possible
from donghanh.web.cases import after_result, answers, neighbours, steps, story, words
from donghanh.web.cases.acts import Refused
from donghanh.web.cases.answers import Says
from donghanh.web.cases.grounds import Line as GroundLine
from donghanh.web.cases.steps import Step
from donghanh.web.cases.story import Happened, Paper
from donghanh.web.cases.words import Act, Look
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import gio, ngay

FIRST_LINES = 20
WAITING = frozenset({DraftState.DRAFTED, DraftState.CHECKED, DraftState.RETURNED, DraftState.TAKEN_BACK})
STAGE_MARKS = {Stage.SUSPENDED: "warn", Stage.STOPPED: "neut", Stage.ENDED: "neut", Stage.REFUSED: "neut"}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The most urgent duty. act: None where nothing is recorded here. is_ours: an office of the commune owes it; else who says which does."""

    title: str
    text: str
    who: str
    due: Due
    cite: str
    act: Act | None
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class TermPanel:
    """The legal term. passed: per cent of it on this day. beside: the term under the neighbouring law."""

    title: str
    passed: float
    start: str
    end: str
    rows: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CasePanel:
    """One case: its ladder, term, what may be done now and what may not. rights: time that the law gives the person himself."""

    id: UUID
    number: str
    title: str
    stage: str
    href: str
    steps: tuple[Step, ...]
    rights: tuple[Step, ...]
    term: TermPanel | None
    acts: tuple[Act, ...]
    refused: tuple[Refused, ...]
    says: Says
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonPanels:
    """All that the page of a person shows of his cases. facts, chips and tabs go into the identity bar."""

    next: NextStep | None
    cases: tuple[CasePanel, ...]
    timeline: tuple[Happened, ...]
    more: int
    papers: tuple[Paper, ...]
    open_case: Act | None
    start: Act | None
    facts: tuple[tuple[str, str], ...]
    chips: tuple[tuple[str, str], ...]
    tabs: tuple[dict[str, Any], ...] = ()
    test: Act | None = None


def person_panels(actor: Actor, person_ids: Sequence[UUID], at: datetime, *, shown: int = FIRST_LINES) -> PersonPanels | None:
    """The panels of a person's page (person_ids: all records read as this person, the kept one first); None for a role that sees no cases."""
    if "case.read" not in actor.may or not actor.reads(DataClass.LEGAL):
        return None
    sheets = queries.sheets_of_person(actor, person_ids, at=at)
    may_open = "case.record" in actor.may
    opening = Act(_("Lập hồ sơ"), words.address("cases:open", person_ids[0])) if may_open and not _is_managed(sheets) else None
    start = Act(_("Mở thủ tục khác"), words.address("cases:start", person_ids[0])) if may_open else None
    test = Act(_("Yêu cầu xét nghiệm"), words.address("testing:ask", person_ids[0])) if may_open else None
    return replace(_panels(actor, sheets, at, shown=shown, opening=opening, start=start), test=test)


def case_panels(actor: Actor, sheet: CaseSheet, at: datetime, *, shown: int = FIRST_LINES) -> PersonPanels:
    """The same panels for one case."""
    return _panels(actor, [sheet], at, shown=shown, opening=None, start=None)


def _panels(actor: Actor, sheets: Sequence[CaseSheet], at: datetime, *, shown: int, opening: Act | None, start: Act | None) -> PersonPanels:
    papers = decisions.of_cases(actor, [s.row.id for s in sheets]) if sheets else []
    drafts = {(row.case_id, row.kind): row for row in reversed(papers) if row.state in WAITING}
    look = Look(actor, at, places.calendar(), drafts)
    facts = sorted((f for s in sheets for f in s.facts), key=lambda f: (f.happened_at, f.recorded_at), reverse=True)
    return PersonPanels(
        next=_next(look, sheets),
        cases=tuple(_case(look, sheet) for sheet in sheets),
        timeline=story.timeline(actor, facts[:shown]),
        more=len(facts) if len(facts) > shown else 0,
        papers=story.papers(papers),
        open_case=opening,
        start=start,
        facts=((_("Hồ sơ"), sheets[0].row.number),) if sheets else (),
        chips=tuple((s.row.stage.label, STAGE_MARKS.get(s.row.stage, "info")) for s in sheets[:2]),
    )


def _is_managed(sheets: Sequence[CaseSheet]) -> bool:
    """A file of the management of users is open; the button of a positive test opens no second one."""
    return any(s.row.procedure == Procedure.USER_MANAGEMENT and not steps.is_closed(s) for s in sheets)


def _next(look: Look, sheets: Sequence[CaseSheet]) -> NextStep | None:
    open_now = [(s, d) for s in sheets for d in steps.standing(s, look.at) if not steps.is_by_right(d)]
    if not open_now:
        return None
    order = steps.before(look.at)
    sheet, duty = min(open_now, key=lambda one: order(one[1]))
    begun = words.day_of(duty.counted_from or duty.stands_from)
    act = steps.act_for(look, sheet, duty)
    return NextStep(
        title=words.task(duty.kind, begun),
        text=duty.due.meaning_vi if duty.due else _("Luật không ghi thời hạn bằng số cho việc này."),
        who=words.who_next(look, duty.function, duty.rule_id),
        due=steps.due_chip(look, sheet, duty),
        cite=words.citation(duty.kind, duty.rule_id, begun, sheet.row.procedure, short=False),
        act=act,
        is_ours=words.is_ours(look, duty.function),
    )


def _case(look: Look, sheet: CaseSheet) -> CasePanel:
    can, cannot = possible.offered(look.actor, sheet, look.at)
    return CasePanel(
        id=sheet.row.id,
        number=sheet.row.number,
        title=sheet.row.procedure.label,
        stage=sheet.row.stage.label,
        href=words.address("cases:case", sheet.row.id),
        steps=steps.ladder(look, sheet),
        rights=steps.rights(look, sheet),
        term=_term(look, sheet),
        acts=can,
        refused=cannot,
        says=answers.says(sheet.view.findings),
        notices=_notices(look, sheet),
    )


def before_sending(panels: PersonPanels, lines: Sequence[GroundLine]) -> PersonPanels:
    """The next step without sending as its act while the determination on which the file rests is missing: that comes first."""
    step, missing = panels.next, {line.href for line in lines if line.href and not line.is_there}
    if step is None or step.act is None or step.act.href not in missing:
        return panels
    text = _("Chưa gửi được: hồ sơ còn thiếu kết quả xác định tình trạng nghiện.")
    return replace(panels, next=replace(step, text=f"{text} {step.text}".strip(), act=Act(_("Thêm phiếu kết quả xác định"), step.act.href)))


def _notices(look: Look, sheet: CaseSheet) -> tuple[str, ...]:
    found = []
    if sheet.open_handover:
        found.append(_("Hồ sơ đã gửi %(to)s, đang chờ ký nhận.") % {"to": sheet.open_handover.to_name})
    if sheet.open_referral_body:
        found.append(_("Đã gửi xác định tình trạng nghiện tại %(body)s, chưa có trả lời.") % {"body": sheet.open_referral_body})
    if register := after_result.to_register(look, sheet):
        found.append(register)
    return tuple(found)


def _term(look: Look, sheet: CaseSheet) -> TermPanel | None:
    view = sheet.view
    if view.term is None or view.active_from is None:
        return None
    start, last = words.day_of(view.term.start), view.term.last_day
    whole = max((last - start).days, 1)
    gone = min(max((look.on - start).days, 0), whole)
    rows = [
        (_("Thời hạn"), view.term.amount_vi),
        (_("Đến hôm nay"), _("%(gone)d trên %(whole)d ngày") % {"gone": gone, "whole": whole}),
        _leaving(look, sheet),
        (_("Căn cứ"), view.term.citation_vi),
        *((_("Lưu ý"), text) for text in view.term.caution_vi),
    ]
    return TermPanel(sheet.row.procedure.label, gone / whole * 100, ngay(start), ngay(last), tuple(rows), neighbours.of_topic(view.term.topic, start))


def _leaving(look: Look, sheet: CaseSheet) -> tuple[str, str]:
    """When the person leaves the list, or left it."""
    until, term = sheet.view.active_until, sheet.view.term
    if until is None or term is None:
        return _("Tự rời danh sách"), _("chưa tính được: những ngày vắng mặt không tính vào thời hạn")
    word = _("Đã rời danh sách") if look.at >= until else _("Tự rời danh sách")
    return word, f"{gio(until)} {ngay(until)}" if until < term.value else _("hết ngày %(day)s") % {"day": ngay(term.last_day)}
