"""Forms of cases: a moment as people know it, a commune by any of its names, and the few answers a kind of fact needs."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.base.places import queries as places
from donghanh.cases.procedures import court_order, issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import CourtOutcome, ExaminedAt, FactKind, HelperRole, Procedure, Sample, Service, StopGround, Substance
from donghanh.kernel.workdays import ZONE
from donghanh.web.cases import choices
from donghanh.web.cases.happenings import asked, implied
from donghanh.web.cases.openings import OPENINGS
from donghanh.web.places.forms import COMMUNE_FIELDS, CommuneForm, CommuneInput
from donghanh.web.shell.forms import DateField, Form

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:hHgG.]\s*(\d{2})?|(\d{2}))?(?:\s*(?:phút|p))?")


class TimeField(forms.CharField):
    """An hour as people write it: 14:05, 14h05, 14h, 1405. Never guesses morning or afternoon."""

    def to_python(self, value: Any) -> time | None:
        """The time, or None for an empty box. Raises ValidationError with the mend."""
        text = str(value or "").strip()
        if not text or isinstance(value, time):
            return value or None
        found = _CLOCK.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(_("Giờ chưa đọc được. Nhập như 14:05 hoặc 14h05"), code="invalid")
        return time(hour, minute)


def _text(label: str, *, hint: str = "", longest: int = 120, required: bool = True, lines: bool = False) -> forms.CharField:
    said = _("Rút gọn “%(label)s” còn tối đa %(longest)d ký tự") % {"label": label, "longest": longest}
    widget = forms.Textarea() if lines else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required, widget=widget, error_messages={"max_length": said})


def _one(label: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=hint)


def _many(label: str, choices: Any, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint)


def _few(label: str, table: Any, hint: str = "", *, required: bool = True) -> forms.ChoiceField:
    """One of a short table; "chưa rõ" first where nothing need be said."""
    none = [] if required else [("", _("Không ghi"))]
    return forms.ChoiceField(
        label=label, choices=[*none, *table.items()], required=required, widget=forms.RadioSelect, help_text=hint, initial=None if required else ""
    )


def _count(label: str, hint: str = "", *, most: int = 400, required: bool = False) -> forms.IntegerField:
    said = {"invalid": _("Nhập số nguyên"), "min_value": _("Nhập số từ 1 trở lên"), "max_value": _("Số lớn nhất là %(most)d") % {"most": most}}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, help_text=hint, min_value=1, max_value=most, required=required, widget=widget, error_messages=said)


def _day(label: str, hint: str = "", *, required: bool = False, past: bool = True) -> DateField:
    return DateField(label=label, help_text=hint, required=required, past=past)


def _flag(label: str, hint: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=hint, required=False)


def _commune(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, required=required, help_text=_COMMUNE_HINT, widget=CommuneInput())


_COMMUNE_HINT = lazy("Gõ tên hiện nay hoặc tên cũ, ví dụ “Trảng Bom” hoặc “thị trấn Trảng Bom, Đồng Nai”.")
YES_NO = (("yes", lazy("Có")), ("no", lazy("Không")))

FIELDS: dict[str, Any] = {
    "place": lambda: _commune(_("Xã, phường nơi cư trú")),
    "place_maybe": lambda: _commune(_("Xã, phường nơi đến"), required=False),
    "stable": lambda: _one(_("Nơi cư trú có ổn định không"), YES_NO),
    "number": lambda: _text(_("Số văn bản"), hint=_("Ví dụ 12/TB-CAX"), longest=40, required=False),
    "recipient": lambda: _text(_("Gửi đến"), hint=_("Tên cơ quan nhận, ví dụ Công an phường Trấn Biên"), required=False),
    "helper": lambda: _text(_("Họ và tên người giúp đỡ")),
    "helper_role": lambda: _one(_("Vai trò của người giúp đỡ"), HelperRole.choices),
    "services": lambda: _many(_("Dịch vụ đã giới thiệu"), Service.choices),
    "custodian": lambda: _text(_("Cơ quan tạm giữ, tạm giam"), required=False),
    "sample": lambda: _one(_("Mẫu xét nghiệm"), Sample.choices),
    "substances": lambda: _many(_("Chất phát hiện"), Substance.choices, _("Theo phiếu kết quả; chọn một hoặc nhiều.")),
    "tested_by": lambda: _text(_("Nơi xét nghiệm"), hint=_("Cơ quan, cơ sở đã xét nghiệm"), required=False),
    "ground": lambda: _one(_("Căn cứ"), StopGround.choices),
    "issuer": lambda: _one(_("Nơi ký"), (), _("Ngày nào ai có quyền ký thì Đồng Hành đối chiếu với luật của ngày đó.")),
    "signer": lambda: _text(_("Họ và tên người ký"), required=False),
    "facility": lambda: _text(_("Tên cơ sở"), required=False),
    "form_private": lambda: _few(_("Hình thức đăng ký"), {key: choices.FORM[key] for key in ("private", "partial")}),
    "result_on": lambda: _day(_("Ngày của phiếu kết quả xác định tình trạng nghiện"), _("Phiếu quá hạn dùng thì phải xác định lại.")),
    "notified_at": lambda: _day(_("Ngày được báo kết quả")),
    "months": lambda: _count(_("Số tháng"), _("Như ghi trong văn bản; bỏ trống nếu văn bản không ghi."), most=60),
    "phase": lambda: _few(_("Giai đoạn"), choices.PHASE),
    "despite": lambda: _text(
        _("Vì sao vẫn ghi đăng ký"), hint=_("Ví dụ số và ngày văn bản của Toà án, ý kiến của bộ phận pháp chế."), longest=500, lines=True
    ),
    "started_on": lambda: _day(_("Ngày vào cơ sở tư nhân"), required=True),
    "left_on": lambda: _day(_("Ngày nhận giấy xác nhận của cơ sở"), required=True),
    "left_at": lambda: _day(_("Ngày bỏ, nếu trước ngày ghi ở trên")),
    "level": lambda: _few(_("Nơi chọn cơ sở"), choices.LEVEL),
    "breach": lambda: _few(_("Vi phạm"), choices.BREACH),
    "end_reason": lambda: _few(_("Lý do kết thúc"), choices.TREATMENT_END),
    "days": lambda: _count(_("Số ngày")),
    "courses": lambda: _count(_("Số đợt liên tiếp"), most=20),
    "compulsory_ground": lambda: _few(_("Căn cứ"), choices.COMPULSORY_GROUND),
    "act_on": lambda: _day(_("Ngày của hành vi cuối cùng"), _("Thời hiệu tính từ ngày này.")),
    "paper": lambda: _text(
        _("Số văn bản cho thấy căn cứ"), hint=_("Chỉ cần khi sự việc chưa có trong hồ sơ ở đây, ví dụ 12/BB-CAX."), longest=60, required=False
    ),
    "paper_on": lambda: _day(_("Ngày của văn bản đó")),
    "exclusion": lambda: _few(_("Người này có thuộc trường hợp không áp dụng không?"), choices.EXCLUSION, required=False),
    "child_born_on": lambda: _day(_("Ngày sinh của con nhỏ đang nuôi"), _("Chỉ ghi nếu là phụ nữ, hoặc là người duy nhất đang nuôi con.")),
    "in_substitution": lambda: _flag(_("Đang điều trị bằng thuốc thay thế")),
    "where_held": lambda: _few(_("Giao cho ai"), choices.WHERE_HELD),
    "complex": lambda: _flag(_("Vụ việc phức tạp"), _("Theo thông báo của Toà án; thời hạn giải quyết dài hơn.")),
    "absent": lambda: _flag(_("Người bị đề nghị vắng mặt")),
    "question": lambda: _text(_("Toà án yêu cầu làm rõ điều gì"), hint=_("Đúng như văn bản của Toà án."), longest=2000, lines=True),
    "outcome": lambda: _one(_("Toà án đã quyết định"), CourtOutcome.choices),
    "why": lambda: _text(_("Lý do của Toà án"), hint=_("Như trong quyết định."), longest=2000, lines=True),
    "contest_days": lambda: _count(
        _("Được khiếu nại, kháng nghị trong bao nhiêu ngày"), _("Chỉ ghi khi luật chưa nêu; theo quyết định của Toà án."), most=999
    ),
    "contest_reason": lambda: _text(_("Căn cứ Toà án nêu cho số ngày đó"), longest=500, required=False),
    "sent_to": lambda: _few(_("Gửi đến"), choices.SENT_TO),
    "merit": lambda: _flag(_("Do lập công")),
    "completed": lambda: _few(_("Đã hoàn thành"), choices.COMPLETED),
    "completed_on": lambda: _day(_("Ngày hoàn thành ghi trên giấy"), required=True),
    "at_home": lambda: _flag(_("Quản lý tại gia đình, người dưới 18 tuổi")),
    "monitoring_ground": lambda: _few(_("Đang ở biện pháp nào"), choices.MONITORED),
    "until_on": lambda: _day(_("Ngày cuối của thời hạn, nếu quyết định ghi"), past=False),
    "guardian": lambda: _text(_("Người trong gia đình nhận quản lý"), required=False),
    "supervisor": lambda: _text(_("Họ và tên người giám sát")),
    "check_days": lambda: _count(_("Mỗi bao nhiêu ngày kiểm tra một lần"), _("Đơn vị tự đặt; văn bản đã đọc không nêu khoảng cách."), most=60),
    "postponed_for": lambda: _text(_("Căn cứ hoãn"), hint=_("Như quyết định ghi, ví dụ đang ốm nặng."), longest=200),
    "review_on": lambda: _day(_("Ngày xem lại, nếu quyết định ghi"), past=False),
    "letter": lambda: _few(_("Hành vi theo"), choices.LETTER),
    "off_reason": lambda: _few(_("Lý do tháo"), choices.OFF),
    "examined": lambda: _few(_("Xác định ở đâu"), choices.EXAMINED),
    "remote": lambda: forms.BooleanField(
        label=_("Địa bàn xa xôi, hải đảo, đi lại khó khăn"), required=False, help_text=_("Luật cho thời hạn xác minh dài hơn ở những nơi này.")
    ),
    "summary": lambda: _text(
        _("Việc đã xảy ra là gì?"),
        hint=_("Tối đa 500 ký tự. Người trong hồ sơ có thể đọc."),
        longest=500,
        lines=True,
        required=False,
    ),
}


KEYS = {
    "form_private": "form",
    "end_reason": "reason",
    "off_reason": "reason",
    "compulsory_ground": "ground",
    "monitoring_ground": "ground",
    "where_held": "place",
    "examined": "place",
    "sent_to": "to",
    "until_on": "until",
    "supervisor": "helper",
}
"""Fields whose answer is kept under another name (cases/procedures/event_data.py)."""


class MomentForm(Form):
    """When it happened. After cleaning: `moment` with zone, `is_date_only`."""

    on = DateField(label=lazy("Ngày xảy ra"), help_text=lazy("Ví dụ 5/3/2026. Gõ liền 05032026 vào ô đầu cũng được."), past=True)
    time = TimeField(
        label=lazy("Giờ xảy ra"),
        help_text=lazy("Ví dụ 14:05. Hạn tính bằng giờ cần đến giờ này."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    no_time = forms.BooleanField(label=lazy("Không nhớ giờ"), help_text=lazy("Khi đó hạn tính từ hết ngày."), required=False)
    moment: datetime
    is_date_only: bool

    def clean(self) -> dict[str, Any]:
        """An hour, or the word that nobody knows it: the law counts hours."""
        data = super().clean()
        known, day = data.get("time"), data.get("on")
        if not known and not data.get("no_time") and "time" not in self.errors:
            self.add_error("time", _("Nhập giờ xảy ra, hoặc đánh dấu “Không nhớ giờ”"))
        if day:
            self.is_date_only = not known
            self.moment = datetime.combine(day, known or time(), ZONE)
        return data


class ExactMoment(MomentForm):
    """A day and an hour, both known: waiting times are counted. on_words, time_words: labels of the two."""

    no_time = None
    on_words: Any = ""
    time_words: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day, hour = self.fields["on"], self.fields["time"]
        day.label, hour.label, hour.required = self.on_words, self.time_words, True
        day.error_messages["required"] = _("Nhập đủ ngày, tháng, năm, ví dụ 5/3/2026")
        hour.error_messages["required"] = _("Nhập giờ, ví dụ 14:05")
        hour.help_text = _("Ví dụ 14:05 hoặc 14h05.")


class FactForm(MomentForm, CommuneForm):
    """The form of one kind of fact, made by fact_form. After cleaning: `answers`, ready to be kept as the fact's data."""

    wanted: tuple[str, ...] = ()
    known: dict[str, Any] = {}

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered and what the file itself says; nothing that was left empty, and no place (it is kept beside)."""
        given = {name: self.cleaned_data.get(name) for name in self.wanted if name not in COMMUNE_FIELDS and name != "issuer"}
        if "stable" in given:
            return given | {"stable": given["stable"] == "yes"}
        kept = {KEYS.get(name, name): _plain(value) for name, value in given.items() if value not in (None, "", [], False)}
        return {**self.known, **kept}

    @property
    def issuer(self) -> str:
        """The office that signed; empty for what nobody signs."""
        return str(self.cleaned_data.get("issuer") or "")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@cache
def fact_form(procedure: Procedure, kind: FactKind) -> type[FactForm]:
    """The form of this kind of fact in a file of this procedure."""
    made = _asking(asked(procedure, kind), implied(procedure, kind))
    if "issuer" in made.base_fields:
        made.base_fields["issuer"].choices = list(issuing.issuers(manifest(procedure), kind).items())
    return made


@cache
def open_form() -> type[FactForm]:
    """The form of a positive test, with which a case begins."""
    return _asking(("sample", "substances", "tested_by", "remote", "summary"), {})


def opening_form(procedure: Procedure, kind: FactKind, *, is_beside: bool = False) -> type[FactForm]:
    """The form of the fact with which a file of this procedure begins. is_beside: a compulsory measure stands, so it asks why."""
    way = next(one for one in OPENINGS[procedure] if one.kind == kind)
    made = _asking((*way.fields, "despite") if is_beside and kind in court_order.ASKED else way.fields, way.implied)
    if "issuer" in made.base_fields:
        made.base_fields["issuer"].choices = list(issuing.issuers(manifest(procedure), kind).items())
    return made


def _asking(names: tuple[str, ...], known: dict[str, Any]) -> type[FactForm]:
    return type("FactForm", (FactForm,), {"wanted": names, "known": known} | {name: FIELDS[name]() for name in names})


class SendForm(CommuneForm):
    """Where a file goes."""

    place = _commune(lazy("Xã, phường nơi cư trú mới"))


class ReasonForm(Form):
    """Why something is taken back or sent back."""

    reason = forms.CharField(label=lazy("Lý do"), max_length=500, widget=forms.Textarea, help_text=lazy("Tối đa 500 ký tự."))


class BodyForm(Form):
    """Which health body is asked for a determination."""

    body = forms.ChoiceField(label=lazy("Gửi đến"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=lazy("Xác định ở đâu"), choices=ExaminedAt.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, bodies: list[places.BodyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(str(one.id), one.name) for one in bodies]

    @property
    def body_name(self) -> str:
        """Name of the body chosen; after cleaning."""
        return dict(self.fields["body"].choices)[self.cleaned_data["body"]]

    @property
    def place_name(self) -> str:
        """Where the person is examined; after cleaning."""
        return str(ExaminedAt(self.cleaned_data["place"]).label)
