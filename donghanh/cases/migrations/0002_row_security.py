"""Row security of cases: facts are append-only but for voiding; a handover is seen by both sides; a file changes hands only by receipt."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

FACTS_ONLY_VOIDED = """
create function fact_only_voided() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'a fact is never deleted'; end if;
  if old.voided_at is not null and (new.voided_at, new.voided_by, new.void_reason) is distinct from (old.voided_at, old.voided_by, old.void_reason)
  then raise exception 'a voided fact stays voided'; end if;
  if (to_jsonb(new) - '{unit_id,voided_at,voided_by,void_reason}'::text[]) is distinct from
     (to_jsonb(old) - '{unit_id,voided_at,voided_by,void_reason}'::text[])
  then raise exception 'a fact is never edited; void it and record another'; end if;
  return new;
end $$;
create trigger fact_only_voided before update or delete on cases_fact for each row execute function fact_only_voided();
"""

HANDOVER_ROWS = """
alter table cases_handover enable row level security;
create policy cases_handover_jobs on cases_handover to donghanh_jobs using (true) with check (true);
create policy cases_handover_select on cases_handover for select to donghanh_web
  using ((from_unit_id = any((select app_units())::int[]) or to_unit_id = any((select app_units())::int[])) and 'D3' = any((select app_reads())::text[]));
create policy cases_handover_insert on cases_handover for insert to donghanh_web
  with check (from_unit_id = any((select app_units())::int[]) and 'D3' = any((select app_writes())::text[])
    and received_at is null and returned_at is null and exists (select from cases_case c where c.id = case_id and c.unit_id = from_unit_id));
revoke update, delete on cases_handover from donghanh_web;
"""

# Each of these acts is told its moment by the caller; check_told_moment (people/migrations) holds it against the database's own clock.
# Receiving is the one act that carries rows across the wall, so the database does it itself and checks both sides. All records of one
# human being go together, with the cases of each; without a scope app_units() is NULL, and only coalesce makes a refusal of that.
RECEIVE = """
create function receive_handover(wanted uuid, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare h cases_handover; people uuid[];
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into h from cases_handover where id = wanted and received_at is null and returned_at is null and sent_at <= at for update;
  if not found or not coalesce(h.to_unit_id = any(app_units()) and 'D3' = any(app_writes()) and accounts_may('case.record', at), false) then
    return null;
  end if;
  select array_agg(one.id) into people from cases_case c join people_person p on p.id = c.person_id
    join people_person one on coalesce(one.merged_into_id, one.id) = coalesce(p.merged_into_id, p.id)
   where c.id = h.case_id and c.unit_id = h.from_unit_id;
  if people is null then return null; end if;
  update cases_handover set received_at = at, received_by = app_user() where id = h.id;
  update cases_case set unit_id = h.to_unit_id, version = version + 1 where person_id = any(people);
  update cases_fact set unit_id = h.to_unit_id where case_id in (select id from cases_case where person_id = any(people));
  update cases_duty set unit_id = h.to_unit_id where case_id in (select id from cases_case where person_id = any(people));
  update cases_referral set unit_id = h.to_unit_id where case_id in (select id from cases_case where person_id = any(people));
  update people_person set unit_id = h.to_unit_id where id = any(people);
  update people_identifier set unit_id = h.to_unit_id where person_id = any(people);
  update people_address set unit_id = h.to_unit_id where person_id = any(people);
  update people_householdmember set ends_before = greatest((at at time zone 'Asia/Ho_Chi_Minh')::date, starts_on + 1), unit_id = h.to_unit_id
   where person_id = any(people) and ends_before is null;
  update people_merge set unit_id = h.to_unit_id where kept_id = any(people);
  return h.case_id;
end $$;
create function return_handover(wanted uuid, at timestamptz, reason text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare h cases_handover;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into h from cases_handover where id = wanted and received_at is null and returned_at is null and sent_at <= at for update;
  if not found or not coalesce(h.to_unit_id = any(app_units()) and 'D3' = any(app_writes()) and trim(reason) <> ''
     and accounts_may('case.record', at), false) then return null; end if;
  update cases_handover set returned_at = at, return_reason = reason where id = h.id;
  return h.case_id;
end $$;
revoke execute on function receive_handover(uuid, timestamptz), return_handover(uuid, timestamptz, text) from public;
grant execute on function receive_handover(uuid, timestamptz), return_handover(uuid, timestamptz, text) to donghanh_web;
"""

NUMBERS = """
create sequence case_number;
grant usage, select on sequence case_number to donghanh_web, donghanh_jobs;
"""

# A health body reads a person of another's commune while a request to it is open, and not a click longer (trust.md: relation, I7).
OPENED = """
create or replace function people_opened() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_body() is null or not coalesce('D4' = any(app_writes()), false) then return null; end if;
  return (select array_agg(distinct r.person_id) from cases_referral r where r.to_body_id = any(app_bodies()) and r.answered_at is null);
end $$;
create policy people_person_opened on people_person for select to donghanh_web
  using ('D1' = any((select app_reads())::text[]) and id = any((select people_opened())::uuid[]));
create policy people_identifier_opened on people_identifier for select to donghanh_web
  using ('D1' = any((select app_reads())::text[]) and person_id = any((select people_opened())::uuid[]));
create policy people_address_opened on people_address for select to donghanh_web
  using ('D2' = any((select app_reads())::text[]) and person_id = any((select people_opened())::uuid[]));
"""
NOT_OPENED = """
drop policy people_person_opened on people_person; drop policy people_identifier_opened on people_identifier;
drop policy people_address_opened on people_address;
"""

# What a letter says of a sealed person is given out for a legal file of the reader's own place: of him, or of a record that is the same person.
HAS_FILE = """
create or replace function people_has_file(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from cases_case c join people_person p on p.id = c.person_id where c.unit_id = any(app_units())
    and (p.id = wanted or p.merged_into_id = wanted or p.id = (select w.merged_into_id from people_person w where w.id = wanted)))
$$;
"""

OF_PERSON_HERE = "exists (select from people_person p where p.id = person_id and p.unit_id = cases_case.unit_id)"
OF_CASE_HERE = "exists (select from cases_case c where c.id = case_id and c.unit_id = {table}.unit_id)"


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_tables"), ("people", "0005_seal_wall"), ("places", "0004_reorganisation_wall"), ("accounts", "0007_who_may")]
    operations = [
        secure("cases_case", "D3", insert_if=OF_PERSON_HERE),
        secure("cases_fact", "D3", insert_if=OF_CASE_HERE.format(table="cases_fact")),
        secure("cases_duty", "D3", insert_if=OF_CASE_HERE.format(table="cases_duty"), update=False),
        secure(
            "cases_referral",
            "D3",
            or_read="to_body_id = any((select app_bodies())::int[]) and 'D4' = any((select app_reads())::text[])",
            insert_if="""exists (select from cases_case c
              where c.id = case_id and c.unit_id = cases_referral.unit_id and c.person_id = cases_referral.person_id) and answered_at is null""",
            update=False,
        ),
        migrations.RunSQL(OPENED, NOT_OPENED),
        migrations.RunSQL(HAS_FILE, migrations.RunSQL.noop),
        migrations.RunSQL(FACTS_ONLY_VOIDED, "drop trigger fact_only_voided on cases_fact; drop function fact_only_voided()"),
        migrations.RunSQL(HANDOVER_ROWS, migrations.RunSQL.noop),
        migrations.RunSQL(NUMBERS, "drop sequence case_number"),
        migrations.RunSQL(RECEIVE, "drop function receive_handover(uuid, timestamptz); drop function return_handover(uuid, timestamptz, text)"),
    ]
