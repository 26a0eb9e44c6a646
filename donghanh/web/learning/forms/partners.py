"""Forms of partners and agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.partners.drafting import AgreementDraft, ApplicationDraft, PartnerDraft, ReceiptDraft
from donghanh.programme.partners.terms import ActivityKind, ChangeKind, FacilityKind, InvestorStep, PartnerKind, PromiseKind
from donghanh.programme.registers.rules import Paper
from donghanh.web.learning.forms._fields import NOTHING, PAPERS, PaperForm, Whole, parted, words
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


class ApplicationForm(Form):
    """A facility that a partner wants to open."""

    kind = forms.ChoiceField(label=_("Xin mở"), choices=FacilityKind.choices, widget=forms.RadioSelect)
    name = words(_("Tên cơ sở"), most=200)
    place = forms.ChoiceField(label=_("Đặt tại"))
    documents = words(_("Giấy tờ đã nộp"), long=True, most=1000, hint=_("Mỗi loại một dòng, ví dụ: đơn đề nghị; giấy đăng ký hoạt động; sơ đồ."))
    applied_on = DateField(label=_("Ngày nộp"), past=True)

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Chọn xã, phường")), *places]

    def draft(self, partner_id: UUID) -> ApplicationDraft:
        """After cleaning."""
        given = dict(self.cleaned_data)
        return ApplicationDraft(partner_id=partner_id, place_id=int(given.pop("place")), **given)


class ApplicationStepForm(PaperForm):
    """The next step; a check and a withdrawal may stand without a paper."""

    step = forms.ChoiceField(label=_("Bước"), widget=forms.RadioSelect)
    on = DateField(label=_("Ngày"), past=True)
    note = words(_("Kết quả, lý do"), long=True, required=False, most=500)

    def __init__(self, *args: Any, steps: Iterable[InvestorStep], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(one.value, one.label) for one in steps]
        for name in PAPERS:
            self.fields[name].required = False

    @property
    def paper_given(self) -> Paper | None:
        """After cleaning; None where no box of the paper was filled. A half-filled one is refused below."""
        day = self.cleaned_data["paper_date"]
        return self.paper if day else None
