"""Counts of files by step and commune, and how long courts and health bodies take, for those who see no rows (past the wall, at their places)."""

from django.db import migrations

# The web server asks as of now and of the last 365 days: day held against day would say what happened to one person.
NOW = """
create function reporting.is_now(moment timestamptz) returns boolean language sql stable as $$
  select session_user <> 'donghanh_app' or moment between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes'
$$;
create function reporting.tells_exactly() returns boolean language sql stable as $$
  select 'COUNTS' = any((select app_reads())::text[]) or current_setting('role') <> 'donghanh_web'
$$;
"""
# Stages in which a measure stands over a person (cases/procedures/shape.UNDER_WAY; tests/reports/test_waiting_walls.py holds both together): no
# list of the asker's, since lists one apart would say how many of a step are past their term.
UNDER_WAY = ("MANAGED", "SUSPENDED", "REHAB", "TREATED", "IN_FACILITY", "OUTSIDE", "ESCAPED", "AFTERCARE", "EDUCATION", "MONITORED", "PAUSED")
# As of periods (0003): a small number is told to who holds the files of the place, to the command line, and to the one statement of
# reports/counting.py that the pages' own tables are worked out from; every other reader is told what rule P1 lets him know.
STEPS = f"""
create function reporting.step_totals(units int[], at timestamptz)
returns table (unit_id int, procedure text, step text, files bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.now, c.procedure::text, case when c.active_until <= at and c.stage in {UNDER_WAY} then 'ENDED' else c.stage end,
         reporting.shown(count(*), exact)
  from reporting.mine(units) n join cases_case c on c.unit_id = n.id cross join lateral (select (select reporting.tells_exactly())
      or ('D3' = any((select app_reads())::text[]) and n.now = any((select app_units())::int[])) as exact) as asked
  where (select reporting.is_now(at)) and (exact or c.procedure <> 'COMPULSORY_MINOR') group by 1, 2, 3, exact  -- of minors no commune is told (P2)
$$;
"""

# Days from a moment to another, as days of the calendar in Viet Nam. Who decides how few may be said is reports.waiting.
_DAYS = "({until} at time zone 'Asia/Ho_Chi_Minh')::date - ({since} at time zone 'Asia/Ho_Chi_Minh')::date"
TIMES = f"""
create function reporting.court_totals(units int[], since timestamptz, at timestamptz)
returns table (court text, answered bigint, middle float8, waiting bigint, late bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.court, reporting.shown(count(m.decided_at), exact),
         case when exact or count(m.decided_at) > 7 then
           percentile_cont(0.5) within group (order by {_DAYS.format(until="m.decided_at", since="m.accepted_at")}) filter (where m.decided_at is not null) end,
         reporting.shown(count(*) filter (where m.decided_at is null), exact),
         reporting.shown_part(count(*) filter (where m.decided_at is null and m.due_at <= at), count(*) filter (where m.decided_at is null), exact)
  from dossier_court_moments(array(select id from reporting.mine(units)), null) m, (select reporting.tells_exactly() as exact) as asked
  where coalesce(m.decided_at >= since, true) and (select reporting.is_now(at) and reporting.is_now(since + interval '365 days')) group by 1, exact
$$;
create function reporting.health_totals(units int[], since timestamptz)
returns table (body text, answered bigint, middle float8, waiting bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.body, reporting.shown(count(m.concluded_at), exact),
         case when exact or count(m.concluded_at) > 7 then
           percentile_cont(0.5) within group (order by {_DAYS.format(until="m.concluded_at", since="m.sent_at")}) filter (where m.concluded_at is not null) end,
         reporting.shown(count(*) filter (where m.concluded_at is null), exact)
  from dossier_health_moments(array(select id from reporting.mine(units)), null) m, (select reporting.tells_exactly() as exact) as asked
  where coalesce(m.concluded_at >= since, true) and (select reporting.is_now(since + interval '365 days')) group by 1, exact
$$;
"""
ASKED = (
    "reporting.step_totals(int[], timestamptz), reporting.court_totals(int[], timestamptz, timestamptz), reporting.health_totals(int[], timestamptz)"
)
RIGHTS = f"""
revoke execute on function {ASKED} from public;
grant execute on function {ASKED} to donghanh_web, donghanh_jobs, donghanh_counts;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_reporting_schema"), ("dossiers", "0004_moments")]
    operations = [migrations.RunSQL(NOW + STEPS + TIMES + RIGHTS, f"drop function {ASKED}, reporting.tells_exactly(), reporting.is_now(timestamptz)")]
