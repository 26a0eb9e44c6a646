"""Row security of tasks: a row is seen by the bodies it names and those that follow them, and by the lead agency of its province.

Nothing is ever changed or removed. Who may write what is asked again here, by post and role (tests/programme/tasks/test_walls.py holds the
lists and roles.py together); steps come in their order whoever writes them.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

OURS = "any((select app_bodies())::int[])"
ALL = "'TASKS' = any((select app_reads())::text[])"
OVERSEES = f"{ALL} and unit_id = any((select app_stat_units())::int[])"
NAMED = f"bodies && (select app_bodies()) or {OVERSEES}"
OF_TASK = "exists (select from tasks_task t where t.id = task_id)"
KEEPERS_DIRECTIVE = f"exists (select from tasks_directive d where d.id = directive_id and d.body_id = {OURS})"
TO_KEEPER = f"body_id = {OURS} or exists (select from tasks_directive d where d.id = directive_id and (d.body_id = {OURS} or {ALL}))"
ADDRESSED = f"""body_id = {OURS} and accounts_may('task.do', made_at) and exists (select from tasks_directive d
  where d.id = directive_id and {{table}}.body_id = any(d.bodies) and {{table}}.body_id <> d.body_id)"""
AT_HOME = "unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
UNBEGUN = """exists (select from tasks_task t where t.id = task_id and t.giver_id = (select app_body()))
  and not exists (select from tasks_step s where s.task_id = {table}.task_id)"""
OF_GIVER = f"exists (select from tasks_task t where t.id = task_id and t.giver_id = {OURS}) and accounts_may('task.give', made_at)"

# table: (who reads, who adds)
WALLS = {
    "tasks_attachment": (
        f"""body_id = {OURS} or exists (select from tasks_step s where s.attachment_id = tasks_attachment.id)
            or exists (select from tasks_submission s where s.attachment_id = tasks_attachment.id)
            or exists (select from tasks_directive d where d.attachment_id = tasks_attachment.id)""",
        "body_id = (select app_body()) and accounts_may('task.do', made_at)",
    ),
    "tasks_directive": (NAMED, f"body_id = (select app_body()) and body_id = any(bodies) and {AT_HOME} and accounts_may('task.give', made_at)"),
    "tasks_directiveclause": ("exists (select from tasks_directive d where d.id = directive_id)", KEEPERS_DIRECTIVE),
    "tasks_receipt": (TO_KEEPER, ADDRESSED.format(table="tasks_receipt")),
    "tasks_question": (TO_KEEPER, ADDRESSED.format(table="tasks_question")),
    "tasks_answer": (
        "exists (select from tasks_question q where q.id = question_id)",
        f"""accounts_may('task.give', made_at) and exists (select from tasks_question q join tasks_directive d on d.id = q.directive_id
            where q.id = question_id and d.body_id = {OURS})""",
    ),
    "tasks_task": (NAMED, f"giver_id = (select app_body()) and giver_id = any(bodies) and {AT_HOME} and accounts_may('task.give', made_at)"),
    "tasks_part": (
        OF_TASK,
        UNBEGUN.format(table="tasks_part") + " and exists (select from tasks_task t where t.id = task_id and tasks_part.body_id = any(t.bodies))",
    ),
    "tasks_link": (OF_TASK, UNBEGUN.format(table="tasks_link")),
    "tasks_step": (
        OF_TASK,
        f"""body_id = (select app_body()) and {OF_TASK} and case
            when kind in ('ACKNOWLEDGED', 'DONE') then accounts_may('task.do', made_at) and exists (select from tasks_part p
              where p.id = part_id and p.task_id = tasks_step.task_id and p.body_id = {OURS})
            when kind = 'REMINDED' then ({OF_GIVER}) or ({ALL} and accounts_may('task.oversee', made_at))
            else {OF_GIVER} end""",
    ),
    "tasks_demand": (NAMED, f"body_id = (select app_body()) and {AT_HOME} and accounts_may('task.oversee', made_at)"),
    "tasks_submission": (
        f"body_id = {OURS} or exists (select from tasks_demand d where d.id = demand_id and (d.body_id = {OURS} or {ALL}))",
        f"""body_id = {OURS} and accounts_may('task.do', made_at) and exists (select from tasks_demand d
            where d.id = demand_id and tasks_submission.body_id = any(d.bodies) and tasks_submission.body_id <> d.body_id)""",
    ),
    "tasks_verdict": (
        "exists (select from tasks_submission s where s.id = submission_id)",
        f"""accounts_may('task.oversee', made_at) and exists (select from tasks_submission s join tasks_demand d on d.id = s.demand_id
            where s.id = submission_id and d.body_id = {OURS})""",
    ),
    "tasks_reminder": (
        f"body_id = {OURS} or exists (select from tasks_demand d where d.id = demand_id and (d.body_id = {OURS} or {ALL}))",
        f"""accounts_may('task.oversee', made_at) and exists (select from tasks_demand d where d.id = demand_id and d.body_id = {OURS}
            and tasks_reminder.body_id = any(d.bodies) and tasks_reminder.body_id <> d.body_id)""",
    ),
    "tasks_ticket": (
        f"body_id = {OURS} or handler_id = {OURS} or {OVERSEES}",
        f"body_id = (select app_body()) and {AT_HOME} and accounts_may('task.do', made_at) and (task_id is null or {OF_TASK})",
    ),
    "tasks_ticketanswer": (
        "exists (select from tasks_ticket t where t.id = ticket_id)",
        f"accounts_may('task.do', made_at) and exists (select from tasks_ticket t where t.id = ticket_id and t.handler_id = {OURS})",
    ),
}
BY_HAND = [table for table in WALLS if table not in ("tasks_directiveclause", "tasks_part", "tasks_link")]

# rules.py says the same in sentences. The task's row is locked, so that two steps at once come one after the other.
IN_TURN = """
create function tasks_step_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare last text;
begin
  perform from tasks_task where id = new.task_id for update;
  if exists (select from tasks_step where task_id = new.task_id and kind in ('ACCEPTED', 'TAKEN_BACK')) then
    raise exception 'the task is over' using errcode = 'check_violation';
  end if;
  if exists (select from tasks_step where task_id = new.task_id and made_at > new.made_at) then
    raise exception 'nobody acts before what has happened' using errcode = 'check_violation';
  end if;
  if new.part_id is not null then
    if not exists (select from tasks_part where id = new.part_id and task_id = new.task_id) then
      raise exception 'the part is of another task' using errcode = 'check_violation';
    end if;
    select kind into last from tasks_step where part_id = new.part_id order by made_at desc, id desc limit 1;
    if (new.kind = 'DONE' and (last is null or last = 'DONE')) or (new.kind = 'RETURNED' and last is distinct from 'DONE')
       or (new.kind = 'ACKNOWLEDGED' and last = 'DONE') then
      raise exception 'a part is acknowledged, done, returned in this order' using errcode = 'check_violation';
    end if;
  end if;
  if new.kind = 'ACCEPTED' or (new.kind = 'DONE' and exists (select from tasks_part where id = new.part_id and role = 'LEAD')) then
    if exists (select from tasks_part p where p.task_id = new.task_id and p.is_mandatory and p.id is distinct from new.part_id
      and (select s.kind from tasks_step s where s.part_id = p.id order by s.made_at desc, s.id desc limit 1) is distinct from 'DONE') then
      raise exception 'a mandatory part is open' using errcode = 'check_violation';
    end if;
  end if;
  if new.kind = 'ACCEPTED' and not exists (select from tasks_part where task_id = new.task_id and role = 'LEAD') then
    raise exception 'nobody was to do it' using errcode = 'check_violation';
  end if;
  if new.kind = 'ACCEPTED' and exists (select from tasks_step where task_id = new.task_id and kind = 'DONE' and made_by = new.made_by) then
    raise exception 'nobody accepts what he reported himself' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger tasks_step_in_turn before insert on tasks_step for each row execute function tasks_step_in_turn();
alter table tasks_attachment add constraint attachment_hash_true check (sha256 = encode(sha256(content), 'hex'));
"""
OUT_OF_TURN = """
drop trigger tasks_step_in_turn on tasks_step;
drop function tasks_step_in_turn();
alter table tasks_attachment drop constraint attachment_hash_true;
"""

# Whoever reads a step, a directive or a plan reads its file, and a key looks past the wall: so nobody hangs another body's file on his own row.
OWN_FILE = """
create function tasks_file_is_own() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from tasks_attachment a where a.id = new.attachment_id and a.body_id = any(app_bodies())) then
    raise exception 'the file is of another body' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
"""
WITH_FILES = ("tasks_step", "tasks_directive", "tasks_submission")
HANGS = """create trigger {table}_file_is_own before insert on {table} for each row
  when (current_user = 'donghanh_web' and new.attachment_id is not null) execute function tasks_file_is_own();"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        *[wall(table, seen=reads, insert=adds) for table, (reads, adds) in WALLS.items()],
        *[own_hand(table, "made_by:made_at") for table in BY_HAND],
        migrations.RunSQL(IN_TURN, OUT_OF_TURN),
        migrations.RunSQL(OWN_FILE, "drop function tasks_file_is_own()"),
        *[migrations.RunSQL(HANGS.format(table=table), f"drop trigger {table}_file_is_own on {table}") for table in WITH_FILES],
    ]
