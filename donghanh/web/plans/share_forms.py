"""How a target is divided, as typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.shares.terms import Way
from donghanh.web.shell.forms import Form


class SplitForm(Form):
    """The way, the numbers where the way needs them, and why."""

    way = forms.ChoiceField(label=_("Chia thế nào"), widget=forms.RadioSelect, choices=Way.choices)
    weighed_by = forms.CharField(
        label=_("Số của từng xã là gì"), required=False, max_length=200, help_text=_("Chỉ khi chia theo số dân hoặc số người; ghi cả ngày và nơi lấy")
    )
    lines = forms.CharField(
        label=_("Số của từng xã"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Mỗi dòng một xã: mã, tên, số. Dán từ Excel được. Chia đều thì để nguyên."),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
