"""Words and marks of travelling files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.dossiers.queries import Opened, PassageRow, StuckRow
from donghanh.kernel.actor import Actor
from donghanh.legal.dossiers import Line

STANDINGS = {"have": (_("Có"), "ok"), "missing": (_("Thiếu"), "bad"), "not_needed": (_("Không cần"), "neut"), "unclear": (_("Chưa rõ"), "warn")}
DEPTHS = {"part": _("Chỉ thấy có hay không, theo quyền của vai trò"), "none": _("Nội dung không thuộc quyền xem của vai trò")}


def line(one: Line) -> dict[str, Any]:
    """A paper of the list as the commune sees it."""
    word, mark = STANDINGS[one.standing.value]
    paper = one.paper
    return {"title": paper.title, "form": paper.form, "word": word, "mark": mark, "because": one.because, "about": "", "citation": paper.citation}


def kept_line(one: dict[str, Any]) -> dict[str, Any]:
    """A paper of a hand-over as this reader may see it."""
    word, mark = STANDINGS[one["standing"]]
    about = " · ".join(
        part for part in (one["reference"], _("%d trang") % one["pages"] if one["pages"] else "", DEPTHS.get(one["depth"], "")) if part
    )
    return one | {"word": word, "mark": mark, "about": about}


def where(row: PassageRow) -> tuple[str, str]:
    """Where a hand-over stands, in a word and its mark."""
    if row.returned_at:
        return _("Đã trả lại"), "warn"
    if row.accepted_at:
        return _("Đã thụ lý"), "ok"
    if row.done_at:
        return _("Đã chuyển tiếp"), "ok"
    return (_("Đã ký nhận"), "info") if row.received_at else (_("Chờ ký nhận"), "warn")


def passage(row: PassageRow, actor: Actor) -> dict[str, Any]:
    """One hand-over for a list or the head of its page."""
    word, mark = where(row)
    rule = legal.rule(row.rule_id) if row.rule_id else None
    return {
        "row": row,
        "href": reverse("dossiers:passage", args=[row.id]),
        "word": word,
        "mark": mark,
        "lines": [kept_line(one) for one in row.lines],
        "limit": rule.meaning_vi if rule else "",
        "citation": rule.citation_vi if rule else "",
    }


def steps(opened: Opened) -> list[dict[str, Any]]:
    """The legal steps, the latest first."""
    return [{"title": kind.label, "at": at} for kind, at in reversed(opened.steps)]


def may(actor: Actor, row: PassageRow) -> dict[str, bool]:
    """Which buttons the page shows; the action below decides."""
    ours, by_paper = "dossier.answer" in actor.may, "dossier.send" in actor.may
    answers = (ours or by_paper) and row.is_open and not row.accepted_at
    return {
        "receive": answers and not row.received_at,
        "give_back": answers and bool(row.received_at),
        "accept": ours and row.is_open and row.leg == "to_court" and bool(row.received_at) and not row.accepted_at,
        "protest": "dossier.protest" in actor.may and row.is_open and bool(row.accepted_at),
        "by_paper": by_paper,
    }


def stuck_rows(rows: list[StuckRow], at: datetime) -> list[dict[str, Any]]:
    """Stuck files with the days they have waited."""
    return [
        {"row": one, "days": (at - one.since).days, "href": reverse("dossiers:dossier", args=[one.case_id]) if one.case_id else ""} for one in rows
    ]
