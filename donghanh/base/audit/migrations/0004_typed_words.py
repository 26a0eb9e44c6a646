"""What people typed into the log (why a fact was taken back, why many files are read) is read through no page and by no auditor.

It may name a person in care, in words that no role's data classes describe. Sign-in leaves codes of our own in the same column: these the
auditor is told by a function. The worker, which seals, and the owner of the database read everything.
"""

from django.db import migrations

COLUMNS = {
    "audit_event": "id, xid, at, actor_id, role, body_id, unit_id, verb, subject, person_id, case_id, result, citation, changes, request_id",
    "audit_reading": "id, xid, at, actor_id, role, body_id, unit_id, person_id, page, classes, request_id",
}
CODES_ONLY = "".join(f"revoke select on {t} from donghanh_web; grant select ({names}) on {t} to donghanh_web;" for t, names in COLUMNS.items())
WHOLE = "".join(f"grant select on {t} to donghanh_web;" for t in COLUMNS)

SIGN_IN = """
create function audit_sign_in_codes(wanted uuid[]) returns table (id uuid, code text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.reason from audit_event e where e.id = any(wanted) and e.verb like 'session.%'
    and 'AUDIT' = any(app_reads()) and (e.unit_id is null or e.unit_id = any(app_stat_units()))
$$;
revoke execute on function audit_sign_in_codes(uuid[]) from public;
grant execute on function audit_sign_in_codes(uuid[]) to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_true_moment")]
    operations = [
        migrations.RunSQL(CODES_ONLY, WHOLE),
        migrations.RunSQL(SIGN_IN, "drop function audit_sign_in_codes(uuid[])"),
    ]
