"""What Python folds and what the database folds must be one thing: a name found by one is found by the other."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from django.db import connection

from donghanh.kernel import names, text

FAMILIES = ["Nguyễn", "Đặng", "Lường", "Ðỗ", "Hoàng", "Huỳnh", "Kpă", "Rơ Châm", "H'", "Y", "Võ", "Vũ", "Phùng", "Quách"]
MIDDLES = ["Thị", "Văn", "Đức", "Thuỷ", "Thủy", "Ngọc Ẩn", "Ô", "Xuân", ""]
GIVEN = ["Ánh", "Hoà", "Hòa", "Khoẻ", "Quý", "Quí", "Đào", "Niê", "Brẻ", "Ɓlơ", "Ƀlơ", "Ỵ", "Ẵng", "Ử"]
NAMES = [" ".join(filter(None, three)) for three in itertools.product(FAMILIES, MIDDLES, GIVEN) if "Ɓ" not in three[2]]
LATIN = [chr(code) for code in [*range(0x20, 0x7F), *range(0xC0, 0x180), *range(0x1EA0, 0x1EFA)] if chr(code) not in "×÷ÞþĦħıĲĳĸĿŀŉŊŋŦŧſ"]


def _folded(values: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select vn_fold(value) from unnest(%s::text[]) with ordinality as t(value, n) order by n", [values])
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_fold_alike(form):
    written = [unicodedata.normalize(form, name) for name in NAMES]
    assert _folded(written) == [text.fold(name) for name in written]


@pytest.mark.django_db
def test_every_vietnamese_letter_and_common_latin_folds_alike():
    assert _folded(LATIN) == [text.fold(letter) for letter in LATIN]


@pytest.mark.django_db
def test_a_name_differently_folded_would_be_seen():
    """The twin: a folding that forgets đ disagrees with the database, so the tests above can fail."""

    def careless(value: str) -> str:
        apart = unicodedata.normalize("NFD", value)
        return "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()

    assert _folded(["Đào"]) != [careless("Đào")]


@pytest.mark.django_db
def test_the_database_sorts_by_the_key_as_python_does():
    """Collation C of the database compares code points, as Python does."""
    keys = [names.sort_key(name) for name in NAMES]
    with connection.cursor() as cursor:
        cursor.execute('select key from unnest(%s::text[]) as t(key) order by key collate "C"', [keys])
        assert [row[0] for row in cursor.fetchall()] == sorted(keys)
