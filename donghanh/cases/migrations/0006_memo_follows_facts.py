"""Pages rewrite the memo of a file only after a fact was told or taken back, and take back and lift in their own name, now.

A fact that is told or taken back empties `computed_with`; only then is the memo open to the page, which closes it with the new one. So no
single statement takes a file off a list, keeps it there past its end, or lets its duties vanish. What a new edition of the law or the
calendar asks for is rewritten by the worker's role (cases.memo.freshen).
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

FOLLOWS = """
create function memo_follows_facts() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.computed_with = '' and new.active_from is null and new.active_until is null then return new; end if;
  elsif old.computed_with = '' or (to_jsonb(new) - 'version') = (to_jsonb(old) - 'version') then
    return new;
  end if;
  raise exception 'what is computed of a file changes with its facts alone' using errcode = 'insufficient_privilege';
end $$;
create trigger memo_follows_facts before insert or update on cases_case
  for each row when (current_user = 'donghanh_web') execute function memo_follows_facts();
"""
NOT_FOLLOWS = "drop trigger memo_follows_facts on cases_case; drop function memo_follows_facts()"

_MEMO_DUE = "exists (select from cases_case c where c.id = case_id and c.computed_with = '')"
DUTIES = f"""
revoke update on cases_duty from donghanh_web;
create policy cases_duty_made_with_memo on cases_duty as restrictive for insert to donghanh_web with check ({_MEMO_DUE});
create policy cases_duty_gone_with_memo on cases_duty as restrictive for delete to donghanh_web using ({_MEMO_DUE});
"""
NOT_DUTIES = """
drop policy cases_duty_made_with_memo on cases_duty; drop policy cases_duty_gone_with_memo on cases_duty;
grant update on cases_duty to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_own_hand")]
    operations = [
        migrations.RunSQL(DUE, NOT_DUE),
        migrations.RunSQL(FOLLOWS, NOT_FOLLOWS),
        migrations.RunSQL(DUTIES, NOT_DUTIES),
        own_hand("cases_fact", ":recorded_at", "voided_by:voided_at"),
        own_hand("cases_hold", "opened_by:opened_at", "lifted_by:lifted_at"),
    ]
