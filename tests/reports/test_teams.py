"""Volunteer teams of communes: who has one that runs, and how many of its members were trained."""

from __future__ import annotations

import re
from datetime import date

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.programme import queries as programme
from donghanh.programme.roadmap import actions as sites
from donghanh.programme.roadmap.terms import Happening, SiteKind
from donghanh.reports import repository, territory
from donghanh.web.shell import clock
from tests.factories import accounts, places
from tests.factories import programme as plans
from tests.factories.pages import PageClient
from tests.factories.programme import NOW, ON
from tests.factories.roadmap import site
from tests.factories.staffing import awarded, held, position
from tests.reports.test_staff import YEAR, chair_of, figure, lead_of

pytestmark = pytest.mark.django_db
TEAM, OPENED = SiteKind.VOLUNTEER_TEAM, date(2026, 2, 2)
TEAMS, MEMBERS = "QN22-I.2.d", "TH38-II.2.a.2.e"


def two_communes(name: str) -> tuple[Unit, Unit, Unit]:
    """The province and two of its communes of today."""
    province = Unit.objects.get(level="PROVINCE", name=name, ends_before=None)
    here, there = Unit.objects.filter(level="COMMUNE", parent=province, ends_before=None).order_by("code")[:2]
    return province, here, there


def closed(lead, one) -> None:
    with scope(lead):
        sites.record(actor=lead, at=NOW, site_id=one.pk, kind=Happening.CLOSED, on=ON, reason="Quyết định giải thể")


@pytest.mark.requirement("QN22-I.2.d")
def test_a_team_that_is_dissolved_lowers_the_rate_and_its_commune_is_listed_as_without(towns, monkeypatch):
    plans.load_plan("QN22")
    province, here, there = two_communes("Quảng Ngãi")
    lead = lead_of(province.pk)
    made = [site(lead, one, TEAM, opened_on=OPENED) for one in (here, there)]
    site(lead, here, SiteKind.PEER_GROUP, opened_on=OPENED)
    found = figure(lead, TEAMS, place=province.pk)
    assert (found.numerator, found.met) == (2, False)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=province.pk))

    def without() -> list[str]:
        shown = " ".join(browser.get("/chi-tieu/volunteer_teams/").content.decode().replace("\xa0", " ").split())
        return re.search(r"xã, phường chưa có</summary><p>(.*?)[.]</p>", shown)[1].split("; ")

    before = without()
    assert len(before) == found.denominator - 2
    closed(lead, made[1])
    assert figure(lead, TEAMS, place=province.pk).numerator == 1
    (listed,) = set(without()) - set(before)
    assert listed.endswith(f" {there.name}")


def test_a_team_is_no_model(towns):
    lead = lead_of(places.DONG_NAI)
    one = site(lead, Unit.objects.get(pk=towns[0]), TEAM, opened_on=OPENED)
    with scope(lead):
        verdict = sites.Verdict(is_effective=True, criterion="Theo bộ tiêu chí", judge="Sở Y tế")
        sites.evaluate(actor=lead, at=NOW, site_id=one.pk, on=ON, verdict=verdict)
    assert figure(lead, "DN137-VI.15.dd.4", place=places.DONG_NAI).numerator == 0


@pytest.mark.requirement("TH38-II.2.a.2.e")
def test_members_count_where_a_team_stands_and_each_team_has_its_own_share(towns):
    plans.load_plan("TH38")
    province, here, there = two_communes("Thanh Hóa")
    lead, chair, other = lead_of(province.pk), chair_of(here.pk), chair_of(there.pk)
    team = site(lead, here, TEAM, opened_on=OPENED)
    post = position(chair, title="Đội viên", group="VOLUNTEER", quantity=2)
    awarded(chair, held(chair, post, "Lý Thị Ẩn", functions=()), "SKILLS")
    held(chair, post, "Hồ Văn Ẩn", functions=())
    held(other, position(other, title="Đội viên", group="VOLUNTEER"), "Đoàn Văn Ẩn", functions=())
    found = figure(lead, MEMBERS, place=province.pk)
    assert (found.numerator, found.denominator, found.value, found.met) == (1, 2, 50.0, False), "a commune without a team is not counted"
    site(lead, there, TEAM, opened_on=OPENED)
    assert figure(lead, MEMBERS, place=province.pk).denominator == 3
    with scope(lead):
        plan = programme.plan(lead, "TH38")
        table = repository.by_place_of(lead, plan=plan, period=YEAR, area=territory.of(province.pk, on=ON))
    at = next(i for i, one in enumerate(plan.targets) if one.id == MEMBERS)
    shares = {row.place.id: (row.targets[at].numerator, row.targets[at].denominator) for row in table.rows if row.targets[at].denominator}
    assert shares == {here.pk: (1, 2), there.pk: (0, 1)}
    closed(lead, team)
    assert figure(lead, MEMBERS, place=province.pk).denominator == 1
