"""Fields that the forms of this group are made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.keeping.rules import LONGEST_FILE, FileDraft
from donghanh.programme.registers.rules import Paper
from donghanh.web.shell.forms import DateField, Form

NOTHING = [("", _("Không"))]
PAPERS = ("paper_number", "paper_date", "paper_issuer")


def words(label: Any, *, required: bool = True, long: bool = False, most: int = 2000, hint: Any = "") -> forms.CharField:
    """A line, or a box of a few lines."""
    box = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint, widget=box)


class Whole(forms.IntegerField):
    """A whole number, typed."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": _("Nhập một số nguyên, ví dụ 50")}
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), error_messages=wrong, **kwargs)


class PaperForm(Form):
    """The paper on which a step rests; its boxes stand last."""

    paper_number = words(_("Số văn bản"), most=60, hint=_("Ví dụ 12/QĐ-UBND"))
    paper_date = DateField(label=_("Ngày văn bản"), past=True)
    paper_issuer = words(_("Cơ quan ban hành"), most=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in PAPERS), *PAPERS])

    @property
    def paper(self) -> Paper:
        """After cleaning."""
        return Paper(*(self.cleaned_data[name] for name in PAPERS))

    @property
    def rest(self) -> dict[str, Any]:
        """After cleaning: everything but the paper."""
        return {name: value for name, value in self.cleaned_data.items() if name not in PAPERS}


class ReasonForm(Form):
    reason = words(_("Lý do"), long=True, most=1000)


class FileMixin(Form):
    """A form with one file that may go along."""

    file = forms.FileField(
        label=_("Tệp kèm theo"), required=False, allow_empty_file=True,
        help_text=_("PDF, Word, Excel hoặc ảnh, tối đa 10 MB. Che tên người dân trước khi gửi."),
    )  # fmt: skip

    @property
    def taken(self) -> FileDraft | None:
        """The file as it came; a longer one than is taken is read no further than needed to refuse it."""
        file = self.cleaned_data.get("file")
        return FileDraft(file.name, file.read(LONGEST_FILE + 1)) if file else None


def parted(clause: str) -> tuple[str, str]:
    """Plan and code of a clause chosen in a list; both empty where none was."""
    plan, _slash, code = clause.partition("/")
    return plan, code
