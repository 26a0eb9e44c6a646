"""A paper is drawn up, made final and withdrawn by those whose post gives the verb; what an office signs, by its holder under his own name."""

from django.db import migrations

# A paper is numbered in the register of the body whose post makes it; a paper that others sign by hand names no signer of ours.
FINAL = """
create function paper_check_final(made papers_paper) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if made.office <> '' and not accounts_may('decision.sign', made.made_at, made.body_id, made.office) then
    raise exception 'a paper is signed by the holder of its office' using errcode = 'insufficient_privilege';
  elsif made.office = '' and (made.has_digital_signature or not
      (accounts_may('case.record', made.made_at, made.body_id) or accounts_may('decision.sign', made.made_at, made.body_id))) then
    raise exception 'a paper is made by a post that may' using errcode = 'insufficient_privilege';
  elsif made.signer_name is distinct from (case when made.office = '' then '' else accounts_own_name() end) then
    raise exception 'a paper is signed under the name of the account' using errcode = 'insufficient_privilege';
  elsif made.number is not null and not exists (select from documents_numberregister r
      where r.body_id = made.body_id and r.series = made.series and r.year = made.year and r.last = made.number) then
    raise exception 'the number of a paper comes from the register' using errcode = 'insufficient_privilege';
  elsif not file_kept_here(made.pdf_id, 'paper', made.unit_id, made.made_at) or not file_kept_here(made.docx_id, 'paper', made.unit_id, made.made_at) then
    raise exception 'a paper keeps its own files' using errcode = 'insufficient_privilege';
  end if;
end $$;
"""

# Who changes a draft is named in it (changed_by), and signs it as little as who drew it up; each change is another version. The words that were
# typed are what was read: making the paper leaves them, and keeps what it was made with beside them. A draft has no files yet: begun with the file
# of another place it would open that file, since who reads a paper reads its files.
# A paper that others sign by hand is withdrawn by who made it, or by who makes the one that stands in for it: a paper of the same form and file.
STEPS = """
create function paper_may_step(step text, made papers_paper) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  return case
    when step = 'begun' then made.drafted_by = app_user() and made.changed_by = app_user() and made.state = 'DRAFTED' and made.version = 1
      and made.pdf_id is null and made.docx_id is null and accounts_may('case.record', made.drafted_at)
      and (made.replaces_id is null or exists (select from papers_paper p
        where p.id = made.replaces_id and p.case_id = made.case_id and p.form = made.form and p.state = 'FINAL'))
    when step = 'DRAFTED DRAFTED' then made.changed_by = app_user() and accounts_may('case.record', null)
    when step = 'DRAFTED DROPPED' then accounts_may('case.record', null)
    when step = 'DRAFTED FINAL' then made.made_by = app_user()
    when step = 'FINAL WITHDRAWN' and made.office <> '' then accounts_may('decision.sign', made.withdrawn_at)
    when step = 'FINAL WITHDRAWN' then made.made_by = app_user()
      or exists (select from papers_paper p where p.replaces_id = made.id and p.state = 'FINAL' and p.made_by = app_user())
    else false end;
end $$;
create function paper_step_by_post() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  step text := case when tg_op = 'INSERT' then 'begun' else old.state || ' ' || new.state end;
  loose text[] := array['state', 'withdrawn_by', 'withdrawn_at', 'withdraw_reason'];
begin
  if step = 'DRAFTED DRAFTED' and new.version = old.version + 1 then loose := array['sealed_values', 'version', 'changed_at', 'changed_by']; end if;
  if step = 'DRAFTED FINAL' then
    loose := loose || array['law', 'sealed_made', 'body_id', 'office', 'series', 'number', 'year', 'made_by', 'made_at', 'signer_name', 'has_digital_signature', 'pdf_id', 'docx_id'];
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - loose is distinct from to_jsonb(old) - loose then
    raise exception 'a paper stays the one that was begun' using errcode = 'insufficient_privilege';
  elsif not coalesce(paper_may_step(step, new), false) then
    raise exception 'a paper goes its steps by a post that may: %', step using errcode = 'insufficient_privilege';
  end if;
  if step = 'DRAFTED FINAL' then perform paper_check_final(new); end if;
  return new;
end $$;
create trigger paper_step_by_post before insert or update on papers_paper
  for each row when (current_user = 'donghanh_web') execute function paper_step_by_post();
create trigger paper_takes_code before insert on papers_paper for each row execute function takes_code();
"""
BACK = """drop trigger paper_takes_code on papers_paper; drop trigger paper_step_by_post on papers_paper;
drop function paper_step_by_post(), paper_may_step(text, papers_paper), paper_check_final(papers_paper)"""


# Which numbers of a register are borne: those of signed decisions and of papers that were made final.
BORNE = """
create or replace function register_number_is_borne(body int, told text, in_year int, wanted int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from decisions_decision d
      where d.body_id = body and d.series = told and d.year = in_year and d.number = wanted and d.state = 'SIGNED')
    or exists (select from papers_paper p
      where p.body_id = body and p.series = told and p.year = in_year and p.number = wanted and p.state in ('FINAL', 'WITHDRAWN'))
$$;
"""

# Who makes a paper final or withdraws one puts it into the list of its file in the same moment (cases/dossiers/migrations/0008_basis asks).
MADE_NOW = """
create or replace function makes_paper_now(file uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from papers_paper p where p.case_id = file
    and (p.made_by = app_user() and p.made_at = at or p.withdrawn_by = app_user() and p.withdrawn_at = at))
$$;
"""
NOT_MADE = """
create or replace function makes_paper_now(file uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_row_security"), ("decisions", "0004_own_office"), ("dossiers", "0008_basis")]
    operations = [
        migrations.RunSQL(FINAL + STEPS, BACK),
        migrations.RunSQL(BORNE, migrations.RunSQL.noop),
        migrations.RunSQL(MADE_NOW, NOT_MADE),
    ]
