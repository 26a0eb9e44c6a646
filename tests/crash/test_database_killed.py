"""The database killed with SIGKILL in the middle of writes: what was answered for stands, and nothing stands by halves (trust R1)."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.support import Cluster, answer
from tests.support import ROOT

CYCLES = 20
# Off: a commit is answered before it is on disk; the long delay lets what waits pile up, so that the twin shows red each time.
CARELESS = ("synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB")


@contextmanager
def writers(cluster: Cluster, officials: dict, ledger: Path):
    """Four writers at work for as long as the block runs."""
    wanted = [ledger, officials["user"], officials["body"], officials["unit"]]
    command = [sys.executable, "-m", "tests.crash.writers", *map(str, wanted)]
    program = subprocess.Popen(command, env=cluster.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None and program.stdout.readline() == "writing\n"
        yield
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


def lines(ledger: Path) -> int:
    return ledger.read_text().count("\n") if ledger.exists() else 0


def wait_for_writes(ledger: Path, more: int) -> None:
    """Until the ledger is so many lines longer: a kill before anybody writes would prove nothing."""
    wanted, end = lines(ledger) + more, time.monotonic() + 20
    while lines(ledger) < wanted and time.monotonic() < end:
        time.sleep(0.005)


@pytest.mark.slow
def test_no_acknowledged_write_is_lost_and_nothing_stands_by_halves(cluster, officials, tmp_path):
    ledger, dice = tmp_path / "ledger", random.Random(137)
    with writers(cluster, officials, ledger):
        for _ in range(CYCLES):
            wait_for_writes(ledger, 1)
            time.sleep(dice.uniform(0.05, 0.5))
            cluster.kill()
            cluster.start()
    found = answer(cluster, "reckoning", str(ledger))
    assert found["acked"] >= 2 * CYCLES, "too little was written to prove anything"
    assert (found["lost"], found["halves"], found["stale"]) == ([], {}, [])


@pytest.mark.slow
def test_twin_without_waiting_for_the_disk_writes_are_lost(cluster, officials, tmp_path):
    """The same with synchronous_commit=off must lose acknowledged writes, or the test above could not see a loss."""
    ledger = tmp_path / "ledger"
    cluster.stop()
    cluster.start(*CARELESS)
    with writers(cluster, officials, ledger):
        for _ in range(2):
            wait_for_writes(ledger, 12)
            cluster.kill()
            cluster.start(*CARELESS)
    cluster.stop()
    cluster.start()
    found = answer(cluster, "reckoning", str(ledger))
    assert found["lost"], f"{found['acked']} writes were acknowledged and none was lost"
    assert found["halves"] == {}, "lost whole, never by halves"


def test_the_server_of_life_waits_for_the_disk(cluster):
    """What the guarantee rests on, asked of the running server."""
    import psycopg

    with psycopg.connect(cluster.start()) as connection:
        held = {name: connection.execute(f"show {name}").fetchone()[0] for name in ("fsync", "full_page_writes", "synchronous_commit")}
        assert held == {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
        assert connection.execute("show data_checksums").fetchone()[0] == "on"
