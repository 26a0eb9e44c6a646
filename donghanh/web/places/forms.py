"""What is typed on the pages of places."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.kernel.errors import BadInput
from donghanh.web.shell.forms import DateField, Form

OFF, WORK = "nghi", "lam"
MOST = 200
"""Longest text that is searched for; no name with all that lies above it is longer."""


class OnDayForm(Form):
    """The day for which a page answers."""

    mark_optional = False
    ngay = DateField(label=_("Vào ngày"), required=False)


class SearchForm(OnDayForm):
    """A name or code, and the day for which to answer."""

    q = forms.CharField(label=_("Tên hoặc mã"), required=False, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))


class DayForm(Form):
    """One decreed day."""

    day = DateField(label=_("Ngày"))
    kind = forms.ChoiceField(
        label=_("Ngày này"),
        choices=((OFF, _("Nghỉ, không tính là ngày làm việc")), (WORK, _("Làm việc, tính là ngày làm việc (làm bù, hoán đổi)"))),
        widget=forms.RadioSelect,
        initial=OFF,
    )
    name = forms.CharField(label=_("Tên ngày"), help_text=_("Ví dụ: Nghỉ hoán đổi dịp Quốc khánh"))
    source = forms.CharField(label=_("Văn bản làm căn cứ"), help_text=_("Số, ngày và cơ quan ban hành"))
    note = forms.CharField(label=_("Ghi chú"), required=False)


class CommuneInput(forms.TextInput):
    """A box for a commune by any of its names; while it is typed in, places:search answers with the communes that may be meant."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("places:search"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#noi-goi-y",
                "hx-sync": "this:replace",
            }
        )


COMMUNE_FIELDS = ("place", "place_maybe")
"""Names of boxes in which a commune is typed; one of them in a form."""
MOST_FOUND, SUGGESTED = 60, 8
"""Most units looked at, and most communes offered at once: a longer list is not read, a longer name finds the rest."""


def communes(text: str, *, on: date) -> dict[str, tuple[UnitRow, str]]:
    """Communes of this day that the words may mean, by id, each with the former name that led to it; those of the own province first."""
    found: dict[str, tuple[UnitRow, str]] = {}
    for match in places.find(text, on=on, level="COMMUNE", limit=MOST_FOUND):
        for kin in match.now:
            found.setdefault(str(kin.unit.id), (kin.unit, gettext("Trước là %(unit)s") % {"unit": match.unit.path} if match.note else ""))
    return dict(sorted(found.items(), key=lambda one: not one[1][0].path.endswith(settings.PROVINCE_NAME))[:SUGGESTED])


def which(options: dict[str, tuple[UnitRow, str]]) -> forms.ChoiceField:
    """Radio buttons over these communes, a former name beside each."""
    choices = [(key, unit.path) for key, (unit, _note) in options.items()]
    field = forms.ChoiceField(label=gettext("Chọn đúng nơi"), choices=choices, widget=forms.RadioSelect, required=False)
    field.choice_hints = {key: note for key, (_unit, note) in options.items() if note}
    return field


class Suggestions(Form):
    """The radio buttons alone, as they are put under the box while somebody types; only a name that fits fully is chosen beforehand."""

    mark_optional = False

    def __init__(self, options: dict[str, tuple[UnitRow, str]], sure: UnitRow | None) -> None:
        super().__init__(initial={"place_id": str(sure.id) if sure else ""})
        self.fields["place_id"] = which(options)


class CommuneForm(Form):
    """A form that asks for a commune by any of its names; where several may be meant it asks by radio buttons. After cleaning: `unit`."""

    unit: UnitRow | None = None

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Resolve the name to one commune of today, or ask which."""
        data = super().clean()
        for name in COMMUNE_FIELDS:
            if data.get(name):
                self._resolve(name, data[name])
        return data

    def _resolve(self, name: str, text: str) -> None:
        options = communes(text, on=self.today)
        picked = options.get(self.data.get("place_id", ""))
        self.unit = picked[0] if picked else meant(text, self.today)
        if self.unit is None and not options:
            self.add_error(name, gettext("Không tìm thấy xã, phường nào tên “%(text)s”. Thử tên cũ, bỏ dấu, hoặc thêm tên tỉnh") % {"text": text})
        elif self.unit is None:
            self.fields["place_id"] = which(options)
            self.add_error("place_id", gettext("Có %(count)d nơi hợp với tên này. Chọn một nơi") % {"count": len(options)})


def meant(text: str, on: date) -> UnitRow | None:
    """The one commune of this day that is surely meant by these words; None where a person must choose."""
    try:
        return places.unit_named(text, on=on)
    except BadInput:
        return None
