"""Forms of tests: whom to ask, the sample, the result of each substance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.base.places.queries import BodyRow, UnitRow
from donghanh.cases.terms import Sample, Substance
from donghanh.cases.testing.terms import Ground
from donghanh.people.queries import Hit
from donghanh.web.cases.forms import ExactMoment
from donghanh.web.shell.forms import Form

PREFIX = "chat_"
NOT_TESTED, NEGATIVE, POSITIVE = "", "am", "duong"
RESULTS = ((NOT_TESTED, lazy("Không thử")), (NEGATIVE, lazy("Âm tính")), (POSITIVE, lazy("Dương tính")))


def _sample(label: Any) -> forms.ChoiceField:
    hint = lazy("Người dưới 18 tuổi: mẫu khác nước tiểu cần cha, mẹ hoặc người giám hộ đồng ý.")
    return forms.ChoiceField(label=label, choices=Sample.choices, widget=forms.RadioSelect, help_text=hint, initial=Sample.URINE)


def _ground() -> forms.ChoiceField:
    return forms.ChoiceField(label=lazy("Vì sao được xét nghiệm"), choices=Ground.choices, widget=forms.RadioSelect)


class AskForm(Form):
    """A request to a health unit."""

    body = forms.ChoiceField(label=lazy("Gửi đến"), widget=forms.RadioSelect)
    ground = _ground()
    sample = _sample(lazy("Mẫu"))

    def __init__(self, *args: Any, bodies: Iterable[BodyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.name) for one in bodies]
        self.fields["body"].choices = choices
        if len(choices) == 1:
            self.fields["body"].initial = choices[0][0]


class SampleForm(ExactMoment):
    """The sample was taken."""

    on_words, time_words = lazy("Ngày lấy mẫu"), lazy("Giờ lấy mẫu")
    sample = _sample(lazy("Mẫu đã lấy"))
    consented_by = forms.CharField(
        label=lazy("Người đồng ý lấy mẫu"),
        required=False,
        max_length=120,
        help_text=lazy("Họ tên cha, mẹ hoặc người giám hộ, khi người được xét nghiệm dưới 18 tuổi và mẫu không phải nước tiểu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("sample", "consented_by", "on", "time")

    def __init__(self, *args: Any, asks_consent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_consent:
            del self.fields["consented_by"]


class ResultForm(ExactMoment):
    """The result of each substance that was tested. After cleaning: `found`."""

    mark_optional = False
    on_words, time_words = lazy("Ngày có kết quả"), lazy("Giờ có kết quả")
    tester = forms.CharField(label=lazy("Người đọc kết quả"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in Substance.choices:
            field = forms.ChoiceField(label=name, choices=RESULTS, required=False, widget=forms.RadioSelect, initial=NOT_TESTED)
            self.fields[PREFIX + code] = field

    @property
    def substances(self) -> list[Any]:
        """The bound fields of the panel."""
        return [self[PREFIX + code] for code in Substance.values]

    @property
    def found(self) -> dict[str, bool]:
        """Substance → is positive, of those tested."""
        given = {code: self.cleaned_data.get(PREFIX + code) for code in Substance.values}
        return {code: result == POSITIVE for code, result in given.items() if result}


class PaperForm(ExactMoment):
    """A request that reached the health unit on paper."""

    on_words, time_words = lazy("Ngày yêu cầu"), lazy("Giờ yêu cầu")
    unit = forms.ChoiceField(label=lazy("Xã, phường đã yêu cầu"))
    paper = forms.CharField(label=lazy("Số văn bản yêu cầu"), max_length=60, help_text=lazy("Ví dụ 12/CV-CAX"))
    person_name = forms.CharField(label=lazy("Họ và tên người được gửi đến"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    birth_year = forms.IntegerField(
        label=lazy("Năm sinh"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": lazy("Nhập năm sinh bằng bốn chữ số, ví dụ 1994")},
    )
    ground = _ground()
    sample = _sample(lazy("Mẫu được yêu cầu"))
    field_order = ("unit", "paper", "person_name", "birth_year", "on", "time", "ground", "sample")

    def __init__(self, *args: Any, communes: Iterable[UnitRow], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["unit"].choices = [(str(one.id), one.title) for one in communes]

    def clean_birth_year(self) -> int:
        """A year in which somebody living may be born."""
        typed = int(self.cleaned_data["birth_year"])
        if not self.year - 120 <= typed <= self.year:
            raise forms.ValidationError(_("Năm sinh phải từ %(first)d đến %(last)d") % {"first": self.year - 120, "last": self.year})
        return typed


class FollowForm(Form):
    """Which file a positive result goes into; a new one needs one word more."""

    case = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_remote = forms.BooleanField(
        label=lazy("Địa bàn xa xôi, hải đảo, đi lại khó khăn"), required=False, help_text=lazy("Luật cho thời hạn xác minh dài hơn ở những nơi này.")
    )


class LinkForm(Form):
    """Who the person on a paper is."""

    person = forms.ChoiceField(label=lazy("Người này là"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, hits: Iterable[Hit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(one.person_id), f"{one.name}, {one.birth_year}, {one.place}") for one in hits]

    @property
    def person_id(self) -> UUID:
        """After cleaning."""
        return UUID(self.cleaned_data["person"])


class WithdrawForm(Form):
    """Why a request is taken back."""

    reason = forms.CharField(label=lazy("Lý do rút yêu cầu"), max_length=500, widget=forms.Textarea, help_text=lazy("Tối đa 500 ký tự."))
