"""Vietnamese text: one form for keeping, one folded form for finding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.kernel import text

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " '-.", max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đặng Thị Ánh", "dang thi anh"),
        ("NGUYỄN VĂN ẨN", "nguyen van an"),
        ("Trần Quỳnh Như", "tran quynh nhu"),
        ("Lường Thị Ỷ", "luong thi y"),
        ("Y Ô Niê", "y o nie"),
        ("H'Ƀlơ Êban", "h'blo eban"),
        ("đĐ", "dd"),
        ("", ""),
    ],
)
def test_folding_takes_marks_and_capitals_away(written, folded):
    assert text.fold(written) == folded
    assert text.fold(unicodedata.normalize("NFD", written)) == folded


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("Hoàng Hoá", "Hoàng Hóa"), ("uỷ", "ủy")])
def test_old_and_new_tone_placement_are_found_alike(old, new):
    assert old != new
    assert text.fold(old) == text.fold(new)


def test_letters_that_differ_stay_different():
    """quý and quí sound alike but are two spellings; folding takes marks, not letters."""
    assert text.fold("quý") != text.fold("quí")


def test_tidy_makes_one_form_of_what_people_paste():
    assert text.tidy("  Nguye\u0302\u0303n\u00a0 Va\u0306n\tA\u200bn \n") == "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Văn An", "an van nguyen", True),
        ("Nguyễn Văn An", "Nguyễn  VĂN An", True),
        ("Nguyễn Văn An", "Nguyễn An", False),
        ("Nguyễn An An", "Nguyễn An", False),
        ("Đỗ Hoà", "hòa đỗ", True),
    ],
)
def test_same_words_in_any_order(one, other, same):
    assert text.same_words(one, other) is same


@given(vietnamese)
def test_folding_twice_changes_nothing_and_form_does_not_matter(written):
    once = text.fold(written)
    assert text.fold(once) == once
    assert text.fold(unicodedata.normalize("NFD", written)) == once
    assert once.isascii()


@given(st.text(max_size=60))
def test_tidy_is_stable_for_any_text(written):
    once = text.tidy(written)
    assert text.tidy(once) == once
    assert once == once.strip()


@given(st.permutations(["nguyễn", "thị", "ánh", "đào"]))
def test_any_order_of_words_is_the_same(order):
    assert text.same_words(" ".join(order), "Nguyễn Thị Ánh Đào")
