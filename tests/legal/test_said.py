"""Every answer the chapters of law give, in full: value, sentence, article, confidence, status, mend; at each edge of age, day and number."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from donghanh import legal
from donghanh.legal import (
    aftercare,
    compulsory,
    compulsory_term,
    education,
    juvenile,
    monitoring,
    substitution,
    testing,
    user_management,
    voluntary,
    voluntary_term,
)
from tests.said import check, grid, named, outcome, page

SAID = Path(__file__).parent / "said"
CHAPTERS = [
    aftercare,
    compulsory,
    compulsory_term,
    education,
    juvenile,
    monitoring,
    substitution,
    testing,
    user_management,
    voluntary,
    voluntary_term,
]
DAYS = tuple(
    map(date.fromisoformat, ("2021-12-31", "2022-01-01", "2024-12-14", "2024-12-15", "2025-02-28", "2025-03-01", "2026-06-30", "2026-07-01"))
)
AROUND = tuple(map(date.fromisoformat, ("2022-03-01", "2026-06-30", "2026-07-01", "2027-07-01")))
FEW = (DAYS[0], DAYS[-2], DAYS[-1])
CODES = "NOT_REGISTERED NOT_STARTED SELF_TERMINATED USED_IN_REHAB SUBSTITUTION_BROKEN_OFF RELAPSE MONITORING_REFUSED REPEATED_ACTS THIRD_BREACH HOME"

EVERYWHERE = {
    "on": DAYS,
    "age": (11, 12, 13, 14, 15, 16, 17, 18),
    "adult": (True, False),
    "has_stable_residence": (True, False),
    "is_asked": (True, False),
    "is_again": (True, False),
    "is_remote": (True, False),
    "earlier": (0, 1),
    "months": (None, 12, 18, 24),
    "completed": ("voluntary", "substitution", "compulsory", "home"),
    "code": CODES.split(),
    "form": ("home", "private", "public", "substitution"),
    "order": ("held", "awaiting", "postponed", "interim"),
    "event": ("not_performed", "used", "substitution", "third_breach"),
    "sample": ("urine", "hair"),
    "letter": ("a", "b", "c", "d", "dd", "e"),
    "nth": (1, 2, 3),
    "prefix": ("compulsory", "juvenile"),
    "decided_on": AROUND,
    "started_on": AROUND,
    "admitted_on": AROUND,
    "completed_on": AROUND,
    "recovered_on": AROUND,
    "opened_on": AROUND,
    "last_day": AROUND,
    "ended_on": AROUND,
    "group": ("adult", "substitution", "requested", "no_residence"),
}
"""The values at which each parameter is asked, by its name."""
AWAY = {"began": (date(2026, 6, 28), date(2026, 7, 1)), "ended": (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2))}
HERE = {
    "aftercare.delisting": {"completed": ("voluntary", "substitution", "compulsory")},
    "aftercare.delisting_day": {"completed": ("voluntary", "substitution", "compulsory")},
    "compulsory.child_is_small": {"child_born_on": (date(2023, 7, 1), date(2023, 7, 2))},
    "compulsory_term.deduction": {"days": (0, 30)},
    "compulsory_term.transition": {
        "opened_on": AROUND[1:3],
        "decided_on": (None, *AROUND[1:3]),
        "admitted_on": (None, *AROUND[1:3]),
        "on": AROUND[1:3],
    },
    "compulsory_term.start": {"decided_on": AROUND[1:], "admitted_on": AROUND[1:]},
    "compulsory_term.term": {"months": (None, 12, 18, 24), "on": FEW},
    "compulsory_term.ordinal": {"months": (None, 12, 18, 24), "on": FEW},
    "compulsory_term.resumes": {"ends_on": tuple(date(2026, month, 30) for month in (8, 9, 10, 12)), "on": FEW},
    "compulsory_term.months_said": {
        "topics": (("compulsory.term",), ("compulsory.term", "compulsory.term_repeat")),
        "months": (5, 6, 12, 18, 24, 25),
        "on": FEW,
    },
    "juvenile.adult_when_decided": {"born_on": (date(2008, 7, 1), date(2008, 7, 2))},
    "juvenile.turns_18": {
        "on": FEW[1:],
        "born_on": (date(2008, 6, 30), date(2008, 7, 1), date(2008, 12, 1)),
        "ends_on": tuple(map(date.fromisoformat, ("2026-06-29", "2026-06-30", "2026-12-31", "2027-01-01", "2027-03-01", "2027-06-01"))),
    },
    "juvenile.stays_at_change": {"ends_on": (*tuple(date(2026, month, day) for month in (7, 8, 9, 10) for day in (1, 30)), date(2027, 1, 1))},
    "monitoring.group": {"ground": ("home", "substitution", "aftercare", "prison"), "age": (None, 11, 12, 17, 18), "on": FEW},
    "monitoring.breach": {"on": FEW},
    "monitoring.refusal": {"ground": ("home", "substitution", "aftercare")},
    "monitoring.removal": {"reason": ("medical", "air_travel", "abroad", "custody", "sleep"), "days": (0, 29, 30, 31), "on": FEW},
    "substitution.consent": {"age": (12, 13, 15, 16, 17, 18)},
    "substitution.end": {"reason": ("completed", "own_wish", *substitution.BREACHES, "")},
    "substitution.missed": {"on": (DAYS[0], DAYS[1], DAYS[-1]), "days": (0, 4, 5, 6), "courses": (0, 2, 3, 4)},
    "user_management.uncounted_absence_days": AWAY,
    "aftercare.uncounted_absence_days": AWAY,
    "voluntary_term.resume": {"recovered_on": (date(2021, 12, 31), *AROUND)},
    "voluntary_term.governing_day": {"decided_on": (None, *AROUND)},
    "voluntary_term.regime": {"decided_on": (None, *AROUND)},
    "voluntary_term.three_phases": {
        "certified_on": tuple(date(2026, 7, 1) + timedelta(days=days) for days in (0, 14, 15, 44, 45, 46, 74, 75, 76, 105))
    },
    "voluntary_term.is_result_too_old": {
        "result_on": tuple(map(date.fromisoformat, ("2021-12-15", "2025-12-31", "2026-01-01", "2026-06-20", "2026-06-30")))
    },
}
"""The values of one question, where they are others than everywhere."""
BY_RULE = {
    "aftercare.term": "told below, with the rule of each topic",
    "compulsory_term.half_served": "told below",
    "compulsory_term.served": "tests/legal/test_served.py",
    "education.term": "told below",
    "voluntary_term.term": "told below",
    "voluntary_term.months": "told below, within the term",
    "voluntary_term.registered": "told below, moments",
    "voluntary_term.threshold": "told below, moments",
    "voluntary_term.is_at_least": "told below",
    "voluntary_term.term_rule": "tests/cases/procedures, tests/legal/test_voluntary_answers.py",
}
"""Questions that ask more than plain values."""


def questions() -> Iterator[tuple[str, Callable[..., object]]]:
    for chapter in CHAPTERS:
        for name, function in vars(chapter).items():
            if inspect.isfunction(function) and _own(chapter, function) and not re.search(r"^_|_20\d\d$|__mutmut_", name):
                yield f"{_last(chapter)}.{name}", function


def _own(chapter: ModuleType, function: Callable[..., object]) -> bool:
    return function.__module__ == chapter.__name__


def _last(chapter: ModuleType) -> str:
    return chapter.__name__.rpartition(".")[2]


def asked(name: str, function: Callable[..., object]) -> Iterator[tuple[str, str, str]]:
    parameters = inspect.signature(function).parameters
    for given in grid(**{one: HERE.get(name, {}).get(one) or EVERYWHERE[one] for one in parameters}):
        plain = [given[one] for one, about in parameters.items() if about.kind is about.POSITIONAL_OR_KEYWORD]
        rest = {one: given[one] for one, about in parameters.items() if about.kind is about.KEYWORD_ONLY}
        yield name, named(given), outcome(lambda plain=plain, rest=rest: function(*plain, **rest))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=_last)
def test_a_chapter_says_what_it_said(chapter):
    rows = [row for name, function in questions() if name.startswith(f"{_last(chapter)}.") and name not in BY_RULE for row in asked(name, function)]
    check(SAID / f"{_last(chapter)}.txt", page(rows))


def test_every_sentence_is_one_and_every_article_is_named():
    """No answer is half a sentence, none stands without article unless the law is silent or it says so itself."""
    for path in SAID.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "XX" not in text and "meaning_vi: None" not in text, path.name
        for line in text.splitlines():
            kind, _, said = line.partition(": ")
            if kind in ("meaning_vi", "mend_vi", "mend"):
                assert said[0] == said[0].upper() and said.endswith((".", ".)")), line


def test_twin_a_changed_word_is_seen(monkeypatch):
    monkeypatch.delenv("DONGHANH_SAY", raising=False)
    monkeypatch.setattr(testing, "MEND", "Hỏi gia đình.")
    with pytest.raises(AssertionError):
        test_a_chapter_says_what_it_said(testing)


def test_no_question_is_left_out():
    assert set(BY_RULE) | set(HERE) <= {name for name, _ in questions()}
    assert legal.edition()
