"""The question before a record is made: is this person known already?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.text import fold, tidy
from donghanh.people import access
from donghanh.people.queries.duplicates import Candidates, Elsewhere, possible_duplicates
from donghanh.people.queries.searching import Hit, numbers_in, search

HOW = {"name": "có các chữ đã gõ", "alike": "tên gần giống"}


@dataclass(frozen=True, slots=True)
class Known:
    """One record that may be the person, with why; name is empty where a sealed person stands among several."""

    person_id: UUID
    name: str
    birth_year: int
    place: str
    is_sealed: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """is_number: an exact number was asked for, so the look belongs into the audit log. elsewhere: places outside the scope that answered."""

    rows: tuple[Known, ...]
    elsewhere: tuple[Elsewhere, ...]
    is_number: bool
    more: bool


def look_up(actor: Actor, text: str, *, birth_year: int | None = None, limit: int = 10) -> LookUp:
    """Records that hold this number, or this name with this year of birth (nearest first), then all whose name holds the words.

    Nothing typed finds nothing. The year orders, it does not exclude: clerks write years wrongly.
    """
    access.units_to_read(actor)
    typed = tidy(text)
    numbers = numbers_in(typed)
    if numbers:
        found = possible_duplicates(actor, full_name="", birth_year=0, identifiers=numbers)
        return LookUp(_known(found), found.elsewhere, is_number=True, more=False)
    near = possible_duplicates(actor, full_name=typed, birth_year=birth_year) if typed and birth_year else Candidates((), ())
    names = search(actor, typed, limit=limit)
    shown = {row.person_id for row in near.rows}
    others = tuple(_of_hit(hit, typed, birth_year, names.how) for hit in names.rows if hit.person_id not in shown)
    rows = (*_known(near), *others)
    return LookUp(_unnamed(rows)[:limit], near.elsewhere, is_number=False, more=names.more or len(rows) > limit)


def _known(found: Candidates) -> tuple[Known, ...]:
    return tuple(Known(row.person_id, row.name, row.birth_year, row.place, row.is_sealed, row.why) for row in found.rows)


def _of_hit(hit: Hit, typed: str, birth_year: int | None, how: str) -> Known:
    why = ["trùng họ tên" if fold(hit.name) == fold(typed) else HOW[how]]
    if hit.birth_year == birth_year:
        why.append("trùng năm sinh")
    return Known(hit.person_id, hit.name, hit.birth_year, hit.place, hit.is_sealed, tuple(why))


def _unnamed(rows: Sequence[Known]) -> tuple[Known, ...]:
    """A sealed person found alone by each of two questions may stand among several here."""
    if len(rows) < 2:
        return tuple(rows)
    return tuple(Known(r.person_id, "" if r.is_sealed else r.name, r.birth_year, r.place, r.is_sealed, r.why) for r in rows)
