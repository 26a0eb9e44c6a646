"""Names: parts, alphabet order, masked form, and what may stand in one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.kernel import names
from donghanh.kernel.errors import BadInput

ORDERED = [
    ["An", "ánh", "ăn", "ân", "Ấn", "dao", "Dũng", "đào", "Đạt"],
    ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"],
    ["da", "dz", "đa", "e", "ez", "ê", "o", "oz", "ô", "ôz", "ơ", "p", "u", "uz", "ư", "v"],
    ["Lê An", "Nguyễn An", "Lê Văn An", "Lê Ân", "Lê Ẩn"],
    ["Nguyễn Thị Hoa", "Nguyễn Văn Hoa", "Trần Văn Hoa", "Nguyễn Thị Hòa", "Nguyễn Văn Hòa"],
]


@pytest.mark.parametrize("ordered", ORDERED)
def test_lists_stand_in_alphabet_order(ordered):
    mixed = ordered[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=names.sort_key) == ordered


def test_plain_text_order_would_be_wrong():
    """The twin: without the key the very first list comes out wrong."""
    assert sorted(ORDERED[0]) != ORDERED[0]


@given(st.lists(st.sampled_from(["An", "Ẩn", "Đào", "Đạo", "Dao", "Hoà", "Thị", "Văn", "Ơn", "Ư"]), min_size=1, max_size=6))
def test_case_and_form_do_not_move_a_name(words):
    name = " ".join(words)
    assert names.sort_key(name) == names.sort_key(name.upper()) == names.sort_key(f" {name}  ")


def test_key_fits_its_column():
    assert len(names.sort_key("â" * 60 + " " + "ơ" * 59)) <= 400


@pytest.mark.parametrize(
    ("name", "family", "middle", "given_name"),
    [
        ("Nguyễn Văn An", "Nguyễn", "Văn", "An"),
        ("Nguyễn Thị Ngọc Ánh", "Nguyễn", "Thị Ngọc", "Ánh"),
        ("Lê Na", "Lê", "", "Na"),
        ("Ánh", "", "", "Ánh"),
        ("Y Ô Niê", "Y", "Ô", "Niê"),
    ],
)
def test_parts(name, family, middle, given_name):
    assert names.parts(name) == names.NameParts(family, middle, given_name)


@pytest.mark.parametrize(("name", "masked"), [("Nguyễn Văn An", "N. V. A."), ("đặng thị ánh", "Đ. T. Á."), ("K'Brẻ", "K."), ("  Lê   Na ", "L. N.")])
def test_masked(name, masked):
    assert names.masked(name) == masked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  nguyễn   văn an ", "nguyễn văn an"),
        ("Y Ô Niê", "Y Ô Niê"),
        ("K’Brẻ", "K'Brẻ"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Ksor H. Bơ", "Ksor H. Bơ"),
        ("Nguyễn Văn A.", "Nguyễn Văn A."),
        ("Lê-Minh Châu", "Lê-Minh Châu"),
        ("Nguye\u0302\u0303n An", "Nguyễn An"),
        ("H'Wơ\u0306 Kbuôr", "H'Wơ\u0306 Kbuôr"),
    ],
)
def test_names_that_are_kept(typed, kept):
    assert names.check(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "A", "Nguyễn Văn 2", "Nguyễn (Tý)", "An@", "An; drop table", "<b>An</b>", "123456789012", "An/Bình", "x" * 121, "- An", "'", "An_"],
)
def test_what_is_no_name_is_refused_with_a_mend(typed):
    with pytest.raises(BadInput) as caught:
        names.check(typed)
    assert caught.value.mend
    assert caught.value.field == "full_name"


@given(st.text(max_size=130))
def test_check_answers_or_refuses_for_any_text(typed):
    try:
        kept = names.check(typed)
    except BadInput:
        return
    assert names.check(kept) == kept
    assert names.masked(kept)
