"""What is typed on the pages of travelling files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.dossiers.rules import AGAINST, FORMS, LONGEST_CONTENT
from donghanh.cases.terms import CourtOutcome
from donghanh.kernel.workdays import ZONE
from donghanh.web.shell.forms import DateField, Form


class PlaceForm(Form):
    """A paper that is put into the file."""

    paper = forms.ChoiceField(label=lazy("Giấy tờ"), widget=forms.Select)
    reference = forms.CharField(
        label=lazy("Số, ký hiệu, ngày của giấy"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    pages = forms.IntegerField(label=lazy("Số trang (bút lục)"), min_value=1, max_value=2000, widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = papers


class SendForm(Form):
    """The sending is agreed to; with papers missing only when that was said."""

    mark_optional = False  # the reason is needed once the box is ticked

    although_missing = forms.BooleanField(
        label=lazy("Vẫn gửi dù còn thiếu"), required=False, help_text=lazy("Nơi nhận thấy rõ giấy nào thiếu và có thể trả hồ sơ.")
    )
    why_missing = forms.CharField(
        label=lazy("Lý do gửi khi còn thiếu"),
        max_length=300,
        required=False,
        help_text=lazy("Bắt buộc khi đánh dấu ô trên. Nơi nhận đọc được lý do này."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, missing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not missing:
            del self.fields["although_missing"], self.fields["why_missing"]

    def why(self) -> str:
        """The reason, where the box was ticked."""
        return self.cleaned_data.get("why_missing", "") if self.cleaned_data.get("although_missing") else ""

    def clean(self) -> dict[str, Any]:
        """A tick without a reason is asked again."""
        given = super().clean() or {}
        if given.get("although_missing") and not given.get("why_missing", "").strip():
            self.add_error("why_missing", _("Ghi lý do để nơi nhận biết vì sao hồ sơ chưa đủ."))
        return given


class TakeOutForm(Form):
    """A paper that was put in by mistake."""

    reason = forms.CharField(label=lazy("Lý do rút"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class OnwardForm(SendForm):
    """The number of each paper that goes along; an empty box says that it is missing."""

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {"max_length": 60, "required": False, "help_text": _("Số, ký hiệu, ngày của giấy.")}
        self.fields = {**{f"paper_{key}": forms.CharField(label=title, **told) for key, title in papers}, **self.fields}

    def references(self) -> dict[str, str]:
        """Paper → number, of the boxes that were filled."""
        return {name.removeprefix("paper_"): text.strip() for name, text in self.cleaned_data.items() if name.startswith("paper_") and text.strip()}


class TransferForm(OnwardForm):
    """The facility that receives the person and the file: one that the directory knows, or by its name; then the numbers of the papers."""

    def __init__(self, *args: Any, facilities: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, missing=True, **kwargs)
        choices = [("", _("Chưa có trong danh sách")), *facilities]
        facility = forms.TypedChoiceField(label=_("Cơ sở nhận"), choices=choices, coerce=int, empty_value=None, required=False)
        other = forms.CharField(
            label=_("Tên cơ sở chưa có trong danh sách"),
            max_length=200,
            required=False,
            help_text=_("Nơi chưa dùng hệ thống: xã ghi việc ký nhận theo giấy."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.fields = {"facility": facility, "other": other, **self.fields}

    def clean(self) -> dict[str, Any]:
        """One of both is named."""
        given = super().clean()
        if given.get("facility") is None and not given.get("other", "").strip() and "facility" not in self.errors:
            self.add_error("facility", _("Chọn cơ sở nhận, hoặc ghi tên ở ô dưới."))
        return given


class OnPaperForm(Form):
    """The number of the paper by which a body without a desk here answered; a desk need not say it."""

    on_paper = forms.CharField(
        label=lazy("Số giấy biên nhận hoặc văn bản trả lời"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=lazy("Ghi theo giấy của nơi nhận khi nơi đó chưa dùng hệ thống."),
    )


class ReturnForm(Form):
    """One box a paper: what is missing or wrong; an empty box says that the paper is in order."""

    def __init__(self, *args: Any, lines: Sequence[Mapping[str, Any]], asks_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            hint = _("Giấy này còn thiếu. Ghi rõ cần gì.") if line["standing"] == "missing" else ""
            box = forms.CharField(label=line["title"], max_length=300, required=False, help_text=hint, widget=forms.TextInput())
            self.fields[f"fault_{line['id']}"] = box
        if asks_paper:
            self.fields["on_paper"] = OnPaperForm.base_fields["on_paper"]

    def faults(self) -> dict[str, str]:
        """Paper → what is wrong, of the boxes that were filled."""
        told = {name.removeprefix("fault_"): value.strip() for name, value in self.cleaned_data.items() if name.startswith("fault_")}
        return {paper: note for paper, note in told.items() if note}


class StepForm(Form):
    """A step in the body's own hand: when, and what its paper says."""

    on = DateField(label=lazy("Ngày xảy ra"), past=True)
    hour = forms.TimeField(
        label=lazy("Giờ xảy ra"),
        input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%H"],
        error_messages={"invalid": lazy("Giờ chưa đọc được. Nhập như 14:05 hoặc 14h05")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    number = forms.CharField(label=lazy("Số văn bản"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    signer = forms.CharField(label=lazy("Người ký"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    months = forms.IntegerField(
        label=lazy("Thời hạn, số tháng"), min_value=1, max_value=60, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    absent = forms.BooleanField(label=lazy("Người bị đề nghị vắng mặt"), required=False)
    contest_days = forms.IntegerField(
        label=lazy("Được khiếu nại, kháng nghị trong bao nhiêu ngày"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=lazy("Văn bản đã đọc chưa nêu; ghi như quyết định. Hết số ngày này quyết định mới có hiệu lực."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    contest_reason = forms.CharField(
        label=lazy("Căn cứ của số ngày đó"), max_length=500, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    question = forms.CharField(
        label=lazy("Điều cần làm rõ"),
        max_length=2000,
        help_text=lazy("Xã đọc được và trả lời theo từng điều."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    outcome = forms.ChoiceField(label=lazy("Toà án quyết định"), choices=CourtOutcome.choices, widget=forms.RadioSelect)
    why = forms.CharField(label=lazy("Lý do"), max_length=2000, help_text=lazy("Như trong quyết định."), widget=forms.Textarea(attrs={"rows": 4}))
    merit = forms.BooleanField(label=lazy("Do lập công"), required=False)
    facility = forms.CharField(label=lazy("Cơ sở mới"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    decision = forms.TypedChoiceField(label=lazy("Ra theo quyết định nào"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, fields: Sequence[str], needed: Sequence[str] = (), signed: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = signed
        for name in [one for one in self.fields if one not in ("on", "hour", *fields)]:
            del self.fields[name]
        for name in needed:
            self.fields[name].required = True

    @property
    def moment(self) -> datetime:
        """The day and hour as a moment in Viet Nam."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"], ZONE)

    def said(self) -> dict[str, Any]:
        """What the step says, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("on", "hour", "decision") and value}


class ProtestForm(StepForm):
    """A paper of the procuracy: which, against what, number, day and hour, and its words. has_ruling: there is a decision to contest."""

    form = forms.ChoiceField(label=lazy("Loại văn bản"), choices=[(key, lazy(word)) for key, word in FORMS.items()], widget=forms.RadioSelect)
    against = forms.ChoiceField(label=lazy("Về việc gì"), choices=[(key, lazy(word)) for key, word in AGAINST.items()], widget=forms.RadioSelect)
    content = forms.CharField(
        label=lazy("Nội dung"),
        max_length=LONGEST_CONTENT,
        help_text=lazy("Toà án và xã đọc được. Chỉ ghi điều cần cho vụ việc."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ("form", "against", "number", "on", "hour", "content")

    def __init__(self, *args: Any, has_ruling: bool, **kwargs: Any) -> None:
        super().__init__(*args, fields=("form", "against", "number", "content"), needed=("number",), **kwargs)
        self.fields["on"].label, self.fields["hour"].label = _("Ngày ký văn bản"), _("Giờ ký")
        self.fields["hour"].error_messages["required"] = _("Nhập giờ ký")
        if not has_ruling:
            self.fields["form"].choices = [("recommend", FORMS["recommend"])]
            self.fields["against"].choices = [("handling", AGAINST["handling"])]


class VoidForm(Form):
    """Why a step that was written here is wrong."""

    reason = forms.CharField(
        label=lazy("Chỗ sai và căn cứ cho biết là sai"), max_length=300, help_text=lazy("Ít nhất 20 ký tự."), widget=forms.Textarea(attrs={"rows": 3})
    )


class CourtForm(Form):
    """Which court, or which procuracy, serves a commune where no source says it."""

    kind = forms.ChoiceField(
        label=lazy("Cơ quan"),
        choices=[("regional_court", lazy("Toà án nhân dân khu vực")), ("regional_procuracy", lazy("Viện kiểm sát nhân dân khu vực"))],
    )
    name = forms.CharField(label=lazy("Tên cơ quan"), max_length=200, help_text=lazy("Tên đầy đủ, ví dụ: Toà án nhân dân khu vực 4 - Đồng Nai."))
    since = DateField(label=lazy("Phụ trách xã này từ ngày"))
    reason = forms.CharField(
        label=lazy("Căn cứ, lý do"), max_length=200, help_text=lazy("Văn bản hoặc thông báo nói nơi này phụ trách xã; được hiện cùng tên cơ quan.")
    )
