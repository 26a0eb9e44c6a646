"""Candidates of a step: which communes a plan's rule names, from the cells that the indicator's own page tells, and nothing beside them."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places.models import Unit, UnitSuccession
from donghanh.base.privacy.scope import scope
from donghanh.programme.roadmap import queries
from donghanh.programme.roadmap.terms import SiteKind
from donghanh.reports import at_end, disclosure
from donghanh.web.roadmap.people import by_clause, number
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import ON, choose, people, site
from tests.web.roadmap.test_pages import page

pytestmark = pytest.mark.django_db
THANH_HOA = 2100038


@pytest.fixture
def dn(all_units):
    programme.load_plan("DN257")
    return roadmap.lead(places.DONG_NAI)


def due(who, plan_id, clause):
    with scope(who):
        found = queries.roadmap(who, plan_id, on=ON)
        return by_clause(who, found, [found.road(clause)], on=ON)[clause]


@pytest.mark.requirement("TH38-III.2.7")
def test_with_fifty_one_people_a_commune_is_due_a_point_with_fifty_it_is_not(all_units):
    programme.load_plan("TH38")
    lead = roadmap.lead(THANH_HOA)
    many, more, less = Unit.objects.filter(parent_id=THANH_HOA, ends_before=None).order_by("id")[:3]
    for unit, n in ((many, 55), (more, 51), (less, 50)):
        people(unit.pk, dependent=n)
        assert [row.unit.id for row in due(programme.official(unit.pk), "TH38", "III.2.7").without] == [unit.pk] * (n > 50), "as the commune counts"
    found = due(lead, "TH38", "III.2.7")
    assert [row.unit.id for row in found.without] == [many.pk]
    assert {(row.unit.id, number(row)) for row in found.open} == {(more.pk, "khoảng 50"), (less.pk, "khoảng 50")}, "fifty and fifty-one are one cell"
    site(lead, many, opened_on=date(2026, 1, 5))
    assert due(lead, "TH38", "III.2.7").without == ()


@pytest.mark.requirement("DN257-7", "DN257-8")
def test_communes_with_the_most_people_stand_first_and_two_are_chosen(dn):
    some, many, few = (places.commune(name) for name in ("Trảng Bom", "Xuân Lộc", "Trảng Dài"))
    for unit, n in ((some, 12), (many, 31), (few, 1)):
        people(unit.pk, aftercare=n)
    rows = due(dn, "DN257", "8").rows
    assert [(row.unit.id, number(row)) for row in rows][:2] == [(many.pk, "khoảng 30"), (some.pk, "khoảng 10")]
    assert [row.unit.id for row in due(programme.official(few.pk), "DN257", "7").sure] == [few.pk], "the first person counts at once"
    choose(dn, "DN257", "8", str(many))
    choose(dn, "DN257", "8", str(some))
    former = UnitSuccession.objects.filter(successor=many, is_partial=False).first().predecessor
    site(dn, former, SiteKind.AFTERCARE_CLUB, opened_on=date(2024, 10, 1))
    with scope(dn):
        road = queries.roadmap(dn, "DN257", on=ON).road("8")
    assert (road.parts[0].reached, road.parts[0].total) == (1, 2) and len(road.chosen) == road.limit == 2


def test_before_a_place_is_chosen_the_step_counts_sites_as_its_indicator_does_and_is_not_late(dn, lead):
    former = list(Unit.objects.filter(level="DISTRICT", parent__code="75").order_by("code")[:2])
    site(dn, former[0], SiteKind.AFTERCARE_CLUB, opened_on=date(2024, 10, 1))
    site(dn, former[1], SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 2, 1))
    with scope(dn):
        found = queries.roadmap(dn, "DN257", on=ON)
        road, late = found.road("8"), queries.late(dn, found, on=ON)
    assert (road.parts[0].reached, road.parts[0].total) == (1, 2), "what ran at the end of 2024, wherever it stands"
    assert road.awaits_choice and not [row for row in late if row.road.clause.code == "8"]
    few = page(lead, "/lo-trinh/DN257/8/").split("số này chưa nói được có ai hay không")[0].rsplit("<details", 1)[1]
    assert not few.startswith(" open"), "a long list stays folded"
    assert "Chưa chọn nơi, kế hoạch nêu 2" in page(lead, "/lo-trinh/DN257/") and "1 trên 2" in page(lead, "/chi-tieu/clubs_pilot/?ky=2024")
    choose(dn, "DN257", "8", str(places.commune("Xuân Lộc")))
    with scope(dn):
        found = queries.roadmap(dn, "DN257", on=ON)
        assert [row.road.clause.code for row in queries.late(dn, found, on=ON)].count("8") == 1, "a chosen place can be late"


NEAR = {"Trảng Bom": 20, "Xuân Lộc": 3}
"""People after rehabilitation; 23 in the province, which its page tells exactly."""


def said(dn) -> dict[str, tuple[str, bool]]:
    return {row.unit.name: (number(row), row.is_sure) for row in due(dn, "DN257", "7").rows if row.unit.name in (*NEAR, "Long Thành")}


def test_beside_the_exact_total_a_rule_says_no_more_than_the_page_of_the_indicator(dn, monkeypatch):
    for name, n in NEAR.items():
        people(places.commune(name).pk, aftercare=n)
    few = ("dưới 8", False)
    assert {row.unit.name for row in due(dn, "DN257", "7").few} >= {"Xuân Lộc", "Long Thành"}, "folded on the page"
    assert said(dn) == {"Trảng Bom": ("khoảng 20", True), "Xuân Lộc": few, "Long Thành": few}, "few and nobody are one cell: 23 − 20 says nothing"
    monkeypatch.setattr(disclosure, "is_safe", lambda *_args: True)
    monkeypatch.setattr(at_end, "leaks", lambda *_args: set())
    assert said(dn) == {"Trảng Bom": ("khoảng 20", True), "Xuân Lộc": ("dưới 8", True)}, "twin"


def test_a_reader_is_told_of_his_own_places_alone_exactly_where_he_holds_the_files(lead, sit, dn):
    here = places.commune("Trảng Bom")
    people(here.pk, aftercare=13)
    assert "khoảng 15" in page(lead, "/lo-trinh/DN257/8/")
    assert ">13<" in page(sit("commune_officer", here.pk), "/lo-trinh/DN257/8/")
    assert due(programme.official(places.commune("Xuân Lộc").pk), "DN257", "8").rows == ()
    assert not due(roadmap.lead(THANH_HOA), "DN257", "8").is_counted
