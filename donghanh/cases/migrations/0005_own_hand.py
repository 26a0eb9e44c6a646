"""A page records facts in its own name and body only, never the half of an act that another side gives; of a file it changes nothing.

What the database does itself (a file that moves, an answer, a reorganisation) runs as the owner of the tables and is not held to this.
"""

from django.db import migrations

# Who is nobody's account (a command at work in one place) records as 0, as the audit log's operator does.
# A conclusion on dependence comes through conclude_referral (diagnosis/migrations) alone, where the procedure knows it as an act of two sides (by_handover);
# a file is recorded as received by who signed for it (receive_handover).
FACTS = """
create function case_concludes(procedure text) returns boolean language sql immutable parallel safe as $$
  select procedure in ('USER_MANAGEMENT', 'DETERMINATION', 'AFTERCARE')
$$;
create policy cases_fact_own_hand on cases_fact as restrictive for insert to donghanh_web with check (
  recorded_by = coalesce((select app_user()), 0) and body_id is not distinct from (select app_body()) and voided_at is null
  and (kind not in ('FOUND_DEPENDENT', 'FOUND_NOT_DEPENDENT') or exists (select from cases_case c where c.id = case_id
    and not case_concludes(c.procedure)))
  and (kind <> 'FILE_RECEIVED' or exists (select from cases_handover h where h.case_id = cases_fact.case_id
    and h.to_unit_id = cases_fact.unit_id and h.received_by = (select app_user()))));
"""

# Nothing of a file is a page's to change: what is computed of it is written by the worker's role (0006_memo_follows_facts). The one column
# is what a row is locked by.
LOCKED_ONLY = """
revoke update on cases_case from donghanh_web;
grant update (version) on cases_case to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_hold_row_security")]
    operations = [
        migrations.RunSQL(FACTS, "drop policy cases_fact_own_hand on cases_fact; drop function case_concludes(text)"),
        migrations.RunSQL(LOCKED_ONLY, "grant update on cases_case to donghanh_web"),
    ]
