"""The database's own roles and the settings that carry a scope. Run as owner before migrations; safe to repeat.

donghanh_web and donghanh_jobs hold rights; donghanh_app may log in, holds none and owns nothing:
each transaction takes one of the two roles on, so a query outside a scope is refused by the database itself. donghanh_counts holds the
counting functions and no table (docs/adr/0018): a page takes it on for the one statement of its true numbers.
"""

from __future__ import annotations

from django.db import connection

PREPARE = """
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
do $$
declare wanted text;
begin
  perform pg_advisory_xact_lock(20260701);
  foreach wanted in array array['donghanh_web', 'donghanh_jobs', 'donghanh_counts'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin noinherit', wanted);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'donghanh_app') then
    create role donghanh_app login noinherit;
  end if;
  grant donghanh_web, donghanh_jobs, donghanh_counts to donghanh_app;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant donghanh_web, donghanh_jobs, donghanh_counts to %I', current_user);
  end if;
end $$;
grant usage on schema public to donghanh_web, donghanh_jobs;
revoke create on schema public from public;
alter default privileges in schema public grant select, insert, update, delete on tables to donghanh_web, donghanh_jobs;
alter default privileges in schema public grant usage, select on sequences to donghanh_web, donghanh_jobs;
create or replace function vn_fold(text) returns text language sql immutable strict parallel safe
  as $f$ select lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFC))) $f$;
create or replace function app_units() returns int[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.units', true), '')::int[] $$;
create or replace function app_stat_units() returns int[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.stat_units', true), '')::int[] $$;
create or replace function app_reads() returns text[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.reads', true), '')::text[] $$;
create or replace function app_writes() returns text[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.writes', true), '')::text[] $$;
create or replace function app_body() returns int language sql stable parallel safe
  as $$ select nullif(current_setting('app.body', true), '')::int $$;
create or replace function app_user() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.user', true), '')::bigint $$;
create or replace function by_own_hand() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  made jsonb := to_jsonb(new);
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  pair text;
  who text;
  moment text;
begin
  foreach pair in array tg_argv loop
    who := split_part(pair, ':', 1);
    moment := split_part(pair, ':', 2);
    if who <> '' and (made->>who) is distinct from (was->>who) and (made->>who)::bigint is distinct from coalesce(app_user(), 0) then
      raise exception 'nobody acts in the name of another: %', who using errcode = 'insufficient_privilege';
    end if;
    if moment <> '' and (made->>moment) is distinct from (was->>moment) then
      if who <> '' and (made->>who)::bigint is distinct from coalesce(app_user(), 0) then
        raise exception 'nobody acts at that moment in the name of another: %', moment using errcode = 'insufficient_privilege';
      end if;
      if session_user = 'donghanh_app' and abs(extract(epoch from (made->>moment)::timestamptz - clock_timestamp())) > 300 then
        raise exception 'the moment told is not now: %', moment using errcode = 'insufficient_privilege';
      end if;
    end if;
  end loop;
  return new;
end $$;
"""


def prepare(*, app_password: str = "") -> None:
    """Create roles, extensions and scope functions; with a password, let donghanh_app log in with it over TCP."""
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        if app_password:
            from psycopg import sql

            cursor.execute(sql.SQL("alter role donghanh_app password {}").format(sql.Literal(app_password)).as_string(cursor.connection))
