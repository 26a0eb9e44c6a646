"""What is asked before a report is built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.queries import PlanRow
from donghanh.reports.periods import Period
from donghanh.web.shell.forms import Form


class BuildForm(Form):
    """Plan and period; the place is one's own. A reason is needed only for a further version."""

    plan = forms.ChoiceField(label=_("Kế hoạch"))
    period = forms.ChoiceField(label=_("Kỳ"))
    reason = forms.CharField(label=_("Lý do lập lại"), help_text=_("Chỉ cần khi báo cáo của kỳ này đã lập"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, plans: Iterable[PlanRow], periods: Iterable[Period], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["plan"].choices = [(plan.id, plan.number) for plan in plans]
        self.fields["period"].choices = [(period.code, period.label) for period in periods]
