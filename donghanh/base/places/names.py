"""How the name of a unit is folded for finding and taken apart. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from donghanh.base.places.terms import KIND_WORDS, NICKNAMES
from donghanh.kernel.text import fold, tidy

KEY_SQL = "trim(regexp_replace(replace(vn_fold({name}), '''', ''), '[^a-z0-9]+', ' ', 'g'))"
"""`key` in SQL, used at loading; a test holds both to be equal for every unit."""

_OTHER = re.compile(r"[^a-z0-9]+")
_WORDS = sorted(((word, kind) for kind, words in KIND_WORDS.items() for word in words), key=lambda pair: -len(pair[0]))


def key(text: str) -> str:
    """A name as it is searched for: folded, apostrophes gone, other signs as blanks. "Ea H'Leo" gives "ea hleo"."""
    return _OTHER.sub(" ", fold(tidy(text)).replace("'", "")).strip()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand what was typed: a name, with the kind of unit if a kind word stood before it."""

    name: str
    kind: str = ""


def readings(text: str) -> list[Reading]:
    """What the text may mean: the whole as a name, and kind word plus name ("tt trang bom", "P.1", "TP Biên Hòa")."""
    whole = key(text)
    found = [Reading(NICKNAMES.get(whole, whole))]
    for word, kind in _WORDS:
        rest = whole.removeprefix(word + " ")
        if rest != whole:
            found.append(Reading(NICKNAMES.get(rest, rest), kind))
            break
    return found
