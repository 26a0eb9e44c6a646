"""Forms of what people ask about their own files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.kernel.workdays import ZONE, local_day
from donghanh.rights.queries import DelegateRow
from donghanh.rights.terms import About, DelegateKind, DelegateMay, Effect, Outcome
from donghanh.web.cases.forms import TimeField
from donghanh.web.shell.forms import DateField, Form


def _words(label: Any, hint: Any = "", *, longest: int = 800) -> forms.CharField:
    said = _("Rút gọn còn tối đa %(longest)d ký tự") % {"longest": longest}
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=forms.Textarea, error_messages={"max_length": said})


class AskedForm(Form):
    """Who asks: the person himself, or somebody who acts for him today."""

    by = forms.ChoiceField(label=lazy("Ai yêu cầu"), required=False)

    def __init__(self, *args: Any, delegates: Sequence[DelegateRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [(str(one.view.id), one.view.full_name) for one in delegates if one.stands]
        self.fields["by"].choices = [("", _("Chính người này")), *standing]

    @property
    def delegate_id(self) -> UUID | None:
        """After cleaning: the delegate, or None for the person himself."""
        return UUID(self.cleaned_data["by"]) if self.cleaned_data["by"] else None


class WrongForm(AskedForm):
    """What is said to be wrong: a fact, by its id, or one of the person's particulars."""

    what = forms.ChoiceField(label=lazy("Điều gì bị báo sai"))
    said = _words(lazy("Theo lời người này, sai ở đâu và đúng là thế nào"), lazy("Ghi đúng lời họ, một hai câu. Tối đa 800 ký tự."))
    asked_on = DateField(label=lazy("Ngày nhận yêu cầu"), past=True, help_text=lazy("Hạn trả lời tính từ ngày này. Ví dụ 5/3/2026."))
    field_order = ("what", "said", "asked_on", "by")

    def __init__(self, *args: Any, facts: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        particulars = [(one.value, str(one.label)) for one in About if one != About.FACT]
        self.fields["what"].choices = [("", _("Chọn một điều")), *((str(pk), text) for pk, text in facts), *particulars]

    @property
    def about(self) -> About:
        """After cleaning."""
        what = self.cleaned_data["what"]
        return About(what) if what in About.values else About.FACT

    @property
    def fact_id(self) -> UUID | None:
        """After cleaning."""
        return UUID(self.cleaned_data["what"]) if self.about == About.FACT else None

    def asked_at(self, now: datetime) -> datetime:
        """The moment of the request: now where it came in today, else the beginning of its day."""
        day = self.cleaned_data["asked_on"]
        return now if day == local_day(now) else datetime.combine(day, time(), ZONE)


class AnswerForm(Form):
    """The answer to a request to correct."""

    outcome = forms.ChoiceField(label=lazy("Kết quả"), choices=Outcome.choices, widget=forms.RadioSelect)
    reasons = _words(lazy("Lý do"), lazy("Viết cho người yêu cầu đọc. Tối đa 800 ký tự."))


class ComplainForm(AskedForm):
    """A complaint as it came in."""

    known_on = DateField(label=lazy("Ngày nhận hoặc biết quyết định"), past=True, help_text=lazy("Thời hạn khiếu nại tính từ ngày này."))
    complained_on = DateField(label=lazy("Ngày khiếu nại"), past=True, help_text=lazy("Ngày gửi đơn, theo dấu bưu điện hoặc ngày đến trụ sở."))
    content = _words(lazy("Nội dung khiếu nại"), lazy("Tóm tắt một hai câu. Tối đa 800 ký tự."))
    late_because = forms.CharField(
        label=lazy("Vì sao muộn"), max_length=300, required=False, help_text=lazy("Chỉ ghi khi đã quá hạn, ví dụ ốm đau, thiên tai, đi xa.")
    )
    field_order = ("known_on", "complained_on", "content", "late_because", "by")


class SettleForm(Form):
    """The answer to a complaint."""

    effect = forms.ChoiceField(label=lazy("Trả lời"), choices=Effect.choices, widget=forms.RadioSelect)
    reasons = _words(lazy("Lý do"), lazy("Viết cho người khiếu nại đọc. Tối đa 800 ký tự."))


class DelegateForm(Form):
    """A guardian or lawyer, with an end."""

    kind = forms.ChoiceField(label=lazy("Là ai"), choices=DelegateKind.choices, widget=forms.RadioSelect)
    full_name = forms.CharField(label=lazy("Họ và tên"), max_length=120)
    basis = forms.CharField(
        label=lazy("Giấy tờ làm căn cứ"), max_length=200, help_text=lazy("Ví dụ: Giấy uỷ quyền ngày 20/11/2026; Giấy khai sinh số 12")
    )
    may = forms.MultipleChoiceField(label=lazy("Được làm thay những việc"), choices=DelegateMay.choices, widget=forms.CheckboxSelectMultiple)
    starts_on = DateField(label=lazy("Từ ngày"), help_text=lazy("Ví dụ 5/3/2026"))
    ends_on = DateField(label=lazy("Đến hết ngày"), help_text=lazy("Không quá một năm; người giám hộ của người dưới 18 tuổi thì đến khi đủ tuổi."))

    @property
    def ends_before(self) -> date:
        """After cleaning: the first day on which nobody acts on it."""
        return self.cleaned_data["ends_on"] + timedelta(days=1)


class EndForm(Form):
    """Why a grant ends before its day."""

    reason = _words(lazy("Lý do kết thúc"), longest=300)


class ShowForm(AskedForm):
    """When the file was shown, to whom, and whether a copy was given."""

    on = DateField(label=lazy("Ngày cho xem"), past=True, help_text=lazy("Ví dụ 5/3/2026"))
    time = TimeField(
        label=lazy("Giờ cho xem"), help_text=lazy("Ví dụ 14:05"), widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    has_copy = forms.BooleanField(label=lazy("Đã đưa bản trích hồ sơ"), required=False)
    field_order = ("on", "time", "has_copy", "by")

    @property
    def shown_at(self) -> datetime:
        """After cleaning."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"], ZONE)
