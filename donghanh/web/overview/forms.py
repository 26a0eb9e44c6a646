"""What is asked of the pages of numbers: a plan, a period and a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.base.places.queries import UnitRow
from donghanh.programme.queries import PlanRow
from donghanh.reports.periods import Period
from donghanh.web.shell.forms import Form

WHOLE = ""
NOT_OFFERED = {"invalid_choice": _("Chọn một kỳ trong danh sách")}
NO_SUCH_PLACE = {"invalid_choice": _("Chọn một địa bàn trong danh sách")}


NO_SUCH_PLAN = {"invalid_choice": _("Chọn một kế hoạch trong danh sách")}


def chosen(plans: list[PlanRow], plan_id: str) -> PlanRow:
    """The plan asked for, else the first."""
    return next((plan for plan in plans if plan.id == plan_id), plans[0])


class QuestionForm(Form):
    """Period, and on the province's page a commune of it. An unreadable choice is said, and the running half-year is shown."""

    mark_optional = False
    ky = forms.ChoiceField(label=_("Kỳ"), required=False, error_messages=NOT_OFFERED)
    noi = forms.ChoiceField(label=_("Địa bàn"), required=False, error_messages=NO_SUCH_PLACE)

    def __init__(self, data: Any, *, periods: Iterable[Period], default: Period, communes: Iterable[UnitRow] = (), **typed: str) -> None:
        super().__init__(typed | {"ky": data.get("ky") or default.code, "noi": data.get("noi", WHOLE)})
        offered = {period.code: period for period in periods} | {default.code: default}
        self.default, self.offered = default, offered
        self.fields["ky"].choices = [(code, period.label) for code, period in offered.items()]
        self.fields["noi"].choices = [(WHOLE, _("Cả tỉnh")), *((str(unit.id), unit.title) for unit in communes)]

    @property
    def period(self) -> Period:
        """The period asked for."""
        return self.offered[self.cleaned_data["ky"]] if self.is_valid() or "ky" in self.cleaned_data else self.default

    @property
    def place_id(self) -> int | None:
        """The commune asked for; None for the whole province."""
        chosen = self.cleaned_data.get("noi") if self.is_valid() else None
        return int(chosen) if chosen else None


class PlanQuestionForm(QuestionForm):
    """The same of one of several plans; where there is one only, no choice is shown. An unreadable choice is said, and the first is shown."""

    kh = forms.ChoiceField(label=_("Kế hoạch"), required=False, error_messages=NO_SUCH_PLAN)
    field_order = ("kh", "ky", "noi")

    def __init__(self, data: Any, *, plans: list[PlanRow], **about: Any) -> None:
        plan_id = data.get("kh") or plans[0].id
        self.plan, self.is_first = chosen(plans, plan_id), plan_id == plans[0].id
        super().__init__(data, kh=plan_id, **about)
        self.fields["kh"].choices = [(plan.id, f"{plan.number} ({plan.from_year}–{plan.to_year})") for plan in plans]
        if len(plans) == 1 and self.is_first:
            del self.fields["kh"]

    @property
    def asked(self) -> str:
        """Period and plan as addresses carry them; the first plan is not named."""
        return urlencode({"ky": self.period.code} | ({} if self.is_first else {"kh": self.plan.id}))
