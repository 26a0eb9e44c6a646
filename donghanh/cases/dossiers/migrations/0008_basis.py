"""No compulsory file goes on without its determination, past the application too: not by sending it, not by writing the step down from paper."""

from django.db import migrations

# The papers that law/dossiers marks `must`: the result, or the clinic's letter where since 1 July 2026 it stands in its place (D163 Article 101).
BASIS = """
create function dossier_has_basis(file uuid, moment timestamptz) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from (select distinct on (paper) paper, is_taken_out from dossiers_placing where case_id = file order by paper, version desc) p
    where not p.is_taken_out and p.paper = case
      when (moment at time zone 'Asia/Ho_Chi_Minh')::date >= '2026-07-01' and (select f.data->>'ground' from cases_fact f where f.case_id = file
        and f.kind = 'GROUND_FOUND' and f.voided_at is null order by f.happened_at, f.id limit 1) = 'SUBSTITUTION_BROKEN_OFF'
      then 'clinic_letter' else 'result' end)
$$;
create policy dossiers_passage_has_basis on dossiers_passage as restrictive for insert to donghanh_web
  with check (leg not in ('to_check', 'to_court') or dossier_has_basis(case_id, sent_at));
create policy cases_fact_has_basis on cases_fact as restrictive for insert to donghanh_web with check (
  kind not in ('DOSSIER_FORWARDED', 'COURT_REQUESTED') or dossier_has_basis(case_id, happened_at)
  or not exists (select from cases_case c where c.id = case_id and c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR')));
"""
BACK = """
drop policy cases_fact_has_basis on cases_fact; drop policy dossiers_passage_has_basis on dossiers_passage;
drop function dossier_has_basis(uuid, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_taken_back"), ("cases", "0009_grounds_shown")]
    operations = [migrations.RunSQL(BASIS, BACK)]
