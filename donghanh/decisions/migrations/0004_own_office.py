"""A decision goes its steps by those whose post gives the verb on that day, and is signed by the holder of its office under his own name.

What was drafted stays as drafted but for its steps; its number is the one just taken from the register, its code the database's own: nobody types
one. Only pages are held to the steps: what the database does itself (a file that moves, a reorganisation) runs as the owner of the tables.
"""

from django.db import migrations

from donghanh.decisions.terms import CODE_LENGTH, CODE_LETTERS

# Thirty letters, each from a random byte below 240, so that all are equally likely; two bytes of a random uuid are partly fixed.
CODES = f"""
create function decision_new_code() returns text language plpgsql volatile set search_path = public, pg_temp as $$
declare made text := ''; drawn bytea; one int;
begin
  while length(made) < {CODE_LENGTH} loop
    drawn := uuid_send(gen_random_uuid());
    for place in 0..15 loop
      one := get_byte(drawn, place);
      if place not in (6, 8) and one < 240 and length(made) < {CODE_LENGTH} then
        made := made || substr('{CODE_LETTERS}', one % {len(CODE_LETTERS)} + 1, 1);
      end if;
    end loop;
  end loop;
  return made;
end $$;
create function takes_code() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.code is null or current_user = 'donghanh_web' then new.code := decision_new_code(); end if;
  return new;
end $$;
create trigger decision_takes_code before insert on decisions_decision for each row execute function takes_code();
"""
NO_CODES = "drop trigger decision_takes_code on decisions_decision; drop function takes_code(), decision_new_code()"

# The office of the draft holds the function on that day by the dated table of function-holders, a row for the place before the country's; where
# the table names nobody for the day, nobody signs: an authorised person sets the holder first. Whoever reads a decision reads its files: so they are files of decisions kept at its own place.
# What the head of a facility signs while the file lies there has its own verbs and its own questions (0005_held).
SIGNATURE = """
create function decision_may(step text, made decisions_decision, moment timestamptz) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if made.passage_id is not null then return held_may(step, made, moment); end if;
  return case step
    when 'draft' then accounts_may('decision.draft', moment)
    when 'check' then accounts_may('decision.check', moment)
    when 'sign' then accounts_may('decision.sign', moment) end;
end $$;
create function file_kept_here(wanted uuid, made_as text, place int, moment timestamptz) returns boolean
language sql stable set search_path = public, pg_temp as $$  -- made with the signature: none that another one keeps
  select wanted is null or exists (select from documents_document f where f.id = wanted and f.kind = made_as and f.unit_id = place and f.made_at = moment)
$$;
create function decision_holder(wanted text, place int, day date) returns text
language sql stable set search_path = public, pg_temp as $$
  with recursive above as (select place as id, 0 as far
    union all select u.parent_id, above.far + 1 from above join places_unit u on u.id = above.id where u.parent_id is not null)
  select h.body_kind || '.' || h.office from places_functionholder h left join above on above.id = h.unit_id
   where h.function = wanted and h.starts_on <= day and (h.ends_before is null or h.ends_before > day) and (h.unit_id is null or above.id is not null)
   order by above.far nulls last, h.starts_on desc limit 1
$$;
create function decision_check_signature(made decisions_decision) returns void language plpgsql set search_path = public, pg_temp as $$
declare day date := (made.signed_at at time zone 'Asia/Ho_Chi_Minh')::date; is_held boolean := made.passage_id is not null;
begin
  if made.office = '' or not (case when is_held then held_signer(made, day)
     else accounts_may('decision.sign', made.signed_at, made.body_id, made.office)
       and (made.kind <> 'WITHDRAW' or accounts_may('decision.withdraw', made.signed_at, made.body_id, made.office)) end) then
    raise exception 'a decision is signed by the holder of its office' using errcode = 'insufficient_privilege';
  elsif made.signer_name is distinct from accounts_own_name() then
    raise exception 'a decision is signed under the name of the account' using errcode = 'insufficient_privilege';
  elsif made.year <> extract(year from day) or not exists (select from documents_numberregister r
      where r.body_id = made.body_id and r.series = made.series and r.year = made.year and r.last = made.number) then
    raise exception 'the number of a decision comes from the register' using errcode = 'insufficient_privilege';
  elsif not is_held and made.issuing_unit_id is distinct from made.unit_id then  -- who reads by it, and where a complaint goes
    raise exception 'a decision is issued at the place of its file' using errcode = 'insufficient_privilege';
  elsif not is_held and decision_holder(made.function, made.unit_id, day) is distinct from (select b.kind || '.' || made.office from places_body b where b.id = made.body_id) then
    raise exception 'this office does not hold the function on that day' using errcode = 'insufficient_privilege';
  elsif not (case when is_held then held_file_is_new(made.pdf_id, made) and held_file_is_new(made.docx_id, made)
     else file_kept_here(made.pdf_id, 'decision', made.unit_id, made.signed_at)
       and file_kept_here(made.docx_id, 'decision', made.unit_id, made.signed_at) end) then
    raise exception 'a decision keeps its own files' using errcode = 'insufficient_privilege';
  end if;
end $$;
"""

# The function of the law under which each kind is decided, as law/decisions.yaml has it (tests/house/test_kinds_in_database.py holds them equal);
# a withdrawal is made under that of what it takes back. A draft that named another one, or one that the dated table does not know, would be
# signed by whom the law does not name.
FUNCTIONS = """
create function decision_function(made_as text) returns text language sql immutable as $$
  select case
    when made_as in ('MANAGE_USER', 'SUSPEND_USER', 'STOP_USER', 'END_USER') then 'decider_user_management'
    when made_as = 'VOLUNTARY' then 'decider_voluntary'
    when made_as = 'CERTIFY_HOME' then 'certifier_voluntary_home'
    when made_as in ('AFTERCARE', 'CERTIFY_AFTERCARE', 'AFTERCARE_TEAM') then 'decider_aftercare'
    when made_as = 'HOME_HELPER' then 'assigner_of_helper'
    when made_as in ('MONITORING', 'EXEMPT_MONITORING', 'END_MONITORING') then 'decider_monitoring'
    when made_as = 'INTERIM' then 'preparer_compulsory_file'
    when made_as = 'DELIST_AFTERCARE' then 'delister_aftercare'
    when made_as in ('LET_OUT', 'LEND', 'SEARCH', 'CERTIFY_STAY') then 'facility_head'
    when made_as = 'WITHDRAW' then '' end
$$;
create function decision_of_its_function(made decisions_decision) returns boolean language sql stable set search_path = public, pg_temp as $$
  select made.function = case when made.kind = 'WITHDRAW' then (select d.function from decisions_decision d where d.id = made.withdraws_id)
    else decision_function(made.kind) end
$$;
"""
NO_FUNCTIONS = "drop function decision_of_its_function(decisions_decision), decision_function(text)"

# A withdrawal takes back a signed decision of its own file, made on the same road. A draft has no files yet: whoever reads a decision reads its files, so one begun
# with the file of another place would open that file. The place that issued what is withdrawn reads the withdrawal, and no other.
STEPS = """
create function decision_may_step(step text, made decisions_decision) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return case
    when step = 'begun' then decision_may('draft', made, made.drafted_at) and made.pdf_id is null and made.docx_id is null
      and (made.passage_id is null or held_names_its_file(made)) and (made.withdrawn_unit_id is null
      or made.withdrawn_unit_id = (select d.issuing_unit_id from decisions_decision d where d.id = made.withdraws_id)) and (made.withdraws_id is null
      or exists (select from decisions_decision d where d.id = made.withdraws_id and d.case_id = made.case_id and d.state = 'SIGNED'
        and d.passage_id is not distinct from made.passage_id and not held_was_used(d.id)))
    when step = 'DRAFTED CHECKED' then decision_may('check', made, made.checked_at)
    when step = 'CHECKED SIGNED' then decision_may('sign', made, made.signed_at)
    when step in ('DRAFTED RETURNED', 'CHECKED RETURNED') then
      decision_may('check', made, made.returned_at) or decision_may('sign', made, made.returned_at)
    when step in ('DRAFTED TAKEN_BACK', 'CHECKED TAKEN_BACK') then made.drafted_by = app_user() and decision_may('draft', made, made.returned_at)
    when step in ('DRAFTED DROPPED', 'CHECKED DROPPED', 'RETURNED DROPPED', 'TAKEN_BACK DROPPED') then decision_may('draft', made, null)
    else false end;
end $$;
create function decision_step_by_post() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  step text := case when tg_op = 'INSERT' then 'begun' else old.state || ' ' || new.state end;
  loose text[] := array['state', 'checked_by', 'checked_at', 'returned_by', 'returned_at', 'return_reason', 'rights_told_at', 'rights_told_how'];
begin
  if step = 'CHECKED SIGNED' then
    loose := loose || array['letter', 'findings', 'issuing_unit_id', 'signed_by', 'signer_name', 'signed_at', 'number', 'year', 'pdf_id', 'docx_id'];
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - loose is distinct from to_jsonb(old) - loose then
    raise exception 'what was drafted changes by a new draft alone' using errcode = 'insufficient_privilege';
  elsif not coalesce(decision_may_step(step, new), false) then
    raise exception 'a decision goes its steps by a post that may: %', step using errcode = 'insufficient_privilege';
  elsif step = 'begun' and not coalesce(decision_of_its_function(new), false) then
    raise exception 'a decision is drawn up under the function of its kind' using errcode = 'insufficient_privilege';
  end if;
  if step = 'CHECKED SIGNED' then perform decision_check_signature(new); end if;
  return new;
end $$;
create trigger decision_step_by_post before insert or update on decisions_decision
  for each row when (current_user = 'donghanh_web') execute function decision_step_by_post();
"""
NO_STEPS = """drop trigger decision_step_by_post on decisions_decision;
drop function decision_step_by_post(), decision_may_step(text, decisions_decision), decision_check_signature(decisions_decision),
  decision_may(text, decisions_decision, timestamptz),
  decision_holder(text, int, date), file_kept_here(uuid, text, int, timestamptz)"""

# The fact that a decision makes: recorded by signing alone, where the procedure's decisions are made in this house alone (cases/procedures/issuing);
# a withdrawal always is. Else one line of SQL would put a person under management, or end it, with no decision behind it. The fact says what the
# decision says: its moment, its number, its basis, which one it takes back, and of what was typed nothing that does not stand in it (formed.data_of).
FACTS = """
create function decision_effect(made_as text) returns text language sql immutable as $$
  select case made_as when 'MANAGE_USER' then 'MANAGEMENT_DECIDED' when 'SUSPEND_USER' then 'MANAGEMENT_SUSPENDED'
    when 'STOP_USER' then 'MANAGEMENT_STOPPED' when 'END_USER' then 'MANAGEMENT_ENDED' when 'VOLUNTARY' then 'REGISTRATION_DECIDED'
    when 'CERTIFY_HOME' then 'CERTIFICATE_ISSUED' when 'AFTERCARE' then 'AFTERCARE_DECIDED' when 'CERTIFY_AFTERCARE' then 'AFTERCARE_ENDED'
    when 'DELIST_AFTERCARE' then 'DELISTED' when 'AFTERCARE_TEAM' then 'HELPER_ASSIGNED' when 'HOME_HELPER' then 'HELPER_ASSIGNED'
    when 'MONITORING' then 'MONITORING_DECIDED' when 'EXEMPT_MONITORING' then 'MONITORING_EXEMPTED' when 'END_MONITORING' then 'MONITORING_ENDED'
    when 'INTERIM' then 'INTERIM_DECIDED' when 'LET_OUT' then 'LEAVE_BEGAN' when 'LEND' then 'BORROWED' when 'CERTIFY_STAY' then 'CERTIFICATE_ISSUED'
    when 'SEARCH' then 'SEARCH_DECIDED'
    when 'WITHDRAW' then 'DECISION_WITHDRAWN' end
$$;
create policy cases_fact_of_decision on cases_fact as restrictive for insert to donghanh_web with check (
  kind not in ('MANAGEMENT_DECIDED', 'MANAGEMENT_SUSPENDED', 'MANAGEMENT_STOPPED', 'MANAGEMENT_ENDED', 'DECISION_WITHDRAWN') and decision_id is null
  or exists (select from decisions_decision d where d.id = cases_fact.decision_id and d.case_id = cases_fact.case_id
    and d.state = 'SIGNED' and d.signed_by = (select app_user()) and cases_fact.kind = decision_effect(d.kind)
    and d.signed_at = cases_fact.happened_at and not cases_fact.is_date_only
    and coalesce(cases_fact.data->>'number', d.number::text) = d.number::text and coalesce(cases_fact.data->>'series', d.series) = d.series
    and (d.withdraws_id is null or cases_fact.data->>'withdraws' = d.withdraws_id::text)
    and coalesce(cases_fact.data->>'basis', '') in ('', d.findings->>'basis')
    and not exists (select from jsonb_each_text(cases_fact.data - array['number', 'series', 'basis', 'withdraws']) said
      where not exists (select from jsonb_each_text(d.values) typed where split_part(typed.value, E'\\n', 1) = said.value))));
"""

# Who signs tells what his signature makes (cases/migrations/0008_post_and_order asks): in its own file; in the person's others the same, or that
# its ground was withdrawn, and he opens those that begin with it. At the very moment of the signature, which its row keeps.
SIGNED_NOW = """
create or replace function signs_file_now(person uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select accounts_may('decision.sign', at) and exists (select from decisions_decision d join people_person theirs on theirs.id = d.person_id
    join people_person his on his.id = person and coalesce(his.merged_into_id, his.id) = coalesce(theirs.merged_into_id, theirs.id)
   where d.state = 'SIGNED' and d.signed_by = app_user() and d.signed_at = at)
$$;
create or replace function signs_fact_now(file uuid, told text, of_decision uuid, told_in text, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select accounts_may('decision.sign', at) and exists (select from decisions_decision d join cases_case c on c.id = file
   where d.state = 'SIGNED' and d.signed_by = app_user() and d.signed_at = at and (
     d.id = of_decision and d.case_id = file and told = decision_effect(d.kind)
     or of_decision is null and d.case_id::text = told_in and signs_file_now(c.person_id, at)
       and told in (decision_effect(d.kind), case when d.kind = 'WITHDRAW' then 'GROUND_WITHDRAWN' end)))
$$;
"""
NOT_SIGNED_NOW = """
create or replace function signs_fact_now(file uuid, told text, of_decision uuid, told_in text, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
create or replace function signs_file_now(person uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
"""

# Which number of a register is borne: that of a signed decision (documents/migrations asks at the end of the transaction that took it).
BORNE = """
create or replace function register_number_is_borne(body int, told text, in_year int, wanted int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from decisions_decision d
    where d.body_id = body and d.series = told and d.year = in_year and d.number = wanted and d.state = 'SIGNED')
$$;
"""

# Handing over: what was signed and not withdrawn, not before it was signed, by a post that records what happens in a file.
SERVICE = """
create function service_by_post() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare made decisions_decision;
begin
  select * into made from decisions_decision d where d.id = new.decision_id;
  if not coalesce(case when made.passage_id is null then accounts_may('case.record', new.recorded_at)
      else held_may_hand_over(made) and accounts_may('held.draft', new.recorded_at, made.body_id) end, false) then
    raise exception 'a decision is handed over by a post that may' using errcode = 'insufficient_privilege';
  elsif not exists (select from decisions_decision d where d.id = new.decision_id and d.state = 'SIGNED'
      and new.served_at >= date_trunc('minute', d.signed_at) and new.served_at <= new.recorded_at) then
    raise exception 'what is handed over was signed before' using errcode = 'insufficient_privilege';
  elsif exists (select from decisions_decision w where w.withdraws_id = new.decision_id and w.state = 'SIGNED') then
    raise exception 'what was withdrawn is not handed over' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger service_by_post before insert on decisions_service
  for each row when (current_user = 'donghanh_web') execute function service_by_post();
"""
NO_SERVICE = "drop trigger service_by_post on decisions_service; drop function service_by_post()"


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_own_hand"),
        ("accounts", "0007_who_may"),
        ("cases", "0008_post_and_order"),
        ("documents", "0002_row_security"),
        ("places", "0001_tables"),
    ]
    operations = [
        migrations.RunSQL(CODES, NO_CODES),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(SIGNATURE + STEPS, NO_STEPS),
        migrations.RunSQL(FACTS, "drop policy cases_fact_of_decision on cases_fact; drop function decision_effect(text)"),
        migrations.RunSQL(SIGNED_NOW, NOT_SIGNED_NOW),
        migrations.RunSQL(SERVICE, NO_SERVICE),
        migrations.RunSQL(BORNE, migrations.RunSQL.noop),
    ]
