"""The steps of every procedure as the database knows them are those of its manifest. With DONGHANH_SAY=1 they are written anew."""

from __future__ import annotations

import os
import random
import textwrap
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from importlib import import_module, reload
from pathlib import Path

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.procedures.shape import CaseView, Manifest
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.ids import new_id
from tests.factories import accounts, cases, people

steps = import_module("donghanh.cases.migrations._steps")
AT = cases.moment("2026-09-01T09:00")


def written(one: Manifest) -> str:
    """The steps of a procedure as donghanh/cases/migrations/_steps.py writes them."""
    told: dict[str, list[str]] = {}
    for kind in sorted(one.accepts - {K.OPENED_IN_ERROR}):
        moved = defaultdict(list)
        for (before, moving), after in one.moves.items():
            if moving == kind:
                moved[after.value].append(before.value if before else "-")
        parts = [f"{'+'.join(sorted(before))}>{after}" for after, before in sorted(moved.items())]
        parts += ["+".join(sorted(one.stays[kind]))] if kind in one.stays else []
        parts += ["?" + "+".join(sorted(one.needs[kind][0]))] if kind in one.needs else []
        told[kind.value] = parts + (["!"] if kind in one.after_end else [])
    return "; ".join(f"{kind} {' '.join(parts)}" for kind, parts in told.items())


def say() -> None:
    """Writes the steps of all procedures into _steps.py; once released they go into a new migration instead."""
    file = Path(steps.__file__)
    before, rest = file.read_text(encoding="utf-8").split("STEPS = {\n")
    blocks = [
        f'    "{name.value}": """\n' + "\n".join(textwrap.wrap(written(one), 150, break_long_words=False, break_on_hyphens=False)) + '""",\n'
        for name, one in MANIFESTS.items()
    ]
    file.write_text(before + "STEPS = {\n" + "".join(blocks) + rest[rest.index("}\n\n\ndef ") :], encoding="utf-8")


if os.environ.get("DONGHANH_SAY"):
    say()
    reload(steps)


@pytest.mark.parametrize("procedure", list(MANIFESTS))
def test_the_database_knows_the_steps_of_the_procedure(procedure):
    one = MANIFESTS[procedure]
    assert " ".join(steps.STEPS[procedure.value].split()) == written(one), "DONGHANH_SAY=1 writes them anew"
    known = steps.read(steps.STEPS[procedure.value])
    assert known["moves"] == {f"{before.value if before else ''} {kind.value}": after.value for (before, kind), after in one.moves.items()}
    assert {kind: set(stages) for kind, stages in known["stays"].items()} == {kind.value: set(stages) for kind, stages in one.stays.items()}
    assert {kind: set(first) for kind, first in known["needs"].items()} == {kind.value: set(first) for kind, (first, _why) in one.needs.items()}
    assert set(known["after_end"]) == set(one.after_end)


def lives(one: Manifest, rng: random.Random) -> list[FactView]:
    """Twelve facts of a file of this procedure, in any order and as often as may be: some fit, some do not."""
    kinds = sorted(one.accepts - {K.DECISION_WITHDRAWN})
    first = FactView(new_id(), sorted(one.opens)[0], AT)
    return [first] + [FactView(new_id(), rng.choice(kinds), AT + timedelta(hours=rng.randrange(1, 60)), rng.random() < 0.3) for _ in range(11)]


def kept(case: Case, facts: list[FactView]) -> None:
    rows = [{"id": one.id, "kind": one.kind, "happened_at": one.happened_at, "is_date_only": one.is_date_only} for one in facts]
    Fact.objects.bulk_create([Fact(case=case, unit=case.unit, recorded_at=AT, recorded_by=1, **row) for row in rows])


FITS = "select kind, case_fits(%s, kind, %s, %s) from unnest(%s::text[]) kind"


@pytest.mark.django_db
@pytest.mark.parametrize("procedure", list(MANIFESTS))
def test_the_database_folds_any_facts_and_lets_in_the_same_as_the_engine(procedure):
    actor = cases.actor_of(accounts.post(role="commune_police", unit_id=900_001))
    person, one = people.register(actor, at=AT), MANIFESTS[procedure]
    rng, at = random.Random(f"137 {procedure}"), AT + timedelta(days=4)
    for number in range(3):
        case = Case.objects.create(
            number=f"X-{number}", procedure=procedure, person=person, unit_id=900_001, opened_at=AT, stage="FOUND", computed_with=""
        )
        facts = lives(one, rng)
        kept(case, facts)
        told = engine.in_order(facts)
        now = CaseView(engine.stage_of(one, told), detected_at=engine.first(told, one.opens), seen=frozenset(fact.kind for fact in told))
        for happened in (at, AT - timedelta(days=2), at + timedelta(minutes=2)):
            wanted = {
                kind.value: happened <= at + timedelta(minutes=1) and fits(one, now, kind, happened, at) for kind in K if kind != K.FILE_RECEIVED
            }
            with scope(actor), connection.cursor() as cursor:
                cursor.execute(FITS, [case.pk, happened, at, sorted(wanted)])
                assert dict(cursor.fetchall()) == wanted


def fits(one: Manifest, now: CaseView, kind: K, happened, at) -> bool:
    """What the tables of the procedure allow; what further its check_fact asks stays with the application."""
    try:
        engine.check_fits(replace(one, check_fact=lambda *_: None), now, kind, happened_at=happened, at=at)
    except CannotRecord:
        return False
    return True
