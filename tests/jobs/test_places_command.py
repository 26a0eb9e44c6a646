"""`donghanh places` loads and finds; what it cannot read it says in one sentence."""

from __future__ import annotations

import json
from datetime import date

import pytest

from donghanh.base.places import queries
from donghanh.jobs import cli

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(capsys):
    assert cli.main(["places", "load", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_load_counts_what_stands_and_can_be_repeated(loaded, capsys):
    assert (loaded["places_unit"], loaded["places_unitsuccession"], loaded["places_coverage"]) == (14150, 10665, 7)
    assert loaded["places_functionholder"] > 10
    assert cli.main(["places", "load", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == loaded


def test_load_makes_the_law_answer_who_decides(loaded):
    assert queries.holder("decider_user_management", 1326248, date(2024, 5, 1)).title == "Chủ tịch UBND thị trấn Trảng Bom"


def test_find_by_a_former_name(loaded, capsys):
    assert cli.main(["places", "find", "tt trang bom", "--on", "2026-11-21", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    best = answer["matches"][0]
    assert (answer["on"], best["path"]) == ("2026-11-21", "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai")
    assert (best["from"], best["until"], best["needs_choice"]) == (None, "2025-07-01", False)
    assert best["now"] == [{"id": 2326248, "code": "26248", "path": "xã Trảng Bom, tỉnh Đồng Nai", "is_partial": False}]


def test_find_a_divided_commune_lists_the_choices(loaded, capsys):
    assert cli.main(["places", "find", "xã Xuân Tâm", "--on", "2026-11-21"]) == 0
    shown = capsys.readouterr().out
    assert "cần chọn" in shown and "xã Xuân Đông, tỉnh Đồng Nai" in shown and "xã Xuân Hòa, tỉnh Đồng Nai" in shown


def test_find_nothing_is_said(loaded, capsys):
    assert cli.main(["places", "find", "qqqqqq", "--on", "2026-11-21"]) == 0
    assert "Không tìm thấy" in capsys.readouterr().out


def test_a_day_that_cannot_be_read(capsys):
    assert cli.main(["places", "find", "Trảng Bom", "--on", "31/2"]) == 2
    assert capsys.readouterr().err.strip() == "Ngày “31/2” không đọc được. Ghi như 2024-05-01."


def test_a_folder_without_seed(tmp_path, capsys):
    assert cli.main(["places", "load", "--from", str(tmp_path)]) == 2
    assert "units.csv" in capsys.readouterr().err
