"""Who can be counted: one set-returning function for all indicators over rehabilitation, substitution treatment and aftercare.

`reporting.people_counted` gives, from the facts told by a moment, one row for each subject and human being: the commune, the moment that
decides the place, and what is true of the person as bits. An indicator is a subject and bits (donghanh/reports/parts.py says them in words,
a test holds both together); nothing about a single indicator stands in the database.

The state of a person follows from his last fact: dependent (found dependent, registered, ground found, rehabilitation or treatment begun),
after rehabilitation (completed), out (taken off the list, died). A measure whose legal term has run out is over without a fact; the term is
read from the memo of the file (active_until), which is not asked where the file's facts were told or taken back after the moment asked about.
The place is where the file lay at the deciding moment, as in 0003.
"""

from django.db import migrations

_BEGINS = "'REHAB_STARTED', 'REST_REGISTERED', 'ADMITTED', 'TREATMENT_STARTED'"
_DEPENDENT = f"'FOUND_DEPENDENT', 'REGISTERED', 'GROUND_FOUND', {_BEGINS}"
_STATE = (
    f"{_DEPENDENT}, 'BROUGHT_BACK', 'SUSPENSION_ENDED', 'ESCAPED', 'STAY_SUSPENDED', 'REHAB_COMPLETED', 'LEFT_REHAB', 'TREATMENT_ENDED',"
    " 'PHASES_CERTIFIED', 'EXEMPTED', 'COURT_DECIDED', 'IMPRISONED', 'DIED', 'RETURN_REPORTED', 'AFTERCARE_DECIDED', 'AFTERCARE_ENDED',"
    " 'DELISTED', 'DECISION_WITHDRAWN'"
)
_CONTACT = "'RESIDENCE_CHECKED', 'SERVICE_OFFERED', 'AFTERCARE_SUPPORT', 'HELPER_ASSIGNED'"

_FACT = (
    "f.id, f.case_id, f.kind, f.happened_at, f.is_date_only, f.recorded_at, f.voided_at, f.decision_id, f.data,"
    " c.person_id, c.procedure, c.unit_id, c.opened_at, c.active_until, c.stage"
)

# Facts that move a person between the states are few beside those of everyday management: a list of them by place.
INDEXES = f"""
create index fact_of_state on cases_fact (unit_id) where kind in ({_STATE});
create index case_aftercare on cases_case (unit_id) where procedure = 'AFTERCARE';
"""

EVENTS = f"""
create function reporting.events(units int[], moment timestamptz)
returns table (person_id uuid, case_id uuid, procedure text, held_by int, opened_at timestamptz, over_at timestamptz, kind text,
               at timestamptz, since_at timestamptz, counts_from timestamptz, fact_id uuid, is_completion boolean, completed text)
language sql stable rows 100000 set work_mem = '32MB' set enable_nestloop = on set enable_mergejoin = on as $$
  with gone as materialized (
    select c.* from reporting.records_that_left(units) r join cases_case c on c.person_id = r.record_id where c.unit_id <> all(units)
  ), aftercare as (
    select c.id, c.person_id, c.procedure, c.unit_id, c.opened_at, c.active_until, c.stage
    from cases_case c where c.procedure = 'AFTERCARE' and c.unit_id = any(units)
    union all
    select g.id, g.person_id, g.procedure, g.unit_id, g.opened_at, g.active_until, g.stage from gone g where g.procedure = 'AFTERCARE'
  ), facts as materialized (
    select {_FACT} from cases_case c join cases_fact f on f.case_id = c.id
    where c.unit_id = any(units) and f.unit_id = any(units) and f.kind in ({_STATE})
    union all
    select {_FACT} from gone c join cases_fact f on f.case_id = c.id and f.kind in ({_STATE})
    union all
    select {_FACT} from aftercare c  -- file by file (offset 0): such facts are many, those of aftercare few, which the planner cannot know
    cross join lateral (select f.* from cases_fact f where f.case_id = c.id and f.kind in ({_CONTACT}) offset 0) f
  ), later as materialized (
    select distinct case_id from facts where moment <> 'infinity' and (recorded_at > moment or voided_at > moment)
  ), told as (
    select * from facts where recorded_at <= moment and (voided_at is null or voided_at > moment)
  ), withdrawn as materialized (
    select case_id, (data->>'withdraws')::uuid as decision_id from told where kind = 'DECISION_WITHDRAWN'
  )
  select coalesce(m.kept_id, t.person_id), t.case_id, t.procedure, t.unit_id, t.opened_at, case when l.case_id is null then t.active_until end,
         t.kind, t.happened_at,
         case when s.reported then (t.data->>'completed_on')::date::timestamp at time zone 'Asia/Ho_Chi_Minh' else t.happened_at end,
         case when t.is_date_only then ((t.happened_at at time zone 'Asia/Ho_Chi_Minh')::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
              else t.happened_at end,
         t.id, s.reported or t.kind = 'REHAB_COMPLETED' or t.kind = 'TREATMENT_ENDED' and coalesce(t.data->>'reason' = 'completed', false), t.data->>'completed'
  from told t
  cross join lateral (select t.kind = 'RETURN_REPORTED' and t.procedure = 'AFTERCARE' and t.data->>'completed_on' is not null as reported) s
  left join later l on l.case_id = t.case_id
  left join withdrawn w on w.case_id = t.case_id and w.decision_id = t.decision_id
  left join people_merge m on m.gone_id = t.person_id and m.is_approved and m.decided_at <= moment and (m.undone_at is null or m.undone_at > moment)
  where w.case_id is null and t.kind <> 'DECISION_WITHDRAWN'
    and not (t.stage = 'IN_ERROR' and exists (select from cases_fact e where e.case_id = t.case_id and e.kind = 'OPENED_IN_ERROR' and e.recorded_at <= moment))
$$;

-- Which form a procedure is, as bits: home 1, private 2, public 4, compulsory 8, substitution 16, in the community 32, voluntary 64,
-- rehabilitation 128, any treatment 256.
create function reporting.form_bits(procedure text) returns int language sql immutable parallel safe as $$
  select case procedure when 'HOME_REHABILITATION' then 1 + 32 + 64 + 128 + 256 when 'PRIVATE_REHABILITATION' then 2 + 64 + 128 + 256
    when 'PUBLIC_REHABILITATION' then 4 + 64 + 128 + 256 when 'COMPULSORY' then 8 + 128 + 256 when 'COMPULSORY_MINOR' then 8 + 128 + 256
    when 'SUBSTITUTION' then 16 + 32 + 256 when 'voluntary' then 64 + 128 + 256 when 'compulsory' then 8 + 128 + 256
    when 'substitution' then 16 + 32 + 256 else 0 end
$$;
"""

# Further bits: aftercare decided 512, met or helped in the six months before the end 1024, supported 2048, helper named 4096, service
# offered 8192, dependent again 16384, reviewed for leaving the list 32768.
COUNTED = f"""
-- The periods, by number, of which this subject is asked.
create function reporting.spans_of(subject text, subjects text[], spans int[]) returns int[] language sql immutable as $$
  select array(select a.span from unnest(subjects, spans) a(subject, span) where a.subject = spans_of.subject)
$$;

-- Of what stands in its steps the planner knows no numbers. Taking them for few, it joined a province row by row, or by the period alone: hashes are left.
create function reporting.people_counted(subjects text[], spans int[], units int[], since timestamptz[], until timestamptz[], moment timestamptz)
returns table (subject text, span int, unit_id int, person_id uuid, case_id uuid, at timestamptz, flags int)
language sql stable rows 100000 set work_mem = '32MB' set enable_nestloop = off set enable_mergejoin = off as $$
  with periods as (select p.span::int as span, p.since, p.until from unnest(since, until) with ordinality p(since, until, span)
  ), told as materialized (select * from reporting.events(units, moment)
  ), homes as materialized (select t.case_id, min(t.held_by) as held_by, min(t.opened_at) as opened_at from told t group by t.case_id
  ), events as (select p.*, t.* from periods p join told t on t.at < p.until
  ), states as materialized (
    select s.*, lag(s.is_after) over way as was_after, lead(s.since_at) over way as next_at
    from (select e.span, e.since, e.until, e.person_id, e.case_id, e.procedure, e.kind, e.at, e.since_at, e.counts_from, e.fact_id, e.completed,
                 e.kind in ({_DEPENDENT}) as is_dependent, e.kind not in ({_DEPENDENT}) and e.is_completion as is_after from events e
          where e.kind in ({_DEPENDENT}, 'DELISTED', 'DIED') or e.is_completion) s
    window way as (partition by s.span, s.person_id order by greatest(s.since_at, s.counts_from), s.fact_id)
  ), steps as (
    select e.span, e.since, e.until, e.person_id, e.case_id, e.procedure, e.kind, e.at, e.over_at, lead(e.at) over way as next_at,
           e.kind in ({_BEGINS}) or e.kind in ('BROUGHT_BACK', 'SUSPENSION_ENDED') and bool_or(e.kind in ({_BEGINS})) over way as is_in
    from events e
    where e.procedure not in ('USER_MANAGEMENT', 'DETERMINATION', 'AFTERCARE', 'COMMUNE_EDUCATION', 'MONITORING')
      and e.kind not in ('FOUND_DEPENDENT', 'REGISTERED', 'GROUND_FOUND', 'RETURN_REPORTED')
      and not (e.kind = 'COURT_DECIDED' and e.procedure in ('COMPULSORY', 'COMPULSORY_MINOR'))
    window way as (partition by e.span, e.case_id order by e.counts_from, e.fact_id)
  ), spells as materialized (
    select s.span, s.since, s.until, s.person_id, s.case_id, s.kind, s.at, coalesce(least(s.next_at, s.over_at), 'infinity') as ends_at,
           reporting.form_bits(s.procedure) as form from steps s where s.is_in
  ), inside as materialized (
    select s.span, s.until, s.person_id, min(s.case_id::text)::uuid as case_id, bit_or(s.form) as form
    from spells s where s.ends_at >= s.until group by s.span, s.until, s.person_id
  ), during as materialized (
    select s.span, s.person_id, bit_or(s.form) as form from spells s where s.ends_at > s.since group by s.span, s.person_id
  ), aftercare as materialized (
    select e.span, e.until, e.person_id, e.case_id, min(e.since_at) filter (where e.is_completion) as completed_at,
           min(e.at) filter (where e.kind = 'AFTERCARE_DECIDED') as decided_at, min(e.over_at) as over_at,
           min(e.at) filter (where e.kind in ('AFTERCARE_ENDED', 'FOUND_DEPENDENT', 'DELISTED', 'DIED', 'IMPRISONED', 'LEFT_REHAB', 'COURT_DECIDED')) as ended_at,
           case when bool_or(e.kind in ('RESIDENCE_CHECKED', 'SERVICE_OFFERED', 'AFTERCARE_SUPPORT')
             and e.at >= (e.until at time zone 'Asia/Ho_Chi_Minh' - interval '6 months') at time zone 'Asia/Ho_Chi_Minh') then 1024 else 0 end
           | case when bool_or(e.kind = 'AFTERCARE_SUPPORT') then 2048 else 0 end | case when bool_or(e.kind = 'HELPER_ASSIGNED') then 4096 else 0 end
           | case when bool_or(e.kind = 'SERVICE_OFFERED') then 8192 else 0 end as done
    from events e where e.procedure = 'AFTERCARE' group by e.span, e.until, e.person_id, e.case_id
  ), found as materialized (
    select 'registered_end' as subject, s.span, s.person_id, s.case_id, s.until as at, coalesce(i.form, 0) as flags
    from states s left join inside i using (span, person_id)
    where s.span = any((select reporting.spans_of('registered_end', subjects, spans))::int[]) and s.is_dependent and coalesce(s.next_at, 'infinity') >= s.until
    union all
    select 'registered', s.span, s.person_id, s.case_id, greatest(s.since_at, s.since), coalesce(d.form, 0)
    from states s left join during d using (span, person_id)
    where s.span = any((select reporting.spans_of('registered', subjects, spans))::int[]) and s.is_dependent and coalesce(s.next_at, 'infinity') > s.since
    union all
    select 'in_treatment', i.span, i.person_id, i.case_id, i.until, i.form from inside i
    where i.span = any((select reporting.spans_of('in_treatment', subjects, spans))::int[])
    union all
    select 'placed', s.span, s.person_id, s.case_id, s.at, s.form from spells s
    where s.span = any((select reporting.spans_of('placed', subjects, spans))::int[]) and s.kind in ({_BEGINS}) and s.at >= s.since
    union all
    select 'completed', s.span, s.person_id, s.case_id, s.since_at,
           reporting.form_bits(coalesce(s.completed, s.procedure)) | case when a.case_id is null then 0 else 512 | a.done end
    from states s left join aftercare a on a.span = s.span and a.person_id = s.person_id and a.decided_at is not null
      and coalesce(a.completed_at, a.decided_at) >= date_trunc('day', s.since_at, 'Asia/Ho_Chi_Minh')
    where s.span = any((select reporting.spans_of('completed', subjects, spans))::int[]) and s.is_after and s.since_at >= s.since and s.since_at < s.until
    union all
    select 'returned', e.span, e.person_id, e.case_id, e.at, 8 | case when a.case_id is null then 0 else 512 | a.done end
    from events e left join aftercare a on a.span = e.span and a.person_id = e.person_id and a.decided_at is not null
      and greatest(a.decided_at, coalesce(a.completed_at, a.decided_at)) >= e.at - interval '1 year'
    where e.span = any((select reporting.spans_of('returned', subjects, spans))::int[]) and e.kind = 'RETURN_REPORTED' and e.at >= e.since
      and (e.procedure in ('COMPULSORY', 'COMPULSORY_MINOR') or e.procedure = 'AFTERCARE' and e.completed = 'compulsory')
    union all
    select 'aftercare', a.span, a.person_id, a.case_id, a.until, 512 | a.done from aftercare a
    where a.span = any((select reporting.spans_of('aftercare', subjects, spans))::int[]) and a.decided_at is not null and coalesce(least(a.ended_at, a.over_at), 'infinity') >= a.until
    union all
    select 'after_rehab', s.span, s.person_id, s.case_id, s.until, coalesce(a.done, 0) | case when a.decided_at is null then 0 else 512 end
    from states s left join aftercare a using (span, person_id)
    where s.span = any((select reporting.spans_of('after_rehab', subjects, spans))::int[]) and s.is_after and coalesce(s.next_at, 'infinity') >= s.until
    union all
    select 'after_in_period', s.span, s.person_id, s.case_id, greatest(s.since_at, s.since), case when r.person_id is null then 0 else 16384 end
    from states s
    left join states r on r.span = s.span and r.person_id = s.person_id and r.kind = 'FOUND_DEPENDENT' and r.was_after and r.at >= s.since
    where s.span = any((select reporting.spans_of('after_in_period', subjects, spans))::int[]) and s.is_after and coalesce(s.next_at, 'infinity') > s.since
    union all
    select 'due_for_review', d.span, d.person_id, d.case_id, d.due, case when r.person_id is null then 0 else 32768 end
    from (
      select s.*, (s.since_at at time zone 'Asia/Ho_Chi_Minh' + interval '24 months') at time zone 'Asia/Ho_Chi_Minh' as due
      from states s where s.span = any((select reporting.spans_of('due_for_review', subjects, spans))::int[]) and s.is_after
        and (s.procedure in ('COMPULSORY', 'COMPULSORY_MINOR') or s.procedure = 'AFTERCARE' and s.completed = 'compulsory')) d
    left join states r on r.span = d.span and r.person_id = d.person_id and r.kind = 'DELISTED' and r.at > d.since_at
    where d.due >= d.since and d.due < d.until and not exists (select from states b
      where b.span = d.span and b.person_id = d.person_id and (b.is_dependent or b.kind = 'DIED') and b.at > d.since_at and b.at < d.due)
  ), people as materialized (
    select f.subject, f.span, f.person_id, bit_or(f.flags) as flags, min(f.at) as at, (array_agg(f.case_id order by f.at, f.case_id))[1] as case_id
    from found f group by f.subject, f.span, f.person_id
  ), went as (
    select distinct on (m.case_id, p.at) m.case_id, p.at, m.from_unit_id
    from reporting.moves_touching(units) m join (select distinct p.case_id, p.at from people p) p using (case_id) join homes h using (case_id)
    where m.received_at > greatest(p.at, h.opened_at) order by m.case_id, p.at, m.received_at
  ), placed as (
    select p.*, coalesce(w.from_unit_id, h.held_by) as place from people p join homes h using (case_id) left join went w using (case_id, at)
  )
  select p.subject, p.span, p.place, p.person_id, p.case_id, p.at, p.flags from placed p where p.place = any(units)
$$;
"""

# A subject tells some marks and no others (reports/parts.py); and a role that only counts is told, commune by commune, the formulas of published
# indicators alone (reports/indicators.py): marks put together freely would single people out by the questions that answer nought. Tests hold
# both lists together with the Python. The statement of true numbers (role donghanh_counts) may put marks together: of an indicator that an
# officer makes the page shows the province alone, and no small number.
ADMISSIBLE = """
create function reporting.marks(subject text) returns int[] language sql immutable as $$
  select case subject
    when 'registered_end' then array[0, 511]
    when 'registered' then array[0, 511]
    when 'in_treatment' then array[511, 511]
    when 'placed' then array[511, 511]
    when 'completed' then array[88, 14936]
    when 'returned' then array[0, 14848]
    when 'aftercare' then array[0, 15360]
    when 'after_rehab' then array[0, 15872]
    when 'after_in_period' then array[0, 16384]
    when 'due_for_review' then array[0, 32768] end
$$;
create function reporting.is_admissible(subject text, among int, wanted int) returns boolean language sql immutable as $$
  select coalesce(among >= 0 and wanted > 0 and among & ~m[1] = 0 and wanted & ~m[2] = 0, false) from reporting.marks(subject) m
$$;
create function reporting.is_published(subject text, among int, wanted int) returns boolean language sql immutable as $$
  select exists (select from (values
    ('registered', 0, array[1, 2, 4, 8, 128]), ('registered_end', 0, array[1, 2, 4, 8, 16, 256]),
    ('in_treatment', 0, array[1, 2, 4, 8, 16, 32]), ('in_treatment', 16, array[16]), ('placed', 128, array[8, 64, 128]),
    ('aftercare', 0, array[1024, 2048, 4096, 8192]), ('after_rehab', 0, array[512, 2048, 8192]),
    ('completed', 0, array[512]), ('completed', 8, array[512]), ('completed', 16, array[512]), ('completed', 64, array[512]),
    ('returned', 0, array[512]), ('after_in_period', 0, array[16384]), ('due_for_review', 0, array[32768])) p(subject, among, marks)
    where p.subject = is_published.subject and p.among = is_published.among and wanted = any(p.marks))
$$;
"""

# asked: {{subject, among, having, span}, …}, span: which of the periods, from 1; n: which of the asked, from 1. The facts are read once for all
# periods. The totals are answered as rule P1 lets the asker know them (0003, mine_over).
TOTALS = """
create function reporting.indicator_totals(asked jsonb, units int[], since timestamptz[], until timestamptz[], moment timestamptz)
returns table (n bigint, unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (
    select p.span, m.* from unnest(since, until) with ordinality p(since, until, span) cross join lateral reporting.mine_over(units, p.since, p.until, moment) m
  ), wanted as materialized (
    select w.*, reporting.is_published(w.subject, w.among, w.having) as is_published from (
      select a.n, a.one->>0 as subject, (a.one->>1)::int as among, (a.one->>2)::int as having, (a.one->>3)::int as span
      from jsonb_array_elements(asked) with ordinality as a(one, n)) w
    where reporting.is_admissible(w.subject, w.among, w.having)
  ), counted as (select distinct w.subject, w.span from wanted w
  ), rows as materialized (
    select p.subject, p.span, p.case_id, p.flags, m.now, m.is_exact
    from reporting.people_counted(array(select c.subject from counted c order by 1, c.span), array(select c.span from counted c order by c.subject, 1),
      array(select distinct m.id from mine m), since, until, moment) p
    join mine m on m.id = p.unit_id and m.span = p.span
  )
  select w.n, r.now, reporting.shown(count(*), bool_and(r.is_exact)),
    reporting.shown_part(count(*) filter (where r.flags & w.having = w.having), count(*), bool_and(r.is_exact)),
    case when moment <> 'infinity' and bool_and(r.is_exact) then encode(sha256(convert_to(
      string_agg(r.case_id || ':' || (r.flags & w.having = w.having), ',' order by r.case_id), 'UTF8')), 'hex') else '' end
  from wanted w join rows r on r.subject = w.subject and r.span = w.span and r.flags & w.among = w.among and (w.is_published or r.is_exact) group by w.n, r.now
$$;
"""
NAMES = (
    "reporting.events(int[], timestamptz)",
    "reporting.form_bits(text)",
    "reporting.spans_of(text, text[], int[])",
    "reporting.marks(text)",
    "reporting.is_admissible(text, int, int)",
    "reporting.is_published(text, int, int)",
    "reporting.people_counted(text[], int[], int[], timestamptz[], timestamptz[], timestamptz)",
    "reporting.indicator_totals(jsonb, int[], timestamptz[], timestamptz[], timestamptz)",
)
RIGHTS = f"""
revoke execute on function {", ".join(NAMES)} from public;
grant execute on function {", ".join(NAMES)} to donghanh_web, donghanh_jobs;
grant execute on function {NAMES[-1]} to donghanh_counts;
"""
UNDO = f"drop function {', '.join(reversed(NAMES))}; drop index fact_of_state, case_aftercare;"


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_files_waiting")]
    operations = [migrations.RunSQL(INDEXES + EVENTS + COUNTED + ADMISSIBLE + TOTALS + RIGHTS, UNDO)]
