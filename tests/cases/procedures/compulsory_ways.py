"""Whole ways through compulsory rehabilitation, one for each regime, to be cut off where a test asks."""

from __future__ import annotations

from datetime import date

from donghanh.cases.procedures import compulsory, compulsory_minor, engine
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from tests.cases.procedures.stories import duty, fact

ADULT = Life(date(1990, 5, 1))
MINOR = Life(date(2008, 10, 20), has_guardian=True)

CONTESTED = {"contest_days": 3, "contest_reason": "quyết định của Toà án nêu"}
"""Where no text read gives the days, the court's ruling sets them."""

WAY_2024 = (
    (K.GROUND_FOUND, "2024-03-01T09:00", {"ground": "SELF_TERMINATED"}),
    (K.INTERIM_DECIDED, "2024-03-04", {"place": "facility"}),
    (K.INTERIM_BEGAN, "2024-03-04", {}),
    (K.DOSSIER_PREPARED, "2024-03-07", {}),
    (K.NOTICE_GIVEN, "2024-03-08", {}),
    (K.FILE_READ, "2024-03-11", {}),
    (K.DOSSIER_FORWARDED, "2024-03-14", {}),
    (K.COURT_REQUESTED, "2024-03-15", {}),
    (K.COURT_ACCEPTED, "2024-03-18", {}),
    (K.HEARING_ORDERED, "2024-03-20", {}),
    (K.HEARING_HELD, "2024-03-27", {}),
    (K.COURT_DECIDED, "2024-03-27", {"months": 18}),
    (K.DECISION_EFFECTIVE, "2024-04-04", {}),
    (K.COURT_DECISION_SENT, "2024-04-05", {"to": "execution"}),
    (K.ADMITTED, "2024-04-08T10:00", {}),
)
"""Before 1 March 2025: the district labour office checks, the district court decides."""

WAY_2026 = (
    (K.GROUND_FOUND, "2026-07-01T09:00", {"ground": "SELF_TERMINATED"}),
    (K.INTERIM_DECIDED, "2026-07-02T08:00", {"place": "facility"}),
    (K.DOSSIER_PREPARED, "2026-07-02T09:00", {}),
    (K.NOTICE_GIVEN, "2026-07-02T10:00", {}),
    (K.COURT_REQUESTED, "2026-07-08T08:00", {}),
    (K.COURT_ACCEPTED, "2026-07-09", {}),
    (K.COURT_DECIDED, "2026-07-20", dict(CONTESTED)),
    (K.DECISION_EFFECTIVE, "2026-07-27", {}),
    (K.COURT_DECISION_SENT, "2026-07-28T09:00", {"to": "execution"}),
    (K.PROVINCE_INFORMED, "2026-07-28T15:00", {}),
    (K.FACILITY_CHOSEN, "2026-07-29T10:00", {}),
    (K.ADMITTED, "2026-07-30T08:00", {}),
)
"""From 1 July 2026: straight to the regional court, the province chooses the facility, limits in clock hours."""


def until(way, last: K, **changed) -> list[FactView]:
    """The way up to the first fact of this kind, whose data is `changed` where given."""
    told = []
    for kind, at, data in way:
        told.append(fact(kind, at, **(changed or data if kind == last else data)))
        if kind == last:
            return told
    raise AssertionError(last)


def in_facility(admitted: str = "2024-01-02", *, months: int = 12, decided: str = "2023-12-20") -> list[FactView]:
    """A short way into the facility: nothing held before."""
    steps = (K.GROUND_FOUND, K.DOSSIER_PREPARED, K.NOTICE_GIVEN, K.DOSSIER_FORWARDED, K.COURT_REQUESTED, K.COURT_ACCEPTED)
    said = (K.COURT_DECIDED, K.DECISION_EFFECTIVE, K.COURT_DECISION_SENT)
    return [
        *same_day(decided, *steps),
        fact(said[0], f"{decided}T15:00", months=months),
        fact(said[1], f"{decided}T20:00"),
        fact(said[2], f"{decided}T20:30", to="execution"),
        fact(K.ADMITTED, f"{admitted}T21:00"),
    ]


def same_day(day: str, *kinds: K) -> list[FactView]:
    """Facts of one day, an hour apart from 8 o'clock on."""
    return [fact(kind, f"{day}T{hour:02d}:00") for hour, kind in enumerate(kinds, 8)]


def adult(told, life: Life = ADULT):
    """The file of a person from 18 on."""
    return engine.view(compulsory.MANIFEST, told, life=life)


def minor(told, life: Life = MINOR):
    """The file of a person from 12 to under 18."""
    return engine.view(compulsory_minor.MANIFEST, told, life=life)


def last_day(view, kind: str) -> str:
    """The last day of an open duty; "" where the law names no limit; fails where there is no such duty."""
    found = duty(view, kind)
    assert found is not None, (kind, [d.kind for d in view.duties])
    return found.due.last_day.isoformat() if found.due else ""


def value(view, question: str) -> str:
    """The value of a finding."""
    return next(answer.value for answer in view.findings if answer.question == question)


def ends(view) -> str:
    """The last day of the measure."""
    assert view.term is not None and view.active_until is not None
    return view.term.last_day.isoformat()
