"""A ground found in a compulsory file is named and shown, past the application too: by a fact of the person, or by a paper with number and day."""

from django.db import migrations

# The same as law/grounds.yaml (tests/cases/test_grounds.py holds both together): what shows a ground, what undoes it, what must lie before.
RESTS_ON = """
create function ground_rests_on(code text) returns table (shown text[], undone text[], after text[])
language sql immutable parallel safe set search_path = public, pg_temp as $$
  select shown, undone, after from (values
    ('NOT_REGISTERED', array['FOUND_DEPENDENT', 'RESULT_NOTIFIED'],
      array['REGISTERED', 'REGISTRATION_DECIDED', 'REHAB_STARTED', 'TREATMENT_STARTED', 'FOUND_NOT_DEPENDENT'], array[]::text[]),
    ('NOT_STARTED', array['REGISTRATION_DECIDED', 'FACILITY_DECIDED'], array['REHAB_STARTED', 'TREATMENT_STARTED'], array[]::text[]),
    ('SELF_TERMINATED', array['LEFT_REHAB', 'STOP_NOTICE_SENT'], array['REHAB_COMPLETED', 'CERTIFICATE_ISSUED'], array[]::text[]),
    ('USED_IN_REHAB', array['USED_IN_REHAB'], array[]::text[], array[]::text[]),
    ('SUBSTITUTION_BROKEN_OFF', array['LEFT_REHAB', 'DOSES_MISSED', 'TREATMENT_ENDED', 'STOP_NOTICE_SENT'], array[]::text[], array['TREATMENT_STARTED']),
    ('RELAPSE', array['FOUND_DEPENDENT'], array['FOUND_NOT_DEPENDENT'], array['AFTERCARE_DECIDED', 'REHAB_COMPLETED', 'RETURN_REPORTED']),
    ('MONITORING_REFUSED', array['MONITORING_REFUSED'], array[]::text[], array[]::text[]),
    ('REPEATED_ACTS', array['BREACH_MINUTED'], array[]::text[], array['REVIEWED']),
    ('THIRD_BREACH', array['BREACH_MINUTED'], array[]::text[], array['REVIEWED'])
  ) rests (code, shown, undone, after) where rests.code = ground_rests_on.code
$$;
"""

# Read with the rights of the caller: what he cannot see shows nothing here, and comes by paper. Dependence is shown where a health body concluded it
# (case_concludes): told on by a commune in another file of the person it is no determination.
SHOWN = """
create function ground_is_shown(file uuid, data jsonb, happened timestamptz) returns boolean
language sql stable set search_path = public, pg_temp as $$
  with kept as (select coalesce(p.merged_into_id, p.id) as id from cases_case c join people_person p on p.id = c.person_id where c.id = file),
  told as (select f.kind, f.happened_at from kept join people_person p on coalesce(p.merged_into_id, p.id) = kept.id
    join cases_case c on c.person_id = p.id and c.stage <> 'IN_ERROR' join cases_fact f on f.case_id = c.id
    where f.voided_at is null and f.happened_at <= happened
      and (f.kind not in ('FOUND_DEPENDENT', 'FOUND_NOT_DEPENDENT') or case_concludes(c.procedure)))
  select exists (select from ground_rests_on(data->>'ground') g
    where (trim(coalesce(data->>'paper', '')) <> '' and coalesce(data->>'paper_on', '') ~ '^\\d{4}-\\d{2}-\\d{2}$'
        and data->>'paper_on' <= to_char(happened at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD'))
      or exists (select from told s where s.kind = any(g.shown)
        and not exists (select from told u where u.kind = any(g.undone) and u.happened_at > s.happened_at)
        and (g.after = '{}' or exists (select from told a where a.kind = any(g.after) and a.happened_at <= s.happened_at))))
$$;
create policy cases_fact_ground_shown on cases_fact as restrictive for insert to donghanh_web with check (
  kind <> 'GROUND_FOUND' or not exists (select from cases_case c where c.id = case_id and c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR'))
  or ground_is_shown(case_id, data, case when is_date_only then happened_at + interval '1 day' else happened_at end));
"""
BACK = """
drop policy cases_fact_ground_shown on cases_fact; drop function ground_is_shown(uuid, jsonb, timestamptz); drop function ground_rests_on(text);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_post_and_order")]
    operations = [migrations.RunSQL(RESTS_ON + SHOWN, BACK)]
