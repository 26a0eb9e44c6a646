"""Findings are in the words of the rule, and their days follow the request and lie behind: asked past the application, too."""

from django.db import migrations

# The words of law/diagnosis.yaml (tests/cases/diagnosis/test_findings_wall.py holds both together). A mark under another name would be counted by
# diagnosis_says as a criterion more. Police may bring the person in the morning and the request be written down at noon, so the day is asked.
WORDS = """
create function diagnosis_in_words(marks jsonb, groups jsonb) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select jsonb_typeof(marks) = 'object' and jsonb_typeof(groups) = 'array'
    and (select array_agg(key order by key) = array['CRAVING', 'LOSS_OF_CONTROL', 'OTHER_INTERESTS_LOST', 'TOLERANCE', 'USE_DESPITE_HARM', 'WITHDRAWAL']
      and bool_and(value in ('present', 'absent', 'unclear')) from jsonb_each_text(case jsonb_typeof(marks) when 'object' then marks else '{}' end))
    and groups <> '[]' and groups <@ '["OPIOID", "STIMULANT", "CANNABIS", "OTHER"]'
$$;
create policy diagnosis_assessment_in_words on diagnosis_assessment as restrictive for insert to donghanh_web
  with check (diagnosis_in_words(marks, groups) and length in ('together', 'repeated', 'short', 'unknown') and place in ('body', 'agreed', 'detained'));
create policy diagnosis_assessment_in_its_days on diagnosis_assessment as restrictive for insert to donghanh_web with check (
  examined_at <= recorded_at + interval '1 minute' and exists (select from cases_referral r where r.id = referral_id
    and (received_at at time zone 'Asia/Ho_Chi_Minh')::date >= (r.sent_at at time zone 'Asia/Ho_Chi_Minh')::date));
revoke execute on function diagnosis_in_words(jsonb, jsonb) from public; grant execute on function diagnosis_in_words(jsonb, jsonb) to donghanh_web;
"""
BACK = """
drop policy diagnosis_assessment_in_its_days on diagnosis_assessment; drop policy diagnosis_assessment_in_words on diagnosis_assessment;
drop function diagnosis_in_words(jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("diagnosis", "0002_row_security")]
    operations = [migrations.RunSQL(WORDS, BACK)]
