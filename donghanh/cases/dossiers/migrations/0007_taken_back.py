"""A body takes back a step that it wrote: one person of it says why, another one agrees. Nobody else does, and nothing is left hanging."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

# Own step, told while the file lies here (a certificate that the head signed here goes by withdrawing it), on which no later step rests (one that moves the file, or one of this body's own: a decision that was
# sent out is not taken from under its sending) and which no complaint holds: a request for
# correction waits for just this, since nobody else takes the step back. Declining had ended the file's time here: taken back, the file lies
# here again, unless the commune has begun another; an acceptance taken back closes the file to the procuracy.
TAKEN_BACK = """
create function dossier_may_void(p dossiers_passage, f cases_fact) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select dossier_may_answer(p, '', null) and p.received_at is not null and p.returned_at is null
    and f.case_id = p.case_id and f.voided_at is null and f.recorded_at >= p.received_at and coalesce(f.body_id = any(app_bodies()), false)
    and (f.kind = any(dossier_told_kinds(p.leg)) or (p.leg = 'to_court' and f.kind = 'COURT_ACCEPTED'))
    and (p.done_at is null or (f.kind = 'COURT_DECLINED'
      and not exists (select from dossiers_passage n where n.case_id = p.case_id and n.sent_at > p.sent_at)))
    and not (f.kind in ('CERTIFICATE_ISSUED', 'SEARCH_DECIDED') and f.decision_id is not null)
    and not exists (select from cases_hold h where h.fact_id = f.id and h.lifted_at is null and h.reason <> 'CORRECTION')
    and not (case_moved_by(p.procedure, f.kind) and exists (select from cases_fact g where g.case_id = f.case_id and g.voided_at is null
      and (case_moved_by(p.procedure, g.kind) or g.kind = any(dossier_told_kinds(p.leg)))
      and (fact_counts_from(g.happened_at, g.is_date_only), g.id) > (fact_counts_from(f.happened_at, f.is_date_only), f.id)))
    and not (f.kind = 'COURT_DECLINED' and exists (select from cases_case c join cases_case o on o.person_id = c.person_id and o.id <> c.id
      where c.id = f.case_id and o.procedure = c.procedure and case_steps(o.procedure)->'moves' ? (case_stage(o.id) || ' DIED')))
$$;
create function propose_voiding(wanted uuid, made uuid, told uuid, why text, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare p dossiers_passage; f cases_fact;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into p from dossiers_passage where id = wanted for update;
  select * into f from cases_fact where id = told;
  if f.id is null or not coalesce(dossier_may_void(p, f), false) or trim(why) = ''
     or exists (select from dossiers_voidproposal v where v.fact_id = told and v.decided_at is null) then return null; end if;
  insert into dossiers_voidproposal (id, passage_id, unit_id, body_id, fact_id, kind, reason, proposed_at, proposed_by)
  values (made, p.id, p.unit_id, app_body(), f.id, f.kind, left(why, 300), at, app_user());
  return p.case_id;
end $$;
create function decide_voiding(wanted uuid, agreed boolean, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare v dossiers_voidproposal; p dossiers_passage; f cases_fact;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into v from dossiers_voidproposal where id = wanted and decided_at is null for update;
  select * into p from dossiers_passage where id = v.passage_id for update;
  select * into f from cases_fact where id = v.fact_id;
  if v.id is null or not coalesce(v.body_id = any(app_bodies()), false) or not dossier_may_answer(p, '', at)
     or (agreed and (v.proposed_by = app_user() or not coalesce(dossier_may_void(p, f), false))) then return null; end if;
  update dossiers_voidproposal d set decided_at = at, decided_by = app_user(), is_agreed = agreed where d.id = v.id;
  if agreed then
    update cases_fact set voided_at = at, voided_by = app_user(), void_reason = v.reason where id = f.id;
    update cases_case set computed_with = '', version = version + 1 where id = f.case_id;
    if f.kind = 'COURT_ACCEPTED' then update dossiers_passage d set accepted_at = null, watched_by_id = null where d.id = p.id; end if;
    if f.kind = 'COURT_DECLINED' then update dossiers_passage d set done_at = null where d.id = p.id; end if;
  end if;
  return p.case_id;
end $$;
create function dossier_voidable(wanted uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select f.id from dossiers_passage p join cases_fact f on f.case_id = p.case_id where p.id = wanted and coalesce(dossier_may_void(p, f), false)
     and not exists (select from dossiers_voidproposal v where v.fact_id = f.id and v.decided_at is null)
$$;
"""
INNER = "dossier_may_void(dossiers_passage, cases_fact)"
FOR_THE_WEB = "propose_voiding(uuid, uuid, uuid, text, timestamptz), decide_voiding(uuid, boolean, timestamptz), dossier_voidable(uuid)"
GRANTS = f"revoke execute on function {INNER}, {FOR_THE_WEB} from public; grant execute on function {FOR_THE_WEB} to donghanh_web"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_protests_and_conclusion"), ("cases", "0006_memo_follows_facts")]
    operations = [
        secure(
            "dossiers_voidproposal",
            "D3",
            or_read="body_id = any((select app_bodies())::int[]) and 'D3' = any((select app_reads())::text[])",
            insert_if="false",
            update=False,
        ),
        migrations.RunSQL(TAKEN_BACK + GRANTS, f"drop function {FOR_THE_WEB}, {INNER}"),
    ]
