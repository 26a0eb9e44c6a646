"""Who holds a function of the law at a place on a day comes out of one dated table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from donghanh.base.places import actions, queries
from donghanh.base.places.models import Body, FunctionHolder
from donghanh.kernel.errors import Cannot, MayNot
from tests.factories import places
from tests.factories.places import DONG_NAI, commune, former

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_units")]


@dataclass(frozen=True)
class Held:
    function: str
    body_kind: str
    office: str
    since: date
    until: date | None
    citation: str = "Luật thử, Điều 1"
    confidence: str = "V"


HELD = [
    Held("decider", "commune_committee", "commune_chair", date(2022, 1, 1), date(2026, 6, 30)),
    Held("decider", "commune_police", "commune_police_chief", date(2026, 7, 1), None),
    Held("lead", "provincial_labour", "provincial_labour_director", date(2022, 1, 1), date(2025, 2, 28)),
    Held("lead", "provincial_police", "provincial_police_director", date(2025, 3, 1), None),
    Held("court", "district_court", "judge", date(2022, 1, 1), date(2025, 6, 30)),
    Held("court", "regional_court", "judge", date(2025, 7, 1), None),
]
OLD_TOWN = ("Trảng Bom", "thị trấn", "huyện Trảng Bom, tỉnh Đồng Nai")


@pytest.fixture(autouse=True)
def held():
    return actions.load_holders(actor=places.LOADER, at=places.AT, holders=HELD)


def old_town():
    name, kind, under = OLD_TOWN
    return former(name, kind=kind, under=under).id


@pytest.mark.parametrize(
    ("function", "old", "on", "title"),
    [
        ("decider", True, date(2024, 5, 1), "Chủ tịch UBND thị trấn Trảng Bom"),
        ("decider", True, date(2025, 6, 30), "Chủ tịch UBND thị trấn Trảng Bom"),
        ("decider", True, date(2025, 7, 1), "Chủ tịch UBND xã Trảng Bom"),
        ("decider", False, date(2026, 6, 30), "Chủ tịch UBND xã Trảng Bom"),
        ("decider", False, date(2026, 7, 1), "Trưởng Công an xã Trảng Bom"),
        ("lead", True, date(2025, 2, 28), "Giám đốc Sở LĐTBXH tỉnh Đồng Nai"),
        ("lead", True, date(2025, 3, 1), "Giám đốc Công an tỉnh Đồng Nai"),
        ("lead", False, date(2026, 7, 1), "Giám đốc Công an tỉnh Đồng Nai"),
        ("court", True, date(2024, 5, 1), "TAND huyện Trảng Bom"),
    ],
)
def test_holder_by_day_and_place(function, old, on, title):
    place = old_town() if old else commune("Trảng Bom").id
    assert queries.holder(function, place, on).title == title


def test_holder_tells_its_article():
    row = queries.holder("decider", commune("Trảng Bom").id, places.TODAY)
    assert (row.office, row.body_kind, row.citation, row.confidence) == ("commune_police_chief", "commune_police", "Luật thử, Điều 1", "V")


def test_a_court_serves_the_communes_of_its_list():
    assert queries.holder("court", commune("Long Khánh").id, places.TODAY).title == "TAND khu vực 4 - Đồng Nai"


def test_a_court_whose_territory_is_not_known_is_not_guessed():
    with pytest.raises(Cannot, match="Chưa thiết lập cơ quan loại “regional_court”"):
        queries.holder("court", commune("Trảng Bom").id, places.TODAY)


def test_twin_by_the_tree_alone_a_court_would_be_guessed(monkeypatch):
    monkeypatch.setattr("donghanh.base.places.queries.bodies.BY_COVERAGE", frozenset())
    assert queries.holder("court", commune("Trảng Bom").id, places.TODAY).title == "TAND khu vực 4 - Đồng Nai"


def test_a_day_or_function_without_holder_is_a_refusal():
    with pytest.raises(Cannot, match="Chưa thiết lập ai"):
        queries.holder("decider", old_town(), date(2021, 12, 31))
    with pytest.raises(Cannot, match="Chưa thiết lập ai"):
        queries.holder("unknown", old_town(), date(2024, 1, 1))


def test_a_unit_of_today_asked_for_an_earlier_day_answers_where_all_its_parts_agree():
    today = commune("Trảng Bom").id
    assert queries.holder("lead", today, date(2024, 5, 1)).title == "Giám đốc Sở LĐTBXH tỉnh Đồng Nai"
    with pytest.raises(Cannot, match="khi đó là 4 đơn vị"):
        queries.holder("decider", today, date(2024, 5, 1))


def test_a_row_for_one_place_goes_before_the_country_and_ends():
    FunctionHolder.objects.create(
        function="decider", body_kind="commune_committee", office="commune_chair", unit_id=DONG_NAI,
        starts_on=date(2026, 8, 1), ends_before=date(2026, 9, 1), citation="Thí điểm", confidence="M",
    )  # fmt: skip
    place = commune("Trảng Bom").id
    titles = [queries.holder("decider", place, on).title for on in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 1))]
    assert titles == ["Trưởng Công an xã Trảng Bom", "Chủ tịch UBND xã Trảng Bom", "Chủ tịch UBND xã Trảng Bom", "Trưởng Công an xã Trảng Bom"]
    assert queries.holder("decider", commune("Đất Mũi", province=2100096).id, date(2026, 8, 1)).title == "Trưởng Công an xã Đất Mũi"


def test_loading_the_law_again_keeps_rows_of_one_place():
    FunctionHolder.objects.create(
        function="decider", body_kind="b", office="o", unit_id=DONG_NAI, starts_on=date(2020, 1, 1), citation="", confidence="M"
    )
    assert actions.load_holders(actor=places.LOADER, at=places.AT, holders=HELD[:2]) == 2
    assert FunctionHolder.objects.count() == 3


def test_loading_needs_the_right():
    with pytest.raises(MayNot):
        actions.load_holders(actor=replace(places.LOADER, may=frozenset()), at=places.AT, holders=HELD)
    assert FunctionHolder.objects.count() == len(HELD)


def test_two_bodies_of_one_kind_are_not_chosen_between():
    place = commune("Trảng Bom")
    Body.objects.create(kind="commune_police", unit=place, name="Công an xã thứ hai", short_name="Công an xã thứ hai", starts_on=date(2025, 7, 1))
    with pytest.raises(Cannot, match="2 cơ quan cùng loại"):
        queries.holder("decider", place.id, places.TODAY)


def test_all_holders_of_a_place_say_which_body_is_missing():
    found = {held.function: row and row.title for held, row in queries.holders_at(commune("Trảng Bom").id, places.TODAY)}
    assert found == {"court": None, "decider": "Trưởng Công an xã Trảng Bom", "lead": "Giám đốc Công an tỉnh Đồng Nai"}


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2024, 5, 1), "Chủ tịch UBND thị trấn Trảng Bom"),
        (date(2025, 7, 1), "Chủ tịch UBND xã Trảng Bom"),
        (places.TODAY, "Trưởng Công an xã Trảng Bom"),
    ],
)
def test_the_law_data_itself_names_the_decider(on, title):
    places.load_holders()
    assert queries.holder("decider_user_management", old_town(), on).title == title


def test_every_function_of_the_law_finds_its_body_in_2024_and_all_but_court_and_procuracy_today():
    places.load_holders()
    assert [held.function for held, row in queries.holders_at(old_town(), date(2024, 5, 1)) if row is None] == []
    missing = [held.function for held, row in queries.holders_at(commune("Trảng Bom").id, places.TODAY) if row is None]
    assert missing == ["court_first_instance", "procuracy"]
