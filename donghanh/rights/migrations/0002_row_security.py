"""Row security of rights: rows lie with the person (or, for a complaint, where the decision was signed), and only an answer can be added."""

from django.db import migrations

from donghanh.base.privacy.rows import secure

_PERSON_HERE = "exists (select from people_person p where p.id = person_id and p.unit_id = {table}.unit_id)"
_HIS_DELEGATE = "(delegate_id is null or exists (select from rights_delegate d where d.id = delegate_id and d.person_id = {table}.person_id))"
_HIS_FILE = """(case_id is null or exists (select from cases_case c
    where c.id = case_id and c.unit_id = rights_correction.unit_id and c.person_id = rights_correction.person_id))
  and (fact_id is null or exists (select from cases_fact f where f.id = fact_id and f.case_id = rights_correction.case_id))"""
_DECISION_SIGNED_HERE = """exists (select from decisions_decision d where d.id = decision_id and d.state = 'SIGNED'
    and d.issuing_unit_id = rights_contest.unit_id and d.person_id = rights_contest.person_id)"""
_FILE_OF_DECISION_HERE = """'D3' = any((select app_reads())::text[])
  and exists (select from decisions_decision d where d.id = decision_id and d.unit_id = any((select app_units())::int[]))"""


def _of_person(table: str, also: str = "") -> str:
    return " and ".join(part.format(table=table) for part in (_PERSON_HERE, also) if part)


ANSWERED = {
    "rights_delegate": "ended_at, ended_by, end_reason",
    "rights_correction": "acknowledged_at, acknowledged_by, outcome, answer, answered_at, answered_by",
    "rights_contest": "suspended_at, suspended_by, effect, answer, answered_at, answered_by",
}
ONLY_ANSWERED = ";\n".join(
    f"revoke update on {table} from donghanh_web; grant update ({columns}) on {table} to donghanh_web" for table, columns in ANSWERED.items()
)

ANSWERED_STAYS = """
create function answered_stays() returns trigger language plpgsql as $$
begin
  if old.answered_at is not null and (to_jsonb(new) - 'unit_id') is distinct from (to_jsonb(old) - 'unit_id')
  then raise exception 'an answer that was given stays as it was given'; end if;
  return new;
end $$;
create trigger answered_stays before update on rights_correction for each row execute function answered_stays();
create trigger answered_stays before update on rights_contest for each row execute function answered_stays();
"""

FOLLOWS_THE_PERSON = """
create function rights_follow_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update rights_delegate set unit_id = new.unit_id where person_id = new.id;
  update rights_showing set unit_id = new.unit_id where person_id = new.id;
  update rights_correction set unit_id = new.unit_id where person_id = new.id;
  return new;
end $$;
create trigger rights_follow_person after update of unit_id on people_person
  for each row when (old.unit_id is distinct from new.unit_id) execute function rights_follow_person();
"""


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_tables"), ("cases", "0004_hold_row_security"), ("decisions", "0002_row_security")]
    operations = [
        secure("rights_delegate", "D3", insert_if=_of_person("rights_delegate")),
        secure("rights_showing", "D3", insert_if=_of_person("rights_showing", _HIS_DELEGATE), update=False),
        secure("rights_correction", "D3", insert_if=_of_person("rights_correction", f"{_HIS_DELEGATE} and {_HIS_FILE}")),
        secure("rights_contest", "D3", or_read=_FILE_OF_DECISION_HERE, insert_if=_DECISION_SIGNED_HERE),
        migrations.RunSQL(ONLY_ANSWERED, ";\n".join(f"grant update on {table} to donghanh_web" for table in ANSWERED)),
        migrations.RunSQL(
            ANSWERED_STAYS,
            "drop trigger answered_stays on rights_correction; drop trigger answered_stays on rights_contest; drop function answered_stays()",
        ),
        migrations.RunSQL(FOLLOWS_THE_PERSON, "drop trigger rights_follow_person on people_person; drop function rights_follow_person()"),
    ]
