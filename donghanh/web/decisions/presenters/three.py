"""The three things a signer must see: what the decision stands on, its term, and the right to complain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from donghanh.decisions import printed
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.terms import DecisionKind
from donghanh.legal.lengths import spelt
from donghanh.web.decisions.presenters.words import sentence
from donghanh.web.ui.helpers import ngay


@dataclass(frozen=True, slots=True)
class Three:
    """basis and term with their small print; why: the sentences behind the term, empty where there is no sum to show."""

    basis: str
    amount: str
    term: str
    why: tuple[str, ...]
    complaint: str
    told: str


def three(sheet: DecisionSheet | HeldSheet, on: date) -> Three:
    """In words, for the day on which it is (or was) signed."""
    found, letter = sheet.findings, sheet.letter
    amount, term, why = _term(sheet, on)
    complaint = found.get("complaint", {})
    return Three(
        basis=f"{found.get('form_citation', '')}. {letter.subject or letter.type_title.capitalize()}.",
        amount=amount,
        term=term,
        why=why,
        complaint=_("%(amount)s từ ngày nhận được, đến %(office)s; ghi ở %(article)s của quyết định.")
        % {"amount": complaint.get("amount", ""), "office": sheet.holder.office_title, "article": printed.last_article(letter)}
        if printed.last_article(letter)
        else _("%(amount)s từ ngày nhận được, đến %(office)s; ghi ở thông báo kèm theo giấy.")
        % {"amount": complaint.get("amount", ""), "office": sheet.holder.office_title},
        told=_told(sheet),
    )


def _term(sheet: DecisionSheet | HeldSheet, on: date) -> tuple[str, str, tuple[str, ...]]:
    """Amount, its days from the first to the last, and how it is reckoned."""
    found = sheet.findings
    if found.get("written"):
        return _written(found["written"])
    if "term" not in found:
        return "", *_without(sheet)
    term = found["term"]
    last, why = date.fromisoformat(term["last_day"]), _why(term)
    if sheet.row.kind == DecisionKind.END_USER:
        return "", _("Thời hạn quản lý đã hết vào hết ngày %(day)s.") % {"day": ngay(last)}, why
    if found.get("basis") == "moved":
        return _("Thời gian còn lại"), _("%(days)s; thời hạn cũ đi tiếp, không tính lại.") % {"days": spelt(on, last)}, why
    first = date.fromisoformat(found["starts_on"]) if found.get("starts_on") else on
    return term["amount_vi"], f"{spelt(first, last)}.", why


def _without(sheet: DecisionSheet | HeldSheet) -> tuple[str, tuple[str, ...]]:
    """A decision that has no days of its own."""
    found = sheet.findings
    if sheet.row.kind == DecisionKind.WITHDRAW:
        return _("Quyết định %(number)s không còn giá trị kể từ ngày ký.") % {"number": sheet.withdraws}, ()
    if found.get("open_term"):
        words = _("%(term)s, từ ngày ký; luật không cho con số, hết cùng biện pháp đó.")
        return words % {"term": sentence(found["open_term"])}, (_("Căn cứ: %(cite)s.") % {"cite": found["form_citation"]},)
    return _("Có hiệu lực kể từ ngày ký."), ()


def _written(term: dict[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """A term that somebody typed, with what the law says of it."""
    days = spelt(date.fromisoformat(term["first"]), date.fromisoformat(term["last_day"]))
    law = _("Luật cho %(law)s, tức đến hết %(until)s.") % {"law": term["law"], "until": term["until"]} if term["until"] else ""
    why = _("Lý do người soạn ghi: %(why)s.") % {"why": term["why"].rstrip(".")} if term["why"] else ""
    lines = (law, term["meaning"], why, _("Căn cứ: %(cite)s.") % {"cite": term["citation"]} if term["citation"] else "")
    return "", f"{days}.", tuple(line for line in lines if line)


def _why(term: dict[str, Any]) -> tuple[str, ...]:
    return (
        term["meaning_vi"],
        _("Tính từ: %(from)s.") % {"from": term["counts_from_vi"]},
        *(step["text_vi"] for step in term["steps"]),
        _("Căn cứ: %(cite)s.") % {"cite": term["citation_vi"]},
        *term["caution_vi"],
    )


def _told(sheet: DecisionSheet | HeldSheet) -> str:
    if sheet.rights_told_at is None:
        return _("Chưa ghi việc nói cho người này biết; nói khi giao quyết định.")
    return _("Đã nói %(how)s ngày %(day)s.") % {"how": sheet.rights_told_how, "day": ngay(sheet.rights_told_at)}
