"""Who a session, or the address of a calendar feed, belongs to: told before anybody is signed in, of one account in one transaction.

The mark of a password ties sessions to it; of another's it is told to nobody who is signed in.
"""

from django.db import migrations

SIGNED_IN = """
create function accounts_signed_in(wanted bigint, day date) returns table (id bigint, last_login timestamptz, username text, full_name text, email text,
  is_active boolean, must_choose_password boolean, reopening_by bigint, created_at timestamptz, mark text,
  post_id bigint, role text, office text, body_id bigint, body_kind text, body_name text, body_unit_id bigint, user_id bigint)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare opened text := nullif(current_setting('app.opening', true), '');
begin
  if public.app_reads() is null and session_user = 'donghanh_app' then
    if opened <> wanted::text then
      raise exception 'one account is opened in one transaction' using errcode = 'insufficient_privilege';
    end if;
    perform set_config('app.opening', wanted::text, true);
  end if;
  return query select u.id, u.last_login, u.username::text, u.full_name::text, u.email::text, u.is_active, u.must_choose_password, u.reopening_by,
      u.created_at, case when public.app_user() is null or public.app_user() = u.id then secret.mark::text else '' end,
      p.id, p.role::text, p.office::text, b.id::bigint, b.kind::text, b.name::text, b.unit_id::bigint, p.user_id
    from public.accounts_user u join public.accounts_password secret on secret.user_id = u.id
    left join public.accounts_post p on p.user_id = u.id and p.starts_on <= day and p.ends_before > day
      and (p.granted_by_id is null or p.approved_by_id is not null)
      and not exists (select from public.places_body gone where gone.id = p.body_id and gone.ends_before <= day)
    left join public.places_body b on b.id = p.body_id where u.id = wanted order by p.id;
end $$;
revoke execute on function accounts_signed_in(bigint, date) from public;
grant execute on function accounts_signed_in(bigint, date) to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_sessions_and_failures"), ("places", "0001_tables")]
    operations = [migrations.RunSQL(SIGNED_IN, "drop function accounts_signed_in(bigint, date)")]
