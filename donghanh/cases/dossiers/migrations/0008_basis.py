"""No compulsory file goes on without its determination, past the application too: not by sending it, not by writing the step down from paper.

What lies in it is put in by a post that sends files, or by who just made the paper, and while the file lies here.
"""

from django.db import migrations

from donghanh.base.privacy.rows import next_version

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
create policy dossiers_passage_says_why on dossiers_passage as restrictive for insert to donghanh_web
  with check (trim(why_missing) <> '' or not lines @> '[{"standing": "missing"}]');
create policy dossiers_passage_has_basis on dossiers_passage as restrictive for insert to donghanh_web
  with check (leg not in ('to_check', 'to_court') or dossier_has_basis(case_id, sent_at));
create policy cases_fact_has_basis on cases_fact as restrictive for insert to donghanh_web with check (
  kind not in ('DOSSIER_FORWARDED', 'COURT_REQUESTED') or dossier_has_basis(case_id, happened_at)
  or not exists (select from cases_case c where c.id = case_id and c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR')));
"""
# Who made a paper final, or withdrew one, in this very moment, knows the room above (decisions/papers), which answers here in its own words; the
# list goes with the file (filing.lies_elsewhere; rules.BACK_HOME: there the commune still puts papers in).
PLACED = """
create function makes_paper_now(file uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
create function dossier_lies_elsewhere(file uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from dossiers_passage p where p.case_id = file and p.unit_id = any(app_units()) and p.returned_at is null
    and p.done_at is null and p.leg not in ('to_execution', 'to_commune', 'to_check'))
$$;
create policy dossiers_placing_by_post on dossiers_placing as restrictive for insert to donghanh_web with check (
  (accounts_may('dossier.send', placed_at) or makes_paper_now(case_id, placed_at)) and not dossier_lies_elsewhere(case_id));
revoke execute on function makes_paper_now(uuid, timestamptz), dossier_lies_elsewhere(uuid) from public;
grant execute on function makes_paper_now(uuid, timestamptz), dossier_lies_elsewhere(uuid) to donghanh_web;
"""
NOT_PLACED = """drop policy dossiers_placing_by_post on dossiers_placing;
drop function dossier_lies_elsewhere(uuid), makes_paper_now(uuid, timestamptz)"""
BACK = """
drop policy cases_fact_has_basis on cases_fact; drop policy dossiers_passage_has_basis on dossiers_passage;
drop policy dossiers_passage_says_why on dossiers_passage;
drop function dossier_has_basis(uuid, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_taken_back"), ("cases", "0009_grounds_shown")]
    operations = [
        migrations.RunSQL(BASIS, BACK),
        migrations.RunSQL(PLACED, NOT_PLACED),
        next_version("dossiers_placing", "case_id", "paper"),
    ]
