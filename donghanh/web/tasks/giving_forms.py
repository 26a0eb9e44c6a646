"""Forms of giving: a task, a directive, a paper that units owe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.tasks.drafting import DirectiveDraft, PartDraft, TaskDraft
from donghanh.programme.tasks.queries import Receiver
from donghanh.programme.tasks.terms import DirectiveKind, PaperKind, PartRole, Programme, Union
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.tasks.forms import paper_field, taken, words

EACH = "moi-don-vi"
COORDINATORS, PROGRAMMES = range(1, 5), range(1, 3)
GROUPS = {"commune_committee": lazy("Mọi UBND cấp xã"), "commune_police": lazy("Mọi Công an cấp xã")}
MOST_DONG = 10**15


class DongField(forms.CharField):
    """An amount of đồng: 120.000.000 or 120000000; None where it is empty."""

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip().removesuffix("đ").replace(".", "").replace(" ", "")
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_DONG))) or int(typed) > MOST_DONG:
            raise ValidationError(_("Nhập số tiền bằng đồng, chỉ chữ số, ví dụ 120.000.000"))
        return int(typed)


class PlanFields(Form):
    """The clause of a plan that something carries out."""

    plan = forms.ChoiceField(label=lazy("Thực hiện kế hoạch"), required=False)
    clause = forms.CharField(label=lazy("Mã khoản"), help_text=lazy("Như trên trang kế hoạch, ví dụ III.2."), required=False, max_length=40)

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [("", lazy("Không theo kế hoạch nào")), *plans]

    @property
    def where(self) -> dict[str, str]:
        return {"plan_id": self.cleaned_data.get("plan", ""), "clause_code": self.cleaned_data.get("clause", "").strip()}


class GiveForm(PlanFields):
    """A task. Up to four units coordinate here; each says what it does and whether the task waits for it."""

    title = forms.CharField(label=lazy("Tên nhiệm vụ"), max_length=300, help_text=lazy("Không ghi tên, số giấy tờ của người dân."))
    content = words(lazy("Nội dung, sản phẩm cần có"), most=4000, required=False)
    due_on = DateField(label=lazy("Hạn hoàn thành"))
    lead = forms.ChoiceField(label=lazy("Đơn vị chủ trì"), help_text=lazy("Đúng một đơn vị chịu trách nhiệm chung."))
    union = forms.ChoiceField(
        label=lazy("Đoàn thể thực hiện"),
        help_text=lazy("Đơn vị chủ trì vẫn chịu trách nhiệm, báo xong và gửi minh chứng."),
        choices=[("", lazy("Không có")), *Union.choices],
        required=False,
    )
    field_order = ("title", "content", "lead", "union", "due_on")

    def __init__(self, *args: Any, receivers: Sequence[Receiver], each: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.name) for one in receivers]
        first = [(EACH, lazy("Mỗi đơn vị nhận văn bản một nhiệm vụ"))] if each else []
        self.fields["lead"].choices = [("", lazy("Chọn đơn vị")), *first, *choices]
        for n in COORDINATORS:
            self.fields[f"body_{n}"] = forms.ChoiceField(label=lazy("Đơn vị phối hợp"), choices=[("", lazy("Không có")), *choices], required=False)
            self.fields[f"what_{n}"] = forms.CharField(label=lazy("Phần việc"), max_length=500, required=False)
            self.fields[f"must_{n}"] = forms.BooleanField(label=lazy("Bắt buộc: nhiệm vụ chờ phần này"), required=False)
        for n in PROGRAMMES:
            options = [("", lazy("Không có")), *Programme.choices]
            self.fields[f"programme_{n}"] = forms.ChoiceField(label=lazy("Lồng ghép với chương trình"), choices=options, required=False)
            self.fields[f"money_{n}"] = DongField(
                label=lazy("Kinh phí chương trình đó góp (đồng)"),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    @property
    def coordinators(self) -> list[tuple[Any, Any, Any]]:
        """Bound fields of each unit that coordinates."""
        return [(self[f"body_{n}"], self[f"what_{n}"], self[f"must_{n}"]) for n in COORDINATORS]

    @property
    def programmes(self) -> list[tuple[Any, Any]]:
        return [(self[f"programme_{n}"], self[f"money_{n}"]) for n in PROGRAMMES]

    def draft(self, clause_id: UUID | None) -> TaskDraft:
        """After cleaning. Without the lead where it goes to each addressee."""
        given = self.cleaned_data
        helping = [
            PartDraft(int(given[f"body_{n}"]), PartRole.COORDINATES, given[f"must_{n}"], given[f"what_{n}"])
            for n in COORDINATORS
            if given[f"body_{n}"]
        ]
        leading = [] if given["lead"] == EACH else [PartDraft(int(given["lead"]), PartRole.LEAD)]
        links = {Programme(given[f"programme_{n}"]): given[f"money_{n}"] for n in PROGRAMMES if given[f"programme_{n}"]}
        about = {"title": given["title"], "content": given["content"], "due_on": given["due_on"], "union": given["union"]}
        return TaskDraft(**about, parts=(*leading, *helping), clause_id=clause_id, links=links, **self.where)

    @property
    def is_for_each(self) -> bool:
        return self.cleaned_data["lead"] == EACH


class ToUnits(PlanFields):
    """Whom something goes to: whole groups, and single units."""

    groups = forms.MultipleChoiceField(label=lazy("Nhóm đơn vị nhận"), required=False, widget=forms.CheckboxSelectMultiple)
    bodies = forms.MultipleChoiceField(label=lazy("Từng đơn vị nhận"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, receivers: Sequence[Receiver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receivers = receivers
        several = {kind: [one for one in receivers if one.kind == kind] for kind in GROUPS}
        self.fields["groups"].choices = [(kind, f"{GROUPS[kind]} ({len(found)})") for kind, found in several.items() if len(found) > 1]
        self.fields["bodies"].choices = [(str(one.id), one.name) for one in receivers]

    @property
    def chosen(self) -> tuple[int, ...]:
        """Bodies of the groups and those named, each once."""
        groups, named = self.cleaned_data["groups"], set(self.cleaned_data["bodies"])
        return tuple(one.id for one in self.receivers if one.kind in groups or str(one.id) in named)


class SendForm(ToUnits):
    """A directive."""

    kind = forms.ChoiceField(label=lazy("Loại"), choices=DirectiveKind.choices, widget=forms.RadioSelect, initial=DirectiveKind.DIRECTIVE)
    number = forms.CharField(label=lazy("Số, ký hiệu"), max_length=60, help_text=lazy("Như in trên văn bản, ví dụ 36/CT-UBND"))
    issued_on = DateField(label=lazy("Ngày ban hành"), past=True)
    issuer = forms.CharField(label=lazy("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(label=lazy("Trích yếu"), max_length=300)
    content = words(lazy("Tóm tắt nội dung"), most=4000, required=False)
    clauses = words(
        lazy("Các khoản"), lazy("Mỗi dòng một khoản: mã, dấu hai chấm, nội dung. Ví dụ: 1: Rà soát các mô hình."), most=20000, required=False
    )
    acknowledge_by = DateField(label=lazy("Tiếp nhận trước hết ngày"))
    file = paper_field(lazy("Bản quét văn bản"))
    field_order = (
        "kind",
        "number",
        "issued_on",
        "issuer",
        "title",
        "content",
        "clauses",
        "acknowledge_by",
        "groups",
        "bodies",
        "plan",
        "clause",
        "file",
    )

    def clean_clauses(self) -> tuple[tuple[str, str], ...]:
        """(code, text) of each line; a line without a colon is not guessed at."""
        found = []
        for line in filter(None, (one.strip() for one in self.cleaned_data["clauses"].splitlines())):
            code, colon, text = line.partition(":")
            if not colon:
                raise ValidationError(_("Dòng “%(line)s” thiếu dấu hai chấm sau mã khoản") % {"line": line[:60]})
            found.append((code.strip(), text.strip()))
        return tuple(found)

    def draft(self) -> DirectiveDraft:
        """After cleaning."""
        given = self.cleaned_data
        about = {name: given[name] for name in ("number", "issued_on", "issuer", "title", "content", "clauses", "acknowledge_by")}
        return DirectiveDraft(kind=DirectiveKind(given["kind"]), **about, addressees=self.chosen, file=taken(self), **self.where)


class DemandForm(ToUnits):
    """A plan or report that units owe."""

    kind = forms.ChoiceField(label=lazy("Loại"), choices=PaperKind.choices, widget=forms.RadioSelect, initial=PaperKind.PLAN)
    title = forms.CharField(label=lazy("Tên kế hoạch, báo cáo"), max_length=300, help_text=lazy("Ví dụ Kế hoạch năm 2027 của đơn vị"))
    year = forms.ChoiceField(label=lazy("Năm"))
    due_on = DateField(label=lazy("Hạn gửi"))
    field_order = ("kind", "title", "year", "due_on", "groups", "bodies", "plan")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["clause"]
        self.fields["year"].choices = [(str(year), str(year)) for year in range(on.year - 1, on.year + 3)]
