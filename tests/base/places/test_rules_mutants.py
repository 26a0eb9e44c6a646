"""What a row of the calendar must hold, at the edges that a run of mutants found untold. Pure."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places import rules
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import FIRST_YEAR, LAST_YEAR

FINE = {"day": date(2026, 9, 1), "name": " Nghỉ bù  Quốc khánh ", "source": "Thông báo 6150", "note": ""}


def refused(field: str, **change) -> str:
    with pytest.raises(BadInput) as answer:
        rules.check_day(**{**FINE, **change})
    assert answer.value.field == field
    assert answer.value.mend.endswith(".")
    return answer.value.message


def test_texts_come_back_tidy():
    assert rules.check_day(**FINE) == {"name": "Nghỉ bù Quốc khánh", "source": "Thông báo 6150", "note": ""}


@pytest.mark.parametrize("day", [date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)])
def test_years_that_are_kept(day):
    rules.check_day(**{**FINE, "day": day})


@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1)])
def test_years_that_are_not(day):
    assert refused("day", day=day) == f"Lịch chỉ có các năm từ {FIRST_YEAR} đến {LAST_YEAR}."


@pytest.mark.parametrize(("field", "words"), [("name", "Chưa ghi tên ngày."), ("source", "Chưa ghi văn bản làm căn cứ.")])
def test_name_and_source_are_asked_for(field, words):
    assert refused(field, **{field: "  "}) == words


@pytest.mark.parametrize(("field", "limit"), [("name", 120), ("source", 200), ("note", 300)])
def test_no_text_is_endless(field, limit):
    assert rules.check_day(**{**FINE, field: "x" * limit})[field] == "x" * limit
    assert refused(field, **{field: "x" * (limit + 1)}) == f"Nội dung dài quá {limit} ký tự."
