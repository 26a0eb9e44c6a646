"""What is typed where plans come in, stand side by side or are asked for by a day."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.web.shell.forms import DateField, Form


class BringForm(Form):
    """One file. What is wrong inside it, the room says."""

    file = forms.FileField(label=_("Tệp kế hoạch"), help_text=_("Mẫu Excel đã điền (.xlsx, .xls) hoặc tệp .yaml, dưới 5 MB."), allow_empty_file=True)


class ConfirmForm(Form):
    """The paper that makes the file the plan. is_new: a plan that was not there, which needs no reason."""

    instrument = forms.CharField(label=_("Số văn bản"), max_length=120, help_text=_("Số của kế hoạch, hoặc của văn bản sửa đổi kế hoạch"))
    signed_on = DateField(label=_("Ngày ký"), past=True)
    in_force_from = DateField(label=_("Có hiệu lực từ"), past=True)
    reason = forms.CharField(label=_("Lý do sửa đổi"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    stands = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, is_new: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["reason"]


class CompareForm(Form):
    """Two versions to lay side by side."""

    mark_optional = False
    a = forms.ChoiceField(label=_("Bản trước"))
    b = forms.ChoiceField(label=_("Bản sau"))

    def __init__(self, *args, versions: Iterable[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for one in ("a", "b"):
            self.fields[one].choices = list(versions)


class DayForm(Form):
    """What was in force on a day."""

    mark_optional = False
    ngay = DateField(label=_("Có hiệu lực ngày"), required=False)


class PaperForm(Form):
    """One paper to be read."""

    file = forms.FileField(label=_("Văn bản kế hoạch"), help_text=_("Tệp .docx, .pdf có chữ, .txt hoặc .md, dưới 5 MB."), allow_empty_file=True)


class HeadForm(Form):
    """What the officer says of the plan whose paper was read."""

    id = forms.CharField(label=_("Mã kế hoạch"), max_length=20, help_text=_("Chữ in hoa không dấu và số, ví dụ DN26"))
    number = forms.CharField(label=_("Số kế hoạch"), max_length=60, required=False)
    issued_on = DateField(label=_("Ngày ban hành"), past=True)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}))
    from_year = forms.IntegerField(label=_("Năm đầu"), min_value=1990, max_value=2100)
    to_year = forms.IntegerField(label=_("Năm cuối"), min_value=1990, max_value=2100)
    whose = forms.ChoiceField(label=_("Việc không nêu của ai thì giao"), help_text=_("Đổi lại từng khoản trong mẫu Excel sau"))

    def __init__(self, *args, functions: Iterable[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = list(functions)
