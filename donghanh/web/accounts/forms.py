"""Forms of the administrators' pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.base.accounts.roles import ROLES
from donghanh.web.shell.forms import DateField, Form

OFFICES = (
    ("", _("Không giữ chức danh ký")), ("commune_police", _("Cán bộ Công an xã")), ("commune_police_chief", _("Trưởng Công an xã")),
    ("commune_chair", _("Chủ tịch UBND xã")), ("facility_head", _("Người đứng đầu cơ sở cai nghiện")),
)  # fmt: skip


def _reason(hint: str) -> forms.CharField:
    return forms.CharField(label=_("Lý do"), max_length=300, help_text=hint, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class FindForm(Form):
    mark_optional = False
    q = forms.CharField(label=_("Tìm cán bộ"), required=False, max_length=80, help_text=_("Họ tên hoặc tài khoản, không cần dấu."))


class OfficialForm(Form):
    username = forms.CharField(label=_("Tài khoản"), max_length=60, help_text=_("Chữ không dấu, ví dụ: an.tranthimy"))
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)


class PostForm(Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=[(r.code, r.title) for r in ROLES.values()])
    office = forms.ChoiceField(label=_("Chức danh"), choices=OFFICES, required=False)
    place = forms.CharField(label=_("Nơi làm việc"), max_length=120, help_text=_("Tên hoặc mã xã, tỉnh, ví dụ: xã Trảng Bom, Đồng Nai"))
    body_kind = forms.ChoiceField(
        label=_("Cơ quan"),
        choices=[
            ("commune_police", _("Công an xã")), ("commune_committee", _("UBND xã")), ("health_station", _("Trạm y tế xã")),
            ("provincial_police", _("Công an tỉnh")), ("provincial_committee", _("UBND tỉnh")),
            ("provincial_health", _("Sở Y tế")), ("provincial_finance", _("Sở Tài chính")), ("facility", _("Cơ sở cai nghiện")),
        ],
    )  # fmt: skip
    starts_on = DateField(label=_("Từ ngày"))
    ends_before = DateField(label=_("Hết hiệu lực từ ngày"), help_text=_("Không quá 12 tháng."))


class ReasonForm(Form):
    reason = _reason(_("Một câu ngắn, ví dụ: chuyển công tác."))


class DecideForm(Form):
    answer = forms.ChoiceField(label=_("Quyết định"), choices=[("approve", _("Duyệt")), ("refuse", _("Không duyệt"))], widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Lý do nếu không duyệt"), max_length=300, required=False)
