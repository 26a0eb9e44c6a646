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

# Facts that move a person between the states are few beside those of everyday management: a list of them by place.
INDEXES = f"""
create index fact_of_state on cases_fact (unit_id) where kind in ({_STATE});
create index case_aftercare on cases_case (unit_id) where procedure = 'AFTERCARE';
"""

EVENTS = f"""
create function reporting.events(units int[], moment timestamptz)
returns table (person_id uuid, case_id uuid, procedure text, held_by int, opened_at timestamptz, over_at timestamptz, kind text,
               at timestamptz, counts_from timestamptz, fact_id uuid, data jsonb)
language sql stable as $$
  with gone as materialized (
    select c.id from reporting.records_that_left(units) r join cases_case c on c.person_id = r.record_id where c.unit_id <> all(units)
  ), facts as (
    select f.id, f.case_id, f.kind, f.happened_at, f.is_date_only, f.recorded_at, f.voided_at, f.decision_id, f.data
    from cases_fact f where f.unit_id = any(units) and f.kind in ({_STATE})
    union all
    select f.id, f.case_id, f.kind, f.happened_at, f.is_date_only, f.recorded_at, f.voided_at, f.decision_id, f.data
    from gone g join cases_fact f on f.case_id = g.id and f.kind in ({_STATE})
    union all
    select f.id, f.case_id, f.kind, f.happened_at, f.is_date_only, f.recorded_at, f.voided_at, f.decision_id, f.data
    from cases_case c join cases_fact f on f.case_id = c.id and f.kind in ({_CONTACT})
    where c.procedure = 'AFTERCARE' and (c.unit_id = any(units) or c.id in (select id from gone))
  ), later as materialized (
    select distinct case_id from facts where moment <> 'infinity' and (recorded_at > moment or voided_at > moment)
  ), told as (
    select * from facts where recorded_at <= moment and (voided_at is null or voided_at > moment)
  ), withdrawn as materialized (
    select case_id, (data->>'withdraws')::uuid as decision_id from told where kind = 'DECISION_WITHDRAWN'
  )
  select coalesce(m.kept_id, c.person_id), t.case_id, c.procedure, c.unit_id, c.opened_at, case when l.case_id is null then c.active_until end,
         t.kind, t.happened_at,
         case when t.is_date_only then ((t.happened_at at time zone 'Asia/Ho_Chi_Minh')::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
              else t.happened_at end, t.id, t.data
  from told t join cases_case c on c.id = t.case_id
  left join later l on l.case_id = t.case_id
  left join withdrawn w on w.case_id = t.case_id and w.decision_id = t.decision_id
  left join people_merge m on m.gone_id = c.person_id and m.is_approved and m.decided_at <= moment and (m.undone_at is null or m.undone_at > moment)
  where w.case_id is null and t.kind <> 'DECISION_WITHDRAWN'
    and not (c.stage = 'IN_ERROR' and exists (select from cases_fact e where e.case_id = c.id and e.kind = 'OPENED_IN_ERROR' and e.recorded_at <= moment))
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
create function reporting.people_counted(subjects text[], units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (subject text, unit_id int, person_id uuid, case_id uuid, at timestamptz, flags int)
language sql stable as $$
  with moves as materialized (select * from reporting.moves_touching(units)
  ), events as materialized (
    select e.*, e.kind = 'REHAB_COMPLETED' or e.kind = 'TREATMENT_ENDED' and e.data->>'reason' = 'completed'
             or e.kind = 'RETURN_REPORTED' and e.procedure = 'AFTERCARE' and e.data->>'completed_on' is not null as is_completion,
           case when e.kind = 'RETURN_REPORTED' and e.procedure = 'AFTERCARE' and e.data->>'completed_on' is not null
             then (e.data->>'completed_on')::date::timestamp at time zone 'Asia/Ho_Chi_Minh' else e.at end as since_at
    from reporting.events(units, moment) e where e.at < until
  ), states as materialized (
    select s.*, lag(s.state) over way as before, lead(s.since_at) over way as next_at
    from (select e.*, case when e.kind in ({_DEPENDENT}) then 'dependent' when e.is_completion then 'after'
                           when e.kind in ('DELISTED', 'DIED') then 'out' end as state from events e) s
    where s.state is not null window way as (partition by s.person_id order by greatest(s.since_at, s.counts_from), s.fact_id)
  ), steps as (
    select e.person_id, e.case_id, e.procedure, e.kind, e.at, e.over_at, lead(e.at) over way as next_at,
           e.kind in ({_BEGINS}) or e.kind in ('BROUGHT_BACK', 'SUSPENSION_ENDED') and bool_or(e.kind in ({_BEGINS})) over way as is_in
    from events e
    where e.procedure not in ('USER_MANAGEMENT', 'DETERMINATION', 'AFTERCARE', 'COMMUNE_EDUCATION', 'MONITORING')
      and e.kind not in ('FOUND_DEPENDENT', 'REGISTERED', 'GROUND_FOUND', 'RETURN_REPORTED')
      and not (e.kind = 'COURT_DECIDED' and e.procedure in ('COMPULSORY', 'COMPULSORY_MINOR'))
    window way as (partition by e.case_id order by e.counts_from, e.fact_id)
  ), spells as materialized (
    select s.person_id, s.case_id, s.kind, s.at, least(s.next_at, s.over_at) as ends_at, reporting.form_bits(s.procedure) as form from steps s where s.is_in
  ), inside as materialized (
    select person_id, min(case_id::text)::uuid as case_id, bit_or(form) as form from spells where coalesce(ends_at, 'infinity') >= until group by person_id
  ), during as materialized (
    select person_id, bit_or(form) as form from spells where coalesce(ends_at, 'infinity') > since group by person_id
  ), aftercare as materialized (
    select e.person_id, e.case_id, min(e.since_at) filter (where e.is_completion) as completed_at,
           min(e.at) filter (where e.kind = 'AFTERCARE_DECIDED') as decided_at, min(e.over_at) as over_at,
           min(e.at) filter (where e.kind in ('AFTERCARE_ENDED', 'FOUND_DEPENDENT', 'DELISTED', 'DIED', 'IMPRISONED', 'LEFT_REHAB', 'COURT_DECIDED')) as ended_at,
           case when bool_or(e.kind in ('RESIDENCE_CHECKED', 'SERVICE_OFFERED', 'AFTERCARE_SUPPORT')
             and e.at >= (until at time zone 'Asia/Ho_Chi_Minh' - interval '6 months') at time zone 'Asia/Ho_Chi_Minh') then 1024 else 0 end
           | case when bool_or(e.kind = 'AFTERCARE_SUPPORT') then 2048 else 0 end | case when bool_or(e.kind = 'HELPER_ASSIGNED') then 4096 else 0 end
           | case when bool_or(e.kind = 'SERVICE_OFFERED') then 8192 else 0 end as done
    from events e where e.procedure = 'AFTERCARE' group by e.person_id, e.case_id
  ), found as materialized (
    select 'registered_end' as subject, s.person_id, s.case_id, until as at, coalesce(i.form, 0) as flags
    from states s left join inside i using (person_id)
    where 'registered_end' = any(subjects) and s.state = 'dependent' and coalesce(s.next_at, 'infinity') >= until
    union all
    select 'registered', s.person_id, s.case_id, greatest(s.since_at, since), coalesce(d.form, 0) from states s left join during d using (person_id)
    where 'registered' = any(subjects) and s.state = 'dependent' and coalesce(s.next_at, 'infinity') > since
    union all
    select 'in_treatment', i.person_id, i.case_id, until, i.form from inside i where 'in_treatment' = any(subjects)
    union all
    select 'placed', s.person_id, s.case_id, s.at, s.form from spells s where 'placed' = any(subjects) and s.kind in ({_BEGINS}) and s.at >= since
    union all
    select 'completed', s.person_id, s.case_id, s.since_at,
           reporting.form_bits(coalesce(s.data->>'completed', s.procedure)) | case when a.case_id is null then 0 else 512 | a.done end
    from states s left join aftercare a on a.person_id = s.person_id and a.decided_at is not null
      and coalesce(a.completed_at, a.decided_at) >= date_trunc('day', s.since_at, 'Asia/Ho_Chi_Minh')
    where 'completed' = any(subjects) and s.state = 'after' and s.since_at >= since and s.since_at < until
    union all
    select 'returned', e.person_id, e.case_id, e.at, 8 | case when a.case_id is null then 0 else 512 | a.done end
    from events e left join aftercare a on a.person_id = e.person_id and a.decided_at is not null
      and greatest(a.decided_at, coalesce(a.completed_at, a.decided_at)) >= e.at - interval '1 year'
    where 'returned' = any(subjects) and e.kind = 'RETURN_REPORTED' and e.at >= since
      and (e.procedure in ('COMPULSORY', 'COMPULSORY_MINOR') or e.procedure = 'AFTERCARE' and e.data->>'completed' = 'compulsory')
    union all
    select 'aftercare', a.person_id, a.case_id, until, 512 | a.done from aftercare a
    where 'aftercare' = any(subjects) and a.decided_at is not null and coalesce(least(a.ended_at, a.over_at), 'infinity') >= until
    union all
    select 'after_rehab', s.person_id, s.case_id, until, coalesce(a.done, 0) | case when a.decided_at is null then 0 else 512 end
    from states s left join aftercare a using (person_id)
    where 'after_rehab' = any(subjects) and s.state = 'after' and coalesce(s.next_at, 'infinity') >= until
    union all
    select 'after_in_period', s.person_id, s.case_id, greatest(s.since_at, since), case when r.person_id is null then 0 else 16384 end
    from states s left join states r on r.person_id = s.person_id and r.kind = 'FOUND_DEPENDENT' and r.before = 'after' and r.at >= since
    where 'after_in_period' = any(subjects) and s.state = 'after' and coalesce(s.next_at, 'infinity') > since
    union all
    select 'due_for_review', d.person_id, d.case_id, d.due, case when r.person_id is null then 0 else 32768 end
    from (
      select s.*, (s.since_at at time zone 'Asia/Ho_Chi_Minh' + interval '24 months') at time zone 'Asia/Ho_Chi_Minh' as due from states s
      where 'due_for_review' = any(subjects) and s.state = 'after'
        and (s.procedure in ('COMPULSORY', 'COMPULSORY_MINOR') or s.procedure = 'AFTERCARE' and s.data->>'completed' = 'compulsory')) d
    left join states r on r.person_id = d.person_id and r.kind = 'DELISTED' and r.at > d.since_at
    where d.due >= since and d.due < until
      and not exists (select from states b where b.person_id = d.person_id and (b.state = 'dependent' or b.kind = 'DIED') and b.at > d.since_at and b.at < d.due)
  ), went as (
    select distinct on (f.subject, f.case_id, f.at) f.subject, f.case_id, f.at, m.from_unit_id
    from moves m join found f using (case_id) join cases_case c on c.id = f.case_id
    where m.received_at > greatest(f.at, c.opened_at) order by f.subject, f.case_id, f.at, m.received_at
  ), placed as (
    select f.*, coalesce(w.from_unit_id, c.unit_id) as place
    from found f join cases_case c on c.id = f.case_id left join went w using (subject, case_id, at)
  ), people as (
    select p.subject, p.person_id, bit_or(p.flags) as flags, min(p.at) as at, (array_agg(p.place order by p.at, p.case_id))[1] as place,
           (array_agg(p.case_id order by p.at, p.case_id))[1] as case_id
    from placed p group by p.subject, p.person_id
  )
  select p.subject, p.place, p.person_id, p.case_id, p.at, p.flags from people p where p.place = any(units)
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

# asked: {{subject, among, having}, …}; n: which of them, from 1. The totals are answered as rule P1 lets the asker know them (0003, mine_over).
TOTALS = """
create function reporting.indicator_totals(asked jsonb, units int[], since timestamptz, until timestamptz, moment timestamptz)
returns table (n bigint, unit_id int, denominator bigint, numerator bigint, digest text)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select * from reporting.mine_over(units, since, until, moment)
  ), wanted as materialized (
    select w.*, reporting.is_published(w.subject, w.among, w.having) as is_published from (
      select a.n, a.one->>0 as subject, (a.one->>1)::int as among, (a.one->>2)::int as having
      from jsonb_array_elements(asked) with ordinality as a(one, n)) w
    where reporting.is_admissible(w.subject, w.among, w.having)
  ), rows as materialized (
    select p.subject, p.case_id, p.flags, n.now, n.is_exact
    from reporting.people_counted(array(select distinct w.subject from wanted w), array(select m.id from mine m), since, until, moment) p
    join mine n on n.id = p.unit_id
  )
  select w.n, r.now, reporting.shown(count(*), bool_and(r.is_exact)),
    reporting.shown_part(count(*) filter (where r.flags & w.having = w.having), count(*), bool_and(r.is_exact)),
    case when moment <> 'infinity' and bool_and(r.is_exact) then encode(sha256(convert_to(
      string_agg(r.case_id || ':' || (r.flags & w.having = w.having), ',' order by r.case_id), 'UTF8')), 'hex') else '' end
  from wanted w join rows r on r.subject = w.subject and r.flags & w.among = w.among and (w.is_published or r.is_exact) group by w.n, r.now
$$;
"""
NAMES = (
    "reporting.events(int[], timestamptz)",
    "reporting.form_bits(text)",
    "reporting.marks(text)",
    "reporting.is_admissible(text, int, int)",
    "reporting.is_published(text, int, int)",
    "reporting.people_counted(text[], int[], timestamptz, timestamptz, timestamptz)",
    "reporting.indicator_totals(jsonb, int[], timestamptz, timestamptz, timestamptz)",
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
