"""Stretches of days: joined where they overlap, so that nothing is ever counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ONE_DAY


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from first to last, both included; last None: still going on. Raises BadInput where last lies before first."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise BadInput("Khoảng thời gian kết thúc trước khi bắt đầu.", mend="Kiểm tra lại ngày đầu và ngày cuối.", field="last")

    @property
    def days(self) -> int | None:
        """How many days; None while it goes on."""
        return None if self.last is None else (self.last - self.first).days + 1


def away(left: date, returned: date | None) -> Span | None:
    """The days not served by somebody who left on one day and came back on another: the day of return is served.

    None where he came back the same day; open while he has not come back.
    """
    if returned is None:
        return Span(left)
    return Span(left, returned - ONE_DAY) if returned > left else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days, as few spans as possible, in order: overlapping and touching ones become one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.first):
        last = found[-1] if found else None
        if last is None or (last.last is not None and span.first > last.last + ONE_DAY):
            found.append(span)
        elif last.last is not None:
            found[-1] = Span(last.first, None if span.last is None else max(last.last, span.last))
    return tuple(found)


def days_in(spans: Iterable[Span], *, until: date) -> int:
    """How many different days the spans cover up to and including `until`."""
    total = 0
    for span in joined(spans):
        last = until if span.last is None else min(span.last, until)
        total += max((last - span.first).days + 1, 0)
    return total
