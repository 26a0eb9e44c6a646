"""Edges of the form of letters that a run of mutants found untold: the first number, parts of a report, a table without a total."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.base.documents import rules
from donghanh.base.documents.report import part
from donghanh.base.documents.rules import CannotPrint
from tests.factories import documents as make


def test_the_first_letter_of_a_year_has_number_one():
    rules.check_letter(make.management_decision(head=make.head(number=1)))


@pytest.mark.parametrize("only", [part("I. Kết quả", "Đã làm."), part("I. Kết quả", tables=[make.table(2)])])
def test_a_report_holds_words_or_tables(only):
    rules.check_letter(make.half_year_report(parts=(only,)))


def test_a_table_needs_no_total():
    plain = replace(make.table(2), total=())
    rules.check_letter(make.half_year_report(parts=(part("I. Kết quả", tables=[plain]),)))


def test_every_fault_is_named_at_once():
    with pytest.raises(CannotPrint) as answer:
        rules.check_letter(make.management_decision(head=make.head(issuer="", place="")))
    assert answer.value.message == "Văn bản chưa đúng thể thức: thiếu tên cơ quan ban hành; thiếu địa danh."
    assert (answer.value.citation, bool(answer.value.mend)) == (rules.CITATION, True)
