"""Fields that every form of money is made of: amounts as people write them, papers with number, day and issuer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from donghanh.cases.terms import Procedure
from donghanh.programme.money.actions import Paper
from donghanh.programme.money.rules import VOLUNTARY
from donghanh.web.shell.forms import DateField, Form

NOTHING = [("", _("Không"))]
LONGEST = 30
"""So many signs of an amount are read."""
FORMS = [(code, Procedure(code).label) for code in VOLUNTARY]


class Dong(forms.CharField):
    """A number of đồng: 1500000, 1.500.000 or 1 500 000 đ. A comma, or a dot that parts no thousands, is refused, never guessed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The amount, or None for an empty box."""
        text = str(value or "").strip().removesuffix("đ").removesuffix("đồng").strip()
        if not text:
            return None
        digits = text.replace("\u00a0", " ")
        groups = digits.replace(" ", ".").split(".")
        whole = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:]))
        if len(text) > LONGEST or not whole or not all(one.isascii() and one.isdigit() for one in groups):
            raise forms.ValidationError(now("%(label)s chưa đọc được. Nhập số đồng tròn, ví dụ 1.500.000") % {"label": self.label}, code="invalid")
        return int("".join(groups))

    def validate(self, value: Any) -> None:
        """0 is an amount; only an empty box is missing."""
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The rules below judge the amount."""


class Whole(forms.IntegerField):
    """A whole number, typed."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": _("Nhập một số nguyên, ví dụ 50")}
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), error_messages=wrong, **kwargs)


def words(label: Any, *, required: bool = True, long: bool = False, size: int = 300, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=size, help_text=hint, widget=forms.Textarea if long else forms.TextInput)


class PaperForm(Form):
    """The document something rests on."""

    document_number = words(_("Số văn bản"), size=60, hint=_("Ví dụ 12/QĐ-UBND"))
    document_date = DateField(label=_("Ngày văn bản"), past=True)
    document_issuer = words(_("Cơ quan ban hành"), size=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = ("document_number", "document_date", "document_issuer")
        self.order_fields([*(name for name in self.fields if name not in papers), *papers])

    @property
    def paper(self) -> Paper:
        """After cleaning."""
        return Paper(self.cleaned_data["document_number"], self.cleaned_data["document_date"], self.cleaned_data["document_issuer"])

    @property
    def rest(self) -> dict[str, Any]:
        """After cleaning: everything but the document."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("document_")}


class YearForm(Form):
    year = Whole(label=_("Năm"))


class ReasonForm(Form):
    reason = words(_("Lý do"), size=300)
