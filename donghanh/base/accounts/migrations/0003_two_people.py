"""Two people stand behind every grant and every reset password (trust.md I5), also where the application forgets it.

Row security says which rows the web role may touch; these triggers say which columns, and the one function gives a password that
two administrators agreed on. The owner of the tables and the worker are not asked: they come from the server itself.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

CONSTRAINT = """
alter table accounts_post add constraint post_not_granted_to_oneself check (granted_by_id is distinct from user_id and approved_by_id is distinct from user_id);
"""

# Each trigger: "what is left when the columns that may change are taken away must be the same". One administrator closes an account at once; to open it
# again one asks (reopening_by) and another does it, as with a reset: a closed account may be one that was stolen. Of the last two administrators none is
# closed by one hand, nor his post ended: who stole one account would be left alone with the house.
TRIGGERS = """
create function accounts_is_needed(holder bigint) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare standing bigint[];
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  select array_agg(distinct p.user_id) into standing
    from accounts_post p join accounts_user u on u.id = p.user_id cross join lateral (select (now() at time zone 'Asia/Ho_Chi_Minh')::date as day) t
    where p.role = 'system_admin' and u.is_active and p.starts_on <= t.day and p.ends_before > t.day
      and (p.granted_by_id is null or p.approved_by_id is not null);
  return coalesce(holder = any(standing), false) and cardinality(standing) < 3;
end $$;
revoke execute on function accounts_is_needed(bigint) from public;
grant execute on function accounts_is_needed(bigint) to donghanh_web;
create function accounts_user_kept() returns trigger language plpgsql as $$
declare free text[];
begin
  if current_user <> 'donghanh_web' then return new; end if;
  free := case
    when old.id = app_user() then array['must_choose_password', 'last_login']
    when old.is_active and new.reopening_by is null then array['is_active', 'reopening_by']
    when not new.is_active and (new.reopening_by is null or old.reopening_by is null and new.reopening_by = app_user()) then array['reopening_by']
    when old.reopening_by <> app_user() and new.reopening_by is null then array['is_active', 'reopening_by'] end;
  if free is null or to_jsonb(new) - free is distinct from to_jsonb(old) - free then
    raise exception 'an account changes by its owner''s sign-in; one administrator closes it, two open it again' using errcode = 'insufficient_privilege';
  end if;
  if old.is_active and not new.is_active and accounts_is_needed(old.id) then
    raise exception 'none of the last two administrators is closed by one hand' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger accounts_user_kept before update on accounts_user for each row execute function accounts_user_kept();

create function accounts_post_by_two() returns trigger language plpgsql as $$
begin
  if current_user <> 'donghanh_web' then return new; end if;
  if new.approved_by_id is distinct from old.approved_by_id then
    if old.approved_by_id is null and old.granted_by_id is not null and new.approved_by_id = app_user()
       and app_user() not in (old.granted_by_id, old.user_id) and to_jsonb(new) - 'approved_by_id' = to_jsonb(old) - 'approved_by_id' then
      return new;
    end if;
  elsif old.role = 'system_admin' and accounts_is_needed(old.user_id) then
    raise exception 'none of the last two administrators is closed by one hand' using errcode = 'insufficient_privilege';
  elsif new.ends_before <= old.ends_before and to_jsonb(new) - 'ends_before' = to_jsonb(old) - 'ends_before' then
    return new;
  end if;
  raise exception 'a post is approved by another administrator, or ended; nothing else of it changes' using errcode = 'insufficient_privilege';
end $$;
create trigger accounts_post_by_two before update on accounts_post for each row execute function accounts_post_by_two();

create function accounts_factor_by_two() returns trigger language plpgsql as $$
begin
  if current_user <> 'donghanh_web' or (old.user_id = app_user() and new.user_id = old.user_id) then return new; end if;
  if old.removal_by is null and new.removal_by = app_user() and to_jsonb(new) - 'removal_by' = to_jsonb(old) - 'removal_by' then return new; end if;
  raise exception 'an administrator only asks to take a code generator off' using errcode = 'insufficient_privilege';
end $$;
create trigger accounts_factor_by_two before update on accounts_secondfactor for each row execute function accounts_factor_by_two();
"""

# What the codes of an official are made from is given to him alone; who administers accounts reads only that he has a generator.
FACTOR = """
revoke select on accounts_secondfactor from donghanh_web, donghanh_jobs;
grant select (user_id, confirmed_at, last_step, removal_by) on accounts_secondfactor to donghanh_web, donghanh_jobs;
create function accounts_own_factor(wanted bigint) returns table (data_key bytea, sealed_secret bytea)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.data_key, f.sealed_secret from public.accounts_secondfactor f
  where f.user_id = wanted and (wanted = public.app_user() or current_setting('role') = 'none')
$$;
revoke execute on function accounts_own_factor(bigint) from public;
grant execute on function accounts_own_factor(bigint) to donghanh_web;
"""

RESET = """
create function accounts_give_password(reset_id bigint, new_hash text, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare owner_id bigint;
begin
  if not coalesce('ACCOUNTS' = any(public.app_reads()), false) then
    raise exception 'only an administrator gives a password' using errcode = 'insufficient_privilege';
  elsif session_user = 'donghanh_app' and (moment is null or abs(extract(epoch from moment - clock_timestamp())) > 300) then
    raise exception 'the moment told is not now' using errcode = 'insufficient_privilege';
  end if;
  update public.accounts_passwordreset set approved_by_id = public.app_user(), approved_at = moment
    where id = reset_id and approved_by_id is null and proposed_by_id <> public.app_user() and user_id <> public.app_user()
    returning user_id into owner_id;
  if owner_id is null then
    raise exception 'a password is given by another administrator than the one who proposed it' using errcode = 'insufficient_privilege';
  end if;
  insert into public.accounts_password (user_id, hash) values (owner_id, new_hash) on conflict (user_id) do update set hash = new_hash;
  update public.accounts_user set must_choose_password = true where id = owner_id;
end $$;
revoke execute on function accounts_give_password(bigint, text, timestamptz) from public;
grant execute on function accounts_give_password(bigint, text, timestamptz) to donghanh_web;
"""

# Who is not signed in proves one name; who is, his own. A page proves one name a transaction: no statement draws all hashes at once. The lock is
# that of the transaction itself, and shared, so that two sign-ins of one name do not wait for each other. A lock taken after a savepoint would be
# given back with it, and the next name be proved: so a name is first proved outside of any part that can be taken back. An attempt cannot be counted
# past a rollback by anything that the web role could not reset itself (session locks, sequences of the session); that a transaction stands in such a
# part, pg_export_snapshot tells: there it is refused.
HASH = """
create function accounts_hash_of(login text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  proving constant int := 20260801;
  owner_id bigint;
  kept text;
  proved oid[];
begin
  select p.user_id, p.hash into owner_id, kept
    from public.accounts_password p join public.accounts_user u on u.id = p.user_id where u.username = login;
  if owner_id is null then return null; end if;
  if public.app_user() <> owner_id then
    raise exception 'nobody is given the hash of another' using errcode = 'insufficient_privilege';
  end if;
  select array_agg(objid) into proved from pg_locks where pid = pg_backend_pid() and locktype = 'advisory' and classid = proving::oid and objsubid = 2;
  if session_user = 'donghanh_app' and proved is distinct from array[(owner_id % 2147483647)::oid] then
    if proved is not null then
      raise exception 'one name is proved in one transaction' using errcode = 'insufficient_privilege';
    end if;
    perform pg_export_snapshot();
  end if;
  perform pg_advisory_xact_lock_shared(proving, (owner_id % 2147483647)::int);
  return kept;
end $$;
revoke execute on function accounts_hash_of(text) from public;
grant execute on function accounts_hash_of(text) to donghanh_web, donghanh_jobs;
"""

BACK = """
drop function accounts_hash_of(text); drop function accounts_own_factor(bigint);
grant select on accounts_secondfactor to donghanh_web, donghanh_jobs;
drop function accounts_give_password(bigint, text, timestamptz);
drop trigger accounts_factor_by_two on accounts_secondfactor; drop function accounts_factor_by_two();
drop trigger accounts_post_by_two on accounts_post; drop function accounts_post_by_two();
drop trigger accounts_user_kept on accounts_user; drop function accounts_user_kept(); drop function accounts_is_needed(bigint);
alter table accounts_post drop constraint post_not_granted_to_oneself;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_row_security")]
    operations = [
        migrations.RunSQL(CONSTRAINT + TRIGGERS + FACTOR + RESET + HASH, BACK),
        own_hand("accounts_passwordreset", "proposed_by_id:proposed_at", ":told_at"),
    ]
