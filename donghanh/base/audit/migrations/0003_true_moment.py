"""A row of the log is dated now: pages and worker cannot write yesterday's row, nor tomorrow's.

The owner of the database is believed (seeds and tests tell of other days); session_user is the login, and no `set role` changes it.
The worker tells the moment at which a long list or a command began, so its rows may be up to a day old, never ahead of the clock.
"""

from django.db import migrations

MOMENT = """
create function audit_true_moment() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  verb text := coalesce(to_jsonb(new)->>'verb', '');
  is_long boolean := current_user = 'donghanh_jobs' or verb like 'intake.%' or verb in ('person.register_many', 'person.remove_registered');
begin
  if session_user = 'donghanh_app' and not (new.at <= clock_timestamp() + interval '5 minutes'
     and new.at >= clock_timestamp() - case when is_long then interval '1 day' else interval '5 minutes' end) then
    raise exception 'a row of the audit log is dated now' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger audit_event_moment before insert on audit_event for each row execute function audit_true_moment();
create trigger audit_reading_moment before insert on audit_reading for each row execute function audit_true_moment();
"""
BACK = """
drop trigger audit_event_moment on audit_event; drop trigger audit_reading_moment on audit_reading; drop function audit_true_moment();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunSQL(MOMENT, BACK)]
