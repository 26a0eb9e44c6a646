"""Steps come in the order of the procedure past the application, too; and a court that has a desk here is asked by sending it the file.

The tables are those of cases/procedures/compulsory_steps (tests/cases/dossiers/test_order.py holds them together).
"""

import json

from django.db import migrations

_OPEN = (
    "FOUND PREPARED READING CHECKING RETURNED AT_COURT ACCEPTED HEARING RULED CONTESTED EFFECTIVE TO_ENTER POSTPONED "
    "IN_FACILITY OUTSIDE ESCAPED SUSPENDED"
)
MOVES = {
    "GROUND_FOUND": ("", "FOUND"),
    "DOSSIER_PREPARED": ("FOUND", "PREPARED"),
    "NOTICE_GIVEN": ("PREPARED", "READING"),
    "DOSSIER_FORWARDED": ("PREPARED READING", "CHECKING"),
    "COURT_REQUESTED": ("PREPARED READING CHECKING", "AT_COURT"),
    "DOSSIER_RETURNED": ("CHECKING AT_COURT", "RETURNED"),
    "DOSSIER_COMPLETED": ("RETURNED", "PREPARED"),
    "COURT_ACCEPTED": ("AT_COURT", "ACCEPTED"),
    "HEARING_ORDERED": ("ACCEPTED", "HEARING"),
    "COURT_DECIDED": ("ACCEPTED HEARING", "RULED"),
    "COURT_DECLINED": ("AT_COURT ACCEPTED HEARING RULED CONTESTED", "DECLINED"),
    "COMPLAINED": ("RULED CONTESTED", "CONTESTED"),
    "PROTESTED": ("RULED CONTESTED", "CONTESTED"),
    "COMPLAINT_SETTLED": ("CONTESTED", "RULED"),
    "DECISION_EFFECTIVE": ("RULED", "EFFECTIVE"),
    "COURT_DECISION_SENT": ("EFFECTIVE", "TO_ENTER"),
    "POSTPONED": ("TO_ENTER", "POSTPONED"),
    "POSTPONEMENT_ENDED": ("POSTPONED", "TO_ENTER"),
    "ADMITTED": ("TO_ENTER OUTSIDE", "IN_FACILITY"),
    **{kind: ("IN_FACILITY", "OUTSIDE") for kind in ("HOSPITALISED", "LEAVE_BEGAN", "BORROWED", "IMPRISONED")},
    **{kind: ("OUTSIDE", "IN_FACILITY") for kind in ("HOSPITAL_ENDED", "LEAVE_ENDED", "BORROWING_ENDED")},
    "ESCAPED": ("IN_FACILITY OUTSIDE", "ESCAPED"),
    "BROUGHT_BACK": ("ESCAPED", "IN_FACILITY"),
    "STAY_SUSPENDED": ("IN_FACILITY OUTSIDE", "SUSPENDED"),
    "SUSPENSION_ENDED": ("SUSPENDED", "IN_FACILITY"),
    "EXEMPTED": ("EFFECTIVE TO_ENTER POSTPONED IN_FACILITY OUTSIDE ESCAPED SUSPENDED", "EXEMPTED"),
    "REHAB_COMPLETED": ("IN_FACILITY OUTSIDE SUSPENDED", "COMPLETED"),
    "CERTIFICATE_ISSUED": ("COMPLETED", "CERTIFIED"),
    "DIED": (_OPEN, "CLOSED"),
    "OPENED_IN_ERROR": (f"{_OPEN} CERTIFIED CLOSED COMPLETED DECLINED EXEMPTED", "IN_ERROR"),
}
"""Kind → in which stages it moves the file, and where to."""
STAYS = {
    "ACCEPTANCE_NOTIFIED": "ACCEPTED HEARING",
    "COURT_ASKED": "AT_COURT ACCEPTED HEARING",
    "HEARING_ORDERED": "HEARING",
    "HEARING_HELD": "HEARING",
    "COURT_DECISION_SENT": "RULED CONTESTED TO_ENTER",
    "END_NOTICED": "IN_FACILITY OUTSIDE SUSPENDED",
    "CERTIFICATE_ISSUED": "IN_FACILITY SUSPENDED",
}
"""What a court or a facility records without moving the file, and in which stages."""
NEEDS = {"LEAVE_ENDED": "LEAVE_BEGAN", "BORROWING_ENDED": "BORROWED"}
"""What a facility records only after another step: nobody comes back from a leave that did not begin."""
_MOVED = json.dumps({f"{stage} {kind}": after for kind, (before, after) in MOVES.items() for stage in before.split() or [""]})
_STAYED = json.dumps({kind: stages.split() for kind, stages in STAYS.items()})

# Facts in the order of engine.in_order: a day alone counts from its end, what a withdrawn decision told does not count.
ORDER = f"""
create function dossier_moves() returns jsonb language sql immutable as $$ select '{_MOVED}'::jsonb $$;
create function dossier_may_stay(procedure text) returns jsonb language sql immutable as $$
  select '{_STAYED}'::jsonb || case when procedure = 'COMPULSORY_MINOR' then '{{"HANDED_OVER": ["COMPLETED", "CERTIFIED"]}}'::jsonb else '{{}}' end
$$;
create function dossier_needed(told text) returns text language sql immutable as $$ select '{json.dumps(NEEDS)}'::jsonb ->> told $$;
create function dossier_counts_from(happened timestamptz, is_date_only boolean) returns timestamptz language sql immutable as $$
  select case when is_date_only then ((happened at time zone 'Asia/Ho_Chi_Minh')::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' else happened end
$$;
create function dossier_stage(file uuid) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare stage text := ''; told text;
begin
  for told in select f.kind from cases_fact f where f.case_id = file and f.voided_at is null
      and not exists (select from cases_fact w where w.case_id = file and w.kind = 'DECISION_WITHDRAWN' and w.voided_at is null
        and w.data->>'withdraws' = f.decision_id::text)
     order by dossier_counts_from(f.happened_at, f.is_date_only), f.id loop
    stage := coalesce(dossier_moves() ->> (stage || ' ' || told), stage);
  end loop;
  return stage;
end $$;
create function dossier_moved_last(file uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select max(dossier_counts_from(f.happened_at, f.is_date_only)) from cases_fact f where f.case_id = file and f.voided_at is null
     and exists (select from jsonb_object_keys(dossier_moves()) step where step like '% ' || f.kind)
$$;
create function dossier_fits(file uuid, told text, happened timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case when dossier_moves() ? (now.stage || ' ' || told) then happened >= coalesce(dossier_moved_last(file), happened)
                and (told <> 'DECISION_EFFECTIVE' or dossier_contest_over(file, happened))
                and (dossier_needed(told) is null or exists (select from cases_fact f
                  where f.case_id = file and f.kind = dossier_needed(told) and f.voided_at is null))
              else coalesce(dossier_may_stay(c.procedure) -> told ? now.stage, false) end
    from cases_case c, lateral (select dossier_stage(c.id) as stage) now where c.id = file
$$;
"""

# Where no text read says for how long the court's decision may be contested (legal.compulsory.contest), it takes effect only after the days that
# the court set with a reason, as calendar days; where the law counts working days the application counts them, and here is no number of the law.
CONTESTED = """
create function dossier_contest_is_set(procedure text, day date) returns boolean language sql immutable as $$
  select not (procedure = 'COMPULSORY' and day between date '2023-02-01' and date '2026-06-30')
$$;
create function dossier_contest_over(file uuid, happened timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with told as (select f.kind, f.data, f.happened_at, (f.happened_at at time zone 'Asia/Ho_Chi_Minh')::date as day, f.id from cases_fact f
      where f.case_id = file and f.voided_at is null and f.kind in ('COURT_DECIDED', 'COURT_DECISION_SENT', 'COMPLAINT_SETTLED')),
    ruling as (select * from told where kind = 'COURT_DECIDED' order by happened_at desc, id desc limit 1),
    chosen as (select t.data->>'contest_days' as days from told t where t.kind <> 'COMPLAINT_SETTLED' and coalesce(trim(t.data->>'contest_reason'), '') <> ''
      and t.data->>'contest_days' ~ '^[1-9][0-9]{0,2}$' order by t.happened_at desc, t.id desc limit 1),
    starts as (select case when r.data->'absent' is distinct from 'true' then r.day
      else (select max(s.day) from told s where s.kind = 'COURT_DECISION_SENT' and s.data->'absent' = 'true') end as day from ruling r)
  select exists (select from told s, ruling r where s.kind = 'COMPLAINT_SETTLED' and s.happened_at >= r.happened_at)
      or exists (select from ruling r join cases_case c on c.id = file where not dossier_contest_is_set(c.procedure::text, r.day))
      or exists (select from chosen, starts where (happened at time zone 'Asia/Ho_Chi_Minh')::date > starts.day + chosen.days::int)
$$;
create function dossier_ruling_waits(file uuid, happened timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from cases_case c where c.id = file and c.unit_id = any(app_units()) and c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR'))
     and not dossier_contest_over(file, happened)
$$;
"""

# Where the court of the place has a desk here, the file is asked of it by sending (leg to_court), so that its steps are its own to write. What
# was asked on paper before the court had its desk is written down from paper to the end: nobody else could. Such a request is believed only of a
# day on which the file had come so far: dated before the file's own last step, it would take the matter from the court by a false date.
ASKED = """
create function court_beside(commune int, day date) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above as (select commune as id union select u.parent_id from above join places_unit u on u.id = above.id where u.parent_id is not null)
  select coalesce(
    (select b.id from places_coverage c join places_body b on b.id = c.body_id where c.unit_id = commune and b.kind = 'regional_court'
        and c.starts_on <= day and (c.ends_before is null or c.ends_before > day) order by c.starts_on desc, b.id limit 1),
    (select b.id from places_body b join above on above.id = b.unit_id where b.kind = 'district_court'
        and b.starts_on <= day and (b.ends_before is null or b.ends_before > day) order by b.id limit 1))
$$;
create function body_desk_since(body int) returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select min(a.starts_on) from accounts_post a where a.body_id = body and (a.granted_by_id is null or a.approved_by_id is not null)
  having bool_or(a.ends_before > (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date)
$$;
create function dossier_court_awaits(file uuid, told text, happened timestamptz) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select b.name::text
    from cases_case c cross join lateral (select (happened at time zone 'Asia/Ho_Chi_Minh')::date as day) d
    join places_body b on b.id = court_beside(c.unit_id, d.day)
   where c.id = file and c.unit_id = any(app_units()) and c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR')
     and told = any(array_append(array_remove(dossier_hand_kinds('to_court'), 'DOSSIER_RETURNED'), 'COURT_REQUESTED'))
     and (body_desk_since(b.id) <= d.day or body_desk_since(b.id) is not null and told = 'COURT_REQUESTED'
       and d.day < ((dossier_moved_last(file) - interval '1 microsecond') at time zone 'Asia/Ho_Chi_Minh')::date)
     and not exists (select from dossiers_passage p where p.case_id = file and p.leg = 'to_court' and p.returned_at is null
       and not exists (select from cases_fact d where d.case_id = file and d.kind = 'COURT_DECLINED' and d.voided_at is null and d.happened_at >= p.sent_at))
     and not (told <> 'COURT_REQUESTED' and exists (select from cases_fact r where r.case_id = file and r.kind = 'COURT_REQUESTED'
       and r.voided_at is null and (r.happened_at at time zone 'Asia/Ho_Chi_Minh')::date < body_desk_since(b.id)))
$$;
create policy cases_fact_contest_over on cases_fact as restrictive for insert to donghanh_web
  with check (kind <> 'DECISION_EFFECTIVE' or not dossier_ruling_waits(case_id, happened_at));
create policy cases_fact_sent_to_court on cases_fact as restrictive for insert to donghanh_web
  with check (dossier_court_awaits(case_id, kind, happened_at) is null);
create policy dossiers_passage_to_its_court on dossiers_passage as restrictive for insert to donghanh_web
  with check (leg <> 'to_court' or to_body_id is not distinct from court_beside(unit_id, (sent_at at time zone 'Asia/Ho_Chi_Minh')::date));
"""
INNER = "dossier_contest_over(uuid, timestamptz), dossier_stage(uuid), dossier_moved_last(uuid), dossier_fits(uuid, text, timestamptz), court_beside(int, date), body_desk_since(int)"
ASKING = "dossier_court_awaits(uuid, text, timestamptz), dossier_ruling_waits(uuid, timestamptz)"
GRANTS = f"""revoke execute on function {INNER}, {ASKING} from public;
grant execute on function {ASKING}, court_beside(int, date) to donghanh_web, donghanh_jobs"""
PURE = "dossier_moves(), dossier_needed(text), dossier_may_stay(text), dossier_counts_from(timestamptz, boolean)"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_moments")]
    operations = [
        migrations.RunSQL(CONTESTED, "drop function dossier_contest_over(uuid, timestamptz), dossier_contest_is_set(text, date)"),
        migrations.RunSQL(ORDER, f"drop function dossier_fits(uuid, text, timestamptz), dossier_moved_last(uuid), dossier_stage(uuid), {PURE}"),
        migrations.RunSQL(
            ASKED,
            f"""drop policy dossiers_passage_to_its_court on dossiers_passage; drop policy cases_fact_sent_to_court on cases_fact;
            drop policy cases_fact_contest_over on cases_fact;
            drop function {ASKING}, body_desk_since(int), court_beside(int, date)""",
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
