"""Whoever drafts, checks, sends back or signs a decision does it in his own name, now, and a number or code once given stays.

Only pages are held to this: what the database does itself (a file that moves, a reorganisation) runs as the owner of the tables.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

BY_OWN_HAND = """
create function decision_by_own_hand() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare me bigint := coalesce(app_user(), 0); was decisions_decision;
begin
  if current_user <> 'donghanh_web' then return new; end if;
  if tg_op = 'UPDATE' then was := old;
  elsif new.state <> 'DRAFTED' or new.number is not null then raise exception 'a decision begins as a draft' using errcode = 'insufficient_privilege';
  end if;
  if (new.drafted_by is distinct from was.drafted_by and (tg_op = 'UPDATE' or new.drafted_by <> me))
     or (new.checked_by is distinct from was.checked_by and new.checked_by is distinct from me)
     or (new.returned_by is distinct from was.returned_by and new.returned_by is distinct from me)
     or (new.signed_by is distinct from was.signed_by and new.signed_by is distinct from me)
     or (new.state is distinct from was.state and new.state = 'SIGNED' and new.signed_by is distinct from me)
     or (new.state is distinct from was.state and new.state = 'CHECKED' and new.checked_by is distinct from me)
  then raise exception 'nobody acts on a decision in the name of another' using errcode = 'insufficient_privilege'; end if;
  if (was.number is not null and new.number is distinct from was.number) or (was.code is not null and new.code is distinct from was.code)
  then raise exception 'the number of a decision never changes' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
create trigger decision_by_own_hand before insert or update on decisions_decision for each row execute function decision_by_own_hand();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_row_security")]
    operations = [
        migrations.RunSQL(BY_OWN_HAND, "drop trigger decision_by_own_hand on decisions_decision; drop function decision_by_own_hand()"),
        own_hand("decisions_decision", ":drafted_at", ":checked_at", ":returned_at", ":signed_at"),
        own_hand("decisions_service", "recorded_by:recorded_at"),
    ]
