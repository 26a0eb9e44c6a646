"""What is typed on the pages of reviews."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.kernel.errors import BadInput
from donghanh.programme.reviews.terms import CareForm, CauseKind
from donghanh.reports.periods import Period
from donghanh.reports.typed.rules import read_number
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.tasks.forms import words

NUMBER = {"inputmode": "decimal", "autocomplete": "off"}


class _OfIndicator(Form):
    """indicators: (code, name) that can be counted; offered: periods."""

    indicator = forms.ChoiceField(label=_("Chỉ số"))

    def __init__(self, *args: Any, indicators: Iterable[tuple[str, str]], offered: Iterable[Period] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("Chọn chỉ số")), *indicators]
        if "period" in self.fields:
            self.fields["period"].choices = [(one.code, one.label) for one in offered]


class ReportForm(_OfIndicator):
    """A figure as a report prints it."""

    period = forms.ChoiceField(label=_("Kỳ báo cáo"))
    value = forms.CharField(label=_("Số báo cáo"), help_text=_("Với tỷ lệ: tử số."), max_length=30, widget=forms.TextInput(attrs=NUMBER))
    denominator = forms.CharField(
        label=_("Trên tổng số"), help_text=_("Với tỷ lệ: mẫu số."), required=False, max_length=30, widget=forms.TextInput(attrs=NUMBER)
    )
    provider = forms.CharField(label=_("Cơ quan báo cáo"), help_text=_("Cơ quan báo cáo số của toàn tỉnh, không phải của một xã."), max_length=120)
    paper = forms.CharField(label=_("Văn bản báo cáo (số, ngày)"), max_length=200)
    note = words(_("Giải thích chênh lệch"), most=500, required=False)

    def clean_value(self) -> Decimal:
        """The number as people write it."""
        return self._number("value") or Decimal(0)

    def clean_denominator(self) -> Decimal | None:
        """The number as people write it; None where the box is empty."""
        return self._number("denominator")

    def _number(self, name: str) -> Decimal | None:
        try:
            return read_number(self.cleaned_data[name], field=name)
        except BadInput as fault:
            raise forms.ValidationError(str(fault)) from None


class AdjustForm(_OfIndicator):
    """A changed measure."""

    finding = words(_("Đánh giá thấy gì"), most=1000)
    measure = words(_("Biện pháp đổi thế nào"), most=1000)
    starts_on = DateField(label=_("Áp dụng từ ngày"))
    paper = forms.CharField(label=_("Văn bản (số, ngày)"), max_length=200)


class AnalyseForm(Form):
    """The sheet of a year."""

    title = forms.CharField(label=_("Tên bản phân tích"), max_length=300)
    paper = forms.CharField(label=_("Văn bản (số, ngày)"), max_length=200, required=False)


class CauseForm(_OfIndicator):
    """A cause with the data behind it."""

    kind = forms.ChoiceField(label=_("Nguyên nhân"), choices=CauseKind.choices, widget=forms.RadioSelect)
    text = words(_("Nội dung"), most=500)
    period = forms.ChoiceField(label=_("Số liệu của kỳ"))
    field_order = ("kind", "text", "indicator", "period")


class ActionForm(Form):
    """What is planned against a cause."""

    cause = forms.ChoiceField(label=_("Cho nguyên nhân"))
    text = words(_("Việc sẽ làm"), most=500)
    who = forms.CharField(label=_("Đơn vị làm"), max_length=200)
    due_on = DateField(label=_("Xong trước hết ngày"))

    def __init__(self, *args: Any, causes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = list(causes)


class CapacityForm(Form):
    """Places and unmet requests of a year."""

    district = forms.ChoiceField(label=_("Địa bàn cấp huyện cũ"))
    form = forms.ChoiceField(label=_("Hình thức"), choices=CareForm.choices, widget=forms.RadioSelect)
    places = forms.IntegerField(label=_("Số chỗ tiếp nhận được"), min_value=0)
    unmet = forms.IntegerField(label=_("Số người đề nghị mà chưa được tiếp nhận"), min_value=0)
    basis = words(_("Căn cứ, giả định"), _("Văn bản nào, tính theo cách nào. Không ghi tên người dân."), most=300)

    def __init__(self, *args: Any, districts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", _("Chọn địa bàn")), *districts]


class TakeBackForm(Form):
    """Why a line is taken back."""

    line = forms.UUIDField(widget=forms.HiddenInput())
    reason = forms.CharField(label=_("Lý do rút lại"), max_length=300)
