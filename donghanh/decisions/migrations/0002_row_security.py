"""Row security of decisions; a signed decision never changes and no decision is ever deleted."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

SIGNED_NEVER_CHANGES = """
create function signed_never_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'a decision is never deleted'; end if;
  if old.state = 'SIGNED' and new is distinct from old and
     (to_jsonb(new) - 'unit_id') is distinct from (to_jsonb(old) - 'unit_id')
  then raise exception 'a signed decision never changes; withdraw it by another'; end if;
  return new;
end $$;
create trigger signed_never_changes before update or delete on decisions_decision for each row execute function signed_never_changes();
"""

# A file that changes hands takes its decisions along. What was signed stays readable at the place that signed it, with its register, and
# the kept files stay where they were made: whoever may read a decision may read its files.
FOLLOWS_ITS_CASE = """
create function decisions_follow_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update decisions_service set unit_id = new.unit_id where decision_id in (select id from decisions_decision where case_id = new.id);
  update decisions_decision set unit_id = new.unit_id where case_id = new.id;
  return new;
end $$;
create trigger decisions_follow_case after update of unit_id on cases_case
  for each row when (old.unit_id is distinct from new.unit_id) execute function decisions_follow_case();
"""

FILES = """
create policy documents_document_of_decision on documents_document for select to donghanh_web using (
  'D3' = any((select app_reads())::text[]) and exists (select from decisions_decision d where d.pdf_id = documents_document.id)
  or 'D3' = any((select app_reads())::text[]) and exists (select from decisions_decision d where d.docx_id = documents_document.id));
"""

_READS_LEGAL = "'D3' = any((select app_reads())::text[])"
ISSUED_HERE = f"""(issuing_unit_id = any((select app_units())::int[]) or (state = 'SIGNED' and withdrawn_unit_id = any((select app_units())::int[])))
  and {_READS_LEGAL}"""
OF_ISSUED_HERE = f"""exists (select from decisions_decision d where d.id = decision_id and d.issuing_unit_id = any((select app_units())::int[]))
  and {_READS_LEGAL}"""
OF_CASE_HERE = """exists (select from cases_case c
  where c.id = case_id and c.unit_id = decisions_decision.unit_id and c.person_id = decisions_decision.person_id)"""
OF_DECISION_HERE = "exists (select from decisions_decision d where d.id = decision_id and d.unit_id = decisions_service.unit_id)"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_tables"), ("cases", "0002_row_security"), ("documents", "0002_row_security")]
    operations = [
        secure("decisions_decision", "D3", or_read=ISSUED_HERE, insert_if=OF_CASE_HERE),
        secure("decisions_service", "D3", or_read=OF_ISSUED_HERE, insert_if=OF_DECISION_HERE, update=False),
        migrations.RunSQL(FILES, "drop policy documents_document_of_decision on documents_document"),
        migrations.RunSQL(SIGNED_NEVER_CHANGES, "drop trigger signed_never_changes on decisions_decision; drop function signed_never_changes()"),
        migrations.RunSQL(FOLLOWS_ITS_CASE, "drop trigger decisions_follow_case on cases_case; drop function decisions_follow_case()"),
    ]
