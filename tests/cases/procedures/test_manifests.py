"""Whatever the procedure: its tables are complete, its words exist, its stages are reached."""

from __future__ import annotations

from collections import deque
from datetime import date

import pytest

from donghanh import legal
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.terms import FactKind, Procedure, Stage
from donghanh.legal.letters import duty_basis, duty_kinds

ALL = pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=lambda one: one.procedure.value)


def reached(manifest) -> set[Stage]:
    found, waiting = set(), deque(after for (before, _kind), after in manifest.moves.items() if before is None)
    while waiting:
        stage = waiting.popleft()
        if stage not in found:
            found.add(stage)
            waiting.extend(after for (before, _kind), after in manifest.moves.items() if before == stage)
    return found


@ALL
def test_every_stage_is_reached_and_none_is_named_that_is_not(manifest):
    stages = reached(manifest)
    named = {s for pair, after in manifest.moves.items() for s in (pair[0], after) if s}
    named |= {s for some in manifest.stays.values() for s in some} | {s for owed in manifest.owed for s in owed.stages} | manifest.closed
    assert named == stages


@ALL
def test_every_file_can_be_closed_from_wherever_it_stands(manifest):
    for stage in reached(manifest) - manifest.closed:
        seen, waiting = set(), deque([stage])
        while waiting:
            one = waiting.popleft()
            if one not in seen:
                seen.add(one)
                waiting.extend(after for (before, _kind), after in manifest.moves.items() if before == one)
        assert seen & manifest.closed, stage


@ALL
def test_duties_begin_and_end_with_facts_the_procedure_knows(manifest):
    for owed in manifest.owed:
        assert owed.after <= manifest.accepts and owed.until <= manifest.accepts and owed.unless <= manifest.accepts, owed.kind


@ALL
def test_every_duty_has_a_name_and_a_limit_or_an_article(manifest):
    for owed in manifest.owed:
        assert owed.kind in duty_kinds(), owed.kind
        if isinstance(owed.limit, str):
            legal.topic(owed.limit)
        elif owed.limit is None:
            days = (date(2024, 5, 1), date(2026, 9, 1))
            assert any(duty_basis(owed.kind, day, procedure=manifest.procedure).citation for day in days), (
                f"{owed.kind}: neither a limit nor an article"
            )


@ALL
def test_whoever_owes_is_known_to_the_law(manifest):
    known = {holder.function for holder in legal.holders(everywhere=True)} | set(legal.parties())
    assert {owed.function for owed in manifest.owed} <= known


@ALL
def test_what_is_needed_or_signed_is_known(manifest):
    for kind, (needed, sentence) in manifest.needs.items():
        assert kind in manifest.accepts and needed <= manifest.accepts and sentence
    for group in (manifest.by_decision, manifest.by_handover, manifest.after_end, manifest.decides, manifest.offers):
        assert group <= manifest.accepts


def test_every_kind_of_fact_and_every_stage_belongs_to_a_procedure():
    assert set(FactKind) == set().union(*(manifest.accepts for manifest in MANIFESTS.values()))
    assert set(Stage) == set().union(*(reached(manifest) for manifest in MANIFESTS.values()))


def test_every_procedure_is_built():
    assert set(MANIFESTS) == set(Procedure)


def test_file_numbers_tell_the_procedure():
    prefixes = [manifest.prefix for manifest in MANIFESTS.values()]
    assert len(set(prefixes)) == len(prefixes)
