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
select i.blind_index, coalesce(p.merged_into_id, p.id) as person_id from (
  select person_id, blind_index from people_identifier where blind_index = any(%(blinds)s) and unit_id = any(%(units)s)
  union select person_id, blind_index from people_sealed_numbers(%(blinds)s) where unit_id = any(%(units)s)) i
join people_person p on p.id = i.person_id"""
_NAMES = """
select w.place, min(p.id::text)::uuid as person_id
from unnest(%s::int[], %s::text[], %s::int[]) as w(place, name, year)
join people_person p on p.unit_id = any(%s) and p.merged_into_id is null and p.birth_year = w.year and rtrim(p.folded) = vn_fold(w.name)
group by w.place"""
_ELSEWHERE = "select blind_index, array_agg(distinct unit_id) as units from people_identifier_units(%s) group by blind_index"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row to look for; numbers are clean."""

    full_name: str
    birth_year: int
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Why a row is known already. person_id is None where the number is kept in another place; elsewhere: which ones, for the log alone."""

    person_id: UUID | None
    reason: str
    elsewhere: tuple[int, ...] = ()


def match_many(actor: Actor, rows: Sequence[Wanted]) -> dict[int, Match]:
    """Known people by place in `rows`: the same number, else the same full name and year of birth in the actor's places.

    Three statements for every 5,000 rows. Rows that match nobody are absent from the answer. Who shows it calls actions.note_elsewhere first.
    """
    units = access.units_to_read(actor)
    found: dict[int, Match] = {}
    for start in range(0, len(rows), CHUNK):
        found.update(_chunk(actor, rows[start : start + CHUNK], start, units))
    return found


def known_numbers(actor: Actor, numbers: Iterable[Number]) -> dict[Number, UUID | None]:
    """Which of these clean numbers are kept already, and by whom; None where that is in another place."""
    return {number: match.person_id for number, match in _kept(numbers, access.units_to_read(actor)).items()}


def _kept(numbers: Iterable[Number], units: list[int]) -> dict[Number, Match]:
    """The record of these places comes before those of others."""
    blinds = {blind(number): number for number in numbers}
    if not blinds:
        return {}
    away = {blinds[bytes(row["blind_index"])]: tuple(row["units"]) for row in fetch(_ELSEWHERE, [list(blinds)])}
    here = {blinds[bytes(row["blind_index"])]: row["person_id"] for row in fetch(_NUMBERS, {"blinds": list(blinds), "units": units})}
    found = {number: Match(None, "số giấy tờ có thể đã có ở nơi khác", there) for number, there in away.items()}
    return found | {number: Match(person_id, "trùng số giấy tờ") for number, person_id in here.items()}


def _chunk(actor: Actor, rows: Sequence[Wanted], start: int, units: list[int]) -> dict[int, Match]:
    columns = zip(*((start + offset, tidy(row.full_name), row.birth_year) for offset, row in enumerate(rows)), strict=True)
    found = {row["place"]: Match(row["person_id"], "trùng họ tên và năm sinh") for row in fetch(_NAMES, [*map(list, columns), units])}
    kept = _kept((number for row in rows for number in row.numbers), units)
    return found | {start + offset: kept[number] for offset, row in enumerate(rows) for number in row.numbers if number in kept}
