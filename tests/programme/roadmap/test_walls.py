"""Past the application: what the database lets whom write; each guard taken off shows what it keeps."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.ids import new_id
from donghanh.programme.roadmap.models import Choice, Site, SiteFact
from donghanh.programme.roadmap.terms import Happening, SiteKind
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import NOW, ON, site

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
