"""Forms of the report desk: the parts of a report, a return, recipients, days of sending, arrangements, calls, conferences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.reports.filing.drafting import ConclusionDraft
from donghanh.reports.filing.rules import LONGEST, LONGEST_REASON, Arranged
from donghanh.reports.filing.terms import WHOLE, ConferenceKind
from donghanh.web.shell.forms import DateField, Form

NO_PERSON = lazy("Không ghi tên, số giấy tờ hay hoàn cảnh của người dân.")
CONCLUSIONS = 5
"""So many rows of conclusions a conference's form offers; a longer one is kept in two."""


class PartsForm(Form):
    """Textareas for the parts of a report; a part's code is no name of a field, so each is numbered in the order of the report."""

    def __init__(self, data: Any = None, *, parts: Mapping[str, str], rows: int, most: int, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.names = {part: f"loi-{n}" for n, part in enumerate(parts)}
        for part, title in parts.items():
            area = forms.Textarea(attrs={"rows": rows})
            text = forms.CharField(label=title, max_length=most, required=False, widget=area, initial=words.get(part, ""), strip=True)
            self.fields[self.names[part]] = text

    def of(self, part: str) -> Any:
        """The bound field of this part."""
        return self[self.names[part]]

    def refuse(self, refusal: Any) -> None:
        """A refusal from below names a part; it is shown at that part's field."""
        self.add_error(self.names.get(refusal.field), str(refusal))

    @property
    def words(self) -> dict[str, str]:
        """Part → text as typed."""
        return {part: self.cleaned_data[name] for part, name in self.names.items() if name in self.cleaned_data}


class WordsForm(PartsForm):
    """The parts of a report, and why it is sent again."""

    mark_optional = False

    def __init__(self, data: Any = None, *, parts: Mapping[str, str], words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(data, parts=parts, rows=5, most=LONGEST, words=words, **kwargs)
        self.fields["reason"] = forms.CharField(label=_("Lý do gửi lại"), max_length=300, required=False)


class ReturnForm(PartsForm):
    """A reason for each part that is to be mended, and one for the whole; all go back at once."""

    mark_optional = False

    def __init__(self, data: Any = None, *, parts: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        titles = {WHOLE: _("Lý do chung")} | {part: title for part, title, _text in parts}
        super().__init__(data, parts=titles, rows=2, most=LONGEST_REASON, words={}, auto_id="tra-%s", **kwargs)

    @property
    def reasons(self) -> dict[str, str]:
        return self.words


class RecipientsForm(Form):
    lines = forms.CharField(
        label=lazy("Nơi nhận"),
        help_text=lazy("Mỗi dòng một nơi, nơi nhận chính đứng đầu. Dòng “Lưu: VT” tự thêm vào."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=4000,
    )


class DispatchForm(Form):
    """To whom it went, on which day, with which letter."""

    recipient = forms.ChoiceField(label=lazy("Nơi nhận"))
    sent_on = DateField(label=lazy("Ngày gửi"), past=True)
    number = forms.CharField(label=lazy("Số văn bản"), max_length=60, required=False)

    def __init__(self, *args: Any, recipients: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [(line, line) for line in recipients]


class ArrangeForm(Form):
    """What the province decides about a report that the plan asks for."""

    due_before = forms.CharField(
        label=lazy("Gửi trước ngày"), help_text=lazy("Ngày và tháng, ví dụ 31/5; chính ngày đó là muộn."), max_length=5, required=False
    )
    due_days = forms.IntegerField(label=lazy("Hoặc số ngày sau khi hết kỳ"), required=False, min_value=0, max_value=366)
    until_year = forms.IntegerField(label=lazy("Còn gửi đến hết năm"), help_text=lazy("Khi kế hoạch đã hết năm mà tỉnh vẫn yêu cầu."), required=False)
    by_communes = forms.BooleanField(label=lazy("Xã, phường gửi báo cáo này"), help_text=lazy("Thay cho cấp huyện không còn nữa."), required=False)
    reason = forms.CharField(label=lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    document = forms.CharField(label=lazy("Số văn bản"), max_length=120, required=False)

    @property
    def arranged(self) -> Arranged:
        return Arranged(**{name: self.cleaned_data[name] for name in ("by_communes", "due_before", "due_days", "until_year", "reason", "document")})


class CallForm(Form):
    """A report that every commune shall send beside the plan's rhythm."""

    plan = forms.ChoiceField(label=lazy("Kế hoạch"))
    period = forms.ChoiceField(label=lazy("Số liệu của kỳ"))
    title = forms.CharField(label=lazy("Tên báo cáo"), max_length=200)
    due_on = DateField(label=lazy("Gửi trước hết ngày"))

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], periods: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices, self.fields["period"].choices = list(plans), list(periods)


class ConferenceForm(Form):
    """A review with its conclusions: what, which unit, by when."""

    mark_optional = False
    kind = forms.ChoiceField(label=lazy("Loại"), choices=ConferenceKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=lazy("Tên hội nghị"), max_length=300)
    held_on = DateField(label=lazy("Ngày họp"), past=True)
    plan = forms.ChoiceField(label=lazy("Kế hoạch"))
    period = forms.ChoiceField(label=lazy("Kỳ được xem xét"))
    version = forms.ChoiceField(label=lazy("Báo cáo trình hội nghị"), required=False)
    summary = forms.CharField(
        label=lazy("Tóm tắt"), help_text=NO_PERSON, max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, choices: Mapping[str, Iterable[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices, self.fields["period"].choices = list(choices["plans"]), list(choices["periods"])
        self.fields["version"].choices = [("", _("Không kèm báo cáo")), *choices["versions"]]
        for n in range(1, CONCLUSIONS + 1):
            self.fields[f"text-{n}"] = forms.CharField(label=_("Việc phải làm"), max_length=300, required=False)
            self.fields[f"unit-{n}"] = forms.ChoiceField(label=_("Đơn vị làm"), required=False, choices=[("", _("Chọn đơn vị")), *choices["units"]])
            self.fields[f"due-{n}"] = DateField(label=_("Hạn"), required=False)

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The bound fields of each conclusion."""
        return [(self[f"text-{n}"], self[f"unit-{n}"], self[f"due-{n}"]) for n in range(1, CONCLUSIONS + 1)]

    def clean(self) -> dict[str, Any]:
        """A conclusion has all three, or none."""
        given = self.cleaned_data
        for n in range(1, CONCLUSIONS + 1):
            if given.get(f"text-{n}"):
                for name, word in ((f"unit-{n}", _("Chọn đơn vị làm kết luận này")), (f"due-{n}", _("Nhập hạn của kết luận này"))):
                    if not given.get(name) and name not in self.errors:
                        self.add_error(name, word)
            elif given.get(f"unit-{n}") or given.get(f"due-{n}"):
                self.add_error(f"text-{n}", _("Nhập kết luận, hoặc bỏ trống cả đơn vị và hạn"))
        return given

    @property
    def conclusions(self) -> tuple[ConclusionDraft, ...]:
        given = self.cleaned_data
        filled = [n for n in range(1, CONCLUSIONS + 1) if given.get(f"text-{n}")]
        return tuple(ConclusionDraft(given[f"text-{n}"], int(given[f"unit-{n}"]), given[f"due-{n}"]) for n in filled)

    @property
    def version_id(self) -> UUID | None:
        chosen = self.cleaned_data.get("version")
        return UUID(chosen) if chosen else None
