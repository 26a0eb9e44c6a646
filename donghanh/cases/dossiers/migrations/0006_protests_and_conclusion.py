"""What the procuracy says of a file in its own words, and what the court may read of the determination: day, body, conclusion."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

# A protest or recommendation against the decision is a step of the procedure and comes in its order; a recommendation on how the file was
# handled moves nothing. The step is the procuracy's, not the court's.
SAID = """
create function protest_dossier(wanted uuid, made uuid, form text, number text, happened timestamptz, at timestamptz, against text, said text)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage; ruling uuid;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted and accepted_at <= happened and happened <= at and done_at is null for update;
  if not found or not coalesce(p.watched_by_id = any(app_bodies()), false) or not coalesce('D3' = any(app_reads()), false)
     or not accounts_may('dossier.protest', at) or form not in ('recommend', 'protest') or (against, form) not in (('decision', 'recommend'), ('decision', 'protest'), ('handling', 'recommend'))
     or trim(number) = '' or trim(said) = '' or length(said) > 4000 then return null; end if;
  if against = 'decision' then
    select f.id into ruling from cases_fact f where f.case_id = p.case_id and f.kind = 'COURT_DECIDED' and f.voided_at is null
     order by f.happened_at desc, f.id desc limit 1;
    if ruling is null or not dossier_fits(p.case_id, 'PROTESTED', happened)
       or exists (select from dossiers_protest r where r.ruling_id = ruling and r.form = protest_dossier.form) then return null; end if;
    perform dossier_fact(p, 'PROTESTED', happened, at, jsonb_build_object('form', form, 'number', left(number, 60)), made, app_body());
  end if;
  insert into dossiers_protest (id, passage_id, case_id, unit_id, body_id, form, against, ruling_id, number, signed_at, content, recorded_at, recorded_by)
  values (made, p.id, p.case_id, p.unit_id, app_body(), form, against, ruling, left(number, 60), happened, said, at, app_user());
  return p.case_id;
end $$;
create function dossier_protests(wanted uuid) returns table (id uuid, form text, against text, number text, signed_at timestamptz, content text,
  body text, ruling text, ruled_at timestamptz, settled text, settled_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.form::text, r.against::text, r.number::text, r.signed_at, r.content, b.name::text, coalesce(f.data->>'number', ''), f.happened_at,
         coalesce(a.data->>'number', ''), a.happened_at
    from dossiers_protest r join places_body b on b.id = r.body_id left join cases_fact f on f.id = r.ruling_id
    left join lateral (select s.data, s.happened_at from cases_fact s where r.against = 'decision' and s.case_id = r.case_id
      and s.kind = 'COMPLAINT_SETTLED' and s.voided_at is null and s.happened_at >= r.signed_at order by s.happened_at, s.id limit 1) a on true
   where r.case_id = coalesce(dossier_open_to_us(wanted), (select p.case_id from dossiers_passage p
     where p.id = wanted and p.unit_id = any(app_units()) and 'D3' = any(app_reads())))
     or (r.passage_id = wanted and r.body_id = any(app_bodies()) and 'D3' = any(app_reads()))
   order by r.signed_at, r.id
$$;
create function dossier_watched() returns table (passage_id uuid, is_at_court boolean, is_readable boolean, papers bigint, settled bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.done_at is null, dossier_open_to_us(p.id) is not null, count(r.id), count(r.settled_at)
    from dossiers_passage p left join lateral dossier_protests(p.id) r on true
   where p.watched_by_id = any(app_bodies()) and dossier_class(p.leg) = any(app_reads()) group by p.id
$$;
"""

# The list of papers that the law asks for names the result; who has the file reads what it concludes, and nothing of what the doctor wrote.
CONCLUDED = """
create function dossier_conclusion(wanted uuid) returns table (found_at timestamptz, body text, is_dependent boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive sent as (select s.sent_at, c.person_id from dossiers_passage s join cases_case c on c.id = s.case_id
    where s.id = wanted and s.case_id = dossier_open_to_us(wanted)
      and exists (select from jsonb_array_elements(s.lines) l where l->>'id' = 'result' and l->>'standing' = 'have')),
  whole as (select coalesce(p.merged_into_id, p.id) as id from people_person p join sent on sent.person_id = p.id
    union select p.id from whole join people_person p on p.merged_into_id = whole.id)
  select f.happened_at, b.name::text, f.kind = 'FOUND_DEPENDENT' from sent, whole join cases_case c on c.person_id = whole.id
    join cases_fact f on f.case_id = c.id left join places_body b on b.id = f.body_id
   where f.kind in ('FOUND_DEPENDENT', 'FOUND_NOT_DEPENDENT') and case_concludes(c.procedure) and f.voided_at is null
     and f.happened_at <= sent.sent_at and c.stage <> 'IN_ERROR'
   order by f.happened_at desc, f.id desc limit 1
$$;
"""
FUNCTIONS = """protest_dossier(uuid, uuid, text, text, timestamptz, timestamptz, text, text), dossier_protests(uuid), dossier_watched(), dossier_conclusion(uuid)"""
GRANTS = f"revoke execute on function {FUNCTIONS} from public; grant execute on function {FUNCTIONS} to donghanh_web"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_order_of_steps")]
    operations = [
        secure("dossiers_protest", "D3", insert_if="false", update=False),
        migrations.RunSQL(SAID + CONCLUDED + GRANTS, f"drop function {FUNCTIONS}"),
    ]
