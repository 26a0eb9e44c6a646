"""How a target is counted: the SQL behind it and the edition of its definition, which every frozen report names."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.reports.rules import CannotCount


@dataclass(frozen=True, slots=True)
class Indicator:
    """people: the set-returning function behind lists; totals, as_of_totals: counts per commune. definition changes with the counting."""

    definition: str
    people: str
    totals: str
    as_of_totals: str


INDICATORS = {
    "user_management": Indicator(
        "user_management/1",
        "reporting.user_management_people",
        "reporting.user_management_totals",
        "reporting.user_management_as_of_totals",
    ),
}


def indicator(code: str) -> Indicator:
    """The indicator a target names. Raises CannotCount where the plan asks for one that is not built."""
    found = INDICATORS.get(code)
    if found is None:
        raise CannotCount(f"Chưa có cách tính chỉ tiêu “{code}”.", mend="Báo quản trị hệ thống: tệp kế hoạch nêu một chỉ tiêu chưa được dựng.")
    return found
