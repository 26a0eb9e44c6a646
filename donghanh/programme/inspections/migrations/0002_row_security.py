"""Row security of inspections: a row is seen by who plans, inspects, answers for it or was told of it, and by the lead agency of its province.

Nothing is ever changed or removed. Who may write what is asked again here, by post and role (tests/programme/inspections/test_walls.py holds
the lists and roles.py together); steps come in their order, and nobody accepts a remedy that he reported, whoever writes.
"""

from django.db import migrations

from donghanh.base.privacy.rows import file_wall, filled_at_once, own_hand, wall

OURS = "any((select app_bodies())::int[])"
LEAD = "'INSPECTIONS' = any((select app_reads())::text[])"
REACH = "any((select inspections_reach())::uuid[])"
ABOVE = "unit_id = any((select inspections_above())::int[])"
AT_HOME = "body_id = (select app_body()) and unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
PLANS = "accounts_may('inspection.plan', made_at)"
READS = "accounts_may('inspection.read', made_at)"
OF_PLANNER = f"exists (select from inspections_inspection i where i.id = inspection_id and i.body_id = {OURS}) and {PLANS}"
IN_TEAM = f"inspections_in_team(inspection_id) and {READS}"

# table: (who reads, who adds; "": nobody but the database's own function)
WALLS = {
    "inspections_attachment": (
        f"body_id = {OURS} or exists (select from inspections_findingstep s where s.attachment_id = inspections_attachment.id)",
        f"body_id = (select app_body()) and {READS}",
    ),
    "inspections_yearplan": (ABOVE, f"{AT_HOME} and {PLANS}"),
    "inspections_criteria": (ABOVE, f"{AT_HOME} and {PLANS}"),
    "inspections_item": (
        "exists (select from inspections_criteria c where c.id = criteria_id)",
        """exists (select from inspections_criteria c where c.id = criteria_id and c.body_id = (select app_body()) and c.made_by = (select app_user()))
           and not exists (select from inspections_inspection i where i.criteria_id = inspections_item.criteria_id)""",
    ),
    "inspections_training": (
        f"""user_id = (select app_user()) or ({LEAD} and unit_id = any((select app_stat_units())::int[]))
            or exists (select from inspections_member m where m.training_id = inspections_training.id)""",
        f"{AT_HOME} and {PLANS}",
    ),
    "inspections_inspection": (
        f"id = {REACH}",
        f"""{AT_HOME} and {PLANS} and exists (select from places_body b where b.id = inspected_id
              and b.unit_id = any((select app_stat_units())::int[]))""",
    ),
    "inspections_step": (
        f"inspection_id = {REACH}",
        f"""body_id = (select app_body()) and case when kind = 'CONCLUDED' then inspections_leads(inspection_id) and {READS}
              when kind = 'SIGNED' then {IN_TEAM} else {OF_PLANNER} end""",
    ),
    "inspections_team": (f"inspection_id = {REACH}", OF_PLANNER),
    "inspections_member": (
        "exists (select from inspections_team t where t.id = team_id)",
        """exists (select from inspections_team t where t.id = team_id and t.made_by = (select app_user())
             and accounts_may('inspection.plan', t.made_at))""",
    ),
    "inspections_sample": (f"inspection_id = {REACH}", ""),
    "inspections_stratum": ("exists (select from inspections_sample s where s.id = sample_id)", ""),
    "inspections_drawn": ("exists (select from inspections_sample s where s.id = sample_id)", ""),
    "inspections_mark": (f"inspection_id = {REACH}", IN_TEAM),
    "inspections_finding": (f"inspection_id = {REACH}", IN_TEAM),
    "inspections_findingstep": (
        "exists (select from inspections_finding f where f.id = finding_id)",
        f"""body_id = (select app_body()) and accounts_may('inspection.read', made_at) and exists (select from inspections_finding f
              join inspections_inspection i on i.id = f.inspection_id where f.id = finding_id and case
                when inspections_findingstep.kind in ('ANSWERED', 'REMEDIED') then f.body_id = {OURS}
                else inspections_in_team(i.id) or i.body_id = {OURS} and accounts_may('inspection.plan', inspections_findingstep.made_at) end)""",
    ),
    "inspections_check": (ABOVE, f"{AT_HOME} and {PLANS}"),
    "inspections_sentinel": (ABOVE, f"{AT_HOME} and {PLANS} and place_id = any((select app_stat_units())::int[])"),
}
WITHOUT_A_HAND = ("inspections_item", "inspections_member", "inspections_sample", "inspections_stratum", "inspections_drawn")
BY_HAND = [table for table in WALLS if table not in WITHOUT_A_HAND]

# Who is in a team, who leads it, what a body reads.
ASKED = """
-- The team of today is the newest one.
create function inspections_team_of(wanted uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id from inspections_team t where t.inspection_id = wanted order by t.made_at desc, t.id desc limit 1
$$;
create function inspections_in_team(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from inspections_member m where m.team_id = inspections_team_of(wanted) and m.user_id = app_user() and m.body_id = app_body())
$$;
create function inspections_leads(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from inspections_member m where m.team_id = inspections_team_of(wanted) and m.user_id = app_user() and m.body_id = app_body()
    and m.is_leader)
$$;
-- What the body of the scope reads: what it plans, is told of, inspects or answers for; the lead agency its province.
create function inspections_reach() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select array(select i.id from inspections_inspection i where i.body_id = any(app_bodies())
    or (i.inspected_id = any(app_bodies()) and exists (select from inspections_step s where s.inspection_id = i.id and s.kind = 'ANNOUNCED'))
    or exists (select from inspections_team t join inspections_member m on m.team_id = t.id where t.inspection_id = i.id and m.body_id = any(app_bodies()))
    or exists (select from inspections_finding f where f.inspection_id = i.id and f.body_id = any(app_bodies()))
    or ('INSPECTIONS' = any(app_reads()) and i.unit_id = any(app_stat_units())))
$$;
-- The place of the body of the scope and everything above it: plans and criteria of a province are read in the whole province.
create function inspections_above() returns int[]
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up(id, parent_id) as (
    select u.id, u.parent_id from places_unit u join places_body b on b.unit_id = u.id where b.id = app_body()
    union select u.id, u.parent_id from places_unit u join up on up.parent_id = u.id)
  select array(select id from up)
$$;
revoke execute on function inspections_team_of(uuid), inspections_in_team(uuid), inspections_leads(uuid),
  inspections_reach(), inspections_above() from public;
grant execute on function inspections_team_of(uuid), inspections_in_team(uuid), inspections_leads(uuid),
  inspections_reach(), inspections_above() to donghanh_web;
"""
UNASKED = """
drop function inspections_above(), inspections_reach(), inspections_leads(uuid), inspections_in_team(uuid), inspections_team_of(uuid);
"""

# rules.py says the same in sentences. The row of the inspection or finding is locked, so that two acts at once come one after the other.
IN_TURN = """
create function inspections_step_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare had text[];
begin
  perform from inspections_inspection where id = new.inspection_id for update;
  select coalesce(array_agg(kind::text), '{}') into had from inspections_step where inspection_id = new.inspection_id;
  if exists (select from inspections_step where inspection_id = new.inspection_id and made_at > new.made_at) then
    raise exception 'nobody acts before what has happened' using errcode = 'check_violation';
  end if;
  if 'CANCELLED' = any(had) or ('CONCLUDED' = any(had) and new.kind <> 'SIGNED') then
    raise exception 'the inspection is over' using errcode = 'check_violation';
  end if;
  if (new.kind = 'CONCLUDED' and not 'ANNOUNCED' = any(had)) or (new.kind = 'SIGNED' and not 'CONCLUDED' = any(had)) then
    raise exception 'an inspection is announced, concluded, signed in this order' using errcode = 'check_violation';
  end if;
  if new.kind = 'ANNOUNCED' and inspections_team_of(new.inspection_id) is null then
    raise exception 'nobody was to inspect' using errcode = 'check_violation';
  end if;
  if new.kind = 'CONCLUDED' and exists (select from inspections_item t join inspections_inspection i on i.criteria_id = t.criteria_id
      where i.id = new.inspection_id and not exists (select from inspections_mark m where m.inspection_id = i.id and m.item_id = t.id)) then
    raise exception 'a criterion has no points' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger inspections_step_in_turn before insert on inspections_step for each row execute function inspections_step_in_turn();

create function inspections_while_running() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from inspections_inspection where id = new.inspection_id for update;
  if not exists (select from inspections_step where inspection_id = new.inspection_id and kind = 'ANNOUNCED')
     or exists (select from inspections_step where inspection_id = new.inspection_id and kind in ('CONCLUDED', 'CANCELLED')) then
    raise exception 'the inspection is not running' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger inspections_mark_while_running before insert on inspections_mark for each row execute function inspections_while_running();
create trigger inspections_finding_while_running before insert on inspections_finding for each row execute function inspections_while_running();

-- All bodies of the team sign before it is closed: so nobody is taken out of the team, or put in, once it is concluded.
create function inspections_while_open() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from inspections_inspection where id = new.inspection_id for update;
  if exists (select from inspections_step where inspection_id = new.inspection_id and kind in ('CONCLUDED', 'CANCELLED')) then
    raise exception 'the inspection is over' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger inspections_team_while_open before insert on inspections_team for each row execute function inspections_while_open();

create function inspections_mark_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from inspections_item t join inspections_inspection i on i.criteria_id = t.criteria_id
      where i.id = new.inspection_id and t.id = new.item_id and new.points <= t.most) then
    raise exception 'points outside the criteria of this inspection' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger inspections_mark_fits before insert on inspections_mark for each row execute function inspections_mark_fits();

-- A member was trained by the first day as it was first planned or as last changed, and serves no post of the inspected unit.
create function inspections_member_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare seen inspections_inspection; first_day date;
begin
  select i.* into seen from inspections_inspection i join inspections_team t on t.inspection_id = i.id where t.id = new.team_id;
  if exists (select from inspections_step where inspection_id = seen.id and kind in ('CONCLUDED', 'CANCELLED')) then
    raise exception 'the inspection is over' using errcode = 'check_violation';
  end if;
  select coalesce((select s.starts_on from inspections_step s where s.inspection_id = seen.id and s.kind = 'CHANGED'
    order by s.made_at desc, s.id desc limit 1), seen.starts_on) into first_day;
  if not exists (select from inspections_training t where t.id = new.training_id and t.user_id = new.user_id and t.issued_on <= first_day
      and (t.valid_until is null or t.valid_until >= first_day)) then
    raise exception 'an inspector is trained' using errcode = 'check_violation';
  end if;
  if new.body_id = seen.inspected_id or exists (select from accounts_post p where p.user_id = new.user_id and p.body_id = seen.inspected_id
      and p.starts_on <= first_day and p.ends_before > first_day) then
    raise exception 'nobody inspects his own unit' using errcode = 'check_violation';
  end if;
  if not exists (select from accounts_post p where p.user_id = new.user_id and p.body_id = new.body_id) then
    raise exception 'a member is sent by a body of his' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger inspections_member_fits before insert on inspections_member for each row execute function inspections_member_fits();

create function inspections_finding_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare last text; responsible int;
begin
  select f.body_id into responsible from inspections_finding f where f.id = new.finding_id for update;
  if exists (select from inspections_findingstep where finding_id = new.finding_id and made_at > new.made_at) then
    raise exception 'nobody acts before what has happened' using errcode = 'check_violation';
  end if;
  if exists (select from inspections_findingstep where finding_id = new.finding_id and kind = 'ACCEPTED') then
    raise exception 'the finding is closed' using errcode = 'check_violation';
  end if;
  select kind into last from inspections_findingstep where finding_id = new.finding_id and kind in ('REMEDIED', 'RETURNED')
    order by made_at desc, id desc limit 1;
  if (new.kind in ('ACCEPTED', 'RETURNED') and last is distinct from 'REMEDIED') or (new.kind = 'REMEDIED' and last = 'REMEDIED') then
    raise exception 'a finding is remedied, returned or accepted in this order' using errcode = 'check_violation';
  end if;
  if new.kind in ('ACCEPTED', 'RETURNED') and exists (select from inspections_findingstep where finding_id = new.finding_id
      and kind = 'REMEDIED' and made_by = new.made_by) then
    raise exception 'nobody judges a remedy that he reported' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger inspections_finding_in_turn before insert on inspections_findingstep for each row execute function inspections_finding_in_turn();
"""
OUT_OF_TURN = """
drop trigger inspections_finding_in_turn on inspections_findingstep;
drop trigger inspections_member_fits on inspections_member;
drop trigger inspections_mark_fits on inspections_mark;
drop trigger inspections_team_while_open on inspections_team;
drop trigger inspections_finding_while_running on inspections_finding;
drop trigger inspections_mark_while_running on inspections_mark;
drop trigger inspections_step_in_turn on inspections_step;
drop function inspections_finding_in_turn(), inspections_member_fits(), inspections_mark_fits(),
  inspections_while_open(), inspections_while_running(), inspections_step_in_turn();
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        migrations.RunSQL(ASKED, UNASKED),
        *[wall(table, seen=reads, insert=adds) for table, (reads, adds) in WALLS.items()],
        *[own_hand(table, "made_by:made_at") for table in BY_HAND],
        migrations.RunSQL(IN_TURN, OUT_OF_TURN),
        filled_at_once("inspections_member", "team_id"),
        *file_wall("inspections", "inspections_findingstep"),
    ]
