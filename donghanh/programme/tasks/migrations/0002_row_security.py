"""Row security of tasks: a row is seen by the bodies it names and those that follow them, and by the lead agency of its province.

Nothing is ever changed or removed. Who may write what is asked again here, by post and role (tests/programme/tasks/test_walls.py holds the
lists and roles.py together); steps come in their order whoever writes them.
"""

from django.db import migrations

from donghanh.base.privacy.rows import file_wall, own_hand, wall

OURS = "any((select app_bodies())::int[])"
ALL = "'TASKS' = any((select app_reads())::text[])"
OVERSEES = f"{ALL} and unit_id = any((select app_stat_units())::int[])"
NAMED = f"bodies && (select app_bodies()) or {OVERSEES}"
# Whoever gives names bodies of the places he counts: one named elsewhere would read it (access.check_receivers).
WITHIN = "bodies <@ (select array_agg(b.id) from places_body b where b.unit_id = any((select app_stat_units())::int[]))"
OF_TASK = "exists (select from tasks_task t where t.id = task_id)"
KEEPERS_DIRECTIVE = f"exists (select from tasks_directive d where d.id = directive_id and d.body_id = {OURS} and d.made_by = (select app_user()))"
TO_KEEPER = f"body_id = {OURS} or exists (select from tasks_directive d where d.id = directive_id and (d.body_id = {OURS} or {ALL}))"
ADDRESSED = f"""body_id = {OURS} and accounts_may('task.do', made_at) and exists (select from tasks_directive d
  where d.id = directive_id and {{table}}.body_id = any(d.bodies) and {{table}}.body_id <> d.body_id)"""
AT_HOME = "unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
UNBEGUN = """exists (select from tasks_task t where t.id = task_id and t.giver_id = (select app_body()) and t.made_by = (select app_user()))
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
    "tasks_directive": (
        NAMED,
        f"body_id = (select app_body()) and body_id = any(bodies) and {WITHIN} and {AT_HOME} and accounts_may('task.give', made_at)",
    ),
    "tasks_directiveclause": ("exists (select from tasks_directive d where d.id = directive_id)", KEEPERS_DIRECTIVE),
    "tasks_receipt": (TO_KEEPER, ADDRESSED.format(table="tasks_receipt")),
    "tasks_question": (TO_KEEPER, ADDRESSED.format(table="tasks_question")),
    "tasks_answer": (
        "exists (select from tasks_question q where q.id = question_id)",
        f"""accounts_may('task.give', made_at) and exists (select from tasks_question q join tasks_directive d on d.id = q.directive_id
            where q.id = question_id and d.body_id = {OURS})""",
    ),
    "tasks_task": (
        NAMED,
        f"""giver_id = (select app_body()) and giver_id = any(bodies) and {WITHIN} and {AT_HOME} and accounts_may('task.give', made_at)
            and (clause_id is null or exists (select from tasks_directiveclause c where c.id = clause_id))""",
    ),
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
    "tasks_demand": (NAMED, f"body_id = (select app_body()) and {WITHIN} and {AT_HOME} and accounts_may('task.oversee', made_at)"),
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

# Only what is overdue is reminded, once a day (rules.check_can_remind, rules.to_remind).
OVERDUE = """
create function tasks_check_overdue(made tasks_step) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare day date := (made.made_at at time zone 'Asia/Ho_Chi_Minh')::date;
begin
  if day <= (select coalesce((select s.due_on from tasks_step s where s.task_id = t.id and s.kind = 'AMENDED' and s.due_on is not null
      order by s.made_at desc, s.id desc limit 1), t.due_on) from tasks_task t where t.id = made.task_id)
    or not exists (select from tasks_part p where p.task_id = made.task_id and p.is_mandatory
      and (select s.kind from tasks_step s where s.part_id = p.id order by s.made_at desc, s.id desc limit 1) is distinct from 'DONE')
    or exists (select from tasks_step s where s.task_id = made.task_id and s.kind = 'REMINDED'
      and (s.made_at at time zone 'Asia/Ho_Chi_Minh')::date = day) then
    raise exception 'what is overdue is reminded, once a day' using errcode = 'check_violation';
  end if;
end $$;
create function tasks_reminder_due() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare day date := (new.made_at at time zone 'Asia/Ho_Chi_Minh')::date;
begin
  perform from tasks_demand where id = new.demand_id for update;
  if day <= (select due_on from tasks_demand where id = new.demand_id)
    or exists (select from tasks_submission s where s.demand_id = new.demand_id and s.body_id = new.body_id)
    or exists (select from tasks_reminder r where r.demand_id = new.demand_id and r.body_id = new.body_id
      and (r.made_at at time zone 'Asia/Ho_Chi_Minh')::date = day) then
    raise exception 'what is overdue is reminded, once a day' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger tasks_reminder_due before insert on tasks_reminder for each row execute function tasks_reminder_due();
revoke execute on function tasks_check_overdue(tasks_step) from public;
"""
NOT_OVERDUE = "drop trigger tasks_reminder_due on tasks_reminder; drop function tasks_reminder_due(), tasks_check_overdue(tasks_step)"

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
  if new.kind = 'REMINDED' then perform tasks_check_overdue(new); end if;
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
"""
OUT_OF_TURN = """
drop trigger tasks_step_in_turn on tasks_step;
drop function tasks_step_in_turn();
"""

WITH_FILES = ("tasks_step", "tasks_directive", "tasks_submission")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        *[wall(table, seen=reads, insert=adds) for table, (reads, adds) in WALLS.items()],
        *[own_hand(table, "made_by:made_at") for table in BY_HAND],
        migrations.RunSQL(OVERDUE, NOT_OVERDUE),
        migrations.RunSQL(IN_TURN, OUT_OF_TURN),
        *file_wall("tasks", *WITH_FILES),
    ]
