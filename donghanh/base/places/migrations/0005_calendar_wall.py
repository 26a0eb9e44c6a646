"""Everybody reads the decreed days; only who may edit the calendar writes them, by the database's own word."""

from django.db import migrations

_MAY = "'CALENDAR' = any((select app_reads())::text[])"
_WALL = f"""
alter table {{t}} enable row level security;
create policy {{t}}_jobs on {{t}} for select to donghanh_jobs using (true);
create policy {{t}}_select on {{t}} for select to donghanh_web using (true);
create policy {{t}}_insert on {{t}} for insert to donghanh_web with check ({_MAY});
create policy {{t}}_update on {{t}} for update to donghanh_web using ({_MAY}) with check ({_MAY});
create policy {{t}}_delete on {{t}} for delete to donghanh_web using ({_MAY});
revoke insert, update, delete on {{t}} from donghanh_jobs;
"""
_BACK = (
    "".join(f"drop policy {{t}}_{name} on {{t}};" for name in ("jobs", "select", "insert", "update", "delete"))
    + "alter table {t} disable row level security; grant insert, update, delete on {t} to donghanh_jobs;"
)


class Migration(migrations.Migration):
    dependencies = [("places", "0004_reorganisation_wall")]
    operations = [migrations.RunSQL(_WALL.format(t=t), _BACK.format(t=t)) for t in ("places_holiday", "places_calendarversion")]
