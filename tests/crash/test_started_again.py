"""A killed server starts again at once, also when its process number lives on as another program's (config/postgres.py)."""

from __future__ import annotations

import os
from pathlib import Path

from config import postgres
from tests.crash.support import Cluster


def test_the_notes_of_a_dead_server_do_not_stop_the_next(cluster: Cluster):
    note, lock = cluster.data / "postmaster.pid", socket_lock(cluster)
    cluster.kill()
    for file in (note, lock):  # as if the number had been given to this very program since
        file.write_text("\n".join([str(os.getpid()), *file.read_text().splitlines()[1:], ""]))
    cluster.start()
    assert postgres.is_running(cluster.data)


def test_the_notes_of_a_living_server_are_left_alone(cluster: Cluster):
    before = (cluster.data / "postmaster.pid").read_text()
    postgres._clear_stale(cluster.data)
    assert (cluster.data / "postmaster.pid").read_text() == before
    assert socket_lock(cluster).exists()


def socket_lock(cluster: Cluster) -> Path:
    return postgres._socket_folder(cluster.data) / ".s.PGSQL.5432.lock"
