"""Forms of surveys: planning one, counts typed from a paper, sheets from a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.surveys.drafting import SurveyDraft
from donghanh.programme.surveys.queries import QuestionRow, TargetChoice
from donghanh.programme.surveys.rules import Counts, Tally
from donghanh.programme.surveys.terms import Population
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.tasks.forms import words

_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def number(label: Any, hint: Any = "", *, required: bool = True) -> forms.IntegerField:
    """A whole number from 0."""
    box = forms.TextInput(attrs=dict(_NUMBER))
    return forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=10_000_000, required=required, widget=box)


class SurveyForm(Form):
    """A survey of knowledge."""

    name = forms.CharField(label=lazy("Tên khảo sát"), max_length=200)
    place = forms.ChoiceField(label=lazy("Địa bàn"))
    population = forms.ChoiceField(label=lazy("Hỏi ai"), choices=Population.choices, widget=forms.RadioSelect)
    population_size = number(lazy("Cả nhóm có bao nhiêu người"), lazy("Để trống khi chưa biết."), required=False)
    sampling = words(lazy("Cách chọn người"), lazy("Ví dụ: rút ngẫu nhiên 20 người mỗi xã theo danh sách; 10 xã rút ngẫu nhiên."), most=1000)
    starts_on = DateField(label=lazy("Ngày đầu"))
    ends_on = DateField(label=lazy("Ngày cuối"))
    questions = forms.CharField(
        label=lazy("Các câu hỏi"),
        max_length=20_000,
        help_text=lazy("Mỗi dòng một câu, theo thứ tự của phiếu."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    needed = number(lazy("Trả lời đúng bao nhiêu câu thì coi là có hiểu biết"))
    target = forms.ChoiceField(label=lazy("Chỉ tiêu của kế hoạch"), required=False)
    threshold = forms.DecimalField(
        label=lazy("Mức phải đạt (%)"), max_digits=5, decimal_places=2, required=False, localize=True,
        help_text=lazy("Chỉ ghi khi kế hoạch không in mức. Để trống là chưa đặt."), widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], targets: Iterable[TargetChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(key), name) for key, name in places]
        self.fields["target"].choices = [("", lazy("Không theo chỉ tiêu nào")), *((one.id, f"{one.name} ({one.printed})") for one in targets)]

    @property
    def draft(self) -> SurveyDraft:
        given = self.cleaned_data
        kept = {key: given[key] for key in ("name", "sampling", "starts_on", "ends_on", "needed", "population_size", "target", "threshold")}
        questions = tuple(line.strip() for line in given["questions"].splitlines() if line.strip())
        return SurveyDraft(place_id=int(given["place"]), population=Population(given["population"]), questions=questions, **kept)


class TallyForm(Form):
    """Counts typed from a paper: sheets, who reached the level, and right and wrong of every question; the rest is blank."""

    asked = number(lazy("Số phiếu trả lời"))
    reached = number(lazy("Số người đúng từ mức tối thiểu"))
    answers = forms.CharField(
        label=lazy("Từng câu: số đúng, số sai"), help_text=lazy("Mỗi dòng một câu, ví dụ: 180, 15. Phần còn lại là bỏ trống."),
        max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    source = forms.CharField(label=lazy("Văn bản, phiếu tổng hợp"), max_length=300, help_text=lazy("Số, ngày của văn bản ghi kết quả."))
    reason = words(lazy("Lý do thay kết quả trước"), lazy("Chỉ cần khi đã có kết quả."), most=500, required=False)

    def clean_answers(self) -> tuple[tuple[int, int], ...]:
        made = []
        for line_number, line in enumerate(filter(str.strip, self.cleaned_data["answers"].splitlines()), start=1):
            parts = [part.strip() for part in line.replace(";", ",").split(",")]
            if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts):
                raise ValidationError(_("Câu %(n)d: ghi số đúng, số sai, ví dụ 180, 15") % {"n": line_number})
            made.append((int(parts[0]), int(parts[1])))
        return tuple(made)

    @property
    def tally(self) -> Tally:
        given = self.cleaned_data
        counts = tuple(Counts(right, wrong, given["asked"] - right - wrong) for right, wrong in given["answers"])
        return Tally(given["asked"], given["reached"], counts)


class SheetsForm(Form):
    """A file of answer sheets."""

    file = forms.FileField(
        label=lazy("Tệp phiếu trả lời"), allow_empty_file=True,
        help_text=lazy("Excel hoặc CSV. Dòng đầu: Câu 1, Câu 2, …; mỗi dòng sau một phiếu: Đ, S hoặc trống. Tệp chỉ được đếm, không được giữ."),
    )  # fmt: skip
    reason = words(lazy("Lý do thay kết quả trước"), lazy("Chỉ cần khi đã có kết quả."), most=500, required=False)


def answers_of(questions: Iterable[QuestionRow]) -> str:
    """The counts of a result as they are typed."""
    return "\n".join(f"{one.right}, {one.wrong}" for one in questions)
