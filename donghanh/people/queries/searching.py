"""Finding a person by an exact number or by any part of the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy
from donghanh.people import access
from donghanh.people.queries._rows import blind, fetch, shown_name
from donghanh.people.rules import Number, clean_number
from donghanh.people.terms import IdentifierKind

MOST_WORDS = 12
# Below this share of common letter triples two names are not called alike (pg_trgm; its own default is 0.3).
ALIKE = 0.35
_NUMBER = re.compile(r"[A-Za-z]?[\d\s.\-]{6,20}")

_COLUMNS = "p.id as person_id, p.full_name, p.birth_year, p.sex, p.is_sealed, p.unit_id, u.kind || ' ' || u.name as place"
# In steps, so that people are looked up one by one: the planner holds coalesce for leaky and would read the whole commune instead.
_BY_NUMBER = f"""
with held as materialized (select person_id from people_identifier where blind_index = any(%s) and unit_id = any(%s)
  union select person_id from people_sealed_numbers(%s) where unit_id = any(%s) limit 50),
kept as materialized (select coalesce(h.merged_into_id, h.id) as id from held join people_person h on h.id = held.person_id)
select distinct on (p.id) {_COLUMNS} from kept
join people_person p on p.id = kept.id
join places_unit u on u.id = p.unit_id order by p.id limit %s"""
# The inner part is answered from the index person_search alone; strpos needs no escaping, so % and _ are plain signs.
# What was typed is folded in a select of its own, so once, and not for each row where the plan is kept.
_BY_NAME = """
with hit as (
  select id, sort_key, birth_year, case when rtrim(folded) = {phrase} then 0 when {whole} then 1 else 2 end as rank
  from people_person where unit_id = any(%s) and merged_into_id is null and not is_sealed and {inside} {year}
  order by rank, sort_key, birth_year desc, id limit %s)
select {columns} from hit join people_person p on p.id = hit.id join places_unit u on u.id = p.unit_id
order by hit.rank, hit.sort_key, hit.birth_year desc, hit.id"""
_ALIKE = f"""
with hit as (
  select id, word_similarity((select vn_fold(%s)), folded) as likeness from people_person
  where unit_id = any(%s) and merged_into_id is null and not is_sealed and word_similarity((select vn_fold(%s)), folded) >= %s {{year}}
  order by likeness desc, sort_key, id limit %s)
select {_COLUMNS} from hit join people_person p on p.id = hit.id join places_unit u on u.id = p.unit_id
order by hit.likeness desc, p.sort_key, p.id"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. A sealed person is found by an exact number only (trust.md I9); the name is empty where others stand beside him."""

    person_id: UUID
    name: str
    birth_year: int
    sex: str
    is_sealed: bool
    unit_id: int
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """how: "number", "name", "alike" (nothing held the words, so similar names are shown) or "nothing". more: the list was cut."""

    rows: tuple[Hit, ...]
    how: str
    more: bool = False


def search(actor: Actor, text: str, *, birth_year: int | None = None, unit_id: int | None = None, limit: int = 20) -> Found:
    """People of the actor's places whose number is exactly this, or whose name holds every word typed.

    Words count without marks, in any order, as parts of words; similar names only where that finds nothing. Sealed people
    are never found by name. One statement, at most two. The caller notes the look in the audit log (note_reading) where how is "number".
    """
    units = access.units_to_read(actor, unit_id)
    typed = tidy(text)
    numbers = numbers_in(typed)
    if not units:
        return _among_opened(actor, typed, numbers, birth_year, limit)
    if numbers:
        rows = fetch(_BY_NUMBER, [blinds := [blind(one) for one in numbers], units, blinds, units, limit + 1])
        return _found(actor, rows, "number", limit)
    words = typed.split()[:MOST_WORDS]
    if not words:
        return Found((), "nothing")
    rows = _named(words, units, birth_year, limit)
    if rows:
        return _found(actor, rows, "name", limit)
    year = "" if birth_year is None else "and birth_year between %s and %s"
    years = [] if birth_year is None else [birth_year - 1, birth_year + 1]
    rows = fetch(_ALIKE.format(year=year), [typed, units, typed, ALIKE, *years, limit + 1])
    return _found(actor, rows, "alike", limit)


def _among_opened(actor: Actor, typed: str, numbers: Sequence[Number], birth_year: int | None, limit: int) -> Found:
    """The same for one who reads only the few people sent to his body (access.opened)."""
    held = access.visible(actor).select_related("unit").order_by("sort_key", "pk")
    if numbers:
        found = list(held.filter(identifiers__blind_index__in=[blind(one) for one in numbers]).distinct())
    else:
        wanted = [fold(word) for word in typed.split()]
        named = [one for one in held.filter(is_sealed=False) if wanted and all(word in one.folded for word in wanted)]
        found = [one for one in named if birth_year in (None, one.birth_year)]
    about = ("full_name", "birth_year", "sex", "is_sealed", "unit_id")
    rows = [{"person_id": one.pk, "place": str(one.unit), **{name: getattr(one, name) for name in about}} for one in found[: limit + 1]]
    return _found(actor, rows, "number" if numbers else "name", limit)


def numbers_in(text: str) -> tuple[Number, ...]:
    """The identity number a text is, in each kind whose form it has; empty where it is no number."""
    if not _NUMBER.fullmatch(text):
        return ()
    found = []
    for kind in IdentifierKind.values:
        try:
            found.append(clean_number(Number(kind, text)))
        except BadInput:
            continue
    return tuple(found)


def _named(words: Sequence[str], units: list[int], birth_year: int | None, limit: int) -> list[dict]:
    one = "strpos(folded, (select vn_fold(%s))) > 0"
    whole = "strpos(' ' || folded || ' ', (select vn_fold(' ' || %s || ' '))) > 0"
    sql = _BY_NAME.format(
        phrase="(select vn_fold(%s))",
        whole=" and ".join([whole] * len(words)),
        inside=" and ".join([one] * len(words)),
        year="" if birth_year is None else "and birth_year = %s",
        columns=_COLUMNS,
    )
    year = [] if birth_year is None else [birth_year]
    return fetch(sql, [" ".join(words), *words, units, *words, *year, limit + 1])


def _found(actor: Actor, rows: list[dict], how: str, limit: int) -> Found:
    alone = len(rows) == 1
    hits = tuple(
        Hit(
            person_id=row["person_id"],
            name=shown_name(actor, row["full_name"], is_sealed=row["is_sealed"], alone=alone),
            birth_year=row["birth_year"],
            sex=row["sex"],
            is_sealed=row["is_sealed"],
            unit_id=row["unit_id"],
            place=row["place"],
        )
        for row in rows[:limit]
    )
    return Found(hits, how if hits else "nothing", more=len(rows) > limit)
