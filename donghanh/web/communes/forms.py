"""What is typed on the pages of communes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.communes.terms import Grade
from donghanh.web.shell.forms import DateField, Form


class YearForm(Form):
    """Which year is shown beside the year before, and which names are looked for."""

    mark_optional = False
    tim = forms.CharField(label=_("Tên xã, phường"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    nam = forms.ChoiceField(label=_("Năm"), required=False)

    def __init__(self, data: Any, *, years: range) -> None:
        super().__init__({"nam": data.get("nam") or str(years[-1]), "tim": data.get("tim", "")})
        self.years = years
        self.fields["nam"].choices = [(str(year), str(year)) for year in reversed(years)]

    @property
    def year(self) -> int:
        """The year asked for; the running one where it cannot be read."""
        return int(self.cleaned_data["nam"]) if self.is_valid() else self.years[-1]

    @property
    def sought(self) -> str:
        """What is looked for in names; empty: all."""
        return self.cleaned_data["tim"].strip() if self.is_valid() else ""


class ConfirmForm(Form):
    """What the commune says of its data today."""

    is_nobody = forms.ChoiceField(
        label=_("Hôm nay xã xác nhận"),
        choices=[("0", _("Đã rà soát, dữ liệu đủ và mới")), ("1", _("Đã rà soát, không có người thuộc diện quản lý"))],
        widget=forms.RadioSelect,
    )


class HoldForm(Form):
    """An activity that was held."""

    on = DateField(label=_("Ngày tổ chức"), past=True)
    name = forms.CharField(
        label=_("Hoạt động"), max_length=300, help_text=_("Ví dụ: nói chuyện chuyên đề tại nhà văn hoá khu phố 2. Không ghi tên người.")
    )
    document = forms.CharField(label=_("Văn bản"), required=False, max_length=120)


class TakeBackForm(Form):
    """Why an activity is taken back."""

    line = forms.UUIDField(widget=forms.HiddenInput())
    reason = forms.CharField(label=_("Lý do rút lại"), max_length=300)


class ClassForm(Form):
    """The class of a year by decision."""

    year = forms.IntegerField(label=_("Năm xếp loại"), min_value=2014, max_value=2100)
    grade = forms.ChoiceField(label=_("Xếp loại"), choices=Grade.choices)
    criteria = forms.CharField(label=_("Theo tiêu chí nào"), max_length=300, help_text=_("Văn bản đặt tiêu chí, hoặc các tiêu chí chính."))
    document = forms.CharField(label=_("Quyết định"), max_length=120, help_text=_("Số, ngày, cơ quan ban hành"))
    decided_on = DateField(label=_("Ngày quyết định"), past=True)


class CommitteeForm(Form):
    """The commune's steering committee from a day on."""

    starts_on = DateField(label=_("Từ ngày"), past=True)
    document = forms.CharField(label=_("Quyết định thành lập, kiện toàn"), max_length=120, help_text=_("Số, ngày, cơ quan ban hành"))
    head = forms.CharField(label=_("Trưởng ban"), max_length=160, help_text=_("Họ tên, chức vụ"))
    members = forms.CharField(
        label=_("Thành viên"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Mỗi dòng một cán bộ: họ tên, chức vụ")
    )


class EndForm(Form):
    """From a day on there is no committee."""

    starts_on = DateField(label=_("Thôi hoạt động từ ngày"), past=True)
    document = forms.CharField(label=_("Quyết định"), max_length=120)
