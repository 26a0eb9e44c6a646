"""A file goes to the body that its hand-over names, at the place of the file: asked past the application, too."""

from django.db import migrations

# The function of each hand-over as law/dossiers names it (tests/cases/dossiers/test_to_its_body.py holds them together), and the one body that holds
# it there on that day by the dated table; null where the directory knows none or several: then it goes to no body, by its name alone. The court has
# its own question (court_beside), a health body is the one that was asked.
RECEIVER = """
create function dossier_function(leg text) returns text language sql immutable as $$
  select case leg when 'to_check' then 'checker_compulsory_file' when 'to_execution' then 'executor_compulsory'
    when 'to_commune' then 'preparer_compulsory_file' end
$$;
create function dossier_receiver(leg text, commune int, day date) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above as (select commune as id, 0 as far
    union all select u.parent_id, above.far + 1 from above join places_unit u on u.id = above.id where u.parent_id is not null),
  held as (select h.body_kind from places_functionholder h left join above on above.id = h.unit_id
    where h.function = dossier_function(leg) and h.starts_on <= day and (h.ends_before is null or h.ends_before > day)
      and (h.unit_id is null or above.id is not null) order by above.far nulls last, h.starts_on desc limit 1),
  near as (select b.id, above.far from above join places_body b on b.unit_id = above.id join held on held.body_kind = b.kind
    where b.starts_on <= day and (b.ends_before is null or b.ends_before > day))
  select min(id) from near where far = (select min(far) from near) having count(*) = 1
$$;
create function dossier_may_go(leg text, body int, called text, commune int, day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above as (select commune as id union select u.parent_id from above join places_unit u on u.id = above.id where u.parent_id is not null),
  houses as (select b.id from places_body b join above on above.id = b.unit_id
    where b.kind = 'facility' and b.starts_on <= day and (b.ends_before is null or b.ends_before > day))
  select (body is null or exists (select from places_body b where b.id = body and left(b.name, 200) = called)) and case
    when leg in ('to_court', 'to_health') then true
    when leg = 'to_facility' then body in (select id from houses) or body is null and not exists (select from houses)
    when leg = 'to_check' then body is not distinct from dossier_receiver(leg, commune, day)
    else false end
$$;
create policy dossiers_passage_to_its_body on dossiers_passage as restrictive for insert to donghanh_web with check (
  dossier_may_go(leg, to_body_id, to_name, unit_id, (sent_at at time zone 'Asia/Ho_Chi_Minh')::date)
  and exists (select from cases_case c where c.id = case_id and c.procedure = dossiers_passage.procedure));
revoke execute on function dossier_receiver(text, int, date), dossier_may_go(text, int, text, int, date) from public;
grant execute on function dossier_may_go(text, int, text, int, date) to donghanh_web;
"""
BACK = """drop policy dossiers_passage_to_its_body on dossiers_passage; drop function dossier_may_go(text, int, text, int, date),
  dossier_receiver(text, int, date), dossier_function(text)"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_basis")]
    operations = [migrations.RunSQL(RECEIVER, BACK)]
