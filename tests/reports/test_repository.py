"""The figures of the plan: who counts, when, where, and what moves the rate."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases import actions as case_actions
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import VIET_NAM
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.people.models import Person
from donghanh.programme import queries as programme
from donghanh.reports import benchmark, counting, periods, repository
from donghanh.reports.rules import CannotCount
from donghanh.reports.terms import Which
from tests.factories import places
from tests.factories.programme import NOW, ON, PERIOD, PLAN, TARGET, detected, manage, many, offer, official

pytestmark = pytest.mark.django_db
EARLY = NOW - timedelta(days=30)
LATER = EARLY + timedelta(days=2)


def figures(actor, place_id, period=PERIOD):
    with scope(actor):
        return of_target(repository.figures(actor, plan_id=PLAN, period=period, place_id=place_id, on=ON))


def of_target(found):
    return next(figure for figure in found.targets if figure.target_id == TARGET)


def behind(actor, place_id, which, **kw):
    with scope(actor):
        return repository.rows_behind(actor, plan_id=PLAN, target_id=TARGET, period=PERIOD, place_id=place_id, on=ON, which=which, **kw)


def table(actor, place_id=places.DONG_NAI, **kw):
    with scope(actor):
        return repository.by_place(actor, plan_id=PLAN, period=PERIOD, place_id=place_id, on=ON, **kw)


@pytest.mark.requirement("DN137-III.2.b.1")
@pytest.mark.parametrize(
    ("is_managed", "is_offered", "lacks"),
    [(False, False, (1, 1)), (True, False, (0, 1)), (False, True, (1, 0))],
)
def test_a_detected_user_without_decision_or_service_is_in_the_gap_list_and_the_rate_is_below_100(towns, is_managed, is_offered, lacks):
    here, _ = towns
    done = detected(here, at=EARLY, managed=LATER, offered=LATER, name="Trần Văn Đủ")
    gap = detected(here, at=EARLY, managed=LATER if is_managed else None, offered=LATER if is_offered else None, name="Lê Thị Thiếu")
    officer = official(here)
    figure = figures(officer, here)
    assert (figure.numerator, figure.denominator, figure.value, figure.met, figure.missing) == (1, 2, 50.0, False, 1)
    assert (figure.without_decision, figure.without_service) == lacks
    rows = behind(officer, here, Which.MISSING)
    assert [row.person_id for row in rows] == [gap.person_id] and rows[0].name == "Lê Thị Thiếu"
    assert (rows[0].managed_at is None, rows[0].offered_at is None) == tuple(bool(n) for n in lacks)
    assert [row.person_id for row in behind(officer, here, Which.NUMERATOR)] == [done.person_id]
    assert len(behind(officer, here, Which.DENOMINATOR)) == 2


@pytest.mark.requirement("DN137-III.2.b.1")
def test_the_last_missing_decision_brings_the_rate_to_100(towns):
    here, _ = towns
    case = detected(here, at=EARLY, offered=LATER)
    assert figures(official(here), here).value == 0.0
    manage(here, case, at=LATER)
    figure = figures(official(here), here)
    assert (figure.value, figure.met, figure.missing) == (100.0, True, 0) and behind(official(here), here, Which.MISSING) == []


def test_a_voided_fact_no_longer_counts(towns):
    here, _ = towns
    case = detected(here, at=EARLY, managed=LATER, offered=LATER)
    police = official(here, "commune_police")
    with scope(police):
        fact = Fact.objects.get(case=case, kind="SERVICE_OFFERED")
        case_actions.void_fact(actor=police, at=NOW, fact_id=fact.pk, reason="Ghi nhầm hồ sơ")
    assert figures(police, here).value == 0.0


def test_nobody_detected_is_no_rate(towns):
    figure = figures(official(towns[0]), towns[0])
    assert (figure.numerator, figure.denominator, figure.value, figure.met, figure.missing) == (0, 0, None, None, 0)


@pytest.mark.parametrize(
    ("moment", "code", "counts"),
    [
        ("2025-12-31T23:59:59", "2025", True),
        ("2025-12-31T23:59:59", "2025H2", True),
        ("2025-12-31T23:59:59", "2026H1", False),
        ("2026-01-01T00:00:00", "2025", False),
        ("2026-01-01T00:00:00", "2026H1", True),
        ("2026-01-01T00:00:00", "2026-01", True),
        ("2025-07-01T00:00:00", "2025H1", False),
        ("2025-06-30T23:59:59", "2025Q2", True),
    ],
)
def test_a_period_has_its_first_moment_and_not_that_of_the_next(towns, moment, code, counts):
    here, _ = towns
    detected(here, at=datetime.fromisoformat(moment).replace(tzinfo=VIET_NAM))
    assert figures(official(here), here, periods.read(code)).denominator == int(counts)


@pytest.mark.parametrize(("seconds", "counts"), [(-1, 1), (0, 0)])
def test_what_is_done_at_the_end_of_the_period_or_later_does_not_count(towns, seconds, counts):
    here, _ = towns
    end = periods.read("2026H1").until
    case = detected(here, at=end - timedelta(days=3), offered=end - timedelta(days=2))
    manage(here, case, at=end + timedelta(seconds=seconds))
    assert figures(official(here), here, periods.read("2026H1")).numerator == counts
    assert figures(official(here), here, periods.read("2026")).numerator == 1


def test_people_count_once_however_many_records_and_files(towns):
    here, _ = towns
    first = detected(here, at=EARLY, managed=LATER, name="Trần Văn Ẩn")
    second = detected(here, at=EARLY + timedelta(days=1), name="Trần Văn Ân")
    offer(here, second, at=LATER)
    officer = official(here)
    assert figures(officer, here).denominator == 2 and figures(officer, here).numerator == 0
    Person.objects.filter(pk=second.person_id).update(merged_into_id=first.person_id)
    figure = figures(officer, here)
    assert (figure.denominator, figure.numerator) == (1, 1)
    assert [row.person_id for row in behind(officer, here, Which.DENOMINATOR)] == [first.person_id]


def test_the_communes_add_up_to_the_province(towns):
    here, there = towns
    for unit_id, total, reached in ((here, 14, 9), (there, 3, 2)):
        many(unit_id, total=total, reached=reached)
    lead = official(places.DONG_NAI, "provincial_lead")
    exact = table(replace(lead, grants={**lead.grants, "D11": "R"}))
    assert exact.is_exact and len(exact.rows) == 95
    assert sum(of_target(row).denominator for row in exact.rows) == of_target(exact.total).denominator == 17
    assert sum(of_target(row).numerator for row in exact.rows) == of_target(exact.total).numerator == 11
    assert [row.place.name for row in exact.rows][:3] == ["An Lộc", "An Phước", "An Viễn"]


def test_the_repository_says_what_one_statement_by_hand_says(towns):
    many(towns[0], total=12, reached=7)
    measured = benchmark.measure(official(places.DONG_NAI, "provincial_lead"), plan_id=PLAN, period=PERIOD, place_id=places.DONG_NAI, on=ON, rounds=3)
    assert measured.answer == measured.by_hand_answer == (7, 12) and measured.ratio > 0


def test_a_former_province_is_answered_by_the_communes_that_took_it_in(towns):
    many(towns[0], total=9, reached=9)
    old_dong_nai, old_binh_phuoc = 1100075, 1100070
    lead = official(places.DONG_NAI, "provincial_lead")
    reader = replace(lead, grants={**lead.grants, "D11": "R"})
    assert figures(reader, old_dong_nai).denominator == 9
    assert figures(reader, old_binh_phuoc).denominator == 0
    assert len(table(reader, old_dong_nai).rows) + len(table(reader, old_binh_phuoc).rows) == 95
    with pytest.raises(CannotCount, match="địa bàn cũ"):
        figures(lead, old_dong_nai)


def test_a_former_commune_is_its_successor_and_a_divided_one_asks(towns):
    many(towns[0], total=9, reached=9)
    assert figures(official(towns[0]), 1326248).denominator == 9
    divided = places.former("Xuân Tâm", kind="xã", under="tỉnh Đồng Nai")
    with pytest.raises(CannotCount, match="nay thuộc 2 đơn vị"):
        figures(official(places.DONG_NAI, "provincial_lead"), divided.pk)


def test_outside_the_places_nothing_is_said(towns):
    here, there = towns
    with pytest.raises(NotInReach):
        figures(official(here), there)
    with pytest.raises(NotInReach):
        behind(official(here), there, Which.MISSING)
    with pytest.raises(MayNot):
        behind(official(places.DONG_NAI, "provincial_lead"), here, Which.MISSING)
    with pytest.raises(MayNot):
        behind(official(here, "health_station"), here, Which.MISSING)
    with pytest.raises(MayNot):
        figures(replace(official(here), may=frozenset()), here)


def test_an_unknown_plan_names_the_known_ones(towns):
    with pytest.raises(BadInput, match="Các kế hoạch đã nạp: DN137"), scope(official(towns[0])):
        repository.figures(official(towns[0]), plan_id="DN999", period=PERIOD, place_id=towns[0], on=ON)


def test_a_list_of_people_names_no_sealed_person_and_turns_pages(towns):
    here, _ = towns
    detected(here, at=EARLY, name="Lê Văn Một")
    young = detected(here, at=EARLY + timedelta(hours=1), name="Lê Văn Hai", birth_year=2010, guardian_name="Lê Văn Ba")
    rows = behind(official(here), here, Which.DENOMINATOR)
    assert [row.name for row in rows] == ["Lê Văn Một", ""]
    first = behind(official(here), here, Which.DENOMINATOR, limit=1)
    assert [row.person_id for row in behind(official(here), here, Which.DENOMINATOR, after=first[0].person_id)] == [young.person_id]


class TestPastTheApplication:
    """The same questions straight to the database, under the web role."""

    SQL = "select coalesce(sum(denominator), 0) from reporting.user_management_totals(%s, %s, %s)"

    def counted(self, actor, units, period=PERIOD):
        with scope(actor), connection.cursor() as cursor:
            cursor.execute(self.SQL, [units, period.since, period.until])
            return cursor.fetchone()[0]

    def seen(self, actor):
        with scope(actor), connection.cursor() as cursor:
            cursor.execute("select count(*) from reporting.user_management")
            return cursor.fetchone()[0]

    def test_totals_only_of_places_one_may_count(self, towns):
        here, there = towns
        many(here, total=9, reached=9)
        lead, stranger = official(places.DONG_NAI, "provincial_lead"), official(there)
        assert self.counted(lead, [here]) == 10, "9, as a role that only counts is told it"
        assert self.counted(stranger, [here]) == 0
        assert self.counted(None, [here]) == 0

    def test_twin_a_function_without_the_limit_counts_for_strangers(self, towns):
        here, there = towns
        many(here, total=9, reached=9)
        with connection.cursor() as cursor:
            cursor.execute("select pg_get_functiondef('reporting.mine'::regproc)")
            open_wide = cursor.fetchone()[0].replace("array(select unnest(units) intersect select unnest((select app_stat_units())))", "units")
            cursor.execute(open_wide)
        assert self.counted(official(there), [here]) == 10

    def test_who_only_counts_is_told_no_small_number_of_a_commune(self, towns):
        here, there = towns
        many(here, total=23, reached=5)
        many(there, total=7, reached=0)
        lead, police = official(places.DONG_NAI, "provincial_lead"), official(there)
        assert self.cells(lead, [here, there]) == {here: (25, None, 20), there: (None, None, None)}, "of few not even that none was reached"
        assert self.cells(police, [there]) == {there: (7, 0, 7)}
        assert figures(lead, places.DONG_NAI).denominator == 30, "the page still knows the exact total"

    def test_nor_of_a_past_moment(self, towns):
        here, _ = towns
        detected(here, at=EARLY)
        assert self.cells(official(places.DONG_NAI, "provincial_lead"), [here], self.AS_OF) == {here: (None, None, None)}
        assert self.cells(official(here), [here], self.AS_OF) == {here: (1, 0, 1)}

    def test_twin_where_the_function_rounds_nothing_seven_people_stand_there(self, towns):
        _, there = towns
        many(there, total=7, reached=0)
        with connection.cursor() as cursor:
            for asked in ("shown(n bigint, is_exact boolean)", "shown_part(n bigint, whole bigint, is_exact boolean)"):
                cursor.execute(f"create or replace function reporting.{asked} returns bigint language sql as $$ select n $$")
        assert self.cells(official(places.DONG_NAI, "provincial_lead"), [there]) == {there: (7, 0, 7)}

    def test_the_statement_that_counts_leaves_the_role_as_it_was(self, towns):
        lead = official(places.DONG_NAI, "provincial_lead")
        with scope(lead), connection.cursor() as cursor:
            repository.figures(lead, plan_id=PLAN, period=PERIOD, place_id=places.DONG_NAI, on=ON)
            cursor.execute("select current_setting('role'), current_user")
            assert cursor.fetchone() == ("donghanh_web", "donghanh_web")

    LIVE = "reporting.user_management_totals(%s, %s, %s)"
    AS_OF = "reporting.user_management_as_of_totals(%s, %s, %s, 'infinity')"

    def cells(self, actor, units, function=LIVE):
        with scope(actor), connection.cursor() as cursor:
            cursor.execute(f"select unit_id, denominator, numerator, without_decision from {function}", [units, PERIOD.since, PERIOD.until])
            return {unit: tuple(counts) for unit, *counts in cursor.fetchall()}

    LESS = replace(PERIOD, first=PERIOD.first + timedelta(days=1))
    """A half without its first day: taken from the half it leaves a few people."""

    def test_who_sees_no_files_is_answered_halves_and_years_alone(self, towns):
        here, _ = towns
        many(here, total=9, reached=9)
        lead, police = official(places.DONG_NAI, "provincial_lead"), official(here)
        year = replace(PERIOD, first=PERIOD.first.replace(month=1), ends_before=PERIOD.first.replace(year=PERIOD.first.year + 1, month=1))
        assert self.counted(lead, [here]) == self.counted(lead, [here], year) == 10
        assert self.counted(lead, [here], self.LESS) == 0
        assert self.counted(police, [here], self.LESS) == self.counted(police, [here]) == 9

    def test_twin_where_everything_is_offered_days_can_be_subtracted(self, towns):
        here, _ = towns
        many(here, total=9, reached=9)
        with connection.cursor() as cursor:
            cursor.execute("select pg_get_functiondef('reporting.is_offered'::regproc)")
            cursor.execute(re.sub(r"select coalesce.*asked", "select true", cursor.fetchone()[0], flags=re.DOTALL))
        assert self.counted(official(places.DONG_NAI, "provincial_lead"), [here], self.LESS) == 10

    def test_the_view_shows_rows_of_ones_own_files_only(self, towns):
        here, there = towns
        many(here, total=9, reached=9)
        assert self.seen(official(here)) == 9
        assert self.seen(official(there)) == self.seen(official(places.DONG_NAI, "provincial_lead")) == self.seen(None) == 0

    def test_twin_a_view_under_its_owner_shows_all(self, towns):
        here, there = towns
        many(here, total=9, reached=9)
        with connection.cursor() as cursor:
            cursor.execute("alter view reporting.user_management set (security_invoker = false)")
        assert self.seen(official(there)) == 9


def test_the_memo_and_the_facts_count_the_same(towns):
    here, there = towns
    detected(here, at=EARLY, managed=LATER, offered=LATER)
    detected(here, at=EARLY, offered=LATER)
    detected(there, at=EARLY, managed=LATER)
    lead = official(places.DONG_NAI, "provincial_lead")
    with scope(lead):
        target = programme.target(lead, PLAN, TARGET)
        live = counting.tallies(target, [here, there], PERIOD)
        told = counting.tallies(target, [here, there], PERIOD, as_of=NOW)
    assert {k: replace(v, digest="") for k, v in told.items()} == live and len(live) == 2
    assert all(len(tally.digest) == 64 for tally in told.values())


def test_statements_do_not_grow_with_people(towns, django_assert_num_queries):
    lead = official(places.DONG_NAI, "provincial_lead")
    many(towns[0], total=2, reached=1)
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            table(lead)
        return len(captured)

    few = cost()
    many(towns[1], total=48, reached=40)
    assert cost() == few <= 19


def test_jobs_without_a_scope_count_nothing(towns):
    many(towns[0], total=9, reached=9)
    assert Case.objects.count() == 9 and uuid4()
    with as_jobs(), connection.cursor() as cursor:
        cursor.execute(TestPastTheApplication.SQL, [[towns[0]], PERIOD.since, PERIOD.until])
        assert cursor.fetchone()[0] == 0
