"""Inputs of a paper, built from the catalogue row of its form: only the blanks that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.decisions.papers.terms import LONGEST
from donghanh.kernel.workdays import day_printed
from donghanh.legal.forms import Filled
from donghanh.web.papers import labels
from donghanh.web.shell.forms import DateField, Form

PREFIX = "o_"
"""Names of inputs: no blank of a form may be taken for a hidden key of ours."""
LONG = ("statement", "summary", "content", "reason", "measures", "acts", "opinion", "condition", "belongings", "duties", "plan", "assess", "aims")


class PaperForm(Form):
    """One input a blank, none of them required while the paper is a draft. seen: the version that is being changed."""

    mark_optional = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, asked: Sequence[Filled], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(asked)
        for one in self.asked:
            self.fields[PREFIX + one.field.key] = blank_input(one)

    @property
    def values(self) -> dict[str, str]:
        """What was typed, as the paper keeps it: days as "05/03/2026", several choices a line each."""
        data = getattr(self, "cleaned_data", {})
        return {one.field.key: blank_text(data.get(PREFIX + one.field.key)) for one in self.asked}

    def add_error(self, field: str | None, error: Any) -> None:
        """A refusal from below names the blank, not the input."""
        super().add_error(PREFIX + field if field and PREFIX + field in self.fields else field, error)

    def refuse(self, refusal: Any) -> None:
        """Shows a refusal at its blank, or at the top."""
        named = PREFIX + refusal.field
        self.add_error(named if named in self.fields else None, str(refusal))


class MakeForm(Form):
    """Making a paper final: read, and the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(label=lazy("Tôi đã đọc toàn bộ giấy này; nội dung đúng với sự việc"))


class WithdrawForm(Form):
    """Why a final paper is taken back."""

    reason = forms.CharField(label=lazy("Lý do thu hồi"), max_length=500, widget=forms.Textarea, help_text=lazy("Một câu, ít nhất mười ký tự."))


def blank_input(one: Filled) -> forms.Field:
    """The input of one blank: days, choices and long texts each in their own way."""
    blank, label = one.field, labels.label(one.field)
    if blank.kind == "date":
        return DateField(label=label, required=False, initial=day_printed(one.value), help_text=_("Ví dụ 5/3/2026"))
    if blank.options:
        options = [(option, option) for option in blank.options]
        if blank.is_multiple:
            chosen = one.value.split("\n")
            return forms.MultipleChoiceField(label=label, required=False, choices=options, initial=chosen, widget=forms.CheckboxSelectMultiple)
        return forms.ChoiceField(label=label, required=False, choices=[("", _("Chưa chọn")), *options], initial=one.value)
    is_long = blank.kind == "list" or any(word in blank.key for word in LONG)
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        initial=one.value,
        widget=forms.Textarea if is_long else forms.TextInput,
        help_text=_help(one),
        error_messages={"max_length": _("Rút gọn còn tối đa %(longest)d ký tự") % {"longest": LONGEST}},
    )


def _help(one: Filled) -> str:
    if one.field.columns:
        return _("Mỗi dòng một mục; các cột cách nhau bằng dấu chấm phẩy: %(columns)s") % {"columns": "; ".join(one.field.columns)}
    return _("Không có thì để trống.") if one.field.is_optional else ""


def blank_text(value: Any) -> str:
    """What was typed as a paper keeps it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "\n".join(value) if isinstance(value, list) else str(value or "")
