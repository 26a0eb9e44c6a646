"""What the health body tells of a determination beside its conclusion, and a volunteer who comes to it by himself.

The determination is a file of its own at the commune that asked (cases.Referral.file). The body that was asked may not open it: it tells its own steps,
and reads back the steps of the determination, none of what the person did afterwards. Both sides are checked here. Of a volunteer (Decree 109/2021
Article 4: the result has two copies, the body's and his own) no commune is told: his request hangs on no file and is seen by that body alone.
"""

from django.db import migrations

from donghanh.base.privacy.rows import wall

# Ids in the order of telling, as kernel.ids makes them: facts of one minute stand in the order in which they were told.
IDS = """
create function id_of_now() returns uuid language sql volatile as $$
  select (lpad(to_hex(micros / 1000), 12, '0') || '7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')
    || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid
  from (select floor(extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) now
$$;
"""

# The steps of one request: those of its file, or, where there is none, the request itself, what was kept here, and the conclusion.
TOLD = r"""
create function determination_kinds() returns text[] language sql immutable parallel safe as $$
  select array['STAFF_SENT', 'PERSON_RECEIVED', 'CRITERIA_FOUND', 'OBSERVATION_BEGAN', 'DOSSIER_RETURNED', 'RESULT_SENT', 'RESULT_NOTIFIED']
$$;
create function determination_told(r cases_referral) returns table (id uuid, kind text, happened_at timestamptz, place text, why text)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.id, f.kind::text, f.happened_at, f.data->>'place', case when f.kind = 'DOSSIER_RETURNED' then f.data->>'why' end
    from cases_fact f where f.case_id = r.file_id and f.voided_at is null
     and f.kind not in ('REGISTERED', 'TREATMENT_STARTED', 'GROUND_FOUND')
  union all select r.id, 'DETERMINATION_REQUESTED', r.sent_at, r.place, null where r.file_id is null
  union all select s.id, s.kind::text, s.happened_at, null, null from diagnosis_step s where s.referral_id = r.id
  union all select a.id, case when a.is_dependent then 'FOUND_DEPENDENT' else 'FOUND_NOT_DEPENDENT' end, a.concluded_at, null, null
    from diagnosis_assessment a where r.file_id is null and a.referral_id = r.id and a.concluded_at is not null
$$;
create function determination_said_before(r cases_referral, reason text) returns boolean  -- a reason that was given once is not given again
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from determination_told(r) t where t.kind = 'DOSSIER_RETURNED'
    and lower(regexp_replace(trim(t.why), '\s+', ' ', 'g')) = lower(regexp_replace(trim(reason), '\s+', ' ', 'g')))
$$;
create function determination_fits(r cases_referral, told text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare stage text := ''; one text; steps jsonb := case_steps('DETERMINATION');
begin
  for one in select t.kind from determination_told(r) t order by t.happened_at, t.id loop
    stage := coalesce(steps->'moves' ->> (stage || ' ' || one), stage);
  end loop;
  return steps->'moves' ? (stage || ' ' || told) or coalesce(steps->'stays'->told ? stage, false);
end $$;
create function determination_hears(r cases_referral, told text, happened timestamptz, at timestamptz, said jsonb) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not determination_fits(r, told) then return false; end if;
  if r.file_id is not null then
    insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
    values (id_of_now(), r.file_id, r.unit_id, told, happened, false, at, app_user(), r.to_body_id, said, '');
    update cases_case set computed_with = '', version = version + 1 where id = r.file_id;
  elsif told = any(determination_kinds()) then
    insert into diagnosis_step (id, referral_id, body_id, kind, happened_at, recorded_at, recorded_by)
    values (id_of_now(), r.id, r.to_body_id, told, happened, at, app_user());
  end if;
  return true;
end $$;
create function determination_steps(wanted uuid[]) returns table (referral uuid, id uuid, kind text, happened_at timestamptz, place text, why text)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, t.* from cases_referral r cross join lateral determination_told(r) t
   where r.id = any(wanted) and r.to_body_id = any(app_bodies()) and 'D4' = any(app_reads())
$$;
"""

# A request sent back, and a volunteer's result that was handed out, take the name with them. The file that asked hears that the person was told the
# result: from then on he has his time to register.
TELLS = """
create function tell_determination(wanted uuid, told text, happened timestamptz, why text, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare r cases_referral;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into r from cases_referral where id = wanted and sent_at <= happened and happened <= at for update;
  if not found or not coalesce(r.to_body_id = any(app_bodies()) and 'D4' = any(app_writes()), false) or not accounts_may('determination.record', at)
    or not told = any(determination_kinds()) or (told like 'RESULT%') <> (r.is_dependent is not null) or (told = 'DOSSIER_RETURNED' and coalesce(trim(why), '') = '')
    or (r.answered_at is not null and r.is_dependent is null) or (told = 'DOSSIER_RETURNED' and determination_said_before(r, why))
    or happened < (select max(t.happened_at) from determination_told(r) t where t.kind <> 'RESULT_NOTIFIED') then return null; end if;
  if not determination_hears(r, told, happened, at, case when coalesce(trim(why), '') = '' then '{}'::jsonb else jsonb_build_object('why', trim(why)) end) then
    return null;
  end if;
  if told = 'DOSSIER_RETURNED' then
    update cases_referral set answered_at = at, answered_by = app_user(), person_name = '—', consented_by = '' where id = r.id;
  elsif told = 'RESULT_SENT' and r.case_id is null then
    update cases_referral set person_name = '—', consented_by = '' where id = r.id;
  elsif told = 'RESULT_NOTIFIED' and r.is_dependent and r.case_id is not null then
    insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
    select id_of_now(), c.id, c.unit_id, told, happened, false, at, app_user(), r.to_body_id, jsonb_build_object('told_in', r.file_id), ''
      from cases_case c where c.id = r.case_id and coalesce(case_steps(c.procedure)->'stays'->told ? case_stage(c.id), false);
    update cases_case set computed_with = '', version = version + 1 where id = r.case_id;
  end if;
  return r.id;
end $$;
"""

VOLUNTEER = """
create function receive_volunteer(wanted uuid, called text, born int, consent text, came timestamptz, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare r cases_referral;
begin
  perform check_told_moment(at, interval '5 minutes');
  if not coalesce(app_body() is not null and 'D4' = any(app_writes()), false) or not accounts_may('determination.record', at) or came > at
    or trim(called) = '' or born not between 1900 and extract(year from came)
    or (extract(year from came at time zone 'Asia/Ho_Chi_Minh') - born - 1 < 18 and trim(consent) = '') then return null; end if;
  insert into cases_referral (id, unit_id, to_body_id, person_name, birth_year, consented_by, place, sent_at, sent_by)
  select wanted, b.unit_id, b.id, trim(called), born, trim(consent), 'body', came, app_user() from places_body b where b.id = app_body()
  returning * into r;
  perform determination_hears(r, 'PERSON_RECEIVED', came, at, '{}');
  return r.id;
end $$;
create policy cases_referral_volunteers_own on cases_referral as restrictive for select to donghanh_web
  using (case_id is not null or to_body_id = any((select app_bodies())::int[]));
"""

# A request of a commune has its file of the determination, of the same person and place, which asks for nothing itself; and what the health body
# tells comes by the functions above alone.
HANDS = """
create policy cases_referral_file_of_person on cases_referral as restrictive for insert to donghanh_web with check (
  not exists (select from cases_case c where c.id = case_id and c.procedure = 'DETERMINATION')
  and exists (select from cases_case c where c.id = file_id and c.procedure = 'DETERMINATION'
    and c.person_id = cases_referral.person_id and c.unit_id = cases_referral.unit_id));
create policy cases_fact_examiner_tells on cases_fact as restrictive for insert to donghanh_web with check (
  kind = 'RESULT_NOTIFIED' or not kind = any(determination_kinds())
  or not exists (select from cases_case c where c.id = case_id and c.procedure = 'DETERMINATION'));
"""
NOT_HANDS = "drop policy cases_fact_examiner_tells on cases_fact; drop policy cases_referral_file_of_person on cases_referral"

# How long health bodies take (dossiers/migrations/0004): received as the determination's file says; a request sent back was not concluded, and of
# a volunteer no commune is told.
MOMENTS = """
create or replace function dossier_health_moments(units int[], bodies int[])
returns table (referral_id uuid, case_id uuid, unit_id int, body text, sent_at timestamptz, received_at timestamptz, concluded_at timestamptz)
language sql stable as $$
  select r.id, r.case_id, r.unit_id, b.name::text, r.sent_at,
         least((select min(s.received_at) from dossiers_passage s where s.case_id = r.case_id and s.leg = 'to_health' and s.to_body_id = r.to_body_id
                  and s.sent_at >= r.sent_at),
               (select min(f.happened_at) from cases_fact f where f.case_id in (r.case_id, r.file_id) and f.kind = 'PERSON_RECEIVED'
                  and f.voided_at is null and f.happened_at >= r.sent_at),
               (select min(s.happened_at) from diagnosis_step s where s.referral_id = r.id and s.kind = 'PERSON_RECEIVED')),
         coalesce((select min(f.happened_at) from cases_fact f where f.case_id = r.case_id and f.kind in ('FOUND_DEPENDENT', 'FOUND_NOT_DEPENDENT')
                     and f.voided_at is null and f.body_id = r.to_body_id and f.happened_at between r.sent_at and r.answered_at), r.answered_at)
  from cases_referral r join places_body b on b.id = r.to_body_id
 where (r.case_id is not null and r.unit_id = any(units) or r.to_body_id = any(bodies)) and (r.answered_at is null or r.is_dependent is not null)
$$;
"""
INNER = """determination_kinds(), determination_said_before(cases_referral, text), determination_told(cases_referral), determination_fits(cases_referral, text),
  determination_hears(cases_referral, text, timestamptz, timestamptz, jsonb)"""
ASKED = """determination_steps(uuid[]), tell_determination(uuid, text, timestamptz, text, timestamptz),
  receive_volunteer(uuid, text, int, text, timestamptz, timestamptz)"""
GRANTS = f"""
revoke execute on function {INNER}, {ASKED}, id_of_now() from public;
grant execute on function {ASKED}, determination_kinds() to donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("diagnosis", "0004_steps_table"), ("cases", "0011_under_review"), ("dossiers", "0004_moments"), ("accounts", "0007_who_may")]
    operations = [
        wall("diagnosis_step", seen="body_id = any((select app_bodies())::int[]) and 'D4' = any((select app_reads())::text[])"),
        migrations.RunSQL(IDS, "drop function id_of_now()"),
        migrations.RunSQL(TOLD, f"drop function determination_steps(uuid[]), {INNER}"),
        migrations.RunSQL(TELLS, "drop function tell_determination(uuid, text, timestamptz, text, timestamptz)"),
        migrations.RunSQL(
            VOLUNTEER,
            "drop policy cases_referral_volunteers_own on cases_referral;"
            "drop function receive_volunteer(uuid, text, int, text, timestamptz, timestamptz)",
        ),
        migrations.RunSQL(HANDS, NOT_HANDS),
        migrations.RunSQL(MOMENTS, migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
