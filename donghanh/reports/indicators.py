"""The SQL behind an indicator of plans/indicators/. Only those with facts to count stand here; the words and editions are data."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.programme.queries import TargetRow
from donghanh.reports.rules import CannotCount


@dataclass(frozen=True, slots=True)
class Counter:
    """totals, as_of_totals: SQL that counts per commune, (unit_id, denominator, numerator, without_decision, without_service[, digest]).

    people: the set-returning function behind the list, "" where no list is offered. The SQL is in migrations/0003_reporting_schema.py.
    """

    totals: str
    as_of_totals: str
    people: str = ""


_ASKED = "%(units)s, %(since)s, %(until)s"
COUNTERS = {
    "user_management": Counter(
        totals=f"select unit_id, denominator, numerator, without_decision, without_service from reporting.user_management_totals({_ASKED})",
        as_of_totals="select unit_id, denominator, numerator, without_decision, without_service, digest"
        f" from reporting.user_management_as_of_totals({_ASKED}, %(moment)s)",
        people="reporting.user_management_people",
    ),
    "newly_dependent": Counter(
        totals=f"select unit_id, before, counted, null, null from reporting.newly_dependent_beside({_ASKED}, 'infinity')",
        as_of_totals=f"select unit_id, before, counted, null, null, digest from reporting.newly_dependent_beside({_ASKED}, %(moment)s)",
    ),
}


def counter(target: TargetRow) -> Counter:
    """How this target is counted. Raises CannotCount where nobody records yet what it counts, saying what and who."""
    found = COUNTERS.get(target.indicator)
    if found is None or not target.source.is_counted:
        why = f"còn thiếu: {target.missing_fact} Người ghi: {target.recorded_by}." if target.missing_fact else "đây không phải là số đo."
        raise CannotCount(f"Chưa tính được chỉ tiêu “{target.name}”: {why}", mend="Chọn một chỉ tiêu đã có sự việc để tính.")
    return found
