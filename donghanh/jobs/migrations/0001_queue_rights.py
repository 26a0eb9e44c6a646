"""The queue's tables are the library's: a signed-in page puts a long list in, by the library's own function, and sees nothing of the queue.

Only the worker takes, changes and removes jobs, and puts in any other.
"""

from django.db import migrations

TABLES = "procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers"
DEFER = "procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])"

# The function writes as the owner of the tables, so the trigger asks for the role that called it (tests/jobs/test_queue.py holds the names to
# jobs/tasks.py and web/intake).
PUT_IN = """
create function jobs_put_in_by_page() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if app_reads() is null or new.task_name not in ('intake.read_batch', 'intake.confirm_batch', 'intake.undo_batch') or new.status <> 'todo' then
    raise exception 'a page gives the worker long lists alone' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger jobs_put_in_by_page before insert on procrastinate_jobs
  for each row when (current_setting('role', true) = 'donghanh_web') execute function jobs_put_in_by_page();
"""
OUT = "drop trigger jobs_put_in_by_page on procrastinate_jobs; drop function jobs_put_in_by_page();"


class Migration(migrations.Migration):
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]
    operations = [
        migrations.RunSQL(
            f"revoke all on {TABLES} from donghanh_web; alter function {DEFER} security definer set search_path = public, pg_temp;"
            f"revoke execute on function {DEFER} from public; grant execute on function {DEFER} to donghanh_web, donghanh_jobs;" + PUT_IN,
            OUT + f"alter function {DEFER} security invoker; grant execute on function {DEFER} to public;"
            f"grant select, insert, update, delete on {TABLES} to donghanh_web",
        )
    ]
