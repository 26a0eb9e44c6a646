"""The row wall of a register, for its migrations. Words of a role's verbs (base/privacy/scope.py) say who may write what."""

from __future__ import annotations

from django.db.migrations import RunSQL

OURS = "any((select app_bodies())::int[])"
NAMED = "bodies && (select app_bodies())"
AT_HOME = "body_id = (select app_body()) and unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
_FILES = """
alter table {table} add constraint {table}_hash_true check (sha256 = encode(sha256(content), 'hex'));
create function {app}_file_is_own() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from {table} a where a.id = new.attachment_id and a.body_id = any(app_bodies())) then
    raise exception 'the file is of another body' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
"""
_HANGS = """create trigger {table}_file_is_own before insert on {table} for each row
  when (current_user = 'donghanh_web' and new.attachment_id is not null) execute function {app}_file_is_own();"""


def has(word: str) -> str:
    """The role holds the verb of this word."""
    return f"'{word}' = any((select app_reads())::text[])"


def in_reach(read: str, over: str) -> str:
    """A header that names one of the actor's bodies, or lies in the places that he who keeps the register counts."""
    return f"{has(read)} and ({NAMED} or ({has(over)} and unit_id = any((select app_stat_units())::int[])))"


def new_header(write: str) -> str:
    """A header is written by its own body, at home, and names itself."""
    return f"{has(write)} and {AT_HOME} and body_id = any(bodies)"


def with_it(above: str, key: str) -> str:
    """A row is seen with the row above it."""
    return f"exists (select from {above} a where a.id = {key})"


def of_keeper(above: str, key: str, write: str) -> str:
    """A row is written by the body that keeps the row above it."""
    return f"{has(write)} and exists (select from {above} a where a.id = {key} and a.body_id = {OURS})"


def files(app: str, *hanging: str) -> list[RunSQL]:
    """Whoever reads a row reads its file, and a key looks past the wall: so nobody hangs another body's file on his own row."""
    table = f"{app}_attachment"
    undo = f"drop function {app}_file_is_own(); alter table {table} drop constraint {table}_hash_true"
    hangs = [RunSQL(_HANGS.format(app=app, table=one), f"drop trigger {one}_file_is_own on {one}") for one in hanging]
    return [RunSQL(_FILES.format(app=app, table=table), undo), *hangs]
