"""Vietnamese personal names: their parts, the order of the alphabet, the masked form, and what may stand in one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import nfc, tidy

SHORTEST, LONGEST = 2, 120
# Letters (with their marks), joined by a blank, an apostrophe, a hyphen or a dot: "Y Ô Niê", "K'Brẻ", "H'Hen Niê", "Ksor H. Bơ".
_WORD = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_NAME = re.compile(rf"{_WORD}(?:['.\- ]+{_WORD})*\.?")
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"})
# Alphabet order by plain code points: "~" stands after "z", so "a~" (ă) follows every word in a and precedes "a~~" (â).
_LETTERS = {"ă": "a~", "â": "a~~", "đ": "d~", "ê": "e~", "ô": "o~", "ơ": "o~~", "ư": "u~"}
_SIGNS = {" ": "!", "'": "/"}
# Unicode CLDR "vi": no mark, grave, hook, tilde, acute, dot below.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


@dataclass(frozen=True, slots=True)
class NameParts:
    """family and middle may be empty; given is the last word, by which Vietnamese lists are ordered."""

    family: str
    middle: str
    given: str


def check(full_name: str) -> str:
    """The tidy name, ready to be kept. Raises BadInput, field "full_name", where it cannot be a personal name."""
    name = tidy(full_name).translate(_APOSTROPHES)
    if not name:
        raise BadInput("Thiếu họ và tên.", mend="Ghi đủ họ, tên đệm và tên.", field="full_name")
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadInput(
            f"Họ và tên dài {len(name)} ký tự.",
            mend=f"Ghi từ {SHORTEST} đến {LONGEST} ký tự.",
            field="full_name",
        )
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"Họ và tên “{name}” có ký tự không dùng trong tên người.",
            mend="Chỉ ghi chữ cái, dấu cách, dấu nháy đơn, dấu gạch nối hoặc dấu chấm; bỏ chữ số, ngoặc và ghi chú.",
            field="full_name",
        )
    return name


def parts(full_name: str) -> NameParts:
    """First word family, last word given, the rest middle. One word alone is the given name."""
    found = tidy(full_name).split(" ")
    if len(found) == 1:
        return NameParts("", "", found[0])
    return NameParts(found[0], " ".join(found[1:-1]), found[-1])


def sort_key(full_name: str) -> str:
    """A text whose plain code point order (PostgreSQL collation C) is: given, then middle, then family name.

    Within each the order is that of Unicode CLDR "vi": first the letters (a ă â b c d đ e ê …), then the tones.
    Case does not count. Cut at 400 signs, which only a name of 120 letters made of ơ and â alone would pass.
    """
    name = parts(full_name)
    keys = (f"{letters} {tones}" for letters, tones in map(_weights, (name.given, name.middle, name.family)))
    return " ".join(keys)[:400]


def title_key(text: str) -> str:
    """The same order for what is no person's name (a unit, a plan): read from the first word on. For sorting in memory."""
    letters, tones = _weights(tidy(text))
    return f"{letters} {tones}"


def masked(full_name: str) -> str:
    """First letters only, for lists that must not show a name: "Nguyễn Văn An" gives "N. V. A."."""
    return " ".join(f"{word[0].upper()}." for word in tidy(full_name).split())


def _weights(text: str) -> tuple[str, str]:
    """Letters and tones of one part, each as text that compares in alphabet order."""
    letters, tones = [], []
    for sign in nfc(text).lower():
        tone = next((mark for mark in unicodedata.normalize("NFD", sign) if mark in _TONES), "")
        plain = nfc("".join(mark for mark in unicodedata.normalize("NFD", sign) if mark not in _TONES))
        letters.append(_LETTERS.get(plain) or _SIGNS.get(plain) or plain)
        tones.append(_TONES.get(tone, "0"))
    return "".join(letters), "".join(tones)
