"""The page of a signed decision, and the page on which one is drawn up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.layout import composed
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import formed, printed
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.queries import DecisionSheet, Preview
from donghanh.decisions.rules import EFFECT
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.citizen_id import masked
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.text import fold
from donghanh.kernel.workdays import local_day
from donghanh.legal.decision_kinds import decision_kind
from donghanh.legal.forms import Filled
from donghanh.legal.lengths import Verdict
from donghanh.rights import queries as rights
from donghanh.web.decisions.presenters.three import three
from donghanh.web.decisions.presenters.words import NAMES, sentence
from donghanh.web.papers.labels import label
from donghanh.web.ui.helpers import gio, ngay


def signed_page(request: HttpRequest, sheet: DecisionSheet) -> dict[str, Any]:
    """What stands on the page of a signed decision."""
    row, actor = sheet.row, request.actor
    is_ours = not row.is_withdrawn and not sheet.of_facility
    return {
        "name": NAMES[row.kind],
        "letter": composed(printed.on_screen(sheet.letter)),
        "is_form": isinstance(sheet.letter, FilledForm),
        "signed": f"{gio(row.signed_at)} {ngay(row.signed_at)}",
        "next": after(row.kind) if any(s.is_person for s in sheet.services) else f"{after(row.kind)} {OWED.get(row.kind, '')}".strip(),
        "told": told(sheet),
        "services": [(s.recipient, s.way.label, f"{gio(s.served_at)} {ngay(s.served_at)}", s.is_person) for s in sheet.services],
        "three": three(sheet, local_day(row.signed_at or request.at)),
        "contests": rights.contests_of(actor, row.id),
        "may_complain": is_ours and actor.writes(DataClass.LEGAL),
        "may_serve": is_ours and "case.record" in actor.may and row.is_here,
        "may_withdraw": is_ours and "decision.draft" in actor.may and row.is_here and row.kind != DecisionKind.WITHDRAW,
    }


def after(kind: DecisionKind) -> str:
    """What follows from the signature, in a sentence."""
    return AFTER.get(kind, _("Sự việc “%(fact)s” đã vào hồ sơ từ lúc ký.") % {"fact": EFFECT[kind].label})


AFTER = {
    DecisionKind.MANAGE_USER: "Người này đứng trong danh sách quản lý từ lúc ký, tự rời danh sách khi hết thời hạn.",
    DecisionKind.SUSPEND_USER: "Việc quản lý tạm dừng từ lúc ký; ngày hết thời hạn không đổi.",
    DecisionKind.STOP_USER: "Người này đã rời danh sách quản lý từ lúc ký.",
    DecisionKind.END_USER: "Người này đã rời danh sách từ khi hết thời hạn.",
    DecisionKind.LET_OUT: "Do người đứng đầu cơ sở ký; việc ra và việc trở lại do cơ sở ghi vào hồ sơ.",
    DecisionKind.LEND: "Do người đứng đầu cơ sở ký; việc ra và việc trở lại do cơ sở ghi vào hồ sơ.",
    DecisionKind.WITHDRAW: "Quyết định bị thu hồi coi như không còn; các bước và hạn của hồ sơ đã được tính lại.",
}
OWED = {
    DecisionKind.VOLUNTARY: "Còn phải giao quyết định.",
    DecisionKind.AFTERCARE: "Còn phải giao quyết định.",
    DecisionKind.MONITORING: "Còn phải giao quyết định.",
    DecisionKind.CERTIFY_HOME: "Còn phải giao giấy.",
    DecisionKind.CERTIFY_AFTERCARE: "Còn phải giao giấy.",
    DecisionKind.MANAGE_USER: "Còn phải giao quyết định.",
    DecisionKind.STOP_USER: "Còn phải gửi quyết định.",
    DecisionKind.END_USER: "Còn phải gửi quyết định.",
}


def told(sheet: DecisionSheet) -> tuple[str, ...]:
    """Who must have the decision: the person, then the recipients its form names."""
    named = [one for one in printed.recipients(sheet.letter) if not one.startswith(("Như Điều", "Lưu"))]
    return (sheet.row.person_name, *named)


def file_name(sheet: DecisionSheet | HeldSheet) -> str:
    """ "quyet-dinh-07-QD-CAX-2026": opaque, without a name."""
    number = fold(sheet.row.number_text).upper().replace("/", "-")
    return f"quyet-dinh-{number}-{sheet.row.signed_at:%Y}"


def draft_page(case: CaseSheet, kind: DecisionKind, preview: Preview) -> dict[str, Any]:
    """What stands beside the form of a draft."""
    return {
        "name": NAMES[kind],
        "letter": composed(printed.on_screen(preview.letter)),
        "holder": preview.holder,
        "who": f"{case.row.person_name}, {case.row.birth_year}",
        "does": decision_kind(kind).does,
        "known": [(label(one.field), _shown(one), one.origin) for one in preview.filled if one.is_known],
        "missing": [label(one.field) for one in formed.missing(preview.filled)],
        "is_form": bool(preview.filled),
        "law_days": _law_days(preview.findings),
        "needs_reason": preview.findings.get("written", {}).get("needs_reason", False),
    }


def _law_days(findings: dict[str, Any]) -> str:
    """What the law makes of the days typed so far: the last day it gives, or that another one needs a reason."""
    if ends := findings.get("term_ends"):
        return _("Theo luật, từ ngày đầu đã nhập, thời hạn đến hết %(day)s.") % {"day": ngay(date.fromisoformat(ends))}
    written = findings.get("written", {})
    if not written or not (written["needs_reason"] or written["verdict"] == Verdict.OUTSIDE):
        return ""
    until = _("Theo luật, thời hạn đến hết %(day)s.") % {"day": written["until"]} if written["until"] else ""
    return " ".join(filter(None, (until, _("Thời hạn này cần lý do; người ký đọc lý do đó.") if written["needs_reason"] else "")))


def _shown(one: Filled) -> str:
    """The value; a number of an identity paper but for its last three signs."""
    return masked(one.value) if one.field.kind == "id_number" else one.value


def first_words(case: CaseSheet, kind: DecisionKind) -> dict[str, Any]:
    """Reasons that the file can already give; the drafter mends them."""
    seen = {f.kind: f for f in reversed(case.facts) if f.voided_at is None}
    parts = []
    if kind == DecisionKind.MANAGE_USER:
        for fact, text in ((K.TESTED_POSITIVE, _("kết quả xét nghiệm dương tính")), (K.RESIDENCE_VERIFIED, _("đã xác minh nơi cư trú"))):
            if fact in seen:
                parts.append(f"{text} {_('ngày')} {ngay(seen[fact].happened_at)}")
    elif kind == DecisionKind.END_USER and case.view.term:
        parts.append(_("thời hạn quản lý hết vào hết ngày %(day)s") % {"day": ngay(case.view.term.last_day)})
    elif kind in (DecisionKind.STOP_USER, DecisionKind.SUSPEND_USER):
        for fact in (K.FOUND_DEPENDENT, K.STOP_GROUND, K.CUSTODY_BEGAN):
            if fact in seen:
                parts.append(f"{fact.label.lower()} {_('ngày')} {ngay(seen[fact].happened_at)}")
    elif decision_kind(kind).forms:
        last = max((f for f in case.facts if f.voided_at is None), key=lambda f: f.happened_at)
        parts.append(f"{last.kind.label.lower()} {_('ngày')} {ngay(last.happened_at)}")
    return {"reasons": sentence("; ".join(parts)) + ("." if parts else "")}


def words_of(sheet: DecisionSheet) -> dict[str, Any]:
    """What the drafter of this draft typed."""
    return {"reasons": sheet.reasons, "officer": sheet.officer, "team": "\n".join(sheet.team), "values": sheet.values}
