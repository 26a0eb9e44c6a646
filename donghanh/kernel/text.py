"""Vietnamese text: one form for keeping, one folded form for finding. Agrees with the database function vn_fold."""

from __future__ import annotations

import re
import unicodedata

# Signs that carry no width and come along when text is copied from chat, PDF and web pages.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"\s+")
# What PostgreSQL's unaccent rules say of letters that carry no mark which could be taken off, and of typographic signs.
_PLAIN = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ƀ": "b",
        "Ƀ": "B",
    }
    | {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "…": "..."}
)


def nfc(text: str) -> str:
    """The composed form (NFC), in which all text is kept and compared."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """NFC, without signs of no width, each run of blanks (no-break ones too) as one blank, none at the ends."""
    return nfc(_BLANKS.sub(" ", _UNSEEN.sub("", text)).strip())


def unmarked(text: str) -> str:
    """The text without Vietnamese marks, capitals kept: "Đặng Thị Ánh" gives "Dang Thi Anh"."""
    apart = unicodedata.normalize("NFD", nfc(text).translate(_PLAIN))
    return nfc("".join(sign for sign in apart if not "\u0300" <= sign <= "\u0362"))


def fold(text: str) -> str:
    """Lower case without marks, for finding; equal to SQL `vn_fold(text)` for every letter of Vietnamese names, NFC or NFD."""
    return unmarked(text).lower()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(tidy(text)).split()


def same_words(one: str, other: str) -> bool:
    """True where both hold the same words, whatever their order, marks, case or blanks."""
    return sorted(words(one)) == sorted(words(other))
