"""Sessions and failed sign-ins, whose tables are libraries': a page reaches one session by its key, and the failures of one name.

A session is asked for by the hash of the key in the visitor's cookie; nobody can list them, and who does not hold a key ends none. Failures are
seen of the name that this request tries (`app.trying`, set by the sign-in) and of one's own; they only grow, until they are old, their owner has
signed in, or an administrator forgets them. Libraries' tables that we do not use are closed.
"""

from django.db import migrations

ADMIN = "'ACCOUNTS' = any((select app_reads())::text[])"
OWN = "username = (select u.username from accounts_user u where u.id = app_user())"

SESSIONS = """
revoke all on django_session from donghanh_web;
revoke insert, update on django_session from donghanh_jobs;
create function session_load(wanted text) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select session_data from public.django_session where session_key = wanted and expire_date > now()
$$;
create function session_begin(wanted text, kept text, until timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with made as (insert into public.django_session (session_key, session_data, expire_date) values (wanted, kept, until)
    on conflict (session_key) do nothing returning 1)
  select exists (select from made)
$$;
create function session_save(wanted text, kept text, until timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with changed as (update public.django_session set session_data = kept, expire_date = until where session_key = wanted returning 1)
  select exists (select from changed)
$$;
create function session_end(wanted text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$ delete from public.django_session where session_key = wanted $$;
revoke execute on function session_load(text), session_begin(text, text, timestamptz), session_save(text, text, timestamptz), session_end(text)
  from public;
grant execute on function session_load(text), session_begin(text, text, timestamptz), session_save(text, text, timestamptz), session_end(text)
  to donghanh_web;
"""
SESSIONS_BACK = """
drop function session_load(text), session_begin(text, text, timestamptz), session_save(text, text, timestamptz), session_end(text);
grant select, insert, update, delete on django_session to donghanh_web, donghanh_jobs;
"""

FAILURES = f"""
create function app_trying() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.trying', true), '') $$;
revoke insert, update on axes_accessattempt from donghanh_jobs;
alter table axes_accessattempt enable row level security;
create policy axes_accessattempt_jobs on axes_accessattempt to donghanh_jobs using (true) with check (true);
create policy axes_accessattempt_select on axes_accessattempt for select to donghanh_web
  using (username = (select app_trying()) or {OWN} or {ADMIN});
create policy axes_accessattempt_insert on axes_accessattempt for insert to donghanh_web
  with check (username = (select app_trying()) and failures_since_start = 1 and attempt_time <= clock_timestamp() + interval '5 minutes');
create policy axes_accessattempt_update on axes_accessattempt for update to donghanh_web
  using (username = (select app_trying())) with check (attempt_time <= clock_timestamp() + interval '5 minutes');
create policy axes_accessattempt_delete on axes_accessattempt for delete to donghanh_web
  using (attempt_time <= clock_timestamp() - interval '15 minutes' or {OWN} or {ADMIN});
create function axes_failures_grow() returns trigger language plpgsql as $$
declare free constant text[] := array['failures_since_start', 'attempt_time', 'get_data', 'post_data', 'http_accept', 'path_info'];
begin
  new.attempt_time := greatest(new.attempt_time, old.attempt_time); -- two requests at once: the later one counts
  if new.failures_since_start <= old.failures_since_start or to_jsonb(new) - free is distinct from to_jsonb(old) - free then
    raise exception 'failures only grow' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger axes_failures_grow before update on axes_accessattempt for each row when (current_user = 'donghanh_web')
  execute function axes_failures_grow();
revoke all on axes_accesslog, axes_accessfailurelog, axes_accessattemptexpiration from donghanh_web, donghanh_jobs;
grant select (access_attempt_id), delete on axes_accessattemptexpiration to donghanh_web, donghanh_jobs;
"""
FAILURES_BACK = """
drop trigger axes_failures_grow on axes_accessattempt; drop function axes_failures_grow();
drop policy axes_accessattempt_jobs on axes_accessattempt; drop policy axes_accessattempt_select on axes_accessattempt;
drop policy axes_accessattempt_insert on axes_accessattempt; drop policy axes_accessattempt_update on axes_accessattempt;
drop policy axes_accessattempt_delete on axes_accessattempt; drop function app_trying();
alter table axes_accessattempt disable row level security;
grant select, insert, update, delete on axes_accessattempt, axes_accesslog, axes_accessfailurelog, axes_accessattemptexpiration
  to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_who_may"), ("sessions", "0001_initial"), ("axes", "0010_accessattemptexpiration")]
    operations = [migrations.RunSQL(SESSIONS, SESSIONS_BACK), migrations.RunSQL(FAILURES, FAILURES_BACK)]
