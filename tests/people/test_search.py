"""Finding: without marks, any order, any composition; numbers exactly; nothing of other communes."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.people import queries
from tests.factories import people

pytestmark = pytest.mark.django_db

NAMES = [
    ("Nguyễn Văn An", 1990),
    ("Nguyễn Thị Ẩn", 1994),
    ("Đặng Quỳnh Ngọc Phượng", 1997),
    ("Đặng Thị Quỳnh Ngọc Phượng", 1997),
    ("Trần Thị Hòa", 1985),
    ("Lê Thúy Khỏe", 1979),
    ("Y Ô Niê", 1988),
    ("K'Brẻ", 2001),
    ("Ksor H'Bơ", 1992),
    ("Hoàng Lan Anh", 1999),
]


@pytest.fixture
def officer():
    actor = people.official()
    for name, year in NAMES:
        people.register(actor, name, birth_year=year)
    people.register(people.official(unit_id=people.THERE), "Nguyễn Văn An", birth_year=1990, identifiers=[people.citizen(77)])
    return actor


def names(actor, text, **kw):
    with scope(actor):
        return [hit.name for hit in queries.search(actor, text, **kw).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nguyen van an", "Nguyễn Văn An"),
        ("an nguyen van", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Nguyễn Văn An"), "Nguyễn Văn An"),
        ("  nguyen   van\u00a0an ", "Nguyễn Văn An"),
        ("dang quynh ngoc phuong", "Đặng Quỳnh Ngọc Phượng"),
        ("phuong dang", "Đặng Quỳnh Ngọc Phượng"),
        ("Đặng", "Đặng Quỳnh Ngọc Phượng"),
        ("hoà", "Trần Thị Hòa"),
        ("hòa", "Trần Thị Hòa"),
        ("khoẻ", "Lê Thúy Khỏe"),
        ("thuý khỏe", "Lê Thúy Khỏe"),
        ("y o nie", "Y Ô Niê"),
        ("k'bre", "K'Brẻ"),
        ("K’Brẻ", "K'Brẻ"),
        ("h'bo", "Ksor H'Bơ"),
        ("uynh", "Đặng Quỳnh Ngọc Phượng"),
        ("quyn phuo", "Đặng Quỳnh Ngọc Phượng"),
        ("thi an", "Nguyễn Thị Ẩn"),
    ],
)
def test_a_name_is_found_as_people_type_it(officer, text, expected):
    assert expected in names(officer, text)


@pytest.mark.parametrize("text", ["%", "_", "%%%", "a%n", "\\", "'; drop table people_person; --", "zzz"])
def test_signs_of_patterns_are_plain_signs(officer, text):
    assert names(officer, text) == []


def test_whole_words_come_before_parts_of_words(officer):
    assert names(officer, "an")[:2] == ["Nguyễn Văn An", "Nguyễn Thị Ẩn"]
    assert "Hoàng Lan Anh" in names(officer, "an")


def test_the_exact_name_comes_first(officer):
    assert names(officer, "đặng quỳnh ngọc phượng")[0] == "Đặng Quỳnh Ngọc Phượng"
    assert names(officer, "dang thi quynh ngoc phuong") == ["Đặng Thị Quỳnh Ngọc Phượng"]


def test_the_other_name_is_found_too(officer):
    people.register(officer, "Phạm Văn Tý", birth_year=1972, other_name="Tư Râu")
    assert names(officer, "tu rau") == ["Phạm Văn Tý"]


def test_the_year_narrows(officer):
    assert names(officer, "nguyen", birth_year=1994) == ["Nguyễn Thị Ẩn"]


@pytest.mark.parametrize(("text", "expected"), [("nguyen vaan an", "Nguyễn Văn An"), ("dang quyng ngoc phuong", "Đặng Quỳnh Ngọc Phượng")])
def test_alike_only_where_nothing_holds_the_words(officer, text, expected):
    with scope(officer):
        found = queries.search(officer, text)
    assert found.how == "alike"
    assert found.rows[0].name == expected


def test_a_number_is_found_exactly_and_never_in_part(officer):
    person = people.register(officer, "Võ Thị Sáu", birth_year=1970, identifiers=[people.citizen(5)])
    with scope(officer):
        assert [hit.person_id for hit in queries.search(officer, "0750 94 000005").rows] == [person.pk]
        assert queries.search(officer, "075094000005").how == "number"
        assert queries.search(officer, "075094").rows == ()


def test_nothing_of_another_commune(officer):
    with scope(officer):
        assert queries.search(officer, people.citizen(77).value).rows == ()
        assert len(queries.search(officer, "nguyen van an").rows) == 1
    with scope(officer), pytest.raises(NotInReach):
        queries.search(officer, "an", unit_id=people.THERE)


def test_a_role_without_people_is_told_so():
    lead = people.official("provincial_lead")
    with scope(lead), pytest.raises(MayNot):
        queries.search(lead, "an")


def test_a_sealed_person_is_found_by_number_alone_never_by_name(officer):
    child = people.register(officer, "Nguyễn Văn Ánh", birth_year=2012, identifiers=[people.citizen(77, year=2012)])
    with scope(officer):
        for words in ("nguyen", "nguyen van anh", "Nguyễn Văn Ánh", "nguyeen vaan anhh"):
            assert child.pk not in {hit.person_id for hit in queries.search(officer, words).rows}, words
        [hit] = queries.search(officer, people.citizen(77, year=2012).value).rows
        seen = queries.look_up(officer, "Nguyễn Văn Ánh", birth_year=2012).rows
    assert (hit.person_id, hit.name) == (child.pk, "Nguyễn Văn Ánh")
    assert [row.name for row in seen if row.person_id == child.pk] == [""], "before a second record is made he is shown, unnamed"


def test_twin_without_the_seal_the_name_stands_there(officer, monkeypatch):
    monkeypatch.setattr("donghanh.people.rules.is_minor", lambda **_: False)
    people.register(officer, "Nguyễn Văn Ánh", birth_year=2012)
    assert "Nguyễn Văn Ánh" in names(officer, "nguyen")


def test_a_list_is_cut_and_says_so(officer):
    with scope(officer):
        found = queries.search(officer, "n", limit=3)
    assert (len(found.rows), found.more) == (3, True)


@pytest.mark.parametrize(("text", "statements"), [("nguyen", 1), ("vaan an nguyeen", 2), ("075094000005", 1)])
def test_one_statement_or_two_however_many_are_found(officer, text, statements):
    def count():
        with scope(officer), CaptureQueriesContext(connection) as seen:
            queries.search(officer, text)
        return len(seen)

    before = count()
    for serial in range(20):
        people.register(officer, f"Nguyễn Văn {'Bcdghk'[serial % 6]}ưu", birth_year=1960 + serial)
    assert before == count() == statements


def test_the_list_of_a_commune_goes_by_given_name(officer):
    with scope(officer):
        first = queries.listing(officer, people.HERE, limit=4)
        rest = queries.listing(officer, people.HERE, after=first[-1].person_id, limit=50)
    assert [row.name for row in first + rest] == [
        "Nguyễn Văn An", "Hoàng Lan Anh", "Nguyễn Thị Ẩn", "Ksor H'Bơ", "Trần Thị Hòa", "K'Brẻ", "Lê Thúy Khỏe", "Y Ô Niê",
        "Đặng Quỳnh Ngọc Phượng", "Đặng Thị Quỳnh Ngọc Phượng",
    ]  # fmt: skip
