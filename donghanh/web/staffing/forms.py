"""Forms of staffing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from donghanh.programme.staffing.drafting import HoldingDraft, LineDraft, MoveDraft, NormDraft, PositionDraft, QualificationDraft, SchemeDraft
from donghanh.programme.staffing.queries import HolderRow, PostRow
from donghanh.programme.staffing.terms import QualificationKind, StaffFunction, WorkGroup
from donghanh.web.learning.forms._fields import NOTHING, PaperForm, Whole, parted, words
from donghanh.web.shell.forms import DateField, Form

LINES = 6


def _many(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=hint)


def _functions() -> forms.MultipleChoiceField:
    return _many(_("Việc được giao"), StaffFunction.choices)


def _part_time() -> forms.BooleanField:
    return forms.BooleanField(label=_("Kiêm nhiệm"), required=False)


def facts(row: PostRow) -> list[tuple[str, str]]:
    """What a form about a post says of it."""
    return [(now("Cơ quan"), row.body), (now("Vị trí"), row.title)]


def offered(known: Iterable[tuple[UUID, str]], logins: Mapping[int, str], holders: Iterable[HolderRow]) -> list[tuple[str, str]]:
    """Who may be put on a post: members of this body, then its officials with a login; not who holds it already."""
    there = {one.member_id for one in holders}
    members = [(f"m{key}", name) for key, name in known if key not in there]
    return [*members, *((f"u{key}", now("%(name)s (có tài khoản)") % {"name": name}) for key, name in logins.items())]


class NormForm(PaperForm):
    quantity = Whole(label=_("Số người"), min_value=0, help_text=_("Ghi 0 khi vị trí này không còn."))
    starts_on = DateField(label=_("Từ ngày"))
    functions = _many(_("Vị trí này làm"), StaffFunction.choices)
    needs = _many(_("Vị trí này cần có"), QualificationKind.choices, _("Theo văn bản; để trống khi văn bản không nêu."))

    @property
    def norm(self) -> NormDraft:
        """After cleaning."""
        told = self.cleaned_data
        return NormDraft(told["quantity"], told["starts_on"], self.paper, tuple(told["functions"]), tuple(told["needs"]))


class PositionForm(NormForm):
    title = words(_("Tên vị trí"), most=200)
    group = forms.ChoiceField(label=_("Nhóm công việc"), choices=WorkGroup.choices)
    field_order = ["title", "group"]

    def draft(self, body_id: int) -> PositionDraft:
        """After cleaning."""
        return PositionDraft(body_id, self.cleaned_data["title"], self.cleaned_data["group"], self.norm)


class HoldForm(PaperForm):
    who = forms.ChoiceField(label=_("Ai"), required=False, help_text=_("Chọn người đã có; chưa có thì ghi họ tên ở ô dưới."))
    name = words(_("Họ tên người chưa có trong danh sách"), required=False, most=120, hint=_("Chỉ ghi họ tên, không ghi số giấy tờ, số điện thoại."))
    starts_on = DateField(label=_("Từ ngày"))
    functions = _functions()
    is_part_time = _part_time()

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Người chưa có trong danh sách")), *people]

    def draft(self, position_id: UUID) -> HoldingDraft:
        """After cleaning."""
        told = self.rest
        who, name = told.pop("who"), told.pop("name")
        member = UUID(who[1:]) if who.startswith("m") else None
        user = int(who[1:]) if who.startswith("u") else None
        about = {"member_id": member, "user_id": user, "name": "" if who else name, "paper": self.paper, "position_id": position_id}
        return HoldingDraft(**{**told, "functions": tuple(told["functions"])}, **about)


class FunctionsForm(PaperForm):
    on = DateField(label=_("Từ ngày"))
    functions = _functions()
    is_part_time = _part_time()


class MoveForm(PaperForm):
    position = forms.ChoiceField(label=_("Đến vị trí"))
    on = DateField(label=_("Từ ngày"))
    functions = _functions()
    is_part_time = _part_time()

    def __init__(self, *args: Any, positions: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [(str(key), name) for key, name in positions]

    @property
    def draft(self) -> MoveDraft:
        """After cleaning."""
        told = self.cleaned_data
        return MoveDraft(UUID(told["position"]), told["on"], self.paper, tuple(told["functions"]), told["is_part_time"])


class EndForm(Form):
    on = DateField(label=_("Từ ngày"), help_text=_("Ngày đầu tiên người này không còn giữ vị trí."))
    reason = words(_("Lý do"), required=False, most=300, hint=_("Ví dụ: nghỉ hưu theo quyết định số 12/QĐ-UBND."))
    is_mistake = forms.BooleanField(label=_("Dòng này ghi nhầm, tính như chưa từng có"), required=False)


class AwardForm(Form):
    kind = forms.ChoiceField(label=_("Là"), choices=QualificationKind.choices)
    issuer = words(_("Nơi mở lớp, nơi cấp"), most=200)
    number = words(_("Số hiệu"), required=False, most=60, hint=_("Khoá tập huấn không cấp số thì để trống."))
    issued_on = DateField(label=_("Ngày cấp, ngày học xong"), past=True)
    valid_until = DateField(label=_("Có giá trị đến hết ngày"), required=False, help_text=_("Để trống nếu không thời hạn."))

    @property
    def draft(self) -> QualificationDraft:
        """After cleaning."""
        return QualificationDraft(**self.cleaned_data)


class RevokeForm(Form):
    on = DateField(label=_("Từ ngày"), past=True, help_text=_("Ghi nhầm thì ghi chính ngày cấp."))
    reason = words(_("Lý do"), most=300)


class AppraiseForm(PaperForm):
    note = words(_("Ý kiến thẩm định"), required=False, long=True, most=1000)


class ApproveForm(PaperForm):
    starts_on = DateField(label=_("Định mức có hiệu lực từ ngày"))
    note = words(_("Ghi chú"), required=False, long=True, most=1000)


class ReturnForm(Form):
    reason = words(_("Lý do"), long=True, most=1000)


class SchemeForm(Form):
    """Six lines; a line without a title is left out."""

    title = words(_("Tên đề án"), most=300)
    appraiser = forms.ChoiceField(label=_("Gửi cơ quan thẩm định"))
    clause = forms.ChoiceField(label=_("Khoản của kế hoạch"), required=False)

    def __init__(self, *args: Any, offices: Iterable[tuple[str, str]], clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appraiser"].choices = list(offices)
        self.fields["clause"].choices = [*NOTHING, *clauses]
        for n in range(1, LINES + 1):
            self.fields[f"line{n}"] = words(now("Vị trí %(n)s: tên") % {"n": n}, required=n == 1, most=200)
            self.fields[f"group{n}"] = forms.ChoiceField(
                label=now("Vị trí %(n)s: nhóm công việc") % {"n": n}, choices=WorkGroup.choices, required=False
            )
            self.fields[f"count{n}"] = Whole(label=now("Vị trí %(n)s: số người") % {"n": n}, min_value=0, required=n == 1)
        self.name_what_is_asked()

    def draft(self, body_id: int) -> SchemeDraft:
        """After cleaning."""
        told = self.cleaned_data
        lines = [LineDraft(told[f"line{n}"], told[f"group{n}"] or "OTHER", told[f"count{n}"]) for n in range(1, LINES + 1) if told[f"line{n}"]]
        plan, code = parted(told["clause"])
        return SchemeDraft(body_id, told["title"], int(told["appraiser"]), tuple(lines), plan, code)
