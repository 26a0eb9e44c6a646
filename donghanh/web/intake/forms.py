"""Forms of the lists' pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _

from donghanh.intake.queries import SheetLine
from donghanh.web.shell.forms import Form


class UploadForm(Form):
    """One file. What is wrong inside it, the room says."""

    file = forms.FileField(label=_("Tệp danh sách"), help_text=_("Tệp .xlsx, .xls hoặc .csv, dưới 25 MB và 200.000 dòng."), allow_empty_file=True)


def columns_by_hand(data: Mapping[str, str], sheets: Sequence[SheetLine]) -> dict[str, tuple[int, dict[int, str]]]:
    """What the officer chose for each sheet: header row, and the kind of each column he named. A sheet set to be left out has none."""
    chosen = {}
    for number, sheet in enumerate(sheets):
        row = data.get(f"s{number}-dong", "").strip()
        header_row = int(row) if row.isascii() and row.isdigit() and len(row) < 7 else sheet.header_row
        kinds = {place: kind for place, _title, _kind in sheet.columns if (kind := data.get(f"s{number}-c{place}", ""))}
        if kinds or data.get(f"s{number}-bo") or not sheet.skipped:
            chosen[sheet.name] = (header_row, {} if data.get(f"s{number}-bo") else kinds)
    return chosen
