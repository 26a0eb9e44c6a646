"""A term that somebody wrote, from a day to a day, beside the length that the law of that day gives. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from donghanh.kernel.workdays import ONE_DAY, add_months
from donghanh.legal.book import day_vi
from donghanh.legal.model import Rule
from donghanh.legal.reckoning import term_last_day
from donghanh.legal.standing import Standing
from donghanh.legal.units import TERMS


class Verdict(StrEnum):
    """FITS: a reading of the law gives this length. OUTSIDE: every reading gives another one. OPEN: the law read gives no number."""

    FITS = "fits"
    OUTSIDE = "outside"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Written:
    """A written term and what the law says of it. law: its number in words, until: the days on which it ends; both empty where it gives none.

    is_firm: its number was read, or told by a source; meaning: what the law leaves open, empty where it is sure.
    """

    first: date
    last: date
    law: str
    until: str
    citation: str
    status: Standing
    confidence: str
    verdict: Verdict
    is_firm: bool = True
    meaning: str = ""

    @property
    def is_refused(self) -> bool:
        """Another length than the law's; a number that nobody has confirmed refuses nothing, it asks for a reason."""
        return self.verdict is Verdict.OUTSIDE and self.is_firm

    @property
    def needs_reason(self) -> bool:
        """Whoever writes it says why: the law is silent, its texts differ, or a number that is not confirmed is not kept."""
        is_unsure = self.status in (Standing.SILENT, Standing.CONFLICT)
        return not self.is_refused and (is_unsure or self.verdict is not Verdict.FITS)

    @property
    def words(self) -> str:
        """As `spelt`."""
        return spelt(self.first, self.last)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for keeping with a decision."""
        return {
            "first": self.first.isoformat(),
            "last_day": self.last.isoformat(),
            "law": self.law,
            "until": self.until,
            "citation": self.citation,
            "status": self.status.value,
            "confidence": self.confidence,
            "verdict": self.verdict.value,
            "meaning": self.meaning,
            "needs_reason": self.needs_reason,
        }


def written(first: date, last: date, rules: Sequence[Rule], *, status: Standing, confidence: str, meaning: str = "") -> Written:
    """Compare a term of these days, both included, with the lengths that the law may give: the reading followed first, then others left open.

    On which of two neighbouring days a term ends is a convention (law/conventions.yaml term_last_day), so the day before it fits too.
    No rule, or none with a number: OPEN.
    """
    bounds = [found for rule in rules if (found := _bounds(rule, first)) is not None]
    verdict = Verdict.OPEN
    if bounds:
        verdict = Verdict.FITS if any(least - ONE_DAY <= last <= most for least, most in bounds) else Verdict.OUTSIDE
    return Written(
        first,
        last,
        law=_either(rule.amount_vi for rule in rules),
        until=_either(map(_until, bounds)),
        citation="; ".join(_once(rule.citation_vi for rule in rules)),
        status=status,
        confidence=confidence,
        verdict=verdict,
        is_firm=all(rule.confidence != "M" for rule in rules),
        meaning=meaning,
    )


def proposed(first: date, rules: Sequence[Rule]) -> date | None:
    """The one last day that the law gives to a term from this day; None where it gives a choice, or no number."""
    days = {found for rule in rules if (found := _bounds(rule, first)) is not None}
    least, most = next(iter(days)) if len(days) == 1 else (first, date.max)
    return least if least == most else None


def spelt(first: date, last: date) -> str:
    """ "24 tháng (732 ngày kể cả ngày đầu và ngày cuối), từ 01/12/2026 đến hết 01/12/2028"; below a month the days alone."""
    months, rest = months_of(first, last)
    days = f"{(last - first).days + 1} ngày kể cả ngày đầu và ngày cuối"
    length = f"{months:02d} tháng" + (f" {rest} ngày" if rest else "") + f" ({days})" if months else days
    return f"{length}, từ {day_vi(first)} đến hết {day_vi(last)}"


def months_of(first: date, last: date) -> tuple[int, int]:
    """Whole months and the days over. A term to the same day of a later month is whole, and so is one to the day before."""
    months = 0
    while add_months(first, months + 1) <= last + ONE_DAY:
        months += 1
    return months, max((last - add_months(first, months)).days, 0)


def _bounds(rule: Rule, first: date) -> tuple[date, date] | None:
    """The earliest and the latest last day that this rule gives to a term from this day on; None where it gives no number of days or months."""
    if rule.kind not in TERMS or rule.amount is None or rule.unit not in ("day", "month", "year"):
        return None
    least = term_last_day(rule, first)
    most = term_last_day(replace(rule, amount=rule.amount_max), first) if rule.amount_max is not None else least
    return (first if rule.bound == "max" else least, date.max if rule.bound == "min" else most)


def _until(bounds: tuple[date, date]) -> str:
    least, most = bounds
    if most == date.max:
        return f"{day_vi(least)} trở đi"
    return day_vi(most) if least == most else f"từ {day_vi(least)} đến {day_vi(most)}"


def _either(words: Iterable[str]) -> str:
    return " hoặc ".join(_once(words))


def _once(words: Iterable[str]) -> list[str]:
    """Each of them once, in order, without empty ones."""
    return list(dict.fromkeys(word for word in words if word))
