"""Forms of the sheet and of estimates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from donghanh.programme.money.terms import FundKind, Purpose
from donghanh.web.money.forms._fields import FORMS, NOTHING, Dong, PaperForm, Whole, YearForm, words
from donghanh.web.shell.forms import DateField, Form


class FilterForm(Form):
    """What of a year's sheet is shown."""

    mark_optional = False
    nam = forms.TypedChoiceField(label=_("Năm"), coerce=int, required=False)
    nguon = forms.ChoiceField(label=_("Nguồn"), required=False, choices=[("", _("Mọi nguồn")), *FundKind.choices])
    muc_dich = forms.ChoiceField(label=_("Mục đích"), required=False, choices=[("", _("Mọi mục đích")), *Purpose.choices])

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(n, n) for n in range(year + 1, year - 5, -1)]
        self.fields["nam"].initial = year


class DeadlineForm(YearForm):
    due_on = DateField(label=_("Hạn gửi dự toán"), help_text=_("Hết ngày này mới là quá hạn."))
    source = words(_("Theo văn bản nào"), size=200)


class ClauseForm(Form):
    """A form that may name a clause of a plan; the boxes of a clause stand where the form puts them."""

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [*NOTHING, *clauses]

    @property
    def told(self) -> dict[str, Any]:
        """After cleaning: what the action is given."""
        plan_id, _slash, clause = self.cleaned_data["clause"].partition("/")
        return {**self.cleaned_data, "plan_id": plan_id, "clause": clause}


class LineForm(ClauseForm):
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    fund_kind = forms.ChoiceField(label=_("Nguồn đề nghị"), choices=FundKind.choices)
    content = words(_("Nội dung chi"))
    amount = Dong(label=_("Số tiền"), required=False, help_text=_("Bỏ trống nếu tính theo định mức."))
    form = forms.ChoiceField(label=_("Tính theo định mức"), required=False, choices=NOTHING + FORMS)
    quantity = Whole(label=_("Số người"), required=False, help_text=_("Chỉ khi tính theo định mức."))
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)


class CommentForm(Form):
    comment = words(_("Phải sửa chỗ nào"), long=True, size=1000)


class LinesForm(Form):
    """One amount for each line of an estimate, and a note where notes are asked for."""

    def __init__(self, *args: Any, lines: Iterable[Any], notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.notes = tuple(lines), notes
        for line in self.lines:
            proposed = line.amount if notes else line.appraised
            self.fields[f"so_{line.position}"] = Dong(
                label=now("Dòng %(n)s: %(what)s") % {"n": line.position, "what": line.content}, initial=proposed
            )
            if notes:
                self.fields[f"ghi_chu_{line.position}"] = words(now("Ghi chú dòng %(n)s") % {"n": line.position}, required=False, size=500)
        self.name_what_is_asked()

    @property
    def amounts(self) -> dict[Any, int]:
        """Line → amount, after cleaning."""
        return {line.id: self.cleaned_data[f"so_{line.position}"] for line in self.lines}

    @property
    def appraised(self) -> dict[Any, tuple[int, str]]:
        """Line → amount and note, after cleaning."""
        return {line.id: (self.cleaned_data[f"so_{line.position}"], self.cleaned_data[f"ghi_chu_{line.position}"]) for line in self.lines}


class DecisionForm(PaperForm, LinesForm):
    """Approved amounts and the decision."""
