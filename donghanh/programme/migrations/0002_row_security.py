"""Row security of plans: public papers that everybody reads and no page writes; the command line loads them as donghanh_jobs.

A page writes one table: how a province reads its own plan. Only its lead adds a row, in his own name; nobody changes or takes one away.
"""

from django.db import migrations

TABLES = (
    "programme_plan", "programme_function", "programme_holding", "programme_model", "programme_clause", "programme_responsibility",
    "programme_target", "programme_roadmapstep", "programme_obligation", "programme_discrepancy",
)  # fmt: skip
READ_ONLY = """
alter table {table} enable row level security;
create policy {table}_jobs on {table} to donghanh_jobs using (true) with check (true);
create policy {table}_select on {table} for select to donghanh_web using (true);
revoke insert, update, delete on {table} from donghanh_web;
"""
UNDO = """
drop policy {table}_jobs on {table};
drop policy {table}_select on {table};
alter table {table} disable row level security;
"""
DECISIONS = """
alter table programme_readingdecision enable row level security;
create policy programme_readingdecision_jobs on programme_readingdecision for select to donghanh_jobs using (true);
create policy programme_readingdecision_select on programme_readingdecision for select to donghanh_web using (true);
create policy programme_readingdecision_insert on programme_readingdecision for insert to donghanh_web with check (
  'PLANS' = any((select app_reads())::text[]) and decided_by = (select app_user()) and unit_id = any((select app_stat_units())::int[])
  and exists (select from programme_discrepancy d join programme_plan p on p.id = d.plan_id join places_unit u on u.code = p.province
              where d.id = discrepancy_id and u.id = unit_id and u.level = 'PROVINCE' and u.ends_before is null));
revoke update, delete on programme_readingdecision from donghanh_web;
revoke insert, update, delete on programme_readingdecision from donghanh_jobs;
"""
UNDO_DECISIONS = """
drop policy programme_readingdecision_jobs on programme_readingdecision;
drop policy programme_readingdecision_select on programme_readingdecision;
drop policy programme_readingdecision_insert on programme_readingdecision;
alter table programme_readingdecision disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_tables"), ("places", "0004_reorganisation_wall")]
    operations = [
        *(migrations.RunSQL(READ_ONLY.format(table=table), UNDO.format(table=table)) for table in TABLES),
        migrations.RunSQL(DECISIONS, UNDO_DECISIONS),
    ]
