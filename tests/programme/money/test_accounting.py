"""Per case and unaccounted for, commune by commune."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.programme.money import actions, queries, rules
from donghanh.programme.money.terms import FundKind, Purpose
from tests.factories import money
from tests.programme.money.conftest import PROVINCE

pytestmark = pytest.mark.django_db
YEAR = 2026


def accounts_of(actor):
    with scope(actor):
        return queries.accounting(actor, year=YEAR, on=money.ON)


def estimated(town, *, quantity: int):
    """Cases at home by the norm, sent and taken in by the lead agency."""
    estimate = money.drafted(town.officer, year=YEAR, lines=())
    about = {"purpose": Purpose.REHABILITATION, "fund_kind": FundKind.PROVINCE, "content": "Cai nghiện tại nhà", "form": "HOME_REHABILITATION"}
    money.do(actions.add_line, town.officer, estimate_id=estimate, quantity=quantity, **about)
    money.do(actions.submit_estimate, town.chair, estimate_id=estimate)
    return estimate


@pytest.mark.requirement("TH38-V.2.10.6")
def test_cost_per_case_and_what_is_unaccounted_for_stand_by_commune(town):
    money.norm(town.lead, valid=(money.RESOLUTION.date, None))
    estimate = estimated(town, quantity=8)
    assert {row.cases for row in accounts_of(town.finance).rows} == {None}, "not taken in yet"
    money.do(actions.accept_estimate, town.lead, estimate_id=estimate)
    source = money.fund(town.finance, unit_id=PROVINCE)
    own = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=20_000_000)
    other = money.allocated(town.finance, source, body_id=town.other.body_id, amount=1_000_000, purpose=Purpose.PREVENTION)
    money.paid(town.officer, own.pk, 9_000_004, voucher="PC-01")
    money.paid(town.officer, own.pk, 3_000_000)
    money.paid(town.other, other.pk, 400_000)
    found = accounts_of(town.finance)
    rows = {row.body_id: row for row in found.rows}
    here, there = rows[town.officer.body_id], rows[town.other.body_id]
    assert (here.cases, here.allocated_per_case, here.spent_per_case, here.unsettled) == (8, 2_500_000, 1_500_001, 3_000_000)
    assert (there.cases, there.spent, there.spent_per_case, there.unsettled) == (None, 0, None, 400_000)
    assert (found.asking.cases, found.asking.spent_per_case) == (8, 1_500_001), "what a case cost is said of the communes that asked for cases"
    assert (found.total.allocated, found.total.spent, found.total.unsettled, found.total.cases) == (20_000_000, 12_000_004, 3_400_000, None)
    more = money.allocated(town.finance, source, body_id=town.other.body_id, amount=40_000_000)
    money.paid(town.other, more.pk, 5_000_000, voucher="PC-02")
    total = accounts_of(town.finance).total
    assert (total.allocated, total.spent) == (60_000_000, 17_000_004), "the foot is the sum of the rows above it"
    assert accounts_of(town.lead) == accounts_of(town.finance)
    assert [row.body_id for row in accounts_of(town.officer).rows] == [town.officer.body_id], "a commune sees its own alone"


@pytest.mark.parametrize(("amount", "cases", "found"), [(10, 4, 3), (9, 4, 2), (10, None, None), (10, 0, None), (0, 3, 0)])
def test_to_the_nearest_dong_and_nothing_without_a_case(amount, cases, found):
    assert rules.per_case(amount, cases) == found
