"""Two implementations agree on made-up lives: ordinals, terms, last days, due moments, and what the clock forbids.

The second one (tests/legal/second) was written from the rulebooks alone. DONGHANH_LIVES lives in every run; the slow test tells
DONGHANH_MANY_LIVES more. In one life of twenty every event also goes through the course of all procedures, which must take it.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from donghanh.cases.procedures import aftercare_term as term_of_aftercare
from donghanh.cases.procedures import compulsory_term as term_of_compulsory
from donghanh.cases.procedures import course as courses
from donghanh.cases.procedures import engine, shape
from donghanh.cases.procedures.course import Episode, course
from donghanh.cases.procedures.registry import MANIFESTS, REHABILITATION
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import default_calendar
from donghanh.legal import compulsory_term
from tests.legal.second import rulebook
from tests.legal.second.counting import Days, Event
from tests.legal.second.lives import Life
from tests.legal.second.reading import moment
from tests.legal.second.voluntary import Voluntary

LIVES = int(os.environ.get("DONGHANH_LIVES", "10000"))
MANY = int(os.environ.get("DONGHANH_MANY_LIVES", "1000000"))
CALENDAR = default_calendar()
DAYS = Days(frozenset(CALENDAR.holidays), frozenset(CALENDAR.made_up))
ONE_IN = 20


def facts(events: list[Event]) -> list[FactView]:
    return [FactView(UUID(int=n), FactKind(e.kind), e.at, e.day_only, dict(e.data)) for n, e in enumerate(events, 1)]


def asked(life: Life) -> shape.Life:
    born = life.reading.born
    return shape.Life(born_on=born, birth_year=born.year, has_guardian=True, is_remote=life.reading.is_remote)


def by_course(life: Life) -> list[Episode]:
    """All events through all procedures: who takes each, first and later time counted there."""
    procedures = {file.procedure for file in life.reading.files}
    return [one for one in course(facts(life.events), asked(life)) if one.manifest.procedure.value in procedures]


def file_by_file(life: Life) -> list[Episode]:
    """Each file folded once from its own events."""
    files: list[Episode] = []
    for file in life.reading.files:
        begun = sum(one.manifest.procedure in REHABILITATION and one.view().active_from is not None for one in files)
        files.append(Episode(MANIFESTS[Procedure(file.procedure)], replace(asked(life), rehabilitations=begun), facts(file.events)))
    return files


def disagreements(life: Life, *, whole: bool) -> list[str]:
    """What the two readings say differently of this life."""
    try:
        episodes = by_course(life) if whole else file_by_file(life)
    except Cannot as refusal:
        return [f"{life.seed}: {refusal.message}"]
    mine = [one.manifest.procedure.value for one in episodes]
    theirs = [file.procedure for file in life.reading.files]
    if mine != theirs:
        return [f"{life.seed}: files {mine} / {theirs}"]
    found = [text for one, file in zip(episodes, life.reading.files, strict=True) for text in _differences(one, file)]
    return [f"{life.seed}: {text}" for text in [*found, *_probed(life, episodes)]]


def _differences(one: Episode, file: object) -> list[str]:
    view = one.view()
    first = {"from": moment(view.active_from), "until": moment(view.active_until)}
    first |= {duty.kind: moment(duty.due.value if duty.due else None) for duty in view.duties if duty.kind in rulebook.KNOWN}
    second = {"from": moment(file.begins), "until": moment(file.until())} | {kind: moment(due) for kind, due in file.duties().items()}
    return [f"{file.procedure} {key} {first.get(key, '-')} / {second.get(key, '-')}" for key in sorted(first.keys() | second.keys())
            if first.get(key, "-") != second.get(key, "-")]  # fmt: skip


def _probed(life: Life, episodes: list[Episode]) -> list[str]:
    """What the second reading says the clock forbids, the first must refuse."""
    if life.probe is None:
        return []
    file, kind, at = life.probe
    one = episodes[life.reading.files.index(file)]
    try:
        engine.check_fits(one.manifest, one.view(), FactKind(kind), happened_at=at, at=at)
    except Cannot:
        return []
    return [f"{kind} on {at:%Y-%m-%d} is not refused"]


def told(first: int, count: int) -> list[str]:
    """All disagreements of so many lives from this seed on."""
    return [text for seed in range(first, first + count) for text in disagreements(Life(seed, DAYS), whole=seed % ONE_IN == 0)]


@pytest.mark.parametrize("part", range(10))
def test_two_readings_of_ten_thousand_lives_agree(part):
    each = LIVES // 10
    assert told(part * each, each) == []


@pytest.mark.parametrize("seed", [518020, 831724])
def test_lives_once_told_differently(seed):
    """18 on the day of the ground; born on 29/02 and 18 on 28/02: what a million lives found."""
    assert disagreements(Life(seed, DAYS), whole=True) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(100))
def test_two_readings_of_a_million_lives_agree(part):
    each = MANY // 100
    assert told(LIVES + part * each, each) == []


def test_every_hard_thing_happens_often():
    seen: Counter[str] = Counter()
    for seed in range(2000):
        seen.update(hard_things(Life(seed, DAYS)))
    rare = {name: seen[name] for name in HARD if seen[name] < 10}
    assert rare == {}


HARD = (
    "over 01/07/2026", "over 01/03/2025", "later time", "turns 18 midway", "born on 29/02", "begins on a month's last day", "day only",
    "escape", "prison", "held before", "reduced", "suspended", "obstacle", "absence", "moved", "used again", "forbidden by the clock", "aftercare",
)  # fmt: skip
_BY_KIND = {
    "ESCAPED": "escape", "IMPRISONED": "prison", "INTERIM_BEGAN": "held before", "REDUCED": "reduced", "STAY_SUSPENDED": "suspended",
    "IMPEDED": "obstacle", "ABSENCE_BEGAN": "absence", "FILE_RECEIVED": "moved", "USED_AGAIN": "used again",
    "AFTERCARE_DECIDED": "aftercare",
}  # fmt: skip


def hard_things(life: Life) -> set[str]:
    born, events = life.reading.born, life.events
    found = {_BY_KIND[event.kind] for event in events if event.kind in _BY_KIND}
    checks = {
        "day only": any(event.day_only for event in events),
        "born on 29/02": (born.month, born.day) == (2, 29),
        "forbidden by the clock": life.probe is not None,
    }
    for file in life.reading.files:
        begun, until = file.begins, file.until()
        if begun is None or until is None:
            continue
        checks |= {name: checks.get(name, False) or begun.date() < day <= until.date() for name, day in {
            "over 01/07/2026": date(2026, 7, 1), "over 01/03/2025": date(2025, 3, 1),
            "turns 18 midway": date(born.year + 18, born.month, min(born.day, 28)),
        }.items()}  # fmt: skip
        checks["begins on a month's last day"] = checks.get("begins on a month's last day", False) or begun.day >= 30
        checks["later time"] = checks.get("later time", False) or (isinstance(file, Voluntary) and file.months == rulebook.LATER)
    return found | {name for name, is_so in checks.items() if is_so}


# twins: an error put into the first reading is seen by the second
def test_twin_earlier_times_not_counted(monkeypatch):
    monkeypatch.setattr(courses, "_counts", lambda one: False)
    assert [text for seed in range(150) for text in disagreements(Life(seed, DAYS), whole=True)]


def test_twin_time_held_before_not_deducted(monkeypatch):
    monkeypatch.setattr(term_of_compulsory, "held_before", lambda told: [])
    assert told(0, 400)


def test_twin_escape_counted(monkeypatch):
    monkeypatch.setattr(term_of_compulsory, "uncounted", lambda told: [])
    assert told(0, 400)


def test_twin_absence_from_aftercare_counted(monkeypatch):
    monkeypatch.setattr(term_of_aftercare, "_uncounted", lambda told: [])
    assert told(0, 600)


def test_twin_new_law_deducts_from_the_arrival(monkeypatch):
    monkeypatch.setattr(compulsory_term, "interim_from_decision", lambda on: False)
    monkeypatch.setattr(term_of_compulsory.law, "interim_from_decision", lambda on: False)
    assert told(0, 600)


def test_twin_back_from_illness_with_any_rest(monkeypatch):
    monkeypatch.setattr("donghanh.cases.procedures.compulsory_checks._refusal", lambda found: None)
    monkeypatch.setattr("donghanh.cases.procedures.compulsory_checks._CHECKS", {})
    assert any("is not refused" in text for text in told(0, 700))


def test_twin_tet_is_no_holiday():
    without = Days(frozenset(day for day in DAYS.off if day.month not in (1, 2)), DAYS.worked)
    assert [text for seed in range(400) for text in disagreements(Life(seed, without), whole=False)]
