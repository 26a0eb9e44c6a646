"""A province with two communes: officer and chair of each, the lead agency, the finance department."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from donghanh.kernel.actor import Actor
from tests.factories import accounts, cases

PROVINCE, HERE, THERE = 910_000, 910_001, 910_002


@dataclass
class Town:
    """officer, chair: of the first commune; other: officer of the second."""

    officer: Actor
    chair: Actor
    other: Actor
    other_chair: Actor
    lead: Actor
    finance: Actor


def make_town(code: str = "75") -> Town:
    """A made-up province under this code (a route of estimates is known for 75 and 51)."""
    province = accounts.unit(PROVINCE, level="PROVINCE")
    province.code = code
    province.save()
    for unit in (HERE, THERE):
        accounts.unit(unit, parent_id=PROVINCE)

    def held(role: str, unit: int) -> Actor:
        return cases.actor_of(accounts.post(role=role, unit_id=unit))

    return Town(
        officer=held("commune_officer", HERE),
        chair=held("commune_chair", HERE),
        other=held("commune_officer", THERE),
        other_chair=held("commune_chair", THERE),
        lead=held("provincial_lead", PROVINCE),
        finance=held("finance_officer", PROVINCE),
    )


@pytest.fixture
def town(db) -> Town:
    return make_town()
