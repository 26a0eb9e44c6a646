"""Jobs whose worker was killed: procrastinate leaves them `doing` for ever, so we look for them ourselves.

A job goes back to the queue, unless a newer one of its kind waits there already (queueing lock), or it was running three times when its
worker died: then it may be what kills, and is ended as failed for a person to look at.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

SILENT_AFTER = timedelta(seconds=40)
"""A worker says every 10 seconds that it lives; its row may be gone already when a later worker pruned it."""
TRIES = 3

_ABANDONED = """
select job.id,
       case when job.attempts + 1 >= %s then 'failed'
            when exists (select from procrastinate_jobs newer where newer.status = 'todo' and newer.queueing_lock = job.queueing_lock) then 'aborted'
            else 'again' end
from procrastinate_jobs job left join procrastinate_workers worker on worker.id = job.worker_id
where job.status = 'doing' and (worker.id is null or worker.last_heartbeat < %s)
order by job.id for update of job skip locked"""


def reap(*, at: datetime) -> list[tuple[int, str]]:
    """Settle every abandoned job; answers (job id, "again", "aborted" or "failed")."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ABANDONED, [TRIES, at - SILENT_AFTER])
        settled = cursor.fetchall()
        for job_id, ending in settled:
            if ending == "again":
                cursor.execute("select procrastinate_retry_job_v2(%s, %s, null, null, null)", [job_id, at])
            else:
                cursor.execute("select procrastinate_finish_job_v1(%s, %s::procrastinate_job_status, false)", [job_id, ending])
    return settled
