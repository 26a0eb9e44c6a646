"""Answers that once stood under wrong words on the form: whoever holds the file is asked to read again what was recorded then.

Told from the data alone: the code of the answer and the day on which it was recorded. A place that took the mended form later kept the wrong
words longer; of that the data knows nothing.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from donghanh.cases.queries import FactRow
from donghanh.cases.terms import FactKind
from donghanh.web.cases import choices, words
from donghanh.web.ui.helpers import ngay

MENDED_ON = date(2026, 11, 23)
"""First day of the mended form."""
WRONG = {(FactKind.TREATMENT_ENDED, "reason", "harm"): "Chống chỉ định, tai biến do thuốc"}
"""Kind of fact, key and code → the words that the form showed for it before."""


def to_reread(fact: FactRow) -> str:
    """The sentence that stands beside such a fact; empty beside all others. A voided one is settled."""
    if fact.voided_at is not None or words.day_of(fact.recorded_at) >= MENDED_ON:
        return ""
    shown = next((said for (kind, key, code), said in WRONG.items() if fact.kind == kind and fact.data.get(key) == code), "")
    if not shown:
        return ""
    told = {"day": ngay(MENDED_ON), "then": shown, "now": choices.TREATMENT_END[str(fact.data["reason"])]}
    return _("Ghi trước ngày %(day)s, khi mẫu ghi mục này là “%(then)s” (nay là “%(now)s”): cần xem lại lý do theo giấy của cơ sở điều trị.") % told
