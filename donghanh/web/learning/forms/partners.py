"""Forms of partners and agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.partners.drafting import AgreementDraft, PartnerDraft, ReceiptDraft
from donghanh.programme.partners.terms import ActivityKind, ChangeKind, PartnerKind, PromiseKind
from donghanh.web.learning.forms._fields import NOTHING, PaperForm, Whole, parted, words
from donghanh.web.money.forms._fields import Dong
from donghanh.web.shell.forms import DateField, Form

SOURCE = _("Văn bản, bảng kê nào cho biết con số này.")


class PartnerForm(Form):
    kind = forms.ChoiceField(label=_("Là"), choices=PartnerKind.choices)
    name = words(_("Tên đối tác"), most=200)
    field = words(_("Lĩnh vực"), required=False, most=300)
    country = words(_("Nước"), required=False, most=80, hint=_("Chỉ với tổ chức quốc tế, nước ngoài."))
    contact = words(_("Đầu mối liên hệ"), required=False, most=200, hint=_("Họ tên, chức vụ, điện thoại cơ quan."))

    @property
    def draft(self) -> PartnerDraft:
        """After cleaning."""
        return PartnerDraft(**self.cleaned_data)


class AgreementForm(PaperForm):
    title = words(_("Nội dung thoả thuận"), most=300)
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu không thời hạn."))
    value = Dong(label=_("Giá trị (đồng)"), required=False, help_text=_("Để trống nếu văn bản không ghi giá trị."))
    responsible = words(_("Người phụ trách"), most=160, hint=_("Họ tên và chức vụ cán bộ của cơ quan bạn."))
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [*NOTHING, *clauses]

    def draft(self, partner_id: UUID) -> AgreementDraft:
        """After cleaning."""
        given = self.rest
        plan, code = parted(given.pop("clause"))
        return AgreementDraft(partner_id=partner_id, paper=self.paper, plan_id=plan, clause=code, **given)


class PromiseForm(Form):
    kind = forms.ChoiceField(label=_("Cam kết"), choices=PromiseKind.choices, widget=forms.RadioSelect)
    what = words(_("Nội dung"), most=300, hint=_("Ví dụ: may công nghiệp, ca ngày, không yêu cầu tay nghề."))
    quantity = Dong(label=_("Số chỗ, hoặc số đồng"), required=False, help_text=_("Để trống với hỗ trợ khác."))


class ReceiptForm(Form):
    received_on = DateField(label=_("Ngày nhận"), past=True)
    quantity = Dong(label=_("Số chỗ đã nhận, hoặc số đồng"), required=False)
    what = words(_("Đã nhận gì"), most=300, hint=_("Không ghi tên người được nhận."))
    source = words(_("Nguồn số liệu"), most=200, hint=SOURCE)
    contribution = forms.ChoiceField(label=_("Khoản đóng góp trong sổ kinh phí"), required=False)

    def __init__(self, *args: Any, contributions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contribution"].choices = [*NOTHING, *contributions]

    @property
    def draft(self) -> ReceiptDraft:
        """After cleaning."""
        given = dict(self.cleaned_data)
        gift = given.pop("contribution")
        return ReceiptDraft(**given, contribution_id=UUID(gift) if gift else None)


class RetentionForm(Form):
    counted_on = DateField(label=_("Đếm ngày"), past=True)
    kept = Whole(label=_("Còn giữ bao nhiêu chỗ"))


class ActivityForm(Form):
    kind = forms.ChoiceField(label=_("Ghi"), choices=ActivityKind.choices, widget=forms.RadioSelect)
    on = DateField(label=_("Ngày"), past=True)
    text = words(_("Nội dung"), long=True, most=1000)
    source = words(_("Nguồn"), most=200, hint=SOURCE)


class ChangeForm(PaperForm):
    kind = forms.ChoiceField(label=_("Việc"), choices=ChangeKind.choices, widget=forms.RadioSelect)
    day = DateField(label=_("Đến hết ngày mới, hoặc ngày chấm dứt"))
    reason = words(_("Lý do"), long=True, most=500)
