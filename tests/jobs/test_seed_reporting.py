"""The trial's reports, told through the real actions on a province with its cast."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.jobs.commands import accounts as personas
from donghanh.jobs.seed import reporting as seed
from donghanh.kernel.workdays import local_day
from donghanh.reports.filing import queries
from tests.factories import places, programme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_trial_has_reports_to_look_at(capsys):
    places.load_units()
    places.load_holders()
    personas.run_personas(argparse.Namespace(json=True))
    moment = datetime.now(UTC)
    assert seed.tell(now=moment) == 0, "without the plan there is nothing to report on"
    programme.load_plan()
    assert seed.tell(now=moment) == 2
    on = local_day(moment)
    lead = seed._actor(seed.LEAD, on)
    with scope(lead):
        desk = queries.desk(lead, on=on, year=(on - timedelta(days=10)).year)
        held = queries.conferences(lead)
    call = next(one for one in desk.received if one.duty.is_call)
    assert (call.owed, call.sent, call.accepted, call.returned) == (95, 2, 1, 1) and held[0].conclusions == 1
