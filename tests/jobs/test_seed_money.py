"""The trial's money, told through the real actions on a province with its cast."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.jobs.commands import accounts as personas
from donghanh.jobs.seed import money as seed
from donghanh.kernel.workdays import local_day
from donghanh.programme.money import queries
from tests.factories import places

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_trial_has_money_to_look_at(capsys):
    places.load_units()
    places.load_holders()
    personas.run_personas(argparse.Namespace(json=True))
    now = datetime.now(UTC)
    assert seed.tell(now=now) == 12
    finance = seed.actor_of(seed.FINANCE, local_day(now))
    with scope(finance):
        sheet = queries.sheet(finance, year=local_day(now).year, on=local_day(now))
        desk = queries.desk(finance, year=local_day(now).year + 1, on=local_day(now))
    assert (sheet.total.allocated, sheet.total.spent) == (110_000_000, 13_000_000) and len(sheet.by_unit) >= 95
    assert sorted(row.state for row in desk.rows if row.state) == ["DRAFT", "SUBMITTED"]
