"""A term as it is really served: time held before is deducted, days away push the end back, overlaps count once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ONE_DAY, Calendar, add_months, local_day
from donghanh.legal import book
from donghanh.legal.errors import NotComputable
from donghanh.legal.findings import Finding
from donghanh.legal.model import Rule
from donghanh.legal.reckoning import decided_rule, due, term_last_day
from donghanh.legal.spans import Span, days_in, joined


@dataclass(frozen=True, slots=True)
class Course:
    """A term as served. last_day None: somebody is still away, so no end can be said; then waits_for_days are left to serve.

    ordinary_last_day: the end if nothing were deducted and nobody had been away. added, deducted: days.
    """

    start: date
    ordinary_last_day: date
    last_day: date | None
    deducted: int
    added: int
    waits_for_days: int

    @property
    def is_open(self) -> bool:
        return self.last_day is None


def course(rule: Rule, start: date, *, held_before: Iterable[Span] = (), uncounted: Iterable[Span] = (), reduced_months: int = 0,
           amount: int | None = None) -> Course:  # fmt: skip
    """The term of this rule from `start`. held_before: time in a facility before the start, deducted day for day; overlapping
    spans are deducted once, days from `start` on are not deducted. uncounted: days of absence, escape, suspension that the law
    does not count; spans that overlap or follow each other push the end back once for each different day.

    amount: the number decided where the law gives a range. reduced_months: what a court has taken off.
    Raises BadInput for a reduction below 0; NotComputable where the rule is no term.
    """
    found = decided_rule(rule, amount)
    if found.amount is None or found.unit not in ("day", "month", "year"):
        raise NotComputable(
            f"Quy tắc {found.id} không phải thời hạn của một biện pháp.", mend="Chọn quy tắc về thời hạn.", citation=found.citation_vi
        )
    if reduced_months < 0:
        raise BadInput("Số tháng được giảm không được âm.", mend="Ghi từ 0 tháng trở lên.", field="reduced_months")
    ordinary = term_last_day(found, start)
    deducted = days_in(held_before, until=start - ONE_DAY)
    target = max(add_months(ordinary, -reduced_months) - timedelta(days=deducted), start)
    return _served(start, ordinary, target, deducted, joined(uncounted))


def _served(start: date, ordinary: date, target: date, deducted: int, uncounted: Sequence[Span]) -> Course:
    """Walks the days away in order: each that begins before the end pushes it back by its own days."""
    last = target
    for span in uncounted:
        first = max(span.first, start + ONE_DAY)
        if first > last:
            break
        if span.last is None:
            return Course(start, ordinary, None, deducted, (last - target).days, (last - first).days + 1)
        last += timedelta(days=max((span.last - first).days + 1, 0))
    return Course(start, ordinary, last, deducted, (last - target).days, 0)


def days_left(last_day: date, on: date) -> int:
    """Days of a term that are still to come after this day."""
    return max((last_day - on).days, 0)


def remains_at_least(rule: Rule, *, last_day: date, on: date) -> bool:
    """True where at least the rule's months of the term are left after this day: who has as much must resume, or moves at eighteen.

    rule: a threshold in months (CR-22, REHAB_RESUME_THRESHOLD, JUV_TURNS_18_THRESHOLD). Raises NotComputable for another unit.
    """
    if rule.unit != "month" or rule.amount is None:
        raise NotComputable(f"Quy tắc {rule.id} không tính bằng tháng.", mend="Chọn quy tắc về thời hạn còn lại.", citation=rule.citation_vi)
    return add_months(on, int(rule.amount)) <= last_day


def due_after(rule: Rule | str, start: datetime, obstacles: Iterable[tuple[datetime, datetime]], *, calendar: Calendar | None = None) -> Finding:
    """When something is due where force majeure (or evasion) came between: the limit begins anew when that ends.

    obstacles: beginning and end of each, moments with zone. One that begins after the limit has run out changes nothing. Raises
    NotComputable where the law does not let this limit begin anew; else as `due`.
    """
    found = due(rule, start, calendar=calendar)
    standing = rule if isinstance(rule, Rule) else book.rule(rule)
    for began, ended in sorted(obstacles):
        if not standing.restarts:
            raise NotComputable(
                f"Luật không cho tính lại từ đầu hạn theo quy tắc {found.rule_id}.", mend="Tính hạn như thường.", citation=standing.citation_vi
            )
        if local_day(began) <= local_day(ended) and began < found.value and ended > start:
            start = ended
            found = due(standing, start, calendar=calendar)
    return found
