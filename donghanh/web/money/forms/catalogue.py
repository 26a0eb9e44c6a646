"""Forms of norms, levels, and of paying support."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from donghanh.programme.money.rules import Part
from donghanh.programme.money.terms import Confidence, NormPart, Per, PriorityGroup, Purpose
from donghanh.web.money.forms._fields import FORMS, Dong, PaperForm, words
from donghanh.web.shell.forms import DateField, Form

PARTS = 4
"""Rows of a norm's form; more parts are added up in one row, as annexes do."""


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
            self.fields[f"name_{n}"] = words(now("Tên phần %(n)s") % {"n": n}, required=False, size=200)
            self.fields[f"measure_{n}"] = words(now("Đơn vị phần %(n)s") % {"n": n}, required=False, size=40, hint=now("Ví dụ: buổi, que, ngày"))
            self.fields[f"quantity_{n}"] = words(now("Số lượng phần %(n)s cho một người") % {"n": n}, required=False, size=12)
            self.fields[f"cost_{n}"] = Dong(label=now("Đơn giá phần %(n)s") % {"n": n}, required=False)

    @property
    def folds(self) -> list[tuple[str, list[str]]]:
        """Boxes that stand folded until they are asked for: every part after the first."""
        rows = [[f"{name}_{n}" for name in ("part", "name", "measure", "quantity", "cost")] for n in range(2, PARTS + 1)]
        return [(now("Thêm phần"), [name for row in rows for name in row])]

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
    name = words(_("Nội dung chi"), size=200)
    measure = words(_("Mỗi"), size=40, hint=_("Ví dụ: buổi, lớp, người"))
    amount = Dong(label=_("Mức chi cao nhất"))


class SupportLevelForm(EntryForm):
    name = words(_("Hỗ trợ khoản gì"), size=200, hint=_("Cùng một khoản thì ghi cùng một tên, để không chi trùng."))
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)
    procedure = forms.ChoiceField(label=_("Cho người đang"), choices=FORMS)
    for_group = forms.ChoiceField(
        label=_("Chỉ cho diện"), choices=[("", _("Mọi người")), *PriorityGroup.choices], required=False, help_text=_("Như văn bản ghi.")
    )
    per = forms.ChoiceField(label=_("Tính"), choices=Per.choices)
    amount = Dong(label=_("Mức hỗ trợ"))


class PriorityForm(PaperForm):
    """A group the person belongs to, as a paper says."""

    group = forms.ChoiceField(label=_("Diện"), choices=PriorityGroup.choices, widget=forms.RadioSelect)
    valid_from = DateField(label=_("Từ ngày"))
    valid_until = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi giấy tờ không ghi ngày hết."))
    field_order = ("group", "valid_from", "valid_until")

    @property
    def given(self) -> dict[str, Any]:
        """After cleaning."""
        told = self.cleaned_data
        return {"group": told["group"], "valid": (told["valid_from"], told["valid_until"]), "paper": self.paper}


class SupportForm(Form):
    """Pay what was computed; the days may be fewer."""

    starts_on = DateField(label=_("Từ ngày"))
    ends_before = DateField(label=_("Đến trước ngày"), help_text=_("Ngày này không tính."))
    allocation_id = forms.ChoiceField(label=_("Lấy từ khoản phân bổ"))
    paid_on = DateField(label=_("Ngày chi"), past=True)
    voucher = words(_("Số chứng từ"), required=False, size=60)

    def __init__(self, *args: Any, allocations: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allocation_id"].choices = list(allocations)


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found == found.quantize(Decimal("0.01")) else None
