"""Who opened a file does not alone say that it was opened in error, past the application either."""

from django.db import migrations

BY_ANOTHER = """
create function case_opener(wanted uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select f.recorded_by from cases_fact f where f.case_id = wanted and f.unit_id = any(app_units())
  order by f.recorded_at, f.id limit 1
$$;
revoke execute on function case_opener(uuid) from public;
grant execute on function case_opener(uuid) to donghanh_web;
create policy cases_fact_error_by_another on cases_fact as restrictive for insert to donghanh_web with check (
  kind <> 'OPENED_IN_ERROR' or case_opener(case_id) <> (select app_user()));
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_memo_follows_facts")]
    operations = [migrations.RunSQL(BY_ANOTHER, "drop policy cases_fact_error_by_another on cases_fact; drop function case_opener(uuid)")]
