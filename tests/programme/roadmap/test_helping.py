"""Guides with their versions, staff of army and civil medicine: what may be written, what stays, the wall with its twin."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme.keeping.files import hash_of
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import GuideDraft
from donghanh.programme.roadmap.models import Guide, GuideFile, SiteStaff
from donghanh.programme.roadmap.rules import CannotRecord
from donghanh.programme.roadmap.terms import SiteKind
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import NOW, ON, site
from tests.programme.roadmap.test_walls import refused

pytestmark = pytest.mark.django_db
OPENED = date(2026, 2, 2)
THANH_HOA = 2100038
GUIDE = {
    "kind": SiteKind.AFTERCARE_CLUB, "title": "Sổ tay câu lạc bộ", "audience": "Chủ nhiệm câu lạc bộ", "language": "Tiếng Việt",
    "document": "12/HD-CAT ngày 5/1/2026", "starts_on": date(2026, 1, 5),
}  # fmt: skip


@pytest.fixture
def dn(all_units):
    return roadmap.lead(places.DONG_NAI)


def published(who, *, content: bytes = b"%PDF-1 cu", replaces=None, **about) -> Guide:
    with scope(who):
        draft = GuideDraft(**GUIDE | about)
        return actions.publish_guide(actor=who, at=NOW, draft=draft, file=FileDraft("so-tay.pdf", content), replaces=replaces)


def staffed(who, of, **about) -> SiteStaff:
    told = {"on": ON, "military": 2, "civil": 3, "services": "Tư vấn, xét nghiệm", "is_border": True} | about
    with scope(who):
        return actions.staff(actor=who, at=NOW, site_id=of.pk, **told)


def test_a_new_version_stands_in_place_of_the_old_which_stays(dn):
    old = published(dn)
    new = published(dn, content=b"%PDF-1 moi", replaces=old.pk, title="Sổ tay câu lạc bộ, sửa đổi", starts_on=date(2026, 6, 1))
    with scope(dn):
        (row,) = queries.guides(dn, province=places.DONG_NAI)
        assert (row.id, row.version, [one.id for one in row.earlier]) == (new.pk, 2, [old.pk])
        assert queries.guide_file(dn, old.pk).content == b"%PDF-1 cu" and queries.guide_file(dn, new.pk).content == b"%PDF-1 moi"
        assert queries.guides(dn, province=places.DONG_NAI, kind=SiteKind.POINT) == []
        assert len(queries.guides(dn, province=places.DONG_NAI, kind=SiteKind.AFTERCARE_CLUB)) == 1
    with pytest.raises(BadInput, match="trước bản đang dùng"):
        published(dn, replaces=old.pk, starts_on=date(2026, 2, 1))
    chair = programme.official(places.commune("Trảng Bom").pk, "commune_chair")
    with pytest.raises(MayNot):
        published(chair)


def test_only_army_and_civil_medicine_has_such_staff_and_the_newest_line_holds(dn):
    here = places.commune("Trảng Bom")
    army, club = site(dn, here, SiteKind.ARMY_AND_CIVIL, opened_on=OPENED), site(dn, here, SiteKind.AFTERCARE_CLUB, opened_on=OPENED)
    with pytest.raises(CannotRecord, match="quân dân y"):
        staffed(dn, club)
    with pytest.raises(BadInput, match="sau hôm nay"):
        staffed(dn, army, on=ON + timedelta(days=1))
    staffed(dn, army, military=1)
    staffed(dn, army, military=4)
    with scope(dn):
        (row,) = queries.army(dn, province=places.DONG_NAI, on=ON)
    assert (row.staff.military, row.staff.civil, row.staff.is_border) == (4, 3, True)


def raw_guide(who, *, unit=places.DONG_NAI, body=None, version=1, sha256=""):
    with scope(who):
        stamp = {"made_at": NOW, "made_by": who.user_id}
        about = {"title": "x", "media_type": "application/pdf"}
        kept = GuideFile.objects.create(body_id=body or who.body_id, **about, sha256=sha256 or hash_of(b"x"), content=b"x", **stamp)
        Guide.objects.create(unit_id=unit, code="x", version=version, file=kept, **GUIDE | {"kind": ""}, **stamp)


def seen(who) -> int:
    with scope(who):
        return Guide.objects.count() + GuideFile.objects.count()


def test_the_database_alone_refuses_and_its_twin_lets_through(dn):
    here, there = places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    chair = programme.official(here.pk, "commune_chair")
    theirs = site(dn, there, SiteKind.ARMY_AND_CIVIL, opened_on=OPENED)
    told = {"on": ON, "military": 1, "civil": 1, "services": "x", "is_border": True, "made_at": NOW, "made_by": chair.user_id}

    def elsewhere():
        with scope(chair):
            SiteStaff.objects.create(site=theirs, **told)

    other = roadmap.lead(THANH_HOA)
    attacks = [elsewhere, lambda: raw_guide(other), lambda: raw_guide(dn, unit=THANH_HOA)]
    assert [refused(attempt) for attempt in attacks] == [True, True, True] and refused(lambda: raw_guide(dn, version=2)), "a version out of turn"
    assert refused(lambda: raw_guide(dn, sha256="0" * 64)), "a file that is not the one its hash says"
    published(dn)
    assert (seen(chair), seen(other)) == (2, 0), "a guide and its file are read in their own province"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in ("sitestaff", "guide", "guidefile"):
            cursor.execute(f"alter table roadmap_{table} disable row level security")
        assert [refused(attempt) for attempt in attacks] == [False, False, False] and seen(other) > 2, "twin"
        transaction.set_rollback(True)
