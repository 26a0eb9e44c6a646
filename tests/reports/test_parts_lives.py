"""Random lives through all procedures: communes add up for every subject, a year is its two halves, a frozen moment counts the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from donghanh.base.privacy import vault
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import VIET_NAM
from donghanh.kernel.privacy import DataClass
from donghanh.people.models import Person
from donghanh.reports import periods
from donghanh.reports.counting import Counts, exactly
from donghanh.reports.parts import SUBJECTS, Formula, Mark
from tests.factories import places
from tests.factories.programme import NOW, official
from tests.reports.test_moves import move

pytestmark = pytest.mark.django_db
H1, H2, YEAR = (periods.read(code) for code in ("2026H1", "2026H2", "2026"))
START = datetime(2025, 10, 1, 9, tzinfo=VIET_NAM)
COURSES = {
    "HOME_REHABILITATION": ("REGISTERED", "REHAB_STARTED", "REHAB_COMPLETED"),
    "PRIVATE_REHABILITATION": ("REHAB_STARTED", "LEFT_REHAB"),
    "COMPULSORY": ("GROUND_FOUND", "COURT_DECIDED", "ADMITTED", "ESCAPED", "BROUGHT_BACK", "REHAB_COMPLETED", "RETURN_REPORTED"),
    "SUBSTITUTION": ("TREATMENT_STARTED", "TREATMENT_ENDED"),
    "AFTERCARE": ("REHAB_COMPLETED", "AFTERCARE_DECIDED", "HELPER_ASSIGNED", "RESIDENCE_CHECKED", "AFTERCARE_SUPPORT", "FOUND_DEPENDENT"),
    "USER_MANAGEMENT": ("FOUND_DEPENDENT",),
}
COMPLETED = {"completed": "compulsory", "reason": "completed"}


def everybody(units: list[int], period, **kw) -> dict[str, dict]:
    """For each subject: person → (commune, marks)."""
    lead = replace(official(places.DONG_NAI, "provincial_lead"), grants={DataClass.STATISTICS: "R"})
    sql = "select subject, person_id, unit_id, flags from reporting.people_counted(%s, %s, %s, %s::timestamptz[], %s::timestamptz[], %s)"
    found: dict[str, dict] = {code: {} for code in SUBJECTS}
    with scope(lead, role="donghanh_jobs"), connection.cursor() as cursor:
        cursor.execute(sql, [list(SUBJECTS), [1] * len(SUBJECTS), units, [period.since], [period.until], kw.get("moment", "infinity")])
        for subject, person, unit, flags in cursor.fetchall():
            assert person not in found[subject], "nobody counts twice"
            found[subject][person] = (unit, Mark(flags))
    return found


def lives(luck: random.Random, units: list[int], people: int) -> None:
    """Facts in the order of their courses, at random days, with files handed over at random in between."""
    for n in range(people):
        when, place = START + timedelta(days=luck.randrange(200)), luck.choice(units)
        person = Person.objects.create(
            unit_id=place, full_name=f"Người {n}", sort_key=f"{n}", sex="MALE", birth_year=1990, data_key=vault.new_person_key(), registered_at=when
        )
        for procedure in luck.sample(sorted(COURSES), luck.randint(1, 3)):
            case, kinds = None, COURSES[procedure]
            for kind in kinds[: luck.randint(1, len(kinds))]:
                when = min(when + timedelta(days=luck.randrange(1, 60)), NOW - timedelta(days=1))
                case = case or _case(person, procedure, when)
                data = COMPLETED if procedure in ("AFTERCARE", "SUBSTITUTION") else {}
                Fact.objects.create(case=case, unit_id=person.unit_id, kind=kind, happened_at=when, recorded_at=when, recorded_by=1, data=data)
            if case and luck.random() < 0.3:
                place = luck.choice([unit for unit in units if unit != person.unit_id])
                move(case, place, min(when + timedelta(days=1), NOW - timedelta(hours=1)))
                person.refresh_from_db()


def _case(person: Person, procedure: str, when: datetime) -> Case:
    about = {"number": f"X-{uuid4().hex[:12]}", "procedure": procedure, "stage": "REHAB"}
    return Case.objects.create(person=person, unit_id=person.unit_id, opened_at=when, **about)


@pytest.fixture
def units(towns):
    return [*towns, places.commune("An Lộc").pk, places.commune("An Viễn").pk]


@pytest.mark.parametrize("seed", range(3))
def test_for_every_subject_communes_add_up_and_a_year_is_its_halves(units, seed):
    lives(random.Random(seed), units, 12)
    first, second, year = (everybody(units, period) for period in (H1, H2, YEAR))
    assert sum(len(found) for found in year.values()) > 12, "the lives give something to count"
    for period, whole in ((H1, first), (YEAR, year)):
        assert everybody(units, period, moment=NOW) == whole, "a report frozen now counts what is counted now"
        alone = [everybody([unit], period) for unit in units]
        for code in SUBJECTS:
            assert {person: one for each in alone for person, one in each[code].items()} == whole[code], f"{code}: each commune asked alone"
    for code, subject in SUBJECTS.items():
        a, b, c = first[code], second[code], year[code]
        if subject.at_end:
            assert b == c, f"{code}: a year counts as its second half does"
            continue
        assert set(c) == set(a) | set(b), f"{code}: the year's people are those of the halves"
        for mark in subject.having:
            reached = {person for half in (a, b) for person, (_unit, marks) in half.items() if mark in marks}
            missed = {person for half in (a, b) for person, (_unit, marks) in half.items() if mark not in marks}
            assert reached <= {person for person, (_unit, marks) in c.items() if mark in marks}, f"{code}, {mark.name}: who is reached stays reached"
            assert {person for person, (_unit, marks) in c.items() if mark not in marks} <= missed, f"{code}, {mark.name}: missed in a half"


def test_newly_found_people_and_files_at_a_step_add_up_too(units):
    lives(random.Random(4), units, 12)
    asked = (
        ("select unit_id, counted from reporting.newly_dependent_totals(%s, %s, %s, 'infinity')", (YEAR.since, YEAR.until)),
        ("select unit_id, procedure, step, files from reporting.step_totals(%s, %s)", (NOW,)),
    )
    with scope(official(places.DONG_NAI, "provincial_lead")):
        for sql, values in asked:
            whole = sorted(exactly(sql, [units, *values]))
            assert whole == sorted(row for unit in units for row in exactly(sql, [[unit], *values])), "each commune asked alone"
            assert whole, "the lives give something to add up"


def test_periods_asked_together_answer_as_each_asked_alone(units):
    lives(random.Random(9), units, 12)
    asked = [(Formula(code, subject.having[0]), period) for code, subject in SUBJECTS.items() for period in (H1, H2, YEAR)]
    lead = replace(official(places.DONG_NAI, "provincial_lead"), grants={DataClass.STATISTICS: "R"})
    for moment in (None, NOW):
        with scope(lead):
            together = Counts(tuple(units), moment)
            together._read(asked)
            alone = {one: Counts(tuple(units), moment).of_formula(*one) for one in asked}
        assert {one: together.of_formula(*one) for one in asked} == alone
        assert sum(map(bool, alone.values())) > len(asked) / 2, "the lives give something to count"


def test_a_role_that_counts_is_told_no_small_number_past_the_application(units):
    lives(random.Random(5), units, 10)
    lead = official(places.DONG_NAI, "provincial_lead")
    asked = '[["registered", 0, 128, 1], ["after_rehab", 0, 512, 1]]'
    sql = (
        "select denominator, numerator from reporting.indicator_totals(%s::jsonb, %s, array[%s]::timestamptz[], array[%s]::timestamptz[], 'infinity')"
    )
    with scope(lead), connection.cursor() as cursor:
        told = cursor.execute(sql, [asked, units, YEAR.since, YEAR.until]).fetchall()
        month = cursor.execute(sql, [asked, units, YEAR.since, periods.read("2026-01").until]).fetchall()
    assert told and all(n is None or n == 0 or n >= 8 for row in told for n in row)
    with scope(lead):
        exact = [one.denominator for one in Counts(tuple(units)).of_formula(Formula("registered", Mark.REHABILITATION), YEAR).values()]
    assert any(0 < n < 8 for n in exact), "the pages' own tables are worked out from true numbers"
    with scope(official(units[0], "commune_officer")), connection.cursor() as cursor:
        assert cursor.execute(sql, [asked, units[1:], YEAR.since, YEAR.until]).fetchall() == [], "nobody counts another place"
    assert month is not None
