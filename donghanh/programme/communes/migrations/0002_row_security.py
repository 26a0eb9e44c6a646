"""Row security of what communes say: read where one counts, written by the commune itself, classed by its province's lead agency. It only grows."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

HERE = "unit_id = any((select app_stat_units())::int[])"
AT_HOME = "unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
READS = f"'NUMBERS' = any((select app_reads())::text[]) and {HERE}"
WRITES = f"""{HERE} and exists (select from places_unit u where u.id = unit_id and u.level = 'COMMUNE') and case kind
  when 'CLASSED' then accounts_may('plan.decide', made_at)
  when 'TAKEN_BACK' then {AT_HOME} and accounts_may('report.build', made_at) and communes_activity_of(undoes_id, unit_id)
  else {AT_HOME} and accounts_may('report.build', made_at) end"""
OWN = f"""{HERE} and {AT_HOME} and accounts_may('report.build', made_at)
  and exists (select from places_unit u where u.id = unit_id and u.level = 'COMMUNE')"""

# What is taken back is an activity of the same commune. Its own function: a policy that asks its own table would ask for ever.
OF_COMMUNE = """
create function communes_activity_of(line uuid, unit int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from communes_line l where l.id = line and l.unit_id = unit and l.kind = 'ACTIVITY')
$$;
revoke execute on function communes_activity_of(uuid, int) from public;
grant execute on function communes_activity_of(uuid, int) to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("communes", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        migrations.RunSQL(OF_COMMUNE, "drop function communes_activity_of(uuid, int)"),
        wall("communes_line", seen=READS, insert=WRITES),
        own_hand("communes_line", "made_by:made_at"),
        wall("communes_committee", seen=READS, insert=OWN),
        own_hand("communes_committee", "made_by:made_at"),
    ]
