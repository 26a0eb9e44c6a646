"""The page on which a decision is chosen: each kind in one sentence, where it is made, and why not now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.cases.queries import CaseSheet
from donghanh.decisions import queries
from donghanh.decisions.choosing import Choice, Choices
from donghanh.decisions.terms import WAITING, DecisionKind
from donghanh.web.cases import words
from donghanh.web.decisions.presenters.words import sentence


def choose_page(request: HttpRequest, case: CaseSheet, found: Choices) -> dict[str, Any]:
    """Lines of the page, those that can be drawn up now first; a draft that waits is opened instead of drawn up again."""
    waiting = {row.kind: row for row in queries.of_cases(request.actor, [case.row.id]) if row.state in WAITING}
    return {
        "here": sorted((_line(one, case, waiting.get(DecisionKind(one.row.code))) for one in found.here), key=lambda line: not line["href"]),
        "on_paper": [(one, words.address("cases:record", case.row.id, words.slug(one.kind))) for one in found.on_paper],
        "elsewhere": found.elsewhere,
    }


def _line(one: Choice, case: CaseSheet, draft: queries.DecisionRow | None) -> dict[str, str]:
    line = {"name": sentence(one.row.name), "does": one.row.does, "form": one.form_name, "cite": one.citation, "signer": one.signer}
    line |= {"href": "", "why": "", "mend": "", "mark": "neut", "word": _("Chưa soạn được")}
    if draft is not None:
        return line | {"href": words.address("decisions:decision", draft.id), "word": draft.state.label, "mark": "info"}
    if one.refusal is not None:
        word, mark = (_("Lập trên giấy"), "warn") if one.is_on_paper else (_("Chưa soạn được"), "neut")
        return line | {"why": one.refusal.message, "mend": one.refusal.mend, "word": word, "mark": mark}
    return line | {"href": words.address("decisions:draft", case.row.id, one.row.code), "word": _("Soạn được"), "mark": "ok"}
