"""Row security of shares: what a plan asks of each commune is as public as the plan; only the lead of its province divides, and nothing is changed.

That the shares add up to the target is asked once more when the transaction ends, of shares too that come later than their division.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

ADDS = {
    "shares_split": """made_by = (select app_user()) and programme_owns(plan_id) and unit_id = any((select app_stat_units())::int[])
        and exists (select from programme_target t join programme_clause c on c.id = t.clause_id
          where t.id = target_id and c.plan_id = shares_split.plan_id and t.value = total)""",
    "shares_share": """exists (select from shares_split s where s.id = split_id and s.made_by = (select app_user()))
        and unit_id = any((select app_stat_units())::int[])""",
}
ADD_UP = """
create function shares_add_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare wanted uuid := coalesce(to_jsonb(new) ->> 'split_id', to_jsonb(new) ->> 'id')::uuid;
begin
  if (select coalesce(sum(value), 0) from shares_share where split_id = wanted) <> (select total from shares_split where id = wanted) then
    raise exception 'the shares do not add up to the target' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger shares_add_up after insert on shares_split deferrable initially deferred
  for each row execute function shares_add_up();
create constraint trigger shares_add_up after insert on shares_share deferrable initially deferred
  for each row execute function shares_add_up();
"""
UNDO_ADD_UP = "drop trigger shares_add_up on shares_share; drop trigger shares_add_up on shares_split; drop function shares_add_up();"


class Migration(migrations.Migration):
    dependencies = [("shares", "0001_tables"), ("programme", "0002_row_security")]
    operations = [
        *[wall(table, seen="true", insert=adds) for table, adds in ADDS.items()],
        migrations.RunSQL(ADD_UP, UNDO_ADD_UP),
        own_hand("shares_split", "made_by:made_at"),
    ]
