"""DATABASE_URL: a province on somebody else's server, by an owner who is no superuser; each refusal is one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from config import postgres
from tests.support import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path):
    """A server of its own, and a function that makes a database with its owner there."""
    data = tmp_path / "elsewhere" / "pg"
    postgres.start(data)

    def database(name: str, rights: str) -> str:
        with psycopg.connect(postgres.url(data, "postgres"), autocommit=True) as connection:
            connection.execute(f"create role {name} login {rights}")
            connection.execute(f"create database {name} owner {name} template template0 encoding 'UTF8'")
        return postgres.url(data, name, user=name)

    yield database
    postgres.stop(data)


def run(var: Path, address: str, *command: str) -> subprocess.CompletedProcess:
    env = os.environ | {"DONGHANH_VAR": str(var), "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    return subprocess.run([sys.executable, "dev", "run", *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)


AS_THE_APP = """
import django; django.setup()
from django.db import connection, transaction
from donghanh.base.privacy import scope
with transaction.atomic():
    scope.enter(None)
    with connection.cursor() as cursor:
        cursor.execute("select current_user, session_user, (select count(*) from people_person)")
        print(*cursor.fetchone())
"""


def test_an_owner_who_may_make_roles_gets_a_whole_province(server, tmp_path):
    address = server("tinh", "createrole")
    done = run(tmp_path, address, sys.executable, "-c", "print('sẵn sàng')")
    assert (done.returncode, done.stdout) == (0, "sẵn sàng\n"), done.stderr
    done = run(tmp_path, address, "env", "DONGHANH_DB_AS=app", sys.executable, "-c", AS_THE_APP)
    assert done.stdout == "donghanh_web donghanh_app 0\n", done.stderr
    done = run(tmp_path / "moved", address, "env", "DONGHANH_DB_AS=app", sys.executable, "-c", AS_THE_APP)
    assert done.stdout == "donghanh_web donghanh_app 0\n", "another secret key sets the app's password anew"
    assert not (tmp_path / "pg").exists(), "no embedded server beside it"


def test_an_owner_who_may_not_make_roles_is_told_which_right_is_missing(server, tmp_path):
    done = run(tmp_path, server("hep", "nocreaterole"), "true")
    assert done.returncode == 1
    assert "CREATEROLE" in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr
