"""Steps come in the order of the procedure past the application, too; and a court that has a desk here is asked by sending it the file.

Which steps there are, in which order they count and where they leave a file, is asked of the one table of every procedure (cases/migrations/_steps
and 0008_post_and_order: case_steps, case_told, case_stage). What a body may tell at all is said in 0003_own_hands.
"""

from django.db import migrations

ORDER = """
create function case_moved_by(procedure text, told text) returns boolean language sql immutable as $$
  select exists (select from jsonb_object_keys(case_steps(procedure)->'moves') step where step like '% ' || told)
$$;
create function dossier_moved_last(file uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select max(fact_counts_from(f.happened_at, f.is_date_only)) from cases_fact f join cases_case c on c.id = f.case_id
   where f.case_id = file and f.voided_at is null and case_moved_by(c.procedure, f.kind)
$$;
create function dossier_fits(file uuid, told text, happened timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case when steps->'moves' ? (stage || ' ' || told) then happened >= coalesce(dossier_moved_last(file), happened)
                and (told <> 'DECISION_EFFECTIVE' or dossier_contest_over(file, happened))
              else coalesce(steps->'stays'->told ? stage, false) end
      and (not steps->'needs' ? told or exists (select from case_told(file) t where steps->'needs'->told ? t.kind))
    from (select case_steps(procedure) as steps, case_stage(id) as stage from cases_case where id = file) now
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
INNER = "dossier_contest_over(uuid, timestamptz), dossier_moved_last(uuid), dossier_fits(uuid, text, timestamptz), court_beside(int, date), body_desk_since(int)"
ASKING = "dossier_court_awaits(uuid, text, timestamptz), dossier_ruling_waits(uuid, timestamptz)"
GRANTS = f"""revoke execute on function {INNER}, {ASKING} from public;
grant execute on function {ASKING}, court_beside(int, date) to donghanh_web, donghanh_jobs"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_moments")]
    operations = [
        migrations.RunSQL(CONTESTED, "drop function dossier_contest_over(uuid, timestamptz), dossier_contest_is_set(text, date)"),
        migrations.RunSQL(ORDER, "drop function dossier_fits(uuid, text, timestamptz), dossier_moved_last(uuid), case_moved_by(text, text)"),
        migrations.RunSQL(
            ASKED,
            f"""drop policy dossiers_passage_to_its_court on dossiers_passage; drop policy cases_fact_sent_to_court on cases_fact;
            drop policy cases_fact_contest_over on cases_fact;
            drop function {ASKING}, body_desk_since(int), court_beside(int, date)""",
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
