"""Row security of typed figures: read by who counts the place, typed by its own unit; never changed."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

WALL = """
alter table typed_typedfigure enable row level security;
create policy typed_typedfigure_jobs on typed_typedfigure to donghanh_jobs using (true) with check (true);
create policy typed_typedfigure_select on typed_typedfigure for select to donghanh_web
  using (place_id = any((select app_stat_units())::int[]) and 'D11' = any((select app_reads())::text[]));
create policy typed_typedfigure_insert on typed_typedfigure for insert to donghanh_web
  with check (place_id = any((select app_stat_units())::int[]) and 'FIGURES' = any((select app_reads())::text[]));
revoke update, delete on typed_typedfigure from donghanh_web;
create function typed_figure_never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'a typed figure never changes; type the next version';
end $$;
create trigger typed_figure_never_changes before update or delete on typed_typedfigure for each row execute function typed_figure_never_changes();
"""
UNDO = """
drop trigger typed_figure_never_changes on typed_typedfigure;
drop function typed_figure_never_changes();
drop policy typed_typedfigure_jobs on typed_typedfigure;
drop policy typed_typedfigure_select on typed_typedfigure;
drop policy typed_typedfigure_insert on typed_typedfigure;
alter table typed_typedfigure disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("typed", "0001_tables")]
    operations = [migrations.RunSQL(WALL, UNDO), own_hand("typed_typedfigure", "entered_by:entered_at")]
