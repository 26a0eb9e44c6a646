"""Row security of money: a body its own, the lead agency and the finance department their province; support of a person at the place that paid.

Words of a role's verbs (base/privacy/scope.py) say who may write what; columns are granted one by one where a row may change at all.
"""

from django.db import migrations

from donghanh.base.privacy.rows import has, own_hand, secure, wall

HERE = "(unit_id = any((select app_units())::int[]) or body_id = (select app_body()))"
PROVINCE = "unit_id = any((select app_stat_units())::int[])"
OVER = f"({has('MONEY_REVIEW')} or {has('MONEY_APPRAISE')})"
SEEN = f"{has('MONEY')} and ({HERE} or ({PROVINCE} and {OVER}))"
PUBLIC = has("MONEY")
OWN = f"{HERE} and {has('MONEY_RECORD')}"
SENDER = f"{HERE} and {has('MONEY_SUBMIT')}"
REVIEW = f"{PROVINCE} and {has('MONEY_REVIEW')}"
FINANCE = f"{PROVINCE} and {has('MONEY_APPRAISE')}"
STEPS = f"{PROVINCE} and {OVER}"
CATALOGUE = f"{PROVINCE} and {has('MONEY_CATALOGUE')}"
IN_PLACE = "exists (select from places_body b where b.id = body_id and b.unit_id = {table}.unit_id)"
SAME = "exists (select from {above} a where a.id = {key} and a.unit_id = {table}.unit_id and a.body_id = {table}.body_id)"
OF_SEAT = "site_id is null or exists (select from roadmap_site s where s.id = site_id and unit_now(s.seat_id) = unit_now(money_contribution.unit_id))"
VOID = "voided_at, voided_by, void_reason"


def under(table: str, above: str, key: str) -> str:
    """What hangs on another row lies with the same body at the same place: keys look past the wall."""
    return SAME.format(table=table, above=above, key=key)


STAMPS = "submitted_by, submitted_at, reviewed_by, reviewed_at, appraised_by, appraised_at, decided_by, decided_at, returned_by, returned_at"
LINE = f"({OWN}) and {under('money_estimateline', 'money_estimateversion', 'version_id')}"
OF_NORM = "exists (select from money_norm n where n.id = norm_id and n.made_by = (select app_user()))"
AT_HIS_PLACE = "exists (select from people_person p where p.id = person_id and p.unit_id = money_priority.unit_id) and body_id = (select app_body())"
OF_PERSON = (
    "exists (select from people_person p where p.id = person_id and p.unit_id = money_supportline.unit_id)"
    " and exists (select from cases_case c where c.id = case_id and c.unit_id = money_supportline.unit_id)"
    f" and {under('money_supportline', 'money_payment', 'payment_id')}"
)

WALLS = [
    wall("money_deadline", seen=PUBLIC, insert=STEPS),
    wall("money_estimate", seen=SEEN, insert=f"{OWN} and {IN_PLACE.format(table='money_estimate')}"),
    wall(
        "money_estimateversion",
        seen=SEEN,
        insert=f"({OWN}) and {under('money_estimateversion', 'money_estimate', 'estimate_id')} and state = 'DRAFT' and submitted_at is null",
        update=f"({SENDER}) or ({STEPS})",
        columns=f"state, route, decision, comment, {STAMPS}",
    ),
    wall("money_estimateline", seen=SEEN, insert=LINE, update=f"({FINANCE})", columns="appraised, note, approved", delete=OWN),
    wall("money_norm", seen=PUBLIC, insert=CATALOGUE),
    wall("money_normitem", seen=PUBLIC, insert=OF_NORM),
    wall("money_spendinglevel", seen=PUBLIC, insert=CATALOGUE),
    wall("money_supportlevel", seen=PUBLIC, insert=CATALOGUE),
    wall("money_fund", seen=PUBLIC, insert=FINANCE),
    wall(
        "money_supplement",
        seen=SEEN,
        insert=f"({OWN}) and state = 'ASKED' and {IN_PLACE.format(table='money_supplement')}",
        update=FINANCE,
        columns="state, answered_by, answered_at, answer, decision",
    ),
    wall("money_allocation", seen=SEEN, insert=f"{FINANCE} and {IN_PLACE.format(table='money_allocation')}"),
    wall("money_adjustment", seen=SEEN, insert=f"{FINANCE} and {under('money_adjustment', 'money_allocation', 'allocation_id')}"),
    wall(
        "money_payment",
        seen=SEEN,
        insert=f"({OWN}) and {under('money_payment', 'money_allocation', 'allocation_id')}",
        update=OWN,
        columns=f"voucher, {VOID}",
    ),
    wall("money_contribution", seen=SEEN, insert=f"({OWN}) and {IN_PLACE.format(table='money_contribution')} and ({OF_SEAT})"),
    wall("money_use", seen=SEEN, insert=f"({OWN}) and {under('money_use', 'money_contribution', 'contribution_id')}", update=OWN, columns=VOID),
    wall("money_capitaldecision", seen=PUBLIC, insert=FINANCE),
    wall("money_project", seen=SEEN, insert=f"{REVIEW} and state = 'PROPOSED'", update=STEPS, columns="state"),
    wall("money_projectstep", seen=SEEN, insert=f"{STEPS} and {under('money_projectstep', 'money_project', 'project_id')}"),
    wall(
        "money_projectyear",
        seen=SEEN,
        insert=f"{STEPS} and allocated = 0 and {under('money_projectyear', 'money_project', 'project_id')}",
        update=FINANCE,
        columns="balanced, allocated, decision_id",
    ),
    secure("money_supportline", "D9", insert_if=OF_PERSON, update=False),
    migrations.RunSQL(
        "create policy money_supportline_update on money_supportline for update to donghanh_web"
        " using (unit_id = any((select app_units())::int[]) and 'D9' = any((select app_writes())::text[]))"
        " with check (unit_id = any((select app_units())::int[]) and 'D9' = any((select app_writes())::text[]));"
        f"grant update ({VOID}) on money_supportline to donghanh_web",
        "drop policy money_supportline_update on money_supportline",
    ),
    secure("money_priority", "D9", insert_if=AT_HIS_PLACE, update=False),
    migrations.RunSQL(
        "create policy money_priority_update on money_priority for update to donghanh_web"
        " using (unit_id = any((select app_units())::int[]) and 'D9' = any((select app_writes())::text[]))"
        " with check (unit_id = any((select app_units())::int[]) and 'D9' = any((select app_writes())::text[]));"
        f"grant update ({VOID}) on money_priority to donghanh_web",
        "drop policy money_priority_update on money_priority",
    ),
]

TABLES = (
    *("deadline", "estimate", "estimateversion", "norm", "spendinglevel", "supportlevel", "fund", "supplement", "allocation", "adjustment"),
    *("payment", "contribution", "use", "capitaldecision", "project", "projectstep", "projectyear", "supportline", "estimateline", "priority"),
)
MORE = {
    "estimateversion": tuple(f"{step}_by:{step}_at" for step in ("submitted", "reviewed", "appraised", "decided", "returned")),
    "supplement": ("answered_by:answered_at",),
    **{name: ("voided_by:voided_at",) for name in ("payment", "use", "supportline", "priority")},
}


class Migration(migrations.Migration):
    dependencies = [("money", "0001_tables"), ("people", "0002_row_security"), ("cases", "0002_row_security")]
    operations = [*WALLS, *(own_hand(f"money_{name}", "made_by:made_at", *MORE.get(name, ())) for name in TABLES)]
