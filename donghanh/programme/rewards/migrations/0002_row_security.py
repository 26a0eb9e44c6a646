"""Row security of rewards: a body its own proposals, the lead agency its province, a council what it votes on. Nothing is changed or removed.

Criteria, councils and seats are read by every reader of rewards; they name offices only.
"""

from django.db import migrations

from donghanh.base.privacy.rows import file_wall, has, own_hand, wall
from donghanh.programme.registers.walls import OURS, in_reach, new_header, of_keeper, with_it

READ = has("REWARDS")
KEEPS = f"{has('REWARD_KEEP')} and unit_id = any((select app_stat_units())::int[])"
SITS = f"{READ} and exists (select from rewards_seat s where s.council_id = rewards_proposal.council_id and s.body_id = {OURS})"
NEAR = """(subject_body_id = (select app_body()) or exists (select from places_body b
  where b.id = subject_body_id and b.unit_id = any((select app_stat_units())::int[])))"""
OF_PROPOSAL = with_it("rewards_proposal", "proposal_id")
PROPOSED = f"{of_keeper('rewards_proposal', 'proposal_id', 'REWARD_PROPOSE')} and not exists (select from rewards_step t where t.proposal_id = {{table}}.proposal_id)"
JUDGES = f"""{has("REWARD_KEEP")} and exists (select from rewards_proposal p
  where p.id = proposal_id and p.unit_id = any((select app_stat_units())::int[]))"""
OWN_COUNCIL = """(council_id is null or exists (select from rewards_council c
  where c.id = council_id and c.unit_id = any((select app_stat_units())::int[])))"""
OF_MAKER = f"{has('REWARD_KEEP')} and exists (select from {{above}} a where a.id = {{key}} and a.made_by = (select app_user()))"

WALLS = [
    wall("rewards_criteriaset", seen=READ, insert=KEEPS),
    wall("rewards_criterion", seen=READ, insert=OF_MAKER.format(above="rewards_criteriaset", key="criteria_id")),
    wall("rewards_council", seen=READ, insert=KEEPS),
    wall("rewards_seat", seen=READ, insert=OF_MAKER.format(above="rewards_council", key="council_id")),
    wall(
        "rewards_attachment",
        seen=f"body_id = {OURS} or exists (select from rewards_proposal p where p.attachment_id = rewards_attachment.id)",
        insert=f"body_id = (select app_body()) and {has('REWARD_PROPOSE')}",
    ),
    wall(
        "rewards_proposal",
        seen=f"({in_reach('REWARDS', 'REWARD_KEEP')}) or ({SITS})",
        insert=f"{new_header('REWARD_PROPOSE')} and {NEAR} and state = 'PROPOSED' and council_id is null",
    ),
    wall("rewards_proof", seen=OF_PROPOSAL, insert=PROPOSED.format(table="rewards_proof")),
    wall("rewards_figurerow", seen=OF_PROPOSAL, insert=PROPOSED.format(table="rewards_figurerow")),
    wall(
        "rewards_step",
        seen=OF_PROPOSAL,
        insert=f"""body_id = (select app_body()) and case when kind = 'WITHDRAWN'
          then {of_keeper("rewards_proposal", "proposal_id", "REWARD_PROPOSE")} else {JUDGES} and {OWN_COUNCIL} end""",
    ),
    wall("rewards_vote", seen=OF_PROPOSAL, insert=f"body_id = {OURS} and {has('REWARD_VOTE')} and {OF_PROPOSAL}"),
]
BY_HAND = ("criteriaset", "council", "attachment", "proposal", "step", "vote")


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_tables"), ("accounts", "0006_framework_tables"), ("places", "0004_reorganisation_wall")]
    operations = [
        *WALLS,
        *(own_hand(f"rewards_{name}", "made_by:made_at") for name in BY_HAND),
        *file_wall("rewards", "rewards_proposal"),
    ]
