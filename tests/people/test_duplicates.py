"""Possible duplicates: shown with the reason, in the first places, never merged by the machine."""

import random
from datetime import date

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.people import queries
from donghanh.people.models import Merge, Person
from donghanh.people.queries import Wanted
from donghanh.people.rules import Number
from donghanh.people.terms import IdentifierKind
from tests.factories import people

pytestmark = pytest.mark.django_db


def candidates(actor, full_name, birth_year, **kw):
    with scope(actor):
        return queries.possible_duplicates(actor, full_name=full_name, birth_year=birth_year, **kw)


@pytest.mark.requirement("QN22-II.6.a")
@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"full_name": "Phạm Thị Hồng", "birth_year": 1980, "identifiers": [people.citizen(1)]}, ("trùng số CCCD", "tên gần giống")),
        ({"full_name": "dang quynh ngoc phuong", "birth_year": 1997}, ("trùng họ tên", "trùng năm sinh")),
        ({"full_name": "Đặng Quỳnh Ngọc Phượng", "birth_year": 1997, "born_on": date(1997, 3, 5)}, ("trùng họ tên", "trùng ngày sinh")),
        ({"full_name": "Phượng Đặng Quỳnh Ngọc", "birth_year": 1997}, ("trùng họ tên, khác thứ tự", "trùng năm sinh")),
        ({"full_name": "Đặng Quỳnh Ngọc Phương", "birth_year": 1998}, ("trùng họ tên", "năm sinh lệch 1 năm")),
        ({"full_name": "Đặng Thị Quỳnh Phượng", "birth_year": 1997}, ("tên gần giống", "trùng năm sinh")),
        ({"full_name": "Đặng Quỳnh Ngọc Phượng", "birth_year": 1960}, ("trùng họ tên",)),
        ({"full_name": "Vũ Bé Ba", "birth_year": 1997, "guardian_name": "Đặng Văn Minh"}, ("trùng năm sinh", "cùng người giám hộ")),
    ],
)
def test_each_candidate_says_why(asked, why):
    asked = dict(asked)
    officer = people.official()
    people.register(
        officer, "Đặng Quỳnh Ngọc Phượng", birth_year=None, born_on=date(1997, 3, 5), guardian_name="Đặng Văn Minh", identifiers=[people.citizen(1)]
    )
    found = candidates(officer, asked.pop("full_name"), asked.pop("birth_year"), **asked)
    assert len(found.rows) == 1
    assert set(found.rows[0].why) & set(why) == set(why) or found.rows[0].why == why[:1]
    assert found.rows[0].why[0] == why[0]


def test_another_person_is_not_shown():
    officer = people.official()
    people.register(officer, "Đặng Quỳnh Ngọc Phượng", birth_year=1997)
    assert candidates(officer, "Trần Văn Bình", 1997).rows == ()
    assert candidates(officer, "Đặng Quỳnh Hoa", 1960).rows == ()


def test_elsewhere_tells_the_place_and_nothing_more():
    officer, other = people.official(), people.official(unit_id=people.THERE)
    people.register(other, "Lý Thị Năm", birth_year=None, born_on=date(1985, 5, 5), identifiers=[people.citizen(9)])
    by_number = candidates(officer, "Ai Đó", 1985, identifiers=[people.citizen(9)])
    by_birth = candidates(officer, "ly thi nam", 1985, born_on=date(1985, 5, 5))
    assert by_number.rows == by_birth.rows == ()
    assert [one.place for one in by_number.elsewhere] == ["xã Thử 900002"]
    assert [one.place for one in by_birth.elsewhere] == [""], "what any neighbour knows names no place"
    assert [one.unit_id for one in (*by_number.elsewhere, *by_birth.elsewhere)] == [people.THERE] * 2, "for the log"
    assert candidates(officer, "Lý Thị Năm", 1985).elsewhere == ()
    assert candidates(officer, "Lý Thị", 1985, born_on=date(1985, 5, 5)).elsewhere == ()


def test_a_sealed_person_elsewhere_is_found_by_number_only():
    officer, other = people.official(), people.official(unit_id=people.THERE)
    people.register(other, "Lý Bé Năm", birth_year=None, born_on=date(2012, 5, 5), identifiers=[people.citizen(9, year=2012)])
    assert candidates(officer, "Lý Bé Năm", 2012, born_on=date(2012, 5, 5)).elsewhere == ()
    assert candidates(officer, "Lý Bé Năm", 2012, identifiers=[people.citizen(9, year=2012)]).elsewhere[0].place == "xã Thử 900002"


def test_nobody_is_merged_by_being_shown():
    officer = people.official()
    people.register(officer, "Lê Văn Ơn", birth_year=1988)
    people.register(officer, "Lê Văn Ơn", birth_year=1988)
    assert len(candidates(officer, "Lê Văn Ơn", 1988).rows) == 2
    assert Person.objects.filter(merged_into__isnull=False).count() == Merge.objects.count() == 0


FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi"]
MIDDLE = ["Văn", "Thị", "Hữu", "Ngọc", "Quỳnh", "Minh", "Đức", "Thanh"]
GIVEN = ["An", "Bình", "Phượng", "Hòa", "Khỏe", "Dũng", "Sơn", "Thảo", "Tuấn", "Uyên", "Ẩn", "Ánh"]


def spoiled(rng, name, year):
    """The same person as another clerk would have written it."""
    words = name.split()
    kind = rng.randrange(6)
    if kind == 0:
        words = words[-1:] + words[:-1]
    elif kind == 1 and len(words) > 2:
        words.pop(1)
    elif kind == 2:
        words.insert(1, rng.choice(MIDDLE))
    elif kind == 3:
        at = rng.randrange(len(words[0]))
        words[0] = words[0][:at] + rng.choice("aeioun") + words[0][at + 1 :]
    elif kind == 4:
        year += rng.choice((-1, 1))
    else:
        words = [people_fold(word) for word in words]
    return " ".join(words), year


def people_fold(word):
    from donghanh.kernel.text import unmarked

    return unmarked(word)


@pytest.mark.requirement("QN22-II.6.a")
def test_of_two_hundred_near_duplicates_99_per_cent_stand_in_the_first_five():
    rng = random.Random(20261121)
    officer = people.official()
    known = []
    for _ in range(200):
        name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"
        year = rng.randrange(1960, 2008)
        known.append((people.register(officer, name, birth_year=year).pk, name, year))
    missed = []
    for pk, name, year in known:
        typed, typed_year = spoiled(rng, name, year)
        if pk not in [row.person_id for row in candidates(officer, typed, typed_year).rows[:5]]:
            missed.append((name, year, typed, typed_year))
    assert len(missed) <= 2, missed


def test_many_rows_are_matched_at_once():
    officer, other = people.official(), people.official(unit_id=people.THERE)
    first = people.register(officer, "Nguyễn Văn An", birth_year=1990, identifiers=[people.citizen(1), Number(IdentifierKind.OLD_ID, "271234567")])
    people.register(other, "Lý Thị Năm", birth_year=1985, identifiers=[people.citizen(2)])
    rows = [
        Wanted("Ai Cũng Được", 1970, (people.citizen(1),)),
        Wanted("NGUYEN VAN AN", 1990),
        Wanted("Nguyễn Văn An", 1991),
        Wanted("Lý Thị Năm", 1985),
        Wanted("Lý Thị Năm", 1985, (people.citizen(2),)),
        Wanted("Mới Hoàn Toàn", 1999, (people.citizen(3),)),
        Wanted("Ai Đó", 1999, (Number(IdentifierKind.OLD_ID, "271234567"),)),
    ]
    with scope(officer):
        found = queries.match_many(officer, rows)
    assert {place: match.person_id for place, match in found.items()} == {0: first.pk, 1: first.pk, 4: None, 6: first.pk}
    assert found[1].reason == "trùng họ tên và năm sinh"
    assert found[4].reason == "số giấy tờ có thể đã có ở nơi khác"
