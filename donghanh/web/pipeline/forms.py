"""Which day is asked for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from donghanh.web.shell.forms import DateField, Form


class DayForm(Form):
    """One day, today or before."""

    mark_optional = False
    ngay = DateField(label=lazy("Ngày"), help_text=lazy("Ví dụ 5/3/2026."), past=True)
