"""The queue: jobs of a killed worker come back, and pages may only put jobs in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.jobs import reaper, tasks

NOW = datetime.now(UTC)
pytestmark = pytest.mark.django_db


def sql(text: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else []


def running(*, heartbeat: datetime | None, attempts: int = 0, lock: str | None = None) -> int:
    """A job that a worker took; heartbeat None: that worker's row is gone."""
    worker = sql("insert into procrastinate_workers (last_heartbeat) values (%s) returning id", heartbeat)[0][0] if heartbeat else None
    job = tasks.reap.configure(queueing_lock=lock).defer(timestamp=1)
    sql("update procrastinate_jobs set status = 'doing', attempts = %s, worker_id = %s where id = %s", attempts, worker, job)
    return job


def status(job: int) -> tuple:
    return sql("select status, attempts from procrastinate_jobs where id = %s", job)[0]


@pytest.mark.parametrize("heartbeat", [None, NOW - timedelta(minutes=5)], ids=["worker pruned", "worker silent"])
def test_a_job_of_a_dead_worker_goes_back_to_the_queue(heartbeat):
    job = running(heartbeat=heartbeat)
    assert reaper.reap(at=NOW) == [(job, "again")]
    assert status(job) == ("todo", 1)


def test_a_job_of_a_living_worker_is_left_alone():
    job = running(heartbeat=NOW - timedelta(seconds=15))
    assert reaper.reap(at=NOW) == []
    assert status(job) == ("doing", 0)


def test_a_job_that_outlived_three_workers_is_ended():
    job = running(heartbeat=None, attempts=2)
    assert reaper.reap(at=NOW) == [(job, "failed")]
    assert status(job)[0] == "failed"


def test_a_job_whose_successor_already_waits_is_ended():
    job = running(heartbeat=None, lock="one at a time")
    waiting = tasks.reap.configure(queueing_lock="one at a time").defer(timestamp=2)
    assert reaper.reap(at=NOW) == [(job, "aborted")]
    assert status(waiting) == ("todo", 0)


def test_a_page_may_put_a_job_in_and_see_it():
    with scope(None):
        job = tasks.reap.defer(timestamp=1)
        assert status(job) == ("todo", 0)


FORBIDDEN = ["delete from procrastinate_jobs", "update procrastinate_jobs set args = '{}'", "insert into procrastinate_workers default values"]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_page_may_not_change_the_queue(statement):
    with pytest.raises(ProgrammingError, match="permission denied"), scope(None):
        sql(statement)


def test_twin_without_the_revoke_a_page_could_empty_the_queue():
    with transaction.atomic():
        sql("grant delete on procrastinate_jobs to donghanh_web")
        with scope(None):
            sql("delete from procrastinate_jobs")
        transaction.set_rollback(True)
