"""Registers counted over a period as a target asks (reports/listed.py says what `asked` holds): sites that run, former districts with one, surveys.

As in 0006 nothing is said of a person in a file, so no number is guarded, and only places of the scope are counted. What belongs to no
commune (a site of the province, districts of the day the plan was issued, a survey of the whole province) stands in a row of the province
where all its communes are asked for.
"""

from django.db import migrations

RUNNING = """
-- The former districts that a unit of any day is, lies in or came from.
create function reporting.former_districts(unit int) returns table (id int) language sql stable as $$
  with recursive line(id) as (
    select unit union select s.predecessor_id from line join places_unitsuccession s on s.successor_id = line.id)
  select distinct coalesce(d.id, u.id) from line join places_unit u on u.id = line.id
  left join places_unit d on d.id = u.parent_id and d.level = 'DISTRICT' where u.level = 'DISTRICT' or d.id is not null
$$;

-- asked: {kinds, since: first day on which a site that counts opened, or null, effective: only what was judged so, place: folded name or null}.
create function reporting.sites_asked(asked jsonb, units int[], until timestamptz, moment timestamptz)
returns table (now int, site_id uuid, unit int, place text)
language sql stable as $$
  with mine as materialized (select m.id, m.now from reporting.mine(units || reporting.whole_province(units)) m)
  select m.now, s.site_id, s.unit, s.place
  from reporting.sites_standing(array(select id from mine), until, moment) s join mine m on m.id = s.seat
  where s.state = 'OPENED' and s.kind in (select jsonb_array_elements_text(asked->'kinds'))
    and (asked->>'since' is null or s.opened_on >= (asked->>'since')::date)
    and (not (asked->>'effective')::boolean or coalesce(s.is_effective, false))
    and (asked->>'place' is null or vn_fold(s.place) = asked->>'place'
      or exists (select from reporting.former_districts(s.unit) d join places_unit u on u.id = d.id where vn_fold(u.name) = asked->>'place'))
$$;
"""
_DIGEST = "case when moment <> 'infinity' then encode(sha256(convert_to({told}, 'UTF8')), 'hex') else '' end"
_SITES_TOLD = _DIGEST.format(told="coalesce(string_agg(s.site_id::text, ',' order by s.site_id), '')")

TOTALS = f"""
create function reporting.sites_totals(asked jsonb, units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.now, 0::bigint, count(*), {_SITES_TOLD} from reporting.sites_asked(asked, units, until, moment) s group by s.now
$$;

-- asked further: districts: [code of the province, the day its districts are those of]. A site counts for the one district it lies in, by the
-- name it was given where its unit lay in several.
create function reporting.site_districts_totals(asked jsonb, units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with districts as (
    select d.id, vn_fold(d.name) as name from places_unit p join places_unit d on d.parent_id = p.id and d.level = 'DISTRICT'
    where p.level = 'PROVINCE' and p.code = asked->'districts'->>0
      and coalesce(p.starts_on <= (asked->'districts'->>1)::date, true) and coalesce(p.ends_before > (asked->'districts'->>1)::date, true)
      and coalesce(d.starts_on <= (asked->'districts'->>1)::date, true) and coalesce(d.ends_before > (asked->'districts'->>1)::date, true)
  ), sites as materialized (
    select s.site_id, s.place, array(select f.id from reporting.former_districts(s.unit) f join districts d on d.id = f.id) as lies_in
    from reporting.sites_asked(asked, units, until, moment) s
  ), reached as (
    select distinct d.id from districts d join sites s
      on case when s.place <> '' then vn_fold(s.place) = d.name else s.lies_in = array[d.id] end
  )
  select whole.now, (select count(*) from districts), (select count(*) from reached),
    (select {_SITES_TOLD} from sites s)
  from reporting.mine(reporting.whole_province(units)) whole where whole.id = whole.now
$$;

-- asked: {{population}}. The last survey of this population at the place itself that ended in the period and has a result: sheets, sheets with enough.
create function reporting.survey_totals(asked jsonb, units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with asked_at as (
    select m.id, m.now from reporting.mine(case when cardinality(units) = 1 then units else reporting.whole_province(units) end) m
  ), told as (
    select distinct on (a.now) a.now, r.id, r.asked, r.reached
    from asked_at a join surveys_survey s on s.place_id = a.id join surveys_result r on r.survey_id = s.id
    where s.population = survey_totals.asked->>'population' and r.made_at <= moment
      and s.ends_on >= (since at time zone 'Asia/Ho_Chi_Minh')::date and s.ends_on < (until at time zone 'Asia/Ho_Chi_Minh')::date
    order by a.now, s.ends_on desc, s.id desc, r.made_at desc, r.id desc
  )
  select t.now, t.asked::bigint, t.reached::bigint, {_DIGEST.format(told="t.id::text")} from told t
$$;
"""
_ASKED = "(jsonb, int[], timestamptz, timestamptz, timestamptz)"
DOORS = tuple(f"reporting.{name}{_ASKED}" for name in ("sites_totals", "site_districts_totals", "survey_totals"))
INNER = ("reporting.sites_asked(jsonb, int[], timestamptz, timestamptz)", "reporting.former_districts(int)")
RIGHTS = f"""
revoke execute on function {", ".join(DOORS + INNER)} from public;
grant execute on function {", ".join(DOORS)} to donghanh_web, donghanh_jobs, donghanh_counts;
"""
UNDO = f"drop function {', '.join(DOORS + INNER)}"


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_staff"), ("surveys", "0002_row_security")]
    operations = [migrations.RunSQL(RUNNING + TOTALS + RIGHTS, UNDO)]
