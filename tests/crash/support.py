"""A PostgreSQL of our own that may be killed, and programs of ours that run against it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from config import postgres
from tests.support import ROOT


class Cluster:
    """An embedded server with its own data folder. kill() is what a crash of the machine's processes is: nobody is asked."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def start(self, *settings: str) -> str:
        """Start, or recover after a kill; answers the address."""
        return postgres.start(self.data, *settings)

    def stop(self) -> None:
        postgres.stop(self.data)

    def kill(self) -> None:
        """SIGKILL to the postmaster and every child, as close together as one loop can."""
        master = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        for number in (master, *children(master)):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        """For a program of ours on this server: as the web server's login, or as the owner."""
        who = {} if owner else {"DONGHANH_DB_AS": "app"}
        rest = {k: v for k, v in os.environ.items() if k != "DONGHANH_DB_AS"}
        return rest | who | {"DATABASE_URL": postgres.url(self.data), "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(ROOT)}


def children(of: int) -> list[int]:
    """Process numbers right below this one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == of:
                found.append(int(stat.parent.name))
    return found


def answer(cluster: Cluster, module: str, *arguments: str) -> dict:
    """Run one of this folder's programs to its end as the owner; its last line is JSON."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.crash.{module}", *arguments], env=cluster.environment(owner=True), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
