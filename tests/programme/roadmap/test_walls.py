"""Past the application: what the database lets whom write, what it tells of people; each guard taken off shows what it keeps."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, connection, transaction

from donghanh.base.places.models import Unit, UnitSuccession
from donghanh.base.privacy.scope import scope
from donghanh.kernel.ids import new_id
from donghanh.programme.models import RoadmapStep
from donghanh.programme.roadmap import queries
from donghanh.programme.roadmap.models import Choice, Site, SiteFact
from donghanh.programme.roadmap.queries.candidates import NOBODY, people_in
from donghanh.programme.roadmap.terms import Happening, SiteKind
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import NOW, ON, choose, people, site

pytestmark = pytest.mark.django_db
THANH_HOA = 2100038


@pytest.fixture
def dn(all_units):
    programme.load_plan("DN257")
    return roadmap.lead(places.DONG_NAI)


def raw_site(who, unit_id, *, seat=None, by=None):
    with scope(who):
        told = {"kind": SiteKind.POINT, "name": str(new_id()), "number": "1", "decided_on": ON, "issuer": "x"}
        return Site.objects.create(seat_id=seat or unit_id, unit_id=unit_id, made_at=NOW, made_by=by or who.user_id, **told)


def raw_fact(who, made, kind=Happening.CLOSED, **about):
    with scope(who):
        told = {"kind": kind, "on": ON, "reason": "x"} | about
        return SiteFact.objects.create(site=made, made_at=NOW, made_by=who.user_id, **told)


def raw_choice(who, province, plan_id="DN257"):
    with scope(who):
        told = {"place": "x", "is_chosen": True, "reason": "x", "decided_on": ON}
        return Choice.objects.create(province_id=province, plan_id=plan_id, clause="8", made_at=NOW, made_by=who.user_id, **told)


def attacks(dn):
    """(name, what is tried): every one must be refused by the database alone."""
    here, there = places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    chair, police = programme.official(here.pk, "commune_chair"), programme.official(here.pk, "commune_police")
    mine, theirs = site(chair, here, opened_on=ON), site(dn, there, opened_on=ON)
    judged = {"kind": Happening.EVALUATED, "is_effective": True, "criterion": "x", "judge": "y", "reason": ""}
    first = SiteFact.objects.get(site=theirs)
    return {
        "founded elsewhere": lambda: raw_site(chair, there.pk),
        "founded elsewhere under one's own seat": lambda: raw_site(chair, there.pk, seat=here.pk),
        "founded by one who may not": lambda: raw_site(police, here.pk),
        "in the name of another": lambda: raw_site(chair, here.pk, by=dn.user_id),
        "closed elsewhere": lambda: raw_fact(chair, theirs),
        "judged by the commune": lambda: raw_fact(chair, mine, **judged),
        "a line of another site undone": lambda: raw_fact(chair, mine, kind=Happening.TAKEN_BACK, undoes=first),
        "chosen by a commune": lambda: raw_choice(chair, here.pk),
        "chosen for another province": lambda: raw_choice(dn, THANH_HOA),
        "a line changed": lambda: _as(chair, "update roadmap_sitefact set reason = 'y'"),
        "a site removed": lambda: _as(dn, "delete from roadmap_site"),
        "closed without a reason": lambda: raw_fact(chair, mine, reason=""),
    }


def _as(who, sql):
    with scope(who), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(attempt) -> bool:
    try:
        with transaction.atomic():
            attempt()
    except Error:
        return True
    return False


def test_the_database_alone_refuses_every_attack(dn):
    assert [name for name, attempt in attacks(dn).items() if not refused(attempt)] == []
    raw_site(dn, places.commune("Xuân Lộc").pk)
    raw_choice(dn, places.DONG_NAI)


@pytest.mark.parametrize(
    ("table", "name"), [("roadmap_site", "founded elsewhere"), ("roadmap_sitefact", "closed elsewhere"), ("roadmap_choice", "chosen by a commune")]
)
def test_twin_without_the_wall_the_attack_succeeds(dn, table, name):
    tried = attacks(dn)[name]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table {table} disable row level security")
        assert not refused(tried)
        transaction.set_rollback(True)


def test_who_reads_no_numbers_reads_no_site(dn):
    site(dn, places.commune("Trảng Bom"), opened_on=ON)
    for role, seen in (("commune_officer", 1), ("health_station", 1), ("facility_doctor", 0), ("system_admin", 0)):
        who = programme.official(places.commune("Xuân Lộc").pk, role)
        with scope(who):
            assert Site.objects.count() == seen * ("numbers.read" in who.may), role


def counted(who, unit, over=NOBODY):
    with scope(who):
        return people_in([unit.pk], NOW, over).get(unit.pk)


def test_people_are_told_as_the_reader_may_know_and_only_at_his_places(dn):
    here = places.commune("Trảng Bom")
    people(here.pk, dependent=4, aftercare=12)
    officer, other = programme.official(here.pk), programme.official(places.commune("Xuân Lộc").pk)
    assert counted(officer, here) == (False, 4, 12)
    assert counted(dn, here) == (False, None, 10)
    assert counted(other, here) is None and counted(roadmap.lead(THANH_HOA), here) is None


@pytest.mark.requirement("TH38-III.2.7")
def test_with_fifty_one_people_a_commune_is_due_a_point_with_fifty_it_is_not(all_units):
    programme.load_plan("TH38")
    lead = roadmap.lead(THANH_HOA)
    more, less = Unit.objects.filter(parent_id=THANH_HOA, ends_before=None).order_by("id")[:2]
    people(more.pk, dependent=51)
    people(less.pk, dependent=50)
    assert [row.unit.id for row in due(lead, "TH38", "III.2.7").without] == [more.pk]
    assert due(lead, "TH38", "III.2.7").rows[0].people == 50  # rounded for a role that counts
    site(lead, more, opened_on=date(2026, 1, 5))
    assert due(lead, "TH38", "III.2.7").without == ()


def due(who, plan_id, clause):
    with scope(who):
        found = queries.roadmap(who, plan_id, on=ON)
        return queries.candidates(who, found, found.road(clause), at=NOW)


def test_a_limit_that_no_plan_prints_is_not_answered(dn):
    here = places.commune("Trảng Bom")
    people(here.pk, dependent=20)
    assert counted(dn, here, over=10) == (False, 20, 0) and counted(dn, here, over=3)[0] is False


def limits_answered(dn, here) -> list[int]:
    """At which of the limits 11, 12, 13 the lead is told that a commune has more people."""
    return [over for over in (11, 12, 13) if counted(dn, here, over=over)[0]]


def test_limits_one_apart_in_a_plan_of_ones_own_do_not_say_the_number(dn):
    here, step = places.commune("Trảng Bom"), RoadmapStep.objects.first()
    people(here.pk, dependent=13)
    RoadmapStep.objects.filter(pk=step.pk).update(rule="xã trên 11 người nghiện, trên 12 người nghiện, trên 13 người nghiện")
    assert limits_answered(dn, here) == [11, 12, 13] and counted(dn, here)[1] == 15  # as 15 would be, which he is shown
    officer = programme.official(here.pk)
    assert limits_answered(officer, here) == [11, 12]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("create or replace function roadmap_told(n bigint, is_exact boolean) returns bigint language sql immutable as 'select n'")
        assert limits_answered(dn, here) == [11, 12], "twin"
        transaction.set_rollback(True)


@pytest.mark.requirement("DN257-7", "DN257-8")
def test_communes_with_the_most_people_stand_first_and_two_are_chosen(dn):
    some, many, few = (places.commune(name) for name in ("Trảng Bom", "Xuân Lộc", "Trảng Dài"))
    people(some.pk, aftercare=12)
    people(many.pk, aftercare=31)
    assert [row.unit.id for row in due(dn, "DN257", "7").rows] == sorted([some.pk, many.pk], key=lambda one: one != some.pk)
    people(few.pk, aftercare=1)
    rows = due(dn, "DN257", "8").rows
    assert [(row.unit.id, row.people) for row in rows] == [(many.pk, 30), (some.pk, 10), (few.pk, None)]
    assert {row.unit.id for row in due(dn, "DN257", "7").rows} == {some.pk, many.pk, few.pk}  # the first person counts at once
    choose(dn, "DN257", "8", str(many))
    choose(dn, "DN257", "8", str(some))
    former = UnitSuccession.objects.filter(successor=many, is_partial=False).first().predecessor
    site(dn, former, SiteKind.AFTERCARE_CLUB, opened_on=date(2024, 10, 1))
    with scope(dn):
        road = queries.roadmap(dn, "DN257", on=ON).road("8")
    assert (road.parts[0].reached, road.parts[0].total) == (1, 2) and len(road.chosen) == road.limit == 2


def test_twin_without_the_guard_the_reader_is_told_the_small_number(dn):
    here = places.commune("Trảng Bom")
    people(here.pk, dependent=4)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("create or replace function roadmap_told(n bigint, is_exact boolean) returns bigint language sql immutable as 'select n'")
        assert counted(dn, here) == (False, 4, 0)
        transaction.set_rollback(True)
