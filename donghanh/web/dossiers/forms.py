"""What is typed on the pages of travelling files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.web.shell.forms import Form


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

    although_missing = forms.BooleanField(
        label=lazy("Vẫn gửi dù còn thiếu"), required=False, help_text=lazy("Nơi nhận thấy rõ giấy nào thiếu và có thể trả hồ sơ.")
    )


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
