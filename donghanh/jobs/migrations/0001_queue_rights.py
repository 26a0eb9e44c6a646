"""The queue's tables are the library's; pages may put a job in and look at it, only the worker takes, changes and removes."""

from django.db import migrations

TABLES = "procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers"


class Migration(migrations.Migration):
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]
    operations = [
        migrations.RunSQL(
            f"revoke update, delete on {TABLES} from donghanh_web; revoke insert on procrastinate_workers, procrastinate_periodic_defers from donghanh_web",
            f"grant insert, update, delete on {TABLES} to donghanh_web",
        )
    ]
