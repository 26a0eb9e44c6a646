"""The standing agency goes from one body to another: new tasks bear the new name, old ones keep theirs, and the new body goes on with both."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.places import actions as places
from donghanh.base.places.models import Body
from donghanh.base.privacy.scope import scope
from donghanh.programme.tasks import queries
from donghanh.programme.tasks.terms import State
from donghanh.succession import actions as succession
from tests.factories import accounts
from tests.factories.tasks import act, done, given, lead
from tests.succession.conftest import COME, NEW, ON, PROVINCE, THEN, admin, document, province
from tests.succession.conftest import lead as old_lead

__all__ = ["admin", "old_lead", "province"]


@pytest.mark.requirement("DN137-VI.1.a.1")
def test_a_change_of_the_standing_agency_moves_new_tasks_while_history_keeps_the_old_name(province, old_lead, admin):
    chair = accounts.actor_in_db("commune_chair", NEW, on=ON)
    before = given(old_lead, lead(chair.body_id), due_on=ON + timedelta(days=5), title="Việc giao trước", at=THEN)
    new = Body.objects.create(kind="provincial_office", unit_id=PROVINCE, name="Cơ quan thường trực mới", short_name="CQTT", starts_on=THEN.date())
    with scope(old_lead):
        made = places.propose_body(actor=old_lead, at=THEN, document=document(), former=old_lead.body_id, successor=new.pk)
    with scope(admin):
        succession.confirm(actor=admin, at=THEN, change_id=made.pk)
    new_lead = accounts.actor_in_db("provincial_lead", PROVINCE, on=ON, body=new)

    after = given(new_lead, lead(chair.body_id), due_on=ON + timedelta(days=5), title="Việc giao sau", at=COME)
    with scope(new_lead):
        boards = [queries.board(new_lead, on=ON, year=year) for year in {THEN.year, ON.year}]
    givers = {row.title: row.giver for board in boards for row in board.tasks}
    assert givers == {"Việc giao trước": old_lead.body_name, "Việc giao sau": "Cơ quan thường trực mới"}

    officer = accounts.actor_in_db("commune_officer", NEW, on=ON)
    done(officer, before, at=COME)
    act(new_lead, "accept", before, at=COME)
    with scope(chair):
        assert queries.task(chair, before.pk).now.state == State.ACCEPTED and queries.task(chair, after.pk).now.state == State.GIVEN
