"""Row security of reviews: read where one counts, written by the lead agency of the place for its own place. They only grow.

A cause lies in a sheet of its own place, an action at a cause of its own place that stands; what is taken back is a line of one's own place that
stands, a cause after its actions. Keys look past the wall, so the wall asks.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

READS = "'NUMBERS' = any((select app_reads())::text[]) and unit_id = any((select app_stat_units())::int[])"
OWN = """body_id = (select app_body()) and unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))
  and accounts_may('inspection.plan', made_at)"""
WRITES = {
    "reviews_reported": OWN,
    "reviews_adjustment": OWN,
    "reviews_analysis": OWN,
    "reviews_cause": f"{OWN} and exists (select from reviews_analysis a where a.id = analysis_id and a.unit_id = reviews_cause.unit_id)",
    "reviews_action": f"{OWN} and exists (select from reviews_cause c where c.id = cause_id and c.unit_id = reviews_action.unit_id)"
    " and not exists (select from reviews_gone g where g.line = cause_id)",
    "reviews_capacity": OWN,
    "reviews_gone": f"{OWN} and reviews_line_stands(line, unit_id)",
}
# Its own function: an action that was taken back is told by the table of this very policy.
STANDS = """
create function reviews_line_stands(wanted uuid, place int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from reviews_reported where id = wanted and unit_id = place) or exists (select from reviews_adjustment where id = wanted and unit_id = place)
    or exists (select from reviews_capacity where id = wanted and unit_id = place) or exists (select from reviews_action where id = wanted and unit_id = place)
    or exists (select from reviews_cause where id = wanted and unit_id = place) and not exists (select from reviews_action a
      where a.cause_id = wanted and not exists (select from reviews_gone g where g.line = a.id))
$$;
revoke execute on function reviews_line_stands(uuid, int) from public;
grant execute on function reviews_line_stands(uuid, int) to donghanh_web;
"""
# The people who could not be taken are typed as they are, and told as rule P1 lets a counting role know (reporting.shown); the command line exactly.
UNMET = """
revoke select on reviews_capacity from donghanh_web;
grant select (id, made_at, made_by, body_id, unit_id, district_id, form, year, places, basis) on reviews_capacity to donghanh_web;
create function reviews_unmet(wanted uuid[]) returns table (id uuid, unmet int, is_exact boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, case when exactly or c.unmet = 0 then c.unmet when c.unmet >= 8 then (round(c.unmet / 5.0) * 5)::int end, exactly
    from reviews_capacity c, lateral (select coalesce('COUNTS' = any(app_reads()), false) or current_setting('role') <> 'donghanh_web') told (exactly)
   where c.id = any(wanted) and 'NUMBERS' = any(app_reads()) and c.unit_id = any(app_stat_units())
$$;
revoke execute on function reviews_unmet(uuid[]) from public;
grant execute on function reviews_unmet(uuid[]) to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        migrations.RunSQL(STANDS, "drop function reviews_line_stands(uuid, int)"),
        *[wall(table, seen=READS, insert=writes) for table, writes in WRITES.items()],
        *[own_hand(table, "made_by:made_at") for table in WRITES],
        migrations.RunSQL(UNMET, "drop function reviews_unmet(uuid[]); grant select on reviews_capacity to donghanh_web"),
    ]
