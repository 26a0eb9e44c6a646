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

# A file that changes hands takes its decisions along; the row walls of both communes stay closed to each other.
FOLLOWS_ITS_CASE = """
create function decisions_follow_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update documents_document set unit_id = new.unit_id
   where id in (select pdf_id from decisions_decision where case_id = new.id union select docx_id from decisions_decision where case_id = new.id);
  update decisions_service set unit_id = new.unit_id where decision_id in (select id from decisions_decision where case_id = new.id);
  update decisions_decision set unit_id = new.unit_id where case_id = new.id;
  return new;
end $$;
create trigger decisions_follow_case after update of unit_id on cases_case
  for each row when (old.unit_id is distinct from new.unit_id) execute function decisions_follow_case();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_tables"), ("cases", "0002_row_security"), ("documents", "0002_row_security")]
    operations = [
        secure("decisions_decision", "D3"),
        secure("decisions_service", "D3", update=False),
        migrations.RunSQL(SIGNED_NEVER_CHANGES, "drop trigger signed_never_changes on decisions_decision; drop function signed_never_changes()"),
        migrations.RunSQL(FOLLOWS_ITS_CASE, "drop trigger decisions_follow_case on cases_case; drop function decisions_follow_case()"),
    ]
