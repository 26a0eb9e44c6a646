"""Records that may be the same person, each with the reason why; a human being decides, never the machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.text import fold, same_words, tidy
from donghanh.people import access
from donghanh.people.queries._rows import blind, fetch, shown_name
from donghanh.people.rules import Number
from donghanh.people.terms import IdentifierKind

MOST = 10
YEARS_APART = 2
ALIKE = 0.35
SAME_NUMBER = {IdentifierKind.CITIZEN: "trùng số CCCD", IdentifierKind.OLD_ID: "trùng số CMND", IdentifierKind.PASSPORT: "trùng số hộ chiếu"}

_COLUMNS = "p.id, p.full_name, p.other_name, p.birth_year, p.born_on, p.guardian_name, p.is_sealed, p.unit_id, u.kind || ' ' || u.name as place"
# In steps for the reason given at searching._BY_NUMBER.
_BY_NUMBER = f"""
with held as materialized (select person_id, kind from people_identifier where blind_index = any(%(blinds)s) and unit_id = any(%(units)s)
  union select person_id, kind from people_sealed_numbers(%(blinds)s) where unit_id = any(%(units)s) limit 50),
kept as materialized (select coalesce(h.merged_into_id, h.id) as id, held.kind from held join people_person h on h.id = held.person_id)
select {_COLUMNS}, array_agg(distinct kept.kind) as kinds from kept
join people_person p on p.id = kept.id
join places_unit u on u.id = p.unit_id group by p.id, u.id"""
# Years first (read from the index person_search alone), then letters: so that likeness is reckoned for few. Typed words are folded once.
_BY_NAME = f"""
with hit as (
  select id, similarity(folded, (select vn_fold(%(name)s))) as likeness, abs(birth_year - %(year)s) as apart from people_person
  where unit_id = any(%(units)s) and merged_into_id is null
    and (rtrim(folded) = (select vn_fold(%(name)s))
      or (birth_year between %(year)s - %(apart)s and %(year)s + %(apart)s and similarity(folded, (select vn_fold(%(name)s))) >= %(alike)s))
  order by likeness desc, apart, id limit %(most)s)
select {_COLUMNS}, hit.likeness from hit join people_person p on p.id = hit.id join places_unit u on u.id = p.unit_id
union all
select {_COLUMNS}, 0 from people_person p join places_unit u on u.id = p.unit_id
where %(guardian)s <> '' and p.unit_id = any(%(units)s) and p.merged_into_id is null and p.birth_year = %(year)s
  and p.guardian_name <> '' and vn_fold(p.guardian_name) = (select vn_fold(%(guardian)s))"""
_ELSEWHERE = """
with held as (select distinct unit_id from people_identifier_units(%(blinds)s)),
asked as (select unit_id from held union select people_namesake_units(%(name)s, %(born)s))
select u.id as unit_id, case when u.id in (select unit_id from held) then u.kind || ' ' || u.name else '' end as place
from places_unit u where u.id in (select unit_id from asked) order by place, u.id"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the actor's own places that may be the same person, with the reasons in words."""

    person_id: UUID
    name: str
    birth_year: int
    is_sealed: bool
    place: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place outside the scope that answered. unit_id is for the log alone.

    place is named for an exact number, which stands on a paper in somebody's hand. For a name with a birth date it is empty: any
    neighbour knows these, and would else learn where a person is on record (threat model, trap 8: the provincial desk compares).
    """

    unit_id: int
    place: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """elsewhere: other places that hold this very number, or this full name and birth date; nothing more is told."""

    rows: tuple[Candidate, ...]
    elsewhere: tuple[Elsewhere, ...]


def possible_duplicates(
    actor: Actor,
    *,
    full_name: str,
    birth_year: int,
    born_on: date | None = None,
    guardian_name: str = "",
    identifiers: Sequence[Number] = (),
    unit_id: int | None = None,
) -> Candidates:
    """Up to ten records with reasons, nearest first: same number, then name and birth. identifiers are clean numbers.

    Outside the scope only places are given, for an exact number or a full name with the full birth date; who shows them calls
    actions.note_elsewhere first.
    A sealed person is named only when an exact number finds him alone, and elsewhere is never found by name.
    Under row security the questions about elsewhere are answered by functions of the database.
    """
    units = access.units_to_read(actor, unit_id)
    values = {
        "blinds": [blind(one) for one in identifiers],
        "units": units,
        "name": tidy(full_name),
        "year": birth_year,
        "born": born_on,
        "guardian": tidy(guardian_name),
        "apart": YEARS_APART,
        "alike": ALIKE,
        "most": 3 * MOST,
    }
    found: dict[UUID, tuple[float, tuple[str, ...], dict]] = {}
    for row in [*(fetch(_BY_NUMBER, values) if identifiers else []), *(fetch(_BY_NAME, values) if values["name"] else [])]:
        if row["id"] not in found:
            found[row["id"]] = (*_reasons(row, full_name, birth_year, born_on, guardian_name), row)
    nearest = sorted(found.values(), key=lambda one: (-one[0], one[2]["id"]))[:MOST]
    rows = tuple(_candidate(actor, row, why, alone=len(nearest) == 1 and "kinds" in row) for _, why, row in nearest)
    return Candidates(rows, tuple(Elsewhere(row["unit_id"], row["place"]) for row in fetch(_ELSEWHERE, values)))


def _reasons(row: dict, full_name: str, birth_year: int, born_on: date | None, guardian_name: str) -> tuple[float, tuple[str, ...]]:
    """Why this record is shown, and how near it is (for the order on the page only; kept nowhere)."""
    why = [SAME_NUMBER[kind] for kind in sorted(row.get("kinds") or ())]
    closeness = 100.0 * len(why)
    if fold(row["full_name"]) == fold(tidy(full_name)):
        why, closeness = [*why, "trùng họ tên"], closeness + 40
    elif same_words(row["full_name"], full_name):
        why, closeness = [*why, "trùng họ tên, khác thứ tự"], closeness + 38
    elif row.get("likeness", 0) >= ALIKE:
        why, closeness = [*why, "tên gần giống"], closeness + 36 * row["likeness"]
    if born_on and row["born_on"] == born_on:
        why, closeness = [*why, "trùng ngày sinh"], closeness + 30
    elif row["birth_year"] == birth_year:
        why, closeness = [*why, "trùng năm sinh"], closeness + 20
    elif (apart := abs(row["birth_year"] - birth_year)) <= YEARS_APART:
        why, closeness = [*why, f"năm sinh lệch {apart} năm"], closeness + 10 - 3 * apart
    if guardian_name and row["guardian_name"] and same_words(row["guardian_name"], guardian_name):
        why, closeness = [*why, "cùng người giám hộ"], closeness + 15
    return closeness, tuple(why)


def _candidate(actor: Actor, row: dict, why: tuple[str, ...], *, alone: bool) -> Candidate:
    name = shown_name(actor, row["full_name"], is_sealed=row["is_sealed"], alone=alone)
    return Candidate(row["id"], name, row["birth_year"], row["is_sealed"], row["place"], why)
