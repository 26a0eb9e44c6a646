"""A complaint against a decision of a facility's head is received and answered in that facility alone; the place where the file lies reads it.

The row lies at the place that keeps the register of the facility; the people of that place have no part in it, so restrictive walls stand before
what 0002_row_security lets in.
"""

from django.db import migrations

_OURS = "d.passage_id is not null and d.body_id = any((select app_bodies())::int[])"
_READS, _WRITES = (f"'D3' = any((select app_{way}())::text[])" for way in ("reads", "writes"))


def _decision(condition: str) -> str:
    return f"exists (select from decisions_decision d where d.id = decision_id and {condition})"


# Who does not read the decision does not read what was said against it: of a facility's, its own people and where the file lies.
_KINDS = f"(d.passage_id is null or ({_OURS}))"
_SIGNED = "d.state = 'SIGNED' and d.issuing_unit_id = rights_contest.unit_id and d.person_id = rights_contest.person_id"
POLICIES = f"""
create policy rights_contest_held_wall on rights_contest as restrictive for select to donghanh_web using ({_decision("true")});
create policy rights_contest_held_begun on rights_contest as restrictive for insert to donghanh_web
  with check ({_decision(f"(d.passage_id is null or ({_OURS} and accounts_may('held.draft', recorded_at)))")});
create policy rights_contest_held_changed on rights_contest as restrictive for update to donghanh_web using ({_decision(_KINDS)});
create policy rights_contest_held_select on rights_contest for select to donghanh_web using ({_READS} and {_decision(_OURS)});
create policy rights_contest_held_insert on rights_contest for insert to donghanh_web with check ({_WRITES} and {_decision(f"{_OURS} and {_SIGNED}")});
create policy rights_contest_held_update on rights_contest for update to donghanh_web using ({_WRITES} and {_decision(_OURS)});
"""
_NAMES = ("wall", "begun", "changed", "select", "insert", "update")


class Migration(migrations.Migration):
    dependencies = [("rights", "0004_by_post"), ("decisions", "0005_held")]
    operations = [migrations.RunSQL(POLICIES, ";\n".join(f"drop policy rights_contest_held_{name} on rights_contest" for name in _NAMES))]
