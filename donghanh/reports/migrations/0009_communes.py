"""Communes counted by what they say of themselves (programme/communes), as told by a moment: whether they use the system, held something.

Nothing is said of a person, so no number is guarded; only communes of the scope are counted, each once.
"""

from django.db import migrations

# what: using (a confirmation at most 30 days old at the end of the period, or today where it has not ended: communes.rules.USES_DAYS); active
# (something held in the period).
TOTALS = """
create function reporting.communes_totals(what text, units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with days as (
    select case what when 'using' then e.after - 30 else (since at time zone 'Asia/Ho_Chi_Minh')::date end as first, e.after
    from (select least((until at time zone 'Asia/Ho_Chi_Minh')::date,
      case when moment = 'infinity' then places_today() else (moment at time zone 'Asia/Ho_Chi_Minh')::date end + 1) as after) e
  ), told as materialized (
    select m.now, l.id from reporting.mine(units) m join communes_line l on l.unit_id = m.id cross join days d
    where l.made_at <= moment and l."on" >= d.first and l."on" < d.after
      and l.kind = any(case what when 'using' then array['CONFIRMED', 'NOBODY'] else array['ACTIVITY'] end)
      and not exists (select from communes_line b where b.undoes_id = l.id and b.made_at <= moment)
  ), lands as (select distinct m.now from reporting.mine(units) m where m.now = any(units))
  select n.now, 1::bigint, (count(t.id) > 0)::int::bigint,
    case when moment <> 'infinity' then encode(sha256(convert_to(coalesce(string_agg(t.id::text, ',' order by t.id), ''), 'UTF8')), 'hex') else '' end
  from lands n left join told t on t.now = n.now group by n.now
$$;
"""
DOOR = "reporting.communes_totals(text, int[], timestamptz, timestamptz, timestamptz)"
RIGHTS = f"""
revoke execute on function {DOOR} from public;
grant execute on function {DOOR} to donghanh_web, donghanh_jobs, donghanh_counts;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_registers"), ("communes", "0002_row_security")]
    operations = [migrations.RunSQL(TOTALS + RIGHTS, f"drop function {DOOR}")]
