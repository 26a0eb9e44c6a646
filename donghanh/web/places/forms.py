"""What is typed on the pages of places."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.web.shell.forms import DateField, Form

OFF, WORK = "nghi", "lam"
MOST = 200
"""Longest text that is searched for; no name with all that lies above it is longer."""


class OnDayForm(Form):
    """The day for which a page answers."""

    mark_optional = False
    ngay = DateField(label=_("Vào ngày"), required=False)


class SearchForm(OnDayForm):
    """A name or code, and the day for which to answer."""

    q = forms.CharField(label=_("Tên hoặc mã"), required=False, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))


class DayForm(Form):
    """One decreed day."""

    day = DateField(label=_("Ngày"))
    kind = forms.ChoiceField(
        label=_("Ngày này"),
        choices=((OFF, _("Nghỉ, không tính là ngày làm việc")), (WORK, _("Làm việc, tính là ngày làm việc (làm bù, hoán đổi)"))),
        widget=forms.RadioSelect,
        initial=OFF,
    )
    name = forms.CharField(label=_("Tên ngày"), help_text=_("Ví dụ: Nghỉ hoán đổi dịp Quốc khánh"))
    source = forms.CharField(label=_("Văn bản làm căn cứ"), help_text=_("Số, ngày và cơ quan ban hành"))
    note = forms.CharField(label=_("Ghi chú"), required=False)
