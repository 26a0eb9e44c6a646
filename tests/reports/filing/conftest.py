"""The plan, the real places and the officials who report."""

from __future__ import annotations

import pytest

from tests.factories import filing
from tests.reports.conftest import all_units, plan, towns

__all__ = ["all_units", "plan", "towns"]


@pytest.fixture
def desks(towns) -> filing.Desks:
    """The officials, and the plan's reports asked for in 2026 too."""
    made = filing.desks(*towns)
    filing.prolonged(made.lead, at=filing.moment("2026-01-05"))
    return made
