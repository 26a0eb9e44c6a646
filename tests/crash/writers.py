"""Program: four writers who register people, open cases and record facts through the real actions until they are ended.

What an action has answered for is noted in the ledger, one line each, right after its transaction is committed. A writer that
loses its server begins a new life when it is back. Arguments: file of the ledger, number of the official, of his body, his unit.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import UTC, datetime
from itertools import count

import django

WRITERS = 4


def main(ledger: str, user: str, body: str, unit: str) -> None:
    """Write for ever."""
    django.setup()
    from tests.factories import accounts

    note = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in range(WRITERS):
        actor = accounts.actor("commune_police", int(unit), user_id=int(user), body_id=int(body))
        threading.Thread(target=_live, args=(number, actor, note), daemon=True).start()
    print("writing", flush=True)
    threading.Event().wait()


def _live(number: int, actor, note: int) -> None:
    from django.db import Error, connection

    for turn in count():
        try:
            for line in _life(f"{_letters(number)} {_letters(turn)} {_letters(int(time.time() * 1000) % 10**9)}", actor):
                os.write(note, f"{line}\n".encode())
        except Error:
            connection.close()
            time.sleep(0.02)


def _life(name: str, actor):
    """Three acts; each line is given out after its transaction stands."""
    from donghanh.base.privacy.scope import scope
    from donghanh.cases import actions as cases
    from donghanh.cases.terms import FactKind
    from donghanh.people import actions as people

    at = datetime.now(UTC)
    with scope(actor):
        person = people.register(actor=actor, at=at, unit_id=actor.unit_id, full_name=name, sex="MALE", birth_year=1990, why_not_same="MET")
    yield f"person {person.pk}"
    with scope(actor):
        case = cases.open_case(actor=actor, at=at, person_id=person.pk, happened_at=at, data={"substances": ["heroin"]})
    yield f"case {case.pk}"
    with scope(actor):
        cases.record_fact(actor=actor, at=at, case_id=case.pk, kind=FactKind.RESIDENCE_VERIFIED, happened_at=at, data={"stable": True})
    yield f"verified {case.pk}"


def _letters(number: int) -> str:
    """A number as a word of a name."""
    word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return f"T{word}"


if __name__ == "__main__":
    main(*sys.argv[1:])
