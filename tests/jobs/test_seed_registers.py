"""Registers of the trial's province: made by the real actions, each list has something to show at some step."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from donghanh.base.accounts import actions as accounts
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.jobs.commands.accounts import OPERATOR, _cast
from donghanh.jobs.seed import assignments, registers
from donghanh.kernel.workdays import local_day
from donghanh.programme.partners import queries as partners
from donghanh.programme.partners.terms import Standing
from donghanh.programme.research import queries as research
from donghanh.programme.rewards import queries as rewards
from donghanh.programme.rewards.terms import State
from tests.factories import places, programme

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_every_register_of_the_trial_has_something_to_show():
    places.load_units()
    programme.load_plan("DN257")
    at = datetime.now(UTC)
    on = local_day(at)
    with as_jobs():
        people, _bodies = _cast(on, at)
        accounts.make_personas(actor=OPERATOR, at=at, on=on, people=people, password="mat-khau-chay-thu-2026")
    assert registers.keep(now=at) == 5
    lead = assignments.official(assignments.LEAD, on)
    with scope(lead):
        assert [row.state for row in rewards.proposals(lead)[0]] == [State.VOTING]
        assert [row.standing for row in partners.agreements(lead, on=on)] == [Standing.ENDING]
        assert len(research.studies(lead)) == 1 and [row.is_asking for row in research.dossiers(lead)].count(True) == 1
