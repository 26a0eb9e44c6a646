"""Row security of surveys: read in the whole province, written by its lead agency alone; nothing is ever changed or removed."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

ABOVE = "unit_id = any((select inspections_above())::int[])"
PLANS = "accounts_may('inspection.plan', made_at)"
AT_HOME = "body_id = (select app_body()) and unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
OWN = "exists (select from surveys_survey s where s.id = survey_id and s.body_id = any((select app_bodies())::int[])"

WALLS = {
    "surveys_survey": (ABOVE, f"{AT_HOME} and {PLANS} and place_id = any((select app_stat_units())::int[])"),
    "surveys_question": (
        "exists (select from surveys_survey s where s.id = survey_id)",
        f"{OWN} and s.made_by = (select app_user())) and not exists (select from surveys_result r where r.survey_id = surveys_question.survey_id)",
    ),
    "surveys_result": ("exists (select from surveys_survey s where s.id = survey_id)", f"{OWN}) and {PLANS}"),
    "surveys_answer": (
        "exists (select from surveys_result r where r.id = result_id)",
        """exists (select from surveys_result r join surveys_question q on q.survey_id = r.survey_id
             where r.id = result_id and r.made_by = (select app_user()) and q.id = question_id)""",
    ),
}

# Every sheet is right, wrong or blank on every question.
ADDS_UP = """
create function surveys_answer_adds_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from surveys_result r where r.id = new.result_id and r.asked = new."right" + new.wrong + new.blank) then
    raise exception 'answers add up to the sheets' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger surveys_answer_adds_up before insert on surveys_answer for each row execute function surveys_answer_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_tables"), ("inspections", "0002_row_security")]
    operations = [
        *[wall(table, seen=reads, insert=adds) for table, (reads, adds) in WALLS.items()],
        own_hand("surveys_survey", "made_by:made_at"),
        own_hand("surveys_result", "made_by:made_at"),
        migrations.RunSQL(ADDS_UP, "drop trigger surveys_answer_adds_up on surveys_answer; drop function surveys_answer_adds_up()"),
    ]
