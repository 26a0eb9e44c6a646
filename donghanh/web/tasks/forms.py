"""Forms of the acts on a task, a directive, a unit's paper and a difficulty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.keeping.rules import LONGEST_FILE, FileDraft
from donghanh.programme.tasks.queries import PartRow, Receiver
from donghanh.programme.tasks.terms import Severity
from donghanh.web.shell.forms import DateField, Form

NO_PERSON = lazy("Không ghi tên, số giấy tờ hay hoàn cảnh của người dân.")


def words(label: Any, hint: Any = NO_PERSON, *, most: int = 2000, required: bool = True) -> forms.CharField:
    """A text of a few lines, which never names a person in a file."""
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": 3}))


def paper_field(label: Any) -> forms.FileField:
    """A file that goes along."""
    hint = lazy("PDF, Word, Excel hoặc ảnh, tối đa 10 MB. Che tên người dân trước khi gửi.")
    return forms.FileField(label=label, help_text=hint, required=False, allow_empty_file=True)


def taken(form: Form) -> FileDraft | None:
    """The file of a form as it came; a longer one than is taken is read no further than needed to refuse it."""
    file = form.cleaned_data.get("file")
    return FileDraft(file.name, file.read(LONGEST_FILE + 1)) if file else None


class AcknowledgeForm(Form):
    responsible = forms.CharField(
        label=lazy("Người phụ trách của đơn vị"),
        help_text=lazy("Họ tên và chức vụ cán bộ, ví dụ Trần Thị Mỹ An, Phó Chủ tịch."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReportForm(Form):
    result = words(lazy("Kết quả"), lazy("Đã làm gì, bao nhiêu, khi nào. Không ghi tên, số giấy tờ hay hoàn cảnh của người dân."))
    file = paper_field(lazy("Tệp minh chứng"))


class ReturnForm(Form):
    """Which part goes back, and why."""

    part = forms.ChoiceField(label=lazy("Phần việc của"))
    reason = words(lazy("Lý do trả lại"))

    def __init__(self, *args: Any, parts: Iterable[PartRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(str(part.id), part.body) for part in parts]


class AcceptForm(Form):
    note = words(lazy("Nhận xét"), required=False)


class AmendForm(Form):
    title = forms.CharField(label=lazy("Tên nhiệm vụ"), max_length=300)
    due_on = DateField(label=lazy("Hạn mới"))
    reason = words(lazy("Lý do sửa"))


class TakeBackForm(Form):
    reason = words(lazy("Lý do thu hồi"))


class RemindForm(Form):
    note = words(lazy("Lời nhắc"))


class AskForm(Form):
    text = words(lazy("Câu hỏi"), most=1000)


class AnswerForm(Form):
    text = words(lazy("Câu trả lời"))


class SubmitForm(Form):
    text = words(lazy("Nội dung chính"), lazy("Có thể để trống khi gửi tệp. Không ghi tên, số giấy tờ của người dân."), most=8000, required=False)
    file = paper_field(lazy("Tệp kế hoạch, báo cáo"))


class JudgeForm(Form):
    """Approve, or return with the reason."""

    verdict = forms.ChoiceField(label=lazy("Ý kiến"), choices=[("yes", lazy("Duyệt")), ("no", lazy("Trả lại"))], widget=forms.RadioSelect)
    reason = words(lazy("Lý do trả lại"), lazy("Chỉ cần khi trả lại."), most=1000, required=False)


class TicketForm(Form):
    """A difficulty with the work."""

    handler = forms.ChoiceField(label=lazy("Gửi đến"))
    severity = forms.ChoiceField(label=lazy("Mức ảnh hưởng đến công việc"), choices=Severity.choices, widget=forms.RadioSelect)
    matter = words(lazy("Khó khăn"), most=1000)
    proposal = words(lazy("Đề xuất cách gỡ"), most=1000)
    plan = forms.ChoiceField(label=lazy("Thuộc kế hoạch"), required=False)
    clause = forms.CharField(label=lazy("Mã khoản"), help_text=lazy("Như trên trang kế hoạch, ví dụ III.2."), required=False, max_length=40)
    task = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, handlers: Iterable[Receiver], plans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].choices = [(str(one.id), one.name) for one in handlers]
        self.fields["plan"].choices = [("", lazy("Không theo kế hoạch nào")), *plans]
