"""Who holds what on a day, as told by a moment; and counts per place without a name, for those who see no rows (past the wall, at their places)."""

from django.db import migrations

# units: places of their day, former ones among them. moment: what was written by then ('infinity': all).
HELD = """
create function staffing_norms(units int[], day date, moment timestamptz)
returns table (position_id uuid, unit_id int, body_id int, work text, quantity int, needs text[])
language sql stable as $$
  select p.id, p.unit_id, p.body_id, p."group"::text, n.quantity, n.needs::text[]
  from staffing_position p left join lateral (
    select * from staffing_norm n where n.position_id = p.id and n.starts_on <= day and n.made_at <= moment
    order by n.starts_on desc, n.made_at desc, n.id desc limit 1) n on true
  where p.unit_id = any(units) and p.made_at <= moment
$$;
create function staffing_held(units int[], day date, moment timestamptz)
returns table (member_id uuid, position_id uuid, unit_id int, functions text[])
language sql stable as $$
  select h.member_id, h.position_id, h.unit_id, h.functions::text[]
  from staffing_holding h left join staffing_holdingend e on e.holding_id = h.id and e.made_at <= moment
  where h.unit_id = any(units) and h.made_at <= moment and h.starts_on <= day and coalesce(e.ends_before > day, true)
$$;
create function staffing_valid(member uuid, day date, moment timestamptz) returns text[]
language sql stable as $$
  select array(select distinct q.kind::text from staffing_qualification q
    left join staffing_qualificationend e on e.qualification_id = q.id and e.made_at <= moment
    where q.member_id = member and q.made_at <= moment and q.issued_on <= day and coalesce(q.valid_until >= day, true) and coalesce(e.ends_before > day, true))
$$;
"""

# required, held, vacant, over: posts and people. The last four: officials to whom the function is given, 0 where only
# volunteers or nobody has it.
TOTALS = """
create function staffing_totals(day date)
returns table (unit_id int, posts bigint, required bigint, held bigint, vacant bigint, over bigint, prevention bigint, user_management bigint,
  rehabilitation bigint, aftercare bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (
    select u.id, u.now from units_and_former(array(select distinct unit_now(s) from unnest(app_stat_units()) s)) u
    where app_reads() && array['STAFF', 'NUMBERS']
  ), held as materialized (
    select m.now, h.member_id, h.position_id, case when p."group" = 'VOLUNTEER' then '{}' else h.functions end as functions
    from staffing_held(array(select id from mine), day, 'infinity') h join mine m on m.id = h.unit_id join staffing_position p on p.id = h.position_id
  ), people as (select position_id, count(*) as n from held group by 1
  ), posts as (
    select m.now, count(*) as posts, sum(coalesce(n.quantity, 0)) as required, sum(greatest(n.quantity - coalesce(p.n, 0), 0)) as vacant,
      sum(greatest(coalesce(p.n, 0) - n.quantity, 0)) as over
    from staffing_norms(array(select id from mine), day, 'infinity') n join mine m on m.id = n.unit_id left join people p using (position_id) group by 1
  ), given as (
    select h.now, count(distinct h.member_id) as held,
      count(distinct h.member_id) filter (where 'PREVENTION' = any(h.functions)) as prevention,
      count(distinct h.member_id) filter (where 'USER_MANAGEMENT' = any(h.functions)) as user_management,
      count(distinct h.member_id) filter (where 'REHABILITATION' = any(h.functions)) as rehabilitation,
      count(distinct h.member_id) filter (where 'AFTERCARE' = any(h.functions)) as aftercare
    from held h group by 1)
  select w.now, coalesce(p.posts, 0), coalesce(p.required, 0)::bigint, coalesce(g.held, 0), coalesce(p.vacant, 0)::bigint, coalesce(p.over, 0)::bigint,
    coalesce(g.prevention, 0), coalesce(g.user_management, 0), coalesce(g.rehabilitation, 0), coalesce(g.aftercare, 0)
  from (select distinct now from mine) w left join posts p using (now) left join given g using (now)
$$;
"""
INNER = "staffing_valid(uuid, date, timestamptz), staffing_held(int[], date, timestamptz), staffing_norms(int[], date, timestamptz)"
RIGHTS = f"""
revoke execute on function {INNER}, staffing_totals(date) from public;
grant execute on function staffing_totals(date) to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("staffing", "0002_row_security")]
    operations = [migrations.RunSQL(HELD + TOTALS + RIGHTS, f"drop function staffing_totals(date), {INNER}")]
