"""A hundred thousand people or a million, written by COPY in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection

from donghanh.base.places import queries as places
from donghanh.cases import memo
from donghanh.jobs.seed import lives, names, rows
from donghanh.jobs.seed.rows import Commune
from donghanh.kernel.workdays import local_day

SEED = 138
BATCH = 2_000
PROVINCE = ("Đồng Nai",)
NATION = (*PROVINCE, "Thanh Hóa", "Nghệ An", "Hà Nội", "Hồ Chí Minh", "Cần Thơ", "Đà Nẵng", "Hải Phòng", "Lâm Đồng", "Sơn La")
A_PROVINCE = 100_000
CHANGE = date(2026, 7, 1)
"""From this day the commune police chief decides (Law 120/2025); the seed's decisions are signed accordingly."""

_OFFICIALS = ("police", "drafter", "checker", "commune_chair", "commune_police_chief")
_MAKE_OFFICIALS = """insert into accounts_user (username, full_name, email, is_active, must_choose_password, created_at)
 select 'gia-dinh.' || u.id || '.' || o.what, 'Cán bộ giả định', '', false, false, now() from places_unit u, unnest(%s::text[]) o(what)
 where u.id = any(%s) on conflict (username) do nothing"""
_OFFICIAL_IDS = "select split_part(username, '.', 2)::int, split_part(username, '.', 3), id from accounts_user where username like 'gia-dinh.%%'"
_BODIES = (
    """select unit_id, kind, min(id) from places_body where kind in ('commune_police', 'commune_committee') and ends_before is null group by 1, 2"""
)
_FORMER = """select s.successor_id, u.id, b.id from places_unitsuccession s join places_unit u on u.id = s.predecessor_id and u.level = 'COMMUNE'
 join places_body b on b.unit_id = u.id and b.kind = 'commune_police' where s.successor_id = any(%s) order by 1, 2"""
_EVENTS = """insert into audit_event
 (id, xid, at, actor_id, role, body_id, unit_id, verb, subject, person_id, case_id, result, reason, citation, changes)
 select gen_random_uuid(), pg_current_xact_id()::text::bigint, made.* from ({made}) made"""
_MADE = (
    "select registered_at, null::bigint, 'commune_police', null::int, unit_id, 'person.register', id::text, id, null::uuid, 'done', '', '',"
    " '{}'::jsonb from people_person where registered_at <= %(now)s order by registered_at",
    "select f.recorded_at, f.recorded_by, 'commune_police', f.body_id, f.unit_id,"
    " case when f.decision_id is not null then 'decision.sign' when f.kind = 'TESTED_POSITIVE' then 'case.open' else 'case.record' end,"
    " coalesce(f.decision_id, f.case_id)::text, c.person_id, f.case_id, 'done', '', '',"
    " jsonb_build_object('kind', f.kind) from cases_fact f join cases_case c on c.id = f.case_id order by f.recorded_at",
)
_REGISTERS = """insert into documents_numberregister (body_id, series, year, last)
 select body_id, series, year, max(number) from decisions_decision where state = 'SIGNED' group by 1, 2, 3
 on conflict (body_id, series, year) do update set last = excluded.last"""


def fill(*, now: datetime, provinces: Sequence[str] = PROVINCE, people: int = A_PROVINCE, seed: int = SEED) -> dict[str, int]:
    """So many people in each of these provinces; the lives are the same in all of them, names, numbers and communes are not.

    Needs loaded units, a database without people, and an owner's connection. One transaction of the caller's.
    """
    rng = Random(seed)
    calendar, edition = places.calendar(), memo.edition()
    communes = [_communes(name, local_day(now)) for name in provinces]  # first: without units there is nothing to tell
    told = [lives.live(rng, serial=serial, now=now, calendar=calendar) for serial in range(people)]
    _unhurried()
    lines = rows.Lines(rows.Ids(rng, at=now - timedelta(days=lives.OLDEST)), edition=edition)
    for block, here in enumerate(communes):
        spread = rng.choices(here, weights=[rng.uniform(0.4, 1.6) for _ in here], k=people)
        _write_block(lines, told, spread, block, rng)
    with connection.cursor() as cursor:
        for made in _MADE:
            cursor.execute(_EVENTS.format(made=made), {"now": now})
        cursor.execute(_REGISTERS)
        cursor.execute("select setval('case_number', greatest(%s, (select last_value from case_number)))", [lines.cases + 1])
        _triggers("origin")
        cursor.execute("select count(*) from cases_fact")
        return {"people": people * len(provinces), "cases": lines.cases, "facts": cursor.fetchone()[0]}


def settle() -> None:
    """Fresh statistics and visibility, as a running server has them. Outside of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute(f"vacuum analyze {', '.join([*rows.TABLES, 'audit_event', 'documents_numberregister'])}")
        cursor.execute("reset statement_timeout")


def _write_block(lines: rows.Lines, told: list[lives.Life], spread: list[Commune], block: int, rng: Random) -> None:
    signings = _by_life(rows.numbered(((at, life, spread[at]) for at, life in enumerate(told)), change=CHANGE))
    for start in range(0, len(told), BATCH):
        for place in range(start, min(start + BATCH, len(told))):
            full_name, number = _known_as(told[place].person, block, place, len(told), rng)
            lines.add(told[place], full_name, number, spread[place], signings.get(place, {}))
        _copy(lines.take())


def _known_as(person: names.Invented, block: int, place: int, people: int, rng: Random) -> tuple[str, str]:
    """Name and number: as invented in the first province, another in each further one."""
    if not block:
        return person.full_name, person.number
    family, *middle, _given = person.full_name.split(" ")
    given = rng.choice(names.GIVEN[person.sex])
    number = names.citizen_number(block * people + place, year=person.birth_year, female=person.sex == "FEMALE") if person.number else ""
    return " ".join([family, *middle, given]), number


def _by_life(numbers: rows.Numbers) -> dict[int, dict[int, rows.Signing]]:
    made: dict[int, dict[int, rows.Signing]] = {}
    for (place, turn), signing in numbers.items():
        made.setdefault(place, {})[turn] = signing
    return made


def _communes(province: str, on: date) -> list[Commune]:
    """The communes of today in this province, each with five made-up officials who cannot sign in."""
    above = places.unit_named(province, on=on, level="PROVINCE")
    ids = [unit.id for unit in places.communes_of(above.id, on)]
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_OFFICIALS, [list(_OFFICIALS), ids])
        officials = _grouped(cursor.execute(_OFFICIAL_IDS).fetchall())
        bodies = _grouped(cursor.execute(_BODIES).fetchall())
        former: dict[int, list[tuple[int, int]]] = {}
        for unit, before, police in cursor.execute(_FORMER, [ids]).fetchall():
            former.setdefault(unit, []).append((before, police))
    return [Commune(one, bodies[one]["commune_police"], bodies[one]["commune_committee"], officials[one], tuple(former.get(one, ()))) for one in ids]


def _grouped(found: list[tuple[int, str, int]]) -> dict[int, dict[str, int]]:
    made: dict[int, dict[str, int]] = {}
    for unit, what, number in found:
        made.setdefault(unit, {})[what] = number
    return made


def _copy(tables: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for table, lines in tables.items():
            with cursor.copy(f"copy {table} ({', '.join(rows.TABLES[table].split())}) from stdin") as target:
                for part in _parts(lines):
                    target.write(part)


def _parts(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), 5_000):
        yield "\n".join(lines[start : start + 5_000]) + "\n"


def _unhurried() -> None:
    """For this transaction: no time limit, and where the owner may, without looking up each foreign key of rows made here."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
    _triggers("replica")


def _triggers(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('session_replication_role', %s, true) from pg_roles where rolname = current_user and rolsuper", [role])
