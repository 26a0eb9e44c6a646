"""Forms of the acts on an inspection and on a finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.inspections.drafting import FindingDraft
from donghanh.programme.inspections.queries import MarkRow, Official
from donghanh.programme.inspections.rules import MOST_DRAWN
from donghanh.programme.inspections.terms import Severity
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.tasks.forms import paper_field, words


class TeamForm(Form):
    """Who inspects. An official without a certificate can be chosen and is refused with the mend: the list hides nobody."""

    members = forms.MultipleChoiceField(label=lazy("Thành viên đoàn"), widget=forms.CheckboxSelectMultiple)
    leader = forms.ChoiceField(label=lazy("Trưởng đoàn"))
    reason = words(lazy("Lý do đổi đoàn"), lazy("Chỉ cần khi đổi đoàn đã lập."), most=500, required=False)

    def __init__(self, *args: Any, officials: Iterable[Official], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(str(one.user_id), f"{one.name}, {one.body} ({_certified(one)})") for one in officials]
        self.fields["members"].choices = chosen
        self.fields["leader"].choices = [("", lazy("Chọn trưởng đoàn")), *chosen]

    @property
    def chosen(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"members": tuple(int(one) for one in given["members"]), "leader": int(given["leader"]), "reason": given["reason"]}


def _certified(one: Official) -> str:
    return _("giấy chứng nhận %(number)s") % {"number": one.training.certificate} if one.training else _("chưa có giấy chứng nhận")


class AnnounceForm(Form):
    pass


class SignForm(Form):
    pass


class DaysForm(Form):
    starts_on = DateField(label=lazy("Ngày đầu"))
    ends_on = DateField(label=lazy("Ngày cuối"))
    reason = words(lazy("Lý do đổi lịch"))


class CancelForm(Form):
    reason = words(lazy("Lý do huỷ"))


class DrawForm(Form):
    size = forms.IntegerField(
        label=lazy("Số hồ sơ của mỗi thủ tục"),
        min_value=1,
        max_value=MOST_DRAWN,
        help_text=lazy("Máy rút ngẫu nhiên trong hồ sơ của đơn vị; không ai chọn trước được."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class FindingForm(Form):
    """One finding: what was seen, what is asked, of whom, until when."""

    severity = forms.ChoiceField(label=lazy("Mức"), choices=Severity.choices, widget=forms.RadioSelect)
    item = forms.ChoiceField(label=lazy("Theo tiêu chí"), required=False)
    text = words(lazy("Điều phát hiện"), most=1000)
    order = words(lazy("Yêu cầu khắc phục"), most=1000)
    due_on = DateField(label=lazy("Hạn khắc phục"))
    function = forms.ChoiceField(label=lazy("Đơn vị phải khắc phục"), required=False)

    def __init__(self, *args: Any, marks: Iterable[MarkRow], inspected: str, functions: Iterable[tuple[str, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", lazy("Không theo tiêu chí nào")), *((str(one.item_id), one.text) for one in marks)]
        self.fields["function"].choices = [
            ("", _("Đơn vị được kiểm tra: %(body)s") % {"body": inspected}),
            *((code, said) for code, said, _b in functions),
        ]

    @property
    def draft(self) -> FindingDraft:
        given = self.cleaned_data
        return FindingDraft(
            severity=Severity(given["severity"]),
            text=given["text"],
            order=given["order"],
            due_on=given["due_on"],
            item_id=UUID(given["item"]) if given["item"] else None,
            function=given["function"],
        )


class ConcludeForm(Form):
    conclusion = words(lazy("Nội dung kết luận"), lazy("Ưu điểm, tồn tại, kiến nghị chung. Không ghi tên, số giấy tờ của người dân."), most=8000)


class MarksForm(Form):
    """Points and evidence of every criterion; an empty one is left as it is."""

    mark_optional = False

    def __init__(self, *args: Any, marks: Iterable[MarkRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks = tuple(marks)
        for one in self.marks:
            said = _("%(how)s Nguồn: %(source)s. Trọng số %(weight)d.") % {"how": f"{one.how}.", "source": one.source, "weight": one.weight}
            self.fields[f"points_{one.item_id}"] = forms.IntegerField(
                label=_("%(text)s: điểm, từ 0 đến %(most)d") % {"text": one.text, "most": one.most},
                help_text=said, initial=one.points, required=False, min_value=0, max_value=one.most,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )  # fmt: skip
            label = _("Căn cứ: %(text)s") % {"text": one.text}
            self.fields[f"evidence_{one.item_id}"] = forms.CharField(
                label=label, initial=one.evidence, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.name_what_is_asked()

    @property
    def points(self) -> dict[UUID, tuple[int, str]]:
        """Criteria with points."""
        given = ((one, self.cleaned_data[f"points_{one.item_id}"], self.cleaned_data[f"evidence_{one.item_id}"]) for one in self.marks)
        return {one.item_id: (points, evidence) for one, points, evidence in given if points is not None}


class AnswerForm(Form):
    text = words(lazy("Ý kiến của đơn vị"))


class RemedyForm(Form):
    text = words(lazy("Đã khắc phục thế nào"))
    file = paper_field(lazy("Tệp minh chứng"))


class AcceptForm(Form):
    note = words(lazy("Nhận xét"), required=False)


class ReturnForm(Form):
    reason = words(lazy("Lý do trả lại"))


class ExtendForm(Form):
    due_on = DateField(label=lazy("Hạn mới"))
    reason = words(lazy("Lý do gia hạn"))
