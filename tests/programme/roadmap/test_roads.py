"""Planned against actual of the four plans: places, totals, both readings, former districts, choosing."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import Verdict
from donghanh.programme.roadmap.rules import CannotChoose, CannotRecord
from donghanh.programme.roadmap.terms import Happening, SiteKind, Sum
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import NOW, ON, choose, site

pytestmark = pytest.mark.django_db
THANH_HOA, QUANG_NGAI = 2100038, 2100051


@pytest.fixture
def th(all_units):
    programme.load_plan("TH38")
    return roadmap.lead(THANH_HOA)


@pytest.fixture
def dn(all_units):
    programme.load_plan("DN257")
    programme.load_plan("DN137")
    return roadmap.lead(places.DONG_NAI)


def road(actor, plan_id, clause, *, on=ON):
    with scope(actor):
        return queries.roadmap(actor, plan_id, on=on).road(clause)


def district(code: str) -> Unit:
    return Unit.objects.get(level="DISTRICT", code=code)


def line(of, name):
    return next(one for one in of.lines if one.name == name)


@pytest.mark.requirement("TH38-III.1.1.4")
def test_three_voluntary_pilots_add_up_to_the_stated_total(th):
    found = road(th, "TH38", "III.1.1.4")
    assert [(one.name, one.planned) for one in found.lines] == [("Thành phố Thanh Hóa", 1), ("Thọ Xuân", 1), ("Quan Hóa", 1)]
    assert found.sum == Sum.EQUAL and found.sum_of_places == 3 and found.parts[0].total == 3 and found.reached == 0


@pytest.mark.requirement("TH38-III.2.5")
def test_nineteen_points_in_fourteen_places_and_three_of_four_in_the_city(th):
    city = district("380")
    for _ in range(3):
        site(th, city)
    site(th, district("384"), opened_on=date(2016, 1, 5))  # after the step's years
    found = road(th, "TH38", "III.2.5")
    assert len(found.lines) == 14 and found.sum == Sum.EQUAL and found.sum_of_places == found.parts[0].total == 19
    here = line(found, "Thành phố Thanh Hóa")
    assert (len(here.reached), here.planned) == (3, 4) and found.by == date(2015, 12, 31)
    assert found.reached == 3 and len(found.standing_now) == 4
    assert dict(found.years)[2015] == 3 and dict(found.years)[2016] == 4


def test_nineteen_and_five_in_sixteen_places_are_not_split_and_both_readings_stand(th):
    site(th, district("386"), SiteKind.TREATMENT)
    site(th, district("386"), SiteKind.DISPENSING)
    found = road(th, "TH38", "III.1.3.a")
    assert len(found.lines) == 16 and found.sum == Sum.NOT_SPLIT and {one.planned for one in found.lines} == {None}
    assert [(one.total, one.reached) for one in found.parts] == [(19, 1), (5, 1)]
    beyond = next(one for one in found.questions if one.code == "C2")
    assert [one.code for one in beyond.readings] == ["inside", "beyond"] and beyond.goes_by == ""
    assert [one.code for one in road(th, "TH38", "III.1.3.b").questions] == ["C2"]


def test_a_district_that_the_list_of_units_no_longer_has_answers_by_the_name_of_the_plan(th):
    province = Unit.objects.get(level="PROVINCE", code="38", ends_before__isnull=False)
    site(th, province, place="Tĩnh Gia")
    site(th, province)
    found = road(th, "TH38", "III.2.5")
    assert len(line(found, "Tĩnh Gia").reached) == 1 and line(found, "Tĩnh Gia").unit_id is None
    assert len(found.unplaced) == 1


def test_a_site_at_a_former_commune_counts_in_its_district_and_shows_the_communes_of_today(th):
    former = Unit.objects.filter(parent=district("406"), level="COMMUNE").first()
    site(th, former)
    here = line(road(th, "TH38", "III.2.5"), "Quảng Xương")
    assert len(here.reached) == 1 and here.today and all(name.split()[0] in ("xã", "phường") for name in here.today)


@pytest.mark.requirement("TH38-III.1.3.c")
def test_six_stated_eight_named_and_a_seventh_only_with_a_reason(th):
    found = road(th, "TH38", "III.1.3.c")
    assert found.limit == 6 and len(found.choosable) == 8 and found.is_choosable
    assert [one.code for one in found.questions if one.code == "C1"] == ["C1"]
    names = [name for name, _unit in found.choosable]
    for name in names[:6]:
        choose(th, "TH38", "III.1.3.c", name)
    with pytest.raises(CannotChoose, match="6 nơi"):
        choose(th, "TH38", "III.1.3.c", names[6])
    assert len(road(th, "TH38", "III.1.3.c").chosen) == 6
    choose(th, "TH38", "III.1.3.c", names[6], beyond="Quyết định bổ sung của UBND tỉnh.")
    choose(th, "TH38", "III.1.3.c", names[0], is_chosen=False)
    chosen = road(th, "TH38", "III.1.3.c").chosen
    assert len(chosen) == 6 and names[0] not in chosen


def test_more_facilities_count_only_when_they_open_in_the_years_of_the_step(th):
    site(th, district("400"), SiteKind.TREATMENT, opened_on=date(2015, 5, 1))
    assert road(th, "TH38", "III.1.3.c").reached == 0 and road(th, "TH38", "III.1.3.a").reached == 1
    site(th, district("400"), SiteKind.TREATMENT, opened_on=date(2017, 5, 1))
    assert road(th, "TH38", "III.1.3.c").reached == 1


def test_a_dispensing_site_that_was_upgraded_counts_as_treatment_from_that_day(th):
    made = site(th, district("400"), SiteKind.DISPENSING, opened_on=date(2014, 7, 1))
    with scope(th):
        actions.record(actor=th, at=NOW, site_id=made.pk, kind=Happening.UPGRADED, on=date(2018, 2, 1), document="12/QĐ-SYT")
        assert queries.site(th, made.pk, on=date(2018, 1, 31)).now.kind == SiteKind.DISPENSING
        assert queries.site(th, made.pk, on=ON).now.kind == SiteKind.TREATMENT
    assert [one.reached for one in road(th, "TH38", "III.1.3.a").parts] == [0, 1]


def test_what_is_no_thing_at_a_place_is_not_counted(th):
    assert road(th, "TH38", "III.3.b.1").kinds == frozenset()
    centres = road(th, "TH38", "V.2.1.4")
    assert centres.kinds == {SiteKind.CENTRE} and [one.code for one in centres.questions] == ["C7"]


@pytest.mark.requirement("QN22-I.2.g")
def test_ten_points_whose_places_are_not_given_are_chosen_and_counted(all_units):
    programme.load_plan("QN22")
    lead = roadmap.lead(QUANG_NGAI)
    communes = list(Unit.objects.filter(parent_id=QUANG_NGAI, ends_before=None).order_by("code")[:5])
    empty = road(lead, "QN22", "I.2.g")
    assert empty.lines == () and empty.limit == 10 and (empty.parts[0].total, empty.parts[0].reached) == (10, 0)
    for commune in communes:
        choose(lead, "QN22", "I.2.g", str(commune))
    for commune in communes[:4]:
        site(lead, commune, opened_on=date(2025, 8, 1))
    site(lead, communes[4], opened_on=None, decided_on=date(2025, 8, 1))
    found = road(lead, "QN22", "I.2.g")
    assert found.reached == found.parts[0].reached == 4 and len(found.lines) == 5 and len(found.lines[4].coming) + len(found.lines[4].reached) == 1
    assert len(found.chosen) == 5 and found.limit - len(found.chosen) == 5


@pytest.mark.requirement("DN257-9")
def test_one_club_in_each_former_district_names_the_districts_without(dn):
    for code in ("731", "732"):
        site(dn, district(code), SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 5, 1))
    found = road(dn, "DN257", "9")
    assert len(found.lines) == found.parts[0].total == 11 and found.reached == 2
    without = {one.name for one in found.lines if not one.reached}
    assert len(without) == 9 and "huyện Trảng Bom" in without and "thành phố Biên Hòa" not in without


@pytest.mark.requirement("DN137-III.2.a.3")
def test_ten_districts_of_eleven_have_an_effective_model_and_ending_one_drops_the_count(dn):
    codes = sorted(Unit.objects.filter(level="DISTRICT", parent__code="75").values_list("code", flat=True))
    made = [site(dn, district(code), SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 1, 10)) for code in codes[:10]]
    assert road(dn, "DN137", "III.2.a.3").reached == 0  # nobody has judged any
    with scope(dn):
        for one in made:
            about = {"criterion": "Sinh hoạt hằng tháng, tỷ lệ tái nghiện giảm.", "judge": "Công an tỉnh"}
            actions.evaluate(actor=dn, at=NOW, site_id=one.pk, on=date(2025, 11, 1), verdict=Verdict(is_effective=True, **about))
    found = road(dn, "DN137", "III.2.a.3")
    assert (found.reached, found.parts[0].total) == (10, 11)
    assert [one.name for one in found.lines if not one.reached] == [district(codes[10]).kind + " " + district(codes[10]).name]
    with scope(dn):
        actions.record(actor=dn, at=NOW, site_id=made[0].pk, kind=Happening.CLOSED, on=date(2025, 12, 1), reason="Hết kinh phí.")
    assert road(dn, "DN137", "III.2.a.3").reached == 9


@pytest.mark.requirement("DN137-VI.15.dd.4")
def test_communes_without_a_model_are_listed_by_district_and_the_rate_is_striving(dn):
    found = road(dn, "DN137", "VI.15.dd.4")
    assert found.is_striving and not road(dn, "DN137", "III.2.a.3").is_striving
    assert found.reached == 0 and len(found.lines) == found.parts[0].total > 40
    assert all(one.group for one in found.lines)


def test_of_all_clubs_founded_only_those_somebody_judged_are_stable(dn):
    made = [site(dn, district(code), SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 1, 10)) for code in ("731", "732")]
    with scope(dn):
        told = {"is_effective": True, "criterion": "Họp đều.", "judge": "Công an tỉnh"}
        actions.evaluate(actor=dn, at=NOW, site_id=made[0].pk, on=date(2026, 2, 1), verdict=Verdict(**told))
    part = road(dn, "DN257", "10").parts[0]
    assert (part.reached, part.total) == (1, 2) and road(dn, "DN257", "9").sum == Sum.NO_TOTAL


def test_a_commune_records_its_own_and_nobody_elses(dn):
    here, there = places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    chair = programme.official(here.pk, "commune_chair")
    made = site(chair, here, SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 3, 1))
    assert made.seat_id == here.pk
    with pytest.raises(NotInReach):
        site(chair, there, SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 3, 1))
    with pytest.raises(MayNot), scope(chair):
        actions.evaluate(actor=chair, at=NOW, site_id=made.pk, on=ON, verdict=Verdict(is_effective=True, criterion="a", judge="b"))
    with pytest.raises(MayNot):
        choose(chair, "DN257", "8", str(here))
    other = programme.official(there.pk, "commune_chair")
    with pytest.raises(NotInReach), scope(other):
        actions.take_back(actor=other, at=NOW, site_id=made.pk, reason="nhầm")


@pytest.mark.requirement("DN137-IV.1.b.1")
def test_a_site_shows_its_whole_story_and_an_impossible_step_is_refused(dn):
    made = site(dn, district("737"), SiteKind.AFTERCARE_CLUB, opened_on=date(2024, 9, 1))
    with scope(dn):
        closed = actions.record(actor=dn, at=NOW, site_id=made.pk, kind=Happening.CLOSED, on=date(2026, 1, 5), reason="Ít người.")
        with pytest.raises(CannotRecord):
            actions.record(actor=dn, at=NOW, site_id=made.pk, kind=Happening.UPGRADED, on=date(2026, 2, 1))
        actions.take_back(actor=dn, at=NOW, site_id=made.pk, fact_id=closed.pk, reason="Ghi nhầm nơi.")
        found = queries.site(dn, made.pk, on=ON)
        assert [one.kind for one in found.facts] == [Happening.OPENED, Happening.CLOSED, Happening.TAKEN_BACK]
        assert found.facts[1].taken_back == "Ghi nhầm nơi." and found.now.runs
        actions.take_back(actor=dn, at=NOW, site_id=made.pk, reason="Trùng.")
        assert not queries.site(dn, made.pk, on=ON).may_record
    assert road(dn, "DN257", "9").reached == 0


@pytest.mark.parametrize(
    ("about", "error"),
    [
        ({"decided_on": date(2026, 11, 30), "opened_on": None}, BadInput),
        ({"decided_on": date(2026, 1, 5), "opened_on": None}, BadInput),  # the district had gone
        ({"number": " "}, BadInput),
        ({"opened_on": date(2024, 1, 1), "decided_on": date(2024, 2, 1)}, BadInput),
    ],
)
def test_a_decision_that_cannot_be_leaves_nothing(dn, about, error):
    with pytest.raises(error):
        site(dn, district("737"), SiteKind.POINT, **about)
    with scope(dn):
        assert queries.register(dn, on=ON, province=places.DONG_NAI) == []
