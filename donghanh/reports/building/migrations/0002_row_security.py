"""Row security of built indicators: read by who counts the province, made by its own officer; never changed."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

WALL = """
alter table building_builtindicator enable row level security;
create policy building_builtindicator_jobs on building_builtindicator to donghanh_jobs using (true) with check (true);
create policy building_builtindicator_select on building_builtindicator for select to donghanh_web
  using (place_id = any((select app_stat_units())::int[]) and 'D11' = any((select app_reads())::text[]));
create policy building_builtindicator_insert on building_builtindicator for insert to donghanh_web
  with check (place_id = any((select app_stat_units())::int[]) and 'INDICATORS' = any((select app_reads())::text[]));
revoke update, delete on building_builtindicator from donghanh_web;
create function built_indicator_never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'an indicator that was built never changes; build the next version';
end $$;
create trigger built_indicator_never_changes before update or delete on building_builtindicator for each row execute function built_indicator_never_changes();
"""
UNDO = """
drop trigger built_indicator_never_changes on building_builtindicator;
drop function built_indicator_never_changes();
drop policy building_builtindicator_jobs on building_builtindicator;
drop policy building_builtindicator_select on building_builtindicator;
drop policy building_builtindicator_insert on building_builtindicator;
alter table building_builtindicator disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("building", "0001_tables")]
    operations = [migrations.RunSQL(WALL, UNDO), own_hand("building_builtindicator", "made_by:made_at")]
