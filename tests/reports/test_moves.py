"""A person counts for ever where the file lay when the detection was made, however often it moves; communes add up to the province."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.models import Case, Fact, Handover
from donghanh.cases.rules import VIET_NAM
from donghanh.kernel.privacy import DataClass
from donghanh.people.models import Merge, Person
from donghanh.programme import queries as programme
from donghanh.reports import actions, counting, periods, queries, repository
from donghanh.reports.terms import Which
from tests.factories import places
from tests.factories.programme import NOW, ON, PLAN, TARGET, detected, official

pytestmark = pytest.mark.django_db
H1, H2, YEAR = (periods.read(code) for code in ("2026H1", "2026H2", "2026"))
SPRING, SUMMER = (datetime(2026, month, 10, 9, tzinfo=VIET_NAM) for month in (3, 8))


def move(case: Case, to_unit_id: int, at: datetime) -> None:
    """The file handed over and signed for, through the door of the database that really carries it."""
    kept = Case.objects.get(pk=case.pk)
    sent = Handover.objects.create(case=kept, from_unit_id=kept.unit_id, to_unit_id=to_unit_id, summary="", sent_at=at, sent_by=1)
    with scope(official(to_unit_id, "commune_police")), connection.cursor() as cursor:
        cursor.execute("select receive_handover(%s, %s)", [sent.pk, at])
        assert cursor.fetchone()[0] == kept.pk


def again(person_id, at: datetime) -> Case:
    """A further file of this person, opened where the person's files lie."""
    person = Person.objects.get(pk=person_id)
    about = {"number": f"QL-{uuid4().hex[:12]}", "procedure": "USER_MANAGEMENT", "stage": "DETECTED"}
    case = Case.objects.create(person=person, unit_id=person.unit_id, opened_at=at, detected_at=at, **about)
    Fact.objects.create(case=case, unit_id=person.unit_id, kind="TESTED_POSITIVE", happened_at=at, recorded_at=at, recorded_by=1)
    return case


def tally(period, units, **kw):
    lead = official(places.DONG_NAI, "provincial_lead")
    with scope(replace(lead, grants={DataClass.STATISTICS: "R"})):  # any period, as the command line counts
        target = programme.target(lead, PLAN, TARGET)
        return {unit: one.denominator for unit, one in counting.tallies(target, units, period, **kw).items()}


def test_who_was_detected_here_and_moved_later_counts_here_for_ever(towns):
    here, there = towns
    case = detected(here, at=SPRING)
    before = tally(H1, [here, there])
    move(case, there, SUMMER)
    assert tally(H1, [here, there]) == before == {here: 1} and tally(H2, [here, there]) == {}
    assert tally(H1, [here]) == {here: 1} and tally(H1, [there]) == {}
    assert tally(YEAR, [here, there]) == {here: 1}


def test_back_and_forth_leaves_the_figure_where_it_was(towns):
    here, there = towns
    case = detected(here, at=SPRING)
    for days, unit in enumerate((there, here, there), 1):
        move(case, unit, SUMMER + timedelta(days=days))
    assert tally(H1, [here, there]) == {here: 1}


def test_detected_again_elsewhere_is_one_person_at_the_first_place_of_the_period(towns):
    here, there = towns
    first = detected(here, at=SPRING)
    move(first, there, SPRING + timedelta(days=20))
    again(first.person_id, SPRING + timedelta(days=40))
    again(first.person_id, SUMMER)
    assert tally(H1, [here, there]) == {here: 1} and tally(H2, [here, there]) == {there: 1} and tally(YEAR, [here, there]) == {here: 1}
    assert tally(H1, [there]) == tally(YEAR, [there]) == {} and tally(H2, [there]) == {there: 1}


def test_the_list_behind_shows_those_who_count_here_and_whose_file_is_still_here(towns):
    here, there = towns
    gone, kept = detected(here, at=SPRING, name="Lê Thị Đi"), detected(here, at=SPRING, name="Lê Thị Ở")
    move(gone, there, SUMMER)
    asked = {"plan_id": PLAN, "target_id": TARGET, "period": H1, "on": ON, "which": Which.DENOMINATOR}
    for unit, persons in ((here, [kept.person_id]), (there, [])):
        officer = official(unit)
        with scope(officer):
            assert [row.person_id for row in repository.rows_behind(officer, place_id=unit, **asked)] == persons
    assert tally(H1, [here, there]) == {here: 2}


def test_merged_records_travel_together_and_count_where_each_was_detected(towns):
    here, there = towns
    kept, gone = detected(here, at=SPRING + timedelta(days=1)), detected(here, at=SPRING)
    Merge.objects.create(
        unit_id=here, kept_id=kept.person_id, gone_id=gone.person_id, reason="x", proposed_by=1, proposed_at=SPRING, decided_by=2,
        decided_at=SPRING + timedelta(days=5), is_approved=True,
    )  # fmt: skip
    Person.objects.filter(pk=gone.person_id).update(merged_into_id=kept.person_id)
    move(kept, there, SUMMER)
    assert Case.objects.get(pk=gone.pk).unit_id == there
    assert tally(H1, [here, there]) == {here: 1} == tally(H1, [here, there], as_of=NOW)


def test_a_file_opened_after_the_move_is_not_sent_back(towns):
    here, there = towns
    first = detected(here, at=SPRING - timedelta(days=200))
    move(first, there, SPRING)
    late = again(first.person_id, SPRING + timedelta(days=3))
    Case.objects.filter(pk=late.pk).update(detected_at=SPRING - timedelta(days=3))  # told late: the test was made before the move
    assert tally(H1, [here, there]) == {there: 1}


def test_a_frozen_report_is_the_same_after_later_moves(towns):
    here, there = towns
    case = detected(here, at=SPRING)
    officer = official(here)
    with scope(officer):
        report = actions.freeze(actor=officer, at=SPRING + timedelta(days=90), plan_id=PLAN, period=H1, place_id=here)
    move(case, there, SUMMER)
    with scope(officer):
        found = queries.derive_again(officer, report.pk)
    assert found.is_same and found.same_files


@pytest.mark.parametrize("seed", range(6))
def test_random_lives_count_once_at_their_first_place_and_communes_sum_to_the_province(towns, seed):
    units = [*towns, places.commune("An Lộc").pk, places.commune("An Viễn").pk]
    told = _lives(random.Random(seed), units)
    everywhere = units
    for code in ("2026-02", "2026Q1", "2026Q2", "2026H1", "2026H2", "2026"):
        period = periods.read(code)
        wanted = _wanted(told, period)
        whole = tally(period, everywhere)
        assert whole == wanted == tally(period, everywhere, as_of=NOW), code
        assert {unit: n for unit in units for n in tally(period, [unit]).values()} == wanted, f"{code}: each commune asked alone"
        assert _as_of(units, period.since, period.until) == {
            row for row in _as_of(units, "-infinity", "infinity") if period.since <= row[3] < period.until
        }, f"{code}: reading only files of the period leaves nobody out"
        assert sum(whole.values()) == len({person for person, at, _ in told if period.since <= at < period.until})


def test_twin_counting_where_the_file_lies_now_moves_old_figures(towns):
    here, there = towns
    case = detected(here, at=SPRING)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        nothing = "null::uuid case_id, null::uuid record_id, 0 from_unit_id, 0 to_unit_id, now() received_at"
        cursor.execute(f"create or replace view reporting.file_move as select {nothing} where false")
    move(case, there, SUMMER)
    assert tally(H1, [here, there]) == {there: 1}


def _as_of(units: list[int], since, until) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("select * from reporting.user_management_as_of(%s, %s, %s, %s)", [units, since, until, NOW])
        return set(cursor.fetchall())


def _lives(luck: random.Random, units: list[int]) -> list[tuple]:
    """(person, moment, commune) of every detection of a year in which people are detected and move at random."""
    told = []
    for _ in range(6):
        day = datetime(2026, 1, 1, 9, tzinfo=VIET_NAM) + timedelta(days=luck.randrange(60))
        place = luck.choice(units)
        case = detected(place, at=day)
        told.append((case.person_id, day, place))
        for _ in range(luck.randrange(6)):
            day += timedelta(days=1 + luck.randrange(45))
            if luck.random() < 0.6:
                place = luck.choice([unit for unit in units if unit != place])
                move(case, place, day)
            else:
                case = again(case.person_id, day)
                told.append((case.person_id, day, place))
    return told


def _wanted(told: list[tuple], period) -> dict[int, int]:
    first: dict = {}
    for person, at, place in sorted(told, key=lambda one: one[1]):
        if period.since <= at < period.until:
            first.setdefault(person, place)
    counts: dict[int, int] = defaultdict(int)
    for place in first.values():
        counts[place] += 1
    return dict(counts)


def test_a_file_opened_in_error_counts_no_more_and_what_was_printed_before_stands(towns):
    here, _ = towns
    case = detected(here, at=SPRING)
    other = official(here, "commune_officer")
    before = SPRING + timedelta(days=5)
    assert tally(H1, [here]) == tally(H1, [here], as_of=before) == {here: 1}
    with scope(other):
        case_actions.close_as_error(actor=other, at=SPRING + timedelta(days=6), case_id=case.pk, reason="Nhầm với người cùng tên ở ấp bốn")
    assert tally(H1, [here]) == tally(H1, [here], as_of=NOW) == {}
    assert tally(H1, [here], as_of=before) == {here: 1}
