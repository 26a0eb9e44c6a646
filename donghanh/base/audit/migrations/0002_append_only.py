"""The log only grows: nobody updates, deletes or truncates; each row carries its true transaction; who may read which rows."""

from django.db import migrations

GUARD = """
create function audit_only_grows() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create function audit_true_transaction() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id()::text::bigint;
  return new;
end $$;
"""

TABLE = """
create trigger {t}_kept before update or delete on {t} for each statement execute function audit_only_grows();
create trigger {t}_not_emptied before truncate on {t} for each statement execute function audit_only_grows();
alter table {t} enable row level security;
revoke update, delete, truncate on {t} from donghanh_web, donghanh_jobs;
create policy {t}_jobs_select on {t} for select to donghanh_jobs using (true);
create policy {t}_jobs_insert on {t} for insert to donghanh_jobs with check (true);
"""

# A web request writes rows of its own user only; who is not signed in leaves nothing but the trace of a failed sign-in.
# A command that works within one place (an import) is nobody's account and writes as the system, about that place.
# The auditor reads his province; others read what was done and read about persons of their own places.
ROWS = """
create trigger {t}_transaction before insert on {t} for each row execute function audit_true_transaction();
create policy {t}_insert on {t} for insert to donghanh_web with check (actor_id = (select app_user()));
create policy {t}_operator on {t} for insert to donghanh_web with check (
  (select app_user()) is null and actor_id is null and role = 'system' and unit_id = any((select app_units())::int[]));
create policy {t}_select on {t} for select to donghanh_web using (
  ('AUDIT' = any((select app_reads())::text[]) and (unit_id is null or unit_id = any((select app_stat_units())::int[])))
  or (person_id is not null and unit_id = any((select app_units())::int[]) and 'D1' = any((select app_reads())::text[])));
"""

# Each counts how often other places answered him; such a row holds no person (people.queries.elsewhere_lately).
ASKERS = """
create policy audit_event_asker on audit_event for select to donghanh_web using (
  actor_id = (select app_user()) and verb = 'person.looked_elsewhere');
"""

VISITORS = """
create policy audit_event_visitor on audit_event for insert to donghanh_web with check (
  (select app_user()) is null and verb = 'session.refuse' and role = 'visitor' and person_id is null and case_id is null and unit_id is null);
"""

SEALS = """
create policy audit_seal_select on audit_seal for select to donghanh_web using ('AUDIT' = any((select app_reads())::text[]));
"""

# The auditor checks seals over rows he may not read: only their hashes cross the wall.
LEAVES = """
create function audit_leaves(wanted text, from_xid bigint, before_xid bigint) returns table (leaf bytea)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not coalesce('AUDIT' = any(public.app_reads()), false) then
    raise exception 'only an auditor checks seals' using errcode = 'insufficient_privilege';
  end if;
  if wanted = 'event' then
    return query select sha256('\\x00'::bytea || convert_to(jsonb_build_array(
        id, xid, (extract(epoch from at) * 1000000)::bigint, actor_id, role, body_id, unit_id, verb, subject, person_id, case_id, result,
        reason, citation, changes, request_id)::text, 'UTF8'))
      from public.audit_event where xid >= from_xid and xid < before_xid order by xid, id;
  else
    return query select sha256('\\x00'::bytea || convert_to(jsonb_build_array(
        id, xid, (extract(epoch from at) * 1000000)::bigint, actor_id, role, body_id, unit_id, person_id, page, classes, purpose,
        request_id)::text, 'UTF8'))
      from public.audit_reading where xid >= from_xid and xid < before_xid order by xid, id;
  end if;
end $$;
revoke execute on function audit_leaves(text, bigint, bigint) from public;
grant execute on function audit_leaves(text, bigint, bigint) to donghanh_web;
"""

LOGS = ("audit_event", "audit_reading")
BACK = (
    "drop function audit_leaves(text, bigint, bigint);"
    + "".join(
        f"drop trigger {t}_kept on {t}; drop trigger {t}_not_emptied on {t}; drop policy {t}_jobs_select on {t}; drop policy {t}_jobs_insert on {t};"
        f"drop policy {t}_select on {t}; alter table {t} disable row level security;"
        for t in (*LOGS, "audit_seal")
    )
    + "".join(f"drop trigger {t}_transaction on {t}; drop policy {t}_insert on {t};" for t in LOGS)
    + "drop policy audit_event_visitor on audit_event; drop policy audit_event_asker on audit_event;"
    + "drop function audit_only_grows(); drop function audit_true_transaction();"
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_tables")]
    operations = [
        migrations.RunSQL(
            GUARD
            + "".join(TABLE.format(t=t) for t in (*LOGS, "audit_seal"))
            + "".join(ROWS.format(t=t) for t in LOGS)
            + ASKERS
            + VISITORS
            + SEALS
            + LEAVES,
            BACK,
        ),
    ]
