"""What is asked and typed on the pages of plans."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.queries import DiscrepancyRow
from donghanh.programme.terms import OTHER
from donghanh.web.shell.forms import DateField, Form

OPEN_AGAIN = "open"
"""The choice that leaves a question open again; below it is an empty reading."""


class WhoForm(Form):
    """Who does it, for one function, on one day."""

    mark_optional = False
    chuc_nang = forms.ChoiceField(label=_("Việc của ai"), required=False)
    ngay = DateField(label=_("Vào ngày"), required=False)

    def __init__(self, *args, functions: Iterable[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chuc_nang"].choices = [("", _("Mọi chức năng")), *functions]


class DecideForm(Form):
    """How the province reads a print."""

    reading = forms.ChoiceField(label=_("Tỉnh đọc theo cách nào"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("Cách khác, ghi bằng lời"), required=False, max_length=300)
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(label=_("Văn bản"), required=False, max_length=120, help_text=_("Số, ngày, cơ quan ban hành"))
    decided_on = DateField(label=_("Ngày quyết định"), past=True)

    def __init__(self, *args, question: DiscrepancyRow, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.text) for one in question.readings] + [(OTHER, _("Cách khác"))]
        if question.decided:
            choices.append((OPEN_AGAIN, _("Để ngỏ lại, chưa quyết định")))
        self.fields["reading"].choices = choices

    def chosen(self) -> dict:
        """What was typed, in the words of the action."""
        typed = dict(self.cleaned_data)
        return typed | {"reading": "" if typed["reading"] == OPEN_AGAIN else typed["reading"]}
