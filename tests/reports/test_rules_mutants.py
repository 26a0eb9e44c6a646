"""Rounding of a share, at the edge that a run of mutants found untold: a target that is met is shown half up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from donghanh.reports.rules import shown_share
from tests.reports.test_periods import target


@pytest.mark.parametrize(("exact", "shown"), [("95.25", 95.3), ("90", 90.0), ("90.04", 90.0), ("89.96", 89.9), ("89.94", 89.9)])
def test_a_share_is_rounded_half_up_but_never_onto_a_target_that_is_not_met(exact, shown):
    assert shown_share(Decimal(exact), target(">=", "90")) == shown
