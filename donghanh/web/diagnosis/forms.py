"""Forms of a determination: what was found, and the conclusion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.diagnosis.rules import LONGEST_NAME, LONGEST_NOTE, LONGEST_NUMBER
from donghanh.cases.diagnosis.terms import Mark
from donghanh.cases.terms import ExaminedAt, FactKind
from donghanh.kernel.workdays import ZONE
from donghanh.legal import diagnosis as law
from donghanh.web.cases.forms import ExactMoment, TimeField
from donghanh.web.shell.forms import DateField

PREFIX = "tieu_chuan_"


class FindingsForm(ExactMoment):
    """What was found. After cleaning: `received_at`, `moment` (of the examination), `marks`."""

    mark_optional = False
    on_words, time_words = lazy("Ngày khám"), lazy("Giờ khám")
    received_on = DateField(label=lazy("Ngày tiếp nhận người này"), help_text=lazy("Hạn trả kết quả tính từ ngày này."), past=True)
    received_time = TimeField(label=lazy("Giờ tiếp nhận"), help_text=lazy("Ví dụ 14:05 hoặc 14h05."))
    place = forms.ChoiceField(label=lazy("Nơi xác định"), choices=ExaminedAt.choices, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(
        label=lazy("Nhóm chất"), widget=forms.CheckboxSelectMultiple, help_text=lazy("Theo phiếu của từng nhóm; chọn một hoặc nhiều.")
    )
    length = forms.ChoiceField(label=lazy("Các tiêu chuẩn cùng có mặt bao lâu"), widget=forms.RadioSelect)
    is_observed = forms.BooleanField(
        label=lazy("Đã hết bước theo dõi"), required=False, help_text=lazy("Đánh dấu khi đã theo dõi thêm; sau bước này thì kết luận.")
    )
    note = forms.CharField(
        label=lazy("Ghi chú chuyên môn (không bắt buộc)"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        help_text=lazy("Chỉ cơ sở của bạn đọc được. Tối đa 500 ký tự."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = list(law.groups().items())
        self.fields["length"].choices = list(law.lengths().items())
        for place, (code, name) in enumerate(law.criteria().items(), 1):
            self.fields[PREFIX + code] = forms.ChoiceField(label=f"{place}. {name}", choices=Mark.choices, widget=forms.RadioSelect)
        self.name_what_is_asked()

    @property
    def criteria(self) -> list[Any]:
        """The bound fields of the six criteria, in the circular's order."""
        return [self[PREFIX + code] for code in law.criteria()]

    @property
    def marks(self) -> dict[str, str]:
        return {code: self.cleaned_data[PREFIX + code] for code in law.criteria()}

    @property
    def received_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["received_on"], self.cleaned_data["received_time"], ZONE)


class ConclusionForm(ExactMoment):
    """The doctor's conclusion."""

    on_words, time_words = lazy("Ngày kết luận"), lazy("Giờ kết luận")
    result = forms.ChoiceField(label=lazy("Kết luận"), choices=(("yes", lazy("Có nghiện")), ("no", lazy("Không nghiện"))), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("Lý do chuyên môn, nếu khác kết quả tính theo quy định"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        help_text=lazy("Ở lại cơ sở của bạn cùng các tiêu chuẩn. Xã và Công an không thấy."),
    )
    number = forms.CharField(
        label=lazy("Số phiếu kết quả"),
        max_length=LONGEST_NUMBER,
        help_text=lazy("Ví dụ 15/PKQ-TYT. Người đứng đầu cơ sở phê duyệt phiếu giấy."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    read = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("result", "reason", "number", "on", "time", "read")

    @property
    def is_dependent(self) -> bool:
        return bool(self.cleaned_data["result"] == "yes")


class StepForm(ExactMoment):
    """A step of the health body. After cleaning: `moment`. Asks why where the request is sent back, and who has the result where it is sent."""

    mark_optional = False
    on_words, time_words = lazy("Ngày làm bước này"), lazy("Giờ làm bước này")
    why = forms.CharField(
        label=lazy("Vì sao trả lại"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        help_text=lazy("Nơi đề nghị đọc được: thiếu gì, sai ở đâu. Ít nhất 20 ký tự."),
    )
    was_told = forms.BooleanField(
        label=lazy("Đã giao phiếu tận tay người này"),
        required=False,
        help_text=lazy("Từ lúc đó tính thời gian để người này đăng ký, nếu kết luận là có nghiện."),
    )
    field_order = ("on", "time", "why", "was_told")

    def __init__(self, kind: FactKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != FactKind.DOSSIER_RETURNED:
            del self.fields["why"]
        if kind != FactKind.RESULT_SENT:
            del self.fields["was_told"]


class VolunteerForm(ExactMoment):
    """A person who asks for himself. After cleaning: `moment` (when he came)."""

    on_words, time_words = lazy("Ngày người này đến"), lazy("Giờ người này đến")
    full_name = forms.CharField(label=lazy("Họ và tên"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    birth_year = forms.IntegerField(label=lazy("Năm sinh"), widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
    consented_by = forms.CharField(
        label=lazy("Cha, mẹ hoặc người giám hộ đã đồng ý"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=lazy("Cần khi người này chưa đủ 18 tuổi. Ghi họ tên theo đơn."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("full_name", "birth_year", "consented_by", "on", "time")
