"""Moving rows to the successor of a unit or body: the narrow doors in the row wall for reorganisations.

Each function asks itself for a reorganisation that two people confirmed, that nobody took back and whose day has come (or, for posts, is
still to come). Signed decisions keep issuing_unit and body, facts keep body and place, addresses keep the unit of their time: history stays.
"""

from django.db import migrations

# Every table of rows that lie at a unit and go with it. What is not named stays: kept files, logs, frozen reports, registers.
OF_PEOPLE = ("people_identifier", "people_address", "people_householdmember")
OF_CASES = ("cases_fact", "cases_duty", "cases_referral", "cases_hold")
OF_UNIT = ("people_household", "people_merge", "intake_batch", "intake_filepart", "intake_row")

MOVE = """
create function succession_move(people uuid[], target int) returns int
language plpgsql set search_path = public, pg_temp as $$
begin
  update people_person set unit_id = target where id = any(people);
{of_people}
  update people_merge set unit_id = target where kept_id = any(people);
  update cases_case set unit_id = target, version = version + 1 where person_id = any(people);
{of_cases}
  return coalesce(array_length(people, 1), 0);
end $$;
"""

# A file goes where the unit went; of a divided unit only where the person's present address already says so.
CARRY = """
create function succession_standing(wanted uuid, at timestamptz) returns places_reorganisation
language sql stable set search_path = public, pg_temp as $$
  select r from places_reorganisation r where r.id = wanted and r.confirmed_at is not null and r.cancelled_at is null
    and r."on" <= places_told_day(at)
$$;

create function succession_carry(wanted uuid, at timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare r places_reorganisation; g record; moved int := 0;
begin
  r := succession_standing(wanted, at);
  if r.id is null then return null; end if;
  for g in
    select f.target, array_agg(f.id) as people from (
      select p.id, coalesce(
        (select min(q.successor_unit_id) from places_reorganisationpart q where q.reorganisation_id = wanted and q.former_unit_id = p.unit_id
         having count(*) = 1),
        (select q.successor_unit_id from places_reorganisationpart q join people_address a on a.place_id = q.successor_unit_id
         where q.reorganisation_id = wanted and q.former_unit_id = p.unit_id and a.person_id = coalesce(p.merged_into_id, p.id)
           and a.kind = 'CURRENT' and a.ends_before is null limit 1)) as target
      from people_person p
      where p.unit_id in (select former_unit_id from places_reorganisationpart where reorganisation_id = wanted)) f
    where f.target is not null group by f.target
  loop
    moved := moved + succession_move((g.people)[1:greatest(most - moved, 0)], g.target);
  end loop;
  if moved = 0 then perform succession_close(wanted, at); end if;
  return moved;
end $$;
"""

CLOSE = """
create function succession_close(wanted uuid, at timestamptz) returns void
language plpgsql set search_path = public, pg_temp as $$
declare g record;
begin
  for g in select former_unit_id as former, successor_unit_id as target from places_reorganisationpart
           where reorganisation_id = wanted and former_unit_id is not null and is_main loop
    if (select count(*) from places_reorganisationpart where reorganisation_id = wanted and former_unit_id = g.former) = 1 then
{of_unit}
    end if;
    update cases_handover set returned_at = at, return_reason = 'Hai địa bàn đã nhập làm một; hồ sơ ở đơn vị kế tục.'
     where received_at is null and returned_at is null and (from_unit_id, to_unit_id) in ((g.former, g.target), (g.target, g.former));
    update cases_handover set to_unit_id = g.target where received_at is null and returned_at is null and to_unit_id = g.former;
    update cases_handover h set from_unit_id = c.unit_id from cases_case c
     where c.id = h.case_id and h.received_at is null and h.returned_at is null and h.from_unit_id = g.former
       and c.unit_id <> g.former and c.unit_id <> h.to_unit_id;
  end loop;
  update cases_referral x set to_body_id = p.successor_body_id from places_reorganisationpart p
   where p.reorganisation_id = wanted and p.former_body_id = x.to_body_id and x.answered_at is null;
  update decisions_decision d set state = 'RETURNED', returned_by = null, returned_at = at,
         return_reason = 'Cơ quan hoặc người có thẩm quyền đã thay đổi theo văn bản sắp xếp; soạn lại để ký đúng thẩm quyền.'
   where d.state in ('DRAFTED', 'CHECKED') and exists (select from places_reorganisationpart p join places_reorganisation r on r.id = p.reorganisation_id
     where p.reorganisation_id = wanted and d.drafted_at < (r."on"::timestamp at time zone 'Asia/Ho_Chi_Minh')
       and (p.former_body_id = d.body_id or (p.function = d.function and p.function <> '' and d.unit_id in (
         with recursive below(id) as (select p.successor_unit_id union select u.id from places_unit u join below on u.parent_id = below.id)
         select id from below))));
  update places_reorganisation set carried_at = at where id = wanted and carried_at is null;
end $$;
"""

# The successor that took over the unit says where a file of a divided unit goes; pages never move one by themselves.
ASSIGN = """
create function succession_assign(person uuid, target int, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare here int; people uuid[];
begin
  perform places_told_day(at);
  select unit_id into here from people_person where id = person;
  if here is null or not coalesce(here = any(app_units()) and 'D1' = any(app_writes()) and 'D3' = any(app_writes()), false) then return 0; end if;
  if not exists (select from places_followed f where f.former_unit_id = here and f.successor_unit_id = target and f."on" <= places_told_day(at)) then
    return 0;
  end if;
  select array_agg(one.id) into people from people_person p join people_person one
    on coalesce(one.merged_into_id, one.id) = coalesce(p.merged_into_id, p.id) where p.id = person and one.unit_id = here;
  return succession_move(people, target);
end $$;
"""

# Numbers only: how much a change takes along, for those who decide it and see no file; of people as rule P1 tells them (reporting.shown) of each
# place by itself, added up (a place with a few adds nothing): who proposes could else set one choice of places against another. Of posts all.
COUNT = """
create function succession_shown(n bigint) returns bigint language sql immutable as $$
  select case when n = 0 then 0 when n >= 8 then (round(n / 5.0) * 5)::bigint end
$$;
create function succession_told(by_place bigint[]) returns bigint language sql immutable as $$
  select case when coalesce(max(n), 0) = 0 then 0 else sum(succession_shown(n))::bigint end from unnest(by_place) n
$$;
create function succession_counts(wanted uuid) returns table (what text, counted bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare units int[]; bodies int[]; day date;
begin
  if not reorganisation_may(wanted) then return; end if;
  select r."on" into day from places_reorganisation r where r.id = wanted;
  units := array(select p.former_unit_id from places_reorganisationpart p where p.reorganisation_id = wanted and p.former_unit_id is not null);
  bodies := array(select p.former_body_id from places_reorganisationpart p where p.reorganisation_id = wanted and p.former_body_id is not null
                  union select b.id from places_body b where b.unit_id = any(units));
  return query select 'people', succession_told(array(select count(*) from people_person p where p.unit_id = any(units)
    and p.merged_into_id is null group by p.unit_id));
  return query select 'cases', succession_told(array(select count(*) from cases_case c where c.unit_id = any(units)
    and (c.active_until is null or c.active_until > now()) and c.stage <> all('{STOPPED,ENDED,REFUSED,CONCLUDED,COMPLETED,CERTIFIED,EXEMPTED,DECLINED,DELISTED}')
    group by c.unit_id));
  return query select 'duties', succession_told(array(select count(*) from cases_duty d where d.unit_id = any(units) and d.stands_until is null
    group by d.unit_id));
  return query select 'drafts', succession_told(array(select count(*) from decisions_decision d where d.state in ('DRAFTED', 'CHECKED')
    and (d.body_id = any(bodies) or d.function in (select p.function from places_reorganisationpart p
         where p.reorganisation_id = wanted and p.function <> ''
           and d.unit_id in (with recursive below(id) as (select p.successor_unit_id union select u.id from places_unit u join below on u.parent_id = below.id)
                             select id from below))) group by d.unit_id));
  return query select 'handovers', succession_told(array(select count(*) from cases_handover h where h.received_at is null and h.returned_at is null
    and (h.from_unit_id = any(units) or h.to_unit_id = any(units)) group by h.from_unit_id, h.to_unit_id));
  return query select 'referrals', succession_told(array(select count(*) from cases_referral x where x.answered_at is null
    and (x.to_body_id = any(bodies) or x.unit_id = any(units)) group by x.unit_id, x.to_body_id));
  return query select 'posts', count(*) from accounts_post a where a.body_id = any(bodies) and a.ends_before > day
    and (a.granted_by_id is null or a.approved_by_id is not null);
end $$;
"""

# Posts end with their body by date. For the successor they are only proposed, by whoever confirmed; another administrator approves each.
POSTS = """
create function succession_propose_posts(wanted uuid, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare made int;
begin
  insert into accounts_post (user_id, role, office, body_id, starts_on, ends_before, granted_by_id)
  select a.user_id, a.role, a.office, p.successor_body_id, r."on", least(a.ends_before, r."on" + 366), r.confirmed_by
  from places_reorganisation r join places_reorganisationpart p on p.reorganisation_id = r.id join accounts_post a on a.body_id = p.former_body_id
  where r.id = wanted and r.confirmed_at is not null and r.cancelled_at is null and r.confirmed_by = app_user() and r."on" > places_told_day(at)
    and a.ends_before > r."on" and a.user_id <> r.confirmed_by and (a.granted_by_id is null or a.approved_by_id is not null)
    and not exists (select from accounts_post b where b.user_id = a.user_id and b.role = a.role and b.body_id = p.successor_body_id
                    and b.ends_before > r."on");
  get diagnostics made = row_count;
  return made;
end $$;

create function succession_withdraw_posts(wanted uuid, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone int;
begin
  if not reorganisation_may(wanted) then return 0; end if;
  delete from accounts_post b using places_reorganisation r, places_reorganisationpart p
   where r.id = wanted and p.reorganisation_id = r.id and r.confirmed_at is not null and r.cancelled_at is null and r."on" > places_told_day(at)
     and b.body_id = p.successor_body_id and b.starts_on = r."on" and b.granted_by_id = r.confirmed_by
     and exists (select from accounts_post a where a.user_id = b.user_id and a.role = b.role and a.body_id = p.former_body_id);
  get diagnostics gone = row_count;
  return gone;
end $$;
"""

RIGHTS = """
revoke execute on function succession_move(uuid[], int), succession_standing(uuid, timestamptz), succession_close(uuid, timestamptz),
  succession_carry(uuid, timestamptz, int), succession_assign(uuid, int, timestamptz), succession_counts(uuid),
  succession_propose_posts(uuid, timestamptz), succession_withdraw_posts(uuid, timestamptz) from public;
grant execute on function succession_carry(uuid, timestamptz, int) to donghanh_jobs;
grant execute on function succession_assign(uuid, int, timestamptz), succession_counts(uuid), succession_propose_posts(uuid, timestamptz),
  succession_withdraw_posts(uuid, timestamptz) to donghanh_web;
"""

UNDO = """
drop function succession_withdraw_posts(uuid, timestamptz), succession_propose_posts(uuid, timestamptz), succession_counts(uuid),
  succession_told(bigint[]), succession_shown(bigint), succession_assign(uuid, int, timestamptz), succession_carry(uuid, timestamptz, int), succession_close(uuid, timestamptz),
  succession_standing(uuid, timestamptz), succession_move(uuid[], int);
"""


def _sql() -> str:
    of_people = "\n".join(f"  update {table} set unit_id = target where person_id = any(people);" for table in OF_PEOPLE)
    in_cases = "select id from cases_case where person_id = any(people)"
    of_cases = "\n".join(f"  update {table} set unit_id = target where case_id in ({in_cases});" for table in OF_CASES)
    of_unit = "\n".join(f"      update {table} set unit_id = g.target where unit_id = g.former;" for table in OF_UNIT)
    move = MOVE.format(of_people=of_people, of_cases=of_cases)
    return move + CLOSE.format(of_unit=of_unit) + CARRY + ASSIGN + COUNT + POSTS + RIGHTS


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("places", "0004_reorganisation_wall"),
        ("accounts", "0003_two_people"),
        ("intake", "0002_row_security"),
        ("decisions", "0002_row_security"),
        ("cases", "0004_hold_row_security"),
    ]
    operations = [migrations.RunSQL(_sql(), UNDO)]
