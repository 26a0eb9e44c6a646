"""The bodies that held functions under the former regimes stand in the directory on their days, and what is not known is said."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places import queries
from donghanh.kernel.errors import Cannot
from tests.base.places.conftest import all_units
from tests.factories import places

pytestmark = pytest.mark.django_db
__all__ = ["all_units"]


@pytest.fixture
def town(all_units, db):
    """A former township, so that its district stands above it."""
    places.load_holders()
    return places.former("Trảng Bom", kind="thị trấn", under="tỉnh Đồng Nai").pk


@pytest.mark.parametrize(
    ("function", "on", "title"),
    [
        ("checker_compulsory_file", date(2024, 5, 1), "Trưởng Phòng LĐTBXH huyện Trảng Bom"),
        ("checker_compulsory_file", date(2025, 4, 1), "Trưởng Công an huyện Trảng Bom"),
        ("executor_compulsory", date(2024, 5, 1), "Trưởng Công an huyện Trảng Bom"),
        ("procuracy", date(2024, 5, 1), "VKSND huyện Trảng Bom"),
        ("court_first_instance", date(2024, 5, 1), "TAND huyện Trảng Bom"),
        ("court_appeal", date(2024, 5, 1), "TAND tỉnh Đồng Nai"),
    ],
)
def test_a_holder_of_a_former_regime_is_a_body_with_a_name(town, function, on, title):
    assert queries.holder(function, town, on).title == title


def test_a_regional_procuracy_that_nobody_has_listed_is_said_to_be_unknown(town):
    with pytest.raises(Cannot, match="Chưa thiết lập cơ quan"):
        queries.holder("procuracy", places.commune("Trảng Bom").pk, date(2026, 8, 1))
