"""Forms of rewards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.rewards.drafting import CouncilDraft, CriteriaDraft, ProposalDraft
from donghanh.programme.rewards.queries import CouncilRow, CriteriaRow
from donghanh.programme.rewards.terms import Choice, Occasion, PublicFunction, Subject
from donghanh.web.learning.forms._fields import NOTHING, FileMixin, PaperForm, Whole, parted, words
from donghanh.web.shell.forms import DateField, Form


class CriteriaForm(PaperForm):
    code = words(_("Ký hiệu"), most=20, hint=_("Ngắn, không đổi qua các lần sửa, ví dụ KT-SAU-CAI."))
    title = words(_("Tên bộ tiêu chí"), most=200)
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"))
    criteria = words(_("Các tiêu chí"), long=True, most=4000, hint=_("Mỗi dòng một tiêu chí, như văn bản in."))
    valid_from = DateField(label=_("Có hiệu lực từ ngày"))

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", _("Chọn khoản")), *clauses]

    @property
    def draft(self) -> CriteriaDraft:
        """After cleaning."""
        given = self.rest
        plan, code = parted(given["clause"])
        return CriteriaDraft(given["code"], given["title"], plan, code, given["valid_from"], tuple(given["criteria"].splitlines()), self.paper)


class CouncilForm(PaperForm):
    name = words(_("Tên hội đồng"), most=200)
    seats = forms.MultipleChoiceField(label=_("Các cơ quan có ghế"), widget=forms.CheckboxSelectMultiple)
    quorum_percent = Whole(label=_("Phải có bao nhiêu phần trăm thành viên bỏ phiếu"), help_text=_("Như quy chế của hội đồng in."))
    majority_percent = Whole(label=_("Từ bao nhiêu phần trăm đồng ý thì thông qua"), help_text=_("Tính trên số thành viên được bỏ phiếu."))

    def __init__(self, *args: Any, offices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = list(offices)

    @property
    def draft(self) -> CouncilDraft:
        """After cleaning."""
        given = self.rest
        seats = tuple(int(one) for one in given["seats"])
        return CouncilDraft(given["name"], self.paper, given["quorum_percent"], given["majority_percent"], seats)


class ProposalForm(FileMixin):
    """One box for each criterion of the set stands before the file."""

    subject = forms.ChoiceField(label=_("Khen ai"), choices=Subject.choices, widget=forms.RadioSelect)
    body = forms.TypedChoiceField(label=_("Đơn vị được khen, hoặc nơi người đó làm công tác"), coerce=int)
    person = words(_("Họ và tên"), required=False, most=120, hint=_("Chỉ khi khen cá nhân."))
    function = forms.ChoiceField(
        label=_("Người đó làm công tác gì"), required=False, choices=[*NOTHING, *PublicFunction.choices],
        help_text=_("Chỉ khi khen cá nhân. Không khen một người vì việc cai nghiện của chính họ."),
    )  # fmt: skip
    occasion = forms.ChoiceField(label=_("Khen"), choices=Occasion.choices, widget=forms.RadioSelect)
    from_on = DateField(label=_("Thành tích từ ngày"), past=True)
    to_on = DateField(label=_("Đến ngày"), past=True)
    merit = words(_("Thành tích"), long=True, hint=_("Đã làm gì, kết quả gì. Không ghi tên người đang cai nghiện hay sau cai."))
    asked = words(_("Hình thức khen đề nghị"), most=200, hint=_("Ví dụ Bằng khen của Chủ tịch UBND tỉnh."))

    def __init__(self, *args: Any, criteria: CriteriaRow, bodies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.fields["body"].choices = [("", _("Chọn đơn vị")), *bodies]
        for item in criteria.items:
            self.fields[f"proof-{item.id}"] = words(item.text, long=True, most=1000, hint=_("Minh chứng cho tiêu chí này."))
        self.order_fields([*(name for name in self.fields if name != "file"), "file"])
        self.name_what_is_asked()

    @property
    def draft(self) -> ProposalDraft:
        """After cleaning."""
        given = self.cleaned_data
        is_unit = given["subject"] == Subject.UNIT
        proofs: dict[UUID, str] = {item.id: given[f"proof-{item.id}"] for item in self.criteria.items}
        return ProposalDraft(
            criteria_id=self.criteria.id, subject=given["subject"], body_id=given["body"], occasion=given["occasion"],
            from_on=given["from_on"], to_on=given["to_on"], merit=given["merit"], asked=given["asked"], proofs=proofs,
            person="" if is_unit else given["person"], function="" if is_unit else given["function"], file=self.taken,
        )  # fmt: skip


class CouncilChoice(Form):
    council = forms.TypedChoiceField(label=_("Hội đồng"), coerce=UUID)

    def __init__(self, *args: Any, councils: Iterable[CouncilRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].choices = [("", _("Chọn hội đồng")), *((str(one.id), f"{one.name} ({one.paper})") for one in councils)]


class VoteForm(Form):
    choice = forms.ChoiceField(label=_("Phiếu của cơ quan bạn"), choices=Choice.choices, widget=forms.RadioSelect)
    reason = words(_("Lý do"), required=False, long=True, most=500, hint=_("Phải ghi khi không đồng ý."))


class DecisionForm(PaperForm):
    granted = words(_("Hình thức khen"), most=200)
