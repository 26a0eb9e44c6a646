"""What the worker does by itself. Each task is one call below; doing it twice does no harm, for a killed worker's job is given again."""

from __future__ import annotations

import logging
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from donghanh.base.audit import sealing
from donghanh.base.privacy.scope import as_jobs
from donghanh.jobs import carrying, freshening, intake, reaper

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
    with as_jobs():
        sealing.seal_now(at=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="clear_old_drafts")
def clear_old_drafts(timestamp: int) -> None:
    """Every hour: forget lists that nobody confirmed in seven days."""
    intake.clear_old_drafts(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="freshen")
def freshen(timestamp: int) -> None:
    """Every minute: compute files anew that an older law or calendar was used for; nearly always there are none."""
    count = freshening.freshen_all()
    if count:
        log.info("%s files computed anew with a new law or calendar", count)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry")
def carry(timestamp: int) -> None:
    """Every minute: move files whose commune went into another; nearly always there are none."""
    count = carrying.carry_all(at=timezone.now())
    if count:
        log.info("%s records moved to the unit that follows theirs", count)


# Long lists: a page puts these in by name, `app.configure_task("intake.read_batch", lock=…).defer(batch_id=…)`, in its own transaction.


@app.task(name="intake.read_batch")
def read_batch(batch_id: str) -> None:
    """Read a long list to its verdict."""
    intake.read_batch(UUID(batch_id))


@app.task(name="intake.confirm_batch")
def confirm_batch(batch_id: str) -> None:
    """Enter a confirmed list to its end."""
    intake.confirm_batch(UUID(batch_id))


@app.task(name="intake.undo_batch")
def undo_batch(batch_id: str) -> None:
    """Take an undone list back to its end."""
    intake.undo_batch(UUID(batch_id))
