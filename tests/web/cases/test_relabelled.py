"""What was recorded while the form said something else for its answer is to be read again; nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from donghanh.cases.queries import FactRow
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.workdays import ZONE
from donghanh.web.cases.relabelled import to_reread

BEFORE, AFTER = datetime(2026, 11, 22, 23, 59, tzinfo=ZONE), datetime(2026, 11, 23, tzinfo=ZONE)
FACT = FactRow(UUID(int=1), UUID(int=2), K.TREATMENT_ENDED, BEFORE, False, BEFORE, 1, "", "", {"reason": "harm"}, None, None, "")


def test_it_says_what_the_form_said_then_and_what_it_says_now():
    said = to_reread(FACT)
    assert all(words in said for words in ("23/11/2026", "Chống chỉ định, tai biến do thuốc", "Gây hại, gây mất trật tự", "cần xem lại"))


@pytest.mark.parametrize(
    "other",
    [
        {"recorded_at": AFTER},
        {"data": {"reason": "other"}},
        {"data": {}},
        {"kind": K.LEFT_REHAB},
        {"voided_at": AFTER},
    ],
)
def test_nothing_else_is_read_again(other):
    assert to_reread(replace(FACT, **other)) == ""
