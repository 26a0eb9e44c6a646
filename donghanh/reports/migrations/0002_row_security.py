"""Row security of frozen reports: a commune's exact figures stay with those who read its files; totals go to those who count the place.

Only who builds reports writes one, in the name of his own body.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

WALL = """
alter table reports_frozenreport enable row level security;
create function report_is_read(place int, class text) returns boolean language sql stable as $$
  select (class = 'D3' and place = any(app_units()) and 'D3' = any(app_reads()))
      or (class = 'D11' and place = any(app_stat_units()) and 'D11' = any(app_reads()))
$$;
create policy reports_frozenreport_jobs on reports_frozenreport to donghanh_jobs using (true) with check (true);
create policy reports_frozenreport_select on reports_frozenreport for select to donghanh_web using (report_is_read(place_id, data_class));
create policy reports_frozenreport_insert on reports_frozenreport for insert to donghanh_web
  with check (report_is_read(place_id, data_class) and 'REPORTS' = any((select app_reads())::text[]) and body_id is not distinct from (select app_body()));
revoke update, delete on reports_frozenreport from donghanh_web;
"""
UNDO = """
drop policy reports_frozenreport_jobs on reports_frozenreport;
drop policy reports_frozenreport_select on reports_frozenreport;
drop policy reports_frozenreport_insert on reports_frozenreport;
drop function report_is_read(int, text);
alter table reports_frozenreport disable row level security;
"""

NEVER_CHANGES = """
create function frozen_report_never_changes() returns trigger language plpgsql as $$
begin
  raise exception 'a report that was built never changes; build the next version';
end $$;
create trigger frozen_report_never_changes before update or delete on reports_frozenreport
  for each row execute function frozen_report_never_changes();
"""
UNDO_NEVER = "drop trigger frozen_report_never_changes on reports_frozenreport; drop function frozen_report_never_changes();"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_tables")]
    operations = [
        migrations.RunSQL(WALL, UNDO),
        migrations.RunSQL(NEVER_CHANGES, UNDO_NEVER),
        own_hand("reports_frozenreport", "made_by", ":as_of"),  # the wall of figures believes the moment of a report (0003, is_offered)
    ]
