"""The base of all forms: Vietnamese sentences that say the mend, typed values kept, dates as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.kernel.errors import Refusal
from donghanh.web.shell import clock

_SPLIT = re.compile(r"[\s/.,\-]+")
_LIMITS = {
    "min_value": lazy("Nhập số từ %(limit_value)s trở lên"),
    "max_value": lazy("Nhập số không quá %(limit_value)s"),
    "max_length": lazy("Rút gọn còn tối đa %(limit_value)s ký tự"),
}
"""What the framework says of a number or text past its limit, in words that say the mend."""


class Form(forms.Form):
    """A form without browser bubbles. mark_optional: say "(không bắt buộc)" at fields that may stay empty; off for filters."""

    mark_optional = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.name_what_is_asked()

    def name_what_is_asked(self) -> None:
        """A field empty or past its limit says in its own words what is asked; called again by a form that adds fields later."""
        for one in self.fields.values():
            one.error_messages = {**_LIMITS, **one.error_messages}
            if one.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                one.error_messages["required"] = _required(one)

    def refuse(self, refusal: Refusal) -> None:
        """Shows a refusal from below at its field, or at the top; the page answers 422 with what was typed."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def _required(one: forms.Field) -> str:
    """What to do where a field was left empty, in the words of its label: "Nhập họ và tên"."""
    name = re.sub(r"\s*\(.*\)$", "", str(one.label or "")).strip()
    if isinstance(one, forms.BooleanField):
        return _("Đánh dấu “%(name)s” khi đã làm") % {"name": name}
    verb = _("Chọn") if isinstance(one, forms.FileField | forms.ChoiceField) else _("Nhập")
    if isinstance(one, forms.FileField) and not name.casefold().startswith("tệp"):
        verb = _("Chọn tệp")
    small = name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"
    return f"{verb} {small}".strip()


def _of_an_address(typed: tuple[str, str, str]) -> date | None:
    try:
        return None if typed[1] or typed[2] else date.fromisoformat(typed[0])
    except ValueError:
        return None


class DateBoxes(forms.Widget):
    """Three boxes NAME-d, NAME-m, NAME-y; a whole date in the first box (or as NAME) counts as well."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, str, str]:
        whole = str(data.get(name, "")).strip()
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in "dmy")
        return (whole, "", "") if whole and not (day or month or year) else (day, month, year)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key in data for key in (name, f"{name}-d", f"{name}-m", f"{name}-y"))

    def boxes(self, value: date | tuple[str, str, str] | None) -> tuple[str, str, str]:
        """What the three boxes show: a date split, also one that an address gives as 2026-07-01, or what was typed."""
        if value is None or value == "":
            return "", "", ""
        whole = value if isinstance(value, date) else _of_an_address(value)
        return (str(whole.day), str(whole.month), str(whole.year)) if whole else value


class DateField(forms.Field):
    """A day. Reads 5/3/26, 05032026, 5-3-2026, 2026-03-05 and three boxes; never guesses, never mends in silence.

    past: a day after today is refused, and a year of two digits is the latest one that is not in the future.
    Otherwise a year of two digits lies in this century.
    """

    widget = DateBoxes

    def __init__(self, *, past: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.past = past

    def to_python(self, value: date | tuple[str, str, str] | None) -> date | None:
        """The day, or None for three empty boxes. Raises ValidationError with the mend."""
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        today = clock.local_date(clock.now())
        day = read_date(value, latest_year=today.year if self.past else 2099, name=str(self.label or _("ngày")))
        if self.past and day > today:
            raise ValidationError(_("%(name)s phải là hôm nay hoặc trước hôm nay") % {"name": self.label}, code="future")
        return day


def read_date(typed: tuple[str, str, str], *, latest_year: int, name: str) -> date:
    """Day, month, year as typed (or the whole date in the first place). Raises ValidationError saying which part to mend."""
    parts = _whole(typed[0]) if typed[0] and not typed[1] and not typed[2] else typed
    for part, word in zip(parts, (_("ngày"), _("tháng"), _("năm")), strict=True):
        if not part:
            raise ValidationError(
                _("%(name)s thiếu %(part)s. Nhập đủ ngày, tháng, năm, ví dụ 5/3/2026") % {"name": name, "part": word}, code="missing"
            )
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[2]) not in (2, 4):
        raise ValidationError(_("%(name)s chưa đọc được. Nhập như 5/3/2026 hoặc 05032026") % {"name": name}, code="invalid")
    day, month, year = (int(part) for part in parts)
    if len(parts[2]) == 2:
        year += latest_year // 100 * 100
        year -= 100 if year > latest_year else 0
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(
            _("%(name)s không có trong lịch: %(typed)s") % {"name": name, "typed": f"{day}/{month}/{year}"}, code="invalid"
        ) from None


def _whole(text: str) -> tuple[str, str, str]:
    """One string to three parts; what cannot be split comes back with empty parts."""
    if text.isdigit() and len(text) in (6, 8):
        return text[:2], text[2:4], text[4:]
    parts = [*_SPLIT.split(text.strip()), "", ""][:3]
    return (parts[2], parts[1], parts[0]) if len(parts[0]) == 4 else (parts[0], parts[1], parts[2])
