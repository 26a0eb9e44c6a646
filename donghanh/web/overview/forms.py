"""What is asked of the pages of numbers: a period and a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.base.places.queries import UnitRow
from donghanh.reports.periods import Period
from donghanh.web.shell.forms import Form

WHOLE = ""
NOT_OFFERED = {"invalid_choice": _("Chọn một kỳ trong danh sách")}
NO_SUCH_PLACE = {"invalid_choice": _("Chọn một địa bàn trong danh sách")}


class QuestionForm(Form):
    """Period, and on the province's page a commune of it. An unreadable choice is said, and the running half-year is shown."""

    mark_optional = False
    ky = forms.ChoiceField(label=_("Kỳ"), required=False, error_messages=NOT_OFFERED)
    noi = forms.ChoiceField(label=_("Địa bàn"), required=False, error_messages=NO_SUCH_PLACE)

    def __init__(self, data: Any, *, periods: Iterable[Period], default: Period, communes: Iterable[UnitRow] = ()) -> None:
        typed = {"ky": data.get("ky") or default.code, "noi": data.get("noi", WHOLE)}
        super().__init__(typed)
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
