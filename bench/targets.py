"""Program: every target of the four plans that is counted, over a half-year of one province, beside one statement written by hand.

Run as the owner, last of all programs on its copy. Arguments: number of people, rounds. The filled lives know management of use only, so the
program first tells, in the same transaction that it rolls back, rehabilitation, treatment and aftercare of 30 people in a hundred. Budgets:
the targets twice the statement; a whole report of a province (figures and the communes' table) five seconds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import django

from bench.measure import quantile

BUDGET, REPORT_MS = 2.0, 5_000
LIVES = """
create temp table told on commit drop as
select p.id as person_id, p.unit_id, abs(hashtext(p.id::text)) %% 100 as luck,
  now() - interval '1 day' * (60 + abs(hashtext('a' || p.id::text)) %% 900) as began
from people_person p where abs(hashtext(p.id::text)) %% 100 < 30 and p.merged_into_id is null;
create temp table files on commit drop as
select gen_random_uuid() as id, t.*, f.procedure, f.kinds, f.data from told t join lateral (
  select 'HOME_REHABILITATION' as procedure, '{REGISTERED,REHAB_STARTED,REHAB_COMPLETED}'::text[] as kinds, '{}'::jsonb as data
  where t.luck < 12
  union all select 'AFTERCARE', '{REHAB_COMPLETED,AFTERCARE_DECIDED,RESIDENCE_CHECKED,AFTERCARE_SUPPORT}', '{"completed": "voluntary"}'
  where t.luck < 9
  union all select 'COMPULSORY', '{GROUND_FOUND,COURT_DECIDED,ADMITTED}', '{}' where t.luck between 12 and 17
  union all select 'SUBSTITUTION', '{TREATMENT_STARTED}', '{}' where t.luck between 18 and 22
  union all select 'AFTERCARE', '{REHAB_COMPLETED,AFTERCARE_DECIDED,FOUND_DEPENDENT}', '{"completed": "compulsory"}' where t.luck > 22) f on true;
insert into cases_case (id, number, procedure, person_id, unit_id, opened_at, stage, computed_with, version)
select id, 'B-' || left(id::text, 25), procedure, person_id, unit_id, began, 'REHAB', '', 1 from files;
insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, data, void_reason)
select gen_random_uuid(), f.id, f.unit_id, k.kind, f.began + interval '40 days' * (k.n + case when f.procedure = 'AFTERCARE' then 2 else 0 end),
  false, f.began + interval '40 days' * (k.n + 2), 1, f.data, ''
from files f, unnest(f.kinds) with ordinality k(kind, n) where f.began + interval '40 days' * (k.n + 2) < now();
analyze cases_case; analyze cases_fact;
"""
_ON = "'FOUND_DEPENDENT', 'REGISTERED', 'GROUND_FOUND', 'REHAB_STARTED', 'ADMITTED', 'TREATMENT_STARTED'"
BY_HAND = f"""
with e as materialized (
  select coalesce(p.merged_into_id, p.id) as person, c.id as case_id, c.procedure, c.active_until, f.kind, f.happened_at as at, f.id
  from cases_fact f join cases_case c on c.id = f.case_id join people_person p on p.id = c.person_id
  where f.unit_id = any(%(units)s) and f.voided_at is null and f.happened_at < %(until)s
    and (f.kind in ({_ON}, 'REHAB_COMPLETED', 'DELISTED', 'DIED')
      or c.procedure = 'AFTERCARE' and f.kind in ('AFTERCARE_DECIDED', 'RESIDENCE_CHECKED', 'AFTERCARE_SUPPORT'))
), s as materialized (
  select person, case_id, procedure, kind, at, lead(at) over (partition by person order by at, id) as next_at,
    lag(kind) over (partition by person order by at, id) as before from e where kind in ({_ON}, 'REHAB_COMPLETED', 'DELISTED', 'DIED')
), t as materialized (
  select b.person, b.procedure, b.at, least(o.at, b.active_until) as over_at
  from e b left join (select case_id, min(at) as at from e where kind = 'REHAB_COMPLETED' group by 1) o using (case_id)
  where b.kind in ('REHAB_STARTED', 'ADMITTED', 'TREATMENT_STARTED')
), a as materialized (
  select person, case_id, min(at) filter (where kind = 'AFTERCARE_DECIDED') as decided,
    min(at) filter (where kind = 'FOUND_DEPENDENT') as relapsed,
    bool_or(kind in ('RESIDENCE_CHECKED', 'AFTERCARE_SUPPORT')
      and at >= (%(until)s at time zone 'Asia/Ho_Chi_Minh' - interval '6 months') at time zone 'Asia/Ho_Chi_Minh') as met
  from e where procedure = 'AFTERCARE' group by 1, 2
)
select json_build_object(
  'registered_end', (select count(distinct person) from s where kind in ({_ON}) and (next_at is null or next_at >= %(until)s)),
  'registered', (select count(distinct person) from s where kind in ({_ON}) and (next_at is null or next_at > %(since)s)),
  'in_treatment', (select count(distinct person) from t where over_at is null or over_at >= %(until)s),
  'community', (select count(distinct person) from t
    where (over_at is null or over_at >= %(until)s) and procedure in ('HOME_REHABILITATION', 'SUBSTITUTION')),
  'placed', (select count(distinct person) from t where at >= %(since)s and procedure <> 'SUBSTITUTION'),
  'completed', (select count(distinct person) from s where kind = 'REHAB_COMPLETED' and at >= %(since)s),
  'aftercare', (select count(distinct person) from a where decided is not null and (relapsed is null or relapsed >= %(until)s)),
  'met', (select count(distinct person) from a where decided is not null and (relapsed is null or relapsed >= %(until)s) and met),
  'after_rehab', (select count(distinct person) from s where kind = 'REHAB_COMPLETED' and (next_at is null or next_at >= %(until)s)),
  'after_in_period', (select count(distinct person) from s where kind = 'REHAB_COMPLETED' and (next_at is null or next_at > %(since)s)),
  'relapsed', (select count(distinct person) from s where kind = 'FOUND_DEPENDENT' and before = 'REHAB_COMPLETED' and at >= %(since)s))"""
"""As somebody would write it who lets hand-overs, withdrawn decisions, late knowledge and escapes go."""


def main(persons: str, rounds: str) -> None:
    """Both ways, turn about, after one that warms up; then the report. The numbers must agree."""
    django.setup()
    from django.db import connection, transaction

    from donghanh.reports import periods

    with transaction.atomic():
        _tell(connection)
        found = [_measured(max(int(rounds) // 12, 5), periods), _reported(periods)]
        transaction.set_rollback(True)
    print(json.dumps([{"persons": int(persons), **one} for one in found]))


def _tell(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("set local session_replication_role = replica")
        for statement in LIVES.replace("%%", "%").split(";\n"):
            if statement.strip():
                cursor.execute(statement)


def _measured(rounds: int, periods: Any) -> dict[str, Any]:
    from django.db import connection

    from donghanh.base.places import queries as places
    from donghanh.base.places.models import Unit
    from donghanh.base.privacy.scope import scope
    from donghanh.kernel.actor import Actor
    from donghanh.kernel.privacy import DataClass
    from donghanh.reports.counting import Counts
    from donghanh.reports.indicators import COUNTERS

    with connection.cursor() as cursor:
        cursor.execute("select unit_id from people_person group by unit_id order by count(*) desc limit 1")
        province = Unit.objects.get(pk=cursor.fetchone()[0]).parent_id
        cursor.execute("select (now() at time zone 'Asia/Ho_Chi_Minh')::date")
        on = cursor.fetchone()[0]
    units = [unit.id for unit in places.communes_of(province, on)]
    half = periods.last_finished_half(on)
    counter = Actor(user_id=None, name="bench", role="system", grants={DataClass.STATISTICS: "R"}, stat_unit_ids=frozenset(units))
    asked = [half, periods.year_before(half)]
    pick = {"registered_end": "registered_treated", "registered": "registered_in_rehab", "in_treatment": "treatment_mix", "placed": "intake_by_form"}
    pick |= {
        "completed": "completers_followed",
        "aftercare": "aftercare_followed",
        "after_rehab": "aftercare_supported",
        "after_in_period": "relapse",
    }
    parts = {"community": "treatment_mix", "met": "aftercare_followed", "relapsed": "relapse"}

    def ours() -> dict[str, int]:
        counts = Counts(tuple(units))
        with scope(counter):
            counts.read_formulas([how.formula for how in COUNTERS.values() if how.formula], asked)
        told = {name: sum(one.denominator for one in counts.of_formula(COUNTERS[code].formula, half).values()) for name, code in pick.items()}
        return told | {name: sum(one.numerator for one in counts.of_formula(COUNTERS[code].formula, half).values()) for name, code in parts.items()}

    def by_hand() -> dict[str, int]:
        with connection.cursor() as cursor:
            for period in reversed(asked):
                cursor.execute(BY_HAND, {"units": units, "since": period.since, "until": period.until})
                found = cursor.fetchone()[0]
        return found

    return _compared(rounds, {"ours": ours, "hand": by_hand})


def _reported(periods: Any) -> dict[str, Any]:
    """The half-year report of the province: every target of the plan and the communes' table, counted as when it is built, five times."""
    from datetime import UTC, datetime

    from donghanh.base.places.models import Unit
    from donghanh.base.privacy.scope import scope
    from donghanh.jobs.commands.numbers import actor_for
    from donghanh.programme import queries as programme
    from donghanh.reports import queries, territory

    at = datetime.now(UTC)
    on = at.date()
    place = Unit.objects.get(level="PROVINCE", code="75", ends_before=None)
    area = territory.of(place.id, on=on)
    actor, half, times = actor_for(area, "bench"), periods.last_finished_half(on), []
    with scope(actor):
        plan = programme.plan(actor, "DN137")
        for _turn in range(5):
            began = perf_counter()
            queries.counted_at(plan, half, area, as_of=at)
            times.append((perf_counter() - began) * 1000)
    took = {"p50_ms": quantile(times, 0.5), "p95_ms": quantile(times, 0.95)}
    return {"name": "half-year report of a province", "budget_ms": REPORT_MS, **took, "targets": len(plan.counted), "communes": len(area.ids)}


def _compared(rounds: int, ways: dict[str, Callable[[], dict[str, int]]]) -> dict[str, Any]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    answers: dict[str, dict[str, int]] = {}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            began = perf_counter()
            answers[name] = way()
            if turn:
                times[name].append((perf_counter() - began) * 1000)
    unlike = {name: (n, answers["hand"][name]) for name, n in answers["ours"].items() if answers["hand"].get(name) != n}
    assert not unlike, unlike
    ours, hand = (quantile(times[name], 0.5) for name in ("ours", "hand"))
    told = {"p50_ms": ours, "p95_ms": quantile(times["ours"], 0.95), "floor_p50_ms": hand, "ratio": ours / hand}
    return {"name": "all targets", "budget": BUDGET, **told, "counted": answers["ours"]["registered"]}


if __name__ == "__main__":
    main(*sys.argv[1:])
