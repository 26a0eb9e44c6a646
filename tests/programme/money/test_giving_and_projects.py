"""Contributions traced to what they were used for; projects step by step within the capital decision."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.money import actions, queries, rules
from donghanh.programme.money.models import Contribution, Project, ProjectYear, Use
from donghanh.programme.money.rules import CannotMove, CannotSpend
from donghanh.programme.money.terms import GiftForm, GiverKind, Programme, ProjectState, Purpose
from donghanh.programme.roadmap.terms import SiteKind
from donghanh.web.shell import clock
from tests.factories import accounts, money, roadmap
from tests.factories.pages import PageClient
from tests.programme.money.conftest import HERE, PROVINCE
from tests.programme.roadmap.test_walls import refused

pytestmark = pytest.mark.django_db


def used(actor, gift, amount, **more):
    told = {"activity": "Lớp học nghề cho người sau cai", "used_on": money.ON, **more}
    return money.do(actions.use_contribution, actor, contribution_id=gift.pk, amount=amount, **told)


def giving(actor, year=2026):
    with scope(actor):
        return queries.giving(actor, year=year)


@pytest.mark.requirement("DN137-V.2")
def test_a_contribution_is_traced_to_activities_and_its_balance_shown(town):
    gift = money.given(town.officer, value=5_000_000)
    used(town.officer, gift, 2_000_000)
    used(town.officer, gift, 1_500_000, activity="Vốn cho một hộ")
    with pytest.raises(CannotSpend, match=r"còn 1\.500\.000 đ"):
        used(town.officer, gift, 1_500_001)
    with scope(town.officer):
        found = queries.contribution_sheet(town.officer, gift.pk)
    assert found.row.balance == 1_500_000 and sorted(u.amount for u in found.uses) == [1_500_000, 2_000_000]
    money.do(actions.void_use, town.officer, use_id=Use.objects.get(activity="Vốn cho một hộ").pk, reason="Ghi nhầm")
    assert giving(town.officer).balance == 3_000_000


@pytest.mark.requirement("QN22-II.3.e", "TH38-V.2.6.b")
def test_the_year_adds_up_by_giver_form_and_use_and_lists_activities_by_programme(town):
    gift = money.given(town.officer, value=5_000_000)
    told = {"giver": "Bà Nguyễn Thị Ẩn", "giver_kind": GiverKind.PERSON, "purpose": Purpose.REHABILITATION}
    money.given(town.other, value=700_000, receipt="02/BN", form=GiftForm.KIND, what="20 phần quà", **told)
    money.given(town.other, value=300_000, receipt="03/BN", received_on=date(2025, 5, 5))
    used(town.officer, gift, 400_000, programme=Programme.JOBS)
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=900)
    money.paid(town.officer, line.pk, 800, programme=Programme.POVERTY)
    found = giving(town.lead)
    assert found.total == 5_700_000 == sum(row.value for row in found.rows)
    assert found.by_form == {GiftForm.CASH: 5_000_000, GiftForm.KIND: 700_000}
    assert found.by_giver == {GiverKind.ENTERPRISE: 5_000_000, GiverKind.PERSON: 700_000}
    assert [sum(by.values()) for by in (found.by_giver, found.by_form, found.by_purpose)] == [5_700_000] * 3
    assert {(a.programme, a.amount, a.is_contribution) for a in found.activities} == {
        (Programme.JOBS, 400_000, True),
        (Programme.POVERTY, 800, False),
    }
    assert giving(town.officer).total == 5_000_000, "a commune sees its own"


def test_gifts_that_cannot_be_read_are_refused(town):
    money.given(town.officer)
    with pytest.raises(CannotMove, match="01/BN đã ghi rồi"):
        money.given(town.officer)
    with pytest.raises(BadInput, match="Còn thiếu"):
        money.given(town.officer, receipt="9", form=GiftForm.KIND)
    with pytest.raises(MayNot):
        money.given(town.finance, receipt="9")


def test_the_database_refuses_use_past_the_gift_and_twin_without_its_guard(town, monkeypatch):
    gift = money.given(town.officer, value=100)
    monkeypatch.setattr(rules, "check_use", lambda **_: None)
    with pytest.raises(IntegrityError, match="more than was given"):
        used(town.officer, gift, 101)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_use disable trigger money_use_within")
    assert used(town.officer, gift, 101).amount == 101


def proposed(town, *, total=9_000, **more):
    facility = accounts.body("facility", PROVINCE, name="Cơ sở cai nghiện số 1")
    told = {"name": "Nhà tiếp nhận", "facility_id": facility.pk, "gap": "Chưa có khu tiếp nhận riêng", "need": "Quá tải", "priority": 1}
    return money.do(actions.propose_project, town.lead, total=total, paper=money.PAPER, **{**told, **more})


def step(actor, project, to):
    return money.do(actions.advance_project, actor, project_id=project.pk, to=to, paper=money.PAPER)


def test_a_project_moves_step_by_step_and_names_the_gap_it_closes(town):
    project = proposed(town)
    with pytest.raises(CannotMove, match="lần lượt"):
        step(town.finance, project, ProjectState.FUNDED)
    step(town.finance, project, ProjectState.POLICY_APPROVED)
    with pytest.raises(CannotMove, match="chưa được bố trí vốn"):
        step(town.finance, project, ProjectState.FUNDED)
    money.do(actions.request_capital, town.lead, project_id=project.pk, year=2027, requested=5_000)
    money.do(actions.decide_capital, town.finance, year=2027, total=4_000, paper=money.PAPER)
    money.do(actions.fund_project_year, town.finance, project_id=project.pk, year=2027, balanced=4_500, allocated=4_000)
    step(town.finance, project, ProjectState.FUNDED)
    step(town.lead, project, ProjectState.COMPLETED)
    with scope(town.lead):
        found = queries.project(town.lead, project.pk)
    assert [one.state for one in found.steps] == list(ProjectState) and found.next is None
    assert (found.facility_name, found.gap) == ("Cơ sở cai nghiện số 1", "Chưa có khu tiếp nhận riêng")


def jumped(town, project) -> None:
    with scope(town.finance):
        Project.objects.filter(pk=project.pk).update(state=ProjectState.FUNDED)


def test_past_the_pages_no_step_of_a_project_is_left_out_and_twin_without_the_guard(town):
    project = proposed(town)
    assert refused(lambda: jumped(town, project))
    step(town.finance, project, ProjectState.POLICY_APPROVED)
    assert refused(lambda: jumped(town, project)), "no document, no capital"
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table money_project disable trigger money_project_in_turn")
    assert not refused(lambda: jumped(town, project)), "twin"


@pytest.mark.requirement("QN22-V.7")
def test_the_capital_of_a_year_is_never_passed_and_each_project_shows_its_gap(town):
    one, two = proposed(town), proposed(town, name="Nhà ăn", priority=2)
    for project in (one, two):
        money.do(actions.request_capital, town.lead, project_id=project.pk, year=2027, requested=5_000)
    with pytest.raises(BadInput, match="chưa có quyết định giao vốn"):
        money.do(actions.fund_project_year, town.finance, project_id=one.pk, year=2027, balanced=0, allocated=1)
    money.do(actions.decide_capital, town.finance, year=2027, total=7_000, paper=money.PAPER)
    money.do(actions.fund_project_year, town.finance, project_id=one.pk, year=2027, balanced=5_000, allocated=4_000)
    with pytest.raises(CannotSpend, match=r"chỉ còn 3\.000 đ"):
        money.do(actions.fund_project_year, town.finance, project_id=two.pk, year=2027, balanced=5_000, allocated=3_001)
    money.do(actions.fund_project_year, town.finance, project_id=two.pk, year=2027, balanced=5_000, allocated=3_000)
    with scope(town.lead):
        found = queries.projects(town.lead, facility_id=one.facility_id)
    (capital,) = found.capital
    assert (capital.total, capital.allocated, capital.left) == (7_000, 7_000, 0)
    assert [(row.name, row.years[0].gap, row.uncovered) for row in found.rows] == [("Nhà tiếp nhận", 1_000, 5_000), ("Nhà ăn", 2_000, 6_000)]


def test_the_database_keeps_the_capital_and_offices_keep_to_their_part(town):
    project = proposed(town)
    money.do(actions.request_capital, town.lead, project_id=project.pk, year=2027, requested=5_000)
    decision = money.do(actions.decide_capital, town.finance, year=2027, total=4_000, paper=money.PAPER)
    with scope(town.finance), pytest.raises(IntegrityError, match="more than was decided"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update money_projectyear set allocated = 4001, decision_id = %s", [decision.pk])
    with pytest.raises(MayNot):
        money.do(actions.fund_project_year, town.lead, project_id=project.pk, year=2027, balanced=0, allocated=0)
    with pytest.raises((NotInReach, MayNot)):
        step(town.officer, project, ProjectState.POLICY_APPROVED)


def test_a_lead_cannot_give_his_project_money_past_the_application(town):
    project = proposed(town)
    money.do(actions.request_capital, town.lead, project_id=project.pk, year=2027, requested=5_000)
    with scope(town.lead):
        assert ProjectYear.objects.update(balanced=1) == 0, "no row of his to change"
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), scope(town.lead):
        ProjectYear.objects.update(requested=1)


@pytest.mark.requirement("DN257-19")
def test_a_clubs_page_shows_the_balance_of_its_fund_and_more_than_that_is_not_spent(town, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: money.AT)
    club = roadmap.site(town.chair, Unit.objects.get(pk=HERE), SiteKind.AFTERCARE_CLUB, opened_on=money.ON)
    cash = money.given(town.officer, value=3_000_000, site_id=club.pk)
    kind = money.given(town.officer, value=500_000, receipt="02/BN", form=GiftForm.KIND, what="Bộ loa", site_id=club.pk)
    money.given(town.officer, value=9_000_000, receipt="03/BN")
    used(town.officer, cash, 1_200_000, activity="Sinh hoạt tháng 10")
    used(town.officer, kind, 500_000, activity="Loa cho buổi sinh hoạt")
    browser = accounts.sign_in(PageClient(), Post.objects.get(user_id=town.officer.user_id))
    page = browser.get(f"/lo-trinh/danh-ba/{club.pk}/").content.decode().replace("\xa0", " ")
    told = re.sub(r"<[^>]+>", " ", page.partition('id="quy"')[2])
    assert " ".join(told.split()).find("Đã nhận 3.500.000 đ Đã chi 1.700.000 đ Còn lại 1.800.000 đ") > 0
    with pytest.raises(CannotSpend, match=r"còn 1\.800\.000 đ"):
        used(town.officer, cash, 1_800_001)
    with pytest.raises(CannotMove, match="địa bàn"):
        money.given(town.other, value=1, receipt="04/BN", site_id=club.pk)
    assert refused(lambda: past(town.other, club.pk)) and not refused(lambda: past(town.officer, club.pk))


def past(actor, site_id) -> None:
    """A gift written past the application."""
    told = {"giver": "X", "giver_kind": GiverKind.PERSON, "form": GiftForm.CASH, "value": 1, "purpose": Purpose.AFTERCARE, "receipt": "9/BN"}
    with scope(actor):
        Contribution.objects.create(
            site_id=site_id, unit_id=actor.unit_id, body_id=actor.body_id, received_on=money.ON, made_by=actor.user_id, made_at=money.AT, **told
        )
