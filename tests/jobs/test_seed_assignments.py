"""Tasks of the trial's province: made by the real actions, each list of each desk has something to show, and no person is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from donghanh.base.accounts import actions as accounts
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.jobs.commands.accounts import OPERATOR, _cast
from donghanh.jobs.seed import assignments
from donghanh.kernel.workdays import local_day
from donghanh.programme.tasks import queries
from donghanh.programme.tasks.queries import Handed
from donghanh.programme.tasks.terms import State
from tests.factories import places, programme

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_every_desk_of_the_trial_has_something_to_do():
    places.load_units()
    programme.load_plan()
    at = datetime.now(UTC)
    on = local_day(at)
    with as_jobs():
        people, _bodies = _cast(on, at)
        accounts.make_personas(actor=OPERATOR, at=at, on=on, people=people, password="mat-khau-chay-thu-2026")
    assert assignments.assign(now=at) == 9
    lead, chair, police = (assignments.official(login, on) for login in (assignments.LEAD, assignments.CHAIR, assignments.POLICE))
    with scope(lead):
        board = queries.board(lead, on=on, year=on.year)
        assert {row.now.state for row in board.tasks} == {State.GIVEN, State.ACKNOWLEDGED, State.ACCEPTED, State.DONE} and len(board.overdue) == 2
        assert {row.plan.words for row in board.tasks if row.plan} == {"Lồng ghép với chương trình kinh tế - xã hội"}
        demand, _next = queries.matrix(lead, year=on.year, on=on).demands + queries.matrix(lead, year=on.year + 1, on=on).demands
        assert {cell.state for cell in demand.cells} == {Handed.APPROVED, Handed.RETURNED, Handed.MISSING}
        assert [row.may_answer for row in queries.tickets(lead)] == [True, False]
    with scope(chair):
        desk = queries.desk(chair, on=on)
        assert desk.to_acknowledge and desk.to_do and desk.to_accept
    with scope(police):
        assert queries.desk(police, on=on).to_acknowledge
