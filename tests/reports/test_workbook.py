"""The workbook of a report with many targets: one overview, a sheet each, no two of one name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace

import openpyxl

from donghanh.base.documents import sheet
from donghanh.programme.terms import Counting
from donghanh.reports import periods, printed, workbook
from donghanh.reports.frozen import Frozen, FrozenCell, FrozenPlace, FrozenTarget

AT = datetime(2026, 7, 5, 2, tzinfo=UTC)
ONE = FrozenTarget("a", "III.2.b.1", "Được quản lý", "Mọi người", ">=", "90", None, 9, 12, 75.0, "%", False, 3, 1, 2, "")


def made(*targets: FrozenTarget, places: tuple[FrozenPlace, ...] = ()):
    figures = Frozen(targets, places, True, False)
    row = SimpleNamespace(period=periods.read("2026H1"), place="xã Trảng Bom", as_of=AT, version=1, id="x")
    return workbook.sheets(SimpleNamespace(number="137/KH-UBND"), SimpleNamespace(row=row, figures=figures))


def test_several_targets_of_one_clause_have_sheets_of_their_own():
    others = [replace(ONE, id=f"b{n}", clause="V.12.i.5.rất.dài.hơn.tên.trang") for n in range(3)]
    many = [replace(ONE, id=f"c{n}", clause=f"I.{n}", counting=Counting.CHANGE.value) for n in range(65)]
    found = made(ONE, replace(ONE, id="c"), *others, *many)
    book = openpyxl.load_workbook(BytesIO(sheet.workbook(found, at=AT)))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 71 and book.sheetnames[:3] == ["Chỉ tiêu", "III.2.b.1", "III.2.b.1 (2)"]


def test_a_clause_is_named_as_the_plan_prints_it_and_a_missed_number_is_never_said_to_miss_nobody():
    given = replace(ONE, clause="VI.3.dd.1", numerator=1, denominator=4, value=25.0, missing=0, without_decision=None, without_service=None)
    found = made(given)[0]
    assert found.name == "VI.3.đ.1" and found.subtitle.startswith("VI.3.đ.1. ")
    assert printed.gaps(given) == [] and "Chưa đạt" in printed.reached(given)
    assert printed.gaps(replace(given, met=True)) == ["Chỉ tiêu VI.3.đ.1: không có."]


def test_the_first_sheet_tells_all_targets_and_adds_none_up():
    first = made(ONE, replace(ONE, id="c", counting=Counting.CHANGE.value, value=9.0, met=None))[0]
    assert [row[2:] for row in first.rows] == [(9, 12, 0.75, None, "Chưa đạt"), (9, 12, None, None, "–")] and not first.total_label
    assert len(made(ONE)) == 1, "a single target needs no overview"


def test_what_the_province_itself_keeps_stands_in_a_row_of_its_own():
    clubs = replace(ONE, of_places=True, numerator=2, denominator=4, missing=2, without_decision=None, without_service=None)
    shown = made(clubs, places=tuple(FrozenPlace(n, f"xã {n}", (FrozenCell("a", 1, 1, 100.0),)) for n in (1, 2)))[0]
    assert [row[:3] for row in shown.rows] == [("Xã 1", 1, 1), ("Xã 2", 1, 1), ("Ngoài các xã", 0, 2)]
    assert [column.title for column in shown.columns][1:3] == ["Đạt (nơi)", "Trong diện đếm (nơi)"]
    assert "2 nơi chưa đạt" in shown.notes[1]
