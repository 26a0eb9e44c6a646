"""Databases of the bench, in the same server: one filled for each size, and the copy that a run may write into."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config import postgres
from config.door import prepare
from config.door.trouble import ROOT, say

COPY = "donghanh_bench"
_READ = {
    "bench.fill": ("donghanh/jobs/seed/*.py", "bench/fill.py", "plans/*.yaml"),
    "bench.open_files": ("donghanh/jobs/seed/lives.py", "donghanh/jobs/seed/names.py", "bench/open_files.py", "tests/legal/second/*.py"),
}
"""What a filled database follows from, beside the tables, by the program that fills it."""


def address(name: str) -> str:
    """The address of a database of this name on the server in use."""
    given = os.environ.get("DATABASE_URL")
    if not given:
        return postgres.url(postgres.VAR / "pg", name)
    return urlunsplit(urlsplit(given)._replace(path=f"/{name}"))


def fingerprint(persons: int, program: str = "bench.fill") -> str:
    """Names everything a filled database follows from."""
    digest = hashlib.sha256(prepare.fingerprint().encode())
    for path in sorted(path for pattern in _READ[program] for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return f"bench {persons} {digest.hexdigest()}"


def filled(persons: int, program: str = "bench.fill") -> str:
    """Name of the database with so many people; made by this program where there is none, or an older one. Minutes for the big ones."""
    name = f"{COPY}{'_open' if program == 'bench.open_files' else ''}_{persons}"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        row = server.execute("select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [name]).fetchone()
        if row and row[0] == fingerprint(persons, program):
            return name
        say(f"Đang làm cơ sở dữ liệu giả định {persons:,} người (một lần)…".replace(",", "."))
        server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        server.execute(sql.SQL("create database {} template template0 encoding 'UTF8'").format(sql.Identifier(name)))
        subprocess.run([sys.executable, "-m", program, str(persons)], cwd=ROOT, env=environment(name), check=True)
        server.execute(sql.SQL("comment on database {} is {}").format(sql.Identifier(name), sql.Literal(fingerprint(persons, program))))
    return name


def copied(name: str) -> None:
    """A fresh copy under the name that is measured."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        drop(server)
        making = sql.SQL("create database {} template {} strategy file_copy")
        server.execute(making.format(sql.Identifier(COPY), sql.Identifier(name)))


def drop(server: psycopg.Connection) -> None:
    """The copy is thrown away."""
    server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(COPY)))


def environment(name: str, *, as_app: bool = False) -> dict[str, str]:
    """For a program of the bench on this database: as the owner, or as the web server's login."""
    rest = {key: value for key, value in os.environ.items() if key != "DONGHANH_DB_AS"}
    if as_app:
        rest["DONGHANH_DB_AS"] = "app"
        if os.environ.get("DATABASE_URL"):
            import django

            django.setup()
            rest["DONGHANH_APP_PASSWORD"] = prepare.app_password()
    return rest | {"DATABASE_URL": address(name), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
