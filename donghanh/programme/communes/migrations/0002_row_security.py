"""Row security of what communes say: read where one counts, written by the commune itself, classed by its province's lead agency. It only grows.

The days are those of rules.py: what has happened, a class of a year that had begun, a confirmation of today.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

HERE = "unit_id = any((select app_stat_units())::int[])"
AT_HOME = "unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
READS = f"'NUMBERS' = any((select app_reads())::text[]) and {HERE}"
TODAY = "(made_at at time zone 'Asia/Ho_Chi_Minh')::date"
WRITES = f"""{HERE} and "on" between '2014-01-01' and {TODAY} and (year is null or year between 2014 and extract(year from "on"))
  and (kind not in ('CONFIRMED', 'NOBODY', 'TAKEN_BACK') or "on" = {TODAY}) and exists (select from places_unit u where u.id = unit_id and u.level = 'COMMUNE') and case kind
  when 'CLASSED' then accounts_may('plan.decide', made_at)
  when 'TAKEN_BACK' then {AT_HOME} and accounts_may('report.build', made_at) and communes_activity_of(undoes_id, unit_id)
  else {AT_HOME} and accounts_may('report.build', made_at) end"""
OWN = f"""{HERE} and {AT_HOME} and accounts_may('report.build', made_at) and starts_on between '2014-01-01' and {TODAY}
  and (not is_ended or communes_committee_stands(unit_id, starts_on))
  and exists (select from places_unit u where u.id = unit_id and u.level = 'COMMUNE')"""

# What is taken back is an activity of the same commune; what ends is a committee that stands. Functions of their own: a policy that asks its own
# table would ask for ever.
OF_COMMUNE = """
create function communes_activity_of(line uuid, unit int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from communes_line l where l.id = line and l.unit_id = unit and l.kind = 'ACTIVITY')
$$;
create function communes_committee_stands(unit int, day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select not c.is_ended and c.starts_on <= day from communes_committee c where c.unit_id = unit
    order by c.starts_on desc, c.made_at desc, c.id desc limit 1), false)
$$;
revoke execute on function communes_activity_of(uuid, int), communes_committee_stands(int, date) from public;
grant execute on function communes_activity_of(uuid, int), communes_committee_stands(int, date) to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("communes", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        migrations.RunSQL(OF_COMMUNE, "drop function communes_activity_of(uuid, int), communes_committee_stands(int, date)"),
        wall("communes_line", seen=READS, insert=WRITES),
        own_hand("communes_line", "made_by:made_at"),
        wall("communes_committee", seen=READS, insert=OWN),
        own_hand("communes_committee", "made_by:made_at"),
    ]
