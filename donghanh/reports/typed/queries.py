"""Reading typed figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.reports.periods import Period
from donghanh.reports.typed import access
from donghanh.reports.typed.models import TypedFigure


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One version of a typed figure. share: per cent, unrounded, None without denominator; is_latest: no later version."""

    indicator: str
    period: str
    place_id: int
    version: int
    value: Decimal
    denominator: Decimal | None
    document: str
    provider: str
    reason: str
    entered_by: int
    entered_at: datetime
    is_latest: bool

    @property
    def share(self) -> Decimal | None:
        """Value of the denominator in per cent."""
        return self.value * 100 / self.denominator if self.denominator else None


def versions(actor: Actor, indicator: str, *, place_id: int) -> list[TypedRow]:
    """Every version of every period of this indicator at this place, the newest period and version first. Raises MayNot."""
    found = access.readable(actor).filter(indicator=indicator, place_id=place_id).order_by("-period", "-version")
    seen: set[str] = set()
    rows = []
    for one in found:
        rows.append(_row(one, is_latest=one.period not in seen))
        seen.add(one.period)
    return rows


def of_period(actor: Actor, *, place_id: int, period: Period) -> dict[str, TypedRow]:
    """Indicator → its newest figure for this period at this place. Raises MayNot."""
    found = access.readable(actor).filter(place_id=place_id, period=period.code).order_by("version")
    return {one.indicator: _row(one, is_latest=True) for one in found}


def assigned(indicator: str, *, place_id: int, period: Period, as_of: datetime | None = None) -> int | None:
    """The number assigned to this place for the period, or for the year it lies in; None where nobody has typed one (by that moment).

    Asked inside a counting of the repository, under the reader's own wall; the repository has let him in.
    """
    told = Q() if as_of is None else Q(entered_at__lte=as_of)
    codes = (period.code, period.code[:4])
    found = TypedFigure.objects.filter(told, indicator=indicator, place_id=place_id, period__in=codes).order_by("-version")
    by_period = {one.period: one for one in reversed(found)}
    row = next((by_period[code] for code in codes if code in by_period), None)
    return int(row.value) if row else None


def _row(one: TypedFigure, *, is_latest: bool) -> TypedRow:
    return TypedRow(
        one.indicator,
        one.period,
        one.place_id,
        one.version,
        one.value,
        one.denominator,
        one.document,
        one.provider,
        one.reason,
        one.entered_by,
        one.entered_at,
        is_latest,
    )
