"""Row security of holds: they lie with their file, follow it, and once opened can only be lifted."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

OF_CASE_HERE = """exists (select from cases_case c where c.id = case_id and c.unit_id = cases_hold.unit_id)
  and (fact_id is null or exists (select from cases_fact f where f.id = fact_id and f.case_id = cases_hold.case_id))"""

ONLY_LIFTED = """
revoke update on cases_hold from donghanh_web;
grant update (lifted_at, lifted_by) on cases_hold to donghanh_web;
"""

FOLLOWS_ITS_CASE = """
create function holds_follow_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update cases_hold set unit_id = new.unit_id where case_id = new.id;
  return new;
end $$;
create trigger holds_follow_case after update of unit_id on cases_case
  for each row when (old.unit_id is distinct from new.unit_id) execute function holds_follow_case();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_holds")]
    operations = [
        secure("cases_hold", "D3", insert_if=OF_CASE_HERE),
        migrations.RunSQL(ONLY_LIFTED, "grant update on cases_hold to donghanh_web"),
        migrations.RunSQL(FOLLOWS_ITS_CASE, "drop trigger holds_follow_case on cases_case; drop function holds_follow_case()"),
    ]
