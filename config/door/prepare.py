"""From an empty database to one with roles, tables and places, and to the accounts of the trial; nothing is done twice."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import json
import os

from config.door.trouble import ROOT, Trouble, log_file, say

_WATCHED = (
    "donghanh/**/migrations/*.py",
    "donghanh/base/privacy/roles.py",
    "law/**/*.yaml",
    "seeds/units/*",
    "plans/**/*.yaml",
    "requirements/run.txt",
)
NO_ROLES = "Tài khoản trong DATABASE_URL không được phép tạo vai trò hoặc phần mở rộng: cấp CREATEROLE và quyền tạo trên cơ sở dữ liệu rồi chạy lại."


def fingerprint() -> str:
    """Hash of everything that preparing reads: when it is the one the database carries, there is nothing to do."""
    digest = hashlib.sha256()
    for path in sorted({p for pattern in _WATCHED for p in ROOT.glob(pattern) if p.is_file()}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def prepare(address: str) -> None:
    """Bring the database at `address` to the state of this code. Its comment carries the fingerprint of what was done."""
    import psycopg
    from psycopg import sql

    password = app_password() if os.environ.get("DATABASE_URL") else ""
    wanted = f"donghanh {hashlib.sha256((fingerprint() + password).encode()).hexdigest()}"
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(
            "select shobj_description(oid, 'pg_database'), datname from pg_database where datname = current_database()"
        ).fetchone()
        if row[0] == wanted:
            return
        say("Đang chuẩn bị cơ sở dữ liệu…")
        _django_steps(password)
        connection.execute(sql.SQL("comment on database {} is {}").format(sql.Identifier(row[1]), sql.Literal(wanted)))


def app_password() -> str:
    """Password of the database role donghanh_app, derived from the secret key; the embedded server asks for none."""
    from django.conf import settings

    return hmac.new(settings.SECRET_KEY.encode(), b"database role donghanh_app", hashlib.sha256).hexdigest()


def _django_steps(password: str) -> None:
    import django
    import psycopg
    from django.core.management import call_command
    from django.db.utils import ProgrammingError

    django.setup()
    from donghanh.base.privacy import roles

    with log_file("prepare").open("w", encoding="utf-8") as log, contextlib.redirect_stdout(log):
        try:
            roles.prepare(app_password=password)
        except ProgrammingError as error:
            if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
                raise Trouble(NO_ROLES) from error
            raise
        call_command("migrate", interactive=False, verbosity=1)
    product("places", "load")
    product("plan", "load")


def product(*arguments: str) -> str:
    """Run one command of the product's own line in this process; its standard output is the answer.

    Raises Trouble when it ends badly.
    """
    from donghanh.jobs import cli

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            code = cli.main(list(arguments))
        except SystemExit as end:
            code = end.code
    if code:
        raise Trouble(f"Bước “donghanh {' '.join(arguments)}” không xong. Xem dòng ngay trên.")
    return out.getvalue()


def personas() -> dict:
    """The accounts of the trial province, made when missing: {"password", "accounts": [{"login", "title", …}]}, or nothing."""
    text = product("accounts", "personas", "--json")
    try:
        return json.loads(text) if text else {}
    except ValueError:
        raise Trouble("“donghanh accounts personas --json” không trả lời đúng dạng.") from None
