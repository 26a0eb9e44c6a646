"""Program: so many open files of all procedures in one province, with their facts and the memo of what is owed. Argument: how many.

Half are told by the seed's own lives (management of use), half by the generated lives of the second reading of the law (tests/legal/second:
rehabilitation of every kind, aftercare), each told up to now. A file stays if it is open now; earlier files of the person are not kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from random import Random
from typing import Any
from uuid import UUID

import django

SEED = 7
TABLES = {
    "people_person": "id unit_id full_name sort_key other_name sex born_on birth_year guardian_name is_sealed data_key registered_at version",
    "cases_case": "id number procedure person_id unit_id opened_at stage detected_at managed_at offered_at active_from active_until"
    " computed_with version",
    "cases_fact": "id case_id unit_id kind happened_at is_date_only recorded_at recorded_by data decision_id void_reason",
    "cases_duty": "case_id unit_id kind rule_id function counted_from due_at stands_from stands_until",
}


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it is remembered: its procedure's manifest, the person, the facts and what follows from them."""

    manifest: Any
    born_on: Any
    birth_year: int
    facts: list[Any]
    view: Any


def main(files: int) -> None:
    """Fill the database of DATABASE_URL."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from config.door.prepare import product
    from donghanh.base.privacy import roles

    roles.prepare()
    call_command("migrate", verbosity=0, interactive=False)
    product("places", "load")
    now = datetime.now(UTC)
    with transaction.atomic():
        _write(list(islice(_used(now), files // 2)) + list(islice(_others(now), files - files // 2)), now)
    with connection.cursor() as cursor:  # fresh statistics and visibility, as a running server has them
        cursor.execute("set statement_timeout = 0")
        cursor.execute(f"vacuum analyze {', '.join(TABLES)}")


def _used(now: datetime) -> Iterator[OpenFile]:
    """Management of use, in the proportions of the seed."""
    from donghanh.base.places import queries as places
    from donghanh.cases.procedures.user_management import MANIFEST
    from donghanh.jobs.seed import lives

    rng, calendar = Random(SEED), places.calendar()
    for serial in count():
        life = lives.live(rng, serial=serial, now=now, calendar=calendar)
        if life.view is not None and life.view.stage_at(now) not in MANIFEST.closed:
            yield OpenFile(MANIFEST, life.person.born_on, life.person.birth_year, life.facts, life.view)


def _others(now: datetime) -> Iterator[OpenFile]:
    """The other procedures, in the proportions of the generated lives."""
    from donghanh.base.places import queries as places
    from donghanh.cases.procedures import engine
    from donghanh.cases.procedures.registry import MANIFESTS
    from donghanh.cases.procedures.shape import Life
    from donghanh.cases.rules import FactView
    from donghanh.cases.terms import FactKind, Procedure
    from donghanh.kernel.workdays import default_calendar
    from tests.legal.second.counting import Days
    from tests.legal.second.lives import Life as Told

    calendar, usual = places.calendar(), default_calendar()
    days = Days(frozenset(usual.holidays), frozenset(usual.made_up))
    for seed in count():
        told = Told(seed, days)
        for file in told.reading.files:
            happened = [event for event in file.events if event.at <= now]
            manifest, born = MANIFESTS[Procedure(file.procedure)], told.reading.born
            if not happened or manifest.procedure == Procedure.USER_MANAGEMENT:
                continue
            facts = [FactView(UUID(int=n), FactKind(e.kind), e.at, e.day_only, dict(e.data)) for n, e in enumerate(happened)]
            view = engine.view(manifest, facts, life=Life(born, born.year, "MALE", has_guardian=True), calendar=calendar)
            if view.stage_at(now) not in manifest.closed:
                yield OpenFile(manifest, born, born.year, facts, view)


def _write(files: list[OpenFile], now: datetime) -> None:
    from django.db import connection

    from donghanh.base.places import queries as places
    from donghanh.cases import memo
    from donghanh.kernel.workdays import local_day

    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("set local session_replication_role = replica")  # no look-up of each foreign key: all rows are made here
        above = places.unit_named("Đồng Nai", on=local_day(now), level="PROVINCE")
        units = sorted(unit.id for unit in places.communes_of(above.id, local_day(now)))
        rows = _Rows(memo.edition(), Random(SEED), units)
        lines: dict[str, Callable[[int, OpenFile], Iterator[tuple[Any, ...]]]] = {
            "people_person": rows.person, "cases_case": rows.case, "cases_fact": rows.facts, "cases_duty": rows.duties,
        }  # fmt: skip
        for table, made in lines.items():
            with cursor.copy(f"copy {table} ({', '.join(TABLES[table].split())}) from stdin") as target:
                for place, file in enumerate(files):
                    for row in made(place, file):
                        target.write_row(row)


class _Rows:
    """The rows of one file, table by table; ids follow from the file's place."""

    def __init__(self, edition: str, rng: Random, units: list[int]) -> None:
        from psycopg.types.json import Jsonb

        self.edition, self.rng, self.units, self.json = edition, rng, units, Jsonb

    def _unit(self, place: int) -> int:
        return self.units[place % len(self.units)]

    @staticmethod
    def _id(place: int, table: int, row: int = 0) -> UUID:
        return UUID(int=(place + 1) << 64 | table << 32 | row)

    def person(self, place: int, file: OpenFile) -> Iterator[tuple[Any, ...]]:
        name = f"Người Giả Định {place}"
        is_young = file.view.opened.on.year - file.birth_year < 18
        guardian, opened = "Người giám hộ giả định", file.facts[0].happened_at
        yield (self._id(place, 1), self._unit(place), name, name.lower(), "", "MALE", file.born_on, file.birth_year, guardian, is_young, b"0",
               opened - timedelta(minutes=20), 1)  # fmt: skip

    def case(self, place: int, file: OpenFile) -> Iterator[tuple[Any, ...]]:
        view, opened = file.view, file.facts[0].happened_at + timedelta(minutes=10)
        number = f"{file.manifest.prefix}-{opened.year}-{place:06d}"
        kept = (view.stage.value, view.detected_at, view.managed_at, view.offered_at, view.active_from, view.active_until)
        procedure = file.manifest.procedure.value
        yield (self._id(place, 2), number, procedure, self._id(place, 1), self._unit(place), opened, *kept, self.edition, len(file.facts) + 1)

    def facts(self, place: int, file: OpenFile) -> Iterator[tuple[Any, ...]]:
        for row, fact in enumerate(file.facts):
            told, key = fact.happened_at + timedelta(minutes=10), self._id(place, 3, row)
            yield (key, self._id(place, 2), self._unit(place), fact.kind.value, fact.happened_at, fact.is_date_only, told, 0, self.json(fact.data),
                   fact.decision_id and self._id(place, 4, row), "")  # fmt: skip

    def duties(self, place: int, file: OpenFile) -> Iterator[tuple[Any, ...]]:
        for duty in file.view.duties:
            due = duty.due.value if duty.due else None
            owed = (duty.kind, duty.rule_id, duty.function, duty.counted_from, due, duty.stands_from, duty.stands_until)
            yield (self._id(place, 2), self._unit(place), *owed)


if __name__ == "__main__":
    main(int(sys.argv[1]))
