"""Posts of the trial's province: each list has something to show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from donghanh.base.accounts import actions as accounts
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.jobs.commands.accounts import OPERATOR, _cast
from donghanh.jobs.seed import assignments, staffing
from donghanh.kernel.workdays import local_day
from donghanh.programme.staffing import queries
from donghanh.programme.staffing.terms import SchemeState
from tests.factories import places

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_list_of_the_trial_has_something_to_show():
    places.load_units()
    at = datetime.now(UTC)
    on = local_day(at)
    with as_jobs():
        people, _bodies = _cast(on, at)
        accounts.make_personas(actor=OPERATOR, at=at, on=on, people=people, password="mat-khau-chay-thu-2026")
    assert staffing.staff(now=at) == 6
    lead = assignments.official(assignments.LEAD, on)
    with scope(lead):
        rows = queries.bodies(lead, on=on)
        assert rows[0].vacant and len(rows) == 4 and len(queries.unprepared(lead, on=on)) == 2
        assert [row.state for row in queries.schemes(lead)] == [SchemeState.APPRAISED]
        assert sum(not one.posts for one in queries.coverage(lead, on=on)) > 80
