"""Words and marks of travelling files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.dossiers import queries
from donghanh.cases.dossiers.queries import Opened, PassageRow, StuckRow
from donghanh.cases.dossiers.rules import ONWARD
from donghanh.cases.procedures.compulsory_told import SETTERS
from donghanh.cases.procedures.shape import DutyView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.decisions.held.queries import HeldRow
from donghanh.decisions.papers.rules import head_elsewhere
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import Answer, compulsory
from donghanh.legal import forms as official
from donghanh.legal.dossiers import Line, Standing, check_basis, legs_of
from donghanh.legal.letters import duty_label
from donghanh.web.cases.ladders import BY_PERSON
from donghanh.web.dossiers.said import step_words
from donghanh.web.ui.helpers import ngay

STANDINGS = {"have": (_("Có"), "ok"), "missing": (_("Thiếu"), "bad"), "not_needed": (_("Không cần"), "neut"), "unclear": (_("Chưa rõ"), "warn")}
DEPTHS = {"part": _("Chỉ thấy có hay không, theo quyền của vai trò"), "none": _("Nội dung không thuộc quyền xem của vai trò")}


def line(one: Line, case_id: UUID | None = None) -> dict[str, Any]:
    """A paper of the list as the commune sees it. case_id: of whom may change it, for the ways to draw it up or take it out."""
    word, mark = STANDINGS[one.standing.value]
    paper = one.paper
    is_made_here = case_id and one.standing == Standing.MISSING and _is_made_here(paper.form_id)
    href = reverse("papers:begin", args=[case_id, paper.form_id]) if is_made_here else ""
    out = reverse("dossiers:take_out", args=[case_id, paper.id]) if one.version and case_id else ""
    said = {"title": paper.title, "form": paper.form, "word": word, "mark": mark, "because": one.because, "about": "", "citation": paper.citation}
    return said | {"href": href, "out": out}


def without_basis(lines: Sequence[Line]) -> Cannot | None:
    """Why no reason lets this file go: the paper on which all rests is missing; None where a reason may make up for what is missing."""
    try:
        check_basis(lines)
    except Cannot as why:
        return why
    return None


def _is_made_here(form_id: str) -> bool:
    """An official form that is drawn up on the pages of papers."""
    found = official.catalogue().forms.get(form_id)
    return found is not None and found.is_complete and not found.decided_as and found.about == "person" and not head_elsewhere(found)


def kept_line(one: dict[str, Any]) -> dict[str, Any]:
    """A paper of a hand-over as this reader may see it."""
    word, mark = STANDINGS[one["standing"]]
    about = " · ".join(
        part for part in (one["reference"], _("%d trang") % one["pages"] if one["pages"] else "", DEPTHS.get(one["depth"], "")) if part
    )
    return one | {"word": word, "mark": mark, "about": about, "href": "", "out": ""}


def where(row: PassageRow) -> tuple[str, str]:
    """Where a hand-over stands, in a word and its mark."""
    if row.returned_at:
        return _("Đã trả lại"), "warn"
    if row.done_at:
        return _("Đã xong ở đây"), "ok"
    if row.accepted_at:
        return _("Đã thụ lý"), "ok"
    return (_("Đã ký nhận"), "info") if row.received_at else (_("Chờ ký nhận"), "warn")


def passage(row: PassageRow, actor: Actor, standing: queries.Standing | None = None) -> dict[str, Any]:
    """One hand-over for a list or the head of its page. standing: where the file stands, where the reader may see its steps."""
    word, mark = (str(standing.stage.label), "info") if standing else where(row)
    owes = owed([standing.owes])[0] if standing and standing.owes else None
    rule = legal.rule_for(row.rule_id, row.procedure) if row.rule_id else None
    return {
        "row": row,
        "href": reverse("dossiers:passage", args=[row.id]),
        "word": word,
        "mark": mark,
        "owes": owes,
        "lines": [kept_line(one) for one in row.lines],
        "limit": rule.meaning_vi if rule else "",
        "citation": rule.citation_vi if rule else "",
        "caution": next((leg.caution for leg in legs_of(row.procedure, local_day(row.sent_at)) if leg.id == row.leg), ""),
    }


def steps(opened: Opened) -> list[dict[str, Any]]:
    """The legal steps, the latest first."""
    return [{"id": fact.id, "title": fact.kind.label, "at": fact.happened_at, "words": step_words(fact)} for fact in reversed(opened.steps)]


def acts(opened: Opened, possible: dict[FactKind, Cannot | None]) -> list[dict[str, str]]:
    """Steps that this body records itself and that fit now, each with its page."""
    return _pages(opened, [kind for kind, why in possible.items() if why is None and kind not in BY_PERSON])


def came_in(opened: Opened, possible: dict[FactKind, Cannot | None]) -> list[dict[str, str]]:
    """What the person does by right and this body only writes down when it comes in: no step of its own."""
    return _pages(opened, [kind for kind, why in possible.items() if why is None and kind in BY_PERSON])


def _pages(opened: Opened, fitting: Sequence[FactKind]) -> list[dict[str, str]]:
    return [{"title": str(kind.label), "href": reverse("dossiers:tell", args=[opened.row.id, slug(kind)])} for kind in fitting]


def not_yet(possible: dict[FactKind, Cannot | None]) -> list[tuple[str, list[str]]]:
    """Why the other steps do not fit now: each reason once, with the steps that it keeps back."""
    found: dict[str, list[str]] = {}
    for kind, why in possible.items():
        if why is not None:
            found.setdefault(why.message, []).append(str(kind.label))
    return list(found.items())


def onward(opened: Opened, why: Cannot | None) -> dict[str, str]:
    """Sending the file on: its page where it can go now, else the reason; nothing from a body that sends it nowhere."""
    if opened.row.leg not in ONWARD:
        return {}
    title = _("Gửi quyết định để thi hành") if opened.row.leg == "to_court" else _("Trả hồ sơ về xã")
    return {
        "title": title,
        "why": f"{why.message} {why.mend}" if why else "",
        "href": "" if why else reverse("dossiers:onward", args=[opened.row.id]),
    }


def transfer(opened: Opened, *, on: date) -> dict[str, str]:
    """Handing the file to another facility: its page once the transfer was told, or that the new one has not signed yet; else nothing."""
    if queries.is_transferred(opened):
        return {"href": "", "why": _("Hồ sơ đã gửi cho cơ sở mới. Cơ sở của bạn còn giữ người và hồ sơ đến khi nơi đó ký nhận.")}
    if not queries.may_transfer(opened, on=on):
        return {}
    return {"href": reverse("dossiers:transfer", args=[opened.row.id]), "why": ""}


def owed(duties: Sequence[DutyView]) -> list[dict[str, Any]]:
    """What the law asks while the file lies here, in words."""
    return [{"label": duty_label(one.kind), "due": one.due} for one in duties]


ASKED: dict[FactKind, tuple[str, ...]] = {
    FactKind.HEARING_ORDERED: ("number",),
    FactKind.ACCEPTANCE_NOTIFIED: ("number",),
    FactKind.COURT_DECIDED: ("number", "signer", "months", "absent"),
    FactKind.COURT_ASKED: ("number", "question"),
    FactKind.COURT_DECLINED: ("outcome", "number", "signer", "why"),
    FactKind.COURT_DECISION_SENT: ("absent",),
    FactKind.COMPLAINT_SETTLED: ("number", "months"),
    FactKind.LEAVE_BEGAN: ("number", "signer"),
    FactKind.BORROWED: ("number", "signer"),
    FactKind.SEARCH_DECIDED: ("number", "signer"),
    FactKind.TRANSFERRED: ("number", "facility"),
    FactKind.REDUCTION_PROPOSED: ("number",),
    FactKind.REDUCED: ("number", "signer", "months", "merit"),
    FactKind.STAY_SUSPENDED: ("number", "signer"),
    FactKind.EXEMPTED: ("number", "signer"),
    FactKind.END_NOTICED: ("number",),
    FactKind.CERTIFICATE_ISSUED: ("number", "signer"),
}
"""What is asked of a step beside its moment."""
_NEEDED: dict[FactKind, tuple[str, ...]] = {
    **dict.fromkeys((FactKind.COURT_DECIDED, FactKind.COURT_DECLINED, FactKind.LEAVE_BEGAN, FactKind.BORROWED), ("number", "signer")),
    **dict.fromkeys((FactKind.STAY_SUSPENDED, FactKind.EXEMPTED), ("number", "signer")),
    FactKind.REDUCED: ("number", "signer", "months"),
    **dict.fromkeys((FactKind.CERTIFICATE_ISSUED, FactKind.REDUCTION_PROPOSED), ("number",)),
}


_CONTEST = ("contest_days", "contest_reason")


def asked(kind: FactKind, unread: Answer | None = None) -> dict[str, tuple[str, ...]]:
    """Fields of the form of this step, and those that may not stay empty. unread: of `contest_unread`; then the decision itself sets the days."""
    contest = _CONTEST if unread and kind in SETTERS else ()
    needed = contest if kind == FactKind.COURT_DECIDED else ()
    return {"fields": (*ASKED.get(kind, ()), *contest), "needed": (*_NEEDED.get(kind, ()), *needed)}


def contest_unread(row: PassageRow, kind: FactKind, on: date) -> Answer | None:
    """What the law leaves open about contesting a decision of that day, where this step of the court may set it; None where the law says it."""
    if kind not in SETTERS:
        return None
    period = compulsory.contest(adult=row.procedure == Procedure.COMPULSORY, on=on)
    return None if period.value == "waits" else period


def going_by(signed: Sequence[HeldRow]) -> dict[str, Any]:
    """The fields of a step out where the head of the facility signs here: which of his decisions."""
    named = [(str(one.id), _("Số %(number)s, ký ngày %(day)s") % {"number": one.number_text, "day": ngay(one.signed_at)}) for one in signed]
    return {"fields": ("decision",), "needed": ("decision",), "signed": named}


def implied(kind: FactKind) -> dict[str, str]:
    """What the step says by itself: a sending from here goes to the parties, the end is that of a compulsory rehabilitation."""
    if kind in (FactKind.REHAB_COMPLETED, FactKind.CERTIFICATE_ISSUED):
        return {"completed": "compulsory"}
    return {"to": "parties"} if kind == FactKind.COURT_DECISION_SENT else {}


def slug(kind: FactKind) -> str:
    """How a step is named in an address."""
    return kind.value.lower().replace("_", "-")


def may(actor: Actor, row: PassageRow) -> dict[str, bool]:
    """Which buttons the page shows; the action below decides."""
    ours = row.to_us and ("dossier.answer" in actor.may or "dossier.send" in actor.may)
    by_paper = not row.to_us and row.kept_here and "dossier.send" in actor.may
    answers = (ours or by_paper) and row.is_open and not row.accepted_at
    return {
        "receive": answers and not row.received_at,
        "give_back": answers and bool(row.received_at),
        "accept": ours and row.is_open and row.leg == "to_court" and bool(row.received_at) and not row.accepted_at,
        "by_paper": by_paper,
    }


def stuck_rows(rows: list[StuckRow], at: datetime) -> list[dict[str, Any]]:
    """Stuck files with the days they have waited."""
    return [{"row": one, "days": (at - one.since).days, "href": _place_of(one)} for one in rows]


def _place_of(one: StuckRow) -> str:
    """Where whoever reads this moves the file: its papers for the commune, the hand-over for the body with which it lies."""
    if one.case_id:
        return reverse("dossiers:dossier", args=[one.case_id])
    return reverse("dossiers:passage", args=[one.passage_id]) if one.passage_id else ""
