"""What is typed where units, bodies and holders are changed by a decided document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.base.places import queries as places
from donghanh.base.places.actions import Document, NewUnit
from donghanh.kernel.errors import BadInput
from donghanh.web.shell.forms import DateField, Form

MOST_LINES = 40


KINDS = ("xã", "phường", "đặc khu")


class DocumentForm(Form):
    """The deciding document and its day; every proposal begins with it."""

    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), help_text=_("Ví dụ: 1662/NQ-UBTVQH15"), max_length=60)
    document_date = DateField(label=_("Ngày văn bản"))
    document_issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    on = DateField(label=_("Có hiệu lực từ ngày"))

    def document(self) -> Document:
        """The document as typed."""
        typed = self.cleaned_data
        return Document(typed["document_number"], typed["document_date"], typed["document_issuer"], typed["on"])


class UnitsForm(DocumentForm):
    """Communes that go, and what follows them."""

    former = forms.CharField(label=_("Xã, phường thôi hoạt động"), help_text=_("Mỗi dòng một nơi"), widget=forms.Textarea(attrs={"rows": 3}))
    successors = forms.CharField(
        label=_("Xã, phường kế tục đang có"),
        help_text=_("Mỗi dòng một nơi; dòng đầu nhận sổ, lưu trữ và hồ sơ chưa phân"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    new_kind = forms.ChoiceField(label=_("Đơn vị mới là"), choices=[("", ""), *((kind, kind) for kind in KINDS)], required=False)
    new_name = forms.CharField(label=_("Tên đơn vị mới"), required=False, max_length=120)
    new_code = forms.CharField(label=_("Mã đơn vị mới"), help_text=_("5 chữ số, theo danh mục"), required=False, max_length=5)

    def units(self, field: str, *, on: Any, under: int | None) -> list[int]:
        """Ids of the communes named in this box. Raises BadInput that names the box."""
        lines = [line.strip() for line in self.cleaned_data[field].splitlines() if line.strip()][:MOST_LINES]
        try:
            return [places.unit_named(line, on=on, under=under).id for line in lines]
        except BadInput as refusal:
            raise BadInput(refusal.message, mend=refusal.mend, field=field) from refusal

    def new_units(self) -> list[NewUnit]:
        """The unit to be made, where one is named."""
        typed = self.cleaned_data
        return [NewUnit(typed["new_code"], typed["new_kind"], typed["new_name"])] if typed["new_name"] or typed["new_code"] else []


class BodyForm(DocumentForm):
    """A body and what follows it: chosen at one commune or the province."""

    former = forms.TypedChoiceField(label=_("Cơ quan thôi hoạt động"), coerce=int)
    successor = forms.TypedChoiceField(label=_("Cơ quan kế tục đang có"), coerce=int, required=False, empty_value=None)
    new_name = forms.CharField(label=_("Hoặc tên cơ quan mới"), required=False, max_length=200)

    def __init__(self, *args: Any, bodies: list[places.BodyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(body.id, body.name) for body in bodies]
        self.fields["former"].choices = choices
        self.fields["successor"].choices = [("", _("Không có, lập cơ quan mới")), *choices]


class HolderForm(DocumentForm):
    """A function of the law, and which office holds it here from the day."""

    function = forms.ChoiceField(label=_("Thẩm quyền"))
    holder = forms.ChoiceField(label=_("Người giữ thẩm quyền mới"))

    def __init__(self, *args: Any, functions: list[tuple[str, str]], holders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices, self.fields["holder"].choices = functions, holders


class ReasonForm(Form):
    """Why a change is taken back."""

    reason = forms.CharField(label=_("Lý do rút lại"), max_length=300)
