"""Schema `reporting`: the one view behind lists (under the reader's own wall) and the counting functions (past it, at places he may count).

Counting is per commune and person: merged records count once, two files of one person in the period count once.
A milestone counts where it was reached before the end of the period, `until`, which does not belong to it.
"""

from django.db import migrations

LIVE = """
create schema reporting;
grant usage on schema reporting to donghanh_web, donghanh_jobs;

create view reporting.user_management with (security_invoker = true) as
select c.id as case_id, coalesce(p.merged_into_id, p.id) as person_id, c.unit_id, c.detected_at, c.managed_at, c.offered_at
from cases_case c join people_person p on p.id = c.person_id
where c.procedure = 'USER_MANAGEMENT' and c.detected_at is not null;
grant select on reporting.user_management to donghanh_web, donghanh_jobs;

create function reporting.user_management_people(units int[], since timestamptz, until timestamptz)
returns table (unit_id int, person_id uuid, detected_at timestamptz, managed_at timestamptz, offered_at timestamptz)
language sql stable as $$
  select v.unit_id, v.person_id, min(v.detected_at), min(v.managed_at) filter (where v.managed_at < until),
         min(v.offered_at) filter (where v.offered_at < until)
  from reporting.user_management v
  where v.unit_id = any(units) and v.detected_at >= since and v.detected_at < until
  group by v.unit_id, v.person_id
$$;

create function reporting.user_management_totals(units int[], since timestamptz, until timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, without_decision bigint, without_service bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.unit_id, count(*), count(*) filter (where p.managed_at is not null and p.offered_at is not null),
         count(*) filter (where p.managed_at is null), count(*) filter (where p.offered_at is null)
  from reporting.user_management_people(
    array(select unnest(units) intersect select unnest((select app_stat_units()))), since, until) p
  group by p.unit_id
$$;
"""

# What the files said at a moment: facts told by then and not yet taken back, records merged by then, files where they lay then.
AS_OF = """
create function reporting.user_management_as_of(units int[], moment timestamptz)
returns table (case_id uuid, person_id uuid, unit_id int, detected_at timestamptz, managed_at timestamptz, offered_at timestamptz)
language sql stable as $$
  with moves as (
    select k.person_id, h.from_unit_id, h.to_unit_id, h.received_at
    from cases_handover h join cases_case k on k.id = h.case_id where h.received_at is not null
  ), moved_before as (
    select distinct on (m.person_id) m.person_id, m.to_unit_id from moves m where m.received_at <= moment order by m.person_id, m.received_at desc
  ), moved_since as (
    select distinct on (m.person_id) m.person_id, m.from_unit_id from moves m where m.received_at > moment order by m.person_id, m.received_at
  ), lying as (
    select c.id, c.person_id, coalesce(b.to_unit_id, s.from_unit_id, c.unit_id) as unit_id
    from cases_case c left join moved_before b using (person_id) left join moved_since s using (person_id)
    where c.procedure = 'USER_MANAGEMENT' and coalesce(b.to_unit_id, s.from_unit_id, c.unit_id) = any(units)
  ), told as (
    select f.id, f.case_id, f.kind, f.happened_at, f.decision_id, f.data,
           case when f.is_date_only then ((f.happened_at at time zone 'Asia/Ho_Chi_Minh')::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
                else f.happened_at end as counts_from
    from cases_fact f join lying on lying.id = f.case_id
    where f.recorded_at <= moment and (f.voided_at is null or f.voided_at > moment)
      and f.kind in ('TESTED_POSITIVE', 'MANAGEMENT_DECIDED', 'SERVICE_OFFERED', 'DECISION_WITHDRAWN')
  ), withdrawn as (
    select t.case_id, (t.data->>'withdraws')::uuid as decision_id from told t where t.kind = 'DECISION_WITHDRAWN'
  ), milestones as (
    select t.case_id,
           (array_agg(t.happened_at order by t.counts_from, t.id::text) filter (where t.kind = 'TESTED_POSITIVE'))[1] as detected_at,
           (array_agg(t.happened_at order by t.counts_from, t.id::text) filter (where t.kind = 'MANAGEMENT_DECIDED'))[1] as managed_at,
           (array_agg(t.happened_at order by t.counts_from, t.id::text) filter (where t.kind = 'SERVICE_OFFERED'))[1] as offered_at
    from told t left join withdrawn w on w.case_id = t.case_id and w.decision_id = t.decision_id
    where w.case_id is null group by t.case_id
  )
  select l.id, coalesce(m.kept_id, l.person_id), l.unit_id, s.detected_at, s.managed_at, s.offered_at
  from lying l join milestones s on s.case_id = l.id
  left join people_merge m on m.gone_id = l.person_id and m.is_approved and m.decided_at <= moment and (m.undone_at is null or m.undone_at > moment)
  where s.detected_at is not null
$$;

create function reporting.user_management_as_of_totals(units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (unit_id int, denominator bigint, numerator bigint, without_decision bigint, without_service bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with found as (
    select v.* from reporting.user_management_as_of(
      array(select unnest(units) intersect select unnest((select app_stat_units()))), moment) v
    where v.detected_at >= since and v.detected_at < until
  ), people as (
    select f.unit_id, f.person_id, coalesce(bool_or(f.managed_at < until), false) as managed, coalesce(bool_or(f.offered_at < until), false) as offered
    from found f group by f.unit_id, f.person_id
  ), digests as (
    select f.unit_id, encode(sha256(convert_to(string_agg(
      f.case_id || ':' || coalesce(f.managed_at < until, false) || ':' || coalesce(f.offered_at < until, false), ',' order by f.case_id), 'UTF8')), 'hex') as digest
    from found f group by f.unit_id
  )
  select p.unit_id, count(*), count(*) filter (where p.managed and p.offered), count(*) filter (where not p.managed),
         count(*) filter (where not p.offered), min(d.digest)
  from people p join digests d on d.unit_id = p.unit_id group by p.unit_id
$$;
"""

RIGHTS = """
revoke execute on function reporting.user_management_people(int[], timestamptz, timestamptz),
  reporting.user_management_totals(int[], timestamptz, timestamptz), reporting.user_management_as_of(int[], timestamptz),
  reporting.user_management_as_of_totals(int[], timestamptz, timestamptz, timestamptz) from public;
grant execute on function reporting.user_management_people(int[], timestamptz, timestamptz),
  reporting.user_management_totals(int[], timestamptz, timestamptz),
  reporting.user_management_as_of_totals(int[], timestamptz, timestamptz, timestamptz) to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_row_security"), ("cases", "0002_row_security"), ("people", "0002_row_security")]
    operations = [migrations.RunSQL(LIVE + AS_OF + RIGHTS, "drop schema reporting cascade")]
