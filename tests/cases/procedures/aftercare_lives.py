"""Random lives for aftercare, monitoring and education: facts of kinds a procedure knows, in order of time, with all sorts of data."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from donghanh.cases.procedures.shape import Life, Manifest
from donghanh.cases.rules import VIET_NAM, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.ids import new_id

DATA = [
    {},
    {"completed": "voluntary"},
    {"completed": ["lạ"]},
    {"reported": True},
    {"reason": "completed"},
    {"months": 5},
    {"months": 99},
    {"months": "năm"},
    {"until": "2027-05-01"},
    {"until": "mai"},
    {"letter": "a"},
    {"letter": "b"},
    {"letter": "dd"},
    {"letter": ["lạ"]},
    {"form": "home"},
    {"form": "substitution"},
    {"reason": "abroad", "days": 9},
    {"reason": ["lạ"], "days": "ba"},
    {"at_home": True},
]
OPENING = [
    {"completed": what, "completed_on": "2022-01-01", "reason": "completed", "form": form, "ground": ground}
    for what in ("voluntary", "compulsory", "substitution")
    for form in ("home", "substitution")
    for ground in ("aftercare", "home", "substitution")
]


@st.composite
def told(draw, manifest: Manifest, *, since: datetime = datetime(2022, 1, 1, tzinfo=VIET_NAM)):
    """A person and events of kinds this procedure knows."""
    at = since + timedelta(hours=draw(st.integers(0, 40_000)))
    life = Life(
        born_on=date(draw(st.integers(1960, 2014)), 2, 28),
        has_stable_residence=draw(st.booleans()),
        has_guardian=draw(st.booleans()),
    )
    opener = draw(st.sampled_from(sorted(manifest.opens)))
    events = [FactView(new_id(), opener, at, draw(st.booleans()), draw(st.sampled_from(OPENING)))]
    for kind in draw(st.lists(st.sampled_from(sorted(manifest.accepts - {K.DECISION_WITHDRAWN})), max_size=14)):
        at += timedelta(hours=draw(st.integers(0, 3_000)))
        events.append(FactView(new_id(), kind, at, draw(st.booleans()), draw(st.sampled_from(DATA))))
    return life, events
