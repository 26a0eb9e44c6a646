"""Forms of decisions: what the drafter adds, why a draft goes back, that the signer has read, and to whom it was handed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.decisions import formed, lengths
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.terms import DecisionKind, ServiceWay
from donghanh.kernel.workdays import ZONE
from donghanh.legal.decision_kinds import Ask, decision_kind
from donghanh.legal.forms import Filled
from donghanh.web.cases.forms import TimeField
from donghanh.web.papers.forms import PREFIX, blank_input, blank_text
from donghanh.web.shell.forms import DateField, Form

MOST_MEMBERS = 9
ASK = "hoi_"
REASON = ASK + lengths.WHY.key
TOLD_HOW = (
    ("", lazy("Chưa nói")),
    ("trực tiếp", lazy("Nói trực tiếp")),
    ("qua người đại diện", lazy("Qua người đại diện, người giám hộ")),
    ("bằng văn bản", lazy("Bằng văn bản")),
)
RETURN_KINDS = (
    ("Sự việc", lazy("Sự việc ghi sai hoặc thiếu")),
    ("Căn cứ", lazy("Căn cứ, điều luật chưa đúng")),
    ("Người, nơi cư trú", lazy("Thông tin về người hoặc nơi cư trú chưa đúng")),
    ("Câu chữ", lazy("Câu chữ, thể thức")),
    ("Cũ", lazy("Hồ sơ đã thay đổi, cần soạn lại")),
)


def _limit(longest: int) -> dict[str, str]:
    return {"max_length": _("Rút gọn còn tối đa %(longest)d ký tự") % {"longest": longest}}


class DraftForm(Form):
    """What a draft needs beyond what the file knows. Officer and team stand only in a management decision.

    asked: blanks of the form that nobody knows; they, and what only the fact needs, come before the reasons.
    term_law: the length that the law gives to a term typed here, with its article.
    """

    reasons = forms.CharField(
        label=lazy("Lý do ra quyết định"),
        max_length=800,
        widget=forms.Textarea,
        help_text=lazy("Sự việc và căn cứ, một hai câu. Tối đa 800 ký tự; in nguyên văn trong quyết định, người trong hồ sơ sẽ đọc."),
        error_messages=_limit(800),
    )
    officer = forms.CharField(
        label=lazy("Cán bộ theo dõi"), max_length=120, required=False, help_text=lazy("Chức vụ và họ tên, ví dụ: Đại uý Nguyễn Hữu Ẵng")
    )
    team = forms.CharField(
        label=lazy("Thành viên Tổ quản lý"),
        max_length=1200,
        required=False,
        widget=forms.Textarea,
        help_text=lazy("Mỗi dòng một người: họ tên, đơn vị, vai trò trong Tổ. Tối đa 9 người."),
    )
    told_on = DateField(label=lazy("Ngày nói cho người này biết quyền khiếu nại"), required=False, past=True, help_text=lazy("Ví dụ 5/3/2026"))
    told_how = forms.ChoiceField(label=lazy("Nói bằng cách nào"), choices=TOLD_HOW, required=False)

    def __init__(self, *args: Any, kind: DecisionKind, asked: Sequence[Filled] = (), term_law: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = decision_kind(kind)
        if kind != DecisionKind.MANAGE_USER:
            del self.fields["officer"], self.fields["team"]
        if row.forms and not any(one.kind == "decision" for one in row.forms):
            self.fields["reasons"].label = _("Căn cứ cấp giấy")
            self.fields["reasons"].help_text = _("Một hai câu. Không in trong giấy; đứng trong thông báo gửi người này.")
        self.asked, self.extra = tuple(asked), (*row.asks, *lengths.asks(row, asked))
        has_papers = not any(one.field.source == "person.identity.number" for one in self.asked)
        blanks = {PREFIX + one.field.key: _blank(one, has_papers=has_papers) for one in self.asked} | {ASK + one.key: _ask(one) for one in self.extra}
        self.fields = blanks | self.fields
        self._say_the_law(term_law)
        self.name_what_is_asked()
        if self.is_bound:
            return
        for one in self.extra:
            self.initial.setdefault(ASK + one.key, self.initial.get("values", {}).get(formed.ASKED + one.key, ""))

    def _say_the_law(self, term_law: str) -> None:
        """The length of the law stands at the blank of the last day, before anything is typed."""
        for one in self.asked:
            if term_law and one.field.source == lengths.LAST:
                self.fields[PREFIX + one.field.key].help_text = _("Luật cho: %(law)s.") % {"law": term_law}

    def propose(self, ends: str) -> None:
        """Fill the open box of the last day with the one the law gives from the first day typed, and say so; nothing else is touched."""
        last = next((PREFIX + one.field.key for one in self.asked if one.field.source == lengths.LAST), "")
        if not (ends and last and self.is_bound) or any(self.data.get(f"{last}{end}") for end in ("", "-d", "-m", "-y")):
            return
        day = date.fromisoformat(ends)
        self.data = self.data.copy()  # as typed it cannot be changed
        for end, number in (("-d", day.day), ("-m", day.month), ("-y", day.year)):
            self.data[f"{last}{end}"] = str(number)
        self.fields[last].help_text = _("Đã điền theo luật; xem lại, đổi được.")
        if last in self.errors:
            self.errors[last] = self.error_class([_("Đã điền ngày cuối theo luật. Xem lại rồi gửi.")])

    @property
    def blanks(self) -> list[Any]:
        """Inputs of the form's own blanks."""
        return [one for one in self if one.name.startswith((PREFIX, ASK)) and one.name != REASON]

    @property
    def reason(self) -> Any:
        """The input for the reason of a term, where one is typed."""
        return self[REASON] if REASON in self.fields else None

    @property
    def needs_reason(self) -> bool:
        """The reason was given, or is asked for by now: its box stands open."""
        return REASON in self.errors or bool(self.reason and self.reason.value())

    @property
    def others(self) -> list[Any]:
        """Inputs that every decision has."""
        return [one for one in self if not one.name.startswith((PREFIX, ASK))]

    @property
    def values(self) -> dict[str, str]:
        """What was typed into the blanks, as it stands."""
        if not self.is_bound:
            return {one.field.key: one.value for one in self.asked}
        data = self.cleaned_data if self.errors or self.is_valid() else {}
        said = {formed.ASKED + one.key: _plain(data.get(ASK + one.key)) for one in self.extra}
        return {one.field.key: blank_text(data.get(PREFIX + one.field.key)) for one in self.asked} | said

    def refuse(self, refusal: Any) -> None:
        """Shows a refusal at its blank, or at the top."""
        named = next((name for name in (PREFIX + refusal.field, ASK + refusal.field.removeprefix(formed.ASKED)) if name in self.fields), None)
        self.add_error(named, str(refusal)) if named else super().refuse(refusal)

    def clean_team(self) -> str:
        """At most nine members, each on a line of his own."""
        if len(_lines(self.cleaned_data["team"])) > MOST_MEMBERS:
            raise forms.ValidationError(_("Ghi tối đa %(most)d người, mỗi dòng một người") % {"most": MOST_MEMBERS})
        return self.cleaned_data["team"]

    def clean(self) -> dict[str, Any]:
        """A day without a way, or a way without a day, is asked for."""
        data = super().clean()
        if data.get("told_on") and not data.get("told_how"):
            self.add_error("told_how", _("Chọn đã nói bằng cách nào"))
        if data.get("told_how") and not data.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", _("Nhập ngày đã nói"))
        return data

    @property
    def told_at(self) -> datetime | None:
        """The day on which the rights were told, at its beginning."""
        day = self.cleaned_data.get("told_on")
        return datetime.combine(day, time(), ZONE) if day else None

    def given(self, *, withdraws: UUID | None) -> DraftInput:
        """What was typed, as it stands: also before it is complete, for the preview."""
        data = self.data if self.is_bound else self.initial
        team = data.get("team") or ""
        return DraftInput(
            (data.get("reasons") or "").strip() or "…",
            " ".join((data.get("officer") or "").split())[:120],
            tuple(_lines(team))[:MOST_MEMBERS],
            withdraws,
            self.values,
        )


def _blank(one: Filled, *, has_papers: bool) -> forms.Field:
    """A decision goes on whole, so every blank is asked for; only somebody whose number nobody knows may leave the blanks of his papers empty."""
    made = blank_input(one)
    made.required = not one.field.is_optional and (has_papers or not one.field.source.startswith("person.identity."))
    return made


def _ask(one: Ask) -> forms.Field:
    if one.kind == "date":
        return DateField(label=one.words, required=False, help_text=one.help)
    if one.kind == "text":
        return forms.CharField(
            label=one.words, required=False, help_text=one.help, max_length=formed.LONGEST_WHY, error_messages=_limit(formed.LONGEST_WHY)
        )
    choices = [("", _("Chưa chọn")), *one.options.items()]
    return forms.ChoiceField(label=one.words, required=False, help_text=one.help, choices=choices)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()).rstrip(";,.") for line in text.splitlines() if line.strip()]


class SignForm(Form):
    """The signer has read; seen is the digest of the letter on his page."""

    has_read = forms.BooleanField(
        label=lazy("Tôi đã đọc quyết định và ba điều trên"), error_messages={"required": lazy("Đọc hết văn bản rồi đánh dấu “Tôi đã đọc”")}
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class ReturnForm(Form):
    """What is wrong and how to mend it; the drafter reads it at the top of his list."""

    what = forms.ChoiceField(label=lazy("Phần nào cần sửa?"), choices=RETURN_KINDS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("Sai ở đâu, sửa thế nào?"),
        max_length=450,
        widget=forms.Textarea,
        help_text=lazy("Người soạn đọc câu này đầu tiên. Tối đa 450 ký tự."),
        error_messages=_limit(450),
    )

    @property
    def sentence(self) -> str:
        """The reason as it is kept."""
        return f"{self.cleaned_data['what']}: {self.cleaned_data['reason'].strip()}"


class ServeForm(Form):
    """To whom, how and when a signed decision was handed."""

    to = forms.ChoiceField(
        label=lazy("Giao cho ai?"),
        choices=(("person", lazy("Chính người có tên trong quyết định")), ("other", lazy("Gia đình, cơ quan, tổ chức khác"))),
        widget=forms.RadioSelect,
    )
    recipient = forms.CharField(
        label=lazy("Họ tên hoặc tên cơ quan nhận"), max_length=160, required=False, help_text=lazy("Để trống khi giao cho chính người đó.")
    )
    way = forms.ChoiceField(label=lazy("Cách giao"), choices=ServiceWay.choices, widget=forms.RadioSelect)
    served_on = DateField(label=lazy("Ngày giao"), past=True, help_text=lazy("Ví dụ 5/3/2026. Gõ liền 05032026 vào ô đầu cũng được."))
    served_time = TimeField(label=lazy("Giờ giao"), help_text=lazy("Ví dụ 14:05"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    def clean(self) -> dict[str, Any]:
        """Another receiver is named."""
        data = super().clean()
        if data.get("to") == "other" and not (data.get("recipient") or "").strip():
            self.add_error("recipient", _("Nhập họ tên hoặc tên cơ quan nhận"))
        return data

    def told(self, person_name: str) -> dict[str, Any]:
        """What the act of serving asks: receiver (the person, where no other name was written), way, the moment in Viet Nam."""
        given = self.cleaned_data
        is_person = given["to"] == "person"
        return {
            "recipient": given["recipient"] or (person_name if is_person else ""),
            "is_person": is_person,
            "way": ServiceWay(given["way"]),
            "served_at": datetime.combine(given["served_on"], given["served_time"], ZONE),
        }
