"""The filter of the log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit.queries import ACTS, READINGS, Filter
from donghanh.web.audit.words import PAGES, VERBS
from donghanh.web.shell.forms import DateField, Form

ANY = ("", _("Tất cả"))
SHORT = {"invalid": _("Mã này chưa đủ. Chép nguyên mã từ nhật ký.")}


class LogForm(Form):
    """Every field may stay empty."""

    mark_optional = False
    loai = forms.ChoiceField(choices=[(ACTS, ACTS), (READINGS, READINGS)], required=False, widget=forms.HiddenInput)
    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến hết ngày"), required=False)
    viec = forms.ChoiceField(label=_("Việc"), required=False)
    vai_tro = forms.ChoiceField(label=_("Vai trò"), required=False, choices=[ANY, *((r.code, r.title) for r in ROLES.values())])
    nguoi = forms.UUIDField(
        label=_("Mã hồ sơ người"),
        help_text=_("Chép từ nhật ký"),
        required=False,
        error_messages={"invalid": _("Mã này chưa đủ. Chép nguyên mã từ nhật ký.")},
    )
    vu_viec = forms.UUIDField(
        label=_("Mã vụ việc"),
        help_text=_("Chép từ nhật ký"),
        required=False,
        error_messages={"invalid": _("Mã này chưa đủ. Chép nguyên mã từ nhật ký.")},
    )
    tu_choi = forms.BooleanField(label=_("Chỉ việc bị từ chối"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        words = PAGES if self.kind == READINGS else VERBS
        self.fields["viec"].choices = [ANY, *sorted(words.items(), key=lambda pair: str(pair[1]))]
        if self.kind == READINGS:
            del self.fields["tu_choi"], self.fields["vu_viec"]

    @property
    def kind(self) -> str:
        """Which of the two logs is asked for."""
        return READINGS if self.data.get("loai") == READINGS else ACTS

    def wanted(self) -> Filter:
        """The filter that was asked for; a filter with mistakes asks for nothing."""
        if not self.is_valid():
            return Filter()
        typed = self.cleaned_data
        return Filter(
            since=_midnight(typed["tu"]),
            until=_midnight(typed["den"] + timedelta(days=1)) if typed["den"] else None,
            verb=typed["viec"],
            role=typed["vai_tro"],
            person_id=typed["nguoi"],
            case_id=typed.get("vu_viec"),
            refused=typed.get("tu_choi", False),
        )


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
