"""Row security of determinations: the body that was asked writes down and reads; of the conclusion one fact crosses to the file."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

ROWS = """
alter table diagnosis_assessment enable row level security;
create policy diagnosis_assessment_jobs on diagnosis_assessment to donghanh_jobs using (true) with check (true);
create policy diagnosis_assessment_select on diagnosis_assessment for select to donghanh_web
  using (body_id = any((select app_bodies())::int[]) and 'D4' = any((select app_reads())::text[]));
create policy diagnosis_assessment_insert on diagnosis_assessment for insert to donghanh_web with check (
  body_id = any((select app_bodies())::int[]) and 'D4' = any((select app_writes())::text[])
  and recorded_by = (select app_user()) and accounts_may('determination.record', recorded_at)
  and concluded_at is null and says = diagnosis_says(marks, length, is_observed)
  and exists (select from cases_referral r where r.id = referral_id and r.to_body_id = body_id and r.answered_at is null));
revoke update, delete on diagnosis_assessment from donghanh_web;
"""
NOT_ROWS = """
drop policy diagnosis_assessment_insert on diagnosis_assessment; drop policy diagnosis_assessment_select on diagnosis_assessment;
drop policy diagnosis_assessment_jobs on diagnosis_assessment; alter table diagnosis_assessment disable row level security;
"""

# The rule of Circular 18/2021 Articles 3 and 4 once more (law/diagnosis.yaml, rules AD-06 to AD-08), so that no page writes down another answer
# than its criteria give. tests/cases/diagnosis hold both against each other over every set of findings.
SAYS = """
create function diagnosis_says(marks jsonb, length text, observed boolean) returns text
language sql immutable set search_path = public, pg_temp as $$
  select case when long and there >= 3 then 'dependent' when observed then 'not_dependent'
    when unclear > 0 or length = 'unknown' or (long and there = 2 and marks->>'WITHDRAWAL' <> 'present') then 'observe' else 'not_dependent' end
  from (select length in ('together', 'repeated') as long, count(*) filter (where value = 'present') as there,
    count(*) filter (where value = 'unclear') as unclear from jsonb_each_text(marks)) found
$$;
"""

# The conclusion is one fact in the file that asked, and the same in the determination's own (determination_hears, 0005), neither of which the health
# body may open; they are marked for recomputing by those who may. In aftercare nobody registers (ground). It is drawn on the newest findings of this
# request, by one whose post gives the verb today; that it says why where the rule says otherwise is a constraint.
CONCLUDE = """
create function conclude_referral(wanted uuid, read uuid, dependent boolean, concluded timestamptz, paper text, why text, at timestamptz)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare r cases_referral; a diagnosis_assessment; asker text; paper_said jsonb := jsonb_build_object('number', trim(paper));
  kind text := case when dependent then 'FOUND_DEPENDENT' else 'FOUND_NOT_DEPENDENT' end;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into r from cases_referral where id = wanted and answered_at is null and sent_at <= concluded and concluded <= at for update;
  if not found or not coalesce(r.to_body_id = any(app_bodies()) and 'D4' = any(app_writes()), false)
    or not accounts_may('determination.record', at) then return null; end if;
  select * into a from diagnosis_assessment where referral_id = r.id order by recorded_at desc, id desc limit 1;
  if not found or a.id <> read or concluded < a.examined_at then return null; end if;
  select c.procedure into asker from cases_case c where c.id = r.case_id;
  perform determination_hears(r, kind, concluded, at, paper_said || case when asker = 'AFTERCARE' then '{"ground": "aftercare"}' else '{}'::jsonb end);
  if asker is not null then
    insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
    values (id_of_now(), r.case_id, r.unit_id, kind, concluded, false, at, app_user(), r.to_body_id, paper_said, '');
    update cases_case set computed_with = '', version = version + 1 where id = r.case_id;
  end if;
  update diagnosis_assessment set is_dependent = dependent, concluded_at = concluded, number = trim(paper), reason = trim(why), signed_by = app_user()
   where id = a.id;
  update cases_referral set answered_at = at, answered_by = app_user(), is_dependent = dependent,
    person_name = case when r.case_id is null then person_name else '—' end where id = r.id;
  return r.id;
end $$;
"""
CONCLUDES = "conclude_referral(uuid, uuid, boolean, timestamptz, text, text, timestamptz)"
GRANTS = f"""
revoke execute on function {CONCLUDES}, diagnosis_says(jsonb, text, boolean) from public;
grant execute on function {CONCLUDES}, diagnosis_says(jsonb, text, boolean) to donghanh_web;
"""

# What was found stands as it was written down; the conclusion is added once.
ONCE = """
create function assessment_stands() returns trigger language plpgsql as $$
begin
  if old.concluded_at is not null or (to_jsonb(new) - '{is_dependent,concluded_at,number,reason,signed_by}'::text[]) is distinct from
     (to_jsonb(old) - '{is_dependent,concluded_at,number,reason,signed_by}'::text[])
  then raise exception 'what was found is never rewritten; write down another assessment'; end if;
  return new;
end $$;
create trigger assessment_stands before update on diagnosis_assessment for each row execute function assessment_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("diagnosis", "0001_tables"), ("cases", "0006_memo_follows_facts"), ("accounts", "0007_who_may")]
    operations = [
        migrations.RunSQL(SAYS, "drop function diagnosis_says(jsonb, text, boolean)"),
        migrations.RunSQL(ROWS, NOT_ROWS),
        migrations.RunSQL(ONCE, "drop trigger assessment_stands on diagnosis_assessment; drop function assessment_stands()"),
        own_hand("diagnosis_assessment", "recorded_by:recorded_at"),
        migrations.RunSQL(CONCLUDE, f"drop function {CONCLUDES}"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
