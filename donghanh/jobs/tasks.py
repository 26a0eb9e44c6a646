"""What the worker does by itself. Each task is one call below; doing it twice does no harm, for a killed worker's job is given again."""

from __future__ import annotations

import logging
from importlib.util import find_spec

from django.utils import timezone
from procrastinate.contrib.django import app

from donghanh.base.privacy.scope import as_jobs
from donghanh.jobs import reaper

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="reap")
def reap(timestamp: int) -> None:
    """Every minute: give the jobs of dead workers to a living one."""
    for job_id, ending in reaper.reap(at=timezone.now()):
        log.warning("job %s of a dead worker: %s", job_id, ending)


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="seal")
def seal(timestamp: int) -> None:
    """Every ten seconds: close the finished part of the audit log with a seal."""
    from donghanh.base.audit import sealing

    with as_jobs():
        sealing.seal(at=timezone.now())


if find_spec("donghanh.intake.actions"):

    @app.periodic(cron="7 * * * *")
    @app.task(queueing_lock="purge_drafts")
    def purge_drafts(timestamp: int) -> None:
        """Every hour: forget drafts of lists that nobody confirmed in time."""
        from donghanh.jobs import intake

        intake.purge_drafts(at=timezone.now())
