"""Reviews: what may be written, what holds, and the wall with its twin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach, Overtaken
from donghanh.kernel.ids import new_id
from donghanh.programme.reviews import actions, queries, rules
from donghanh.programme.reviews.models import Action, Adjustment, Capacity, Cause, Gone, Reported
from donghanh.programme.reviews.rules import CannotReview
from donghanh.programme.reviews.terms import CauseKind
from tests.factories import accounts, tasks
from tests.factories.tasks import NOW, ON, PROVINCE
from tests.programme.roadmap.test_walls import refused

SHARE, COUNT = "user_management", "newly_dependent"
FIGURE = {"indicator": SHARE, "period": "2026H1", "value": Decimal(12), "denominator": Decimal(20), "provider": "Công an tỉnh", "paper": "7/BC"}
CHANGE = {"indicator": SHARE, "finding": "Ít người được mời", "measure": "Mời bằng thư của xã", "starts_on": date(2026, 3, 1), "paper": "9/KH"}


@pytest.fixture
def lead(db):
    return tasks.offices().lead


def do(who, name: str, /, **about):
    with scope(who):
        return getattr(actions, name)(actor=who, at=NOW, **about)


@pytest.mark.parametrize(
    ("value", "denominator", "is_share", "sentence"),
    [
        (Decimal(3), None, True, "thiếu mẫu số"), (Decimal(3), Decimal(9), False, "không có mẫu số"),
        (Decimal(9), Decimal(3), True, "lớn hơn mẫu số"), (Decimal(-1), None, False, "phải từ 0"), (Decimal(1), Decimal(0), True, "phải từ 0"),
        (Decimal(10**10), None, False, "lớn quá"), (Decimal(1), Decimal(10**10), True, "lớn quá"),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_refused(value, denominator, is_share, sentence):
    with pytest.raises(BadInput, match=sentence):
        rules.check_counts(value, denominator, is_share=is_share)


def test_the_difference_is_reported_less_counted_and_unknown_without_a_count():
    assert rules.difference(Decimal(12), 9.0) == 3 and rules.difference(Decimal(4), 9.0) == -5 and rules.difference(Decimal(4), None) is None


@pytest.mark.parametrize("code", ["2026Q1", "2027", "2013", "26H1", "2026H3", ""])
def test_only_years_and_halves_that_have_begun_are_reported_of(code):
    assert rules.check_period("2026H2", on=ON) == "2026H2"
    with pytest.raises(BadInput):
        rules.check_period(code, on=ON)
    with pytest.raises(BadInput):
        rules.check_period("2026H2", on=date(2026, 6, 30))


def test_the_newest_line_of_a_reporter_holds_and_one_taken_back_does_not(lead):
    do(lead, "report", **FIGURE)
    newer = do(lead, "report", **FIGURE | {"value": Decimal(13)})
    do(lead, "report", **FIGURE | {"provider": "Sở Y tế"})
    with scope(lead):
        rows = {row.provider: (row.value, row.earlier) for row in queries.reported(lead, period="2026H1")}
    assert rows == {"Công an tỉnh": (13, 1), "Sở Y tế": (12, 0)}
    do(lead, "take_back", line_id=newer.pk, reason="Ghi nhầm kỳ")
    with pytest.raises(Overtaken):
        do(lead, "take_back", line_id=newer.pk, reason="Lần nữa")
    with scope(lead):
        assert {row.value for row in queries.reported(lead, period="2026H1")} == {12} and queries.periods_reported(lead) == ["2026H1"]


def test_a_sheet_is_one_a_year_and_every_action_hangs_on_a_cause_with_its_data(lead):
    sheet = do(lead, "analyse", year=2026, title="Phân tích năm 2026")
    with pytest.raises(Overtaken, match="đã có"):
        do(lead, "analyse", year=2026, title="Lần nữa")
    about = {"analysis_id": sheet.pk, "text": "Thiếu người tư vấn", "indicator": SHARE, "period": "2026H1"}
    cause = do(lead, "find_cause", kind=CauseKind.SUBJECTIVE, **about)
    action = do(lead, "plan_action", cause_id=cause.pk, text="Mở điểm tư vấn", who="UBND xã", due_on=date(2027, 3, 31))
    with scope(lead):
        (found,) = queries.analysis(lead, year=2026).causes
    assert (found.kind, found.indicator, found.period) == (CauseKind.SUBJECTIVE, SHARE, "2026H1") and found.actions[0].text == "Mở điểm tư vấn"
    with pytest.raises(CannotReview, match="còn việc"):
        do(lead, "take_back", line_id=cause.pk, reason="Nhầm")
    for line in (action, cause):
        do(lead, "take_back", line_id=line.pk, reason="Nhầm")
    with pytest.raises(CannotReview, match="đã rút"):
        do(lead, "plan_action", cause_id=cause.pk, text="x", who="y", due_on=ON)
    with scope(lead):
        assert queries.analysis(lead, year=2026).causes == () and queries.analysis(lead, year=2025) is None


def test_only_the_lead_agency_writes_and_only_of_its_own_place(lead):
    chair = accounts.actor_in_db("commune_chair", tasks.HERE, stepped_up=True)
    with pytest.raises(MayNot):
        do(chair, "report", **FIGURE)
    accounts.unit(PROVINCE + 50, level="PROVINCE")
    other = accounts.actor_in_db("provincial_lead", PROVINCE + 50, stepped_up=True)
    sheet = do(lead, "analyse", year=2026, title="Phân tích")
    with pytest.raises(NotInReach):
        do(other, "find_cause", analysis_id=sheet.pk, kind="OBJECTIVE", text="x", indicator=SHARE, period="2026H1")
    with scope(chair):
        assert queries.reported(chair, period="2026H1") == [] and queries.adjustments(chair) == [] and not queries.may_write(chair)


def raw(who, model=Reported, /, **about):
    told = {"body_id": who.body_id, "unit_id": who.unit_id} | about
    with scope(who):
        model.objects.create(**told, made_at=NOW, made_by=who.user_id)


def test_the_database_alone_refuses_and_its_twin_lets_through(lead):
    chair = accounts.actor_in_db("commune_chair", tasks.HERE, stepped_up=True)
    accounts.unit(PROVINCE + 50, level="PROVINCE")
    other = accounts.actor_in_db("provincial_lead", PROVINCE + 50, stepped_up=True)
    sheet = do(lead, "analyse", year=2026, title="Phân tích")
    cause = {"kind": "OBJECTIVE", "text": "x", "indicator": SHARE, "period": "2026", "analysis_id": sheet.pk}
    kept = do(lead, "find_cause", **cause)
    attacks = [
        lambda: raw(chair, **FIGURE),
        lambda: raw(lead, **FIGURE | {"unit_id": tasks.HERE}),
        lambda: raw(lead, Adjustment, **CHANGE | {"body_id": chair.body_id}),
        lambda: raw(other, Cause, **cause),
        lambda: raw(other, Action, cause_id=kept.pk, text="x", who="y", due_on=ON),
    ]
    assert [refused(attempt) for attempt in attacks] == [True] * len(attacks)
    with scope(other):
        assert not Cause.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in ("reported", "adjustment", "cause", "action"):
            cursor.execute(f"alter table reviews_{table} disable row level security")
        assert [refused(attempt) for attempt in attacks] == [False] * len(attacks), "twin"
        transaction.set_rollback(True)


@pytest.mark.parametrize("what", ["nothing", "a cause with its action", "a sheet"])
def test_past_the_application_only_a_line_of_ones_own_that_stands_is_taken_back(lead, what):
    sheet = do(lead, "analyse", year=2026, title="Phân tích năm 2026")
    about = {"analysis_id": sheet.pk, "text": "Thiếu người tư vấn", "indicator": SHARE, "period": "2026H1"}
    cause = do(lead, "find_cause", kind=CauseKind.SUBJECTIVE, **about)
    do(lead, "plan_action", cause_id=cause.pk, text="Mở điểm tư vấn", who="UBND xã", due_on=date(2027, 3, 31))
    line = {"nothing": new_id(), "a cause with its action": cause.pk, "a sheet": sheet.pk}[what]

    def take_back():
        with scope(lead), transaction.atomic():
            Gone.objects.create(line=line, reason="x", body_id=lead.body_id, unit_id=lead.unit_id, made_at=NOW, made_by=lead.user_id)

    with pytest.raises(Error, match="row-level security"):
        take_back()
    with connection.cursor() as cursor:
        cursor.execute("create policy open on reviews_gone for insert to donghanh_web with check (true)")
    take_back()


def asked(who, statement: str, values=()):
    with transaction.atomic(), scope(who), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_a_counting_role_is_told_a_number_of_people_as_the_rule_lets_it_and_the_twin_as_it_was_typed(lead):
    about = {
        "body_id": lead.body_id,
        "unit_id": lead.unit_id,
        "district_id": tasks.HERE,
        "form": "COMMUNITY",
        "year": 2026,
        "places": 5,
        "basis": "x",
    }
    lines = [Capacity.objects.create(**about, unmet=unmet, made_at=NOW, made_by=1).pk for unmet in (0, 3, 13)]
    other = accounts.actor_in_db("provincial_lead", accounts.unit(PROVINCE + 50, level="PROVINCE").pk, stepped_up=True)
    told = "select unmet, is_exact from reviews_unmet(%s) order by unmet"
    assert asked(lead, told, [lines]) == [(0, False), (15, False), (None, False)] and asked(other, told, [lines]) == []
    with pytest.raises(Error, match="permission denied"):
        asked(lead, "select unmet from reviews_capacity")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; grant select on reviews_capacity to donghanh_web")
    assert asked(lead, "select unmet from reviews_capacity order by 1") == [(0,), (3,), (13,)]
