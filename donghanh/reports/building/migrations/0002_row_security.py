"""Row security of built indicators: read by who counts the province, made by its own officer; never changed."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

NEVER_CHANGES = """
create function built_indicator_never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'an indicator that was built never changes; build the next version';
end $$;
create trigger built_indicator_never_changes before update or delete on building_builtindicator for each row execute function built_indicator_never_changes();
"""
MAY_CHANGE = """
drop trigger built_indicator_never_changes on building_builtindicator;
drop function built_indicator_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("building", "0001_tables"),
    ]
    operations = [
        wall(
            "building_builtindicator",
            seen="place_id = any((select app_stat_units())::int[]) and 'D11' = any((select app_reads())::text[])",
            insert="place_id = any((select app_stat_units())::int[]) and 'INDICATORS' = any((select app_reads())::text[])",
        ),
        migrations.RunSQL(NEVER_CHANGES, MAY_CHANGE),
        own_hand("building_builtindicator", "made_by:made_at"),
    ]
