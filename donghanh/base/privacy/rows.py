"""Row security for migrations: one policy per command, the wall under the application's own checks (docs/adr/0006)."""

from __future__ import annotations

from django.db.migrations import RunSQL

_UNIT = "{unit} = any((select app_units())::int[])"
_READ = "'{cls}' = any((select app_reads())::text[])"
_WRITE = "'{cls}' = any((select app_writes())::text[])"
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
    """The role holds the verb of this word (base/privacy/scope.py)."""
    return f"'{word}' = any((select app_reads())::text[])"


def secure(
    table: str, data_class: str, *, unit: str = "unit_id", or_read: str = "", insert_if: str = "true", update: bool = True, delete: bool = False
) -> RunSQL:
    """Rows of `table` are seen by actors whose places include `unit` and whose role reads `data_class`.

    or_read: a further SQL condition under which a row may be read (e.g. sent to the actor's own body).
    insert_if: a further SQL condition on a new or changed row (e.g. that what it hangs on lies in the same place): keys look past the wall.
    update, delete: whether the web role may do so at all; append-only tables pass update=False.
    """
    here = _UNIT.format(unit=unit)
    seen = f"({here} and {_READ.format(cls=data_class)})" + (f" or ({or_read})" if or_read else "")
    kept = f"{here} and {_WRITE.format(cls=data_class)}"
    sql = [
        f"alter table {table} enable row level security",
        f"create policy {table}_jobs on {table} to donghanh_jobs using (true) with check (true)",
        f"create policy {table}_select on {table} for select to donghanh_web using ({seen})",
        f"create policy {table}_insert on {table} for insert to donghanh_web with check ({kept} and {insert_if})",
    ]
    if update:
        sql.append(f"create policy {table}_update on {table} for update to donghanh_web using ({kept}) with check ({kept} and {insert_if})")
    else:
        sql.append(f"revoke update on {table} from donghanh_web")
    if delete:
        sql.append(f"create policy {table}_delete on {table} for delete to donghanh_web using ({kept})")
    else:
        sql.append(f"revoke delete on {table} from donghanh_web")
    return RunSQL(";\n".join(sql), _open(table))


def wall(table: str, *, seen: str, insert: str = "", update: str = "", columns: str = "", delete: str = "", jobs_write: bool = True) -> RunSQL:
    """One policy per command under SQL conditions of the room's own; what has no condition is not granted to pages at all.

    columns: the only ones a page may change, where it may change any. jobs_write: False where the worker and the command line only read.
    """
    jobs = "to donghanh_jobs using (true) with check (true)" if jobs_write else "for select to donghanh_jobs using (true)"
    sql = [
        f"alter table {table} enable row level security",
        f"create policy {table}_jobs on {table} {jobs}",
        f"create policy {table}_select on {table} for select to donghanh_web using ({seen})",
        f"revoke {'' if insert else 'insert, '}update, delete on {table} from donghanh_web",
    ]
    if not jobs_write:
        sql.append(f"revoke update, delete on {table} from donghanh_jobs")
    if insert:
        sql.append(f"create policy {table}_insert on {table} for insert to donghanh_web with check ({insert})")
    if update:
        sql.append(f"create policy {table}_update on {table} for update to donghanh_web using ({update}) with check ({update})")
        sql.append(f"grant update ({columns}) on {table} to donghanh_web")
    if delete:
        sql.append(f"create policy {table}_delete on {table} for delete to donghanh_web using ({delete})")
        sql.append(f"grant delete on {table} to donghanh_web")
    return RunSQL(";\n".join(sql), _open(table))


def _open(table: str) -> str:
    undo = [f"drop policy if exists {table}_{name} on {table}" for name in ("jobs", "select", "insert", "update", "delete")]
    return ";\n".join([*undo, f"alter table {table} disable row level security"])


def own_hand(table: str, *acts: str) -> RunSQL:
    """Columns of `table` that say who did something are filled by pages with the actor of the scope alone, and never emptied again.

    acts: "who", "who:moment" or ":moment". A moment is the database's own but for five minutes (the login of the owner is believed: seeds
    and tests tell of other days), and where it has a who, never without him.
    What the database does itself runs as the owner of the tables and is not held to this.
    """
    told = ", ".join(f"'{act}'" for act in acts)
    return RunSQL(
        f"create trigger {table}_own_hand before insert or update on {table} for each row when (current_user = 'donghanh_web')"
        f" execute function by_own_hand({told})",
        f"drop trigger {table}_own_hand on {table}",
    )


def filled_at_once(table: str, parent: str) -> RunSQL:
    """What hangs on one row (`parent`, the key's column) comes in one statement of a page: to a list that stands nothing is added."""
    return RunSQL(
        f"""create function {table}_at_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from {table} stood where stood.{parent} in (select a.{parent} from added a) and stood.id not in (select a.id from added a)) then
    raise exception 'what stands is not added to: {table}' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger {table}_at_once after insert on {table} referencing new table as added for each statement
  when (current_user = 'donghanh_web') execute function {table}_at_once()""",
        f"drop trigger {table}_at_once on {table}; drop function {table}_at_once()",
    )


def next_version(table: str, *of: str, number: str = "version") -> RunSQL:
    """Versions of one thing (the columns `of`) come one after the other from 1, whoever writes; two at once wait for each other."""
    same = " and ".join(f"was.{column} = new.{column}" for column in of)
    told = " || ':' || ".join(f"new.{column}" for column in of)
    return RunSQL(
        f"""create function {table}_next_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('{table}:' || {told}, 0));
  if new.{number} <> 1 + coalesce((select max(was.{number}) from {table} was where {same}), 0) then
    raise exception 'versions come one after the other: {table}' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger {table}_next_version before insert on {table} for each row execute function {table}_next_version()""",
        f"drop trigger {table}_next_version on {table}; drop function {table}_next_version()",
    )


def file_wall(app: str, *hanging: str) -> list[RunSQL]:
    """Files of a room ({app}_attachment, each of a body) are what their hash says, and hang on rows of their own body (the tables `hanging`) alone.

    Whoever reads a row reads its file, and a key looks past the wall: so nobody hangs another body's file on his own row.
    """
    table = f"{app}_attachment"
    undo = f"drop function {app}_file_is_own(); alter table {table} drop constraint {table}_hash_true"
    hangs = [RunSQL(_HANGS.format(app=app, table=one), f"drop trigger {one}_file_is_own on {one}") for one in hanging]
    return [RunSQL(_FILES.format(app=app, table=table), undo), *hangs]
