"""No page writes what is computed of a file; what it takes back and lifts, it does in its own name, now.

A fact that is told or taken back empties `computed_with`, and the action writes what follows under the worker's role, in the same
transaction (cases.memo.recompute). So no statement of a page takes a file off a list, keeps it there past its end, or lets its duties vanish;
a fact told past the application is reckoned with when the file is next looked at (cases.memo.freshen).
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

DUE = """
create function memo_is_due() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update cases_case set computed_with = '' where id = new.case_id and computed_with <> '';
  return null;
end $$;
create trigger memo_is_due after insert or update of voided_at on cases_fact
  for each row when (current_user = 'donghanh_web') execute function memo_is_due();
"""
NOT_DUE = "drop trigger memo_is_due on cases_fact; drop function memo_is_due()"

NOT_BY_PAGES = """
create policy cases_case_begins_unreckoned on cases_case as restrictive for insert to donghanh_web with check (
  computed_with = '' and num_nonnulls(detected_at, managed_at, offered_at, active_from, active_until) = 0);
revoke insert, update, delete on cases_duty from donghanh_web;
"""
BY_PAGES = """
drop policy cases_case_begins_unreckoned on cases_case;
grant insert, update, delete on cases_duty to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_own_hand")]
    operations = [
        migrations.RunSQL(DUE, NOT_DUE),
        migrations.RunSQL(NOT_BY_PAGES, BY_PAGES),
        own_hand("cases_fact", ":recorded_at", "voided_by:voided_at"),
        own_hand("cases_hold", "opened_by:opened_at", "lifted_by:lifted_at"),
        own_hand("cases_handover", "sent_by:sent_at"),
        own_hand("cases_referral", "sent_by:sent_at"),
    ]
