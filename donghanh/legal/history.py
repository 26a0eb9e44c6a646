"""The law before 2022, to be read in its own words: nothing here is ever applied to a person or a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.legal.errors import LawDataFault
from donghanh.legal.loading import LAW, law_data


@dataclass(frozen=True, slots=True)
class PastInstrument:
    """A text that stood before 2022. ended: its last day of force where it is known."""

    name: str
    title: str
    ended: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PastPlan:
    """A plan of that time. until: the last day it was made for."""

    name: str
    place: str
    signed: date
    title: str
    until: date


@dataclass(frozen=True, slots=True)
class PastWord:
    """A word of that time. now: the code of the term that stands for the thing today, empty where nothing does."""

    word: str
    meaning: str
    source: str
    now: str


@cache
def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml_file.read(LAW / "history.yaml")
    return loaded


def past_instruments() -> list[PastInstrument]:
    """Texts that stood before 2022."""
    return [PastInstrument(**row) for row in _file()["instruments"]]


def past_plans() -> list[PastPlan]:
    """Plans made under the law of that time."""
    return [PastPlan(**row) for row in _file()["plans"]]


def past_words() -> list[PastWord]:
    """Words of that time. Raises LawDataFault where one points to a term that is not there."""
    found = [PastWord(**row) for row in _file()["terms"]]
    for word in found:
        if word.now and word.now not in law_data().terms:
            raise LawDataFault(f"history: {word.word} points to {word.now}, which is no term")
    return found


def word_then(text: str) -> PastWord | None:
    """The entry of a word as that time wrote it, whatever its capitals; None where it is not kept."""
    return next((word for word in past_words() if word.word.casefold() == text.strip().casefold()), None)
