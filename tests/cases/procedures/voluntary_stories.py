"""What the tests of voluntary rehabilitation and substitution share: short views, and random lives that may only be refused, never break."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest
from donghanh.cases.rules import VIET_NAM, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import BadInput, Cannot

GROWN = Life(born_on=date(1990, 5, 1))
AGAIN = Life(born_on=date(1990, 5, 1), rehabilitations=1)
YOUNG = Life(born_on=date(2010, 9, 15), has_guardian=True)

DATA = [
    {},
    {"months": 6},
    {"months": 12},
    {"months": 99},
    {"months": "sáu"},
    {"phase": "c"},
    {"breach": "duty"},
    {"level": "central"},
    {"reason": "completed"},
    {"reason": "breach_process"},
    {"reason": ["lạ"]},
    {"days": 5, "courses": 0},
    {"form": ["lạ"]},
    {"left_at": "hôm qua"},
    {"notified_at": "2024-02-07T10:00", "result_on": "2024-02-06"},
]


ENDINGS = frozenset({K.DIED, K.LEFT_REHAB, K.COURT_DECIDED, K.IMPRISONED})


def answer(view: CaseView, question: str):
    """The last answer to this question, or None."""
    return next((a for a in reversed(view.findings) if a.question == question), None)


def last_day(view: CaseView) -> date | None:
    """The last day on which the measure still stands, or None."""
    return None if view.active_until is None else (view.active_until - timedelta(microseconds=1)).astimezone(VIET_NAM).date()


@st.composite
def told(draw, manifest: Manifest, forms: list[str]):
    """A person and events of kinds this procedure knows, in order of time, with all sorts of data."""
    at = datetime(2022, 1, 1, tzinfo=VIET_NAM) + timedelta(hours=draw(st.integers(0, 43_000)))
    life = Life(
        born_on=date(draw(st.sampled_from([1960, 1990, 2000, 2008, 2011, 2014])), 2, 28),
        has_stable_residence=draw(st.integers(0, 9)) > 0,
        has_guardian=draw(st.booleans()),
        rehabilitations=draw(st.integers(0, 3)),
    )
    opener = draw(st.sampled_from(sorted(manifest.opens)))
    events = [FactView(UUID(int=1), opener, at, draw(st.booleans()), _opening(at, draw(st.sampled_from(forms))))]
    for _ in range(draw(st.integers(2, 14))):
        at += timedelta(hours=draw(st.integers(0, 2_000)))
        kind = draw(st.sampled_from(_next_kinds(manifest, events, anything=draw(st.integers(0, 4)) == 0)))
        events.append(FactView(UUID(int=len(events) + 1), kind, at, draw(st.booleans()), draw(st.sampled_from(DATA))))
    return life, events


def _next_kinds(manifest: Manifest, events: list[FactView], *, anything: bool) -> list[K]:
    """What leads the file on from where it stands, so that lives get somewhere; now and then anything at all."""
    every = sorted(manifest.accepts - {K.DECISION_WITHDRAWN})
    stage = engine.stage_of(manifest, engine.in_order(events))
    onward = [kind for before, kind in manifest.moves if before == stage and kind not in ENDINGS]
    around = [kind for kind, stages in manifest.stays.items() if stage in stages and kind != K.DECISION_WITHDRAWN]
    return every if anything else onward * 3 + around or every


def _opening(at: datetime, form: str) -> dict[str, str]:
    day = at.date()
    return {"form": form, "started_on": (day - timedelta(days=200)).isoformat(), "left_on": day.isoformat()}


def accepted(manifest: Manifest, life: Life, events: list[FactView]) -> CaseView | None:
    """The view after every event that the rules take; whatever they do not take must be refused in words, never break."""
    try:
        manifest.check_open(events[0], life)
        taken = events[:1]
        for event in events[1:]:
            view = engine.view(manifest, taken, life=life)
            try:
                engine.check_fits(manifest, view, event.kind, happened_at=event.happened_at, at=event.counts_from)
                engine.view(manifest, [*taken, event], life=life)
            except (Cannot, BadInput):
                continue
            taken.append(event)
        view = engine.view(manifest, taken, life=life)
        engine.permitted(manifest, view, at=events[-1].counts_from)
    except (Cannot, BadInput):
        return None
    return view
