"""A number of a register is borne once: by a decision or by a paper, never by one of each."""

from django.db import migrations

# The register says that a number was taken with what bears it; a decision and a paper of one series, signed in one transaction, would both find
# theirs the last. Each table alone keeps its numbers apart by a constraint.
ONCE = """
create function number_borne_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from decisions_decision d join papers_paper p using (body_id, series, year, number)
    where body_id = new.body_id and series = new.series and year = new.year and number = new.number) then
    raise exception 'a number is borne once: % of series %', new.number, new.series using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger decision_number_borne_once after insert or update of number on decisions_decision
  for each row when (new.number is not null) execute function number_borne_once();
create trigger paper_number_borne_once after insert or update of number on papers_paper
  for each row when (new.number is not null) execute function number_borne_once();
"""
BACK = """drop trigger paper_number_borne_once on papers_paper; drop trigger decision_number_borne_once on decisions_decision;
drop function number_borne_once()"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_own_office")]
    operations = [migrations.RunSQL(ONCE, BACK)]
