"""Where a task stands on a day, from its steps alone; the words that may be kept. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from donghanh.kernel.errors import Cannot
from donghanh.programme.tasks import rules
from donghanh.programme.tasks.rules import PartFact, StepFact
from donghanh.programme.tasks.terms import PartRole, State
from donghanh.programme.tasks.terms import StepKind as K

DUE = date(2026, 12, 1)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LEAD, HELP, MAY = PartFact("l", 1, PartRole.LEAD, True), PartFact("h", 2, PartRole.COORDINATES, True), PartFact("m", 3, PartRole.COORDINATES, False)


def stands(*steps: tuple[K, str | None], parts=(LEAD, HELP, MAY), **about):
    told = [StepFact(kind, 1, AT + timedelta(hours=n), 70 + n, part, **about) for n, (kind, part) in enumerate(steps)]
    return rules.standing(title="Việc", due_on=DUE, parts=parts, steps=told)


BEGUN = ((K.ACKNOWLEDGED, "l"),)
HELPED = (*BEGUN, (K.ACKNOWLEDGED, "h"), (K.DONE, "h"))
DONE = (*HELPED, (K.DONE, "l"))


@pytest.mark.parametrize(
    ("steps", "state", "still_open"),
    [
        ((), State.GIVEN, (1, 2)),
        (BEGUN, State.ACKNOWLEDGED, (1, 2)),
        (HELPED, State.ACKNOWLEDGED, (1,)),
        (DONE, State.DONE, ()),
        ((*DONE, (K.RETURNED, "h")), State.DONE, (2,)),
        ((*DONE, (K.RETURNED, "l")), State.RETURNED, (1,)),
        ((*DONE, (K.RETURNED, "l"), (K.ACKNOWLEDGED, "l")), State.RETURNED, (1,)),
        ((*DONE, (K.RETURNED, "l"), (K.DONE, "l")), State.DONE, ()),
        ((*DONE, (K.ACCEPTED, None)), State.ACCEPTED, ()),
        ((*BEGUN, (K.TAKEN_BACK, None)), State.TAKEN_BACK, (1, 2)),
        ((*BEGUN, (K.REMINDED, None)), State.ACKNOWLEDGED, (1, 2)),
    ],
)
def test_the_state_follows_the_lead_and_the_ends(steps, state, still_open):
    now = stands(*steps)
    assert (now.state, now.open_mandatory) == (state, still_open)


@pytest.mark.parametrize(
    ("steps", "day", "late"),
    [
        ((), DUE, 0),
        ((), DUE + timedelta(days=1), 1),
        (HELPED, DUE + timedelta(days=30), 30),
        (DONE, DUE + timedelta(days=30), 0),
        ((*DONE, (K.RETURNED, "h")), DUE + timedelta(days=2), 2),
        (((K.TAKEN_BACK, None),), DUE + timedelta(days=2), 0),
    ],
)
def test_a_task_is_overdue_from_the_day_after_while_a_mandatory_part_is_open(steps, day, late):
    assert stands(*steps).days_late(day) == late


def test_an_amendment_moves_the_day_and_what_was_reported_after_it_was_late():
    moved = stands(*BEGUN, (K.AMENDED, None), due_on=DUE + timedelta(days=9), title="Việc mới")
    assert (moved.due_on, moved.title) == (DUE + timedelta(days=9), "Việc mới") and not moved.is_overdue(DUE + timedelta(days=9))
    told = [StepFact(K.ACKNOWLEDGED, 1, AT, 7, "l"), StepFact(K.DONE, 1, datetime(2026, 12, 1, 18, tzinfo=UTC), 7, "l")]
    assert rules.standing(title="Việc", due_on=DUE, parts=[LEAD], steps=told).was_late(), "01:00 on 2 December in Viet Nam"


def test_who_reported_anything_may_not_accept():
    now = stands(*DONE)
    names = {1: "A", 2: "B", 3: "C"}
    assert now.doers == {72, 73}
    rules.check_can_accept(now, names, by=99)
    for doer in now.doers:
        with pytest.raises(Cannot, match="không tự nghiệm thu"):
            rules.check_can_accept(now, names, by=doer)
    with pytest.raises(Cannot, match="chưa xong: A, B"):
        rules.check_can_accept(stands(*BEGUN), names, by=99)


@pytest.mark.parametrize(
    ("states", "percent"),
    [
        ((), None),
        ((State.TAKEN_BACK,), None),
        ((State.ACCEPTED, State.TAKEN_BACK), 100),
        ((State.ACCEPTED, State.DONE, State.GIVEN), 33),
        ((State.GIVEN,), 0),
    ],
)
def test_the_share_done_counts_accepted_of_what_was_not_taken_back(states, percent):
    assert rules.percent_done(states) == percent
