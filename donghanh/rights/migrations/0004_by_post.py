"""Requests are written down, and answered, by a post that may and by none whose own work is judged; a delegate acts while his grant stands, for
what it names; a hold stands for an open request. Asked past the application, too."""

from django.db import migrations

# The same as rules.check_may_act and rules.check_can_delegate ask (tests/rights/test_by_post.py). Read with the rights of the caller.
DELEGATES = """
create function delegate_may(wanted uuid, whose uuid, act text, day date) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select wanted is null or exists (select from rights_delegate d where d.id = wanted and d.person_id = whose and d.ended_at is null
    and d.starts_on <= day and day < d.ends_before and d.may ? act)
$$;
create function held_delegate_may(wanted uuid, decision uuid, day date) returns boolean  -- of a decision of our head; the grant lies with the commune
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from rights_delegate g join decisions_decision d on d.person_id = g.person_id
    where g.id = wanted and d.id = decision and d.state = 'SIGNED' and d.passage_id is not null and d.body_id = any(app_bodies())
      and 'D3' = any(app_writes()) and g.ended_at is null and g.starts_on <= day and day < g.ends_before and g.may ? 'COMPLAIN')
$$;
revoke execute on function held_delegate_may(uuid, uuid, date) from public;
grant execute on function held_delegate_may(uuid, uuid, date) to donghanh_web;
create policy rights_delegate_by_post on rights_delegate as restrictive for insert to donghanh_web with check (
  accounts_may('case.record', recorded_at) and ended_at is null and trim(full_name) <> '' and trim(basis) <> ''
  and jsonb_typeof(may) = 'array' and may <> '[]' and may <@ '["READ", "CORRECT", "COMPLAIN"]'
  and (kind = 'GUARDIAN' or ends_before <= starts_on + interval '1 year'));
create policy rights_delegate_ended_by_post on rights_delegate as restrictive for update to donghanh_web using (true)
  with check (accounts_may('case.record', ended_at));
"""

# A complaint is received by any post of the place that signed the decision; who drew it up or checked it does not answer it (rules.check_can_settle).
ASKED = """
create policy rights_showing_by_post on rights_showing as restrictive for insert to donghanh_web with check (
  accounts_may('case.record', recorded_at) and delegate_may(delegate_id, person_id, 'READ', (shown_at at time zone 'Asia/Ho_Chi_Minh')::date));
create policy rights_correction_by_post on rights_correction as restrictive for insert to donghanh_web with check (
  accounts_may('case.record', recorded_at) and acknowledged_at is null and answered_at is null and asked_at <= recorded_at
  and delegate_may(delegate_id, person_id, 'CORRECT', (asked_at at time zone 'Asia/Ho_Chi_Minh')::date));
create policy rights_contest_open on rights_contest as restrictive for insert to donghanh_web with check (
  suspended_at is null and answered_at is null and effect = '' and complained_on <= (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date
  and (delegate_may(delegate_id, person_id, 'COMPLAIN', complained_on) or held_delegate_may(delegate_id, decision_id, complained_on))
  and exists (select from decisions_decision d
    where d.id = decision_id and (d.signed_at at time zone 'Asia/Ho_Chi_Minh')::date <= known_on));
"""
# Who speaks for the person against a court's ruling is named in the fact (actions.contest_ruling).
COMPLAINED = """
create policy cases_fact_complained_by on cases_fact as restrictive for insert to donghanh_web with check (
  kind <> 'COMPLAINED' or not data ?| array['by', 'delegate'] or exists (select from rights_delegate d join cases_case c on c.id = cases_fact.case_id
    where d.id::text = data->>'delegate' and d.full_name = data->>'by'
      and delegate_may(d.id, c.person_id, 'COMPLAIN', (happened_at at time zone 'Asia/Ho_Chi_Minh')::date)));
"""
ANSWERED = """
create policy rights_correction_answered_by_post on rights_correction as restrictive for update to donghanh_web using (true) with check (
  accounts_may('case.record', coalesce(answered_at, acknowledged_at))
  and (answered_by is null or not exists (select from cases_fact f where f.id = fact_id and f.recorded_by = answered_by)));
create policy rights_contest_answered_by_post on rights_contest as restrictive for update to donghanh_web using (true) with check (
  exists (select from decisions_decision d where d.id = decision_id
    and accounts_may(case when d.passage_id is null then 'decision.sign' else 'held.sign' end, coalesce(answered_at, suspended_at))
    and d.drafted_by is distinct from app_user() and d.checked_by is distinct from app_user()));
"""

# Else one line of SQL would stop a file for ever: a hold goes only with the answer that it waits for (0003_own_hand).
HELD = """
create policy cases_hold_for_a_request on cases_hold as restrictive for insert to donghanh_web with check (
  exists (select from rights_correction r where r.id = source_id and r.answered_at is null and r.fact_id is not distinct from cases_hold.fact_id)
  or exists (select from rights_contest c join cases_fact f on f.decision_id = c.decision_id
    where c.id = source_id and c.answered_at is null and f.id = cases_hold.fact_id));
"""
BACK = """
drop policy cases_hold_for_a_request on cases_hold; drop policy cases_fact_complained_by on cases_fact;
drop policy rights_contest_answered_by_post on rights_contest; drop policy rights_correction_answered_by_post on rights_correction;
drop policy rights_contest_open on rights_contest; drop policy rights_correction_by_post on rights_correction;
drop policy rights_showing_by_post on rights_showing; drop policy rights_delegate_ended_by_post on rights_delegate;
drop policy rights_delegate_by_post on rights_delegate; drop function held_delegate_may(uuid, uuid, date), delegate_may(uuid, uuid, text, date);
"""


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_own_hand"), ("accounts", "0007_who_may")]
    operations = [migrations.RunSQL(DELEGATES + ASKED + COMPLAINED + ANSWERED + HELD, BACK)]
