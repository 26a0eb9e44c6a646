"""Row security of papers; a final paper never changes, no paper is ever deleted; a code confirms a paper to anybody, and nothing else."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, secure

# Of a final paper only its withdrawal and the place of its file may change.
FINAL_NEVER_CHANGES = """
create function final_paper_never_changes() returns trigger language plpgsql as $$
declare loose text[] := array['unit_id', 'state', 'withdrawn_by', 'withdrawn_at', 'withdraw_reason'];
begin
  if tg_op = 'DELETE' then raise exception 'a paper is never deleted'; end if;
  if old.state in ('FINAL', 'WITHDRAWN') and (
    (to_jsonb(new) - loose) is distinct from (to_jsonb(old) - loose)
    or (old.state = 'WITHDRAWN' and (to_jsonb(new) - 'unit_id') is distinct from (to_jsonb(old) - 'unit_id'))
    or (new.state not in ('FINAL', 'WITHDRAWN')))
  then raise exception 'a final paper never changes; withdraw it'; end if;
  return new;
end $$;
create trigger final_paper_never_changes before update or delete on papers_paper for each row execute function final_paper_never_changes();
"""

FOLLOWS_ITS_CASE = """
create function papers_follow_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update papers_paper set unit_id = new.unit_id where case_id = new.id;
  return new;
end $$;
create trigger papers_follow_case after update of unit_id on cases_case
  for each row when (old.unit_id is distinct from new.unit_id) execute function papers_follow_case();
"""

# Who may read a paper may read its files, wherever they were made.
FILES = """
create policy documents_document_of_paper on documents_document for select to donghanh_web using (
  'D3' = any((select app_reads())::text[])
  and exists (select from papers_paper p where p.pdf_id = documents_document.id or p.docx_id = documents_document.id));
"""

# The one thing that crosses the wall without a scope: number, day, issuer and whether it stands, for who holds the random code.
# The number alone: what stands behind its "/" names the kind of paper, and with it the measure.
LOOK_UP = """
create function paper_look_up(wanted text) returns table (number_text text, issued_on date, issuer text, stands boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select case when p.number is null then '' else lpad(p.number::text, greatest(2, length(p.number::text)), '0') end,
         (p.made_at at time zone 'Asia/Ho_Chi_Minh')::date, coalesce(b.name, ''), p.state = 'FINAL'
  from papers_paper p left join places_body b on b.id = p.body_id where p.code = wanted
  union all
  select lpad(d.number::text, greatest(2, length(d.number::text)), '0'),
         (d.signed_at at time zone 'Asia/Ho_Chi_Minh')::date, b.name,
         not exists (select from decisions_decision w where w.withdraws_id = d.id and w.state = 'SIGNED')
  from decisions_decision d join places_body b on b.id = d.body_id where d.code = wanted and d.state = 'SIGNED'
$$;
revoke execute on function paper_look_up(text) from public;
grant execute on function paper_look_up(text) to donghanh_web;
"""

OF_CASE_HERE = """exists (select from cases_case c
  where c.id = case_id and c.unit_id = papers_paper.unit_id and c.person_id = papers_paper.person_id)"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_tables"), ("decisions", "0002_row_security"), ("cases", "0002_row_security"), ("documents", "0002_row_security")]
    operations = [
        secure("papers_paper", "D3", insert_if=OF_CASE_HERE),
        own_hand("papers_paper", "made_by:made_at", "withdrawn_by:withdrawn_at"),
        migrations.RunSQL(FILES, "drop policy documents_document_of_paper on documents_document"),
        migrations.RunSQL(FINAL_NEVER_CHANGES, "drop trigger final_paper_never_changes on papers_paper; drop function final_paper_never_changes()"),
        migrations.RunSQL(FOLLOWS_ITS_CASE, "drop trigger papers_follow_case on cases_case; drop function papers_follow_case()"),
        migrations.RunSQL(LOOK_UP, "drop function paper_look_up(text)"),
    ]
