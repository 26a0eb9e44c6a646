"""Counts of files by step and commune, and how long courts and health bodies take, for those who see no rows (past the wall, at their places)."""

from django.db import migrations

# The web server asks as of now and of the last 365 days: day held against day would say what happened to one person.
NOW = """
create function reporting.is_now(moment timestamptz) returns boolean language sql stable as $$
  select session_user <> 'donghanh_app' or moment between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes'
$$;
"""
STEPS = """
create function reporting.step_totals(units int[], at timestamptz, under_way text[])
returns table (unit_id int, procedure text, step text, files bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.now, c.procedure::text, case when c.active_until <= at and c.stage = any(under_way) then 'ENDED' else c.stage end, count(*)
  from reporting.mine(units) n join cases_case c on c.unit_id = n.id where (select reporting.is_now(at)) group by 1, 2, 3
$$;
"""

# Days from a moment to another, as days of the calendar in Viet Nam. Who decides how few may be said is reports.waiting.
_DAYS = "({until} at time zone 'Asia/Ho_Chi_Minh')::date - ({since} at time zone 'Asia/Ho_Chi_Minh')::date"
TIMES = f"""
create function reporting.court_totals(units int[], since timestamptz, at timestamptz)
returns table (court text, answered bigint, middle float8, waiting bigint, late bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.court, count(m.decided_at),
         percentile_cont(0.5) within group (order by {_DAYS.format(until="m.decided_at", since="m.accepted_at")}) filter (where m.decided_at is not null),
         count(*) filter (where m.decided_at is null), count(*) filter (where m.decided_at is null and m.due_at <= at)
  from dossier_court_moments(array(select id from reporting.mine(units)), null) m
  where coalesce(m.decided_at >= since, true) and (select reporting.is_now(at) and reporting.is_now(since + interval '365 days')) group by 1
$$;
create function reporting.health_totals(units int[], since timestamptz)
returns table (body text, answered bigint, middle float8, waiting bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.body, count(m.concluded_at),
         percentile_cont(0.5) within group (order by {_DAYS.format(until="m.concluded_at", since="m.sent_at")}) filter (where m.concluded_at is not null),
         count(*) filter (where m.concluded_at is null)
  from dossier_health_moments(array(select id from reporting.mine(units)), null) m
  where coalesce(m.concluded_at >= since, true) and (select reporting.is_now(since + interval '365 days')) group by 1
$$;
"""
ASKED = "reporting.step_totals(int[], timestamptz, text[]), reporting.court_totals(int[], timestamptz, timestamptz), reporting.health_totals(int[], timestamptz)"
RIGHTS = f"""
revoke execute on function {ASKED} from public;
grant execute on function {ASKED} to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_reporting_schema"), ("dossiers", "0004_moments")]
    operations = [migrations.RunSQL(NOW + STEPS + TIMES + RIGHTS, f"drop function {ASKED}, reporting.is_now(timestamptz)")]
