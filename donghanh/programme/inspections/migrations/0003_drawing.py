"""Drawing files at random past the row wall: by number only, for the leader of a running inspection, with a seed that the database makes.

The draw of a commune's body: its files (and of places it has taken over); of a facility: files sent to it. Files of people registered under
18 are under a seal and in no draw. From each procedure the first `size` in the order of sha256(seed ':' number), so that whoever holds the
numbers and the seed draws the same again.

An inspection, and so its version of the criteria, draws once: who draws until he likes what he got has chosen, and many draws of all files
would tell how many there are and which are new. Of how many files it was drawn is kept as rule P1 lets a reader know it.
"""

from django.db import migrations

DRAW = """
create function inspections_order(seed uuid, number text) returns text language sql immutable as $$
  select encode(sha256(convert_to(seed::text || ':' || number, 'UTF8')), 'hex')
$$;
create function inspections_draw(made uuid, wanted uuid, size int, told timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare seen inspections_inspection; chosen uuid := gen_random_uuid(); home int; body_kind text; day date;
begin
  day := places_told_day(told);
  if app_user() is null or not inspections_leads(wanted) or not accounts_may('inspection.read', told) then
    raise exception 'only the leader of the team draws' using errcode = 'insufficient_privilege';
  end if;
  if size is null or size not between 1 and 50 then
    raise exception 'from 1 to 50 files of a procedure' using errcode = 'check_violation';
  end if;
  select * into seen from inspections_inspection where id = wanted for update;
  if exists (select from inspections_sample where inspection_id = wanted) then
    raise exception 'an inspection draws once' using errcode = 'check_violation';
  end if;
  if not exists (select from inspections_step where inspection_id = wanted and kind = 'ANNOUNCED')
     or exists (select from inspections_step where inspection_id = wanted and kind in ('CONCLUDED', 'CANCELLED')) then
    raise exception 'the inspection is not running' using errcode = 'check_violation';
  end if;
  select b.unit_id, b.kind into home, body_kind from places_body b where b.id = seen.inspected_id;
  insert into inspections_sample (id, inspection_id, seed, size, opened_before, made_at, made_by)
  values (made, wanted, chosen, size, told, told, app_user());
  with recursive here(id) as (
    select home union select f.former_unit_id from here join places_followed f on f.successor_unit_id = here.id and f.is_main
      and f.former_unit_id is not null and f."on" <= day
  ), frame as (
    select c.procedure, c.number, row_number() over (partition by c.procedure order by inspections_order(chosen, c.number)) as place,
      count(*) over (partition by c.procedure) as total
    from cases_case c join people_person p on p.id = c.person_id
    where not p.is_sealed and c.opened_at < told and case when body_kind = 'facility'
      then exists (select from dossiers_passage d where d.case_id = c.id and d.to_body_id = seen.inspected_id and d.received_at is not null)
      else c.unit_id in (select id from here) end
  ), strata as (
    insert into inspections_stratum (id, sample_id, procedure, total, drawn)
    select gen_random_uuid(), made, f.procedure, case when max(f.total) >= 8 then round(max(f.total) / 5.0) * 5 end, least(max(f.total), size) from frame f group by f.procedure
  )
  insert into inspections_drawn (id, sample_id, procedure, position, number)
  select gen_random_uuid(), made, f.procedure, f.place, f.number from frame f where f.place <= size;
end $$;
revoke execute on function inspections_draw(uuid, uuid, int, timestamptz) from public;
grant execute on function inspections_draw(uuid, uuid, int, timestamptz) to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_row_security"), ("cases", "0001_tables"), ("people", "0001_tables"), ("dossiers", "0001_tables")]
    operations = [
        migrations.RunSQL(DRAW, "drop function inspections_draw(uuid, uuid, int, timestamptz); drop function inspections_order(uuid, text)"),
    ]
