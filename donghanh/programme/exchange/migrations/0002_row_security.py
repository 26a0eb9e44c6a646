"""Row security of plans on their way in: the lead of the province they lie at, and nobody else; only what a file became is noted on it later."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

MINE = "'PLAN_IMPORT' = any((select app_reads())::text[]) and unit_id = any((select app_stat_units())::int[])"
OF_PAPER = "exists (select from exchange_paper p where p.id = paper_id)"
OF_PROPOSAL = "exists (select from exchange_proposal p where p.id = proposal_id)"
BY_ME = "made_by = (select app_user())"
# table: (who reads, who adds)
WALLS = {
    "exchange_draft": (MINE, f"{MINE} and {BY_ME} and version_id is null"),
    "exchange_paper": (MINE, f"{MINE} and {BY_ME}"),
    "exchange_proposal": (OF_PAPER, f"exists (select from exchange_paper p where p.id = paper_id and p.{BY_ME})"),
    "exchange_judgement": (OF_PROPOSAL, f"{OF_PROPOSAL} and {BY_ME}"),
}
BECAME = f"""
grant update (version_id) on exchange_draft to donghanh_web;
create policy exchange_draft_update on exchange_draft for update to donghanh_web using ({MINE} and version_id is null)
  with check ({MINE} and exists (select from programme_version v where v.id = version_id and v.made_by = (select app_user())));
"""
UNDO_BECAME = """
drop policy exchange_draft_update on exchange_draft;
revoke update (version_id) on exchange_draft from donghanh_web;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_tables"), ("programme", "0002_row_security")]
    operations = [
        *[wall(table, seen=reads, insert=adds, jobs_write=False) for table, (reads, adds) in WALLS.items()],
        migrations.RunSQL(BECAME, UNDO_BECAME),
        *[own_hand(table, "made_by:made_at") for table in ("exchange_draft", "exchange_paper", "exchange_judgement")],
    ]
