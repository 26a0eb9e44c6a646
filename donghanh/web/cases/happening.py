"""What a form asks about one kind of fact."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """fields: names known to forms.FIELDS, in order. explain: one sentence above the form. verb: the button."""

    fields: tuple[str, ...] = ()
    explain: str = ""
    verb: str = "Ghi sự việc"
