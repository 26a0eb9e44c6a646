"""Tiles of the schematic map: each commune once, none upon another, north above."""

from __future__ import annotations

import pytest

from donghanh.web.overview.tiling import grid, size


def test_four_corners_stay_corners():
    units = ((1, 12.0, 106.0), (2, 12.0, 108.0), (3, 10.0, 106.0), (4, 10.0, 108.0))
    cols, rows = size(4)
    assert grid(units) == {1: (0, 0), 2: (cols - 1, 0), 3: (0, rows - 1), 4: (cols - 1, rows - 1)}


@pytest.mark.parametrize("count", [0, 1, 5, 95, 166])
def test_everybody_has_a_tile_of_his_own(count):
    units = tuple((i, 10 + (i * 7 % 13) / 10, 106 + (i * 5 % 11) / 10) for i in range(count))
    cols, rows = size(count)
    found = grid(units)
    assert len(set(found.values())) == len(found) == count
    assert all(0 <= c < cols and 0 <= r < rows for c, r in found.values())


def test_a_commune_without_a_middle_gets_a_tile_too():
    assert len(grid(((1, 12.0, 106.0), (2, None, None)))) == 2
