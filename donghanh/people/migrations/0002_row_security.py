"""Row security of the person registry, and the six questions and acts that the database answers itself.

Each of them is owned by the owner of the tables, so it sees past the policies: each asks for the scope first and
gives back no more than it says. Unset scope means NULL, which is true of no row.
"""

from django.db import migrations

from donghanh.base.privacy.rows import secure

# The moment that a page or the worker tells a function below must be the database's own, but for the run of one request or one job.
# The owner of the database is believed: seeds and tests tell of other days, and he could write any day himself. session_user is the login;
# no `set role` changes it.
MOMENT = """
create function check_told_moment(told timestamptz, within interval) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  if session_user = 'donghanh_app' and (told is null or abs(extract(epoch from told - clock_timestamp())) > extract(epoch from within)) then
    raise exception 'the moment told is not now' using errcode = 'insufficient_privilege';
  end if;
end $$;
"""

# Where else is this number, this full name and birth date? Answers with unit ids only, never with a person.
ELSEWHERE = """
create function people_identifier_units(blinds bytea[]) returns table (blind_index bytea, unit_id int)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.blind_index, i.unit_id from people_identifier i
  where i.blind_index = any(blinds) and i.ended_at is null and not (i.unit_id = any(app_units())) and 'D1' = any(app_reads())
$$;
create function people_namesake_units(full_name text, born date) returns setof int
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct p.unit_id from people_person p
  where p.born_on = born and vn_fold(p.full_name) = vn_fold($1) and p.merged_into_id is null and not p.is_sealed
    and not (p.unit_id = any(app_units())) and 'D1' = any(app_reads())
$$;
"""

# Approving, refusing and undoing a merge belong to people who read identities but do not write them: to those whose post gives the verb
# on that day (accounts_may), never to the one who proposed it.
MERGE = """
create function people_merge_decide(wanted uuid, approved boolean, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare m people_merge; free int;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into m from people_merge where id = wanted and decided_at is null for update;
  if not found or not coalesce(m.unit_id = any(app_units()) and 'D1' = any(app_reads()), false) then return false; end if;
  if app_user() is null or app_user() = m.proposed_by or not accounts_may('person.merge.approve', at) then return false; end if;
  if approved then
    perform 1 from people_person where id in (m.kept_id, m.gone_id) order by id for update;
    select count(*) into free from people_person
      where id in (m.kept_id, m.gone_id) and unit_id = any(app_units()) and merged_into_id is null;
    if free <> 2 or exists (select from people_person where merged_into_id = m.gone_id) then return false; end if;
    update people_person set merged_into_id = m.kept_id where id = m.gone_id;
  end if;
  update people_merge set decided_by = app_user(), decided_at = at, is_approved = approved where id = wanted;
  return true;
end $$;
create function people_merge_undo(wanted uuid, at timestamptz, why text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare m people_merge;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into m from people_merge where id = wanted and is_approved and undone_at is null for update;
  if not found or not coalesce(m.unit_id = any(app_units()) and 'D1' = any(app_reads()), false) then return false; end if;
  if app_user() is null or not accounts_may('person.merge.approve', at) then return false; end if;
  if coalesce(length(trim(why)), 0) = 0 or at > m.decided_at + interval '30 days' then return false; end if;
  update people_person set merged_into_id = null where id = m.gone_id and merged_into_id = m.kept_id;
  update people_merge set undone_by = app_user(), undone_at = at, undo_reason = why where id = wanted;
  return true;
end $$;
"""

# Taking back an import: seven days from its entering, and one more for the worker's way through a long list (the very hour is checked
# by intake.rules). registered_at is never changed by the web role (COLUMNS). Whatever any room has hung on a person keeps that person: found through the catalogue of keys,
# because this room knows nothing of the rooms above it.
REMOVE = """
create function people_in_use(wanted uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare key record;
begin
  for key in
    select c.conrelid::regclass as tab, a.attname as col from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'people_person'::regclass
      and c.conrelid not in ('people_identifier'::regclass, 'people_address'::regclass)
  loop
    return query execute format('select %I from %s where %I = any($1)', key.col, key.tab, key.col) using wanted;
  end loop;
  return query select p.id from people_person p where p.id = any(wanted) and p.version > 1;
end $$;
create function people_remove_registered(wanted uuid[], batch uuid, at timestamptz) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare free uuid[];
begin
  perform check_told_moment(at, interval '1 day');
  select array_agg(p.id) into free from people_person p
    where p.id = any(wanted) and p.batch_id = batch and p.registered_at > at - interval '8 days' and p.unit_id = any(app_units()) and 'D1' = any(app_writes())
      and p.id not in (select people_in_use(wanted));
  delete from people_identifier where person_id = any(free);
  delete from people_address where person_id = any(free);
  delete from people_person where id = any(free);
  return query select unnest(free);
end $$;
"""

# Whose files stand open to the actor's body though they lie at another place: rooms above say so (cases/migrations); here, nobody's.
OPENED = """
create function people_opened() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$ select null::uuid[] $$;
"""

RIGHTS = """
revoke execute on function people_opened() from public;
grant execute on function people_opened() to donghanh_web, donghanh_jobs;
revoke execute on function people_identifier_units(bytea[]), people_namesake_units(text, date), people_merge_decide(uuid, boolean, timestamptz),
  people_merge_undo(uuid, timestamptz, text), people_in_use(uuid[]), people_remove_registered(uuid[], uuid, timestamptz),
  check_told_moment(timestamptz, interval) from public;
grant execute on function people_identifier_units(bytea[]), people_namesake_units(text, date), people_merge_decide(uuid, boolean, timestamptz),
  people_merge_undo(uuid, timestamptz, text), people_remove_registered(uuid[], uuid, timestamptz) to donghanh_web;
"""

UNDO = """
drop function people_identifier_units(bytea[]); drop function people_namesake_units(text, date);
drop function people_merge_decide(uuid, boolean, timestamptz); drop function people_merge_undo(uuid, timestamptz, text);
drop function people_remove_registered(uuid[], uuid, timestamptz); drop function people_in_use(uuid[]);
drop function check_told_moment(timestamptz, interval); drop function people_opened();
"""

# Place, merge, key, batch and hour of registering are no page's to change: the first two move by the functions that check both sides.
COLUMNS = """
revoke update on people_person from donghanh_web;
grant update (full_name, sort_key, other_name, sex, born_on, birth_year, guardian_name, is_sealed, version) on people_person to donghanh_web;
"""

OF_PERSON_HERE = "exists (select from people_person p where p.id = person_id and p.unit_id = {table}.unit_id)"
OF_HOUSEHOLD_HERE = "exists (select from people_household h where h.id = household_id and h.unit_id = any((select app_units())::int[]))"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_tables"), ("accounts", "0007_who_may")]
    operations = [
        secure("people_person", "D1", insert_if="merged_into_id is null"),
        secure("people_identifier", "D1", insert_if=OF_PERSON_HERE.format(table="people_identifier")),
        secure("people_address", "D2", insert_if=OF_PERSON_HERE.format(table="people_address")),
        secure("people_household", "D10"),
        secure("people_householdmember", "D10", insert_if=f"{OF_PERSON_HERE.format(table='people_householdmember')} and {OF_HOUSEHOLD_HERE}"),
        secure("people_merge", "D1", insert_if="false", update=False),  # who may propose: 0005_seal_wall
        migrations.RunSQL(COLUMNS, "grant update on people_person to donghanh_web"),
        migrations.RunSQL(MOMENT + ELSEWHERE + MERGE + REMOVE + OPENED + RIGHTS, UNDO),
    ]
