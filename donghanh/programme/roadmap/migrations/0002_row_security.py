"""Row security of roadmaps: sites are public institutions, read by all who read numbers; written for the places one counts, by post and role.

Nothing is ever changed or removed. Only the lead agency evaluates and chooses.
"""

from django.db import migrations

from donghanh.base.privacy.rows import filled_at_once, own_hand, wall


def has(word: str) -> str:
    return f"'{word}' = any((select app_reads())::text[])"


HERE = "any((select app_stat_units())::int[])"
RECORDS = has("ROADMAP_RECORD")
OF_SITE = f"exists (select from roadmap_site s where s.id = site_id and s.seat_id = {HERE})"
# table: (who reads, who adds)
WALLS = {
    "roadmap_site": (has("NUMBERS"), f"{RECORDS} and seat_id = {HERE} and roadmap_lies(unit_id, seat_id)"),
    "roadmap_sitefact": (
        has("NUMBERS"),
        f"""{RECORDS} and {OF_SITE} and (kind <> 'EVALUATED' or {has("PLANS")})
            and (unit_id is null or exists (select from roadmap_site s where s.id = site_id and roadmap_lies(roadmap_sitefact.unit_id, s.seat_id)))
            and (undoes_id is null or roadmap_fact_of(undoes_id, site_id))""",
    ),
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
        filled_at_once("roadmap_boundary", "set_id"),
    ]
