"""Rules that are more than a limit: one function per edition of the law, chosen by the day that is asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ParamSpec

from donghanh.legal.book import day_vi, edition
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.model import Citation, cited
from donghanh.legal.standing import Standing

P = ParamSpec("P")
EDITIONS: dict[str, dict[date, Callable[..., Answer]]] = {}
"""Question → day of entry into force → the edition. Tests walk through it."""


def in_force(since: str) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """Files a function as the edition, in force from this day ("2026-07-01"), of the question its name begins with:
    absence_2022 and absence_2026 are two editions of "absence"."""

    def file(function: Callable[P, Answer]) -> Callable[P, Answer]:
        question = function.__name__.strip("_").rsplit("_", 1)[0]
        EDITIONS.setdefault(f"{function.__module__.rsplit('.', 1)[1]}.{question}", {})[date.fromisoformat(since)] = function
        return function

    return file


def ask(question: str, *, on: date, **facts: object) -> Answer:
    """The answer of the edition that stands on this day. Raises NoRuleInForce before the first one."""
    known = EDITIONS[question]
    standing = [since for since in known if since <= on]
    if not standing:
        first = min(known)
        raise NoRuleInForce(f"Ngày {day_vi(on)} chưa có quy định này.", mend=f"Quy định có từ {day_vi(first)}.")
    return known[max(standing)](**facts)


def answer(
    question: str, value: str, meaning: str, *places: tuple[str, str], status: str = "definite", confidence: str = "V", mend: str = ""
) -> Answer:
    """An answer with its citations. places: ("D163", "60 2") is Điều 60 khoản 2 of that instrument, a third word the point."""
    found = tuple(Citation(law_data().instruments[instrument], *place.split()) for instrument, place in places)
    return Answer(question, value, meaning, mend, cited(found), confidence, Standing(status), edition())
