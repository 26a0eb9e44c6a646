"""Sites of the register (programme/roadmap) counted per commune at the end of a period, as told by a moment ('infinity': as known now).

The state of a site is folded as roadmap.rules.standing does; tests/reports/test_places.py holds both together. These are public institutions:
nothing is said of a person, so no number is guarded, but as everywhere only the places of the scope are counted. What is registered at the
province itself, and at no commune, stands in a row of the province where all its communes are asked for: in the total, beside no commune.
"""

from django.db import migrations

STANDING = """
create function reporting.sites_standing(units int[], until timestamptz, moment timestamptz)
returns table (seat int, site_id uuid, kind text, state text, is_effective boolean, opened_on date, unit int, place text)
language sql stable as $$
  with told as materialized (
    select f.* from roadmap_site s join roadmap_sitefact f on f.site_id = s.id where s.seat_id = any(units) and f.made_at <= moment
  ), kept as materialized (
    select t.* from told t where t.kind <> 'TAKEN_BACK' and t."on" < (until at time zone 'Asia/Ho_Chi_Minh')::date
      and not exists (select from told b where b.kind = 'TAKEN_BACK' and b.undoes_id = t.id)
  )
  select s.seat_id, s.id,
    case when exists (select from kept k where k.site_id = s.id and k.kind = 'UPGRADED') then 'TREATMENT' else s.kind end,
    coalesce((select k.kind from kept k where k.site_id = s.id and k.kind in ('OPENED', 'CLOSED') order by k."on" desc, k.made_at desc, k.id desc limit 1),
      'FOUNDED'),
    (select k.is_effective from kept k where k.site_id = s.id and k.kind = 'EVALUATED' order by k."on" desc, k.made_at desc, k.id desc limit 1),
    (select max(k."on") from kept k where k.site_id = s.id and k.kind = 'OPENED'),
    coalesce(went.unit_id, s.unit_id), case when went.unit_id is null then s.place else went.place end
  from roadmap_site s left join lateral (
    select k.unit_id, k.place from kept k where k.site_id = s.id and k.kind = 'MOVED' order by k."on" desc, k.made_at desc, k.id desc limit 1) went on true
  where s.seat_id = any(units) and s.made_at <= moment and s.decided_on < (until at time zone 'Asia/Ho_Chi_Minh')::date
    and not exists (select from told b where b.site_id = s.id and b.kind = 'TAKEN_BACK' and b.undoes_id is null)
$$;
"""

# The province of these communes, where all of them are asked for: what is registered there stands in a row of its own.
WHOLE = """
create function reporting.whole_province(units int[]) returns int[] language sql stable as $$
  select array(select p.id from places_unit p where p.level = 'PROVINCE' and p.id in (select c.parent_id from places_unit c where c.id = any(units))
    and not exists (select from places_unit c where c.parent_id = p.id and c.level = 'COMMUNE' and c.ends_before is null and c.id <> all(units)))
$$;
"""

# Of these communes of a province, those of which a plan that it issued on this day did not speak: they came from another since. The roadmap's area
# (programme/roadmap/queries/areas) is the same rule read forward; tests/reports/test_plan_land.py holds both together.
BEYOND = """
create function reporting.beyond(units int[], province text, day date) returns int[]
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive back as (
    select u.id as now, u.id as unit from places_unit u join places_unit p on p.id = u.parent_id
    where u.id = any(units) and u.starts_on > day and p.level = 'PROVINCE' and p.code = province
    union
    select b.now, s.predecessor_id from back b join places_unit x on x.id = b.unit and x.starts_on > day
    join places_unitsuccession s on s.successor_id = b.unit
  )
  select array(select b.now from back b join places_unit x on x.id = b.unit and x.starts_on <= day
    join places_unit above on above.id = x.parent_id left join places_unit top on top.id = above.parent_id
    group by b.now having not bool_or('PROVINCE' || province in (above.level || above.code, coalesce(top.level || top.code, ''))))
$$;
"""

# what: models (communes, and those of them with a model that runs and was judged effective); teams (communes, and those with a volunteer team that
# runs, whoever judged it); clubs (clubs that stand, and those judged so).
TOTALS = """
create function reporting.places_totals(what text, units int[], until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select m.id, m.now from reporting.mine(units || reporting.whole_province(units)) m
  ), sites as (
    select m.now, s.site_id, s.state = 'OPENED' and (what = 'teams' or coalesce(s.is_effective, false)) as is_reached
    from reporting.sites_standing(array(select id from mine), until, moment) s join mine m on m.id = s.seat
    where s.state <> 'CLOSED' and case what when 'clubs' then s.kind = 'AFTERCARE_CLUB' when 'teams' then s.kind = 'VOLUNTEER_TEAM'
      else s.kind not in ('TREATMENT', 'DISPENSING', 'CENTRE', 'VOLUNTEER_TEAM') end
  ), asked as (
    select distinct m.now from mine m where what in ('models', 'teams') and m.now = any(units) or exists (select from sites s where s.now = m.now and what = 'clubs')
  )
  select a.now, case what when 'clubs' then count(s.site_id) else 1 end,
    case what when 'clubs' then count(*) filter (where s.is_reached) else max(coalesce(s.is_reached, false)::int) end,
    case when moment <> 'infinity' then encode(sha256(convert_to(
      coalesce(string_agg(s.site_id || ':' || s.is_reached, ',' order by s.site_id), ''), 'UTF8')), 'hex') else '' end
  from asked a left join sites s on s.now = a.now group by a.now
$$;
"""
NAMES = (
    "reporting.sites_standing(int[], timestamptz, timestamptz)",
    "reporting.places_totals(text, int[], timestamptz, timestamptz)",
    "reporting.whole_province(int[])",
    "reporting.beyond(int[], text, date)",
)
RIGHTS = f"""
revoke execute on function {", ".join(NAMES)} from public;
grant execute on function {NAMES[1]}, {NAMES[3]} to donghanh_web, donghanh_jobs, donghanh_counts;
"""
UNDO = f"drop function {', '.join(reversed(NAMES))}"


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_countable_people"), ("roadmap", "0002_row_security")]
    operations = [migrations.RunSQL(STANDING + WHOLE + BEYOND + TOTALS + RIGHTS, UNDO)]
