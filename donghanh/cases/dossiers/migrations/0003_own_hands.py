"""The court and the facility write their own steps, and send the file on; the commune writes none of them while it lies there."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

# The same lists as cases/hands.py (tests/cases/dossiers/test_own_hands.py holds them together).
HANDS = """
create function dossier_stay_kinds() returns text[] language sql immutable as $$
  select array['REDUCED', 'STAY_SUSPENDED', 'EXEMPTED', 'ESCAPED', 'SEARCH_DECIDED', 'BROUGHT_BACK', 'HOSPITALISED', 'HOSPITAL_ENDED', 'TRANSFERRED',
    'REDUCTION_PROPOSED', 'SUSPENSION_ENDED', 'DIED', 'IMPRISONED']
$$;
create function dossier_stay_began(file uuid, told text) returns boolean  -- what is no step of the stay waits for no admission
language sql stable security definer set search_path = public, pg_temp as $$
  select told <> all(dossier_stay_kinds()) or exists (select from cases_fact f where f.case_id = file and f.kind = 'ADMITTED' and f.voided_at is null)
$$;
create function dossier_hand_kinds(leg text) returns text[] language sql immutable as $$
  select case leg
    when 'to_check' then array['DOSSIER_RETURNED']
    when 'to_court' then array['DOSSIER_RETURNED', 'COURT_ACCEPTED', 'ACCEPTANCE_NOTIFIED', 'COURT_ASKED', 'HEARING_ORDERED', 'HEARING_HELD',
      'COURT_DECIDED', 'COURT_DECLINED', 'COURT_DECISION_SENT']
    when 'to_facility' then array['ADMITTED', 'LEAVE_BEGAN', 'LEAVE_ENDED', 'BORROWED', 'BORROWING_ENDED', 'END_NOTICED',
      'REHAB_COMPLETED', 'CERTIFICATE_ISSUED', 'HANDED_OVER'] || dossier_stay_kinds()
    else array[]::text[] end
$$;
create function dossier_told_kinds(leg text) returns text[] language sql immutable as $$
  select array_remove(array_remove(dossier_hand_kinds(leg), 'DOSSIER_RETURNED'), 'COURT_ACCEPTED')
    || case leg when 'to_court' then array['COMPLAINED', 'COMPLAINT_SETTLED', 'DECISION_EFFECTIVE'] else array[]::text[] end
$$;
create function dossier_own_hand(file uuid, kind text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select p.to_name::text from dossiers_passage p where p.case_id = file and p.returned_at is null and p.done_at is null
     and p.unit_id = any(app_units()) and kind = any(dossier_hand_kinds(p.leg)) and body_has_desk(p.to_body_id)
     and dossier_stay_began(file, kind) order by p.received_at nulls last limit 1
$$;
create policy cases_fact_where_it_lies on cases_fact as restrictive for insert to donghanh_web
  with check (dossier_own_hand(case_id, kind) is null);
create policy cases_fact_error_not_away on cases_fact as restrictive for insert to donghanh_web with check (kind <> 'OPENED_IN_ERROR'
  or not exists (select from unnest(array['to_check', 'to_court', 'to_facility']) leg, unnest(dossier_hand_kinds(leg)) told
    where dossier_own_hand(case_id, told) is not null));
"""

# What lies with a court or a facility that has a desk here is not taken from it by sending it elsewhere: that would end its time with the file,
# and give its hand to the commune. A court with a desk sends its decision out itself, before the person is handed over.
STAYS = """
create function dossier_stays() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from dossiers_passage p where p.case_id = new.case_id and p.leg in ('to_court', 'to_facility')
       and p.received_at is not null and p.returned_at is null and p.done_at is null and body_has_desk(p.to_body_id))
  then raise exception 'the file lies with another body' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
create trigger dossier_comes_from_here before insert on dossiers_passage  -- by its name before dossier_goes_on, which ends the earlier hand-over
  for each row when (current_user = 'donghanh_web') execute function dossier_stays();
"""

# Where the head of a facility has a desk here, on the day of the step or of its telling (a day before his post would go round him), nobody is let
# out and no certificate is told on a number that somebody typed: the step names the decision that he signed. The room of decisions stands above
# this one and says what that decision is (decisions/migrations/0005_held); until it does, there is none. facility_head_office: as law/functions.yaml names the head (tests/house/test_kinds_in_database.py).
HEADS = """
create function facility_head_office(day date) returns text language sql immutable as $$
  select case when day >= date '2026-07-01' then 'facility_head' when day >= date '2022-01-01' then 'facility_director' end
$$;
create function dossier_head_has_desk(body int, day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from accounts_post a where a.body_id = body and a.role = 'facility_head' and a.office = facility_head_office(day)
     and a.starts_on <= day and a.ends_before > day and (a.granted_by_id is null or a.approved_by_id is not null))
$$;
create function dossier_head_signs(wanted uuid, day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from dossiers_passage p where p.id = wanted and p.leg = 'to_facility' and p.to_body_id = any(app_bodies())
     and dossier_head_has_desk(p.to_body_id, day))
$$;
create function dossier_head_draws(told text, day date) returns boolean language sql immutable as $$  -- the form of a search is of the new law
  select told in ('LEAVE_BEGAN', 'BORROWED', 'CERTIFICATE_ISSUED') or (told = 'SEARCH_DECIDED' and facility_head_office(day) = 'facility_head')
$$;
create function dossier_head_decided(p dossiers_passage, decision uuid, told text, happened timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$ select null::jsonb $$;
"""

# What the court asks or why it declines is said, whether it writes itself or the commune writes it down from paper (compulsory_told.check_told).
WORDS = """
create function court_step_is_said(told text, data jsonb) returns boolean language sql immutable parallel safe as $$
  select coalesce(case told
    when 'COURT_ASKED' then trim(data->>'question') <> '' and length(data->>'question') <= 2000
    when 'COURT_DECLINED' then data->>'outcome' in ('declined', 'ended') and trim(data->>'why') <> '' and length(data->>'why') <= 2000
    else true end, false)
$$;
create policy cases_fact_court_said on cases_fact as restrictive for insert to donghanh_web with check (court_step_is_said(kind, data));
"""

# What may be said with a fact is named here, so that nothing else is carried over the wall. Declining ends the file's time at the court.
TELLS = """
create function tell_dossier(wanted uuid, made uuid, told text, happened timestamptz, at timestamptz, data jsonb, decision uuid default null)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage; decided jsonb;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted and received_at is not null and happened <= at
     and happened >= case when told = 'ADMITTED' then sent_at else received_at end  -- a person may be taken in before somebody signs for his file
     and returned_at is null and done_at is null for update;
  if not found or not dossier_may_answer(p, '', at) or not (told = any(dossier_told_kinds(p.leg))) or not dossier_fits(p.case_id, told, happened)
     or not dossier_stay_began(p.case_id, told)
     or (p.leg = 'to_court' and (p.accepted_at is null or p.accepted_at > happened)) then return null; end if;
  decided := dossier_head_decided(p, decision, told, happened);
  if (decision is not null and decided is null) or (decision is null and dossier_head_draws(told, (happened at time zone 'Asia/Ho_Chi_Minh')::date)
     and (dossier_head_has_desk(p.to_body_id, (happened at time zone 'Asia/Ho_Chi_Minh')::date)
       or dossier_head_has_desk(p.to_body_id, (at at time zone 'Asia/Ho_Chi_Minh')::date))) then return null; end if;
  data := data || coalesce(decided, '{}');
  if data - array['number', 'issuer', 'signer', 'months', 'absent', 'to', 'completed', 'contest_days', 'contest_reason', 'question', 'outcome', 'why',
       'merit', 'facility'] <> '{}'::jsonb
     or not court_step_is_said(told, data)
     or (told = 'COURT_DECISION_SENT' and case_stage(p.case_id) = 'EFFECTIVE')
     or length(data->>'contest_reason') > 2000 or length(data->>'facility') > 200
     or (told in ('REDUCED', 'STAY_SUSPENDED', 'EXEMPTED') and '' = any(array[coalesce(trim(data->>'number'), ''), coalesce(trim(data->>'signer'), '')]))
     or (told in ('LEAVE_BEGAN', 'BORROWED') and '' = any(array[coalesce(trim(data->>'number'), ''), coalesce(trim(data->>'signer'), ''),
       coalesce(data->>'issuer', '')]))
     or (told = 'COMPLAINED' and exists (select from cases_fact f where f.case_id = p.case_id and f.voided_at is null and f.kind = told
       and not f.data ? 'delegate'
       and (f.happened_at at time zone 'Asia/Ho_Chi_Minh')::date = (happened at time zone 'Asia/Ho_Chi_Minh')::date))
     or exists (select from cases_fact f where f.case_id = p.case_id and f.voided_at is null and f.kind = told
                and told in ('COURT_DECIDED', 'COURT_DECLINED', 'ADMITTED', 'REHAB_COMPLETED', 'CERTIFICATE_ISSUED')) then return null; end if;
  perform dossier_fact(p, told, happened, at, data, made, null, decision);
  if told = 'COURT_DECLINED' then update dossiers_passage d set done_at = happened where d.id = p.id; end if;
  return p.case_id;
end $$;
"""

# The body with which the file lies hands it to the next one, the one that the hand-over names at the place of the file (0009_to_its_body: under its own
# name); where that one returned it, it lies here again and goes once more.
SENDS_ON = """
create function dossier_may_transfer(p dossiers_passage, body int, called text, day date) returns boolean  -- to another facility, once it was told
language sql stable security definer set search_path = public, pg_temp as $$
  select case when body is null then trim(called) <> '' else body <> p.to_body_id and exists (select from places_body b where b.id = body
       and b.kind = 'facility' and b.starts_on <= day and (b.ends_before is null or b.ends_before > day)) end
    and exists (select from cases_fact f where f.case_id = p.case_id and f.kind = 'TRANSFERRED' and f.voided_at is null
      and f.happened_at >= p.received_at)
$$;
create function send_on_dossier(wanted uuid, made uuid, next_leg text, body int, body_name text, told_lines jsonb, why text,
  sent timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage;
begin
  perform check_told_moment(sent, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted and received_at <= sent and returned_at is null and done_at is null for update;
  if not found or not dossier_may_answer(p, '', sent)
     or (p.leg, next_leg) not in (('to_court', 'to_execution'), ('to_facility', 'to_commune'), ('to_facility', 'to_facility'))
     or jsonb_array_length(told_lines) = 0 or (trim(why) = '' and told_lines @> '[{"standing": "missing"}]')
     or exists (select from dossiers_passage n where n.case_id = p.case_id and n.received_at is null and n.returned_at is null and n.done_at is null)
  then return null; end if;
  if (next_leg = 'to_facility' and not dossier_may_transfer(p, body, body_name, (sent at time zone 'Asia/Ho_Chi_Minh')::date))
     or (next_leg <> 'to_facility' and body is distinct from dossier_receiver(next_leg, p.unit_id, (sent at time zone 'Asia/Ho_Chi_Minh')::date))
     or (next_leg = 'to_commune' and (body is null or case_stage(p.case_id) not in ('COMPLETED', 'CERTIFIED', 'EXEMPTED', 'CLOSED')))
     or (next_leg = 'to_execution' and case_stage(p.case_id) not in ('EFFECTIVE', 'TO_ENTER')) then
    return null;
  end if;
  insert into dossiers_passage (id, case_id, unit_id, procedure, leg, from_body_id, to_body_id, to_name, summary, lines, why_missing, sent_at, sent_by,
    rule_id, faults, on_paper)
  values (made, p.case_id, p.unit_id, p.procedure, next_leg, p.to_body_id, body,
    left(coalesce((select b.name from places_body b where b.id = body), body_name), 200), p.summary, told_lines, left(why, 300), sent,
    app_user(), '', '[]', '');
  if next_leg = 'to_execution' then perform dossier_fact(p, 'COURT_DECISION_SENT', sent, sent, '{"to": "execution"}'); end if;
  return p.case_id;
end $$;
"""

# A health body's answer (conclude_referral) closes what was sent along.
ANSWERED = """
create function dossier_answered() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update dossiers_passage set done_at = new.answered_at where case_id = new.case_id and leg = 'to_health' and to_body_id = new.to_body_id
     and returned_at is null and done_at is null;
  return new;
end $$;
create trigger dossier_answered after update of answered_at on cases_referral
  for each row when (old.answered_at is null and new.answered_at is not null) execute function dossier_answered();
"""
INNER = "dossier_head_has_desk(int, date), dossier_head_decided(dossiers_passage, uuid, text, timestamptz)"
MOVING = "dossier_may_transfer(dossiers_passage, int, text, date)"
WRITING = """tell_dossier(uuid, uuid, text, timestamptz, timestamptz, jsonb, uuid), dossier_head_signs(uuid, date),
  send_on_dossier(uuid, uuid, text, int, text, jsonb, text, timestamptz)"""
FUNCTIONS = f"dossier_own_hand(uuid, text), {WRITING}"
GRANTS = f"""revoke execute on function dossier_stay_began(uuid, text), {INNER}, {MOVING}, {FUNCTIONS} from public;
grant execute on function {FUNCTIONS} to donghanh_web;
grant execute on function dossier_own_hand(uuid, text) to donghanh_jobs"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_row_security"), ("cases", "0005_own_hand")]
    operations = [
        migrations.RunSQL(
            HANDS,
            """drop policy cases_fact_error_not_away on cases_fact; drop policy cases_fact_where_it_lies on cases_fact;
            drop function dossier_own_hand(uuid, text), dossier_told_kinds(text), dossier_hand_kinds(text), dossier_stay_began(uuid, text),
              dossier_stay_kinds()""",
        ),
        migrations.RunSQL(STAYS, "drop trigger dossier_comes_from_here on dossiers_passage; drop function dossier_stays()"),
        own_hand("dossiers_passage", "sent_by:sent_at"),
        own_hand("dossiers_placing", "placed_by:placed_at"),
        migrations.RunSQL(HEADS, f"drop function {INNER}, dossier_head_draws(text, date), facility_head_office(date)"),
        migrations.RunSQL(
            WORDS,
            "drop policy cases_fact_court_said on cases_fact; drop function court_step_is_said(text, jsonb)",
        ),
        migrations.RunSQL(TELLS + SENDS_ON, f"drop function {WRITING}, {MOVING}"),
        migrations.RunSQL(ANSWERED, "drop trigger dossier_answered on cases_referral; drop function dossier_answered()"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
