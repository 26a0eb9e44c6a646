"""Edges that a run of mutants found untold: the shortest reason to send back, and where a refusal leads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.decisions import rules
from donghanh.decisions.rules import CannotDecide
from tests.decisions.test_rules import CHECKED, DRAFTED, HOLDER, sign


@pytest.mark.parametrize(("reason", "fine"), [("x" * 9, False), ("  " + "x" * 9 + "  ", False), ("x" * 10, True)])
def test_a_reason_to_send_back_has_ten_signs(reason, fine):
    if fine:
        rules.check_can_return(DRAFTED, reason=reason)
    else:
        with pytest.raises(CannotDecide, match="nêu lý do và cách sửa"):
            rules.check_can_return(DRAFTED, reason=reason)


def test_refusals_to_sign_lead_to_the_article_and_to_the_tick():
    with pytest.raises(CannotDecide) as answer:
        sign(draft=replace(CHECKED, office="commune_chair", body_id=70))
    assert answer.value.citation == HOLDER.citation
    with pytest.raises(CannotDecide) as answer:
        sign(has_read=False)
    assert answer.value.field == "has_read"
