"""Forms of studies and dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from donghanh.cases.terms import Procedure
from donghanh.programme.money.rules import VOLUNTARY
from donghanh.programme.money.terms import Confidence, Per, Purpose
from donghanh.programme.research.drafting import ApprovalDraft, DossierDraft, OutcomeDraft, StudyDraft, VersionDraft
from donghanh.programme.research.terms import ApprovalKind, DossierKind, DossierState, Drug, Position, StudyKind, StudyState, Topic, Verdict
from donghanh.web.learning.forms._fields import NOTHING, PAPERS, FileMixin, PaperForm, Whole, parted, words
from donghanh.web.money.forms._fields import Dong
from donghanh.web.shell.forms import DateField, Form


class StudyForm(FileMixin):
    kind = forms.ChoiceField(label=_("Là"), choices=StudyKind.choices, widget=forms.RadioSelect)
    title = words(_("Tên"), most=300)
    drug = forms.ChoiceField(label=_("Loại ma túy"), choices=Drug.choices)
    responsible = words(_("Người chủ trì"), most=160, hint=_("Họ tên, chức vụ, nơi công tác."))
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Dự kiến đến ngày"), required=False)
    sites = forms.MultipleChoiceField(label=_("Nơi thực hiện"), widget=forms.CheckboxSelectMultiple)
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)
    summary = words(_("Nội dung bản thứ nhất"), long=True)

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sites"].choices = list(bodies)
        self.fields["clause"].choices = [*NOTHING, *clauses]
        self.order_fields([*(name for name in self.fields if name != "file"), "file"])

    @property
    def draft(self) -> StudyDraft:
        """After cleaning."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("file", "clause", "sites")}
        plan, code = parted(self.cleaned_data["clause"])
        sites = tuple(int(one) for one in self.cleaned_data["sites"])
        return StudyDraft(**given, sites=sites, plan_id=plan, clause=code, file=self.taken)


class StudyVersionForm(FileMixin):
    summary = words(_("Bản này thay đổi gì"), long=True)


class ApprovalForm(PaperForm):
    kind = forms.ChoiceField(label=_("Phê duyệt của"), choices=ApprovalKind.choices, widget=forms.RadioSelect)
    valid_until = DateField(label=_("Có hiệu lực đến hết ngày"), required=False)

    @property
    def draft(self) -> ApprovalDraft:
        """After cleaning."""
        return ApprovalDraft(paper=self.paper, **self.rest)


class StudyStepForm(Form):
    to = forms.ChoiceField(label=_("Việc"), widget=forms.RadioSelect)
    on = DateField(label=_("Ngày"), past=True)
    note = words(_("Nội dung"), long=True, hint=_("Kết luận, lý do dừng, hoặc việc đã bắt đầu ra sao."))

    def __init__(self, *args: Any, steps: Iterable[StudyState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.value, one.label) for one in steps]


class OutcomeForm(Form):
    site_id = forms.TypedChoiceField(label=_("Nơi thực hiện"), coerce=int)
    from_on = DateField(label=_("Từ ngày"), past=True)
    to_on = DateField(label=_("Đến ngày"), past=True)
    enrolled = Whole(label=_("Số người tham gia"))
    retained = Whole(label=_("Còn tham gia cuối kỳ"), required=False, help_text=_("Để trống nếu nguồn không ghi."))
    completed = Whole(label=_("Hoàn thành"), required=False)
    relapsed = Whole(label=_("Sử dụng lại"), required=False)
    adverse = Whole(label=_("Biến cố có hại (lượt)"), required=False)
    summary = words(_("Kết quả"), long=True, most=1000)
    source = words(_("Nguồn số liệu"), most=200, hint=_("Báo cáo, sổ, ngày nào của nơi thực hiện."))
    corrects = forms.ChoiceField(label=_("Thay cho dòng ghi nhầm"), required=False)

    def __init__(self, *args: Any, sites: Iterable[tuple[int, str]], rows: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site_id"].choices = list(sites)
        self.fields["corrects"].choices = [*NOTHING, *rows]

    @property
    def draft(self) -> OutcomeDraft:
        """After cleaning."""
        given = dict(self.cleaned_data)
        wrong = given.pop("corrects")
        return OutcomeDraft(**given, corrects=UUID(wrong) if wrong else None)


class DossierForm(Form):
    kind = forms.ChoiceField(label=_("Hồ sơ"), choices=DossierKind.choices, widget=forms.RadioSelect)
    topic = forms.ChoiceField(label=_("Nội dung"), choices=Topic.choices)
    title = words(_("Tên hồ sơ"), most=300)
    problem = words(_("Vấn đề"), long=True, hint=_("Vướng gì, ở đâu, vì sao. Không ghi tên người dân."))
    addressee = words(_("Trình, gửi ai"), most=200, hint=_("Ví dụ HĐND tỉnh, Bộ Công an."))
    instrument = words(_("Văn bản được rà soát"), required=False, most=200, hint=_("Chỉ khi rà soát văn bản, ví dụ 116/2021/NĐ-CP."))
    provision = words(_("Điều, khoản"), required=False, most=200)
    verdict = forms.ChoiceField(label=_("Kết luận rà soát"), required=False, choices=[*NOTHING, *Verdict.choices])
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [*NOTHING, *clauses]

    @property
    def draft(self) -> DossierDraft:
        """After cleaning."""
        given = dict(self.cleaned_data)
        plan, code = parted(given.pop("clause"))
        return DossierDraft(**given, plan_id=plan, clause=code)


class DraftForm(FileMixin):
    proposal = words(_("Đề xuất"), long=True, most=4000)
    impact = words(_("Ước tính tác động"), required=False, long=True, hint=_("Bao nhiêu người, bao nhiêu tiền, ai làm thêm việc gì."))
    field_order = ("proposal", "impact", "file")

    @property
    def draft(self) -> VersionDraft:
        """After cleaning."""
        return VersionDraft(self.cleaned_data["proposal"], self.cleaned_data["impact"], self.taken)


class ConsultForm(Form):
    bodies = forms.TypedMultipleChoiceField(label=_("Hỏi cơ quan nào"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    communes = forms.BooleanField(label=_("Mọi UBND xã, phường của tỉnh"), required=False)
    due_on = DateField(label=_("Trả lời trước hết ngày"))

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], communes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].choices = list(offered)
        if not communes:
            del self.fields["communes"]
        self.every = tuple(int(one) for one, _name in communes)

    @property
    def asked(self) -> tuple[int, ...]:
        """After cleaning."""
        return (*self.cleaned_data["bodies"], *(self.every if self.cleaned_data.get("communes") else ()))


LOCAL = (1, 2, 3)
"""So many units of communes can be named one by one."""


class ResultForm(ConsultForm):
    """What units do after the decision."""

    text = words(_("Nhiệm vụ"), most=300, hint=_("Mỗi đơn vị được chọn nhận một nhiệm vụ như nhau. Không ghi tên, số giấy tờ của người dân."))

    def __init__(self, *args: Any, local: Iterable[tuple[str, str]], **about: Any) -> None:
        super().__init__(*args, **about)
        self.fields["bodies"].label, self.fields["due_on"].label = _("Cơ quan của tỉnh"), _("Hạn hoàn thành")
        choices = [*NOTHING, *local]
        for n in LOCAL:
            self.fields[f"local_{n}"] = forms.ChoiceField(label=now("Đơn vị ở xã, phường %(n)s") % {"n": n}, choices=choices, required=False)
        self.order_fields(("text", "bodies", *(f"local_{n}" for n in LOCAL), "communes", "due_on"))

    @property
    def given(self) -> dict[str, Any]:
        """After cleaning."""
        named = [int(body) for n in LOCAL if (body := self.cleaned_data[f"local_{n}"])]
        return {"text": self.cleaned_data["text"], "due_on": self.cleaned_data["due_on"], "body_ids": tuple(dict.fromkeys([*self.asked, *named]))}


class OpinionForm(Form):
    position = forms.ChoiceField(label=_("Ý kiến của cơ quan bạn"), choices=Position.choices, widget=forms.RadioSelect)
    text = words(_("Nội dung"), required=False, long=True, hint=_("Phải ghi khi không nhất trí hoàn toàn."))


class DossierStepForm(PaperForm):
    """The paper is asked for by the rules where a step needs it."""

    to = forms.ChoiceField(label=_("Việc"), widget=forms.RadioSelect)
    note = words(_("Nội dung"), long=True, hint=_("Nội dung trả lời, lý do, hoặc điều được ban hành."))

    def __init__(self, *args: Any, steps: Iterable[DossierState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.value, one.label) for one in steps]
        for name in PAPERS:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """A paper is told whole, or not at all."""
        told = [name for name in PAPERS if self.cleaned_data.get(name)]
        for name in PAPERS if told else ():
            if name not in told and name not in self.errors:
                self.add_error(name, now("Ghi đủ số, ngày và cơ quan ban hành, hoặc để trống cả ba"))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        """After cleaning; no paper where its boxes were left empty."""
        return {**self.rest, "paper": self.paper if self.cleaned_data.get("paper_date") else None}


class LevelForm(Form):
    name = words(_("Hỗ trợ khoản gì"), most=200)
    purpose = forms.ChoiceField(label=_("Dùng cho"), choices=Purpose.choices)
    procedure = forms.ChoiceField(label=_("Thủ tục"), choices=[(code, Procedure(code).label) for code in VOLUNTARY])
    per = forms.ChoiceField(label=_("Tính"), choices=Per.choices, widget=forms.RadioSelect)
    amount = Dong(label=_("Mức (đồng)"))
    valid_from = DateField(label=_("Có hiệu lực từ ngày"))
    valid_until = DateField(label=_("Đến hết ngày"), required=False)

    @property
    def level(self) -> dict[str, Any]:
        """After cleaning: what money asks; entered by who has the paper at hand."""
        given = dict(self.cleaned_data)
        return {"valid": (given.pop("valid_from"), given.pop("valid_until")), "confidence": Confidence.V, **given}


class GuideForm(Form):
    directive = forms.TypedChoiceField(label=_("Văn bản chỉ đạo"), coerce=UUID)

    def __init__(self, *args: Any, directives: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["directive"].choices = [("", _("Chọn văn bản")), *directives]
