"""Row security of plans: public papers that everybody reads; the command line loads them as donghanh_jobs.

Two things come from pages, both from the lead of the plan's own province alone: the plan itself as a checked file, and how its print is read.
Versions and readings are added in his own name and never changed or taken away; functions and their holders belong to the house.
"""

from django.db import migrations

TABLES = ("programme_function", "programme_holding")
OF_CLAUSE = "exists (select from programme_clause c where c.id = clause_id and programme_owns(c.plan_id))"
OF_PLAN = "programme_owns(plan_id)"
IMPORTED = {
    "programme_plan": "programme_is_own(province)",
    "programme_model": OF_PLAN,
    "programme_clause": OF_PLAN,
    "programme_discrepancy": OF_PLAN,
    "programme_responsibility": OF_CLAUSE,
    "programme_target": OF_CLAUSE,
    "programme_roadmapstep": OF_CLAUSE,
    "programme_obligation": OF_CLAUSE,
}
"""Table: whose rows the lead of a province may write when he brings in a plan."""
OWNS = """
create function programme_is_own(code text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select 'PLAN_IMPORT' = any(app_reads()) and exists (select from places_unit u
    where u.code = $1 and u.level = 'PROVINCE' and u.ends_before is null and u.id = any(app_stat_units()))
$$;
create function programme_owns(plan text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from programme_plan p where p.id = $1 and programme_is_own(p.province))
$$;
revoke execute on function programme_is_own(text), programme_owns(text) from public;
grant execute on function programme_is_own(text), programme_owns(text) to donghanh_web;
"""
UNDO_OWNS = "drop function programme_owns(text), programme_is_own(text)"
IMPORT = """
alter table {table} enable row level security;
create policy {table}_jobs on {table} to donghanh_jobs using (true) with check (true);
create policy {table}_select on {table} for select to donghanh_web using (true);
create policy {table}_insert on {table} for insert to donghanh_web with check ({own});
create policy {table}_update on {table} for update to donghanh_web using ({own}) with check ({own});
create policy {table}_delete on {table} for delete to donghanh_web using ({own});
"""
UNDO_IMPORT = """
drop policy {table}_jobs on {table};
drop policy {table}_select on {table};
drop policy {table}_insert on {table};
drop policy {table}_update on {table};
drop policy {table}_delete on {table};
alter table {table} disable row level security;
"""
VERSIONS = """
alter table programme_version enable row level security;
create policy programme_version_jobs_select on programme_version for select to donghanh_jobs using (true);
create policy programme_version_jobs_insert on programme_version for insert to donghanh_jobs with check (origin = 'FILES' and made_by is null);
create policy programme_version_select on programme_version for select to donghanh_web using (true);
create policy programme_version_insert on programme_version for insert to donghanh_web
  with check (origin = 'IMPORT' and made_by = (select app_user()) and programme_owns(plan_id));
revoke update, delete on programme_version from donghanh_web, donghanh_jobs;
"""
UNDO_VERSIONS = """
drop policy programme_version_jobs_select on programme_version;
drop policy programme_version_jobs_insert on programme_version;
drop policy programme_version_select on programme_version;
drop policy programme_version_insert on programme_version;
alter table programme_version disable row level security;
"""
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
        migrations.RunSQL(OWNS, UNDO_OWNS),
        *(migrations.RunSQL(IMPORT.format(table=table, own=own), UNDO_IMPORT.format(table=table)) for table, own in IMPORTED.items()),
        migrations.RunSQL(VERSIONS, UNDO_VERSIONS),
        migrations.RunSQL(DECISIONS, UNDO_DECISIONS),
    ]
