"""Inspections of the trial's province: made by the real actions, each list of each desk has something to show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from donghanh.base.accounts import actions as accounts
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.jobs.commands.accounts import OPERATOR, _cast
from donghanh.jobs.seed import assignments, inspections
from donghanh.kernel.workdays import local_day
from donghanh.programme.inspections import queries
from donghanh.programme.inspections.terms import FindingState, State
from donghanh.programme.surveys import queries as surveys
from donghanh.programme.surveys.terms import Verdict
from tests.factories import places

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_every_desk_of_the_trial_has_something_to_look_at():
    places.load_units()
    at = datetime.now(UTC)
    on = local_day(at)
    with as_jobs():
        people, _bodies = _cast(on, at)
        accounts.make_personas(actor=OPERATOR, at=at, on=on, people=people, password="mat-khau-chay-thu-2026")
    assert inspections.look(now=at) in (1, 2, 3), "those that fall into the plan's own year"
    lead, chair = (assignments.stage_of(at).people[login] for login in (assignments.LEAD, assignments.CHAIR))
    with scope(lead):
        desk = queries.desk(lead, on=on, year=on.year)
        assert {one.state for one in (row.now for row in desk.to_do)} == {State.ANNOUNCED, State.PLANNED}
        assert {one.now.state for one in queries.open_findings(lead)} == {FindingState.OPEN, FindingState.REMEDIED} and len(desk.overdue) == 1
        assert len(desk.to_judge) == 1 and [one.verdict for one in surveys.surveys(lead)] == [Verdict.UNSURE]
    with scope(chair):
        assert len(queries.desk(chair, on=on, year=on.year).to_answer) == 1
