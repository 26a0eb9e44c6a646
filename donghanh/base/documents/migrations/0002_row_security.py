"""Row security of documents: files by place and D3; registers by body; a kept file never changes, save the place that keeps it."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

REGISTER_OF_OWN_BODY = """
alter table documents_numberregister enable row level security;
create policy documents_numberregister_jobs on documents_numberregister to donghanh_jobs using (true) with check (true);
create policy documents_numberregister_select on documents_numberregister for select to donghanh_web using (body_id = (select app_body()));
create policy documents_numberregister_insert on documents_numberregister for insert to donghanh_web with check (body_id = (select app_body()));
create policy documents_numberregister_update on documents_numberregister for update to donghanh_web
  using (body_id = (select app_body())) with check (body_id = (select app_body()));
revoke delete on documents_numberregister from donghanh_web;
"""
UNDO_REGISTER = """
drop policy documents_numberregister_jobs on documents_numberregister;
drop policy documents_numberregister_select on documents_numberregister;
drop policy documents_numberregister_insert on documents_numberregister;
drop policy documents_numberregister_update on documents_numberregister;
alter table documents_numberregister disable row level security;
"""

# A register only counts up, by one, whoever writes: a number can be neither skipped nor given twice.
COUNTS_BY_ONE = """
create function register_counts_by_one() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.last <> 1 then raise exception 'a register starts at 1'; end if;
  if tg_op = 'UPDATE' and (new.body_id, new.series, new.year, new.last) is distinct from (old.body_id, old.series, old.year, old.last + 1)
  then raise exception 'a register counts up by one'; end if;
  if tg_op = 'DELETE' then raise exception 'a register is never deleted'; end if;
  return new;
end $$;
create trigger register_counts_by_one before insert or update or delete on documents_numberregister
  for each row execute function register_counts_by_one();
"""

# A page takes a number together with the paper that bears it: at the end of the transaction each number taken is borne by a signed decision or
# a final paper, else nothing of it stays. Which papers bear numbers, the rooms above say (decisions/migrations); here, none do.
IS_BORNE = """
create function register_number_is_borne(body int, told text, in_year int, wanted int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
revoke execute on function register_number_is_borne(int, text, int, int) from public;
create function register_without_hole() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not register_number_is_borne(new.body_id, new.series, new.year, new.last) then
    raise exception 'a number is taken by the paper that bears it: % of series %', new.last, new.series using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create constraint trigger register_without_hole after insert or update on documents_numberregister deferrable initially deferred
  for each row when (current_user = 'donghanh_web') execute function register_without_hole();
"""
UNDO_BORNE = """
drop trigger register_without_hole on documents_numberregister; drop function register_without_hole();
drop function register_number_is_borne(int, text, int, int);
"""

# The hash is checked by the database too; only the place may follow the file it belongs to (decisions_follow_case).
KEPT_AS_MADE = """
alter table documents_document add constraint document_hash_true check (sha256 = encode(sha256(content), 'hex'));
create function document_kept_as_made() returns trigger language plpgsql as $$
begin
  if (new.id, new.kind, new.title, new.media_type, new.sha256, new.made_at) is distinct from
     (old.id, old.kind, old.title, old.media_type, old.sha256, old.made_at) or new.content is distinct from old.content
  then raise exception 'a kept file never changes'; end if;
  return new;
end $$;
create trigger document_kept_as_made before update on documents_document for each row execute function document_kept_as_made();
"""
UNDO_KEPT = """
drop trigger document_kept_as_made on documents_document;
drop function document_kept_as_made();
alter table documents_document drop constraint document_hash_true;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_tables")]
    operations = [
        secure("documents_document", "D3", update=False),
        migrations.RunSQL(REGISTER_OF_OWN_BODY, UNDO_REGISTER),
        migrations.RunSQL(COUNTS_BY_ONE, "drop trigger register_counts_by_one on documents_numberregister; drop function register_counts_by_one()"),
        migrations.RunSQL(IS_BORNE, UNDO_BORNE),
        migrations.RunSQL(KEPT_AS_MADE, UNDO_KEPT),
    ]
