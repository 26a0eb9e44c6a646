"""Schema `reporting`: the views behind lists (under the reader's own wall) and the counting functions (past it, at places he may count).

Where a person counts is settled by the facts and never moves: the commune where the file lay at the detection, or at its opening where
that came later. Files travel by received hand-overs, all records of one human being together, so the first hand-over after that moment
names the commune in `from_unit_id`; without one the file lies there still. What was counted at a commune that a reorganisation has taken
away is shown at the one that took it over, whether the worker has moved the rows or not. A person counts once in a period, at the first detection.
A milestone counts where it was reached before the end of the period, `until`, which does not belong to it.

Hand-overs between two other communes cannot bring anybody to the places asked about, so only those touching them are read.
"""

from django.db import migrations

# One row for each case that a received hand-over carried along: those of every record that was the same human being at that moment.
MOVES = """
create schema reporting;
grant usage on schema reporting to donghanh_web, donghanh_jobs, donghanh_counts;

create view reporting.file_move with (security_invoker = true) as
select c.id as case_id, c.person_id as record_id, h.from_unit_id, h.to_unit_id, h.received_at
from cases_handover h join cases_case k on k.id = h.case_id
cross join lateral (select coalesce((
  select m.kept_id from people_merge m where m.gone_id = k.person_id and m.is_approved and m.decided_at <= h.received_at
     and (m.undone_at is null or m.undone_at > h.received_at)), k.person_id) as id) whole
cross join lateral (
  select whole.id as record_id union all
  select m.gone_id from people_merge m where m.kept_id = whole.id and m.is_approved and m.decided_at <= h.received_at
     and (m.undone_at is null or m.undone_at > h.received_at)) part
join cases_case c on c.person_id = part.record_id and c.opened_at <= h.received_at
where h.received_at is not null;

create function reporting.moves_touching(units int[])
returns table (case_id uuid, record_id uuid, from_unit_id int, received_at timestamptz)
language sql stable set enable_nestloop = on set enable_mergejoin = on as $$
  select m.case_id, m.record_id, m.from_unit_id, m.received_at from reporting.file_move m
  where m.from_unit_id = any(units) or m.to_unit_id = any(units)
$$;

create function reporting.records_that_left(units int[]) returns table (record_id uuid) language sql stable as $$
  with whole as (
    select distinct coalesce(p.merged_into_id, p.id) as id from reporting.file_move m join people_person p on p.id = m.record_id
    where m.from_unit_id = any(units)
  )
  select p.id from whole join people_person p on p.id = whole.id
  union select p.id from whole join people_person p on p.merged_into_id = whole.id
$$;
"""

LIVE = """
-- Records that were merged are few: a list of them is read, not the table of all persons of the country.
create index person_gone on people_person (id) include (merged_into_id) where merged_into_id is not null;

create view reporting.user_management with (security_invoker = true) as
select c.id as case_id, c.person_id as record_id, coalesce(p.merged_into_id, c.person_id) as person_id, c.unit_id, c.opened_at, c.detected_at,
       c.managed_at, c.offered_at
from cases_case c left join people_person p on p.id = c.person_id and p.merged_into_id is not null
where c.procedure = 'USER_MANAGEMENT' and c.detected_at is not null;
grant select on reporting.user_management, reporting.file_move to donghanh_web, donghanh_jobs;

create function reporting.user_management_people(units int[], since timestamptz, until timestamptz)
returns table (unit_id int, person_id uuid, detected_at timestamptz, managed_at timestamptz, offered_at timestamptz)
language sql stable as $$
  with moves as materialized (select * from reporting.moves_touching(units)
  ), files as (
    select v.* from reporting.user_management v where v.unit_id = any(units) and v.detected_at >= since and v.detected_at < until
    union all
    select v.* from reporting.records_that_left(units) r join reporting.user_management v on v.record_id = r.record_id
    where v.unit_id <> all(units) and v.detected_at >= since and v.detected_at < until
  ), went as (
    select distinct on (f.case_id) f.case_id, m.from_unit_id from moves m join files f using (case_id)
    where m.received_at > greatest(f.detected_at, f.opened_at) order by f.case_id, m.received_at
  ), placed as (
    select f.*, coalesce(w.from_unit_id, f.unit_id) as place from files f left join went w using (case_id)
  ), people as (
    select min(p.place) as place, min(p.place) <> max(p.place) as is_of_several, p.person_id, min(p.detected_at) as detected_at,
           min(p.managed_at) filter (where p.managed_at < until) as managed_at, min(p.offered_at) filter (where p.offered_at < until) as offered_at
    from placed p group by p.person_id
  ), first as (
    select p.person_id, p.detected_at, p.managed_at, p.offered_at, case when p.is_of_several then
      (select f.place from placed f where f.person_id = p.person_id order by f.detected_at, f.case_id limit 1) else p.place end as place
    from people p
  )
  select p.place, p.person_id, p.detected_at, p.managed_at, p.offered_at from first p where p.place = any(units)
$$;

-- The places asked for that the actor may count, each with the units it has taken over by a reorganisation: whose people are its people now.
create function reporting.mine(units int[]) returns table (id int, now int) language sql stable as $$
  select f.id, f.now from units_and_former(array(select unnest(units) intersect select unnest((select app_stat_units())))) f
$$;

-- Whether the last report over totals that this province built on its day speaks of this moment.
create function reporting.is_day_of_report(province int, moment timestamptz) returns boolean language sql stable as $$
  select exists (select from reports_frozenreport r where r.place_id = province and r.data_class = 'D11' and r.as_of = moment
    and not exists (select from reports_frozenreport l where l.place_id = province and l.data_class = 'D11' and l.as_of > r.as_of
      and (l.as_of at time zone 'Asia/Ho_Chi_Minh')::date = (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date))
$$;

-- The same for figures over a period. Who holds the files of a place counts there as he likes, the command line everywhere. All others are
-- answered what a page may offer them: halves and years, as known now or at the moment of a report of the place's own province, and of all
-- that were built there on one day the last alone: whoever builds reports could else make moments as fine as he likes. Months, or the days
-- before and after somebody was recorded, set against each other would say who it is. (The login of the owner is believed about days: seeds
-- and tests.)
create function reporting.is_offered(place int, since timestamptz, until timestamptz, moment timestamptz) returns boolean language sql stable as $$
  select coalesce((a = year and b in (year + interval '6 months', year + interval '1 year') or a = year + interval '6 months' and b = year + interval '1 year')
    and (session_user <> 'donghanh_app' or moment = 'infinity'
      or moment between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes'
      or reporting.is_day_of_report((select u.parent_id from places_unit u where u.id = place), moment)), false)
  from (select since at time zone 'Asia/Ho_Chi_Minh' as a, until at time zone 'Asia/Ho_Chi_Minh' as b,
               date_trunc('year', since at time zone 'Asia/Ho_Chi_Minh') as year) asked
$$;
--
-- is_exact: who holds the files of all that a commune has become, and the command line, are told the number; so is the statement of
-- reports/counting.py, which takes on the role donghanh_counts for itself alone because the tables that a page shows are worked out from true
-- numbers (docs/explanation/numbers.md). Everybody else who asks is told what rule P1 lets a counting role know of a commune.
create function reporting.mine_over(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (id int, now int, is_exact boolean) language sql stable as $$
  select m.id, m.now, 'COUNTS' = any((select app_reads())::text[]) or current_setting('role') <> 'donghanh_web'
      or ('D3' = any((select app_reads())::text[]) and m.now = any((select app_units())::int[]))
  from reporting.mine(array(select u from unnest(units) u where 'COUNTS' = any((select app_reads())::text[])
    or ('D3' = any((select app_reads())::text[]) and u = any((select app_units())::int[])) or reporting.is_offered(u, since, until, moment))) m
$$;
create function reporting.shown(n bigint, is_exact boolean) returns bigint language sql immutable as $$
  select case when coalesce(is_exact, false) or n = 0 then n when n < 8 then null else (round(n / 5.0) * 5)::bigint end
$$;
-- A part of them: of few people no part is told, not even that it is nobody, for "none of these few" is a fact about each of them.
create function reporting.shown_part(n bigint, whole bigint, is_exact boolean) returns bigint language sql immutable as $$
  select case when coalesce(is_exact, false) or whole = 0 or whole >= 8 then reporting.shown(n, is_exact) end
$$;

create function reporting.user_management_totals(units int[], since timestamptz, until timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, without_decision bigint, without_service bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select * from reporting.mine_over(units, since, until, 'infinity'))
  select n.now, reporting.shown(count(*), bool_and(n.is_exact)),
         reporting.shown_part(count(*) filter (where p.managed_at is not null and p.offered_at is not null), count(*), bool_and(n.is_exact)),
         reporting.shown_part(count(*) filter (where p.managed_at is null), count(*), bool_and(n.is_exact)),
         reporting.shown_part(count(*) filter (where p.offered_at is null), count(*), bool_and(n.is_exact))
  from reporting.user_management_people(array(select id from mine), since, until) p join mine n on n.id = p.unit_id
  group by n.now
$$;
"""

# What the files said at a moment: facts told by then and not yet taken back, records merged by then.
#
# Only files are read in which something of the first kind happened from since to until: nobody else was found in that time, and of a half-year
# they are a few in a hundred. Who asks for a first time in a whole life (DEPENDENT) asks without end.
AS_OF = """
create index fact_of_detection on cases_fact (unit_id, happened_at, case_id) where kind = 'TESTED_POSITIVE';

create function reporting.told(units int[], moment timestamptz, kinds text[], since timestamptz, until timestamptz)
returns table (id uuid, case_id uuid, record_id uuid, person_id uuid, held_by int, opened_at timestamptz, kind text, happened_at timestamptz,
               counts_from timestamptz, decision_id uuid, data jsonb)
language sql stable as $$
  with found as (
    select f.case_id from cases_fact f
    where f.unit_id = any(units) and f.kind = kinds[1] and f.happened_at >= since and f.happened_at < until
    union
    select f.case_id from reporting.records_that_left(units) r join cases_case c on c.person_id = r.record_id
    join cases_fact f on f.case_id = c.id and f.kind = kinds[1] and f.happened_at >= since and f.happened_at < until
    where c.unit_id <> all(units)
  ), files as (
    select c.id, c.person_id, c.unit_id, c.opened_at, c.stage
    from found cross join lateral (select c.* from cases_case c where c.id = found.case_id offset 0) c where c.procedure = 'USER_MANAGEMENT'
  )
  select f.id, f.case_id, c.person_id, coalesce(m.kept_id, c.person_id), c.unit_id, c.opened_at, f.kind, f.happened_at,
         case when f.is_date_only then ((f.happened_at at time zone 'Asia/Ho_Chi_Minh')::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
              else f.happened_at end, f.decision_id, f.data
  from files c  -- file by file (offset 0): they are few beside all facts of the country
  cross join lateral (select f.* from cases_fact f where f.case_id = c.id and f.kind = any(kinds) offset 0) f
  left join people_merge m on m.gone_id = c.person_id and m.is_approved and m.decided_at <= moment and (m.undone_at is null or m.undone_at > moment)
  where f.recorded_at <= moment and (f.voided_at is null or f.voided_at > moment)
    and not (c.stage = 'IN_ERROR' and exists (select from cases_fact e where e.case_id = c.id and e.kind = 'OPENED_IN_ERROR' and e.recorded_at <= moment))
$$;

create function reporting.user_management_as_of(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (case_id uuid, person_id uuid, unit_id int, detected_at timestamptz, managed_at timestamptz, offered_at timestamptz)
language sql stable as $$
  with moves as materialized (select * from reporting.moves_touching(units)
  ), told as (
    select * from reporting.told(units, moment, '{TESTED_POSITIVE,MANAGEMENT_DECIDED,SERVICE_OFFERED,DECISION_WITHDRAWN}', since, until)
  ), withdrawn as (
    select t.case_id, (t.data->>'withdraws')::uuid as decision_id from told t where t.kind = 'DECISION_WITHDRAWN'
  ), milestones as (
    select t.case_id, t.person_id, t.held_by, t.opened_at,
           (array_agg(t.happened_at order by t.counts_from, t.id::text) filter (where t.kind = 'TESTED_POSITIVE'))[1] as detected_at,
           (array_agg(t.happened_at order by t.counts_from, t.id::text) filter (where t.kind = 'MANAGEMENT_DECIDED'))[1] as managed_at,
           (array_agg(t.happened_at order by t.counts_from, t.id::text) filter (where t.kind = 'SERVICE_OFFERED'))[1] as offered_at
    from told t left join withdrawn w on w.case_id = t.case_id and w.decision_id = t.decision_id
    where w.case_id is null group by t.case_id, t.person_id, t.held_by, t.opened_at
  )
  , went as (
    select distinct on (s.case_id) s.case_id, m.from_unit_id from moves m join milestones s using (case_id)
    where m.received_at > greatest(s.detected_at, s.opened_at) order by s.case_id, m.received_at
  )
  select s.case_id, s.person_id, coalesce(w.from_unit_id, s.held_by), s.detected_at, s.managed_at, s.offered_at
  from milestones s left join went w using (case_id) where s.detected_at >= since and s.detected_at < until
$$;

create function reporting.user_management_as_of_totals(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, without_decision bigint, without_service bigint, digest text)
language sql stable security definer set search_path = public, pg_temp set work_mem = '32MB' as $$
  with lands as materialized (select * from reporting.mine_over(units, since, until, moment)
  ), mine as (select array(select id from lands) as units
  ), found as (
    select v.*, first_value(v.unit_id) over (partition by v.person_id order by v.detected_at, v.case_id) as place
    from mine, reporting.user_management_as_of(mine.units, since, until, moment) v
  ), people as (
    select n.now as place, bool_and(n.is_exact) as is_exact, f.person_id, coalesce(bool_or(f.managed_at < until), false) as managed, coalesce(bool_or(f.offered_at < until), false) as offered,
           string_agg(f.case_id || ':' || coalesce(f.managed_at < until, false) || ':' || coalesce(f.offered_at < until, false), ',' order by f.case_id)
             as files
    from found f join lands n on n.id = f.place group by n.now, f.person_id
  )
  select p.place, reporting.shown(count(*), bool_and(p.is_exact)),
         reporting.shown_part(count(*) filter (where p.managed and p.offered), count(*), bool_and(p.is_exact)),
         reporting.shown_part(count(*) filter (where not p.managed), count(*), bool_and(p.is_exact)),
         reporting.shown_part(count(*) filter (where not p.offered), count(*), bool_and(p.is_exact)),
         case when bool_and(p.is_exact) then encode(sha256(convert_to(string_agg(p.files, ',' order by p.files), 'UTF8')), 'hex') else '' end
  from people p group by p.place
$$;
"""

# People first found dependent in a period: counted from the facts at any moment, 'infinity' for what is known now.
DEPENDENT = """
create index fact_found_dependent on cases_fact (case_id) where kind = 'FOUND_DEPENDENT';

create function reporting.newly_dependent_people(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (place int, person_id uuid, case_id uuid, at timestamptz)
language sql stable as $$
  with moves as materialized (select m.* from reporting.moves_touching(units) m
  ), first as (
    select distinct on (t.person_id) t.* from reporting.told(units, moment, '{FOUND_DEPENDENT}', '-infinity', 'infinity') t order by t.person_id, t.counts_from, t.id::text
  ), went as (
    select distinct on (f.case_id) f.case_id, m.from_unit_id from moves m join first f using (case_id)
    where m.received_at > greatest(f.happened_at, f.opened_at) order by f.case_id, m.received_at
  ), placed as (
    select coalesce(w.from_unit_id, f.held_by) as place, f.person_id, f.case_id, f.happened_at from first f left join went w using (case_id)
    where f.happened_at >= since and f.happened_at < until
  )
  select p.place, p.person_id, p.case_id, p.happened_at from placed p where p.place = any(units)
$$;

create function reporting.newly_dependent_totals(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, counted bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with lands as materialized (select * from reporting.mine_over(units, since, until, moment)
  ), placed as (select * from reporting.newly_dependent_people(array(select id from lands), since, until, moment)
  )
  select n.now, reporting.shown(count(*), bool_and(n.is_exact)),
         case when bool_and(n.is_exact) then encode(sha256(convert_to(string_agg(p.case_id::text, ',' order by p.case_id), 'UTF8')), 'hex') else '' end
  from placed p join lands n on n.id = p.place group by n.now
$$;

create function reporting.newly_dependent_beside(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, before bigint, counted bigint, digest text)
language sql stable as $$
  select coalesce(n.unit_id, b.unit_id), case when b.unit_id is null then 0 else b.counted end,
    case when n.unit_id is null then 0 else n.counted end, coalesce(n.digest, '') || coalesce(b.digest, '')
  from reporting.newly_dependent_totals(units, since, until, moment) n
  full join reporting.newly_dependent_totals(units, (since at time zone 'Asia/Ho_Chi_Minh' - interval '1 year') at time zone 'Asia/Ho_Chi_Minh',
    (until at time zone 'Asia/Ho_Chi_Minh' - interval '1 year') at time zone 'Asia/Ho_Chi_Minh', moment) b on b.unit_id = n.unit_id
$$;
"""

RIGHTS = """
revoke execute on all functions in schema reporting from public;
grant execute on function reporting.user_management_totals(int[], timestamptz, timestamptz),
  reporting.user_management_people(int[], timestamptz, timestamptz), reporting.moves_touching(int[]), reporting.records_that_left(int[]),
  reporting.told(int[], timestamptz, text[], timestamptz, timestamptz),
  reporting.newly_dependent_people(int[], timestamptz, timestamptz, timestamptz),
  reporting.user_management_as_of_totals(int[], timestamptz, timestamptz, timestamptz),
  reporting.newly_dependent_totals(int[], timestamptz, timestamptz, timestamptz),
  reporting.newly_dependent_beside(int[], timestamptz, timestamptz, timestamptz) to donghanh_web, donghanh_jobs;
grant execute on function reporting.user_management_totals(int[], timestamptz, timestamptz),
  reporting.user_management_as_of_totals(int[], timestamptz, timestamptz, timestamptz),
  reporting.newly_dependent_totals(int[], timestamptz, timestamptz, timestamptz),
  reporting.newly_dependent_beside(int[], timestamptz, timestamptz, timestamptz) to donghanh_counts;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_row_security"),
        ("cases", "0002_row_security"),
        ("people", "0002_row_security"),
        ("places", "0004_reorganisation_wall"),
    ]
    operations = [
        migrations.RunSQL(
            MOVES + LIVE + AS_OF + DEPENDENT + RIGHTS,
            "drop schema reporting cascade; drop index if exists fact_found_dependent, fact_of_detection, person_gone",
        )
    ]
