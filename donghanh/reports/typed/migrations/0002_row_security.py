"""Row security of typed figures: read by who counts the place, typed by its own unit; never changed."""

from django.db import migrations

from donghanh.base.privacy.rows import next_version, own_hand, wall

NEVER_CHANGES = """
create function typed_figure_never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'a typed figure never changes; type the next version';
end $$;
create trigger typed_figure_never_changes before update or delete on typed_typedfigure for each row execute function typed_figure_never_changes();
"""
MAY_CHANGE = """
drop trigger typed_figure_never_changes on typed_typedfigure;
drop function typed_figure_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("typed", "0001_tables"),
    ]
    operations = [
        wall(
            "typed_typedfigure",
            seen="place_id = any((select app_stat_units())::int[]) and 'D11' = any((select app_reads())::text[])",
            insert="place_id = (select b.unit_id from places_body b where b.id = (select app_body())) and 'FIGURES' = any((select app_reads())::text[])",
        ),
        migrations.RunSQL(NEVER_CHANGES, MAY_CHANGE),
        next_version("typed_typedfigure", "indicator", "period", "place_id"),
        own_hand("typed_typedfigure", "entered_by:entered_at"),
    ]
