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

# The grants lie with the person's commune: the facility reads who may complain for him against its own decision, by name, and not the paper. What
# its head suspended, or promised to withdraw, lets nobody out: asked by dossier_head_decided (decisions/migrations/0005_held).
SPEAKS = """
create function held_delegates(wanted uuid) returns table (id uuid, kind text, full_name text, may jsonb, starts_on date, ends_before date)
language sql stable security definer set search_path = public, pg_temp as $$
  select g.id, g.kind::text, g.full_name::text, g.may, g.starts_on, g.ends_before from rights_delegate g
    join decisions_decision d on d.person_id = g.person_id
   where d.id = wanted and d.state = 'SIGNED' and d.passage_id is not null and d.body_id = any(app_bodies()) and 'D3' = any(app_reads())
     and g.ended_at is null and g.may ? 'COMPLAIN' order by g.starts_on desc, g.id
$$;
create function held_spoken_by(wanted uuid[]) returns table (id uuid, full_name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, g.full_name::text from rights_contest c join rights_delegate g on g.id = c.delegate_id join decisions_decision d on d.id = c.decision_id
   where c.id = any(wanted) and d.passage_id is not null and d.body_id = any(app_bodies()) and 'D3' = any(app_reads())
$$;
create or replace function held_is_suspended(decision uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from rights_contest c join decisions_decision d on d.id = c.decision_id
    where d.id = decision and d.body_id = any(app_bodies()) and c.effect in ('SUSPENDED', 'WITHDRAWN'))
$$;
revoke execute on function held_delegates(uuid), held_spoken_by(uuid[]) from public;
grant execute on function held_delegates(uuid), held_spoken_by(uuid[]) to donghanh_web;
"""
NOBODY_SPEAKS = """
drop function held_delegates(uuid), held_spoken_by(uuid[]);
create or replace function held_is_suspended(decision uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
"""
_NAMES = ("wall", "begun", "changed", "select", "insert", "update")


class Migration(migrations.Migration):
    dependencies = [("rights", "0004_by_post"), ("decisions", "0005_held")]
    operations = [
        migrations.RunSQL(POLICIES, ";\n".join(f"drop policy rights_contest_held_{name} on rights_contest" for name in _NAMES)),
        migrations.RunSQL(SPEAKS, NOBODY_SPEAKS),
    ]
