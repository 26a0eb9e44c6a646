"""Row security of built indicators: read by who counts the province, made by its own officer; never changed."""

from django.db import migrations

from donghanh.base.privacy.rows import next_version, own_hand, wall

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

# A key belongs to the place of its first version. Which marks may narrow a subject and be asked of it are those of reports/parts.py
# (reports/migrations/0005, tests/reports/building/test_walls.py holds the two together): other bits would count nobody knows what, under a name.
FITS = """
create function building_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare known int[] := reporting.marks(new.subject);
begin
  if exists (select from building_builtindicator was where was.key = new.key and was.place_id <> new.place_id) then
    raise exception 'an indicator stays that of its place' using errcode = 'insufficient_privilege';
  end if;
  if known is null or new.among < 0 or new.among & ~known[1] <> 0 or new.having & ~known[2] <> 0 then
    raise exception 'this subject does not tell these marks' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger building_fits before insert on building_builtindicator for each row execute function building_fits();
"""
FITS_NOT = "drop trigger building_fits on building_builtindicator; drop function building_fits();"


class Migration(migrations.Migration):
    dependencies = [
        ("building", "0001_tables"),
        ("reports", "0005_countable_people"),
    ]
    operations = [
        wall(
            "building_builtindicator",
            seen="place_id = any((select app_stat_units())::int[]) and 'D11' = any((select app_reads())::text[])",
            insert="place_id = any((select app_stat_units())::int[]) and 'INDICATORS' = any((select app_reads())::text[])",
        ),
        migrations.RunSQL(NEVER_CHANGES, MAY_CHANGE),
        next_version("building_builtindicator", "key"),
        migrations.RunSQL(FITS, FITS_NOT),
        own_hand("building_builtindicator", "made_by:made_at"),
    ]
