"""Which regional court or procuracy serves a commune: set by hand, with day and reason, only where no source says it."""

from django.db import migrations

# A row read from a source (confidence V) is never set aside by hand: a body that follows another is a reorganisation.
SET = """
create function set_coverage(commune int, body_kind text, body_name text, since date, why text) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare found int; province int;
begin
  if not coalesce('PLACES' = any(app_reads()) and commune = any(app_stat_units()), false) or body_kind not in ('regional_court', 'regional_procuracy')
     or length(trim(body_name)) = 0 or length(trim(why)) = 0 or since is null then return null; end if;
  select u.parent_id into province from places_unit u where u.id = commune and u.level = 'COMMUNE' and u.starts_on <= since
     and (u.ends_before is null or u.ends_before > since);
  if province is null or exists (select from places_coverage c join places_body b on b.id = c.body_id where c.unit_id = commune and b.kind = body_kind
     and (c.starts_on >= since or (c.confidence = 'V' and (c.ends_before is null or c.ends_before > since)))) then return null; end if;
  select b.id into found from places_body b where b.kind = body_kind and b.name = trim(body_name) and b.unit_id = province and b.starts_on <= since
     and (b.ends_before is null or b.ends_before > since) order by b.id limit 1;
  if found is null then
    insert into places_body (kind, name, short_name, unit_id, starts_on)
    values (body_kind, left(trim(body_name), 200), left(trim(body_name), 60), province, since) returning id into found;
  end if;
  update places_coverage c set ends_before = since from places_body b where b.id = c.body_id and b.kind = body_kind and c.unit_id = commune
     and (c.ends_before is null or c.ends_before > since);
  insert into places_coverage (body_id, unit_id, starts_on, citation, confidence) values (found, commune, since, left(trim(why), 300), 'M');
  return found;
end $$;
revoke execute on function set_coverage(int, text, text, date, text) from public;
grant execute on function set_coverage(int, text, text, date, text) to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0005_calendar_wall")]
    operations = [migrations.RunSQL(SET, "drop function set_coverage(int, text, text, date, text)")]
