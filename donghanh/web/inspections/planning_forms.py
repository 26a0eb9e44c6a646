"""Forms of planning: the year's plan, an inspection, criteria, training, a check of effectiveness."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.kernel.text import fold
from donghanh.programme.inspections.drafting import CriteriaDraft, InspectionDraft, ItemDraft, TrainingDraft
from donghanh.programme.inspections.queries import CriteriaRow, Target
from donghanh.programme.inspections.terms import LEAST_SAMPLE, Kind, Measure, Subject
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.tasks.forms import words
from donghanh.web.tasks.giving_forms import PlanFields

FREE = lazy("không cần căn cứ")
ITEM_PARTS = 5


class YearPlanForm(PlanFields):
    """The paper of a year's plan."""

    year = forms.TypedChoiceField(label=lazy("Năm"), coerce=int)
    number = forms.CharField(label=lazy("Số, ký hiệu"), max_length=60)
    signed_on = DateField(label=lazy("Ngày ký"), past=True)
    title = forms.CharField(label=lazy("Tên kế hoạch"), max_length=300)
    field_order = ("year", "number", "signed_on", "title", "plan", "clause")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in (on.year, on.year + 1, on.year - 1)]


class InspectionForm(PlanFields):
    """An inspection of one unit."""

    kind = forms.ChoiceField(label=lazy("Loại"), choices=Kind.choices, widget=forms.RadioSelect)
    inspected = forms.ChoiceField(label=lazy("Đơn vị được kiểm tra"))
    subject = forms.CharField(
        label=lazy("Nội dung"), max_length=200, help_text=lazy("Ví dụ: Quản lý sau cai; Câu lạc bộ Niềm tin. Không ghi tên người dân.")
    )
    criteria = forms.ChoiceField(label=lazy("Bộ tiêu chí"), help_text=lazy("Cuộc kiểm tra giữ nguyên bản này dù sau đó có bản mới."))
    starts_on = DateField(label=lazy("Ngày đầu"))
    ends_on = DateField(label=lazy("Ngày cuối"))
    is_in_plan = forms.BooleanField(label=lazy("Thuộc kế hoạch kiểm tra của năm"), required=False)
    field_order = ("kind", "inspected", "subject", "criteria", "starts_on", "ends_on", "is_in_plan", "plan", "clause")

    def __init__(self, *args: Any, targets: Iterable[Target], criteria: Iterable[CriteriaRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspected"].choices = [("", lazy("Chọn đơn vị")), *((str(one.id), one.name) for one in targets)]
        self.fields["criteria"].choices = [(str(one.id), one.title) for one in criteria if one.is_newest]

    @property
    def draft(self) -> InspectionDraft:
        given = self.cleaned_data
        return InspectionDraft(
            kind=Kind(given["kind"]), inspected_id=int(given["inspected"]), subject=given["subject"], criteria_id=UUID(given["criteria"]),
            starts_on=given["starts_on"], ends_on=given["ends_on"], is_in_plan=given["is_in_plan"], **self.where,
        )  # fmt: skip


class ItemsField(forms.CharField):
    """One criterion a line: text | weight | most | how | source [| không cần căn cứ]."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40_000, widget=forms.Textarea(attrs={"rows": 10}), **kwargs)

    def to_python(self, value: Any) -> tuple[ItemDraft, ...]:
        lines = [line for line in str(super().to_python(value)).splitlines() if line.strip()]
        return tuple(_item(number, line) for number, line in enumerate(lines, start=1))


def _item(number: int, line: str) -> ItemDraft:
    parts = [part.strip() for part in line.split("|")]
    needs = len(parts) == ITEM_PARTS
    if not needs and not (len(parts) == ITEM_PARTS + 1 and fold(parts[-1]) == fold(str(FREE))):
        raise ValidationError(_("Dòng %(n)d: ghi tiêu chí | trọng số | điểm tối đa | cách chấm | nguồn") % {"n": number})
    counts = parts[1:3]
    if not all(one.isascii() and one.isdigit() and len(one) < 4 for one in counts):
        raise ValidationError(_("Dòng %(n)d: trọng số và điểm tối đa là số nguyên") % {"n": number})
    return ItemDraft(text=parts[0], weight=int(parts[1]), most=int(parts[2]), how=parts[3], source=parts[4], needs_evidence=needs)


def line_of(item: Any) -> str:
    """A criterion as the line that is typed."""
    parts = [item.text, str(item.weight), str(item.most), item.how, item.source]
    return " | ".join(parts if item.needs_evidence else [*parts, str(FREE)])


class CriteriaForm(Form):
    """A version of a set of criteria. code is kept from the version before."""

    name = forms.CharField(label=lazy("Tên bộ tiêu chí"), max_length=200)
    subject = forms.ChoiceField(label=lazy("Dùng cho"), choices=Subject.choices)
    source = forms.CharField(label=lazy("Căn cứ"), max_length=300, help_text=lazy("Văn bản đặt ra các tiêu chí này."))
    starts_on = DateField(label=lazy("Dùng từ ngày"))
    items = ItemsField(
        label=lazy("Các tiêu chí"),
        help_text=lazy("Mỗi dòng một tiêu chí: tiêu chí | trọng số | điểm tối đa | cách chấm | nguồn. Tổng trọng số là 100."),
    )
    code = forms.SlugField(required=False, widget=forms.HiddenInput)

    @property
    def draft(self) -> CriteriaDraft:
        given = self.cleaned_data
        code = given["code"] or slugify(fold(given["name"]))[:40] or "bo-tieu-chi"
        about = {"subject": Subject(given["subject"]), "name": given["name"], "source": given["source"], "starts_on": given["starts_on"]}
        return CriteriaDraft(code=code, items=given["items"], **about)


class TrainingForm(Form):
    """A certificate of an official."""

    username = forms.CharField(label=lazy("Tài khoản công vụ"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    course = forms.CharField(label=lazy("Khoá tập huấn"), max_length=200)
    certificate = forms.CharField(label=lazy("Số giấy chứng nhận"), max_length=60)
    issuer = forms.CharField(label=lazy("Nơi cấp"), max_length=200)
    issued_on = DateField(label=lazy("Ngày cấp"), past=True)
    valid_until = DateField(label=lazy("Có hiệu lực đến hết ngày"), help_text=lazy("Để trống nếu giấy không ghi."), required=False)

    def draft(self, user_id: int) -> TrainingDraft:
        given = {name: value for name, value in self.cleaned_data.items() if name != "username"}
        return TrainingDraft(user_id=user_id, **given)


class CheckForm(Form):
    """A check of effectiveness that was done."""

    place = forms.ChoiceField(label=lazy("Địa bàn"))
    done_on = DateField(label=lazy("Ngày đánh giá"), past=True)
    result = words(lazy("Kết quả"), most=1000)
    paper = forms.CharField(label=lazy("Văn bản ghi kết quả"), max_length=200)

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", lazy("Chọn địa bàn")), *((str(key), name) for key, name in places)]


class RoundForm(Form):
    """One round at a sentinel site."""

    place = forms.ChoiceField(label=lazy("Xã, phường"))
    site = forms.CharField(label=lazy("Điểm giám sát"), max_length=200, help_text=lazy("Ghi đúng tên đợt trước để so sánh được."))
    done_on = DateField(label=lazy("Ngày đo"), past=True)
    sample = forms.IntegerField(label=lazy("Cỡ mẫu (người)"), min_value=LEAST_SAMPLE, help_text=lazy("Chỉ ghi số chung của mẫu, từ 8 người."))
    paper = forms.CharField(label=lazy("Văn bản ghi kết quả"), max_length=200)

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", lazy("Chọn địa bàn")), *((str(key), name) for key, name in places)]
        for measure in Measure:
            self.fields[measure.value] = forms.IntegerField(label=measure.label, min_value=0, required=False)
        self.order_fields(["place", "site", "done_on", "sample", *Measure.values, "paper"])
        self.name_what_is_asked()
