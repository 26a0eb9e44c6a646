"""How many working days before a limit the list and the calendar remind: who set it and why; setting another number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from donghanh.cases.reminders import actions, queries
from donghanh.cases.reminders.terms import MOST
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.web.shell.forms import DateField, Form


class DaysForm(Form):
    """Another number, for one role or for all, from a day on, with the reason."""

    role = forms.ChoiceField(label=lazy("Nhắc ai"), required=False)
    days = forms.IntegerField(
        label=lazy("Nhắc trước mấy ngày làm việc"),
        help_text=lazy("0: nhắc đúng ngày cuối của hạn"),
        widget=forms.NumberInput(attrs={"min": 0, "max": MOST}),
    )
    since = DateField(label=lazy("Từ ngày"))
    reason = forms.CharField(label=lazy("Lý do"), help_text=lazy("Ví dụ: trưởng Công an đi công tác, cần trình ký sớm hơn"))

    def __init__(self, roles: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Mọi vai trò của đơn vị")), *roles]


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """What stands, what was set before, and for the heads the form."""
    sheet = queries.sheet(request.actor, on=local_day(request.at))
    roles = [(code, title) for code, title, _days in sheet.roles]
    form = DaysForm(roles, request.POST or None, initial={"since": local_day(request.at)})
    if request.method == "POST" and form.is_valid() and (answer := _set(request, form)):
        return answer
    shown = {"sheet": sheet, "form": form if sheet.may_set else None}
    return render(request, "desk/reminders.jinja", shown, status=422 if form.errors else 200)


def _set(request: HttpRequest, form: DaysForm) -> HttpResponse | None:
    """The answer after it is set; None where it was refused, with the reason in the form."""
    try:
        actions.set_days(actor=request.actor, at=request.at, unit_id=request.actor.unit_id, **form.cleaned_data)
    except BadInput as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Đã đặt số ngày nhắc. Danh sách và lịch tính lại ngay."))
    return redirect("desk:reminders")
