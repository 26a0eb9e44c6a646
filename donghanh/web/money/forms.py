"""Forms of money: amounts as people write them, papers with number, day and issuer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from donghanh.cases.terms import Procedure
from donghanh.programme.money.actions import Paper
from donghanh.programme.money.rules import VOLUNTARY, Part
from donghanh.programme.money.terms import Confidence, FundKind, GiftForm, GiverKind, NormPart, Per, Programme, Purpose
from donghanh.web.shell.forms import DateField, Form

NOTHING = [("", _("Không"))]
FORMS = [(code, Procedure(code).label) for code in VOLUNTARY]
PARTS = 4
"""Rows of a norm's form; more parts are added up in one row, as annexes do."""


class Dong(forms.CharField):
    """A number of đồng: 1500000, 1.500.000 or 1 500 000 đ. A comma, or a dot that parts no thousands, is refused, never guessed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """The amount, or None for an empty box."""
        text = str(value or "").strip().removesuffix("đ").removesuffix("đồng").strip()
        if not text:
            return None
        digits = text.replace("\u00a0", " ")
        groups = digits.replace(" ", ".").split(".")
        whole = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:]))
        if not whole or not all(one.isascii() and one.isdigit() for one in groups):
            raise forms.ValidationError(now("%(label)s chưa đọc được. Nhập số đồng tròn, ví dụ 1.500.000") % {"label": self.label}, code="invalid")
        return int("".join(groups))

    def validate(self, value: Any) -> None:
        """0 is an amount; only an empty box is missing."""
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The rules below judge the amount."""


class Whole(forms.IntegerField):
    """A whole number, typed."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": _("Nhập một số nguyên, ví dụ 50")}
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), error_messages=wrong, **kwargs)


def _words(label: Any, *, required: bool = True, long: bool = False, size: int = 300, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=size, help_text=hint, widget=forms.Textarea if long else forms.TextInput)


class PaperForm(Form):
    """The document something rests on."""

    document_number = _words(_("Số văn bản"), size=60, hint=_("Ví dụ 12/QĐ-UBND"))
    document_date = DateField(label=_("Ngày văn bản"), past=True)
    document_issuer = _words(_("Cơ quan ban hành"), size=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = ("document_number", "document_date", "document_issuer")
        self.order_fields([*(name for name in self.fields if name not in papers), *papers])

    @property
    def paper(self) -> Paper:
        """After cleaning."""
        return Paper(self.cleaned_data["document_number"], self.cleaned_data["document_date"], self.cleaned_data["document_issuer"])

    @property
    def rest(self) -> dict[str, Any]:
        """After cleaning: everything but the document."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("document_")}


class FilterForm(Form):
    """What of a year's sheet is shown."""

    mark_optional = False
    nam = forms.TypedChoiceField(label=_("Năm"), coerce=int, required=False)
    nguon = forms.ChoiceField(label=_("Nguồn"), required=False, choices=[("", _("Mọi nguồn")), *FundKind.choices])
    muc_dich = forms.ChoiceField(label=_("Mục đích"), required=False, choices=[("", _("Mọi mục đích")), *Purpose.choices])

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(n, n) for n in range(year + 1, year - 5, -1)]
        self.fields["nam"].initial = year


class YearForm(Form):
    year = Whole(label=_("Năm"))


class DeadlineForm(YearForm):
    due_on = DateField(label=_("Hạn gửi dự toán"), help_text=_("Hết ngày này mới là quá hạn."))
    source = _words(_("Theo văn bản nào"), size=200)


class ClauseForm(Form):
    """A form that may name a clause of a plan; the boxes of a clause stand where the form puts them."""

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [*NOTHING, *clauses]

    @property
    def told(self) -> dict[str, Any]:
        """After cleaning: what the action is given."""
        plan_id, _slash, clause = self.cleaned_data["clause"].partition("/")
        return {**self.cleaned_data, "plan_id": plan_id, "clause": clause}


class LineForm(ClauseForm):
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    fund_kind = forms.ChoiceField(label=_("Nguồn đề nghị"), choices=FundKind.choices)
    content = _words(_("Nội dung chi"))
    amount = Dong(label=_("Số tiền"), required=False, help_text=_("Bỏ trống nếu tính theo định mức."))
    form = forms.ChoiceField(label=_("Tính theo định mức"), required=False, choices=NOTHING + FORMS)
    quantity = Whole(label=_("Số người"), required=False, help_text=_("Chỉ khi tính theo định mức."))
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)


class CommentForm(Form):
    comment = _words(_("Phải sửa chỗ nào"), long=True, size=1000)


class LinesForm(Form):
    """One amount for each line of an estimate, and a note where notes are asked for."""

    def __init__(self, *args: Any, lines: Iterable[Any], notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.notes = tuple(lines), notes
        for line in self.lines:
            proposed = line.amount if notes else line.appraised
            self.fields[f"so_{line.position}"] = Dong(
                label=now("Dòng %(n)s: %(what)s") % {"n": line.position, "what": line.content}, initial=proposed
            )
            if notes:
                self.fields[f"ghi_chu_{line.position}"] = _words(now("Ghi chú dòng %(n)s") % {"n": line.position}, required=False, size=500)
        self.name_what_is_asked()

    @property
    def amounts(self) -> dict[Any, int]:
        """Line → amount, after cleaning."""
        return {line.id: self.cleaned_data[f"so_{line.position}"] for line in self.lines}

    @property
    def appraised(self) -> dict[Any, tuple[int, str]]:
        """Line → amount and note, after cleaning."""
        return {line.id: (self.cleaned_data[f"so_{line.position}"], self.cleaned_data[f"ghi_chu_{line.position}"]) for line in self.lines}


class DecisionForm(PaperForm, LinesForm):
    """Approved amounts and the decision."""


class FundForm(PaperForm):
    unit_id = forms.TypedChoiceField(label=_("Ngân sách của"), coerce=int)
    year = Whole(label=_("Năm"))
    kind = forms.ChoiceField(label=_("Loại nguồn"), choices=FundKind.choices)
    name = _words(_("Tên nguồn"), size=200)
    total = Dong(label=_("Tổng số được giao"))

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = list(units)


class AllocateForm(PaperForm):
    body_id = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=int)
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    content = _words(_("Nội dung"))
    amount = Dong(label=_("Số tiền"), help_text=_("Ghi 0 khi văn bản ghi rõ là không bố trí."))

    def __init__(self, *args: Any, bodies: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_id"].choices = list(bodies)


class AdjustForm(PaperForm):
    is_increase = forms.TypedChoiceField(
        label=_("Tăng hay giảm"), choices=[("1", _("Tăng")), ("", _("Giảm"))], coerce=bool, widget=forms.RadioSelect, required=False
    )
    amount = Dong(label=_("Số tiền"))
    reason = _words(_("Lý do"), size=500)


class PayForm(Form):
    amount = Dong(label=_("Số tiền"))
    paid_on = DateField(label=_("Ngày chi"), past=True)
    content = _words(_("Nội dung chi"))
    level_id = forms.ChoiceField(label=_("Theo mức chi"), required=False, help_text=_("Chọn thì hệ thống đối chiếu với mức."))
    quantity = Whole(label=_("Số lượng"), required=False, help_text=_("Chỉ khi chọn mức chi."))
    programme = forms.ChoiceField(label=_("Lồng ghép chương trình"), required=False, choices=NOTHING + Programme.choices)
    voucher = _words(_("Số chứng từ"), required=False, size=60, hint=_("Bỏ trống khi mới tạm ứng."))

    def __init__(self, *args: Any, levels: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level_id"].choices = [*NOTHING, *levels]

    @property
    def told(self) -> dict[str, Any]:
        """After cleaning: what `pay` is given."""
        return {**self.cleaned_data, "level_id": self.cleaned_data["level_id"] or None}


class ReasonForm(Form):
    reason = _words(_("Lý do"), size=300)


class VoucherForm(Form):
    voucher = _words(_("Số chứng từ"), size=60)


class AskForm(YearForm):
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    content = _words(_("Nhiệm vụ phát sinh"))
    reason = _words(_("Vì sao phát sinh"), long=True, size=1000)
    amount = Dong(label=_("Số tiền đề nghị"))


class ApproveForm(PaperForm):
    fund_id = forms.ChoiceField(label=_("Lấy từ nguồn"))

    def __init__(self, *args: Any, funds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund_id"].choices = list(funds)


class RefuseForm(Form):
    answer = _words(_("Vì sao không bổ sung"), long=True, size=1000)


class GiftPage(Form):
    giver = _words(_("Người, tổ chức đóng góp"), size=200)
    giver_kind = forms.ChoiceField(label=_("Là"), choices=GiverKind.choices)
    form = forms.ChoiceField(label=_("Bằng"), choices=GiftForm.choices, widget=forms.RadioSelect)
    what = _words(_("Hiện vật, công sức gì"), required=False)
    value = Dong(label=_("Giá trị"))
    purpose = forms.ChoiceField(label=_("Dùng cho"), choices=Purpose.choices)
    received_on = DateField(label=_("Ngày nhận"), past=True)
    receipt = _words(_("Số biên nhận"), size=60)


class UseForm(ClauseForm):
    amount = Dong(label=_("Số tiền, giá trị"))
    activity = _words(_("Hoạt động"))
    used_on = DateField(label=_("Ngày dùng"), past=True)
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)
    programme = forms.ChoiceField(label=_("Lồng ghép chương trình"), required=False, choices=NOTHING + Programme.choices)


class ProjectForm(PaperForm):
    name = _words(_("Tên dự án"), size=200)
    facility_id = forms.TypedChoiceField(label=_("Cơ sở"), coerce=int, required=False, empty_value=None)
    gap = _words(_("Điều kiện nào của cơ sở chưa đạt"))
    need = _words(_("Vì sao cần đầu tư"), long=True, size=1000)
    total = Dong(label=_("Tổng vốn"))
    priority = Whole(label=_("Thứ tự ưu tiên"), min_value=1, max_value=999)

    def __init__(self, *args: Any, facilities: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility_id"].choices = [*NOTHING, *facilities]


class CapitalForm(PaperForm):
    year = Whole(label=_("Năm"))
    total = Dong(label=_("Tổng vốn được giao"))


class RequestForm(YearForm):
    requested = Dong(label=_("Vốn đề nghị"))


class ShareForm(YearForm):
    balanced = Dong(label=_("Vốn cân đối được"))
    allocated = Dong(label=_("Vốn bố trí"))


class StepForm(PaperForm):
    """The document of the next step of approval."""


class EntryForm(PaperForm):
    """What every catalogue asks."""

    valid_from = DateField(label=_("Có hiệu lực từ"))
    valid_until = DateField(label=_("Đến hết ngày"), required=False)
    confidence = forms.ChoiceField(label=_("Chắc chắn đến đâu"), choices=Confidence.choices)

    @property
    def valid(self) -> tuple[date, date | None]:
        """After cleaning."""
        return self.cleaned_data["valid_from"], self.cleaned_data["valid_until"]

    @property
    def entry(self) -> dict[str, Any]:
        """After cleaning: what every action of the catalogue is given."""
        said = {name: value for name, value in self.rest.items() if not name.startswith("valid_")}
        return {**said, "valid": self.valid, "paper": self.paper}


class NormForm(EntryForm):
    """The parts of a norm are rows of boxes; a row left empty is no part."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=FORMS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PARTS + 1):
            self.fields[f"part_{n}"] = forms.ChoiceField(label=now("Phần %(n)s") % {"n": n}, choices=NormPart.choices, required=False)
            self.fields[f"name_{n}"] = _words(now("Tên phần %(n)s") % {"n": n}, required=False, size=200)
            self.fields[f"measure_{n}"] = _words(now("Đơn vị phần %(n)s") % {"n": n}, required=False, size=40, hint=now("Ví dụ: buổi, que, ngày"))
            self.fields[f"quantity_{n}"] = _words(now("Số lượng phần %(n)s cho một người") % {"n": n}, required=False, size=12)
            self.fields[f"cost_{n}"] = Dong(label=now("Đơn giá phần %(n)s") % {"n": n}, required=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """After cleaning: the rows that say something."""
        return tuple(part for n in range(1, PARTS + 1) if (part := self._part(n)))

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        for n in range(1, PARTS + 1):
            given = [self.cleaned_data.get(f"{name}_{n}") for name in ("name", "measure", "quantity", "cost")]
            if any(given) and not all(given):
                self.add_error(f"name_{n}", now("Phần %(n)s còn thiếu: ghi đủ tên, đơn vị, số lượng, đơn giá") % {"n": n})
            elif all(given) and _decimal(str(given[2])) is None:
                self.add_error(f"quantity_{n}", now("Nhập số lượng, ví dụ 7,5"))
        return self.cleaned_data

    def _part(self, n: int) -> Part | None:
        told = self.cleaned_data
        quantity = _decimal(told.get(f"quantity_{n}", ""))
        if quantity is None or not told.get(f"name_{n}"):
            return None
        return Part(told[f"part_{n}"], told[f"name_{n}"], told[f"measure_{n}"], quantity, told[f"cost_{n}"])


class SpendingForm(EntryForm):
    name = _words(_("Nội dung chi"), size=200)
    measure = _words(_("Mỗi"), size=40, hint=_("Ví dụ: buổi, lớp, người"))
    amount = Dong(label=_("Mức chi cao nhất"))


class SupportLevelForm(EntryForm):
    name = _words(_("Hỗ trợ khoản gì"), size=200, hint=_("Cùng một khoản thì ghi cùng một tên, để không chi trùng."))
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    procedure = forms.ChoiceField(label=_("Cho người đang"), choices=FORMS)
    per = forms.ChoiceField(label=_("Tính"), choices=Per.choices)
    amount = Dong(label=_("Mức hỗ trợ"))


class SupportForm(Form):
    """Pay what was computed; the days may be fewer."""

    starts_on = DateField(label=_("Từ ngày"))
    ends_before = DateField(label=_("Đến trước ngày"), help_text=_("Ngày này không tính."))
    allocation_id = forms.ChoiceField(label=_("Lấy từ khoản phân bổ"))
    paid_on = DateField(label=_("Ngày chi"), past=True)
    voucher = _words(_("Số chứng từ"), required=False, size=60)

    def __init__(self, *args: Any, allocations: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allocation_id"].choices = list(allocations)


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found == found.quantize(Decimal("0.01")) else None
