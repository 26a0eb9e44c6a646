"""The seed says what the resolutions say, and loading it is repeatable and all or nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, connection

from donghanh.base.audit.models import Event
from donghanh.base.places import actions
from donghanh.base.places.models import Body, Unit, UnitSuccession
from donghanh.base.places.names import key
from donghanh.base.places.terms import BEFORE_RECORDS
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from tests.factories import places

MERGER = date(2025, 7, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_units")]


@pytest.mark.parametrize(
    ("level", "ends_before", "count"),
    [("PROVINCE", None, 34), ("COMMUNE", None, 3321), ("PROVINCE", MERGER, 63), ("DISTRICT", MERGER, 696), ("COMMUNE", MERGER, 10035)],
)
def test_counts(level, ends_before, count):
    assert Unit.objects.filter(level=level, ends_before=ends_before).count() == count


@pytest.mark.parametrize(
    ("province", "kinds"),
    [
        ("Đồng Nai", {"phường": 23, "xã": 72}),
        ("Quảng Ngãi", {"phường": 9, "xã": 86, "đặc khu": 1}),
        ("Thanh Hóa", {"phường": 19, "xã": 147}),
    ],
)
def test_communes_of_the_three_provinces_agree_with_the_resolutions(province, kinds):
    names = Unit.objects.filter(level="COMMUNE", parent__name=province, ends_before=None).values_list("kind", flat=True)
    assert {kind: list(names).count(kind) for kind in set(names)} == kinds


def test_every_unit_of_a_level_begins_and_ends_with_the_merger():
    assert set(Unit.objects.exclude(level="COUNTRY").values_list("starts_on", "ends_before").distinct()) == {(BEFORE_RECORDS, MERGER), (MERGER, None)}


def test_ids_are_era_level_and_code():
    level = {"PROVINCE": 1, "DISTRICT": 2, "COMMUNE": 3}
    for unit in Unit.objects.exclude(level="COUNTRY").only("id", "level", "code", "ends_before"):
        assert unit.id == (1 if unit.ends_before else 2) * 1_000_000 + level[unit.level] * 100_000 + int(unit.code)


def test_nothing_is_lost_and_nothing_comes_from_nowhere():
    followed = UnitSuccession.objects.values("predecessor")
    made = UnitSuccession.objects.values("successor")
    assert not Unit.objects.filter(ends_before=MERGER).exclude(level="DISTRICT").exclude(id__in=followed).exists()
    assert not Unit.objects.filter(starts_on=MERGER).exclude(id__in=made).exists()
    followed_districts = Unit.objects.filter(level="DISTRICT", id__in=followed).values_list("name", flat=True)
    assert set(followed_districts) == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}


def test_partial_means_more_than_one_successor():
    with connection.cursor() as cursor:
        cursor.execute("select predecessor_id from places_unitsuccession group by 1 having (count(*) > 1) <> bool_or(is_partial)")
        assert cursor.fetchall() == []


def test_the_folded_name_is_the_same_in_python_and_in_the_database():
    assert [unit.name for unit in Unit.objects.only("name", "folded") if key(unit.name) != unit.folded] == []


def test_remoteness_is_not_invented():
    assert not Unit.objects.exclude(is_remote=None).exists()


def test_bodies_of_a_commune_of_today():
    bodies = Body.objects.filter(unit=places.commune("Trảng Bom")).values_list("kind", "name", "short_name", "parent__name")
    assert set(bodies) == {
        ("commune_committee", "Ủy ban nhân dân xã Trảng Bom", "UBND xã Trảng Bom", None),
        ("commune_police", "Công an xã Trảng Bom", "Công an xã Trảng Bom", "Công an tỉnh Đồng Nai"),
        ("health_station", "Trạm y tế xã Trảng Bom", "Trạm y tế xã Trảng Bom", None),
    }


def test_loading_again_changes_nothing_and_keeps_what_an_officer_set():
    Unit.objects.filter(name="Trảng Bom").update(is_remote=False)
    before = list(Unit.objects.order_by("id").values_list()), list(Body.objects.order_by("id").values_list())
    actions.load_units(actor=places.LOADER, at=places.AT, folder=places.SEED)
    assert (list(Unit.objects.order_by("id").values_list()), list(Body.objects.order_by("id").values_list())) == before


def test_a_renamed_unit_is_brought_back_to_the_seed():
    Unit.objects.filter(pk=2326248).update(name="Khác", folded="khac")
    actions.load_units(actor=places.LOADER, at=places.AT, folder=places.SEED)
    assert Unit.objects.filter(pk=2326248).values_list("name", "folded").get() == ("Trảng Bom", "trang bom")


@pytest.fixture
def broken(tmp_path):
    """A copy of the seed that a test may spoil."""
    for file in places.SEED.glob("*.csv"):
        shutil.copy(file, tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", ["2399999,COMMUNE,99999,xã,Thử,7,2025-07-01,,1,1", "x,COMMUNE,99999,xã,Thử,1,2025-07-01,,1,1", "1,2,3"])
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_half_done(broken, line):
    Unit.objects.filter(pk=2326248).update(name="Khác")
    with (broken / "units.csv").open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(BadInput, match="không đọc được"):
        actions.load_units(actor=places.LOADER, at=places.AT, folder=broken)
    assert Unit.objects.get(pk=2326248).name == "Khác"
    assert not Unit.objects.filter(pk=2399999).exists()


def test_a_succession_to_nowhere_is_refused(broken):
    with (broken / "successions.csv").open("a", encoding="utf-8") as out:
        out.write("1326248,2399999,2025-07-01,f\n")
    with pytest.raises(BadInput, match="2399999"):
        actions.load_units(actor=places.LOADER, at=places.AT, folder=broken)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"units\.csv"):
        actions.load_units(actor=places.LOADER, at=places.AT, folder=tmp_path)


def test_loading_needs_the_right_and_leaves_a_trace():
    stranger = replace(places.LOADER, may=frozenset())
    with pytest.raises(MayNot):
        actions.load_units(actor=stranger, at=places.AT, folder=places.SEED)
    assert Event.objects.filter(verb="places.load", result="refused").count() == 1


RENAME = "update places_unit set name = 'X' where id = 2326248"


def test_the_web_role_cannot_write_units():
    with pytest.raises(ProgrammingError, match="permission denied"), scope(places.LOADER), connection.cursor() as cursor:
        cursor.execute(RENAME)


def test_twin_without_the_revoke_the_web_role_could():
    with connection.cursor() as cursor:
        cursor.execute("grant update on places_unit to donghanh_web")
    with scope(places.LOADER), connection.cursor() as cursor:
        cursor.execute(RENAME)
        assert cursor.rowcount == 1
