"""Row security of studies and dossiers: the keeper, sites, bodies that are asked, the lead agency its province. Nothing is changed or removed."""

from django.db import migrations

from donghanh.base.privacy.rows import file_wall, has, own_hand, wall
from donghanh.programme.registers.walls import OURS, in_reach, new_header, of_keeper, with_it

SEEN, WRITE = in_reach("RESEARCH", "RESEARCH_OVERSEE"), "RESEARCH_RECORD"
OF_STUDY, OWN_STUDY = with_it("research_study", "study_id"), of_keeper("research_study", "study_id", WRITE)
OF_DOSSIER, OWN_DOSSIER = with_it("research_dossier", "dossier_id"), of_keeper("research_dossier", "dossier_id", WRITE)
OF_VERSION = with_it("research_studyversion", "version_id")
OWN_VERSION = f"""{has(WRITE)} and exists (select from research_studyversion v join research_study a on a.id = v.study_id
  where v.id = version_id and a.body_id = {OURS})"""
ASKED = f"""exists (select from research_consultation c where c.dossier_id = research_dossier.id and c.body_id = {OURS})"""
KEPT = f"""{has("RESEARCH")} and (body_id = {OURS} or keeper_id = {OURS}
  or ({has("RESEARCH_OVERSEE")} and unit_id = any((select app_stat_units())::int[])))"""
GIVEN = f"""accounts_may('task.give', made_at) and exists (select from research_dossier d where d.id = dossier_id and d.state = 'ISSUED'
    and (d.body_id = {OURS} or ({has("RESEARCH_OVERSEE")} and d.unit_id = any((select app_stat_units())::int[]))))
  and exists (select from tasks_task t where t.id = task_id and t.giver_id = {OURS} and research_resulting.body_id = any(t.bodies))"""
HANGS = """exists (select from research_studyversion v where v.attachment_id = research_attachment.id)
  or exists (select from research_dossierversion v where v.attachment_id = research_attachment.id)"""
BY_HAND = (
    *("attachment", "study", "studyversion", "approval", "studystep", "outcome", "dossier", "dossierversion", "consultation", "opinion"),
    *("dossierstep", "level", "guidance", "resulting"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("research", "0001_tables"),
        ("accounts", "0007_who_may"),
        ("places", "0004_reorganisation_wall"),
        ("money", "0002_row_security"),
        ("tasks", "0002_row_security"),
    ]
    operations = [
        wall("research_attachment", seen=f"body_id = {OURS} or {HANGS}", insert=f"body_id = (select app_body()) and {has(WRITE)}"),
        wall("research_study", seen=SEEN, insert=f"{new_header(WRITE)} and state = 'REGISTERED'"),
        *(wall(f"research_{name}", seen=OF_STUDY, insert=OWN_STUDY) for name in ("studyversion", "studystep")),
        *(wall(f"research_{name}", seen=OF_VERSION, insert=OWN_VERSION) for name in ("approval", "outcome")),
        wall("research_dossier", seen=f"({SEEN}) or ({has('RESEARCH')} and {ASKED})", insert=f"{new_header(WRITE)} and state = 'DRAFT'"),
        *(wall(f"research_{name}", seen=OF_DOSSIER, insert=OWN_DOSSIER) for name in ("dossierversion", "dossierstep", "level", "guidance")),
        wall("research_resulting", seen=OF_DOSSIER, insert=GIVEN),
        wall("research_consultation", seen=KEPT, insert=f"keeper_id = {OURS} and {has(WRITE)}"),
        wall(
            "research_opinion",
            seen=with_it("research_consultation", "consultation_id"),
            insert=f"{has('RESEARCH_ANSWER')} and exists (select from research_consultation c where c.id = consultation_id and c.body_id = {OURS})",
        ),
        *(own_hand(f"research_{name}", "made_by:made_at") for name in BY_HAND),
        *file_wall("research", "research_studyversion", "research_dossierversion"),
    ]
