"""Row security of travelling files: both sides see a passage, each acts only through a function that checks it, nobody edits one."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

OF_CASE_HERE = "exists (select from cases_case c where c.id = case_id and c.unit_id = {table}.unit_id)"
OURS = "to_body_id = any((select app_bodies())::int[]) or watched_by_id = any((select app_bodies())::int[]) or from_body_id = any((select app_bodies())::int[])"
SENT_TO_US = f"({OURS}) and dossier_class(leg) = any((select app_reads())::text[])"
UNANSWERED = (
    "received_at is null and returned_at is null and accepted_at is null and done_at is null and watched_by_id is null and from_body_id is null"
)
# A file goes along to a health body only where that body was asked (cases_referral), and while it has not answered.
ASKED = """(leg <> 'to_health' or exists (select from cases_referral r where r.case_id = dossiers_passage.case_id
  and r.to_body_id = dossiers_passage.to_body_id and r.answered_at is null))"""

# Papers to a health body are of the class of determinations, all others are legal files.
CLASS = """
create function dossier_class(leg text) returns text language sql immutable as $$ select case leg when 'to_health' then 'D4' else 'D3' end $$;
"""

FOLLOWS_ITS_CASE = """
create function dossier_follows_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update dossiers_placing set unit_id = new.unit_id where case_id = new.id;
  update dossiers_passage set unit_id = new.unit_id where case_id = new.id;
  update dossiers_protest set unit_id = new.unit_id where case_id = new.id;
  update dossiers_voidproposal v set unit_id = new.unit_id from dossiers_passage p where p.id = v.passage_id and p.case_id = new.id;
  return new;
end $$;
create trigger dossier_follows_case after update of unit_id on cases_case
  for each row when (old.unit_id is distinct from new.unit_id) execute function dossier_follows_case();
create function dossier_goes_on() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin  -- from one facility to another the old one keeps person and file until the new one signs for them (receive_dossier)
  if new.leg = 'to_facility' and new.from_body_id is not null then return new; end if;
  update dossiers_passage set done_at = new.sent_at
   where case_id = new.case_id and received_at is not null and returned_at is null and done_at is null;
  return new;
end $$;
create trigger dossier_goes_on before insert on dossiers_passage for each row execute function dossier_goes_on();
"""

# Steps in their order (dossier_fits): 0005_order_of_steps. Who may answer: the body it was sent to; or the commune whose file it is, by the number of a paper, while that body has no desk here; each
# by an official whose post gives the verb today (accounts_may).
ANSWERS = """
create function body_has_desk(body int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from accounts_post a where a.body_id = body and a.ends_before > (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date
     and (a.granted_by_id is null or a.approved_by_id is not null))
$$;
create function dossier_may_answer(p dossiers_passage, on_paper text, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select (coalesce(p.to_body_id = any(app_bodies()), false) and coalesce(dossier_class(p.leg) = any(app_writes()), false)
      and (accounts_may('dossier.answer', at) or accounts_may('dossier.send', at)))
    or (accounts_may('dossier.send', at) and coalesce(p.unit_id = any(app_units()), false) and coalesce('D3' = any(app_writes()), false) and trim(on_paper) <> ''
        and not body_has_desk(p.to_body_id))
$$;
create function procuracy_beside(court int, commune int, day date) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(
    (select b.id from places_coverage c join places_body b on b.id = c.body_id where c.unit_id = commune and b.kind = 'regional_procuracy'
        and c.starts_on <= day and (c.ends_before is null or c.ends_before > day) order by c.starts_on desc, b.id limit 1),
    (select b.id from places_body b join places_body d on d.unit_id = b.unit_id where d.id = court and d.kind = 'district_court'
        and b.kind = 'district_procuracy' and b.starts_on <= day and (b.ends_before is null or b.ends_before > day) order by b.id limit 1))
$$;
create function dossier_id_now() returns uuid language sql volatile as $$  -- like kernel.ids: facts of one moment keep the order they were made in
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;
create function dossier_fact(p dossiers_passage, kind text, happened timestamptz, at timestamptz, data jsonb, made uuid default dossier_id_now(),
  by_body int default null, by_decision uuid default null) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason, decision_id)
  values (made, p.case_id, p.unit_id, kind, happened, false, at, app_user(), coalesce(by_body, p.to_body_id, app_body()), data, '', by_decision);
  update cases_case set computed_with = '', version = version + 1 where id = p.case_id;
end $$;
create function receive_dossier(wanted uuid, happened timestamptz, at timestamptz, due timestamptz, rule text, on_paper text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted and received_at is null and returned_at is null and done_at is null
     and sent_at <= happened and happened <= at for update;
  if not found or not dossier_may_answer(p, on_paper, at) then return null; end if;
  if p.leg = 'to_facility' and p.from_body_id is not null then
    update dossiers_passage e set done_at = happened where e.case_id = p.case_id and e.id <> p.id and e.received_at is not null
       and e.returned_at is null and e.done_at is null;
  end if;
  update dossiers_passage d set received_at = happened, received_by = app_user(), due_at = due, rule_id = rule, on_paper = $6 where d.id = p.id;
  return p.case_id;
end $$;
create function return_dossier(wanted uuid, happened timestamptz, at timestamptz, named jsonb, on_paper text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted and received_at <= happened and happened <= at
     and accepted_at is null and returned_at is null and done_at is null for update;
  if not found or not dossier_may_answer(p, on_paper, at) or jsonb_array_length(named) = 0 or exists (  -- papers of this list, and no others
    select from jsonb_array_elements(named) n where not exists (select from jsonb_array_elements(p.lines) l where l->>'id' = n->>'id'))
  then return null; end if;
  if exists (  -- what an earlier return saw just so and kept silent about
    select from jsonb_array_elements(named) n
      join jsonb_array_elements(p.lines) l on l->>'id' = n->>'id'
      join dossiers_passage e on e.case_id = p.case_id and e.leg = p.leg and e.returned_at is not null
      join jsonb_array_elements(e.lines) s on s->>'id' = n->>'id' and s->>'standing' = l->>'standing' and s->>'version' = l->>'version'
     where not exists (select from jsonb_array_elements(e.faults) f where f->>'id' = n->>'id')) then return null; end if;
  update dossiers_passage d set returned_at = happened, returned_by = app_user(), faults = named,
    on_paper = case when $5 = '' then d.on_paper else $5 end where d.id = p.id;
  if p.leg in ('to_check', 'to_court') then perform dossier_fact(p, 'DOSSIER_RETURNED', happened, at, '{}'); end if;
  if p.from_body_id is not null then  -- it lies again with the body that sent it
    update dossiers_passage b set done_at = null where b.id = (select e.id from dossiers_passage e where e.case_id = p.case_id
      and e.to_body_id = p.from_body_id and e.returned_at is null and e.received_at is not null order by e.sent_at desc, e.id desc limit 1);
  end if;
  return p.case_id;
end $$;
create function accept_dossier(wanted uuid, happened timestamptz, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted and leg = 'to_court' and received_at <= happened and happened <= at
     and accepted_at is null and returned_at is null and done_at is null for update;
  if not found or not dossier_may_answer(p, '', at) or not dossier_fits(p.case_id, 'COURT_ACCEPTED', happened) then return null; end if;
  update dossiers_passage d set accepted_at = happened,
    watched_by_id = procuracy_beside(p.to_body_id, p.unit_id, (happened at time zone 'Asia/Ho_Chi_Minh')::date) where d.id = p.id;
  perform dossier_fact(p, 'COURT_ACCEPTED', happened, at, '{}');
  return p.case_id;
end $$;
"""

# What the other side reads of the person and of the steps, while the file lies with it and only once it signed for it. No law that was read says how
# long the procuracy keeps what it checks: it reads a file that left the court as it did there until the file is closed, and its own papers always
# (0006). Of a fact only what the
# law reckons with goes along, and the number of the court's decision; a health body reads no step of the court. Of its own step a body is told that
# the person says it is wrong, since it alone takes it back; not in which words. Of bodies where files are stuck the province is told what rule P1
# lets it know (as reporting.shown in reports/migrations), and as of now alone: day held against day would say what happened to one person.
OPENED = """
create function dossier_stands_open(file uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case_stage(file) not in ('', 'CERTIFIED', 'CLOSED', 'COMPLETED', 'DECLINED', 'EXEMPTED', 'IN_ERROR')
$$;
create function dossier_open_to_us(wanted uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select case_id from dossiers_passage where id = wanted and received_at is not null and returned_at is null and dossier_class(leg) = any(app_reads())
     and (done_at is null and to_body_id = any(app_bodies()) or watched_by_id = any(app_bodies()) and (done_at is null or dossier_stands_open(case_id)))
$$;
create function dossier_person(wanted uuid) returns table (id uuid, full_name text, born_on date, birth_year smallint, sex text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.full_name::text, p.born_on, p.birth_year::smallint, p.sex::text from people_person p join cases_case c on c.person_id = p.id
   where c.id = dossier_open_to_us(wanted) and 'D1' = any(app_reads())
$$;
create function dossier_read_kinds(leg text) returns text[] language sql immutable as $$
  select case leg when 'to_health' then array['TESTED_POSITIVE', 'USED_AGAIN', 'DETERMINATION_REQUESTED'] else array[
    'GROUND_FOUND', 'DOSSIER_PREPARED', 'NOTICE_GIVEN', 'FILE_READ', 'DOSSIER_FORWARDED', 'DOSSIER_RETURNED', 'DOSSIER_COMPLETED',
    'COURT_REQUESTED', 'COURT_ACCEPTED', 'ACCEPTANCE_NOTIFIED', 'COURT_ASKED', 'COURT_ANSWERED', 'HEARING_ORDERED', 'HEARING_HELD',
    'COURT_DECIDED', 'COURT_DECLINED', 'COURT_DECISION_SENT', 'COMPLAINED', 'PROTESTED', 'COMPLAINT_SETTLED', 'DECISION_EFFECTIVE']
    || case when leg in ('to_court', 'to_check', 'to_execution') then array[]::text[] else array[
    'INTERIM_DECIDED', 'INTERIM_BEGAN', 'INTERIM_ENDED', 'PROVINCE_INFORMED', 'FACILITY_CHOSEN', 'POSTPONED', 'POSTPONEMENT_ENDED', 'ADMITTED',
    'ESCAPED', 'BROUGHT_BACK', 'LEAVE_BEGAN', 'LEAVE_ENDED', 'BORROWED', 'BORROWING_ENDED', 'REDUCED', 'STAY_SUSPENDED', 'SUSPENSION_ENDED',
    'SEARCH_DECIDED', 'HOSPITALISED', 'HOSPITAL_ENDED', 'REDUCTION_PROPOSED', 'EXEMPTED', 'DIED', 'IMPRISONED',
    'TRANSFERRED', 'END_NOTICED', 'REHAB_COMPLETED', 'CERTIFICATE_ISSUED', 'HANDED_OVER'] end end
$$;
create function dossier_steps(wanted uuid) returns table (id uuid, kind text, happened_at timestamptz, is_date_only boolean, data jsonb,
  is_ours boolean, is_contested boolean)
language sql stable security definer set search_path = public, pg_temp as $$  -- but what a withdrawn decision told
  select f.id, f.kind::text, f.happened_at, f.is_date_only, coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_each(f.data) e
    where p.leg <> 'to_health' and (e.key = any(array['ground', 'act_on', 'months', 'absent', 'complex', 'form', 'merit', 'to', 'place', 'completed',
        'contest_days', 'contest_reason'])
      or (f.kind in ('COURT_ASKED', 'COURT_DECLINED') and e.key = any(array['question', 'outcome', 'why']))
      or (f.kind = 'COURT_DECIDED' and e.key = 'number'))), '{}'),
    coalesce(f.body_id = any(app_bodies()), false), coalesce(f.body_id = any(app_bodies()), false)
      and exists (select from cases_hold h where h.fact_id = f.id and h.lifted_at is null and h.reason = 'CORRECTION')
  from dossiers_passage p join cases_fact f on f.case_id = p.case_id
  where p.id = wanted and p.case_id = dossier_open_to_us(wanted) and f.voided_at is null and f.kind = any(dossier_read_kinds(p.leg))
     and not exists (select from cases_fact w where w.case_id = f.case_id and w.kind = 'DECISION_WITHDRAWN' and w.voided_at is null
       and w.data->>'withdraws' = f.decision_id::text)
  order by f.happened_at, f.recorded_at
$$;
create function dossier_persons() returns text[] language sql immutable as $$  -- legal.persons(): their own time is nobody's to move
  select array['guardian', 'managed_person', 'monitored_person', 'patient', 'person_concerned', 'person_in_rehabilitation', 'person_with_dependence']
$$;
create function dossier_stuck_bodies(at timestamptz) returns table (name text, files bigint, since date)
language sql stable security definer set search_path = public, pg_temp as $$
  with place(id) as (select unnest(nullif(current_setting('app.stat_units', true), '')::int[]) where 'D11' = any(app_reads())
      and (session_user <> 'donghanh_app' or at between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes')),
    stuck(at_body, file, began) as (
      select p.to_name, p.id, coalesce(p.due_at, p.sent_at) from dossiers_passage p join place on place.id = p.unit_id
       where p.returned_at is null and p.done_at is null and p.accepted_at is null
         and ((p.received_at is null and p.sent_at < at - interval '2 days') or p.due_at <= at)
      union all
      select u.kind || ' ' || u.name, c.id, min(d.due_at) from cases_duty d join place on place.id = d.unit_id
        join cases_case c on c.id = d.case_id join places_unit u on u.id = d.unit_id
       where c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR') and d.due_at <= at and d.stands_from <= at
         and (d.stands_until is null or d.stands_until > at) and not d.function = any(dossier_persons()) group by u.id, c.id)
  select at_body, case when count(*) >= 8 then (round(count(*) / 5.0) * 5)::bigint end,
    date_trunc('month', min(began) at time zone 'Asia/Ho_Chi_Minh')::date from stuck group by at_body
$$;
"""
FUNCTIONS = """dossier_may_answer(dossiers_passage, text, timestamptz), dossier_fact(dossiers_passage, text, timestamptz, timestamptz, jsonb, uuid, int, uuid),
  body_has_desk(int), procuracy_beside(int, int, date), dossier_id_now(), dossier_stands_open(uuid), dossier_open_to_us(uuid), dossier_person(uuid), dossier_steps(uuid), dossier_persons(), dossier_stuck_bodies(timestamptz),
  receive_dossier(uuid, timestamptz, timestamptz, timestamptz, text, text), return_dossier(uuid, timestamptz, timestamptz, jsonb, text),
  accept_dossier(uuid, timestamptz, timestamptz)"""
FOR_THE_WEB = FUNCTIONS.split("dossier_open_to_us(uuid), ")[1]
GRANTS = f"revoke execute on function {FUNCTIONS} from public; grant execute on function {FOR_THE_WEB} to donghanh_web"


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_tables"),
        ("cases", "0008_post_and_order"),
        ("accounts", "0007_who_may"),
        ("places", "0004_reorganisation_wall"),
    ]
    operations = [
        migrations.RunSQL(CLASS, "drop function dossier_class(text)"),
        secure("dossiers_placing", "D3", insert_if=OF_CASE_HERE.format(table="dossiers_placing"), update=False),
        secure(
            "dossiers_passage",
            "D3",
            or_read=SENT_TO_US,
            insert_if=f"{OF_CASE_HERE.format(table='dossiers_passage')} and {UNANSWERED} and {ASKED} and accounts_may('dossier.send', sent_at)",
            update=False,
        ),
        migrations.RunSQL(
            FOLLOWS_ITS_CASE,
            "drop trigger dossier_follows_case on cases_case; drop function dossier_follows_case(), dossier_goes_on() cascade",
        ),
        migrations.RunSQL(ANSWERS, migrations.RunSQL.noop),
        migrations.RunSQL(OPENED, f"drop function {FUNCTIONS}, dossier_read_kinds(text)"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
