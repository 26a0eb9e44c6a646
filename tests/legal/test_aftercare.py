"""What the law says of the time after rehabilitation, beyond limits."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh import legal
from donghanh.kernel.errors import BadInput
from donghanh.legal import aftercare

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize("on", [OLD, NEW])
@pytest.mark.parametrize(
    ("completed", "age", "years"), [("voluntary", 30, 1), ("voluntary", 15, 1), ("substitution", 40, 1), ("compulsory", 17, 1), ("compulsory", 18, 2)]
)
def test_length_by_what_was_completed_and_age(completed, age, years, on):
    rule = legal.pick(aftercare.term_topic(completed=completed, age=age, on=on), on)
    assert (rule.amount, rule.unit) == (years, "year")
    assert "ngày" in rule.counts_from_vi


def test_an_unknown_form_is_refused():
    with pytest.raises(BadInput):
        aftercare.term_topic(completed="home", age=20, on=NEW)


@pytest.mark.parametrize(("began", "ended", "days"), [(date(2024, 5, 1), date(2024, 5, 6), 5), (date(2026, 6, 29), date(2026, 7, 2), 3)])
def test_unreported_absence_is_not_counted_under_either_law(began, ended, days):
    assert aftercare.uncounted_absence_days(began, ended) == days


@pytest.mark.parametrize(
    ("on", "adult", "words"),
    [(OLD, True, "bắt buộc"), (OLD, False, "đăng ký cai nghiện tự nguyện"), (NEW, True, "bắt buộc"), (NEW, False, "bắt buộc")],
)
def test_what_follows_new_use(on, adult, words):
    found = aftercare.new_use(adult=adult, on=on)
    assert found.value == "determination"
    assert words in found.meaning_vi
    assert found.citation_vi
