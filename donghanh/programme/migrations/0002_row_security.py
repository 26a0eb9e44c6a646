"""Row security of plans: public papers that everybody reads and no page writes; the command line loads them as donghanh_jobs."""

from django.db import migrations

TABLES = ("programme_plan", "programme_clause", "programme_target", "programme_obligation")
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


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_tables")]
    operations = [migrations.RunSQL(READ_ONLY.format(table=table), UNDO.format(table=table)) for table in TABLES]
