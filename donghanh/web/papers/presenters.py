"""The words of the pages of papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.base.documents.layout import composed
from donghanh.decisions.papers.queries import AskedForm, CasePapers, PaperRow, PaperSheet, may_make
from donghanh.decisions.papers.rules import head_elsewhere
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.text import fold
from donghanh.legal.forms import Form, Known
from donghanh.web.papers.labels import label
from donghanh.web.ui.helpers import gio, ngay

MARKS = {PaperState.DRAFTED: "info", PaperState.FINAL: "ok", PaperState.WITHDRAWN: "warn", PaperState.DROPPED: "neut"}
KNOWN = {
    Known.ARTICLE: _("Chưa có mẫu đầy đủ: mới biết các mục mà điều luật nêu"),
    Known.BEGINNING: _("Chưa có mẫu đầy đủ: mới biết phần đầu"),
    Known.TITLE: _("Chưa có mẫu đầy đủ: mới biết tên mẫu"),
}
DIFFERENCES = {
    "differs": _("Điều luật và mẫu khác nhau"),
    "slip": _("Bản in có chỗ nhầm"),
    "old_word": _("Bản in dùng từ cũ"),
    "no_limit": _("Chưa có hạn trong văn bản"),
    "no_form": _("Chưa có mẫu"),
}


def listed(request: HttpRequest, papers: CasePapers) -> dict[str, Any]:
    """The list page: what the step asks for, what is there, every form of the procedure."""
    may_draft = "case.record" in request.actor.may
    case_id = papers.case.row.id
    return {
        "step": step_panel(case_id, papers.asked, may_draft=may_draft),
        "rows": [_row(row) for row in papers.rows],
        "forms": [_form(form, case_id, may_draft=may_draft) for form in papers.forms],
        "without_form": [(one.text, one.law_citation) for one in papers.without_form],
    }


def step_panel(case_id: UUID, asked: tuple[AskedForm, ...], *, may_draft: bool) -> list[dict[str, str]]:
    """Lines of "Giấy tờ của bước này": name, state, where to open or begin it."""
    lines = []
    for one in asked:
        line = _form(one.form, case_id, may_draft=may_draft)
        if one.paper_id and one.state:
            line |= {"href": reverse("papers:paper", args=[one.paper_id]), "word": one.state.label, "mark": MARKS[one.state]}
        lines.append(line)
    return lines


def _form(form: Form, case_id: UUID, *, may_draft: bool) -> dict[str, str]:
    line = {"title": form.title, "name": form.name, "cite": form.citation, "href": "", "word": _("Chưa lập"), "mark": "neut"}
    if not form.is_complete:
        return line | {"word": KNOWN[form.known], "mark": "warn"}
    if head_elsewhere(form):
        return line | {"word": _("%(head)s ký") % {"head": head_elsewhere(form)}}
    if form.decided_as:
        return line | {"href": reverse("decisions:choose", args=[case_id]), "word": _("Soạn ở trang quyết định")}
    if form.about != "person":
        return line | {"word": _("In cho cả địa bàn")}
    return line | ({"href": reverse("papers:begin", args=[case_id, form.id])} if may_draft else {})


def _row(row: PaperRow) -> dict[str, str]:
    made = f"{gio(row.made_at)} {ngay(row.made_at)}" if row.made_at else f"{_('soạn')} {ngay(row.drafted_at)}"
    number = f"{_('số')} {row.number_text}" if row.number_text else ""
    meta = " · ".join(part for part in (row.form.name, number, made, row.signer_name) if part)
    return {"title": row.form.title, "href": reverse("papers:paper", args=[row.id]), "meta": meta, "word": row.state.label, "mark": MARKS[row.state]}


def page(request: HttpRequest, sheet: PaperSheet) -> dict[str, Any]:
    """A paper's page: what is known with its origin, the mismatches, the print, and what may be done."""
    state, actor = (sheet.row.state if sheet.row else PaperState.DRAFTED), request.actor
    shown = [one for one in sheet.filled if one.is_known]
    return {
        "layout": composed(sheet.printed),
        "known": [(label(one.field), one.value, one.origin) for one in shown],
        "asked": len([one for one in sheet.filled if not one.is_known and one.field.kind not in ("signature", "photo")]),
        "missing": [label(one.field) for one in sheet.missing],
        "differences": [(DIFFERENCES[one.kind], one.text, one.law_citation, one.form) for one in sheet.mismatches],
        "is_draft": state == PaperState.DRAFTED,
        "is_final": state == PaperState.FINAL,
        "state": state.label,
        "mark": MARKS[state],
        "signer": sheet.issuer.office_title,
        "signs_here": bool(sheet.issuer.office),
        "may_make": sheet.row is not None and state == PaperState.DRAFTED and may_make(actor, sheet),
        "may_withdraw": state == PaperState.FINAL and (actor.office == sheet.office if sheet.office else actor.user_id == sheet.made_by),
        "may_redo": state == PaperState.FINAL and "case.record" in actor.may,
        "may_type": state == PaperState.DRAFTED and "case.record" in actor.may,
    }


def file_name(sheet: PaperSheet) -> str:
    """ "mau-04-phu-luc-iii": opaque, without a name."""
    number = f"-{sheet.row.number_text}" if sheet.row and sheet.row.number_text else ""
    return fold(f"{sheet.form.name}{number}").replace(",", "").replace("/", "-").replace(" ", "-")
