"""Whatever happens in whatever order: a file of compulsory rehabilitation refuses in words or stays whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donghanh.cases.procedures import compulsory, compulsory_minor, engine
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import VIET_NAM, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.errors import Cannot

KINDS = sorted(compulsory_minor.MANIFEST.accepts - {K.GROUND_FOUND})
DATA = st.fixed_dictionaries(
    {},
    optional={
        "months": st.sampled_from([1, 6, 12, 24, 36]),
        "to": st.just("execution"),
        "place": st.sampled_from(["home", "facility"]),
        "absent": st.booleans(),
        "complex": st.booleans(),
    },
)
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 90 * 24), DATA), max_size=40)
BIRTHS = {Procedure.COMPULSORY: date(1988, 2, 29), Procedure.COMPULSORY_MINOR: date(2009, 2, 28)}


@pytest.mark.parametrize("manifest", [compulsory.MANIFEST, compulsory_minor.MANIFEST], ids=lambda one: one.procedure.value)
@settings(max_examples=150, deadline=None)
@given(
    steps=STEPS, start=st.sampled_from([date(2022, 1, 10), date(2024, 2, 1), date(2025, 3, 1), date(2025, 8, 1), date(2026, 5, 20), date(2026, 7, 1)])
)
def test_any_order_is_refused_in_words_or_leaves_the_file_whole(manifest, steps, start):
    at = datetime.combine(start, datetime.min.time(), VIET_NAM)
    life = Life(BIRTHS[manifest.procedure])
    told = [FactView(UUID(int=1), K.GROUND_FOUND, at)]
    for number, (kind, hours, data) in enumerate(steps, 2):
        at += timedelta(hours=hours)
        try:
            view = engine.view(manifest, told, life=life)
            engine.check_fits(manifest, view, kind, happened_at=at, at=at)
            engine.view(manifest, [*told, fact := FactView(UUID(int=number), kind, at, data=data)], life=life)
        except Cannot as refusal:
            assert refusal.message
            continue
        told.append(fact)
    whole(engine.view(manifest, told, life=life), manifest, at)


def whole(view, manifest, at) -> None:
    if view.active_from is not None and view.active_until is not None:
        assert view.active_until >= view.active_from
    assert all(duty.due is None or duty.due.citation_vi for duty in view.duties)
    assert all(answer.meaning_vi for answer in view.findings)
    assert all(refusal is None or refusal.mend for refusal in engine.permitted(manifest, view, at=at).values())


WAY = (
    K.DOSSIER_PREPARED,
    K.NOTICE_GIVEN,
    K.DOSSIER_FORWARDED,
    K.COURT_REQUESTED,
    K.COURT_ACCEPTED,
    K.COURT_DECIDED,
    K.DECISION_EFFECTIVE,
    K.COURT_DECISION_SENT,
)
IN_AND_OUT = (
    *(K.ESCAPED, K.BROUGHT_BACK, K.HOSPITALISED, K.HOSPITAL_ENDED, K.LEAVE_BEGAN, K.LEAVE_ENDED, K.BORROWED, K.BORROWING_ENDED),
    *(K.REDUCTION_PROPOSED, K.REDUCED, K.STAY_SUSPENDED, K.SUSPENSION_ENDED, K.IMPRISONED, K.ADMITTED, K.EXEMPTED, K.TRANSFERRED),
)


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(IN_AND_OUT), st.integers(1, 40 * 24), DATA), max_size=25), year=st.sampled_from([2023, 2024, 2025]))
def test_in_the_facility_days_away_never_shorten_the_term_and_days_held_never_lengthen_it(steps, year):
    at = datetime(year, 1, 5, 8, tzinfo=VIET_NAM)
    told = [FactView(UUID(int=n), kind, at + timedelta(days=n), data={"months": 12}) for n, kind in enumerate((K.GROUND_FOUND, *WAY, K.ADMITTED), 1)]
    plain = engine.view(compulsory.MANIFEST, told)
    at = told[-1].happened_at
    for number, (kind, hours, data) in enumerate(steps, 100):
        at += timedelta(hours=hours)
        fact = FactView(UUID(int=number), kind, at, data={} if kind == K.REDUCED else data)
        try:
            engine.check_fits(compulsory.MANIFEST, engine.view(compulsory.MANIFEST, told), kind, happened_at=at, at=at)
        except Cannot:
            continue
        told.append(fact)
    view = engine.view(compulsory.MANIFEST, told)
    assert view.term is not None and plain.term is not None
    assert view.term.last_day >= plain.term.last_day
    held = [FactView(UUID(int=90), K.INTERIM_DECIDED, told[1].happened_at), FactView(UUID(int=91), K.INTERIM_BEGAN, told[1].happened_at)]
    assert engine.view(compulsory.MANIFEST, [*told, *held]).term.last_day <= view.term.last_day
