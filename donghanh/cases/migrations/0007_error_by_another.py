"""Who opened a file does not alone say that it was opened in error, and nobody does while another body has its hand in it: past the application, too."""

from django.db import migrations

# The same as actions.close_as_error asks: no signed decision stands, no court, health body or facility wrote in it, it is not on its way. Past the
# row wall, since a policy on facts cannot ask for facts. Where the file lies with a body that has a desk: cases/dossiers.
BY_ANOTHER = """
create function case_opener(wanted uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select f.recorded_by from cases_fact f where f.case_id = wanted and f.unit_id = any(app_units())
  order by f.recorded_at, f.id limit 1
$$;
create function case_is_others_too(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from cases_case c where c.id = wanted and c.unit_id = any(app_units()))
    or exists (select from cases_fact f left join places_body b on b.id = f.body_id
      where f.case_id = wanted and f.voided_at is null and (b.id <> app_body() and b.kind not like 'commune\\_%'
        or f.decision_id is not null and f.kind <> 'DECISION_WITHDRAWN' and not exists (select from cases_fact w where w.case_id = f.case_id
          and w.kind = 'DECISION_WITHDRAWN' and w.voided_at is null and w.data->>'withdraws' = f.decision_id::text)))
    or exists (select from cases_handover h where h.case_id = wanted and h.received_at is null and h.returned_at is null)
    or exists (select from cases_referral r where wanted in (r.case_id, r.file_id) and r.answered_at is null)
$$;
revoke execute on function case_opener(uuid), case_is_others_too(uuid) from public;
grant execute on function case_opener(uuid), case_is_others_too(uuid) to donghanh_web;
create policy cases_fact_error_by_another on cases_fact as restrictive for insert to donghanh_web with check (
  kind <> 'OPENED_IN_ERROR' or case_opener(case_id) <> (select app_user()));
create policy cases_fact_error_of_ours on cases_fact as restrictive for insert to donghanh_web with check (
  kind <> 'OPENED_IN_ERROR' or not case_is_others_too(case_id));
"""
BACK = """
drop policy cases_fact_error_of_ours on cases_fact; drop policy cases_fact_error_by_another on cases_fact;
drop function case_is_others_too(uuid), case_opener(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_memo_follows_facts")]
    operations = [migrations.RunSQL(BY_ANOTHER, BACK)]
