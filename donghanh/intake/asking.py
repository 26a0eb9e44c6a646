"""Other places answer for the rows of a list as for a person typed in: under the same brake, with the same row in the log (trust.md P9).

Not an action: actions.receive, read_again, `running` and the command line ask around their own recording.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from donghanh.intake.queries.drafts import Asked
from donghanh.kernel.actor import Actor
from donghanh.people import actions as people
from donghanh.people import queries


def begin_asking(*, actor: Actor, at: datetime) -> Asked:
    """The question for one list, with the room that the brake leaves: nothing is answered from the first row on where it leaves none.

    The command line is nobody's account and has no brake: who may run it reads the database itself.
    """
    if actor.user_id is None:
        return Asked(actor)
    limits, lately = settings.ELSEWHERE_BRAKE, queries.elsewhere_lately(actor, at=at)
    return Asked(actor, max(0, min(2 * limits["hour"] - lately.hour, 2 * limits["day"] - lately.day)))


@contextmanager
def asking(*, actor: Actor, at: datetime) -> Iterator[Asked]:
    """Around the recording of a page's act: a list that is refused rolls back, and what other places answered is noted all the same.

    Raises MayNot, with its row in the log, where the brake leaves no room.
    """
    asked = begin_asking(actor=actor, at=at)
    if asked.room == 0:
        people.stop_asking(actor=actor, at=at)
    try:
        yield asked
    finally:
        note_asked(actor=actor, at=at, asked=asked)


def note_asked(*, actor: Actor, at: datetime, asked: Asked) -> None:
    """Leave the row of what other places answered since the last one, before it is shown, and also where the list was refused for it."""
    if asked.rows > asked.noted:
        people.note_elsewhere(actor=actor, at=at, unit_ids=asked.places, rows=asked.rows - asked.noted)
        asked.noted = asked.rows
