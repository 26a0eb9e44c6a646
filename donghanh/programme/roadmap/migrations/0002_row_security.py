"""Row security of roadmaps: sites are public institutions, read by all who read numbers; written for the places one counts, by post and role.

Guides are read in their own province. Nothing is ever changed or removed. Only the lead agency evaluates, chooses and makes a pilot. The database
reads the whole story of a site after each line (`roadmap_story`), whoever writes it; a place that was not found ready becomes a pilot only with the reason why (`roadmap_ready`).
"""

from django.db import migrations

from donghanh.base.privacy.rows import filled_at_once, has, next_version, own_hand, wall

HERE = "any((select app_stat_units())::int[])"
RECORDS = has("ROADMAP_RECORD")
OF_SITE = f"exists (select from roadmap_site s where s.id = site_id and s.seat_id = {HERE})"
OF_PROVINCE = "exists (select from places_unit o where o.id = any((select app_stat_units())::int[]) and {} in (o.id, o.parent_id))"
OWN_FILE = f"exists (select from places_body f where f.id = body_id and {OF_PROVINCE.format('f.unit_id')})"
# table: (who reads, who adds)
WALLS = {
    "roadmap_site": (has("NUMBERS"), f"{RECORDS} and seat_id = {HERE} and roadmap_lies(unit_id, seat_id)"),
    "roadmap_sitefact": (
        has("NUMBERS"),
        f"""{RECORDS} and {OF_SITE} and (kind not in ('EVALUATED', 'PILOTED') or {has("PLANS")})
            and (unit_id is null or exists (select from roadmap_site s where s.id = site_id and roadmap_lies(roadmap_sitefact.unit_id, s.seat_id)))
            and (undoes_id is null or roadmap_fact_of(undoes_id, site_id))""",
    ),
    "roadmap_proposal": (
        has("NUMBERS"),
        f"""{has("PLANS")} and unit_id = {HERE}
            and exists (select from roadmap_sitefact f join roadmap_site s on s.id = f.site_id
                        where f.id = evaluation_id and f.kind = 'EVALUATED' and f.advice = 'REPLICATE' and s.seat_id = {HERE})""",
    ),
    "roadmap_sitestaff": (has("NUMBERS"), f"{RECORDS} and {OF_SITE}"),
    "roadmap_guidefile": (f"{has('NUMBERS')} and {OWN_FILE}", f"{has('PLANS')} and body_id = (select app_body())"),
    "roadmap_guide": (
        f"{has('NUMBERS')} and {OF_PROVINCE.format('roadmap_guide.unit_id')}",
        f"""{has("PLANS")} and unit_id = {HERE} and exists (select from roadmap_guidefile f where f.id = file_id and f.body_id = (select app_body()))""",
    ),
    "roadmap_readiness": (has("NUMBERS"), f"{RECORDS} and seat_id = {HERE}"),
    "roadmap_choice": (
        has("NUMBERS"),
        f"""{has("PLANS")} and province_id = {HERE}
            and exists (select from programme_plan p join places_unit u on u.code = p.province and u.level = 'PROVINCE'
                        where p.id = plan_id and u.id = province_id)""",
    ),
    "roadmap_boundaryset": (has("NUMBERS"), f"{has('PLACES')} and province_id = {HERE}"),
    "roadmap_boundary": (
        has("NUMBERS"),
        f"""{has("PLACES")} and exists (select from roadmap_boundaryset b
            where b.id = set_id and b.province_id = {HERE} and roadmap_lies(roadmap_boundary.unit_id, b.province_id))""",
    ),
}

# Whether a unit of any day lies in the place of today that keeps its row: that place, what went into it, or anything within its province.
LIES = """
create function roadmap_lies(unit int, seat int) returns boolean language sql stable as $$
  with recursive up(id) as (
    select unit union
    select n.id from up cross join lateral (
      select u.parent_id as id from places_unit u where u.id = up.id and u.parent_id is not null
      union all select s.successor_id from places_unitsuccession s where s.predecessor_id = up.id
      union all select f.successor_unit_id from places_followed f where f.former_unit_id = up.id) n)
  select exists (select from up where id = seat)
$$;
"""

# A line that is taken back belongs to the same site. Its own function: a policy that asks its own table would ask for ever.
OF_SITE_TOO = """
create function roadmap_fact_of(fact uuid, site uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from roadmap_sitefact f where f.id = fact and f.site_id = site)
$$;
revoke execute on function roadmap_fact_of(uuid, uuid) from public;
grant execute on function roadmap_fact_of(uuid, uuid) to donghanh_web, donghanh_jobs;
"""

# rules.check_can_follow said again, over the lines in the order of their days. One at a time over a site, so that two lines cannot pass each other.
STORY = """
create function roadmap_story() returns trigger language plpgsql as $$
declare one record; site record; standing text := 'FOUNDED';
begin
  perform pg_advisory_xact_lock(hashtextextended('roadmap:' || new.site_id, 0));
  select s.kind, s.decided_on into site from roadmap_site s where s.id = new.site_id;
  if exists (select from roadmap_sitefact f where f.site_id = new.site_id and f.id <> new.id and f.kind = 'TAKEN_BACK'
             and (f.undoes_id is null or f.undoes_id = new.undoes_id))
     or exists (select from roadmap_sitefact f where f.id = new.undoes_id and f.kind = 'TAKEN_BACK') then
    raise exception 'what was taken back has no more story' using errcode = 'check_violation';
  end if;
  for one in
    select f.kind, f.on from roadmap_sitefact f where f.site_id = new.site_id and f.kind <> 'TAKEN_BACK'
      and not exists (select from roadmap_sitefact gone where gone.undoes_id = f.id) order by f.on, f.made_at, f.id
  loop
    if one.on < site.decided_on or not (case one.kind
        when 'OPENED' then standing = 'FOUNDED'
        when 'CLOSED' then standing <> 'CLOSED'
        when 'UPGRADED' then standing = 'RUNNING' and site.kind = 'DISPENSING'
        when 'PILOTED' then standing <> 'CLOSED'
        when 'GUIDED' then standing <> 'CLOSED'
        when 'REVIEWED' then standing <> 'FOUNDED'
        when 'REPORTED' then standing <> 'FOUNDED'
        else standing = 'RUNNING' end) then
      raise exception 'no story of a site: % on %', one.kind, one.on using errcode = 'check_violation';
    end if;
    standing := case one.kind when 'OPENED' then 'RUNNING' when 'CLOSED' then 'CLOSED' else standing end;
    site.kind := case one.kind when 'UPGRADED' then 'TREATMENT' else site.kind end;
  end loop;
  return null;
end $$;
create trigger roadmap_sitefact_story after insert on roadmap_sitefact for each row execute function roadmap_story();
"""

READY = """
create function roadmap_ready() returns trigger language plpgsql as $$
begin
  if new.reason = '' and not coalesce((
      select r.is_go from roadmap_readiness r join roadmap_site s on s.seat_id = r.seat_id and s.kind = r.kind
      where s.id = new.site_id and r.on <= new.on order by r.on desc, r.made_at desc, r.id desc limit 1), false) then
    raise exception 'a pilot where the place was not found ready says why' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger roadmap_sitefact_ready before insert on roadmap_sitefact for each row when (new.kind = 'PILOTED') execute function roadmap_ready();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0001_tables"),
        ("programme", "0002_row_security"),
        ("accounts", "0006_framework_tables"),
        ("places", "0004_reorganisation_wall"),
    ]
    operations = [
        migrations.RunSQL(LIES, "drop function roadmap_lies(int, int)"),
        migrations.RunSQL(OF_SITE_TOO, "drop function roadmap_fact_of(uuid, uuid)"),
        *[wall(table, seen=reads, insert=adds) for table, (reads, adds) in WALLS.items()],
        *[own_hand(table, "made_by:made_at") for table in WALLS if table != "roadmap_boundary"],
        next_version("roadmap_guide", "unit_id", "code"),
        migrations.RunSQL(
            "alter table roadmap_guidefile add constraint roadmap_guidefile_hash_true check (sha256 = encode(sha256(content), 'hex'))",
            "alter table roadmap_guidefile drop constraint roadmap_guidefile_hash_true",
        ),
        filled_at_once("roadmap_boundary", "set_id"),
        filled_at_once("roadmap_proposal", "evaluation_id"),
        migrations.RunSQL(STORY, "drop trigger roadmap_sitefact_story on roadmap_sitefact; drop function roadmap_story()"),
        migrations.RunSQL(READY, "drop trigger roadmap_sitefact_ready on roadmap_sitefact; drop function roadmap_ready()"),
    ]
