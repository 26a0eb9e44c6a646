"""From the seed files into the tables, by COPY and set-wise statements; called by actions inside their transaction."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import psycopg
from django.db import DataError, IntegrityError
from psycopg import sql

from donghanh.base.places.models import FunctionHolder
from donghanh.base.places.names import KEY_SQL
from donghanh.base.places.terms import BEFORE_RECORDS, BODY_SEEDS, BodySeed
from donghanh.kernel.errors import BadInput

FILES = {
    "units.csv": "id int, level text, code text, kind text, name text, parent_id int, starts_on date, ends_before date, "
    "latitude float8, longitude float8",
    "successions.csv": 'predecessor_id int, successor_id int, "on" date, is_partial bool',
    "court_coverage.csv": "name text, short_name text, seat_id int, unit_id int, starts_on date, ends_before date, citation text, confidence text",
}

_UNITS = f"""
insert into places_unit (id, level, code, kind, name, folded, path, folded_path, parent_id, starts_on, ends_before, latitude, longitude)
with recursive named as (
  select *, trim(kind || ' ' || name) as shown from seed_units
), walked as (
  select id, ''::text as path from named where parent_id is null
  union all
  select n.id, n.shown || case when w.path = '' then '' else ', ' || w.path end from named n join walked w on n.parent_id = w.id
), later as (
  select s.predecessor_id, string_agg(w.path, ' ') as path from seed_successions s join walked w on w.id = s.successor_id group by 1
)
select n.id, n.level, n.code, coalesce(n.kind, ''), n.name, {KEY_SQL.format(name="n.name")}, coalesce(nullif(w.path, ''), n.name),
       {KEY_SQL.format(name="concat_ws(' ', w.path, later.path)")}, n.parent_id, n.starts_on, n.ends_before, n.latitude, n.longitude
from named n left join walked w using (id) left join later on later.predecessor_id = n.id
on conflict (id) do update set level = excluded.level, code = excluded.code, kind = excluded.kind, name = excluded.name,
  folded = excluded.folded, path = excluded.path, folded_path = excluded.folded_path, parent_id = excluded.parent_id, starts_on = excluded.starts_on,
  ends_before = coalesce(excluded.ends_before, places_unit.ends_before), latitude = excluded.latitude, longitude = excluded.longitude
where (places_unit.name, places_unit.kind, places_unit.path, places_unit.folded_path, places_unit.ends_before, places_unit.latitude)
   is distinct from (excluded.name, excluded.kind, excluded.path, excluded.folded_path, coalesce(excluded.ends_before, places_unit.ends_before),
   excluded.latitude)"""

# The day that a reorganisation has set stays: the file does not know of it.

_SUCCESSIONS = """
insert into places_unitsuccession (predecessor_id, successor_id, "on", is_partial)
select predecessor_id, successor_id, "on", is_partial from seed_successions
on conflict (predecessor_id, successor_id, "on") do update set is_partial = excluded.is_partial
where places_unitsuccession.is_partial <> excluded.is_partial"""

_BODIES = """
insert into places_body (kind, name, short_name, unit_id, parent_id, starts_on, ends_before)
select %(kind)s::text, replace(%(name)s::text, '{unit}', u.kind || ' ' || u.name), replace(%(short_name)s::text, '{unit}', u.kind || ' ' || u.name),
       u.id, above.id, u.starts_on, coalesce(%(ends_before)s::date, u.ends_before)
from places_unit u
left join places_body above on above.kind = %(under)s::text and above.unit_id = u.parent_id
where u.level = %(level)s and (%(era)s::text = 'both' or (u.starts_on = %(before_records)s) = (%(era)s::text = 'former'))
  and not exists (select from places_body b where b.kind = %(kind)s::text and b.unit_id = u.id)
order by u.id"""

_COURTS = """
insert into places_body (kind, name, short_name, unit_id, starts_on)
select distinct 'regional_court', s.name, s.short_name, s.seat_id, s.starts_on from seed_court_coverage s
where not exists (select from places_body b where b.kind = 'regional_court' and b.name = s.name)"""

_COVERAGE = """
insert into places_coverage (body_id, unit_id, starts_on, ends_before, citation, confidence)
select b.id, s.unit_id, s.starts_on, s.ends_before, s.citation, s.confidence
from seed_court_coverage s join places_body b on b.kind = 'regional_court' and b.name = s.name
on conflict (body_id, unit_id, starts_on) do update set ends_before = excluded.ends_before, citation = excluded.citation"""


def check_files(folder: Path) -> None:
    """Raises BadInput naming the first seed file that is not there."""
    for name in FILES:
        if not (folder / name).is_file():
            raise BadInput(f"Không có tệp {name} trong thư mục dữ liệu địa bàn.", mend="Lấy lại thư mục seeds/units của bản cài đặt.")


def load(cursor, folder: Path) -> dict[str, int]:
    """Read the files and bring the tables to them; how many rows each table then holds."""
    try:
        # Tables just filled carry no statistics yet: without this the planner may walk 40,000 bodies for each unit.
        cursor.execute("set local enable_nestloop = off")
        for name in FILES:
            _stage(cursor, folder / name)
        cursor.execute(_UNITS)
        cursor.execute(_SUCCESSIONS)
        for seed in BODY_SEEDS:
            cursor.execute(_BODIES, _values(seed))
        cursor.execute(_COURTS)
        cursor.execute(_COVERAGE)
        # A parent or unit that is not there must show here, not at the end of the caller's transaction.
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("set local enable_nestloop to default; analyze places_unit, places_unitsuccession, places_body, places_coverage")
    except (DataError, IntegrityError, psycopg.DataError) as fault:
        where = " ".join(line.strip() for line in str(fault).splitlines()[:3])
        raise BadInput(f"Dữ liệu địa bàn không đọc được: {where}", mend="Sửa dòng đó trong tệp rồi nạp lại; chưa có gì bị thay đổi.") from fault
    return {table: _count(cursor, table) for table in ("places_unit", "places_unitsuccession", "places_body", "places_coverage")}


def _stage(cursor, path: Path) -> None:
    """Copy one file into a table of its own that is gone with the transaction."""
    table = f"seed_{path.stem}"
    cursor.execute(f"drop table if exists {table}; create temp table {table} ({FILES[path.name]}) on commit drop")
    statement = sql.SQL("copy {} from stdin (format csv, header match)").format(sql.Identifier(table))
    with cursor.copy(statement) as copy:
        copy.write(path.read_bytes())


def _values(seed: BodySeed) -> dict[str, object]:
    names = ("kind", "level", "name", "short_name", "era", "ends_before", "under")
    return {name: getattr(seed, name) for name in names} | {"before_records": BEFORE_RECORDS}


def _count(cursor, table: str) -> int:
    cursor.execute(f"select count(*) from {table}")
    return cursor.fetchone()[0]


def holder_row(held) -> FunctionHolder:
    """A row of the law's table as a country-wide row here; the law's last day becomes the first day after it."""
    return FunctionHolder(
        function=held.function,
        body_kind=held.body_kind,
        office=held.office,
        unit=None,
        starts_on=held.since,
        ends_before=held.until and held.until + timedelta(days=1),
        citation=held.citation,
        confidence=held.confidence,
    )
