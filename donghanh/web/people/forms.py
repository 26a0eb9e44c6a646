"""What is typed on the pages of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.kernel import card_text
from donghanh.people.rules import Home, NewPerson, Number
from donghanh.people.terms import AddressKind, IdentifierKind, Relation, Sex, WhyNotSame
from donghanh.web.places.forms import CommuneForm, CommuneInput
from donghanh.web.shell.forms import DateField, Form

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
OFF = {"autocomplete": "off"}
NUMBER_FIELDS = {"citizen_id": IdentifierKind.CITIZEN, "old_id": IdentifierKind.OLD_ID, "passport": IdentifierKind.PASSPORT}


def _text(label: Any, *, required: bool = False, hint: Any = "", attrs: dict | None = None) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, widget=forms.TextInput(attrs=attrs or OFF))


def _radio(label: Any, choices: list, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=required)


def _commune(label: Any, *, required: bool = True) -> forms.CharField:
    hint = _("Gõ tên hiện nay hoặc tên cũ, ví dụ “Trảng Bom” hoặc “thị trấn Trảng Bom, Đồng Nai”.")
    return forms.CharField(label=label, required=required, help_text=hint, widget=CommuneInput())


def _birth_year() -> forms.IntegerField:
    said = {"invalid": _("Nhập năm sinh bằng 4 chữ số, ví dụ 1990")}
    return forms.IntegerField(label=_("Năm sinh"), required=False, widget=forms.TextInput(attrs=NUMERIC), error_messages=said)


class SearchForm(Form):
    """A number, or a name with the year of birth."""

    mark_optional = False
    q = _text(_("Số CCCD hoặc họ và tên"), required=True)
    nam = _birth_year()


class CardForm(Form):
    """The text of the card's QR square; read into the other form, not kept."""

    mark_optional = False
    card_text = forms.CharField(
        label=_("Dán hoặc quét mã QR của thẻ"),
        help_text=_("Đặt con trỏ vào ô rồi quét. Nội dung chỉ dùng để điền các ô bên dưới, không được lưu."),
        widget=forms.Textarea(attrs={"rows": "2", "autocomplete": "off", "spellcheck": "false"}),
        strip=False,
    )

    def filled(self) -> dict[str, Any]:
        """Initial values of RegisterForm from the card. Raises BadInput where the text is no card."""
        card = card_text.read(self.cleaned_data["card_text"])
        return {
            "full_name": card.full_name.title() if card.full_name.isupper() else card.full_name,
            "sex": card.sex or Sex.UNKNOWN.value,
            "born_on": card.born_on,
            "birth_year": "" if card.born_on else card.birth_year,
            "citizen_id": card.citizen_id,
            "old_id": card.old_id,
            "detail": card.address,
        }


class RegisterForm(CommuneForm):
    """A new person: who, papers, where, and who answers for a minor."""

    full_name = _text(_("Họ và tên"), required=True, hint=_("Như trên giấy tờ, có dấu"))
    other_name = _text(_("Tên gọi khác"))
    sex = _radio(_("Giới tính"), Sex.choices)
    born_on = DateField(label=_("Ngày sinh"), required=False, past=True, help_text=_("Không rõ ngày thì để trống và nhập năm sinh."))
    birth_year = _birth_year()
    citizen_id = _text(_("Số CCCD"), hint=_("12 chữ số"), attrs=NUMERIC)
    old_id = _text(_("Số CMND cũ"), hint=_("9 chữ số"), attrs=NUMERIC)
    passport = _text(_("Số hộ chiếu"))
    place = _commune(_("Xã, phường đang ở"), required=False)
    detail = _text(_("Số nhà, đường, ấp"))
    since = DateField(label=_("Ở đây từ ngày"), required=False, past=True, help_text=_("Để trống thì ghi từ hôm nay."))
    guardian_name = _text(_("Người giám hộ"), hint=_("Cần khi người này dưới 18 tuổi"))
    why_not_same = _radio(_("Vì sao không phải người đã có hồ sơ"), WhyNotSame.choices, required=False)
    checked = forms.BooleanField(label=_("Đã đối chiếu giấy tờ, thông tin tôi nhập là đúng"), required=False)

    def clean(self) -> dict[str, Any]:
        """An address below a commune needs the commune."""
        data = super().clean()
        if data.get("detail") and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Nhập xã, phường đang ở"))
        return data

    def person(self) -> NewPerson:
        """What was typed, for people.rules and people.actions."""
        typed = self.cleaned_data
        return NewPerson(
            full_name=typed["full_name"],
            sex=typed["sex"],
            birth_year=typed["birth_year"],
            born_on=typed["born_on"],
            numbers=tuple(Number(kind, typed[field]) for field, kind in NUMBER_FIELDS.items() if typed[field]),
            homes=self._homes(),
            other_name=typed["other_name"],
            guardian_name=typed["guardian_name"],
        )

    def _homes(self) -> tuple[Home, ...]:
        typed = self.cleaned_data
        return (Home(AddressKind.CURRENT, self.unit.id, typed["detail"], typed["since"] or self.today),) if self.unit else ()


class CorrectForm(Form):
    """Who the person is; version is the one the officer saw."""

    full_name = _text(_("Họ và tên"), required=True)
    other_name = _text(_("Tên gọi khác"))
    sex = _radio(_("Giới tính"), Sex.choices)
    born_on = DateField(label=_("Ngày sinh"), required=False, past=True, help_text=_("Không rõ ngày thì để trống và nhập năm sinh."))
    birth_year = _birth_year()
    guardian_name = _text(_("Người giám hộ"))
    reason = _text(_("Vì sao sửa"), required=True, hint=_("Ví dụ: theo căn cước xuất trình"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """Field names and values for people.actions.correct."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("reason", "version")} | {
            "birth_year": self.cleaned_data["birth_year"] or (self.cleaned_data["born_on"] and self.cleaned_data["born_on"].year)
        }


class AddressForm(CommuneForm):
    """A new address of one kind; the former one of that kind ends on its first day."""

    kind = _radio(_("Loại địa chỉ"), AddressKind.choices)
    place = _commune(_("Xã, phường"))
    detail = _text(_("Số nhà, đường, ấp"))
    starts_on = DateField(label=_("Từ ngày"), past=True)

    def home(self) -> Home:
        """What was typed, for people.actions."""
        typed = self.cleaned_data
        assert self.unit is not None
        return Home(typed["kind"], self.unit.id, typed["detail"], typed["starts_on"])


class NumberForm(Form):
    """One more identity number."""

    kind = _radio(_("Loại giấy tờ"), IdentifierKind.choices)
    number = _text(_("Số"), required=True)


class ReasonForm(Form):
    """A reason, where an act needs one."""

    reason = _text(_("Lý do"), required=True)


class ReadingReasonForm(Form):
    reason = forms.CharField(
        label=_("Việc gì cần xem nhiều hồ sơ?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nhập lý do.")},
    )


class UnsealForm(Form):
    """Why a sealed file must be read, and for how long."""

    mark_optional = False
    reason = forms.CharField(
        label=_("Việc gì cần xem hồ sơ này?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nhập lý do.")},
    )
    days = forms.IntegerField(
        label=_("Mở trong bao nhiêu ngày"),
        help_text=_("Từ 1 đến 30 ngày. Hết hạn, hồ sơ tự đóng lại."),
        widget=forms.TextInput(attrs=NUMERIC),
        error_messages={"required": _("Nhập số ngày."), "invalid": _("Nhập số ngày bằng chữ số, ví dụ 7")},
    )


class FindForm(Form):
    """Find a second person, for a household or a merge."""

    mark_optional = False
    q = _text(_("Số CCCD hoặc họ và tên"), required=True)


class JoinForm(Form):
    """Live together with another person."""

    other = forms.UUIDField(label=_("Người cùng hộ"), widget=forms.HiddenInput)
    relation = _radio(_("Người này là gì trong hộ"), Relation.choices)
    on = DateField(label=_("Ở chung từ ngày"), past=True)


class LeaveForm(Form):
    """No longer live together."""

    left_on = DateField(label=_("Rời hộ từ ngày"), past=True)


class MergeForm(Form):
    """Two records of one human being: which one stays."""

    other = forms.UUIDField(label=_("Hồ sơ thứ hai"), widget=forms.HiddenInput)
    keep = _radio(_("Giữ lại hồ sơ nào"), [("this", _("Hồ sơ đang mở")), ("other", _("Hồ sơ thứ hai"))])
    reason = _text(_("Vì sao là một người"), required=True, hint=_("Ví dụ: cùng số định danh, cùng cha mẹ"))
