"""What happened is told by a post that may, in the order of the procedure, of a file that goes on: asked past the application, too.

The steps are those of cases/procedures (`_steps.py`; tests/cases/test_order_of_steps.py holds them together).
"""

from importlib import import_module

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

_STEPS = import_module("donghanh.cases.migrations._steps").sql()

# Facts in the order of engine.in_order: a day alone counts from its end, what a withdrawn decision told does not count.
ORDER = f"""
create function case_steps(procedure text) returns jsonb language sql immutable as $$
  select case procedure
{_STEPS}
  end
$$;
create function fact_counts_from(happened timestamptz, is_date_only boolean) returns timestamptz language sql immutable as $$
  select case when is_date_only then ((happened at time zone 'Asia/Ho_Chi_Minh')::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' else happened end
$$;
create function case_told_beside(file uuid, away uuid[]) returns table (kind text, happened_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.kind::text, f.happened_at from cases_fact f where f.case_id = file and f.voided_at is null and f.id <> all(away)
     and not exists (select from cases_fact w where w.case_id = file and w.kind = 'DECISION_WITHDRAWN' and w.voided_at is null
       and w.data->>'withdraws' = f.decision_id::text)
   order by fact_counts_from(f.happened_at, f.is_date_only), f.id
$$;
create function case_told(file uuid) returns table (kind text, happened_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$ select * from case_told_beside(file, '{{}}') $$;
create function case_stage_beside(file uuid, away uuid[]) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare stage text := ''; told text; moves jsonb := (select case_steps(procedure)->'moves' from cases_case where id = file);
begin
  for told in select t.kind from case_told_beside(file, away) t loop
    stage := coalesce(moves ->> (stage || ' ' || told), stage);
  end loop;
  return stage;
end $$;
create function case_stage(file uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$ select case_stage_beside(file, '{{}}') $$;
"""

# The question of engine.check_fits. A measure whose term is over is over, whoever has or has not signed (CaseView.stage_at). A memo that is due is
# believed too, else one harmless fact would open the file again for all others: the action reckons it anew first (cases.ledger).
# A file is signed for wherever it stands: cases_fact_own_hand asks for its receipt.
FITS = """
create function case_fits(file uuid, told text, happened timestamptz, at timestamptz) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c cases_case; steps jsonb; stage text; opened timestamptz;
begin
  select * into c from cases_case where id = file and unit_id = any(app_units());
  if not found or happened > at + interval '1 minute' then return false; end if;
  steps := case_steps(c.procedure);
  stage := case_stage(file);
  if told = 'FILE_RECEIVED' then return stage <> ''; end if;
  if c.active_until <= at and not (steps->'after_end' ? told) and stage = any(array['MANAGED', 'SUSPENDED', 'REHAB',
     'TREATED', 'IN_FACILITY', 'OUTSIDE', 'ESCAPED', 'AFTERCARE', 'EDUCATION', 'MONITORED', 'PAUSED']) then
    stage := 'ENDED';
  end if;
  if steps->'moves' ? (stage || ' ' || told) then
    select t.happened_at into opened from case_told(file) t where steps->'moves' ? (' ' || t.kind) limit 1;
    if (happened at time zone 'Asia/Ho_Chi_Minh')::date < (opened at time zone 'Asia/Ho_Chi_Minh')::date then return false; end if;
  elsif not coalesce(steps->'stays'->told ? stage, false) then
    return false;
  end if;
  return not (steps->'needs' ? told) or exists (select from case_told(file) t where steps->'needs'->told ? t.kind);
end $$;
create policy cases_fact_in_order on cases_fact as restrictive for insert to donghanh_web
  with check (case_fits(case_id, kind, happened_at, recorded_at));
"""

# Who signs a decision tells its fact without the right to record others: what is signed and for whom knows the room above (decisions), which
# answers here in its own words. A body that has the file tells its steps by functions of the database (cases/dossiers).
POST = """
create function signs_fact_now(file uuid, told text, of_decision uuid, told_in text, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
create function signs_file_now(person uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
create policy cases_fact_by_post on cases_fact as restrictive for insert to donghanh_web
  with check (accounts_may('case.record', recorded_at) or signs_fact_now(case_id, kind, decision_id, data->>'told_in', recorded_at));
create policy cases_fact_voided_by_post on cases_fact as restrictive for update to donghanh_web using (true)
  with check (decision_id is null and accounts_may('case.record', voided_at));
create policy cases_case_by_post on cases_case as restrictive for insert to donghanh_web
  with check (accounts_may('case.record', opened_at) or signs_file_now(person_id, opened_at));
create policy cases_handover_by_post on cases_handover as restrictive for insert to donghanh_web
  with check (accounts_may('case.record', sent_at) and case_fits(case_id, 'FILE_SENT', sent_at, sent_at));
create policy cases_referral_by_post on cases_referral as restrictive for insert to donghanh_web
  with check (accounts_may('case.record', sent_at) and case_fits(case_id, 'DETERMINATION_REQUESTED', sent_at, sent_at));
"""
NO_POST = """
drop policy cases_referral_by_post on cases_referral; drop policy cases_handover_by_post on cases_handover;
drop policy cases_case_by_post on cases_case; drop policy cases_fact_voided_by_post on cases_fact; drop policy cases_fact_by_post on cases_fact;
drop function signs_file_now(uuid, timestamptz), signs_fact_now(uuid, text, uuid, text, timestamptz);
"""

# A file without the fact that opens it says nothing, and no list that meets it could be shown. Looked at when the act is over.
BEGUN = """
create function case_has_begun() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if case_stage(case when tg_table_name = 'cases_case' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'case_id')::uuid end) = '' then
    raise exception 'a file begins with the fact that opens it' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create constraint trigger case_has_begun after insert on cases_case deferrable initially deferred
  for each row when (current_user = 'donghanh_web') execute function case_has_begun();
create constraint trigger case_goes_on after update on cases_fact deferrable initially deferred
  for each row when (current_user = 'donghanh_web') execute function case_has_begun();
"""
NOT_BEGUN = """drop trigger case_goes_on on cases_fact; drop trigger case_has_begun on cases_case; drop function case_has_begun()"""
INNER = "case_told(uuid), case_told_beside(uuid, uuid[]), case_stage(uuid), case_stage_beside(uuid, uuid[])"
ASKED = "case_fits(uuid, text, timestamptz, timestamptz), signs_fact_now(uuid, text, uuid, text, timestamptz), signs_file_now(uuid, timestamptz)"
GRANTS = f"revoke execute on function {INNER}, {ASKED} from public; grant execute on function {ASKED} to donghanh_web"


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_error_by_another"), ("accounts", "0007_who_may")]
    operations = [
        migrations.RunSQL(ORDER, f"drop function {INNER}, fact_counts_from(timestamptz, boolean), case_steps(text)"),
        migrations.RunSQL(FITS, "drop policy cases_fact_in_order on cases_fact; drop function case_fits(uuid, text, timestamptz, timestamptz)"),
        migrations.RunSQL(POST, NO_POST),
        migrations.RunSQL(BEGUN, NOT_BEGUN),
        own_hand("cases_case", ":opened_at"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
