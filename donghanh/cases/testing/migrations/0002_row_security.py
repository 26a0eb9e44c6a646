"""Row security of tests: the asker sees its own, the health unit those sent to it; each writes only its own part, and never backwards."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

HERE = "unit_id = any((select app_units())::int[]) and 'D3' = any((select app_writes())::text[])"
OF_PERSON_HERE = "exists (select from people_person p where p.id = person_id and p.unit_id = testing_drugtest.unit_id)"
NEW = "taken_at is null and answered_at is null and received_at is null and withdrawn_at is null and case_id is null"
SENT_TO_US = "to_body_id = any((select app_bodies())::int[]) and 'D4' = any((select app_reads())::text[])"

# What the asker adds: that it received the result, whose it is, which file took it, or that it no longer asks.
ASKER = f"""
create policy testing_drugtest_update on testing_drugtest for update to donghanh_web using ({HERE})
  with check ({HERE} and (person_id is null or {OF_PERSON_HERE}) and (case_id is null or exists (select from cases_case c where c.id = case_id)));
grant update (received_at, received_by, person_id, person_name, case_id, withdrawn_at, withdraw_reason) on testing_drugtest to donghanh_web;
"""
NOT_ASKER = "drop policy testing_drugtest_update on testing_drugtest; revoke update on testing_drugtest from donghanh_web;"

FORWARD = """
create function test_only_forward() returns trigger language plpgsql as $$
begin
  if (old.received_at is not null and (new.received_at, new.received_by) is distinct from (old.received_at, old.received_by))
    or (old.case_id is not null and new.case_id is distinct from old.case_id)
    or (old.withdrawn_at is not null and (new.withdrawn_at, new.withdraw_reason) is distinct from (old.withdrawn_at, old.withdraw_reason))
    or (old.person_id is not null and (new.person_id, new.is_minor) is distinct from (old.person_id, old.is_minor))
    or new.person_name not in (old.person_name, '—')
    or (old.taken_at is not null and (new.taken_at, new.sample, new.consented_by) is distinct from (old.taken_at, old.sample, old.consented_by))
    or (old.answered_at is not null and (new.answered_at, new.resulted_at, new.panel, new.is_positive, new.tester)
        is distinct from (old.answered_at, old.resulted_at, old.panel, old.is_positive, old.tester))
  then raise exception 'what was recorded of a test is never rewritten'; end if;
  return new;
end $$;
create trigger test_only_forward before update on testing_drugtest for each row execute function test_only_forward();
create function tests_follow_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update testing_drugtest set unit_id = new.unit_id where person_id = new.id;
  return new;
end $$;
create trigger tests_follow_person after update of unit_id on people_person
  for each row when (old.unit_id is distinct from new.unit_id) execute function tests_follow_person();
"""
NOT_FORWARD = """
drop trigger tests_follow_person on people_person; drop function tests_follow_person();
drop trigger test_only_forward on testing_drugtest; drop function test_only_forward();
"""

# A health unit writes three things and no more: the sample, the result, and a request that reached it on paper from a commune it serves.
# With the result the name of a registered person leaves the row: the asker reads it from the registry, the unit needs it no longer.
PERFORM = """
create function take_sample(wanted uuid, taken timestamptz, kind text, consent text, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare t testing_drugtest;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into t from testing_drugtest where id = wanted and taken_at is null and withdrawn_at is null
     and asked_at <= taken and taken <= at for update;
  if not found or not coalesce(t.to_body_id = any(app_bodies()) and 'D4' = any(app_writes()) and accounts_may('determination.record', at), false)
  then return null; end if;
  update testing_drugtest set taken_at = taken, taken_by = app_user(), sample = kind, consented_by = trim(consent) where id = t.id;
  return t.id;
end $$;
create function answer_test(wanted uuid, resulted timestamptz, found_panel jsonb, tested_by text, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare t testing_drugtest;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into t from testing_drugtest where id = wanted and answered_at is null and withdrawn_at is null
     and taken_at <= resulted and resulted <= at for update;
  if not found or not coalesce(t.to_body_id = any(app_bodies()) and 'D4' = any(app_writes()) and accounts_may('determination.record', at), false)
  then return null; end if;
  update testing_drugtest set resulted_at = resulted, panel = found_panel, tester = trim(tested_by), answered_at = at, answered_by = app_user(),
    is_positive = exists (select from jsonb_array_elements(found_panel) one where (one->>'positive')::boolean),
    person_name = case when person_id is null then person_name else '—' end where id = t.id;
  return t.id;
end $$;
create function write_paper_test(wanted uuid, unit int, name text, year int, minor boolean, why text, kind text, number text, asked timestamptz,
  at timestamptz) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform check_told_moment(at, interval '5 minutes');
  if not coalesce(app_body() is not null and 'D4' = any(app_writes()) and accounts_may('determination.record', at) and asked <= at and trim(number) <> '' and trim(name) <> '', false)
    or not exists (select from places_body b join places_unit u on u.id = unit where b.id = app_body() and b.unit_id in (u.id, u.parent_id))
  then return null; end if;
  insert into testing_drugtest (id, unit_id, to_body_id, person_name, birth_year, is_minor, ground, wanted_sample, paper, asked_at, asked_by,
    sample, consented_by, panel, tester, withdraw_reason)
  values (wanted, unit, app_body(), trim(name), year, minor, why, kind, trim(number), asked, app_user(), '', '', '[]', '', '');
  return wanted;
end $$;
"""
FUNCTIONS = """take_sample(uuid, timestamptz, text, text, timestamptz), answer_test(uuid, timestamptz, jsonb, text, timestamptz),
  write_paper_test(uuid, int, text, int, boolean, text, text, text, timestamptz, timestamptz)"""
GRANTS = f"revoke execute on function {FUNCTIONS} from public; grant execute on function {FUNCTIONS} to donghanh_web"


class Migration(migrations.Migration):
    dependencies = [("testing", "0001_tables"), ("people", "0002_row_security"), ("cases", "0002_row_security"), ("accounts", "0007_who_may")]
    operations = [
        secure("testing_drugtest", "D3", or_read=SENT_TO_US, insert_if=f"{OF_PERSON_HERE} and {NEW}", update=False),
        migrations.RunSQL(ASKER, NOT_ASKER),
        migrations.RunSQL(FORWARD, NOT_FORWARD),
        migrations.RunSQL(PERFORM, f"drop function {FUNCTIONS}"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
