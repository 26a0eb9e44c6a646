"""The head of a facility decides while the file lies with it: its own people draft, check and sign, nobody else; the commune reads what was signed.

A facility sees no row of people or cases: the functions here ask both sides themselves (ADR 0017).
"""

from django.db import migrations

# The file of this hand-over lies with the body of the scope: signed for, not returned, not sent on.
HELD = """
create function held_by_us(wanted uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select p.case_id from dossiers_passage p where p.id = wanted and p.leg = 'to_facility' and p.received_at is not null and p.returned_at is null
     and p.done_at is null and p.to_body_id = any(app_bodies()) and 'D3' = any(app_reads())
$$;
create function held_file(wanted uuid) returns table (number text, is_sealed boolean, version int, place int)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.number::text, q.is_sealed, c.version, c.unit_id from cases_case c join people_person q on q.id = c.person_id where c.id = held_by_us(wanted)
$$;
create function held_names_its_file(made decisions_decision) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from dossiers_passage p join cases_case c on c.id = p.case_id join people_person q on q.id = c.person_id
    where held_by_us(p.id) = c.id and p.id = made.passage_id and c.id = made.case_id and p.unit_id = made.unit_id and c.person_id = made.person_id
      and c.number = made.case_number and q.full_name = made.person_name and q.birth_year = made.birth_year and q.is_sealed = made.is_sealed)
$$;
create function held_was_used(decision uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from cases_fact f join decisions_decision d on d.id = f.decision_id
    where d.id = decision and d.kind in ('LET_OUT', 'LEND') and f.voided_at is null)
$$;
-- A certificate is often handed over when the person has gone home, and the file with him: it is the facility's own.
create function held_may_hand_over(made decisions_decision) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(made.state = 'SIGNED' and made.passage_id is not null and made.body_id = app_body()
    and (held_by_us(made.passage_id) = made.case_id or made.kind = 'CERTIFY_STAY'), false)
$$;
create function held_may(step text, made decisions_decision, moment timestamptz) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return coalesce(made.body_id = app_body() and held_by_us(made.passage_id) = made.case_id and case step
    when 'draft' then accounts_may('held.draft', moment)
    when 'check' then accounts_may('held.check', moment)
    when 'sign' then accounts_may('held.sign', moment) end, false);
end $$;
"""

# The dated table of holders knows no body of a facility: the office alone is asked, as the law names it for the day
# (facility_head_office; tests/house/test_kinds_in_database.py holds it to law/functions.yaml). A file of another decision would be opened by
# naming it here, so only one that no decision keeps yet is taken.
SIGNED = """
create function held_signer(made decisions_decision, day date) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  return coalesce(made.office = facility_head_office(day) and accounts_may('held.sign', made.signed_at, made.body_id, made.office)
    and made.issuing_unit_id = (select b.unit_id from places_body b where b.id = made.body_id)
    and (made.withdraws_id is null or not held_was_used(made.withdraws_id)), false);
end $$;
create function held_file_is_new(wanted uuid, made decisions_decision) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select wanted is null or exists (select from documents_document f where f.id = wanted and f.kind = 'decision' and f.unit_id = made.unit_id
    and f.made_at = made.signed_at and not exists (select from decisions_decision d where d.id <> made.id and f.id in (d.pdf_id, d.docx_id)))
$$;
"""

# Number, signer and office of a decision by which this person may go out now: of this file and hand-over, standing, not used yet. Called by
# tell_dossier (cases/dossiers), which knows no decisions.
GOES_OUT = """
create function held_is_suspended(decision uuid) returns boolean  -- rights/migrations/0005_of_facility says what suspends; until it does, nothing
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
create or replace function dossier_head_decided(p dossiers_passage, decision uuid, told text, happened timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('number', case when d.number < 10 then '0' else '' end || d.number || '/' || d.series, 'signer', d.signer_name,
      'issuer', 'rehabilitation_facility.' || d.office)
    from decisions_decision d where d.id = decision and d.passage_id = p.id and d.case_id = p.case_id and d.state = 'SIGNED'
     and d.kind = case told when 'LEAVE_BEGAN' then 'LET_OUT' when 'BORROWED' then 'LEND' end and date_trunc('minute', d.signed_at) <= happened
     and not exists (select from decisions_decision w where w.withdraws_id = d.id and w.state = 'SIGNED') and not held_was_used(d.id)
     and not held_is_suspended(d.id)
$$;
"""

# The signature of a certificate, and of a withdrawal, is the fact itself. Told by who signed, in the moment of the signature, once.
TELLS = """
create function tell_signed_by_head(wanted uuid, made uuid, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare d decisions_decision; p dossiers_passage; said jsonb;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into d from decisions_decision where id = wanted and state = 'SIGNED' and signed_by = app_user() and signed_at = at
     and kind in ('CERTIFY_STAY', 'SEARCH', 'WITHDRAW');
  select * into p from dossiers_passage where id = d.passage_id for update;
  if d.id is null or held_by_us(p.id) is distinct from d.case_id
     or exists (select from cases_fact f where f.decision_id = d.id and f.voided_at is null)
     or (d.kind <> 'WITHDRAW' and not dossier_fits(p.case_id, decision_effect(d.kind), at)) then return null; end if;
  said := case d.kind when 'WITHDRAW' then jsonb_build_object('withdraws', d.withdraws_id)
    else jsonb_build_object('number', case when d.number < 10 then '0' else '' end || d.number || '/' || d.series, 'signer', d.signer_name,
      'issuer', 'rehabilitation_facility.' || d.office) || case d.kind when 'CERTIFY_STAY' then '{"completed": "compulsory"}' else '{}' end::jsonb end;
  perform dossier_fact(p, decision_effect(d.kind), at, at, said, made, null, d.id);
  return d.case_id;
end $$;
"""

# Looked at when the act is over: a certificate that no fact tells would be a paper with number and code of a stay that the procedure does not know.
TOLD = """
create function held_signature_is_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from cases_fact f where f.decision_id = new.id and f.voided_at is null) then
    raise exception 'what the head certifies is told to the file' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create constraint trigger held_signature_is_told after update on decisions_decision deferrable initially deferred
  for each row when (current_user = 'donghanh_web' and new.passage_id is not null and new.kind in ('CERTIFY_STAY', 'SEARCH', 'WITHDRAW')
    and new.state = 'SIGNED' and old.state <> 'SIGNED') execute function held_signature_is_told();
"""
NOT_TOLD = "drop trigger held_signature_is_told on decisions_decision; drop function held_signature_is_told()"

# Restrictive: no place and no other body writes one or reads its draft, whatever else lets it in. A draft is seen while the file lies there; what
# was signed stays in the register of the facility, and goes with the file.
_BODIES = "any((select app_bodies())::int[])"
_READS, _WRITES = (f"'D3' = any((select app_{way}())::text[])" for way in ("reads", "writes"))
OURS = f"passage_id is not null and body_id = (select app_body()) and held_by_us(passage_id) = case_id and {_WRITES}"
_OF_OURS = f"""exists (select from decisions_decision d
  where d.id = decision_id and d.unit_id = decisions_service.unit_id and held_may_hand_over(d)) and {_WRITES}"""
POLICIES = f"""
create policy decisions_decision_held_wall on decisions_decision as restrictive for select to donghanh_web
  using (passage_id is null or body_id = {_BODIES} or (state = 'SIGNED' and unit_id = any((select app_units())::int[])));
create policy decisions_decision_held_begun on decisions_decision as restrictive for insert to donghanh_web
  with check (passage_id is null or ({OURS}));
create policy decisions_decision_held_changed on decisions_decision as restrictive for update to donghanh_web
  using (passage_id is null or ({OURS})) with check (passage_id is null or ({OURS}));
create policy decisions_decision_held_select on decisions_decision for select to donghanh_web using (
  passage_id is not null and body_id = {_BODIES} and {_READS} and (state = 'SIGNED' or held_by_us(passage_id) = case_id));
create policy decisions_decision_held_insert on decisions_decision for insert to donghanh_web with check ({OURS});
create policy decisions_decision_held_update on decisions_decision for update to donghanh_web using ({OURS}) with check ({OURS});
create policy decisions_service_held_wall on decisions_service as restrictive for insert to donghanh_web with check (
  not exists (select from decisions_decision d where d.id = decision_id and d.passage_id is not null) or {_OF_OURS});
create policy decisions_service_held_select on decisions_service for select to donghanh_web using (
  exists (select from decisions_decision d where d.id = decision_id and d.passage_id is not null and d.body_id = {_BODIES}) and {_READS});
create policy decisions_service_held_insert on decisions_service for insert to donghanh_web with check ({_OF_OURS});
create policy documents_document_held_insert on documents_document for insert to donghanh_web with check (
  kind = 'decision' and {_WRITES} and exists (select from dossiers_passage p where p.unit_id = documents_document.unit_id
    and p.to_body_id = {_BODIES} and held_by_us(p.id) = p.case_id) and accounts_may('held.sign', null));
"""
_NAMES = {
    "decisions_decision": ("held_wall", "held_begun", "held_changed", "held_select", "held_insert", "held_update"),
    "decisions_service": ("held_wall", "held_select", "held_insert"),
    "documents_document": ("held_insert",),
}
NO_POLICIES = ";\n".join(f"drop policy {table}_{name} on {table}" for table, names in _NAMES.items() for name in names)
ASKED = """held_by_us(uuid), held_may_hand_over(decisions_decision), held_file(uuid), held_names_its_file(decisions_decision), held_was_used(uuid),
  held_is_suspended(uuid), held_file_is_new(uuid, decisions_decision), tell_signed_by_head(uuid, uuid, timestamptz)"""
FUNCTIONS = f"held_may(text, decisions_decision, timestamptz), held_signer(decisions_decision, date), {ASKED}"
GRANTS = f"revoke execute on function {ASKED} from public; grant execute on function {ASKED} to donghanh_web"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_own_office"), ("dossiers", "0007_taken_back")]
    operations = [
        migrations.RunSQL(HELD + SIGNED + GOES_OUT + TELLS + GRANTS, f"drop function {FUNCTIONS}"),
        migrations.RunSQL(TOLD, NOT_TOLD),
        migrations.RunSQL(POLICIES, NO_POLICIES),
    ]
