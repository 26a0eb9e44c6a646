"""Periods, and the rate with its strictness."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Comparison, Counting, PeriodLogic, Source
from donghanh.reports import periods
from donghanh.reports.indicators import counter
from donghanh.reports.rules import CannotCount, share, shown_share


def target(comparison=">=", value="100", **kw) -> TargetRow:
    words = dict.fromkeys(("name", "meaning", "printed", "population", "numerator", "denominator", "missing_fact", "recorded_by", "note"), "")
    shape = {"counting": Counting.SHARE, "period_logic": PeriodLogic.IN_PERIOD, "source": Source.COMPUTED, "is_due_assumed": False}
    number = {"comparison": Comparison(comparison), "value": None if value is None else Decimal(value), "unit": "%", "parts": (), "due_on": None}
    plan = {"plan_id": "P", "province": "75", "issued_on": date(2023, 5, 31), "from_year": 2023}
    about = {"id": "T", "clause": "1", "indicator": "user_management", "version": 1, "is_striving": False}
    return TargetRow(**{**words, **shape, **number, **plan, **about, **kw})


@pytest.mark.parametrize(
    ("code", "first", "ends_before", "label"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1), "Năm 2025"),
        ("2025H1", date(2025, 1, 1), date(2025, 7, 1), "06 tháng đầu năm 2025"),
        ("2025h2 ", date(2025, 7, 1), date(2026, 1, 1), "06 tháng cuối năm 2025"),
        ("2025Q3", date(2025, 7, 1), date(2025, 10, 1), "Quý III năm 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1), "Tháng 02 năm 2024"),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1), "Tháng 12 năm 2025"),
    ],
)
def test_a_code_is_a_half_open_period_of_days_in_viet_nam(code, first, ends_before, label):
    period = periods.read(code)
    assert (period.first, period.ends_before, period.label) == (first, ends_before, label)
    assert period.since.isoformat() == f"{first}T00:00:00+07:00" and period.until.isoformat() == f"{ends_before}T00:00:00+07:00"


@pytest.mark.parametrize("code", ["", "2025H3", "2025Q5", "2025-13", "2025-00", "1999", "25H1", "2025H1x", "tháng 7", "２０２５"])
def test_anything_else_is_refused_with_an_example(code):
    with pytest.raises(BadInput, match="2025H1"):
        periods.read(code)


def test_offered_periods_end_with_the_running_half():
    codes = [p.code for p in periods.offered(on=date(2026, 3, 1), from_year=2025)]
    assert codes == ["2026", "2026H1", "2025", "2025H2", "2025H1"]
    assert periods.running_half(date(2026, 7, 1)).code == "2026H2"
    assert periods.last_finished_half(date(2026, 7, 1)).code == "2026H1" and periods.last_finished_half(date(2026, 6, 30)).code == "2025H2"


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "met"),
    [
        (2, 3, 66.7, False),
        (3, 3, 100.0, True),
        (2499, 2500, 99.9, False),
        (0, 5, 0.0, False),
        (0, 0, None, None),
        (1, 8, 12.5, False),
        (1, 16, 6.3, False),
    ],
)
def test_a_rate_is_rounded_but_never_onto_a_target_it_misses(numerator, denominator, value, met):
    exact = share(numerator, denominator)
    assert shown_share(exact, target()) == value and target().is_met_by(exact) is met


@pytest.mark.parametrize(
    ("comparison", "wanted", "value", "met"),
    [(">", "80", "80", False), (">", "80", "80.01", True), (">=", "80", "80", True), ("=", "100", "100", True), ("<=", "5", "5.1", False)],
)
def test_strictness_of_a_target(comparison, wanted, value, met):
    assert target(comparison, wanted).is_met_by(Decimal(value)) is met


@pytest.mark.parametrize(
    ("comparison", "value", "before", "met"),
    [
        ("NOT_RISING", 5, 5, True),
        ("NOT_RISING", 6, 5, False),
        ("FALLING", 5, 5, False),
        ("FALLING", 4, 5, True),
        ("RISING", 5, 5, False),
        ("RISING", 6, 5, True),
        ("NOT_RISING", 5, None, None),
    ],
)
def test_a_way_to_go_is_measured_against_the_year_before(comparison, value, before, met):
    assert target(comparison, None).is_met_by(Decimal(value), before=None if before is None else Decimal(before)) is met


def test_without_a_number_set_nothing_is_said_of_the_target():
    assert target(">=", None).is_met_by(Decimal(100)) is None


@pytest.mark.parametrize(
    "about", [{"indicator": "jobs", "missing_fact": "việc làm", "recorded_by": "xã"}, {"source": Source.MISSING, "missing_fact": "việc làm"}]
)
def test_a_target_nobody_can_count_says_what_is_missing(about):
    with pytest.raises(CannotCount, match="còn thiếu: việc làm"):
        counter(target(**about))


@pytest.mark.parametrize(("code", "codes"), [("2026H2", "2026H1 2026H2 2026"), ("2026", "2026H1 2026H2 2026"), ("2026Q1", None), ("2026-03", None)])
def test_a_half_and_its_year_are_one_family(code, codes):
    found = periods.family(periods.read(code))
    assert (" ".join(one.code for one in found) if found else None) == codes
