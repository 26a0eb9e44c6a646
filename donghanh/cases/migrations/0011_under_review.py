"""No new adverse step rests on what the person says is wrong, past the application too; and what is under review is taken back by its answer alone."""

from django.db import migrations

# cases/holds.py asks the same (ADVERSE; tests/cases/test_under_review.py): a step rests on a fact when it would not be allowed without it and what
# told the same again. A step told on into another file of the person (told_in) was asked in its own.
HELD = """
create function step_is_adverse(told text) returns boolean language sql immutable parallel safe as $$
  select told = any(array['MANAGEMENT_DECIDED', 'DETERMINATION_REQUESTED', 'GROUND_FOUND', 'DOSSIER_PREPARED', 'DOSSIER_FORWARDED', 'INTERIM_DECIDED',
    'COURT_REQUESTED', 'SEARCH_DECIDED', 'BREACH_MINUTED', 'AFTERCARE_PROPOSED', 'AFTERCARE_DECIDED', 'EDUCATION_PROPOSED', 'EDUCATION_DECIDED',
    'MONITORING_DECIDED'])
$$;
create function case_stands_without(file uuid, told text, away uuid[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select (steps->'moves' ? (stage || ' ' || told) or coalesce(steps->'stays'->told ? stage, false))
      and (not steps->'needs' ? told or exists (select from case_told_beside(file, away) t where steps->'needs'->told ? t.kind))
    from (select case_steps(procedure) as steps, case_stage_beside(id, away) as stage from cases_case where id = file) now
$$;
create function case_rests_on_held(file uuid, told text, happened timestamptz, told_in text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with held as (select h.fact_id, f.kind, h.opened_at as since from cases_hold h left join cases_fact f on f.id = h.fact_id
      where h.case_id = file and h.lifted_at is null and h.opened_at < happened),
    away as (select fact_id from held union
      select f.id from held join cases_fact f on f.case_id = file and f.kind = held.kind where f.voided_at is null and f.recorded_at > held.since)
  select exists (select from cases_case c where c.id = file and c.unit_id = any(app_units()))
    and not exists (select from cases_fact source where source.case_id::text = told_in and source.kind = told and source.happened_at = happened
      and source.voided_at is null)
    and (
    exists (select from away where fact_id is null)
    or exists (select from away) and not coalesce(case_stands_without(file, told, array(select fact_id from away)), false)
    or not exists (select from cases_fact f where f.case_id = file) and exists (select from cases_case c join people_person p on p.id = c.person_id
      join people_person same on same.id = coalesce(p.merged_into_id, p.id) or same.merged_into_id = coalesce(p.merged_into_id, p.id)
      join cases_case other on other.person_id = same.id join cases_hold h on h.case_id = other.id
      where c.id = file and h.fact_id is null and h.lifted_at is null))
$$;
create policy cases_fact_not_under_review on cases_fact as restrictive for insert to donghanh_web
  with check (not step_is_adverse(kind) or not case_rests_on_held(case_id, kind, happened_at, data->>'told_in'));
revoke execute on function case_stands_without(uuid, text, uuid[]), case_rests_on_held(uuid, text, timestamptz, text) from public;
grant execute on function case_rests_on_held(uuid, text, timestamptz, text) to donghanh_web;
"""
NOT_HELD = """drop policy cases_fact_not_under_review on cases_fact;
drop function case_rests_on_held(uuid, text, timestamptz, text), case_stands_without(uuid, text, uuid[]), step_is_adverse(text)"""

# Looked at when the act is over: the answer takes the fact back and lifts the hold in either order.
TAKEN = """
create function voided_while_held() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from cases_hold h where h.fact_id = new.id and h.lifted_at is null) then
    raise exception 'what is under review is taken back by its answer' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create constraint trigger fact_voided_while_held after update on cases_fact deferrable initially deferred
  for each row when (current_user = 'donghanh_web' and old.voided_at is null and new.voided_at is not null) execute function voided_while_held();
"""
NOT_TAKEN = "drop trigger fact_voided_while_held on cases_fact; drop function voided_while_held()"


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_asked_here")]
    operations = [migrations.RunSQL(HELD, NOT_HELD), migrations.RunSQL(TAKEN, NOT_TAKEN)]
