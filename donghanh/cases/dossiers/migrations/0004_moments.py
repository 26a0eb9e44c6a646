"""When a file reached a court or a health body and when the answer came: for those who read it, and for the body it was sent to.

A body reads the moments of what was sent to it also when the file has left again, and nothing else of it; the commune's own numbers and
ids stay with the commune. The inner functions look past the row wall and are granted to nobody: who calls them says at which places.
"""

from django.db import migrations

# The court is the one to which the file was sent last before it was accepted; '' where no sending through this system is known.
COURTS = """
create index fact_court_accepted on cases_fact (case_id, happened_at) where kind = 'COURT_ACCEPTED' and voided_at is null;

create function dossier_court_moments(units int[], bodies int[])
returns table (case_id uuid, unit_id int, number text, court text, summary text, passage_id uuid, procedure text, accepted_at timestamptz,
               decided_at timestamptz, due_at timestamptz, is_reckoned boolean)
language sql stable as $$
  select c.id, c.unit_id, c.number::text, coalesce(p.to_name, '')::text, coalesce(p.summary, '')::text, p.id, c.procedure::text, a.happened_at,
         (select min(d.happened_at) from cases_fact d where d.case_id = c.id and d.voided_at is null and d.happened_at >= a.happened_at
            and d.kind in ('COURT_DECIDED', 'COURT_DECLINED')),
         (select min(o.due_at) from cases_duty o where o.case_id = c.id and o.kind = 'COURT_DECIDES'), c.computed_with <> ''
  from cases_fact a join cases_case c on c.id = a.case_id
  left join lateral (select s.id, s.to_name, s.summary, s.to_body_id from dossiers_passage s
    where s.case_id = c.id and s.leg = 'to_court' and s.sent_at <= a.happened_at order by s.sent_at desc limit 1) p on true
  where a.kind = 'COURT_ACCEPTED' and a.voided_at is null and (c.unit_id = any(units) or p.to_body_id = any(bodies))
$$;
create function dossier_court_files()
returns table (case_id uuid, number text, court text, summary text, passage_id uuid, procedure text, accepted_at timestamptz,
               decided_at timestamptz, due_at timestamptz, is_reckoned boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select case when o.is_own then m.case_id end, case when o.is_own then m.number end, m.court, m.summary, m.passage_id, m.procedure,
         m.accepted_at, m.decided_at, m.due_at, m.is_reckoned
  from dossier_court_moments(app_units(), app_bodies()) m, lateral (select coalesce(m.unit_id = any(app_units()), false) as is_own) o
  where 'D3' = any(app_reads())
$$;
"""

# Received: signed for as a file, or the person was taken in. Concluded: as the body said it, else when it answered.
HEALTH = """
create function dossier_health_moments(units int[], bodies int[])
returns table (referral_id uuid, case_id uuid, unit_id int, body text, sent_at timestamptz, received_at timestamptz, concluded_at timestamptz)
language sql stable as $$
  select r.id, r.case_id, r.unit_id, b.name::text, r.sent_at,
         least((select min(s.received_at) from dossiers_passage s where s.case_id = r.case_id and s.leg = 'to_health' and s.to_body_id = r.to_body_id
                  and s.sent_at >= r.sent_at),
               (select min(f.happened_at) from cases_fact f where f.case_id = r.case_id and f.kind = 'PERSON_RECEIVED' and f.voided_at is null
                  and f.happened_at >= r.sent_at)),
         coalesce((select min(f.happened_at) from cases_fact f where f.case_id = r.case_id and f.kind in ('FOUND_DEPENDENT', 'FOUND_NOT_DEPENDENT')
                     and f.voided_at is null and f.body_id = r.to_body_id and f.happened_at between r.sent_at and r.answered_at), r.answered_at)
  from cases_referral r join places_body b on b.id = r.to_body_id where r.unit_id = any(units) or r.to_body_id = any(bodies)
$$;
create function dossier_health_files()
returns table (referral_id uuid, case_id uuid, body text, sent_at timestamptz, received_at timestamptz, concluded_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.referral_id, case when m.unit_id = any(app_units()) then m.case_id end, m.body, m.sent_at, m.received_at, m.concluded_at
  from dossier_health_moments(case when 'D3' = any(app_reads()) then app_units() end, case when 'D4' = any(app_reads()) then app_bodies() end) m
$$;
"""
INNER = "dossier_court_moments(int[], int[]), dossier_health_moments(int[], int[])"
ASKED = "dossier_court_files(), dossier_health_files()"
RIGHTS = f"""
revoke execute on function {INNER}, {ASKED} from public;
grant execute on function {ASKED} to donghanh_web, donghanh_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_own_hands"), ("cases", "0006_memo_follows_facts")]
    operations = [migrations.RunSQL(COURTS + HEALTH + RIGHTS, f"drop function {ASKED}, {INNER}; drop index if exists fact_court_accepted")]
