"""Forms of sources, allocations, payments and requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.money.terms import FundKind, Programme, Purpose
from donghanh.web.money.forms._fields import NOTHING, Dong, PaperForm, Whole, YearForm, words
from donghanh.web.shell.forms import DateField, Form


class FundForm(PaperForm):
    unit_id = forms.TypedChoiceField(label=_("Ngân sách của"), coerce=int)
    year = Whole(label=_("Năm"))
    kind = forms.ChoiceField(label=_("Loại nguồn"), choices=FundKind.choices)
    name = words(_("Tên nguồn"), size=200)
    total = Dong(label=_("Tổng số được giao"))

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = list(units)


class AllocateForm(PaperForm):
    body_id = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=int)
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    content = words(_("Nội dung"))
    amount = Dong(label=_("Số tiền"), help_text=_("Ghi 0 khi văn bản ghi rõ là không bố trí."))

    def __init__(self, *args: Any, bodies: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_id"].choices = list(bodies)


class AdjustForm(PaperForm):
    is_increase = forms.TypedChoiceField(
        label=_("Tăng hay giảm"), choices=[("1", _("Tăng")), ("", _("Giảm"))], coerce=bool, widget=forms.RadioSelect, required=False
    )
    amount = Dong(label=_("Số tiền"))
    reason = words(_("Lý do"), size=500)


class PayForm(Form):
    amount = Dong(label=_("Số tiền"))
    paid_on = DateField(label=_("Ngày chi"), past=True)
    content = words(_("Nội dung chi"))
    level_id = forms.ChoiceField(label=_("Theo mức chi"), required=False, help_text=_("Chọn thì hệ thống đối chiếu với mức."))
    quantity = Whole(label=_("Số lượng"), required=False, help_text=_("Chỉ khi chọn mức chi."))
    programme = forms.ChoiceField(label=_("Lồng ghép chương trình"), required=False, choices=NOTHING + Programme.choices)
    voucher = words(_("Số chứng từ"), required=False, size=60, hint=_("Bỏ trống khi mới tạm ứng."))

    def __init__(self, *args: Any, levels: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level_id"].choices = [*NOTHING, *levels]

    @property
    def told(self) -> dict[str, Any]:
        """After cleaning: what `pay` is given."""
        return {**self.cleaned_data, "level_id": self.cleaned_data["level_id"] or None}


class VoucherForm(Form):
    voucher = words(_("Số chứng từ"), size=60)


class AskForm(YearForm):
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    content = words(_("Nhiệm vụ phát sinh"))
    reason = words(_("Vì sao phát sinh"), long=True, size=1000)
    amount = Dong(label=_("Số tiền đề nghị"))


class ApproveForm(PaperForm):
    fund_id = forms.ChoiceField(label=_("Lấy từ nguồn"))

    def __init__(self, *args: Any, funds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund_id"].choices = list(funds)


class RefuseForm(Form):
    answer = words(_("Vì sao không bổ sung"), long=True, size=1000)
