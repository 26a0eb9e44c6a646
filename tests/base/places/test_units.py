"""What stands below a unit, what became of it, and which unit stood there on a day."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places import queries
from donghanh.kernel.errors import Cannot, NotInReach
from tests.factories.places import DONG_NAI, TODAY, commune, former

BEFORE = date(2024, 5, 1)
OLD_DONG_NAI, THANH_HOA = 1100075, 2100038
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_units")]


def test_path_is_that_of_its_time():
    assert queries.path(commune("Trảng Bom").id) == "xã Trảng Bom, tỉnh Đồng Nai"
    assert queries.path(1326248) == "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai"


@pytest.mark.parametrize(
    ("province", "on", "count"), [(DONG_NAI, TODAY, 95), (OLD_DONG_NAI, BEFORE, 159), (THANH_HOA, TODAY, 166), (DONG_NAI, BEFORE, 0)]
)
def test_communes_of_a_province_on_a_day(province, on, count):
    assert len(queries.communes_of(province, on)) == count


def test_units_below_holds_the_unit_itself():
    assert len(queries.units_below(DONG_NAI, on=TODAY)) == 96
    assert queries.units_below(commune("Trảng Bom").id, on=TODAY) == [2326248]
    assert len(queries.units_below(1, on=TODAY)) == 1 + 34 + 3321


def test_successors_of_a_unit_that_stands_is_the_unit():
    assert [kin.unit.id for kin in queries.successors(2326248, TODAY)] == [2326248]


def test_a_unit_that_did_not_change_has_two_ids_and_one_successor():
    assert [(kin.unit.id, kin.is_partial) for kin in queries.successors(1100038, TODAY)] == [(THANH_HOA, False)]


def test_predecessors_say_which_came_only_in_part():
    kin = {kin.unit.title: kin.is_partial for kin in queries.predecessors(commune("Xuân Hòa").id)}
    assert kin["xã Xuân Tâm"] and not all(kin.values())


def test_predecessors_of_a_province():
    assert {kin.unit.title for kin in queries.predecessors(DONG_NAI)} == {"tỉnh Đồng Nai", "tỉnh Bình Phước"}


def test_unit_on_follows_a_whole_successor():
    assert queries.unit_on(1326248, TODAY).id == 2326248
    assert queries.unit_on(1326248, BEFORE).id == 1326248


def test_unit_on_goes_back_where_one_unit_alone_came_before():
    assert queries.unit_on(THANH_HOA, BEFORE).id == 1100038


def test_unit_on_asks_where_the_place_was_divided():
    divided = former("Xuân Tâm", kind="xã", under="huyện Xuân Lộc, tỉnh Đồng Nai")
    with pytest.raises(Cannot) as refusal:
        queries.unit_on(divided.id, TODAY)
    assert "Chọn một trong: xã Xuân Đông, tỉnh Đồng Nai; xã Xuân Hòa, tỉnh Đồng Nai." in refusal.value.mend


def test_an_unknown_id_is_not_found():
    with pytest.raises(NotInReach):
        queries.unit_on(7, TODAY)
