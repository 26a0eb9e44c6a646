"""How many working days before a limit each role is reminded where nobody has set a number: this house's choice, not the law's."""

from __future__ import annotations

USUAL = 1
USUAL_DAYS = {"commune_officer": 1, "commune_police": 1, "commune_police_chief": 2, "commune_chair": 2}
"""Who signs is told a day earlier: what he signs must be drafted and checked before."""

MOST = 20
"""Further ahead nearly everything stands on the list, and a reminder says nothing."""


def usual_days(role: str) -> int:
    """The number for this role where nobody has set one."""
    return USUAL_DAYS.get(role, USUAL)
