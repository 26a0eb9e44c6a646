"""Where each person of one's places was registered and staying on a day, and whose files have gone elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.cases import access
from donghanh.cases.pipeline.staying import AT_HOME, KINDS, Stay, Told, Where, stay
from donghanh.cases.queries._rows import fetch
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import end_of

_PEOPLE = """
select id, full_name, birth_year, is_sealed from people_person
where unit_id = any(%(units)s) and merged_into_id is null order by sort_key, id"""
_FACTS = """
select coalesce(p.merged_into_id, p.id), f.kind, c.procedure, f.happened_at,
       coalesce(nullif(f.data->>'facility', ''), trim(u.kind || ' ' || u.name), '')
from cases_fact f join cases_case c on c.id = f.case_id join people_person p on p.id = c.person_id left join places_unit u on u.id = f.place_id
where f.unit_id = any(%(units)s) and f.voided_at is null and f.kind = any(%(kinds)s) and f.happened_at < %(before)s"""
_HOMES = """
select a.person_id, a.kind, coalesce(nullif(u.path, ''), trim(u.kind || ' ' || u.name)) from people_address a join places_unit u on u.id = a.place_id
where a.person_id = any(%(people)s) and a.starts_on <= %(on)s and (a.ends_before is null or a.ends_before > %(on)s)"""
_LAY = """
select distinct on (c.person_id) c.person_id, trim(u.kind || ' ' || u.name) from cases_handover h join cases_case c on c.id = h.case_id
join places_unit u on u.id = h.from_unit_id
where c.person_id = any(%(people)s) and h.received_at >= %(before)s order by c.person_id, h.received_at"""
_WENT = """
select h.summary, trim(u.kind || ' ' || u.name), h.sent_at, h.received_at from cases_handover h join places_unit u on u.id = h.to_unit_id
where h.from_unit_id = any(%(units)s) and h.received_at is not null order by h.received_at desc limit %(limit)s"""
_KINDS = [kind.value for kind in KINDS]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One person on one day. registered (permanent, else temporary) and current: the commune's path, "" where nobody recorded it.

    lay_at: the commune that had the file on that day, "" where it is here. person_name is masked where shown.
    """

    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    stay: Stay
    registered: str
    current: str
    lay_at: str


@dataclass(frozen=True, slots=True)
class Went:
    """A file that another commune signed for: the person by initials, where to, when."""

    summary: str
    to_name: str
    sent_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class DayPage:
    """counts: people by where they stay, all of them; rows: those asked for, by name; there_is_more: after the last row."""

    counts: dict[Where, int]
    rows: tuple[Whereabouts, ...]
    there_is_more: bool


def on_day(actor: Actor, *, on: date, among: Sequence[Where] = (), after: UUID | None = None, limit: int = 50) -> DayPage:
    """Everybody of the actor's places at the end of this day, by name behind the person `after`; among: only those who stay so.

    Four queries whatever their number. Raises MayNot for who reads no files, or neither names nor addresses.
    """
    access.require_list(actor)
    rights.require_read(actor, DataClass.IDENTITY)
    rights.require_read(actor, DataClass.CONTACT)
    asked = {"units": sorted(actor.unit_ids), "kinds": _KINDS, "before": end_of(on), "on": on}
    people = fetch(_PEOPLE, asked)
    stays = _stays(asked)
    counts: dict[Where, int] = {}
    for row in people:
        where = stays.get(row[0], AT_HOME).where
        counts[where] = counts.get(where, 0) + 1
    wanted = [row for row in people if not among or stays.get(row[0], AT_HOME).where in among]
    first = next((i + 1 for i, row in enumerate(wanted) if row[0] == after), 0)
    page = wanted[first : first + limit]
    return DayPage(counts, tuple(_rows(page, stays, asked)), first + limit < len(wanted))


def _stays(asked: dict[str, object]) -> dict[UUID, Stay]:
    told: dict[UUID, list[Told]] = {}
    for person_id, kind, procedure, happened_at, place in fetch(_FACTS, asked):
        told.setdefault(person_id, []).append(Told(FactKind(kind), Procedure(procedure), happened_at, place))
    before = asked["before"]
    assert isinstance(before, datetime)
    return {person_id: stay(facts, before=before) for person_id, facts in told.items()}


def _rows(page: list[tuple], stays: dict[UUID, Stay], asked: dict[str, object]) -> list[Whereabouts]:
    here = asked | {"people": [row[0] for row in page]}
    homes = {(person_id, kind): path for person_id, kind, path in fetch(_HOMES, here)}
    lay: dict[UUID, str] = dict(fetch(_LAY, here))
    return [
        Whereabouts(
            *row,
            stays.get(row[0], AT_HOME),
            homes.get((row[0], "PERMANENT")) or homes.get((row[0], "TEMPORARY"), ""),
            homes.get((row[0], "CURRENT"), ""),
            lay.get(row[0], ""),
        )
        for row in page
    ]


def went(actor: Actor, *, limit: int = 50) -> list[Went]:
    """Files of the actor's places that another commune has signed for, newest first. One query. Raises MayNot."""
    access.require_list(actor)
    return [Went(*row) for row in fetch(_WENT, {"units": sorted(actor.unit_ids), "limit": limit})]
