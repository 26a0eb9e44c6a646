"""Row security of the report desk: a report is seen by the body that owes it and the one that receives it; drafts by the first alone.

Nothing but a draft is ever changed, and nothing removed. Who may write what is asked again here, by post and role
(tests/reports/filing/test_walls.py holds the lists and roles.py together); versions and answers come in their order whoever writes them.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall

OURS = "any((select app_bodies())::int[])"
AT_HOME = "unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"
OWN = "exists (select from filing_filing f where f.id = filing_id and f.body_id = {ours})"
SEEN = "exists (select from filing_filing f where f.id = filing_id)"
OF_VERSION = "exists (select from filing_version v where v.id = version_id)"
MINE = "body_id = (select app_body()) and accounts_may('{asked}', made_at)"

# table: (who reads, who adds)
WALLS = {
    "filing_arrangement": (
        "true",  # when a report is due is public, like the plan that asks for it
        MINE.format(asked="plan.decide")
        + f""" and {AT_HOME} and exists (select from programme_obligation o
          join programme_clause c on c.id = o.clause_id join programme_plan p on p.id = c.plan_id join places_unit u on u.code = p.province
          where o.id = obligation_id and u.id = unit_id and u.level = 'PROVINCE')""",
    ),
    "filing_call": ("bodies && (select app_bodies())", MINE.format(asked="task.oversee") + f" and {AT_HOME} and body_id = any(bodies)"),
    "filing_filing": (f"body_id = {OURS} or receiver_id = {OURS}", MINE.format(asked="report.build") + f" and {AT_HOME}"),
    "filing_words": (OWN.format(ours=OURS), OWN.format(ours="(select app_body())") + " and accounts_may('report.build', saved_at)"),
    "filing_version": (SEEN, OWN.format(ours="(select app_body())") + " and accounts_may('report.build', made_at)"),
    "filing_verdict": (
        OF_VERSION,
        f"""accounts_may('report.build', made_at) and exists (select from filing_version v join filing_filing f on f.id = v.filing_id
            where v.id = version_id and f.receiver_id = {OURS})""",
    ),
    "filing_dispatch": (
        OF_VERSION,
        """accounts_may('report.build', made_at) and exists (select from filing_version v join filing_filing f on f.id = v.filing_id
            where v.id = version_id and f.body_id = (select app_body()))""",
    ),
    "filing_distributionlist": (f"body_id = {OURS}", MINE.format(asked="report.build")),
    "filing_conference": (
        f"body_id = {OURS} or bodies && (select app_bodies())",
        MINE.format(asked="task.give") + f" and {AT_HOME} and (version_id is null or {OF_VERSION})",
    ),
    "filing_conclusion": (
        "exists (select from filing_conference c where c.id = conference_id)",
        """exists (select from filing_conference c where c.id = conference_id and c.body_id = (select app_body()))
           and exists (select from tasks_task t where t.id = task_id and t.giver_id = (select app_body()))""",
    ),
}
BY_HAND = [table for table in WALLS if table not in ("filing_words", "filing_conclusion")]
DRAFTS = f"""
create policy filing_words_update on filing_words for update to donghanh_web using ({OWN.format(ours="(select app_body())")})
  with check ({OWN.format(ours="(select app_body())")} and accounts_may('report.build', saved_at));
grant update (text, saved_at, saved_by) on filing_words to donghanh_web;
"""
NO_DRAFTS = "drop policy filing_words_update on filing_words; revoke update on filing_words from donghanh_web;"

# rules.py says the same in sentences. The filing's row is locked, so that two officials come one after the other.
IN_TURN = """
create function filing_version_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare last filing_version; receiver int;
begin
  select receiver_id into receiver from filing_filing where id = new.filing_id for update;
  select * into last from filing_version where filing_id = new.filing_id order by number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 or new.made_at < last.made_at then
    raise exception 'versions come one after the other' using errcode = 'check_violation';
  end if;
  if last.id is not null and receiver is not null and not exists (select from filing_verdict where version_id = last.id) then
    raise exception 'the version before waits for its answer' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger filing_version_in_turn before insert on filing_version for each row execute function filing_version_in_turn();

create function filing_verdict_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from filing_filing f join filing_version v on v.filing_id = f.id where v.id = new.version_id for update of f;
  if exists (select from filing_version v join filing_version l on l.filing_id = v.filing_id and l.number > v.number where v.id = new.version_id) then
    raise exception 'only the newest version is answered' using errcode = 'check_violation';
  end if;
  if exists (select from filing_version where id = new.version_id and (made_by = new.made_by or made_at > new.made_at)) then
    raise exception 'nobody answers what he sent himself, or before it was sent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger filing_verdict_in_turn before insert on filing_verdict for each row execute function filing_verdict_in_turn();
"""
OUT_OF_TURN = """
drop trigger filing_version_in_turn on filing_version;
drop trigger filing_verdict_in_turn on filing_verdict;
drop function filing_version_in_turn(), filing_verdict_in_turn();
"""

# A key looks past the wall: figures that a version names are those of its own plan, period and place.
OWN_FIGURES = """
create function filing_figures_are_own() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from reports_frozenreport r join filing_filing f on f.id = new.filing_id where r.id = new.report_id
    and r.plan_id = f.plan_id and r.period = f.period and r.place_id = f.unit_id and r.as_of = new.made_at) then
    raise exception 'the figures are of another report' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger filing_figures_are_own before insert on filing_version for each row
  when (new.report_id is not null) execute function filing_figures_are_own();
"""
ANY_FIGURES = "drop trigger filing_figures_are_own on filing_version; drop function filing_figures_are_own();"

# Who accepts a report is told by what asks for it, not by who files it: a call's own body; for an obligation of the province's plan the lead
# agency of the province on the day it is owed, for a commune, and nobody of ours for the province itself. The very day is worked out by
# queries/duties.py from what was arranged; here it is any day of the period's year or the year after.
RECEIVER = """
create function filing_lead(province int, day date) returns int language sql stable set search_path = public, pg_temp as $$
  select case when count(*) = 1 then min(b.id) end from places_body b
  where b.unit_id = province and b.starts_on <= day and (b.ends_before is null or b.ends_before > day) and b.kind = (
    select h.body_kind from places_functionholder h where h.function = 'lead_agency_rehabilitation' and (h.unit_id is null or h.unit_id = province)
      and h.starts_on <= day and (h.ends_before is null or h.ends_before > day) order by h.unit_id is null limit 1)
$$;
create function filing_was_lead(province int, of_year int, body int) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from (
      select make_date(of_year, 1, 1) union all select make_date(of_year + 1, 12, 31)
      union all select h.starts_on from places_functionholder h where h.function = 'lead_agency_rehabilitation'
      union all select h.ends_before from places_functionholder h where h.function = 'lead_agency_rehabilitation'
      union all select b.starts_on from places_body b where b.unit_id = province
      union all select b.ends_before from places_body b where b.unit_id = province) change(day)
    where day between make_date(of_year, 1, 1) and make_date(of_year + 1, 12, 31) and filing_lead(province, day) is not distinct from body)
$$;
create function filing_receiver_is_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare province int;
begin
  if exists (select from filing_call c where c.id::text = new.duty) then
    if not exists (select from filing_call c where c.id::text = new.duty and c.body_id = new.receiver_id and c.plan_id = new.plan_id
        and c.period = new.period and new.body_id = any(c.bodies)) then
      raise exception 'a report that was called for goes to the body that called' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  select u.id into province from programme_obligation o join programme_clause c on c.id = o.clause_id join programme_plan p on p.id = c.plan_id
    join places_unit u on u.code = p.province and u.level = 'PROVINCE' join places_unit here on here.id = new.unit_id
    left join places_unit above on above.id = here.parent_id
    where o.id = new.duty and p.id = new.plan_id and u.id in (here.id, here.parent_id, above.parent_id);
  if province is null then
    raise exception 'no plan of this province asks for this report' using errcode = 'insufficient_privilege';
  elsif new.unit_id = province and new.receiver_id is not null
     or new.unit_id <> province and not filing_was_lead(province, left(new.period, 4)::int, new.receiver_id) then
    raise exception 'a report goes to the body that the plan names' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger filing_receiver_is_told before insert on filing_filing for each row
  when (current_user = 'donghanh_web') execute function filing_receiver_is_told();
"""
ANY_RECEIVER = """drop trigger filing_receiver_is_told on filing_filing;
drop function filing_receiver_is_told(), filing_was_lead(int, int, int), filing_lead(int, date);"""


class Migration(migrations.Migration):
    dependencies = [
        ("filing", "0001_tables"),
        ("accounts", "0006_framework_tables"),
        ("places", "0004_reorganisation_wall"),
        ("reports", "0002_row_security"),
        ("tasks", "0002_row_security"),
        ("programme", "0002_row_security"),
    ]
    operations = [
        *[wall(table, seen=reads, insert=adds) for table, (reads, adds) in WALLS.items()],
        migrations.RunSQL(DRAFTS, NO_DRAFTS),
        *[own_hand(table, "made_by:made_at") for table in BY_HAND],
        own_hand("filing_words", "saved_by:saved_at"),
        migrations.RunSQL(IN_TURN, OUT_OF_TURN),
        migrations.RunSQL(OWN_FIGURES, ANY_FIGURES),
        migrations.RunSQL(RECEIVER, ANY_RECEIVER),
    ]
