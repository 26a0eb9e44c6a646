"""The queue: jobs of a killed worker come back, and pages only put long lists in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from donghanh.base.privacy.scope import scope
from donghanh.jobs import reaper, tasks
from tests.factories import accounts

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


OFFICER = accounts.actor()
LISTS = [name for name in app.tasks if name.startswith("intake.")]


def put(name: str) -> int:
    return app.configure_task(name).defer(batch_id="1")


@pytest.mark.parametrize("name", LISTS)
def test_a_signed_in_page_puts_a_long_list_in(name):
    with scope(OFFICER):
        job = put(name)
    assert status(job) == ("todo", 0)
    assert LISTS == ["intake.read_batch", "intake.confirm_batch", "intake.undo_batch"]


@pytest.mark.parametrize(("who", "name"), [(None, LISTS[0]), (OFFICER, "donghanh.jobs.tasks.reap")])
def test_a_page_puts_nothing_else_in_and_nobody_who_is_not_signed_in(who, name):
    with pytest.raises(ConnectorException) as refused, scope(who):
        put(name)
    assert "long lists alone" in str(refused.value.__cause__)
    sql("drop trigger jobs_put_in_by_page on procrastinate_jobs")
    with scope(who):
        assert put(name)


FORBIDDEN = [
    "select from procrastinate_jobs",
    "select from procrastinate_events",
    "delete from procrastinate_jobs",
    "update procrastinate_jobs set args = '{}'",
    "insert into procrastinate_jobs (task_name) values ('intake.read_batch')",
    "insert into procrastinate_workers default values",
    "select procrastinate_fetch_job_v2(null, 1)",
    "select procrastinate_finish_job_v1(1, 'failed', true)",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_page_neither_reads_nor_changes_the_queue(statement):
    with pytest.raises(ProgrammingError, match="permission denied"), scope(OFFICER):
        sql(statement)


def test_twin_without_the_revoke_a_page_could_empty_the_queue():
    with transaction.atomic():
        sql("grant select, delete on procrastinate_jobs to donghanh_web")
        with scope(None):
            sql("delete from procrastinate_jobs")
        transaction.set_rollback(True)
