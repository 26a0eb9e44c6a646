"""Forms of contributions and investment projects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.money.terms import GiftForm, GiverKind, Programme, Purpose
from donghanh.web.money.forms._fields import NOTHING, Dong, PaperForm, Whole, YearForm, words
from donghanh.web.money.forms.estimates import ClauseForm
from donghanh.web.shell.forms import DateField, Form


class GiftPage(Form):
    giver = words(_("Người, tổ chức đóng góp"), size=200)
    giver_kind = forms.ChoiceField(label=_("Là"), choices=GiverKind.choices)
    form = forms.ChoiceField(label=_("Bằng"), choices=GiftForm.choices, widget=forms.RadioSelect)
    what = words(_("Hiện vật, công sức gì"), required=False)
    value = Dong(label=_("Giá trị"))
    purpose = forms.ChoiceField(label=_("Dùng cho"), choices=Purpose.choices)
    received_on = DateField(label=_("Ngày nhận"), past=True)
    receipt = words(_("Số biên nhận"), size=60)
    site_id = forms.TypedChoiceField(label=_("Cho câu lạc bộ, mô hình nào"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, sites: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site_id"].choices = [*NOTHING, *sites]


class UseForm(ClauseForm):
    amount = Dong(label=_("Số tiền, giá trị"))
    activity = words(_("Hoạt động"))
    used_on = DateField(label=_("Ngày dùng"), past=True)
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)
    programme = forms.ChoiceField(label=_("Lồng ghép chương trình"), required=False, choices=NOTHING + Programme.choices)


class ProjectForm(PaperForm):
    name = words(_("Tên dự án"), size=200)
    facility_id = forms.TypedChoiceField(label=_("Cơ sở"), coerce=int, required=False, empty_value=None)
    gap = words(_("Điều kiện nào của cơ sở chưa đạt"))
    need = words(_("Vì sao cần đầu tư"), long=True, size=1000)
    capacity = Whole(label=_("Sức chứa hiện có (người)"), required=False, help_text=_("Theo văn bản; chưa có thì để trống."))
    total = Dong(label=_("Tổng vốn"))
    priority = Whole(label=_("Thứ tự ưu tiên"), min_value=1, max_value=999)

    def __init__(self, *args: Any, facilities: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility_id"].choices = [*NOTHING, *facilities]


class CapitalForm(PaperForm):
    year = Whole(label=_("Năm"))
    total = Dong(label=_("Tổng vốn được giao"))


class RequestForm(YearForm):
    requested = Dong(label=_("Vốn đề nghị"))


class ShareForm(YearForm):
    balanced = Dong(label=_("Vốn cân đối được"))
    allocated = Dong(label=_("Vốn bố trí"))


class StepForm(PaperForm):
    """The document of the next step of approval."""
