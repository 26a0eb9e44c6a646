"""Staff (programme/staffing) counted per place at the end of a period, as told by a moment ('infinity': as known now).

tests/reports/test_staff.py holds this and staffing.rules together. Officials at their posts are counted, nobody of a file, and no name is told:
no number is guarded, but only the places of the scope are counted. Who serves at the province itself stands in a row of the province where all
its communes are asked for. Somebody with posts at two places counts at each.
"""

from django.db import migrations

# what: trained (all four groups of work), local (of these at communes and former districts), centre_commune (at communes and facilities),
# counsellors, medical; team (members of volunteer teams, where a team runs). A medical post whose needs nobody has set is met by nobody.
TOTALS = """
create function reporting.staff_totals(what text, units int[], until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with whole as (
    select p.id from places_unit p where p.level = 'PROVINCE' and p.id in (select c.parent_id from places_unit c where c.id = any(units))
      and not exists (select from places_unit c where c.parent_id = p.id and c.level = 'COMMUNE' and c.ends_before is null and c.id <> all(units))
  ), mine as materialized (select m.id, m.now from reporting.mine(units || array(select id from whole)) m
  ), asked as (select (until at time zone 'Asia/Ho_Chi_Minh')::date - 1 as day
  ), teams as (
    select m.now from reporting.sites_standing(array(select id from mine where what = 'team'), until, moment) s join mine m on m.id = s.seat
    where s.kind = 'VOLUNTEER_TEAM' and s.state = 'OPENED'
  ), posts as (
    select n.position_id, coalesce(n.needs, '{}') as needs
    from staffing_norms(array(select id from mine), (select day from asked), moment) n
    join mine m on m.id = n.unit_id join places_unit u on u.id = n.unit_id join places_body b on b.id = n.body_id
    where case what when 'counsellors' then n.work = 'COUNSELLING' when 'medical' then n.work = 'MEDICAL'
      when 'team' then n.work = 'VOLUNTEER' and m.now in (select now from teams)
      else n.work = any(array['MANAGEMENT', 'DIRECT', 'COUNSELLING', 'MEDICAL'])
        and (what = 'trained' or u.level in ('COMMUNE', 'DISTRICT') or (what = 'centre_commune' and b.kind = 'facility')) end
  ), people as (
    select m.now, h.member_id, p.needs, staffing_valid(h.member_id, (select day from asked), moment) as kinds
    from staffing_held(array(select id from mine), (select day from asked), moment) h join posts p using (position_id) join mine m on m.id = h.unit_id
  ), judged as (
    select now, member_id, bool_and(case what when 'counsellors' then 'COUNSELLING' = any(kinds)
      when 'medical' then needs <> '{}' and needs <@ kinds else kinds && array['BASIC', 'SKILLS'] end) as is_reached
    from people group by 1, 2)
  select now, count(*), count(*) filter (where is_reached),
    case when moment <> 'infinity' then encode(sha256(convert_to(string_agg(member_id || ':' || is_reached, ',' order by member_id), 'UTF8')), 'hex') else '' end
  from judged group by now
$$;
"""
NAME = "reporting.staff_totals(text, int[], timestamptz, timestamptz)"
RIGHTS = f"""
revoke execute on function {NAME} from public;
grant execute on function {NAME} to donghanh_web, donghanh_jobs, donghanh_counts;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_places"), ("staffing", "0003_counts")]
    operations = [migrations.RunSQL(TOTALS + RIGHTS, f"drop function {NAME}")]
