"""Words that the pages of indicators share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from donghanh.programme.queries import TargetRow
from donghanh.reports.periods import Period
from donghanh.web.ui.helpers import so

SMALL = "< 8"
HIDDEN = later("không hiện")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what, the part, the whole, the rate; each a word where no number may be said."""

    label: str
    part: str
    whole: str
    rate: str
    before: str = ""


def due(target: TargetRow) -> str:
    """The due day, said to be assumed where it is not printed."""
    if target.due_on is None:
        return _("không ghi hạn")
    said = f"{target.due_on:%d/%m/%Y}"
    return _("%(day)s (hết kỳ kế hoạch)") % {"day": said} if target.is_due_assumed else said


def percent(value: Any) -> str:
    """One decimal, or a dash."""
    return "–" if value is None else f"{so(round(float(value), 1), 1)} %"


def short(period: Period) -> str:
    """The period under a line: "2025", or its last month."""
    return f"{period.last:%m/%Y}" if len(period.code) > len("2025") else period.code
