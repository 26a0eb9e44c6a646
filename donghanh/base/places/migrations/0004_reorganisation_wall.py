"""Reorganisations: everybody reads them, provincial leads propose, and only these functions write the days that follow from a confirmed one.

Confirming and taking back change tables that no page may write (0002), so the database does it itself: it asks for a second person, for the
right, and for a day that is still to come. What confirming wrote, `before` names; taking back removes exactly that.
unit_now, units_and_former and app_bodies read who follows whom on the day they are asked: nothing waits for a job.
"""

from django.db import migrations

from donghanh.base.places.names import KEY_SQL

WALL = """
alter table places_reorganisation enable row level security;
alter table places_reorganisationpart enable row level security;
create policy places_reorganisation_jobs on places_reorganisation for select to donghanh_jobs using (true);
create policy places_reorganisationpart_jobs on places_reorganisationpart for select to donghanh_jobs using (true);
create policy places_reorganisation_select on places_reorganisation for select to donghanh_web using (true);
create policy places_reorganisationpart_select on places_reorganisationpart for select to donghanh_web using (true);
create policy places_reorganisation_insert on places_reorganisation for insert to donghanh_web with check (
  'PLACES' = any((select app_reads())::text[]) and proposed_by = (select app_user()) and confirmed_by is null and confirmed_at is null
  and cancelled_at is null and carried_at is null and before = '{}'::jsonb);
create policy places_reorganisationpart_insert on places_reorganisationpart for insert to donghanh_web with check (
  not is_derived and exists (select from places_reorganisation r where r.id = reorganisation_id and r.proposed_by = (select app_user())
    and r.confirmed_at is null and r.cancelled_at is null)
  and coalesce(former_unit_id, (select b.unit_id from places_body b where b.id = former_body_id), successor_unit_id)
      = any((select app_stat_units())::int[]));
revoke update, delete on places_reorganisation, places_reorganisationpart from donghanh_web;
revoke insert, update, delete on places_reorganisation, places_reorganisationpart from donghanh_jobs;
"""

READING = """
create function places_today() returns date language sql stable as $$ select (now() at time zone 'Asia/Ho_Chi_Minh')::date $$;

create view places_followed as
select p.*, r."on" from places_reorganisationpart p join places_reorganisation r on r.id = p.reorganisation_id
where r.confirmed_at is not null and r.cancelled_at is null;
revoke all on places_followed from donghanh_web, donghanh_jobs;
grant select on places_followed to donghanh_web, donghanh_jobs;

create function unit_now(unit int) returns int language sql stable as $$
  with recursive line(id, step) as (
    select unit, 0 union all
    select f.successor_unit_id, line.step + 1 from line join places_followed f on f.former_unit_id = line.id and f.is_main and f."on" <= places_today()
    where line.step < 20)
  select id from line order by step desc limit 1
$$;

create function units_and_former(units int[]) returns table (id int, now int) language sql stable as $$
  with recursive line(id, now, step) as (
    select one, one, 0 from unnest(units) one union
    select f.former_unit_id, line.now, line.step + 1 from line join places_followed f on f.successor_unit_id = line.id and f.is_main and f."on" <= places_today()
    where f.former_unit_id is not null and line.step < 20)
  select distinct on (line.id) line.id, line.now from line order by line.id, line.step desc
$$;

create function app_bodies() returns int[] language sql stable as $$
  with recursive line(id) as (
    select app_body() union
    select f.former_body_id from line join places_followed f on f.successor_body_id = line.id and f."on" <= places_today()
    where f.former_body_id is not null)
  select array_agg(id) from line where id is not null
$$;
"""

# The day that a caller tells must be the database's own when pages call; the owner (seeds, tests) may tell of other days.
ASKING = """
create function places_told_day(told timestamptz) returns date language plpgsql set search_path = public, pg_temp as $$
begin
  if session_user = 'donghanh_app' and (told is null or abs(extract(epoch from told - clock_timestamp())) > 300) then
    raise exception 'the moment told is not now' using errcode = 'insufficient_privilege';
  end if;
  return (told at time zone 'Asia/Ho_Chi_Minh')::date;
end $$;

create function reorganisation_may(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app_user() is not null and coalesce('ACCOUNTS' = any(app_reads()) or ('PLACES' = any(app_reads()) and not exists (
    select from places_reorganisationpart p left join places_body b on b.id = p.former_body_id
    where p.reorganisation_id = wanted and not p.is_derived
      and not coalesce(coalesce(p.former_unit_id, b.unit_id, p.successor_unit_id) = any(app_stat_units()), false))), false)
$$;

create function reorganisation_fits(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from places_reorganisationpart p where p.reorganisation_id = wanted) and not exists (
    select from places_reorganisation r join places_reorganisationpart p on p.reorganisation_id = r.id
    left join places_unit fu on fu.id = p.former_unit_id left join places_unit su on su.id = p.successor_unit_id
    left join places_body fb on fb.id = p.former_body_id left join places_body sb on sb.id = p.successor_body_id
    where r.id = wanted and (
      fu.ends_before is not null or fu.starts_on >= r."on" or su.ends_before is not null or su.starts_on > r."on"
      or fb.ends_before is not null or fb.starts_on >= r."on" or sb.ends_before is not null or sb.starts_on > r."on"
      or exists (select from places_functionholder h where p.function <> '' and h.function = p.function
                 and h.unit_id = p.successor_unit_id and h.starts_on >= r."on")
      or exists (select from places_reorganisationpart o where o.reorganisation_id = wanted and o.former_unit_id = p.successor_unit_id)))
$$;
"""

WRITING = f"""
create function reorganisation_new_unit(like_unit int, code text, kind text, name text, since date) returns int
language plpgsql set search_path = public, pg_temp as $$
declare made int := 3300000 + code::int;
begin
  while exists (select from places_unit where id = made) loop made := made + 1000000; end loop;
  insert into places_unit (id, level, code, kind, name, folded, path, folded_path, parent_id, starts_on)
  select made, u.level, $2, $3, $4, {KEY_SQL.format(name="$4")}, $3 || ' ' || $4 || ', ' || up.path,
         {KEY_SQL.format(name="$3 || ' ' || $4 || ', ' || up.path")}, u.parent_id, since
  from places_unit u join places_unit up on up.id = u.parent_id where u.id = like_unit;
  insert into places_coverage (body_id, unit_id, starts_on, citation, confidence)
  select c.body_id, made, since, c.citation, c.confidence from places_coverage c
  where c.unit_id = like_unit and (c.ends_before is null or c.ends_before > since);
  return made;
end $$;

create function reorganisation_bodies(wanted uuid) returns int[] language plpgsql set search_path = public, pg_temp as $$
declare r places_reorganisation; p record; b record; made int; all_made int[] := array[]::int[];
begin
  select * into r from places_reorganisation where id = wanted;
  for p in select * from places_reorganisationpart where reorganisation_id = wanted and former_unit_id is not null order by is_main desc, id loop
    for b in select x.* from places_body x where x.unit_id = p.former_unit_id
             and (x.ends_before is null or x.ends_before = r."on") and x.starts_on < r."on" order by x.id loop
      select id into made from places_body where unit_id = p.successor_unit_id and kind = b.kind and ends_before is null order by id limit 1;
      if made is null then
        insert into places_body (kind, name, short_name, unit_id, parent_id, starts_on)
        select b.kind, replace(b.name, f.kind || ' ' || f.name, s.kind || ' ' || s.name),
               replace(b.short_name, f.kind || ' ' || f.name, s.kind || ' ' || s.name), s.id, b.parent_id, r."on"
        from places_unit f, places_unit s where f.id = p.former_unit_id and s.id = p.successor_unit_id returning id into made;
        all_made := all_made || made;
      end if;
      if p.is_main then
        insert into places_reorganisationpart (reorganisation_id, former_body_id, successor_body_id, is_main, is_derived, new_code, new_kind, new_name, function, body_kind, office)
        values (wanted, b.id, made, true, true, '', '', '', '', '', '');
        update places_body set ends_before = r."on" where id = b.id;
      end if;
    end loop;
  end loop;
  return all_made;
end $$;

create function reorganisation_confirm(wanted uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare r places_reorganisation; p record; made int; was date; held bigint; units int[] := array[]::int[]; bodies int[] := array[]::int[];
        holders jsonb := '[]'; day date := places_told_day(at);
begin
  perform pg_advisory_xact_lock(hashtext('reorganisation'));
  select * into r from places_reorganisation where id = wanted and confirmed_at is null and cancelled_at is null for update;
  if not found or not reorganisation_may(wanted) or app_user() = r.proposed_by or r."on" <= day or not reorganisation_fits(wanted) then
    return false;
  end if;
  for p in select new_code, new_kind, new_name, min(former_unit_id) as former from places_reorganisationpart
           where reorganisation_id = wanted and former_unit_id is not null and new_code <> '' group by 1, 2, 3 loop
    made := reorganisation_new_unit(p.former, p.new_code, p.new_kind, p.new_name, r."on");
    units := units || made;
    update places_reorganisationpart set successor_unit_id = made where reorganisation_id = wanted and new_code = p.new_code;
  end loop;
  insert into places_unitsuccession (predecessor_id, successor_id, "on", is_partial)
  select former_unit_id, successor_unit_id, r."on", count(*) over (partition by former_unit_id) > 1
  from places_reorganisationpart where reorganisation_id = wanted and former_unit_id is not null;
  bodies := reorganisation_bodies(wanted);
  update places_unit set ends_before = r."on" where id in (select former_unit_id from places_reorganisationpart where reorganisation_id = wanted);
  for p in select q.* from places_reorganisationpart q where q.reorganisation_id = wanted and q.former_body_id is not null and not q.is_derived loop
    if p.successor_body_id is null then
      insert into places_body (kind, name, short_name, unit_id, parent_id, starts_on)
      select kind, p.new_name, left(p.new_name, 60), unit_id, parent_id, r."on" from places_body where id = p.former_body_id returning id into made;
      bodies := bodies || made;
      update places_reorganisationpart set successor_body_id = made where id = p.id;
    end if;
    update places_body set ends_before = r."on" where id = p.former_body_id;
  end loop;
  for p in select q.* from places_reorganisationpart q where q.reorganisation_id = wanted and q.function <> '' loop
    select h.id, h.ends_before into held, was from places_functionholder h where h.function = p.function and h.unit_id = p.successor_unit_id
      and h.starts_on < r."on" and (h.ends_before is null or h.ends_before > r."on") order by h.starts_on desc limit 1;
    update places_functionholder set ends_before = r."on" where id = held;
    insert into places_functionholder (function, body_kind, office, unit_id, starts_on, citation, confidence)
    values (p.function, p.body_kind, p.office, p.successor_unit_id, r."on",
            left(r.document_number || ', ' || to_char(r.document_date, 'DD/MM/YYYY') || ', ' || r.document_issuer, 300), 'V') returning id into made;
    holders := holders || jsonb_build_object('made', made, 'ended', held, 'was', was);
  end loop;
  update places_reorganisation set confirmed_by = app_user(), confirmed_at = at,
    before = jsonb_build_object('units', to_jsonb(units), 'bodies', to_jsonb(bodies), 'holders', holders) where id = wanted;
  return true;
end $$;
"""

UNDOING = """
create function reorganisation_cancel(wanted uuid, at timestamptz, why text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare r places_reorganisation; h jsonb; day date := places_told_day(at);
begin
  perform pg_advisory_xact_lock(hashtext('reorganisation'));
  select * into r from places_reorganisation where id = wanted and cancelled_at is null for update;
  if not found or not reorganisation_may(wanted) or length(trim(why)) = 0 or (r.confirmed_at is not null and r."on" <= day) then return false; end if;
  if r.confirmed_at is not null then
    update places_body set ends_before = null where ends_before = r."on"
      and id in (select former_body_id from places_reorganisationpart where reorganisation_id = wanted);
    update places_unit set ends_before = null where ends_before = r."on"
      and id in (select former_unit_id from places_reorganisationpart where reorganisation_id = wanted);
    delete from places_unitsuccession s using places_reorganisationpart p where p.reorganisation_id = wanted
      and s.predecessor_id = p.former_unit_id and s.successor_id = p.successor_unit_id and s."on" = r."on";
    delete from places_reorganisationpart where reorganisation_id = wanted and is_derived;
    update places_reorganisationpart set successor_unit_id = null
      where reorganisation_id = wanted and successor_unit_id in (select jsonb_array_elements_text(r.before->'units')::int);
    update places_reorganisationpart set successor_body_id = null
      where reorganisation_id = wanted and successor_body_id in (select jsonb_array_elements_text(r.before->'bodies')::int);
    for h in select jsonb_array_elements(r.before->'holders') loop
      delete from places_functionholder where id = (h->>'made')::bigint;
      update places_functionholder set ends_before = (h->>'was')::date where id = (h->>'ended')::bigint;
    end loop;
    delete from places_body where id in (select jsonb_array_elements_text(r.before->'bodies')::int);
    delete from places_coverage where unit_id in (select jsonb_array_elements_text(r.before->'units')::int);
    delete from places_unit where id in (select jsonb_array_elements_text(r.before->'units')::int);
  end if;
  update places_reorganisation set cancelled_by = app_user(), cancelled_at = at, cancel_reason = left(trim(why), 300) where id = wanted;
  set constraints all immediate;
  set constraints all deferred;
  return true;
exception when foreign_key_violation then return false;
end $$;
"""

RIGHTS = """
revoke execute on function reorganisation_new_unit(int, text, text, text, date), reorganisation_bodies(uuid), reorganisation_fits(uuid),
  reorganisation_may(uuid), reorganisation_confirm(uuid, timestamptz), reorganisation_cancel(uuid, timestamptz, text) from public;
grant execute on function reorganisation_fits(uuid), reorganisation_may(uuid), reorganisation_confirm(uuid, timestamptz),
  reorganisation_cancel(uuid, timestamptz, text) to donghanh_web;
"""

UNDO = """
drop function reorganisation_cancel(uuid, timestamptz, text), reorganisation_confirm(uuid, timestamptz), reorganisation_bodies(uuid),
  reorganisation_new_unit(int, text, text, text, date), reorganisation_fits(uuid), reorganisation_may(uuid), places_told_day(timestamptz),
  app_bodies(), units_and_former(int[]), unit_now(int);
drop view places_followed;
drop function places_today();
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0003_reorganisation")]
    operations = [migrations.RunSQL(WALL, migrations.RunSQL.noop), migrations.RunSQL(READING + ASKING + WRITING + UNDOING + RIGHTS, UNDO)]
