"""What is asked of an indicator, and a figure typed from a document."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.base.places.queries import UnitRow
from donghanh.kernel.errors import BadInput
from donghanh.reports import periods
from donghanh.reports.parts import Formula, Mark, Subject
from donghanh.reports.periods import Period
from donghanh.reports.typed import rules
from donghanh.web.overview.forms import QuestionForm
from donghanh.web.shell.forms import DateField, Form


class AskForm(QuestionForm):
    """Period and place; for who sees exact numbers also a year up to a day, which goes before the period."""

    ngay = DateField(label=_("Hoặc tính đến hết ngày"), required=False)

    def __init__(self, data: Any, *, periods: Iterable[Period], default: Period, communes: Iterable[UnitRow] = (), with_day: bool = False) -> None:
        super().__init__(data, periods=periods, default=default, communes=communes)
        boxes = {f"ngay-{part}": data.get(f"ngay-{part}", "") for part in "dmy"}
        self.data = {**self.data, **boxes}
        if not with_day:
            del self.fields["ngay"]

    @property
    def asked(self) -> Period:
        """The period asked for."""
        day = self.cleaned_data.get("ngay") if self.is_valid() else None
        return periods.read(day.isoformat()) if day else self.period


class TypeForm(Form):
    """Value (and denominator), period, document, who answers for it; a reason where a figure stands already."""

    period = forms.ChoiceField(label=_("Kỳ"))
    value = forms.CharField(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
    denominator = forms.CharField(
        label=_("Trên tổng số"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    document = forms.CharField(label=_("Văn bản có con số này (số, ngày)"), max_length=200)
    provider = forms.CharField(label=_("Cơ quan chịu trách nhiệm về con số"), max_length=120)
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300, required=False, help_text=_("Chỉ ghi khi kỳ này đã có số và số mới thay số cũ."))

    def __init__(self, *args: Any, word: str, is_share: bool, offered: Iterable[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = word
        self.fields["period"].choices = [(one.code, one.label) for one in offered]
        if not is_share:
            del self.fields["denominator"]
        self.name_what_is_asked()

    def clean_value(self) -> Decimal:
        """The number as people write it."""
        return self._number("value")

    def clean_denominator(self) -> Decimal:
        """The number as people write it."""
        return self._number("denominator")

    def chosen(self) -> dict[str, Any]:
        """As reports.typed.actions takes it."""
        return {**self.cleaned_data, "period": periods.read(self.cleaned_data["period"])}

    def _number(self, name: str) -> Decimal:
        try:
            found = rules.read_number(self.cleaned_data[name], field=name)
        except BadInput as fault:
            raise forms.ValidationError(str(fault)) from None
        if found is None:
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return found


class BuildForm(Form):
    """Name, narrowing marks, conditions of one subject; with a key the next version of that indicator, which has a reason."""

    nhom = forms.CharField(widget=forms.HiddenInput())
    khoa = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    ten = forms.CharField(label=_("Tên chỉ số"), max_length=120)
    trong_so = forms.MultipleChoiceField(label=_("Chỉ đếm trong số những người"), required=False, widget=forms.CheckboxSelectMultiple)
    dieu_kien = forms.MultipleChoiceField(label=_("Tử số: người có đủ các điều kiện"), widget=forms.CheckboxSelectMultiple)
    ly_do = forms.CharField(label=_("Lý do sửa"), max_length=300, required=False, help_text=_("Chỉ ghi khi sửa một chỉ số đã có."))

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"nhom": subject.code}} | kwargs)
        self.subject = subject
        self.fields["dieu_kien"].choices = [(mark.name, mark.label) for mark in subject.having]
        self.fields["trong_so"].choices = [(mark.name, mark.label) for mark in subject.among]
        if not subject.among:
            del self.fields["trong_so"]

    def formula(self) -> Formula:
        """The parts as chosen."""
        having, among = (reduce(or_, (Mark[one] for one in self.cleaned_data.get(name, ())), Mark(0)) for name in ("dieu_kien", "trong_so"))
        return Formula(self.subject.code, having, among)

    def chosen(self) -> dict[str, Any]:
        """As reports.building.actions takes it."""
        typed = self.cleaned_data
        return {"name": typed["ten"], "formula": self.formula(), "key": typed["khoa"], "reason": typed["ly_do"]}
