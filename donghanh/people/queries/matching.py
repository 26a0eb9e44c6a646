"""Many rows at once against the registry: for lists on their way in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.text import tidy
from donghanh.people import access
from donghanh.people.queries._rows import blind, fetch
from donghanh.people.rules import Number

CHUNK = 5_000
_NUMBERS = """
select i.blind_index, coalesce(p.merged_into_id, p.id) as person_id from people_identifier i join people_person p on p.id = i.person_id
where i.blind_index = any(%s) and i.unit_id = any(%s)"""
_NAMES = """
select w.place, min(p.id::text)::uuid as person_id
from unnest(%s::int[], %s::text[], %s::int[]) as w(place, name, year)
join people_person p on p.unit_id = any(%s) and p.merged_into_id is null and p.birth_year = w.year and rtrim(p.folded) = vn_fold(w.name)
group by w.place"""
_ELSEWHERE = "select distinct blind_index from people_identifier_units(%s)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row to look for; numbers are clean."""

    full_name: str
    birth_year: int
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Why a row is known already. person_id is None where the number is kept in another place."""

    person_id: UUID | None
    reason: str


def match_many(actor: Actor, rows: Sequence[Wanted]) -> dict[int, Match]:
    """Known people by place in `rows`: the same number, else the same full name and year of birth in the actor's places.

    Three statements for every 5,000 rows. Rows that match nobody are absent from the answer.
    """
    units = access.units_to_read(actor)
    found: dict[int, Match] = {}
    for start in range(0, len(rows), CHUNK):
        found.update(_chunk(actor, rows[start : start + CHUNK], start, units))
    return found


def known_numbers(actor: Actor, numbers: Iterable[Number]) -> dict[Number, UUID | None]:
    """Which of these clean numbers are kept already, and by whom; None where that is in another place."""
    units = access.units_to_read(actor)
    blinds = {blind(number): number for number in numbers}
    if not blinds:
        return {}
    known: dict[Number, UUID | None] = {blinds[bytes(row["blind_index"])]: None for row in fetch(_ELSEWHERE, [list(blinds)])}
    return known | {blinds[bytes(row["blind_index"])]: row["person_id"] for row in fetch(_NUMBERS, [list(blinds), units])}


def _chunk(actor: Actor, rows: Sequence[Wanted], start: int, units: list[int]) -> dict[int, Match]:
    columns = zip(*((start + offset, tidy(row.full_name), row.birth_year) for offset, row in enumerate(rows)), strict=True)
    found = {row["place"]: Match(row["person_id"], "trùng họ tên và năm sinh") for row in fetch(_NAMES, [*map(list, columns), units])}
    known = known_numbers(actor, (number for row in rows for number in row.numbers))
    for offset, row in enumerate(rows):
        for number in row.numbers:
            if number in known:
                found[start + offset] = Match(known[number], "trùng số giấy tờ" if known[number] else "số giấy tờ có thể đã có ở nơi khác")
    return found
