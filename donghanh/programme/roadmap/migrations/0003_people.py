"""How many people of a commune a plan's rule asks about, past the wall of files, at the reader's own places alone.

dependent: people found dependent whose file lies there and whose care has not gone over into management after rehabilitation; aftercare: people
under that management at the moment. Who holds the files of the commune, and the command line, are told the number; everybody else what rule P1
lets a counting role know: none, fewer than 8 (null), or rounded to 5. is_over is answered only for a number of people that a loaded plan prints,
and never below 8; everybody else than who knows the number is answered from the exact one at round tens alone, else from the rounded one:
a province brings in its own plans, and limits one apart would say the number. For pages the moment is the database's own but for five minutes: days set against each other would say who it is.
"""

from django.db import migrations

PEOPLE = """
create function roadmap_told(n bigint, is_exact boolean) returns bigint language sql immutable as $$
  select case when coalesce(is_exact, false) or n = 0 then n when n < 8 then null else (round(n / 5.0) * 5)::bigint end
$$;
create function roadmap_people(units int[], moment timestamptz, over int)
returns table (unit_id int, is_over boolean, dependent bigint, aftercare bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (
    select f.id, f.now, 'COUNTS' = any((select app_reads())::text[])
        or ('D3' = any((select app_reads())::text[]) and f.now = any((select app_units())::int[])) as is_exact
    from units_and_former(array(select unnest(units) intersect select unnest((select app_stat_units())))) f
    where session_user <> 'donghanh_app' or moment between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes'
  ), files as (
    select m.now, m.is_exact, c.id, c.procedure, c.opened_at, c.active_from, c.active_until, coalesce(g.kept_id, c.person_id) as person_id
    from mine m join cases_case c on c.unit_id = m.id
    left join people_merge g on g.gone_id = c.person_id and g.is_approved and g.decided_at <= moment and (g.undone_at is null or g.undone_at > moment)
    where c.stage <> 'IN_ERROR' and c.opened_at <= moment
  ), found as (
    select f.now, f.is_exact, f.person_id, max(t.happened_at) as found_at
    from files f join cases_fact t on t.case_id = f.id
    where t.kind = 'FOUND_DEPENDENT' and t.voided_at is null and t.happened_at <= moment group by f.now, f.is_exact, f.person_id
  ), counted as (
    select m.now, bool_and(m.is_exact) as is_exact,
      (select count(*) from found d where d.now = m.now and not exists (
         select from files a where a.person_id = d.person_id and a.procedure = 'AFTERCARE' and a.opened_at >= d.found_at)) as dependent,
      (select count(distinct a.person_id) from files a where a.now = m.now and a.procedure = 'AFTERCARE'
         and a.active_from <= moment and a.active_until > moment) as aftercare
    from mine m group by m.now
  )
  select c.now, coalesce(case when c.is_exact or over % 10 = 0 then c.dependent else roadmap_told(c.dependent, false) end > over, false)
      and over >= 8 and exists (select from programme_roadmapstep s where s.rule ~ ('(^|\\D)' || over || ' người nghiện')),
    roadmap_told(c.dependent, c.is_exact), roadmap_told(c.aftercare, c.is_exact)
  from counted c
$$;
revoke execute on function roadmap_people(int[], timestamptz, int) from public;
grant execute on function roadmap_people(int[], timestamptz, int) to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0002_row_security"), ("cases", "0002_row_security"), ("people", "0002_row_security")]
    operations = [migrations.RunSQL(PEOPLE, "drop function roadmap_people(int[], timestamptz, int), roadmap_told(bigint, boolean)")]
