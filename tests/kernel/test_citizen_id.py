"""Identity numbers: form only, parts told, disagreements warned of and never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.kernel import citizen_id
from donghanh.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "place", "sex", "year"),
    [
        ("001088012345", "001", "MALE", 1988),
        ("075194000001", "075", "FEMALE", 1994),
        ("036205123456", "036", "MALE", 2005),
        ("036 307 123 456", "036", "FEMALE", 2007),
        ("079.199.00-0000", "079", "FEMALE", 1999),
    ],
)
def test_parts_of_a_number(typed, place, sex, year):
    found = citizen_id.read(typed)
    assert (found.place_code, found.sex, found.birth_year) == (place, sex, year)
    assert len(found.number) == 12


@given(st.integers(0, 999), st.integers(0, 9), st.integers(0, 99), st.integers(0, 999_999))
def test_any_twelve_digits_come_apart_and_together_again(place, century, year, serial):
    number = f"{place:03d}{century}{year:02d}{serial:06d}"
    found = citizen_id.read(number)
    assert found.birth_year == 1900 + 100 * (century // 2) + year
    assert found.sex == ("FEMALE" if century % 2 else "MALE")
    assert f"{found.place_code}{century}{found.birth_year % 100:02d}{found.serial}" == number


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Thiếu"),
        ("12345678901", "11 chữ số"),
        ("123456789", "chứng minh"),
        ("1234", "4 chữ số"),
        ("00108801234X", "không phải chữ số"),
        ("１２３４５６７８９０１２", "không phải chữ số"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(typed, word):
    with pytest.raises(BadInput, match=word) as caught:
        citizen_id.read(typed)
    assert caught.value.mend


def test_a_lost_zero_is_named_and_never_put_back():
    with pytest.raises(BadInput) as caught:
        citizen_id.read("01088012345")
    assert "số 0" in caught.value.mend


def test_old_number():
    assert citizen_id.read_old("012 345 678") == "012345678"
    with pytest.raises(BadInput) as caught:
        citizen_id.read_old("0123456789")
    assert caught.value.field == "old_id"


def test_disagreements_are_sentences_not_refusals():
    found = citizen_id.read("001088012345")
    assert citizen_id.disagreements(found, sex="MALE", birth_year=1988) == []
    assert citizen_id.disagreements(found, sex="UNKNOWN") == []
    assert len(citizen_id.disagreements(found, sex="FEMALE", birth_year=1987)) == 2


def test_masked_shows_the_last_three():
    assert citizen_id.masked("001088012345") == "•••••••••345"
